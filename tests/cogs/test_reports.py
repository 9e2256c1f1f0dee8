"""Reports: what was posted in somebody's name is brought before the moderators."""

import pytest

from tests.cogs.inline import CLAIM, reply
from tests.cogs.world import Table, World, answer, press, read


@pytest.fixture
async def table(world: World) -> Table:
    """A debate with one message in it."""
    return await world.debate()


async def test_a_report_reaches_the_moderators_who_remove_the_reply_and_its_author_learns_why(
    world: World, table: Table
) -> None:
    ann, ben, warden = world.person("ann"), world.person("ben"), world.warden
    await reply(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM, "You are all fools.")
    post = table.posts()[-1]
    told = answer(await ben.submit_modal(await press(ben, post, "Report"), {"reason": "It insults people."}))
    twice = answer(await ben.submit_modal(await press(ben, post, "Report"), {"reason": "Really."}))

    shown = answer(await warden.slash(table.thread, "debate reports"))
    listed = read(shown)
    gone = answer(await warden.submit_modal(await press(warden, shown, "Remove…"), {"reason": "No insults here."}))

    assert "moderators can see" in read(told)
    assert "already" in read(twice)
    assert "You are all fools." in listed
    assert "It insults people." in listed
    assert str(ben.id) not in listed
    assert "Nothing is reported" in read(gone)
    removed = table.posts()[-1]
    assert "removed by a moderator" in read(removed)
    assert "fools" not in read(removed)
    assert "No insults here." in read(answer(await press(ann, removed, "Why?")))
    assert "Only whoever wrote this" in read(answer(await press(ben, removed, "Why?")))
    assert [one.withdrawn for one in (await table.record()).counterpoints] == [True]


async def test_what_the_bot_posted_for_nobody_is_not_called_deleted(world: World, table: Table) -> None:
    ann = world.person("ann")
    board = table.posts()[0]

    told = [answer(await ann.context_menu(table.thread, name, board)) for name in ("Answer in line", "Ask about this")]

    assert all(shown.content.startswith("A bot posted this, so it is nobody's words.") for shown in told)


async def test_a_report_can_be_dismissed_and_only_moderators_see_any(world: World) -> None:
    table = await world.debate(by=world.person("ben"))
    ann, ben, warden = world.person("ann"), world.person("ben"), world.warden
    await reply(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM, "I disagree.")
    await ben.submit_modal(await press(ben, table.posts()[-1], "Report"), {"reason": "I disagree, too."})

    refused = answer(await ben.slash(table.thread, "debate reports"))
    shown = answer(await warden.slash(table.thread, "debate reports"))
    done = answer(await press(warden, shown, "Let it stand"))

    assert read(refused) == "Only a moderator can do this. Ask one."  # also to ben, who opened the debate
    assert "Nothing is reported" in read(done)
    assert "I disagree." in read(table.posts()[-1])
