"""Speakers and readers through Discord: who writes, what a reader is told, and whose views stand apart."""

import pytest

from cogs.marks import READ, STAYS_CHAT
from deliberation.terms import Voice
from tests.cogs.inline import reactions
from tests.cogs.test_questions import asked_of_opal
from tests.cogs.world import PROPOSALS, Table, World, answer, buttons, choose, press, read

QUOTING = f"> {PROPOSALS[0]}\nSome of us work nights."


@pytest.fixture
async def table(world: World) -> Table:
    """A debate that the holders of one role write."""
    return await world.debate(options={"speakers": world.moderators})


async def test_a_reader_who_quotes_chats_and_a_speaker_makes_a_point(world: World, table: Table) -> None:
    by_reader = await world.person("ben").send(table.thread, QUOTING)
    by_speaker = await world.person("ann", world.moderators).send(table.thread, QUOTING)

    assert (reactions(table, by_reader), reactions(table, by_speaker)) == ([STAYS_CHAT], [READ])
    record = await table.record()
    assert [answer.passage.statement for answer in record.counterpoints] == [by_speaker.id]
    assert [head.voice for head in record.statements] == [Voice.READER, Voice.MEMBER]


async def test_a_reader_who_asks_for_the_form_is_told_what_they_can_do(world: World, table: Table) -> None:
    ben = world.person("ben")

    told = answer(await press(ben, table.posts()[0], "Answer in line"))

    assert told.ephemeral
    assert f"<@&{world.moderators.id}> write in this debate" in read(told)
    assert "where you stand" in read(told)
    assert "Ask a question" in read(told)


async def test_a_reader_asks_by_the_button_and_makes_no_point(world: World, table: Table) -> None:
    told = await asked_of_opal(world, table, "ben")

    record = await table.record()
    assert "put to" in read(told)
    assert [question.words for question in record.questions] == ["Who locks the door?"]
    assert record.counterpoints == ()


async def test_who_loses_the_role_while_the_form_is_open_gets_what_they_typed_back(world: World, table: Table) -> None:
    ann = world.person("ann", world.moderators)
    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    shown = await choose(ann, page, PROPOSALS[0])
    world.env.backend.get_guild(world.guild.id).members[ann.id].role_ids.clear()

    told = answer(await ann.submit_modal(shown, {"answer": "Some of us work nights."}))

    assert "write in this debate" in read(told)
    assert "Some of us work nights." in read(told)
    assert (await table.record()).counterpoints == ()


async def test_a_readers_reason_is_not_offered_to_be_posted(world: World, table: Table) -> None:
    ben = world.person("ben")
    shown = await table.ballot(ben)
    assert "You answer as a reader" in read(shown)
    saved = answer(await press(ben, shown, "No"))

    form = await press(ben, saved, "Note why")
    saved = answer(await ben.submit_modal(form, {"words": "I work nights."}))

    assert "Note why" in buttons(saved)
    assert "Post it with my name" not in buttons(saved)
    assert [stance.voice for stance in (await table.record()).stances][-1] is Voice.READER


async def test_the_opening_and_how_it_works_say_who_writes(world: World, table: Table) -> None:
    assert f"Only people with the role <@&{world.moderators.id}> write here" in read(table.opening)

    how = answer(await press(world.person("ben"), table.opening, "How this works"))

    assert "Speakers and readers" in read(how)


async def test_what_was_written_while_the_bot_was_away_is_a_speakers_by_the_roles_they_hold(
    world: World, table: Table
) -> None:
    ann, ben = world.person("ann", world.moderators), world.person("ben")
    await world.stops()
    missed = [await who.send(table.thread, QUOTING) for who in (ann, ben)]

    await world.starts_again()

    record = await table.record()
    assert {head.id: head.voice for head in record.statements} == {
        missed[0].id: Voice.MEMBER,
        missed[1].id: Voice.READER,
    }
