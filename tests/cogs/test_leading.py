"""What those who lead a debate do with its rounds, and what members see of it."""

from dataclasses import replace
from datetime import timedelta

import discord
import pytest
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from deliberation.actor import Actor
from deliberation.ids import ActId, GuildId, UserId
from deliberation.round import RoundState
from tests.cogs.world import PROPOSALS, Table, World, answer, buttons, choices, choose, press, read

DAY = timedelta(days=1)


async def leads(world: World, table: Table, command: str, **options: object) -> str:
    """What the warden is told who uses a command in the debate's thread."""
    told = answer(await world.warden.slash(table.thread, command, **options))
    assert told.ephemeral
    return told.content


async def board_of(world: World, table: Table, number: int = 1) -> str:
    """What the board of a round shows once its edits are through."""
    await world.passes(timedelta(minutes=2))
    boards = [read(post) for post in table.posts() if f"Round {number}" in read(post) and "answered" in read(post)]
    return boards[0]


async def test_closing_early_is_told_on_board_and_opening_and_takes_effect_after_its_notice(world: World) -> None:
    table = await world.debate()

    told = await leads(world, table, "round close")

    assert "closes early" in told
    assert f"as <@{world.warden.id}> asked" in await board_of(world, table)
    assert "Closes early" in read(table.opening)
    await world.passes(timedelta(hours=12))
    summary = read(table.posts()[-1])
    assert f"Closed early by <@{world.warden.id}>, who asked for it" in summary
    assert "Round 1 is closed" in read(table.opening)


async def test_an_early_closing_is_called_off(world: World) -> None:
    table = await world.debate()
    await leads(world, table, "round close")

    assert "stays open" in await leads(world, table, "round keep-open")
    assert "Closes early" not in await board_of(world, table)
    await world.passes(timedelta(hours=13))
    assert (await table.record()).rounds[0].state is RoundState.OPEN


async def test_two_who_close_the_same_round_are_both_told_what_comes_of_it(world: World) -> None:
    table = await world.debate(by=world.person("opal"))

    first = await leads(world, table, "round close")
    second = answer(await world.person("opal").slash(table.thread, "round close"))

    assert "closes early" in first
    assert "asked for that already" in second.content


@pytest.mark.parametrize("command", ["round close", "debate end"])
async def test_a_message_the_bot_missed_is_read_before_a_round_closes_at_once(world: World, command: str) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    for _ in PROPOSALS:
        ballot = answer(await press(ann, ballot, "Yes"))
    listeners = dict(world.bot.extra_events)
    world.bot.extra_events.clear()
    await ann.send(table.thread, f"> {PROPOSALS[0]}\nTen is early.")
    world.bot.extra_events.update(listeners)

    answer(await world.warden.slash(table.thread, command))

    assert len((await table.record()).statements) == 1
    assert "One message" in read(table.posts()[-1])


async def test_a_pause_is_shown_refuses_answers_and_ends(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)

    assert "is paused" in await leads(world, table, "round pause", reason="Holidays")
    refused = answer(await press(ann, ballot, "Yes"))
    board = await board_of(world, table)
    await world.passes(4 * DAY)

    assert "Round 1 is paused" in refused.content
    assert "Holidays" in board
    assert (await table.record()).rounds[0].state is RoundState.PAUSED
    assert "goes on" in await leads(world, table, "round resume")
    assert "**2 of" in read(answer(await press(ann, await table.ballot(ann), "Yes")))
    await world.passes(2 * DAY)
    assert (await table.record()).rounds[0].state is RoundState.OPEN


async def test_an_extended_round_closes_later_and_says_so(world: World) -> None:
    table = await world.debate()

    assert "now closes" in await leads(world, table, "round extend", deadline="5 days")
    assert "not later" in await leads(world, table, "round extend", deadline="2 days")
    await world.passes(4 * DAY)
    assert (await table.record()).rounds[0].state is RoundState.OPEN
    await world.passes(1 * DAY)
    assert (await table.record()).rounds[0].over


async def test_a_cancelled_round_says_why_and_has_no_summary(world: World) -> None:
    table = await world.debate()

    assert "cancelled" in await leads(world, table, "round cancel", reason="The kitchen is being rebuilt")
    board = await board_of(world, table)

    assert "The kitchen is being rebuilt" in board
    assert "Nothing answered in this round is counted" in board
    assert "Yes 0" not in board
    await world.passes(4 * DAY)
    assert len(table.posts()) == 1
    assert "was cancelled" in read(table.opening)


async def test_a_reopened_round_gets_a_new_summary_and_the_old_one_says_so(world: World) -> None:
    table = await world.debate()
    await world.passes(3 * DAY)
    old = table.posts()[-1]

    assert "open again" in await leads(world, table, "round reopen", deadline="2 days")
    await world.passes(timedelta(minutes=2))
    assert "was opened again after this" in read(next(post for post in table.posts() if post.id == old.id))
    assert len(table.posts()) == 2
    ballot = await table.ballot(world.person("ann"))
    await press(world.person("ann"), ballot, "Yes")
    await world.passes(2 * DAY)
    await world.passes(timedelta(minutes=5))

    posts = table.posts()
    assert len(posts) == 3
    assert "1 of 1 answered" in read(posts[-1])
    assert "0 of 0 answered" in read(posts[1]) or "Nobody" in read(posts[1])


async def test_a_round_that_was_opened_again_and_cancelled_promises_no_new_summary(world: World) -> None:
    table = await world.debate()
    await world.passes(3 * DAY)
    old = table.posts()[-1].id
    await leads(world, table, "round reopen", deadline="2 days")
    await world.passes(timedelta(minutes=2))
    await leads(world, table, "round cancel", reason="The kitchen is being rebuilt")
    await world.passes(timedelta(minutes=2))

    shown = read(next(post for post in table.posts() if post.id == old))
    assert "was opened again after this, and then cancelled" in shown
    assert "A new summary follows" not in shown


async def test_a_scheduled_round_is_announced_and_opens_with_its_board(world: World) -> None:
    table = await world.debate()

    assert "opens by itself" in await leads(world, table, "round schedule", opens="4 days", deadline="2 days")
    await world.passes(3 * DAY)
    assert "Round 2 opens" in read(table.posts()[-1])
    await world.passes(1 * DAY)
    await world.tick()

    record = await table.record()
    assert [round_.state for round_ in record.rounds] == [RoundState.SUMMARISED, RoundState.OPEN]
    assert record.rounds[1].deadline - record.rounds[1].opened_at == 2 * DAY
    assert "Round 2 of 2" in read(table.posts()[-1])
    assert len(table.posts()) == 3


async def test_a_decision_is_posted_with_its_count_shown_on_the_board_and_in_the_digest(world: World) -> None:
    table = await world.debate(proposals="Buy a second pot", attribution="named")
    for name in ("ann", "ben"):
        await press(world.person(name), await table.ballot(world.person(name)), "Yes")
    await leads(world, table, "round close")

    shown = await world.warden.slash(table.thread, "debate decide")
    told = answer(await world.warden.submit_modal(shown, {"what": "We buy one", "why": "Soup.", "review": "30 days"}))

    assert told.ephemeral
    post = read(table.posts()[-1])
    assert "Decided:" in post
    assert "We buy one" in post
    assert "Soup." in post
    assert "Yes 2" in post
    assert f"<@{world.warden.id}>" in post
    await world.passes(timedelta(minutes=2))
    await world.warden.slash(world.lobby, "digest now")
    digest = read(world.lobby.history()[-1])
    assert "Kitchen rules*: We buy one" in digest
    assert "Final count: Yes 2." in digest
    assert "We buy one" in read(table.opening)

    again = await world.warden.slash(table.thread, "debate decide")
    await world.warden.submit_modal(again, {"what": "We buy two", "why": "", "review": ""})
    await world.passes(timedelta(minutes=2))
    posts = [read(post) for post in table.posts() if "Decided:" in read(post) and "Recorded by" in read(post)]
    assert len(posts) == 2
    assert "Decided again since" in posts[0]
    assert [decision.what for decision in (await table.record()).decisions] == ["We buy one", "We buy two"]


async def test_who_decides_until_a_day_hears_what_tells_of_that_day(world: World) -> None:
    table = await world.debate()
    decision = {"what": "Ten", "why": "", "review": "30 days", "point": []}

    alone = answer(await world.warden.submit_modal(await world.warden.slash(table.thread, "debate decide"), decision))
    await world.warden.slash(world.lobby, "digest set", channel=world.lobby, weekday=1, hour=9, zone="UTC")
    again = await world.warden.submit_modal(await world.warden.slash(table.thread, "debate decide"), decision)

    assert "until this server has a digest" in alone.content
    assert "The digest of that week says" in answer(again).content


async def test_after_a_merge_only_those_who_answered_what_is_gone_are_asked_again(world: World) -> None:
    table = await world.debate(proposals="Close at ten\nClose at 22:00")
    ann, ben = world.person("ann"), world.person("ben")
    for who, claim in ((ann, "Close at ten"), (ann, "Close at 22:00"), (ben, "Close at 22:00")):
        await press(who, answer(await choose(who, table.posts()[0], claim)), "Yes")

    told = await leads(world, table, "point merge", point=2, into=1)

    assert "Answers to point 1 stay; whoever answered only point 2 is asked again" in told
    assert "**Done.**" in read(await table.ballot(ann))
    assert "Your view on: *Close at ten*" in read(await table.ballot(ben))


async def test_a_moderator_is_told_where_the_bot_cannot_show_what_they_did(world: World) -> None:
    table = await world.debate()
    bot = world.guild.roles["TestBot"].id
    deny = discord.Permissions(send_messages_in_threads=True).value
    world.env.backend.set_overwrite(world.lobby.id, Overwrite(bot, OverwriteType.ROLE, deny=deny))
    await world.env.settle()

    result = await world.warden.slash(table.thread, "round pause")

    assert "is paused" in answer(result).content
    assert "Send Messages in Threads" in result.followups[0].content


async def test_a_deadline_is_meant_in_the_servers_time_zone(world: World) -> None:
    table = await world.debate()
    guild = GuildId(world.guild.id)
    boss = Actor(guild, UserId(1), administers=True)
    settings = replace(await world.bot.counterpoint.store.server(guild), zone="Asia/Tokyo")
    await world.bot.counterpoint.store.set_server(settings, actor=boss, act=ActId(1), at=world.env.now())

    await leads(world, table, "round extend", deadline="2026-01-10 18:00")

    assert (await table.record()).rounds[0].deadline.isoformat() == "2026-01-10T09:00:00+00:00"


async def test_a_refused_decision_is_handed_back(world: World) -> None:
    table = await world.debate()

    shown = await world.warden.slash(table.thread, "debate decide")
    told = answer(
        await world.warden.submit_modal(shown, {"what": "We do", "why": "Because", "review": "febtober", "point": []})
    )

    assert "febtober" in read(told)
    assert "Because" in read(told)
    assert not (await table.record()).decisions


async def test_only_who_leads_decides_and_picks(world: World) -> None:
    table = await world.debate(by=world.person("opal"))

    for command in ("debate decide", "round agenda", "round pause", "round resume", "round keep-open"):
        told = answer(await world.person("ann").slash(table.thread, command))
        assert "whoever opened the debate" in told.content, command


async def test_everybody_reads_in_the_log_who_did_what_and_why(world: World) -> None:
    table = await world.debate(by=world.person("opal"))
    await leads(world, table, "round pause", reason="Holidays")
    await leads(world, table, "round resume")

    told = answer(await world.person("ann").slash(table.thread, "debate log"))

    assert told.ephemeral
    log = read(told)
    assert f"<@{world.warden.id}> paused round 1." in log
    assert '"Holidays"' in log
    assert f"<@{world.person('opal').id}> opened the debate." in log


async def test_a_long_log_has_pages(world: World) -> None:
    table = await world.debate(by=world.person("opal"))
    for _ in range(6):
        await leads(world, table, "round pause", reason="Holidays")
        await leads(world, table, "round resume")

    first = answer(await world.person("ann").slash(table.thread, "debate log"))
    assert buttons(first) == ["Next"]
    second = answer(await press(world.person("ann"), first, "Next"))

    assert buttons(second) == ["Back"]
    assert "opened the debate" in read(second)


async def test_what_is_picked_for_the_agenda_is_announced_and_put_to_everybody(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    await ann.send(table.thread, "The dishes pile up on Sundays.")
    await ben.send(table.thread, "> The dishes pile up on Sundays.\nThey do not.")
    await world.passes(3 * DAY)

    page = answer(await world.warden.slash(table.thread, "round agenda"))
    picked = answer(await world.warden.select(page, ["p6"], custom_id=next(iter(choices(page).values()))[0]))

    assert page.ephemeral
    assert "The dishes pile up" in read(picked)
    await leads(world, table, "round open", deadline="3 days")
    board = read(table.posts()[-1])
    assert "On the agenda" in board
    ballot = await table.ballot(ann)
    assert "of 6" in read(ballot)


async def test_a_round_in_which_too_few_answered_lasts_longer_once_and_then_says_so(world: World) -> None:
    table = await world.debate(options={"quorum": 3})
    await press(world.person("ann"), await table.ballot(world.person("ann")), "Yes")

    await world.passes(3 * DAY)
    assert "lasts longer, once: fewer than 3" in await board_of(world, table)
    assert len(table.posts()) == 1
    await world.passes(1 * DAY)

    assert "Too few: 3 were needed." in read(table.posts()[-1])
