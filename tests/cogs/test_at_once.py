"""Things done at the same moment, again and again, or while something else happens: one outcome, told to each."""

import asyncio
from collections import Counter
from datetime import timedelta

import discord
import pytest
from simcord.results import InteractionResult

from deliberation.actor import Actor
from deliberation.errors import ClosingAlready
from deliberation.ids import ActId, MessageId, StatementId, UserId
from deliberation.log import Deed
from deliberation.round import Round, RoundState
from deliberation.stance import Position
from deliberation.statement import StatementKind
from prompts.post import Act, Action
from storage.verbs.statements import Arrival
from tests.cogs.hiding import hide
from tests.cogs.world import Table, World, answer, button_id, pressed, read, submitted

DAY = timedelta(days=1)
CLAIM = "Close the kitchen at ten"


@pytest.fixture
async def table(world: World) -> Table:
    """A debate that the warden opened."""
    return await world.debate()


async def act_of(world: World, table: Table, act: Act, *numbers: int) -> str:
    """What is pressed for that in the debate."""
    return Action(act, ((await world.stored(table.thread)).key.debate, *numbers)).custom_id


def told(results: list[InteractionResult]) -> list[str]:
    """What each of them read; each was told something, and nothing went wrong."""
    said = [read(answer(result)) for result in results]
    assert not [words for words in said if "went wrong" in words]
    return said


async def answers_of(table: Table) -> Counter[Position]:
    """How many people's last answers to a claim are which."""
    last = {(given.participant, given.point): given.position for given in (await table.record()).stances}
    return Counter(last.values())


async def test_of_people_who_press_at_the_same_moment_each_is_counted_once(world: World, table: Table) -> None:
    people = [world.person(f"member {number}") for number in range(12)]
    ranks = [number % 5 for number in range(12)]
    votes = [pressed(await act_of(world, table, Act.VOTE, 1, 1, rank)) for rank in ranks]

    said = told(await world.at_once(*((who, table.opening, vote) for who, vote in zip(people, votes, strict=True))))

    positions = list(Position)
    assert await answers_of(table) == Counter(positions[rank] for rank in ranks)
    assert all("of 5" in words for words in said)


async def test_who_presses_one_button_ten_times_a_second_answers_once(world: World, table: Table) -> None:
    ann = world.person("ann")
    ballot = await table.ballot(ann)

    told(await world.presses_at_once(ann, ballot, [button_id(ballot, "Yes")] * 10))

    assert await answers_of(table) == {Position.AGREE: 1}


async def test_of_different_buttons_pressed_in_a_second_the_last_one_holds(world: World, table: Table) -> None:
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    labels = ("Yes", "No", "Unsure", "Yes, but…", "No, but…", "No", "Yes", "Unsure", "Yes", "No")

    said = told(await world.presses_at_once(ann, ballot, [button_id(ballot, label) for label in labels]))

    assert await answers_of(table) == {Position.DISAGREE: 1}
    assert len(said) == 10


async def test_what_discord_tells_twice_is_done_once(world: World, table: Table) -> None:
    ann = world.person("ann")
    reply = await act_of(world, table, Act.REPLY_TO, 1)
    vote = await act_of(world, table, Act.VOTE, 1, 1, 0)

    await world.at_once(
        (ann, table.opening, submitted(reply, answer="Ten is early.")), (ann, table.opening, pressed(vote)), times=3
    )
    await world.passes(timedelta(minutes=2))

    record = await table.record()
    assert len(record.counterpoints) == 1
    assert len(record.stances) == 1
    assert sum("Ten is early." in read(post) for post in table.posts()) == 1


async def test_a_form_sent_twice_posts_one_reply_and_says_so_to_the_second(world: World, table: Table) -> None:
    ann = world.person("ann")
    form = submitted(await act_of(world, table, Act.REPLY_TO, 1), answer="Ten is early.")

    said = told(await world.at_once((ann, table.opening, form), (ann, table.opening, form)))
    await world.passes(timedelta(minutes=2))

    assert sorted("already" in words for words in said) == [False, True], said
    assert len((await table.record()).counterpoints) == 1


async def test_of_two_moderators_who_close_a_round_together_one_does_and_both_know(world: World) -> None:
    table = await world.debate(by=world.person("opal"))
    both = (world.person("opal"), world.warden)

    store, key = world.bot.counterpoint.store, (await world.stored(table.thread)).key
    now = world.env.now()

    came = await asyncio.gather(
        *(
            store.close_round(key, actor=Actor(key.guild, UserId(who.id), moderates=True), act=ActId(who.id), at=now)
            for who in both
        ),
        return_exceptions=True,
    )

    assert [type(one) for one in came] == [Round, ClosingAlready]
    assert [entry.deed for entry in await store.log(key)].count(Deed.ROUND_CLOSED) == 1


async def test_a_round_closed_by_hand_as_its_deadline_passes_is_closed_once(world: World, table: Table) -> None:
    await world.env.advance_time((3 * DAY).total_seconds())

    store, key = world.bot.counterpoint.store, (await world.stored(table.thread)).key
    warden = Actor(key.guild, UserId(world.warden.id), moderates=True)

    await asyncio.gather(
        world.bot.counterpoint.tick(world.env.now()),
        store.close_round(key, actor=warden, act=ActId(1), at=world.env.now()),
        return_exceptions=True,
    )
    await world.tick()

    assert (await table.record()).rounds[0].state is RoundState.SUMMARISED
    assert sum("Round 1 of 2 closed" in read(post) for post in table.posts()) == 1


async def test_an_answer_pressed_as_the_round_closes_counts_or_is_refused_and_never_both(
    world: World, table: Table
) -> None:
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    await world.env.advance_time((3 * DAY).total_seconds() + 1)

    at_once = world.presses_at_once(ann, ballot, [button_id(ballot, "Yes")])
    (late,), _ = await asyncio.gather(at_once, world.bot.counterpoint.tick(world.env.now()))

    assert "closed" in read(answer(late))
    assert not (await table.record()).stances


async def test_who_is_timed_out_with_the_form_open_gets_their_words_back(world: World, table: Table) -> None:
    ann = world.person("ann")
    form = await act_of(world, table, Act.REPLY_TO, 1)
    until = world.env.now() + DAY
    world.env.backend.get_guild(world.guild.id).members[ann.id].timed_out_until = until.isoformat()

    (result,) = await world.at_once((ann, table.opening, submitted(form, answer="Ten is early.")))

    assert "Ten is early." in read(answer(result))
    assert not (await table.record()).counterpoints


async def test_who_loses_the_role_with_the_form_open_gets_their_words_back(world: World) -> None:
    cooks = world.guild.create_role("Cooks")
    table = await world.debate(options={"role": cooks})
    cook = world.person("cook", cooks)
    form = submitted(await act_of(world, table, Act.REPLY_TO, 1), answer="Ten is early.")
    vote = pressed(await act_of(world, table, Act.VOTE, 1, 1, 0))
    world.env.backend.get_guild(world.guild.id).members[cook.id].role_ids.clear()

    said = told(await world.at_once((cook, table.opening, form), (cook, table.opening, vote)))

    assert "Ten is early." in said[0]
    assert all(f"<@&{cooks.id}>" in words for words in said)
    record = await table.record()
    assert not record.counterpoints
    assert not record.stances


async def test_what_somebody_sent_in_the_moment_they_are_kicked_is_done_once_and_told(
    world: World, table: Table
) -> None:
    ann = world.person("ann")
    form = submitted(await act_of(world, table, Act.REPLY_TO, 1), answer="Ten is early.")
    vote = pressed(await act_of(world, table, Act.VOTE, 1, 1, 0))

    said = told(await world.at_once((ann, table.opening, form), (ann, table.opening, vote), times=2, kicked=ann))

    assert len(said) == 2
    record = await table.record()
    assert [reply.words for reply in record.counterpoints] == ["Ten is early."]
    assert len(record.stances) == 1
    assert "Ten is early." in read(table.posts()[-1])
    assert "1 of 1" in read(await summary_of(world, table))


async def test_what_comes_from_somebody_whom_discord_lets_see_nothing_any_more_is_refused(
    world: World, table: Table
) -> None:
    ann = world.person("ann")
    form = submitted(await act_of(world, table, Act.REPLY_TO, 1), answer="Ten is early.")
    vote = pressed(await act_of(world, table, Act.VOTE, 1, 1, 0))
    await hide(world, world.lobby)

    said = told(await world.at_once((ann, table.opening, form), (ann, table.opening, vote)))

    assert all("There is no debate" in words for words in said)
    assert "Ten is early." in said[0]
    record = await table.record()
    assert not record.counterpoints
    assert not record.stances


async def summary_of(world: World, table: Table) -> discord.Message:
    """What is posted when the round closes."""
    await world.passes(4 * DAY)
    return table.posts()[-1]


async def test_a_message_edited_and_deleted_at_once_stays_deleted(world: World, table: Table) -> None:
    ann = world.person("ann")
    said = await ann.send(table.thread, f"> {CLAIM}\nTen is early.")
    store, key = world.bot.counterpoint.store, (await world.stored(table.thread)).key
    now = world.env.now()
    edit = Arrival(
        StatementId(said.id),
        StatementKind.MESSAGE,
        UserId(ann.id),
        None,
        MessageId(said.id),
        said.created_at,
        f"> {CLAIM}\nNine is early.",
        edited_at=now,
    )

    await asyncio.gather(
        store.withdraw_message(key, MessageId(said.id), at=now),
        store.record_statement(key, edit),
        store.withdraw_message(key, MessageId(said.id), at=now),
    )

    (statement,) = (await table.record()).statements
    assert statement.withdrawn


async def test_two_decisions_at_once_are_both_kept_and_the_later_says_what_holds(world: World) -> None:
    table = await world.debate(by=world.person("opal"))
    form = await act_of(world, table, Act.DECIDE)
    people = (world.person("opal"), world.warden)

    told(await world.at_once(*((who, table.opening, submitted(form, what=f"As {who.name} says")) for who in people)))
    await world.passes(timedelta(minutes=2))

    assert len((await table.record()).decisions) == 2
    posts = [read(post) for post in table.posts() if "Decided:" in read(post) and "Recorded by" in read(post)]
    assert sum("Decided again since" in words for words in posts) == 1


async def test_a_reply_taken_back_twice_and_edited_at_once_is_gone(world: World, table: Table) -> None:
    ann = world.person("ann")
    form = submitted(await act_of(world, table, Act.REPLY_TO, 1), answer="Ten is early.")
    await world.at_once((ann, table.opening, form))
    number = (await table.record()).statements[-1].id
    gone = pressed(await act_of(world, table, Act.TAKEN_BACK, number))
    edit = submitted(await act_of(world, table, Act.EDIT, number), answer="Nine is early.")

    told(await world.at_once(*((ann, table.opening, data) for data in (gone, edit, gone))))

    assert (await table.record()).statements[-1].withdrawn
    assert not [post for post in table.posts() if "Nine is early." in read(post)]
