"""This answers…: the author of a message says afterwards what it answers."""

import pytest

from cogs.marks import READ
from tests.cogs.inline import CLAIM, LONG_DAY, last, reactions, reply
from tests.cogs.world import PROPOSALS, Table, World, answer, buttons, choose, press, read


@pytest.fixture
async def table(world: World) -> Table:
    """A debate with one message in it."""
    return await world.debate()


async def test_an_author_says_afterwards_what_a_message_answers(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    await ben.send(table.thread, LONG_DAY)
    mine = await ann.send(table.thread, "There is a canteen next door.")

    asked = answer(await ann.context_menu(table.thread, "This answers…", mine))
    page = answer(await choose(ann, asked, "I work nights"))
    done = answer(await choose(ann, page, "Where do I eat"))

    assert asked.ephemeral
    assert "> Where do I eat then?" in read(done)
    assert last(await table.record()) == ("Where do I eat then?", "There is a canteen next door.")
    assert reactions(table, mine) == [READ]

    await press(ann, done, "No, it does not")

    assert (await table.record()).counterpoints == ()
    assert reactions(table, mine) == []


async def test_a_plain_reply_is_asked_about_the_message_it_replied_to_first(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, LONG_DAY)
    await ben.send(table.thread, "And who has the key to the cellar?")
    mine = await ann.send(table.thread, "There is a canteen next door.", reply_to=said)

    page = answer(await ann.context_menu(table.thread, "This answers…", mine))
    shown = read(page)
    await choose(ann, page, "Where do I eat")

    assert "I work nights." in shown
    assert last(await table.record()) == ("Where do I eat then?", "There is a canteen next door.")


async def test_an_edit_keeps_what_the_author_said_it_answers(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, LONG_DAY)
    mine = await ann.send(table.thread, "There is a cantine next door.", reply_to=said)
    await choose(ann, answer(await ann.context_menu(table.thread, "This answers…", mine)), "Where do I eat")

    await ann.edit(mine, f"There is a canteen next door.\n> {CLAIM}\nEleven.")

    given = (await table.record()).counterpoints
    assert sorted(one.words for one in given) == ["Eleven.", "There is a canteen next door."]


async def test_nobody_says_what_somebody_elses_message_answers(world: World, table: Table) -> None:
    said = await world.person("ben").send(table.thread, LONG_DAY)

    refused = answer(await world.person("ann").context_menu(table.thread, "This answers…", said))

    assert "Only whoever wrote this" in read(refused)


async def test_a_message_that_only_quotes_and_answers_has_nothing_left_to_join(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, LONG_DAY)
    mine = await ann.send(table.thread, f"> {CLAIM}\nEleven.", reply_to=said)

    page = answer(await ann.context_menu(table.thread, "This answers…", mine))
    refused = answer(await choose(ann, page, "Where do I eat"))

    assert "already replies" in read(refused)


async def test_a_reply_that_the_bot_posted_for_its_author_says_so(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    await reply(ann, page, PROPOSALS[0], "Some of us work nights.")
    posted = table.posts()[-1]

    own = answer(await ann.context_menu(table.thread, "This answers…", posted))
    others = answer(await ben.context_menu(table.thread, "This answers…", posted))
    opening = answer(await ann.context_menu(table.home, "This answers…", table.opening))

    assert "The bot posted this reply for you" in read(own)
    assert {"Edit", "Take back"} <= set(buttons(posted))
    assert "Only whoever wrote this" in read(others)
    assert "it is nobody's words" in read(opening)
