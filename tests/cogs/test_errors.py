"""What people are told when something goes wrong that is not their fault."""

import logging

import pytest

from tests.cogs.world import World, answer, press


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


async def test_an_answer_that_comes_too_late_for_discord_is_no_fault(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    table = await world.debate()
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)

    with caplog.at_level(logging.WARNING, "cogs"):
        await press(world.person("ann"), table.opening, "Take part")

    assert [record.levelno for record in caplog.records if record.name == "cogs.errors"] == [logging.WARNING]


async def test_a_fault_after_the_answer_is_told_beneath_it(world: World) -> None:
    table = await world.debate(proposals="One cook a day")
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    world.env.inject_error("POST", "/interactions/*/callback", status=500)

    result = await press(ann, ballot, "Yes")

    assert len((await table.record()).stances) == 1
    assert "went wrong" in answer(result).content
