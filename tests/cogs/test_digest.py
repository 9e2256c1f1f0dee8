"""The weekly digest: set by a moderator, posted at its hour or at once."""

from datetime import timedelta

import discord
import pytest
from simcord.results import ResponseMessage

from tests.cogs.world import World, answer, buttons, read


async def set_digest(world: World, **options: object) -> ResponseMessage:
    """What a moderator is told who sets the digest."""
    usual: dict[str, object] = {"weekday": 4, "hour": 18, "zone": "Europe/Berlin", "channel": world.lobby}
    return answer(await world.warden.slash(world.lobby, "digest set", **{**usual, **options}))


async def test_a_set_digest_is_confirmed_and_appears_at_its_hour(world: World) -> None:
    await world.debate(title="Kitchen rules", deadline="20 days")

    told = await set_digest(world)
    before = len(world.lobby.history())
    await world.passes(timedelta(days=8))

    assert told.ephemeral
    assert "Friday" in told.content
    assert "Europe/Berlin" in told.content
    assert len(world.lobby.history()) == before + 1
    assert "Kitchen rules" in read(world.lobby.history()[-1])


async def test_a_time_zone_that_does_not_exist_is_refused(world: World) -> None:
    told = await set_digest(world, zone="Europe/Berlim")

    assert told.ephemeral
    assert "Europe/Berlin" in told.content


async def test_zones_are_suggested_while_typing(world: World) -> None:
    found = await world.warden.autocomplete(world.lobby, "digest set", "zone", "new york")

    assert [choice["value"] for choice in found] == ["America/New_York"]


async def test_everything_typed_as_a_zone_is_answered(world: World) -> None:
    assert len(await world.warden.autocomplete(world.lobby, "digest set", "zone", "")) == 25
    assert await world.warden.autocomplete(world.lobby, "digest set", "zone", "[(%") == []


async def test_a_channel_the_bot_may_not_post_in_is_refused(world: World) -> None:
    quiet = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.roles["TestBot"]: discord.PermissionOverwrite(send_messages=False)}
    )

    told = await set_digest(world, channel=quiet)

    assert f"<#{quiet.id}>" in told.content
    assert "Send Messages" in told.content


async def test_a_digest_can_be_had_at_once_where_the_weekly_one_appears(world: World) -> None:
    news = world.guild.create_text_channel("news")
    await world.debate(title="Kitchen rules")
    await set_digest(world, channel=news)

    told = answer(await world.warden.slash(world.lobby, "digest now"))

    assert told.ephemeral
    assert f"<#{news.id}>" in told.content
    assert "Kitchen rules" in read(news.history()[-1])


async def test_where_there_is_nothing_to_tell_only_whoever_asked_for_a_digest_hears_so(world: World) -> None:
    told = answer(await world.warden.slash(world.lobby, "digest now"))

    assert told.ephemeral
    assert "Nothing new in the debates in the last seven days" in told.content
    assert world.lobby.history() == []


@pytest.mark.long
async def test_a_digest_of_fifty_debates_says_how_many_it_leaves_out_and_where_they_are(world: World) -> None:
    for number in range(50):
        await world.debate(title=f"Kitchen rules for shelf {number}, and what may be put on it overnight")

    await world.warden.slash(world.lobby, "digest now")

    shown = read(world.lobby.history()[-1])
    named = shown.count("**Open:**")
    assert f"… and {50 - named} more, in the threads of this server's channels." in shown
    assert "What needs me?" in buttons(world.lobby.history()[-1])


async def test_a_deadline_is_read_in_the_servers_own_zone(world: World) -> None:
    await set_digest(world, zone="Asia/Tokyo")

    table = await world.debate(deadline="2026-01-05 09:00")

    assert (await table.record()).rounds[0].deadline.isoformat() == "2026-01-05T00:00:00+00:00"
