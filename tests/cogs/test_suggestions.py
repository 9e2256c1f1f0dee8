"""What a member's own answer in the thread suggests, as they meet it: on their ballot, and nowhere else."""

import logging

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from deliberation.stance import Position
from tests.cogs.world import Table, World, answer, buttons, choose, components, press, read, texts

CLAIM = "Close the kitchen at ten"
AGREES_IN_PART = f"> {CLAIM}\n\nI agree with this, but only for large servers."
READS_LIKE = "Your reply in the thread reads like: "
PRIMARY = 1


def standing_out(message: discord.Message | ResponseMessage) -> list[str]:
    """The labels of the buttons that stand out."""
    return [part["label"] for part in components(message) if part.get("style") == PRIMARY]


async def answered_in_line(world: World, text: str = AGREES_IN_PART) -> tuple[Table, MemberActor]:
    """A debate about one claim, and the member who answered it in the thread."""
    table = await world.debate(proposals=CLAIM)
    ann = world.person("ann")
    await ann.send(table.thread, text)
    return table, ann


async def test_a_member_finds_what_they_wrote_suggested_on_their_ballot(world: World) -> None:
    table, ann = await answered_in_line(world)

    ballot = await table.ballot(ann)

    assert ballot.ephemeral
    assert f"{READS_LIKE}Yes, but. Press it if that is right, or press another." in read(ballot)
    assert standing_out(ballot) == ["Yes, but…"]


async def test_nobody_else_is_told_what_a_members_words_suggest(world: World) -> None:
    table, _ = await answered_in_line(world)
    ben = world.person("ben")

    ballot = await table.ballot(ben)
    asked = answer(await choose(ben, table.posts()[0], CLAIM))

    for message in (ballot, asked):
        assert READS_LIKE not in read(message)
        assert standing_out(message) == []


async def test_a_point_picked_on_the_board_is_suggested_the_same(world: World) -> None:
    table, ann = await answered_in_line(world, f"> {CLAIM}\nI disagree, the night shift eats at eleven.")

    asked = answer(await choose(ann, table.posts()[0], CLAIM))
    text, standing = read(asked), standing_out(asked)
    saved = answer(await press(ann, asked, "No"))

    assert f"{READS_LIKE}No." in text
    assert standing == ["No"]
    assert READS_LIKE not in read(saved)
    assert [stance.position for stance in (await table.record()).stances] == [Position.DISAGREE]


async def test_words_that_are_not_clear_suggest_nothing(world: World) -> None:
    table, ann = await answered_in_line(world, f"> {CLAIM}\nThe night shift eats at eleven.")

    ballot = await table.ballot(ann)

    assert READS_LIKE not in read(ballot)
    assert standing_out(ballot) == []


async def test_pressing_another_position_records_that_one(world: World) -> None:
    table, ann = await answered_in_line(world)

    ballot = answer(await press(ann, await table.ballot(ann), "No"))
    asked = answer(await choose(ann, ballot, CLAIM))

    assert [stance.position for stance in (await table.record()).stances] == [Position.DISAGREE]
    assert READS_LIKE not in read(asked)
    assert standing_out(asked) == ["No"]


async def test_a_suggestion_that_is_not_pressed_is_no_stance(world: World) -> None:
    table, ann = await answered_in_line(world)

    ballot = await table.ballot(ann)
    await press(ann, ballot, "Skip")
    own = answer(await ann.slash(table.thread, "stance mine"))

    assert (await table.record()).stances == ()
    assert "Yes, but" not in read(own)


async def test_the_next_claim_of_the_ballot_is_suggested_after_a_press(world: World) -> None:
    table = await world.debate(proposals="One cook a day\nBuy a second pot")
    ann = world.person("ann")
    await ann.send(table.thread, "> One cook a day\nI agree.\n> Buy a second pot\nI disagree.")
    ballot = await table.ballot(ann)
    left = "Buy a second pot" if "Your view on: *One cook a day*" in read(ballot) else "One cook a day"
    suggested = {"One cook a day": "Yes", "Buy a second pot": "No"}[left]

    ballot = answer(await press(ann, ballot, "Unsure"))

    assert f"Your view on: *{left}*" in read(ballot)
    assert f"{READS_LIKE}{suggested}." in read(ballot)
    assert standing_out(ballot) == [suggested]


async def test_words_of_the_last_round_are_suggested_in_the_next_until_something_is_pressed(world: World) -> None:
    table, ann = await answered_in_line(world)
    await world.closes(table.thread)
    await world.warden.slash(table.thread, "round open", deadline="2 days")

    ballot = await table.ballot(ann)
    before = read(ballot)
    await press(ann, ballot, "Yes, but…")
    await world.closes(table.thread)
    await world.warden.slash(table.thread, "round open", deadline="2 days")
    later = await table.ballot(ann)

    assert READS_LIKE in before
    assert "You said: Yes, but." in read(later)
    assert READS_LIKE not in read(later)
    assert standing_out(later) == []


async def test_nothing_that_others_see_tells_what_was_suggested(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.DEBUG, logger="storage")
    table, ann = await answered_in_line(world)
    ballot = await table.ballot(ann)
    await choose(ann, table.posts()[0], CLAIM)
    await world.closes(table.thread)
    await world.warden.slash(table.thread, "digest now")

    seen = [*table.posts(), *world.lobby.history(viewer=world.person("ben"))]
    files = [await file.read() for message in seen for file in message.attachments]
    ledger = next(data for data in files if data.startswith(b"participant,")).decode()
    shown = texts(seen) + ledger + caplog.text

    assert READS_LIKE in read(ballot)
    assert "Round 1" in shown
    assert "reads like" not in shown
    assert not any(position.value in shown for position in Position)
    assert not any(label.startswith("Yes") for message in seen for label in buttons(message))
