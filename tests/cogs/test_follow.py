"""Who presses Follow is mentioned when a round opens and when one closes; nobody else ever is."""

from datetime import timedelta

import discord
import pytest

from deliberation.actor import Actor
from deliberation.ids import GuildId, UserId
from tests.cogs.world import Table, World, answer, buttons, press, read


def calls(table: Table) -> list[discord.Message]:
    """The posts that mention followers, oldest first: summaries, and what tells them that a round opened."""
    return [message for message in table.posts() if buttons(message) and "Stop following" in buttons(message)]


def told(world: World, message: discord.Message) -> set[int]:
    """Whom Discord was asked to tell of a message."""
    allowed = world.env.backend.get_message(message.channel.id, message.id).allowed_mentions
    return set(map(int, allowed.users or ()))


@pytest.fixture
async def table(world: World) -> Table:
    """A debate that Ann follows."""
    table = await world.debate()
    await press(world.person("ann"), table.opening, "Follow")
    return table


async def opened_again(world: World, table: Table) -> None:
    """Its first round is closed and the second opens."""
    await world.closes(table.thread)
    await world.warden.slash(table.thread, "round open", deadline="3 days")
    await world.tick()


async def test_the_opening_offers_to_follow_and_says_privately_what_that_means(world: World) -> None:
    table = await world.debate()

    shown = answer(await press(world.person("ann"), table.opening, "Follow"))

    assert shown.ephemeral
    assert "when a round opens and when one closes" in read(shown)
    assert buttons(shown) == ["Stop following"]


async def test_it_can_be_left_from_where_it_was_begun_and_by_the_command(world: World, table: Table) -> None:
    ann = world.person("ann")

    again = answer(await press(ann, table.opening, "Follow"))
    assert "do not follow" in read(again)
    shown = answer(await ann.slash(table.thread, "debate follow"))
    assert "You follow" in read(shown)
    shown = answer(await press(ann, shown, "Stop following"))

    assert "do not follow" in read(shown)


async def test_followers_are_mentioned_at_a_close_and_at_an_opening_and_at_no_other_time(
    world: World, table: Table
) -> None:
    await world.person("ben").send(table.thread, "> Close the kitchen at ten\nNo.")
    await world.tick()
    assert calls(table) == []

    await opened_again(world, table)

    closed, opened = calls(table)
    ann = world.person("ann").id
    assert "Round 1 of 2 closed" in read(closed)
    assert "round 2 is open until" in read(opened)
    assert told(world, closed) == told(world, opened) == {ann}
    for call in (closed, opened):
        lines = read(call).splitlines()
        assert [line for line in lines if f"<@{ann}>" in line] == [f"For those who follow this debate: <@{ann}>"]
        assert f"<@{world.person('ben').id}>" not in read(call)


async def test_ticking_again_calls_nobody_twice(world: World, table: Table) -> None:
    await opened_again(world, table)
    await world.tick()
    await world.passes(timedelta(minutes=5))

    assert len(calls(table)) == 2


async def test_whoever_left_the_server_is_not_mentioned(world: World, table: Table) -> None:
    ben = world.person("ben")
    await press(ben, table.opening, "Follow")
    world.env.backend.remove_member(world.guild.id, ben.id)

    await world.closes(table.thread)
    await world.tick()

    [call] = calls(table)
    assert f"<@{ben.id}>" not in read(call)


async def test_nobody_is_called_where_nobody_follows_any_more(world: World, table: Table) -> None:
    await world.person("ann").slash(table.thread, "debate follow")

    await opened_again(world, table)

    assert calls(table) == []


async def test_a_forged_wish_does_nothing(world: World, table: Table) -> None:
    debate = await world.stored(table.thread)
    ann = world.person("ann")
    shown = answer(await press(ann, table.opening, "Follow"))

    [result] = await world.presses_at_once(ann, shown, [f"cp:follow:{debate.key.debate}:7"])

    assert "not one the bot knows" in read(answer(result))


async def test_many_followers_are_told_through_a_role_that_managers_set(world: World, table: Table) -> None:
    role = world.guild.create_role("Debate watchers")
    refused = answer(await world.person("ben").slash(table.thread, "debate followers", role=role))
    boss = world.person("boss", world.guild.create_role("Boss", permissions=discord.Permissions(manage_guild=True)))
    told = answer(await boss.slash(table.thread, "debate followers", role=role))

    assert "Manage Server" in read(refused)
    assert f"<@&{role.id}>" in read(told)
    settings = await world.bot.counterpoint.store.server(GuildId(world.guild.id))
    assert settings.followers == role.id


async def test_an_erased_follower_goes_from_the_calls_that_stand(world: World, table: Table) -> None:
    await world.closes(table.thread)
    await world.tick()
    ann = world.person("ann")
    store = world.bot.counterpoint.store
    await store.erase_member(actor=Actor(GuildId(world.guild.id), UserId(ann.id)), at=world.env.now())
    await world.tick()

    assert calls(table) == []
    summary = table.posts()[-1]
    assert f"<@{ann.id}>" not in read(summary)
    assert "Round 1 of 2 closed" in read(summary)


async def test_besides_cards_a_round_takes_three_posts_at_most_whatever_happens_in_it(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    await press(ann, table.opening, "Follow")

    posted = [1]  # the opening
    for number in (1, 2):
        before = 0 if number == 1 else len(table.posts())
        if number == 2:
            await world.warden.slash(table.thread, "round open", deadline="3 days")
        await ben.send(table.thread, f"> Words that nobody said here, number {number}\nWhere are they from?")
        await press(ben, await table.ballot(ben), "Yes")
        for command, options in (("extend", {"deadline": "5 days"}), ("pause", {}), ("resume", {}), ("close", {})):
            await world.warden.slash(table.thread, f"round {command}", **options)
            await world.passes(timedelta(minutes=2))
        assert "may come from a letter" in read(table.posts()[before])
        await world.passes(timedelta(days=6))
        posted.append(len(table.posts()) - before)

    assert posted == [1, 2, 3]  # board and summary; those and a call to who follows
