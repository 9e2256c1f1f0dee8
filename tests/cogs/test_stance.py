"""Stances outside the ballot: on what somebody quoted, and one's own."""

from deliberation.stance import Position
from tests.cogs.world import World, answer, buttons, choose, press, read

CLAIM = "Close the kitchen at ten"


async def test_a_view_on_a_quoted_passage_is_given_from_the_board(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    await ben.send(table.thread, "The oven has been broken since the summer before last.")
    await world.person("cleo").send(
        table.thread,
        "> The oven has been broken since the summer before last.\nI mended it.\n> Buy a second pot\nGladly.",
    )
    card = table.posts()[-1]

    asked = answer(await choose(ann, card, "The oven has been broken"))
    saved = answer(await press(ann, asked, "Unsure"))

    assert asked.ephemeral
    assert "The oven has been broken" in read(asked)
    assert saved.id == asked.id
    assert "Unsure" in read(saved)
    assert [stance.position for stance in (await table.record()).stances] == [Position.UNDECIDED]


async def test_what_is_added_to_a_view_stays_on_its_own_message(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    asked = answer(await choose(ann, table.posts()[0], CLAIM))
    saved = answer(await press(ann, asked, "No, but…"))

    shown = await press(ann, saved, "What would make it a yes?")
    saved = answer(await ann.submit_modal(shown, {"words": "eleven would do"}))

    assert "eleven would do" in read(saved)
    assert "Skip" not in buttons(saved)


async def test_the_reply_that_counts_most_can_be_named_beside_a_view_from_the_board(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    await world.person("ben").send(table.thread, f"> {CLAIM}\nSome of us work nights.")
    asked = answer(await choose(ann, table.posts()[0], CLAIM))
    saved = answer(await press(ann, asked, "Yes"))

    named = answer(await choose(ann, saved, "Some of us work nights."))

    assert named.id == asked.id
    assert "Some of us work nights." in read(named)
    assert [stance.credit for stance in (await table.record()).stances] == [None, 1]


async def test_a_view_cannot_be_given_between_rounds(world: World) -> None:
    table = await world.debate(proposals=CLAIM)
    board, ann = table.posts()[0], world.person("ann")
    await press(ann, await table.ballot(ann), "Yes")
    await world.warden.slash(table.thread, "round close")  # everybody has answered; the board is edited in a minute

    told = answer(await choose(ann, board, CLAIM))

    assert told.ephemeral
    assert "No round is open" in told.content


async def test_an_answer_can_be_changed_and_the_last_one_counts(world: World) -> None:
    table = await world.debate(proposals=CLAIM)
    ann = world.person("ann")
    ballot = answer(await press(ann, await table.ballot(ann), "Yes"))

    asked = answer(await choose(ann, ballot, CLAIM))
    asked_of_before = read(asked)
    await press(ann, asked, "No")
    own = answer(await ann.slash(table.thread, "stance mine"))

    assert "Your answer now: Yes" in asked_of_before
    assert "**No**" in read(own)


async def test_members_see_their_own_answers_and_nobody_elses(world: World) -> None:
    table = await world.debate(proposals=CLAIM)
    ann, ben = world.person("ann"), world.person("ben")
    await press(ann, await table.ballot(ann), "Yes")

    hers = answer(await ann.slash(table.thread, "stance mine"))
    his = answer(await ben.slash(table.thread, "stance mine"))

    assert hers.ephemeral
    assert CLAIM in read(hers)
    assert "not answered anything" in read(his)


async def test_members_see_which_reply_they_said_counts_most(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, f"> {CLAIM}\nSome of us work nights.")
    saved = answer(await press(ann, answer(await choose(ann, table.posts()[0], CLAIM)), "Yes"))
    await choose(ann, saved, "Some of us work nights.")

    shown = answer(await ann.slash(table.thread, "stance mine"))
    await ben.delete(said)
    after = answer(await ann.slash(table.thread, "stance mine"))

    assert 'counts most: "Some of us work nights."' in read(shown)
    assert "work nights" not in read(after)


async def test_my_answers_can_be_pressed_after_the_round_is_closed(world: World) -> None:
    table = await world.debate(proposals=CLAIM)
    ann = world.person("ann")
    await press(ann, await table.ballot(ann), "Yes")
    await world.closes(table.thread)

    own = answer(await press(ann, table.posts()[-1], "My answers"))

    assert own.ephemeral
    assert CLAIM in read(own)


async def test_members_look_back_on_the_debates_they_answered_in(world: World) -> None:
    ann = world.person("ann")
    first = await world.debate(title="Kitchen rules", proposals=CLAIM)
    second = await world.debate(title="Garden rules", proposals="Mow on Sundays")
    await world.debate(title="Cellar rules", proposals="Lock the cellar")
    for table in (first, second):
        await press(ann, await table.ballot(ann), "Yes")

    listed = answer(await ann.slash(first.thread, "stance history"))
    nothing = answer(await world.person("ben").slash(first.thread, "stance history"))
    said = read(listed)
    own = answer(await choose(ann, listed, "Garden rules"))

    assert listed.ephemeral
    assert "Garden rules" in said
    assert "Kitchen rules" in said
    assert "Cellar rules" not in said
    assert "Mow on Sundays" in read(own)
    assert "not answered anything on this server" in read(nothing)
