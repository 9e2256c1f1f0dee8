"""What people are told when something goes wrong that is not their fault."""

import logging

import pytest

from tests.cogs.world import World, answer, press, read


async def test_a_fault_is_told_privately_with_the_number_the_log_has(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    table = await world.debate()
    await world.bot.store.close()

    with caplog.at_level(logging.ERROR, "cogs"):
        told = answer(await press(world.person("ann"), table.opening, "Take part"))

    assert told.ephemeral
    (record,) = [record for record in caplog.records if record.name == "cogs.errors"]
    assert str(getattr(record, "facts")["interaction"]) in told.content  # noqa: B009


async def test_a_fault_in_a_command_is_told_privately(world: World) -> None:
    table = await world.debate()
    await world.bot.store.close()

    told = answer(await world.person("ann").slash(table.thread, "stance mine"))

    assert told.ephemeral
    assert "went wrong" in told.content


async def test_who_acts_while_nothing_can_be_saved_is_told_so_and_can_act_again_afterwards(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    table = await world.debate(proposals="One cook a day")
    ann = world.person("ann")
    ballot = await table.ballot(ann)

    with caplog.at_level(logging.ERROR, "cogs"):
        async with world.without_room():
            told = answer(await press(ann, ballot, "Yes"))

    assert told.ephemeral
    assert "nothing of it was recorded" in told.content
    (record,) = [record for record in caplog.records if record.name == "cogs.errors"]
    assert record.exc_info is None
    assert (await table.record()).stances == ()

    await press(ann, ballot, "Yes")
    assert len((await table.record()).stances) == 1


async def test_a_form_that_cannot_be_saved_is_handed_back(world: World) -> None:
    async with world.without_room():
        told = answer(await world.filled(proposals="One cook a day"))

    assert "nothing of it was recorded" in read(told)
    assert "One cook a day" in read(told)


async def test_an_answer_that_comes_too_late_for_discord_is_no_fault(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    table = await world.debate()
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)

    with caplog.at_level(logging.WARNING, "cogs"):
        await press(world.person("ann"), table.opening, "Take part")

    assert [record.levelno for record in caplog.records if record.name == "cogs.errors"] == [logging.WARNING]


async def test_an_answer_that_broke_off_is_given_again(world: World) -> None:
    table = await world.debate(proposals="One cook a day\nNo pans in the sink")
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    world.env.inject_error("POST", "/interactions/*/callback", status=500)

    result = await press(ann, ballot, "Yes")

    assert len((await table.record()).stances) == 1
    assert "No pans in the sink" in read(answer(result))


async def test_an_answer_that_arrived_although_the_connection_broke_is_left_as_it_is(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    table = await world.debate(proposals="One cook a day\nNo pans in the sink")
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    world.env.inject_error("POST", "/interactions/*/callback", status=500)
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)

    with caplog.at_level(logging.WARNING, "cogs"):
        await press(ann, ballot, "Yes")

    assert len((await table.record()).stances) == 1
    assert not caplog.records


async def test_a_fault_after_the_answer_is_told_beneath_it(world: World) -> None:
    table = await world.debate(proposals="One cook a day")
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    world.env.inject_error("POST", "/interactions/*/callback", status=500, times=2)

    result = await press(ann, ballot, "Yes")

    assert len((await table.record()).stances) == 1
    assert "went wrong" in answer(result).content
