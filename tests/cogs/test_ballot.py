"""The ballot, as a member meets it: one private message, one press a claim."""

from datetime import timedelta

import pytest
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from deliberation.stance import Position, standing
from tests.cogs.world import PROPOSALS, Table, World, answer, button_id, buttons, choose, press, read


async def answered(table: Table, voter: MemberActor, *labels: str) -> ResponseMessage:
    """The ballot after pressing these labels one after the other."""
    ballot = await table.ballot(voter)
    for label in labels:
        ballot = answer(await press(voter, ballot, label))
    return ballot


async def test_five_claims_take_six_presses_in_one_private_message(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")

    ballot = await table.ballot(ann)
    first = ballot.id
    presses = 1
    while any(label == "Yes" for label in buttons(ballot)):
        ballot = answer(await press(ann, ballot, "Yes"))
        presses += 1

    record = await table.record()
    assert len(standing(record.stances, record.rounds[0].number)) == len(PROPOSALS)
    assert presses <= 7
    assert ballot.id == first
    assert ballot.ephemeral


async def test_before_the_first_answer_a_member_is_told_who_can_see_it(world: World) -> None:
    counted = await world.debate()
    named = await world.debate(title="By name", attribution="named")
    ann = world.person("ann")

    assert "nobody" in read(await counted.ballot(ann)).lower()
    assert "name" in read(await named.ballot(ann)).lower()


async def test_other_people_do_not_see_a_ballot(world: World) -> None:
    table = await world.debate()
    ballot = await table.ballot(world.person("ann"))

    seen = world.lobby.history(viewer=world.person("ben"))

    assert ballot.id not in {message.id for message in seen}


async def test_a_press_is_stored_when_it_is_answered(world: World) -> None:
    table = await world.debate()

    await answered(table, world.person("ann"), "No, but…")

    assert [stance.position for stance in (await table.record()).stances] == [Position.DISAGREE_IN_PART]


async def test_a_skipped_claim_comes_again_at_the_end(world: World) -> None:
    table = await world.debate(proposals="First\nSecond")
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    skipped = "First" if "First" in read(ballot) else "Second"

    ballot = answer(await press(ann, ballot, "Skip"))
    assert skipped not in read(ballot)
    ballot = answer(await press(ann, ballot, "Yes"))

    assert f"*{skipped}*" in read(ballot)


async def test_a_but_can_say_what_would_make_it_a_yes(world: World) -> None:
    table = await world.debate(proposals="Close the kitchen at ten\nOne cook a day")
    ann = world.person("ann")
    ballot = await answered(table, ann, "Yes, but…")

    shown = await press(ann, ballot, "What would make it a yes?")
    ballot = answer(await ann.submit_modal(shown, {"words": "if the oven may stay on"}))

    assert "if the oven may stay on" in read(ballot)
    assert "2 of 2" in read(ballot)
    assert [stance.condition for stance in (await table.record()).stances][-1] == "if the oven may stay on"


async def test_a_reason_is_kept_for_its_author_and_can_be_changed(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await answered(table, ann, "No")
    shown = await press(ann, ballot, "Note why")
    ballot = answer(await ann.submit_modal(shown, {"words": "I cook late"}))

    again = await press(ann, ballot, "Note why")

    assert (again.modal or {})["components"][0]["component"]["value"] == "I cook late"


async def test_the_answer_that_counts_most_can_be_named(world: World) -> None:
    table = await world.debate(proposals="Close the kitchen at ten\nOne cook a day")
    ann, ben = world.person("ann"), world.person("ben")
    await ben.send(table.thread, "> Close the kitchen at ten\nThe night shift eats at eleven.")
    ballot = await table.ballot(ann)
    while "Close the kitchen" not in read(ballot):
        ballot = answer(await press(ann, ballot, "Skip"))
    ballot = answer(await press(ann, ballot, "No"))

    ballot = answer(await choose(ann, ballot, "The night shift"))

    record = await table.record()
    assert record.stances[-1].credit == record.counterpoints[0].number
    assert "The night shift eats at eleven." in read(ballot)


async def test_a_second_round_keeps_the_rest_in_one_press(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    await answered(table, ann, *["Yes"] * len(PROPOSALS))
    await world.closes(table.thread)
    await world.warden.slash(table.thread, "round open", deadline="2 days")

    ballot = await table.ballot(ann)
    assert "You said: Yes" in read(ballot)
    ballot = answer(await press(ann, ballot, "Keep the rest"))

    record = await table.record()
    assert len(standing(record.stances, record.rounds[1].number)) == len(PROPOSALS)
    assert "Yes" not in buttons(ballot)


async def test_a_button_of_a_closed_round_says_so_and_changes_nothing(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    await world.closes(table.thread)

    told = answer(await press(ann, ballot, "Yes"))

    assert told.ephemeral
    assert told.id != ballot.id
    assert "Round 1 is closed" in told.content
    assert (await table.record()).stances == ()


@pytest.mark.parametrize("label", ["What would make it a yes?", "Note why"])
async def test_a_form_of_a_closed_round_does_not_open(world: World, label: str) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = answer(await press(ann, await table.ballot(ann), "No, but…"))
    await world.closes(table.thread)

    told = await press(ann, ballot, label)

    assert told.modal is None
    assert "Round 1 is closed" in answer(told).content


async def test_words_typed_while_the_round_closes_are_handed_back(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = answer(await press(ann, await table.ballot(ann), "No, but…"))
    shown = await press(ann, ballot, "What would make it a yes?")
    await world.closes(table.thread)

    told = answer(await ann.submit_modal(shown, {"words": "Half past ten on Fridays, and never in August."}))

    assert told.ephemeral
    assert "Round 1 is closed" in read(told)
    assert "Half past ten on Fridays, and never in August." in read(told)
    assert [stance.condition for stance in (await table.record()).stances] == [None]


async def test_a_press_after_the_deadline_is_late_even_before_the_round_is_closed(world: World) -> None:
    table = await world.debate(deadline="2 hours")
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    await world.env.advance_time(timedelta(hours=3).total_seconds())

    told = answer(await press(ann, ballot, "Yes"))

    assert "closed" in told.content
    assert (await table.record()).stances == ()


async def test_take_part_after_the_last_round_says_that_none_is_open(world: World) -> None:
    table = await world.debate()
    await world.closes(table.thread)

    told = answer(await press(world.person("ann"), table.opening, "Take part"))

    assert told.ephemeral
    assert "No round is open" in told.content


async def test_a_member_without_the_role_is_told_which_one_it_takes(world: World) -> None:
    cooks = world.guild.create_role("Cooks")
    table = await world.debate(options={"role": cooks})

    told = answer(await press(world.person("ann"), table.opening, "Take part"))
    welcome = answer(await press(world.person("carl", cooks), table.opening, "Take part"))

    assert told.ephemeral
    assert f"<@&{cooks.id}>" in told.content
    assert "Your view on" in read(welcome)


async def test_of_ten_presses_at_once_the_last_one_counts_and_each_is_answered(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    yes, no = (button_id(ballot, label) for label in ("Yes", "No"))

    results = await world.presses_at_once(ann, ballot, [yes, no] * 5)

    record = await table.record()
    (stance,) = standing(record.stances, record.rounds[0].number).values()
    assert stance.position is Position.DISAGREE
    assert all(result.acknowledged for result in results)
