"""Not what I meant: beneath words that a summary quotes, added by whoever said them."""

from datetime import timedelta

from tests.cogs.world import Table, World, answer, buttons, choose, press, read

CLAIM = "Close the kitchen at ten"
REPLY = "Some of us work nights."


async def closed(world: World) -> Table:
    """A named debate whose first round closed; its summary quotes what Ben replied."""
    table = await world.debate(attribution="named", proposals=CLAIM)
    await world.person("ben").send(table.thread, f"> {CLAIM}\n{REPLY}")
    ann = world.person("ann")
    saved = answer(await press(ann, await table.ballot(ann), "No"))
    await choose(ann, saved, REPLY)
    await world.passes(timedelta(days=3, hours=1))
    await world.tick()
    return table


async def test_whoever_is_quoted_adds_what_they_meant_and_changes_it(world: World) -> None:
    table = await closed(world)
    ben, summary = world.person("ben"), table.posts()[-1]
    before = len(table.posts())
    for words in ("I mean the first of the month.", "I mean Fridays."):
        shown = await press(ben, summary, "Not what I meant")
        told = answer(await ben.submit_modal(shown, {"words": words}))
        assert told.ephemeral
        await world.tick()

    said = read(table.posts()[-1])
    assert 'Not what I meant, says its author: "I mean Fridays."' in said
    assert "first of the month" not in said
    assert len(table.posts()) == before
    assert [file.filename for file in table.posts()[-1].attachments][-1] == "round-1.csv"


async def test_nobody_adds_to_words_that_are_not_theirs(world: World) -> None:
    table = await closed(world)
    told = answer(await press(world.person("ann"), table.posts()[-1], "Not what I meant"))

    assert told.ephemeral
    assert "quotes nothing of yours" in told.content


async def test_after_the_next_round_the_summary_stays_and_what_was_typed_is_handed_back(world: World) -> None:
    table = await closed(world)
    ben, summary = world.person("ben"), table.posts()[-1]
    shown = await press(ben, summary, "Not what I meant")
    await world.warden.slash(table.thread, "round open", deadline="2 days")
    await world.passes(timedelta(days=2, hours=1))
    told = answer(await ben.submit_modal(shown, {"words": "I mean Fridays."}))

    assert "Round 2 has closed since" in read(told)
    assert "I mean Fridays." in read(told)
    assert "Not what I meant" in buttons(summary)


async def test_whoever_asked_or_set_a_condition_adds_what_they_meant_by_it(world: World) -> None:
    table = await world.debate(attribution="named", proposals=CLAIM)
    ben = world.person("ben")
    await ben.send(table.thread, f"> {CLAIM}\nWho locks up? And who has the key?")
    saved = answer(await press(ben, await table.ballot(ben), "No, but…"))
    shown = await press(ben, saved, "What would make it a yes?")
    await ben.submit_modal(shown, {"words": "the key hangs inside"})
    await world.passes(timedelta(days=3, hours=1))
    await world.tick()

    for quoted, meant in (("And who has the key?", "The spare one."), ("the key hangs inside", "On the hook.")):
        picked = answer(await press(ben, table.posts()[-1], "Not what I meant"))
        form = await choose(ben, picked, quoted)
        await ben.submit_modal(form, {"words": meant})
        await world.tick()

    said = read(table.posts()[-1]).splitlines()
    for quoted, meant in (("And who has the key?", "The spare one."), ("the key hangs inside", "On the hook.")):
        line = next(number for number, line in enumerate(said) if f'"{quoted}"' in line)
        assert said[line + 1] == f'Not what I meant, says its author: "{meant}"'
    assert len([line for line in said if "Not what I meant" in line]) == 2
