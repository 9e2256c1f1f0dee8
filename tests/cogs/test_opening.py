"""Opening a debate, as the person who opens it and the channel see it."""

from typing import Any, cast

import discord
import pytest

from bot.settings import Settings
from tests.cogs.world import World, answer, buttons, form, press, read


async def test_a_debate_opens_with_a_post_a_thread_and_a_board(world: World) -> None:
    table = await world.debate(title="Kitchen rules")

    assert "Kitchen rules" in read(table.opening)
    assert table.thread.name == "Kitchen rules"
    assert "Close the kitchen at ten" in read(table.posts()[0])


async def test_the_form_has_five_fields_and_begins_with_three_days_counts_only_and_hidden(world: World) -> None:
    shown = await world.person("opal").slash(world.lobby, "debate open")

    fields = [label["component"] for label in (shown.modal or {})["components"]]
    assert [field["custom_id"] for field in fields] == ["title", "proposals", "deadline", "attribution", "tallies"]
    assert fields[2]["value"] == "3 days"
    chosen = [option["value"] for field in fields[3:] for option in field["options"] if option.get("default")]
    assert chosen == ["counted", "hidden"]


async def test_whoever_opened_a_debate_is_told_privately_where_its_thread_is(world: World) -> None:
    result = await world.filled()

    thread = world.lobby.threads[0]
    assert answer(result).ephemeral
    assert f"<#{thread.id}>" in answer(result).content


async def test_a_debate_can_be_for_one_role_and_as_many_rounds_as_planned(world: World) -> None:
    table = await world.debate(options={"rounds": 3, "role": world.moderators})

    debate = await world.stored(table.thread)
    assert (debate.planned_rounds, debate.terms.gate.role) == (3, world.moderators.id)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"deadline": "next febtober"}, "next febtober"),
        ({"deadline": "2020-01-01 12:00"}, "past"),
        ({"deadline": "9999-01-01"}, "366"),
        ({"proposals": " \n "}, "proposal"),
        ({"proposals": "\n".join(f"Rule {number}" for number in range(300))}, "300"),
        ({"proposals": "Same\nOther\nsame"}, "3"),
        ({"proposals": "Long " * 40}, "120"),
        ({"title": "   "}, "title"),
    ],
)
async def test_what_cannot_be_opened_is_refused_with_what_to_change(
    world: World, fields: dict[str, str], told: str
) -> None:
    result = await world.filled(None, None, **fields)

    assert answer(result).ephemeral
    assert told in read(answer(result))
    assert world.lobby.threads == []


async def test_words_of_a_refused_form_are_handed_back_and_fill_it_again(world: World) -> None:
    opal = world.person("opal")
    refused = await world.filled(by=opal, title="Pots and pans", deadline="soonish")

    assert "Pots and pans" in read(answer(refused))
    assert "Buy a second pot" in read(answer(refused))
    again = await press(opal, answer(refused), "Try again")
    typed = {
        label["component"]["custom_id"]: label["component"].get("value") for label in (again.modal or {})["components"]
    }
    assert typed["title"] == "Pots and pans"
    assert "Buy a second pot" in typed["proposals"]
    assert typed["deadline"] == "soonish"

    await opal.submit_modal(again, form(title="Pots and pans", deadline="friday 18:00"))
    assert [thread.name for thread in world.lobby.threads] == ["Pots and pans"]


async def test_three_hundred_proposals_come_back_whole_as_a_file(world: World) -> None:
    proposals = "\n".join(f"Rule {number}" for number in range(300))

    refused = answer(await world.filled(proposals=proposals))

    assert len(refused.attachments) == 1
    assert proposals in (await refused.attachments[0].read()).decode()


async def test_a_code_fence_in_what_was_typed_comes_back_as_it_was(world: World) -> None:
    refused = answer(await world.filled(title="```fence```", deadline="never"))

    assert "```fence```" in (await refused.attachments[0].read()).decode()


async def test_a_forgotten_form_says_where_the_words_are(world: World) -> None:
    opal = world.person("opal")
    refused = answer(await world.filled(by=opal, deadline="never"))
    opening = cast("Any", world.bot.get_cog("Counterpoint Opening"))
    opening._refused.clear()  # as a restart leaves it

    told = answer(await press(opal, refused, "Try again"))

    assert told.ephemeral
    assert "/debate open" in told.content


async def test_a_debate_cannot_open_inside_a_thread(world: World) -> None:
    table = await world.debate()

    result = await world.person("opal").slash(table.thread, "debate open")

    assert answer(result).ephemeral
    assert "text channel" in answer(result).content


async def test_where_the_bot_may_not_make_threads_it_says_what_it_needs(world: World) -> None:
    assert world.bot.user is not None
    closed = world.guild.create_text_channel(
        "closed", overwrites={world.guild.roles["TestBot"]: discord.PermissionOverwrite(create_public_threads=False)}
    )

    result = await world.person("opal").slash(closed, "debate open")

    assert result.modal is None
    assert "Create Public Threads" in answer(result).content


async def test_pings_in_a_title_and_in_proposals_ring_nobody(world: World) -> None:
    table = await world.debate(title="@everyone listen", proposals="@here first\n<@&1> second")

    sent = [table.opening, *table.posts()]
    assert not any(message.mention_everyone or message.role_mentions or message.mentions for message in sent)


@pytest.mark.parametrize("simcord_bot", [Settings.model_construct(message_content=False)], indirect=True)
async def test_where_the_bot_cannot_read_what_is_typed_the_opener_learns_what_works(world: World) -> None:
    told = answer(await world.filled())

    assert "/debate join-letter" in told.content


async def test_the_opening_has_a_way_to_take_part_and_an_explanation(world: World) -> None:
    table = await world.debate()

    assert "Take part" in buttons(table.opening)
    told = answer(await press(world.person("ann"), table.opening, "How this works"))
    assert told.ephemeral
    assert "quote" in read(told).lower()
