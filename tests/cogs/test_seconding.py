"""Seconding a question through Discord: from the board, in private, taken back, and what the speakers are told."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cogs.test_questions import asked_of_opal
from tests.cogs.world import Table, World, answer, buttons, choices, choose, chosen, press, read

MINUTE = timedelta(minutes=1)
QUESTION = "Who locks the door?"


async def seconded(world: World, table: Table, who: str) -> Any:
    """Somebody picks the question in the list of the board's button."""
    person = world.person(who)
    page = answer(await press(person, table.posts()[0], "Second a question"))
    return answer(await choose(person, page, QUESTION))


@pytest.fixture
async def table(world: World) -> Table:
    """A debate in which Ann asks Opal something, and the board shows it."""
    table = await world.debate()
    await asked_of_opal(world, table)
    await world.passes(MINUTE)
    return table


async def test_a_question_is_seconded_in_private_and_the_board_says_how_many(world: World, table: Table) -> None:
    told = await seconded(world, table, "ben")
    await seconded(world, table, "cleo")
    await world.passes(MINUTE)

    assert told.ephemeral
    assert "you second it" in read(told)
    board = read(table.posts()[0])
    assert "seconded by 2 people" in board
    assert f"<@{world.person('ben').id}>" not in board
    assert len(table.posts()) == 1


async def test_picked_again_it_is_taken_back(world: World, table: Table) -> None:
    await seconded(world, table, "ben")
    told = await seconded(world, table, "ben")
    await world.passes(MINUTE)

    assert "second it" not in read(told)
    assert "seconded" not in read(table.posts()[0])


async def test_a_board_without_questions_offers_none_to_second(world: World) -> None:
    assert "Second a question" not in buttons((await world.debate()).posts()[0])


async def test_the_asker_is_not_offered_their_own_and_a_forged_pick_is_refused(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Second a question"))
    bens = answer(await press(world.person("ben"), table.posts()[0], "Second a question"))
    custom_id, value = next(iter(choices(bens).values()))
    (forged,) = await world.at_once((ann, page, chosen(custom_id, value)))

    assert "you asked it" in read(page)
    assert choices(page) == {}
    assert "You asked this question yourself" in read(answer(forged))
    assert all(not question.seconders for question in (await table.record()).questions)


@pytest.mark.parametrize("value", ["nonsense", "1", "1:2:3", f"{10**19}:0", "5:0"])
async def test_a_forged_choice_changes_nothing(world: World, table: Table, value: str) -> None:
    ben = world.person("ben")
    page = answer(await press(ben, table.posts()[0], "Second a question"))
    custom_id, _ = next(iter(choices(page).values()))

    (result,) = await world.at_once((ben, page, chosen(custom_id, value)))

    assert answer(result).ephemeral
    assert all(not question.seconders for question in (await table.record()).questions)


async def test_a_list_left_open_over_a_restart_says_when_the_question_is_answered(world: World, table: Table) -> None:
    ben, opal = world.person("ben"), world.person("opal")
    page = answer(await press(ben, table.posts()[0], "Second a question"))
    await world.restarts()
    needs = answer(await press(opal, table.posts()[0], "What needs me?"))
    shown = answer(await choose(opal, needs, QUESTION))
    await press(opal, shown, "It is answered")

    told = answer(await choose(ben, page, QUESTION))

    assert "answered or taken back already" in read(told)


async def test_readers_second_and_the_board_puts_it_to_the_speakers(world: World) -> None:
    table = await world.debate(options={"speakers": world.moderators})
    await asked_of_opal(world, table, "ann")
    await world.passes(MINUTE)
    speaker = world.person("cleo", world.moderators)

    await seconded(world, table, "ben")
    page = answer(await press(speaker, table.posts()[0], "Second a question"))
    refused = answer(await choose(speaker, page, QUESTION))
    await world.passes(MINUTE)
    needs = answer(await press(speaker, table.posts()[0], "What needs me?"))

    opal = world.person("opal")
    assert "the readers second questions" in read(refused)
    assert f'readers ask <@{opal.id}>: "{QUESTION}"' in read(table.posts()[0])
    assert "seconded by one person" in read(table.posts()[0])
    assert f"readers ask <@{opal.id}>:" in read(needs)
