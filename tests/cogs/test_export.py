"""`/debate export`: a file for whoever can see the debate, and for nobody else."""

import json

from tests.cogs.world import World, answer, read


async def test_a_member_gets_the_debate_as_a_file_that_only_they_see(world: World) -> None:
    table = await world.debate()
    await world.person("ann").send(table.thread, "> No radio\nThe radio wakes the baby.")

    shown = answer(await world.person("ben").slash(table.thread, "debate export", format="letter"))

    assert shown.ephemeral
    (file,) = shown.attachments
    letter = (await file.read()).decode()
    assert file.filename.endswith(".txt")
    assert "> No radio\n\nThe radio wakes the baby.\n" in letter
    assert "ann" not in letter


async def test_what_was_deleted_is_in_no_file(world: World) -> None:
    table = await world.debate()
    said = await world.person("ann").send(table.thread, "> No radio\nThe radio wakes the baby.")
    await world.env.settle()
    await said.delete()
    await world.env.settle()

    shown = answer(await world.person("ben").slash(table.thread, "debate export", format="json"))

    assert json.loads(await shown.attachments[0].read())["answers"] == []


async def test_before_a_round_has_closed_there_are_no_answers_to_hand_over(world: World) -> None:
    table = await world.debate()

    shown = answer(await world.person("ben").slash(table.thread, "debate export", format="polis"))

    assert "No round has closed yet" in read(shown)
    assert not shown.attachments


async def test_outside_a_debate_there_is_nothing_to_hand_over(world: World) -> None:
    await world.debate()

    shown = answer(await world.person("ben").slash(world.lobby, "debate export", format="letter"))

    assert not shown.attachments
