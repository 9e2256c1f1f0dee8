"""Answering in line without typing marks: pick the words, write beneath them, and the bot posts it under one's name."""

from datetime import timedelta
from typing import Any

import pytest
from simcord.results import InteractionResult

from bot.settings import Settings
from cogs.marks import READ
from deliberation.point import PointOrigin
from deliberation.stance import Position
from deliberation.statement import StatementKind
from tests.cogs.inline import CLAIM, LONG_DAY, MENU, above, last, lock, open_page, reply
from tests.cogs.world import Table, World, answer, buttons, choices, choose, components, press, read


@pytest.fixture
async def table(world: World) -> Table:
    """A debate with one message in it."""
    return await world.debate()


async def test_somebody_on_a_phone_answers_a_sentence_without_typing_a_mark(world: World, table: Table) -> None:
    said = await world.person("ben").send(table.thread, LONG_DAY)
    ann = world.person("ann")

    page = await open_page(table, ann, said)
    shown = read(page)
    done = answer(await reply(ann, page, "Where do I eat", "There is a canteen next door."))

    assert page.ephemeral
    assert all(sentence in shown for sentence in ("I work nights.", "The kitchen closes at nine.", "Where do I eat"))
    assert "posted" in read(done)
    post = table.posts()[-1]
    assert "<@" + str(ann.id) in read(post)
    assert "> Where do I eat then?" in read(post)
    assert "There is a canteen next door." in read(post)
    record = await table.record()
    assert last(record) == ("Where do I eat then?", "There is a canteen next door.")
    assert [head.kind for head in record.statements] == [StatementKind.MESSAGE, StatementKind.ANSWER]
    assert record.statements[-1].link.message == post.id


async def test_the_next_passage_is_answered_from_the_same_message(world: World, table: Table) -> None:
    said = await world.person("ben").send(table.thread, LONG_DAY)
    ann = world.person("ann")
    page = await open_page(table, ann, said)
    done = answer(await reply(ann, page, "I work nights", "So do I."))

    again = answer(await press(ann, done, "Reply to other words"))
    await reply(ann, again, "The kitchen closes", "It should not.")

    assert done.id == page.id == again.id
    assert [given.words for given in (await table.record()).counterpoints] == ["So do I.", "It should not."]


async def test_a_view_given_with_the_answer_counts_and_is_not_shown(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))

    done = answer(await reply(ann, page, CLAIM, "Eleven.", view="disagree_in_part", condition="eleven would do"))

    (stance,) = (await table.record()).stances
    assert (stance.position, stance.condition) == (Position.DISAGREE_IN_PART, "eleven would do")
    assert "view is saved" in read(done)
    assert "No, but" not in read(table.posts()[-1])
    assert "eleven would do" not in read(table.posts()[-1])


async def test_a_condition_that_goes_with_no_but_is_handed_back(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))

    done = answer(await reply(ann, page, CLAIM, "Eleven.", view="disagree", condition="eleven would do"))

    assert "eleven would do" in read(done)
    assert [stance.condition for stance in (await table.record()).stances] == [None]


async def test_a_point_answered_from_the_board_is_that_point(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))

    await reply(ann, page, CLAIM, "Some of us work nights.")

    record = await table.record()
    assert last(record) == (CLAIM, "Some of us work nights.")
    assert len(record.points) == 5


async def test_the_opening_is_answered_proposal_by_proposal(world: World, table: Table) -> None:
    ann = world.person("ann")

    page = answer(await ann.context_menu(world.lobby, MENU, table.opening))
    await reply(ann, page, "Buy a second pot", "Gladly, and a lid.")

    assert last(await table.record()) == ("Buy a second pot", "Gladly, and a lid.")
    assert "Gladly, and a lid." in read(table.posts()[-1])


async def test_a_card_leads_to_the_words_of_its_letter(world: World, table: Table) -> None:
    letter = f"> {CLAIM}\nSome of us work nights.\n\n> Buy a second pot\nGladly, and a lid. It should be red."
    await world.person("ben").send(table.thread, attachments=[("letter.txt", letter.encode())])
    ann = world.person("ann")

    page = answer(await press(ann, table.posts()[-1], "Answer in line"))
    shown = read(page)
    await reply(ann, page, "It should be red", "Blue.")

    assert last(await table.record()) == ("It should be red.", "Blue.")
    assert f"(quoted there) {CLAIM}" in shown


async def test_an_answer_to_quoted_words_goes_to_whoever_said_them(world: World, table: Table) -> None:
    said = await world.person("ben").send(table.thread, f"> {CLAIM}\nSome of us work nights, you know.")
    ann = world.person("ann")

    page = await open_page(table, ann, said)
    await reply(ann, page, CLAIM, "I do not mind.")

    record = await table.record()
    assert last(record) == (CLAIM, "I do not mind.")
    assert len(record.points) == 5


async def test_a_posted_answer_can_be_answered_in_turn(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    board = table.posts()[0]
    await reply(ann, answer(await press(ann, board, "Answer in line")), CLAIM, "Some of us work nights.")

    page = answer(await press(ben, table.posts()[-1], "Answer in line"))
    await reply(ben, page, "Some of us work nights", "Then eat before.")

    record = await table.record()
    assert last(record) == ("Some of us work nights.", "Then eat before.")
    assert record.points[-1].author == record.counterpoints[0].author
    assert f"/{table.posts()[-2].id})" in read(table.posts()[-1])


async def test_a_view_is_given_on_what_a_posted_answer_quotes(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    board = table.posts()[0]
    await reply(ann, answer(await press(ann, board, "Answer in line")), CLAIM, "Some of us work nights.")

    asked = answer(await press(ben, table.posts()[-1], f"Your view on: {CLAIM}"))
    await press(ben, asked, "Yes")

    (stance,) = (await table.record()).stances
    assert stance.point == 1
    assert CLAIM in read(asked)


async def test_its_author_edits_an_answer_and_the_post_follows(world: World, table: Table) -> None:
    ann = world.person("ann")
    await reply(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM, "Sum of us work nights.")
    post = table.posts()[-1]

    shown = await press(ann, post, "Edit")
    assert shown.modal is not None
    assert "Sum of us work nights." in str(shown.modal)
    await ann.submit_modal(shown, {"answer": "Some of us work nights."})

    assert len(table.posts()) == 2
    assert "Some of us work nights." in read(table.posts()[-1])
    assert f"> {CLAIM}" in read(table.posts()[-1])
    record = await table.record()
    assert last(record) == (CLAIM, "Some of us work nights.")
    assert [given.number for given in record.counterpoints] == [1]


async def test_an_answer_is_taken_back_after_asking_once(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    await reply(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM, "Some of us work nights.")
    post = table.posts()[-1]
    await reply(ben, answer(await press(ben, post, "Answer in line")), "Some of us", "Then eat before.")

    asked = answer(await press(ann, post, "Take back"))
    assert "Some of us work nights." in read(table.posts()[-2])
    done = answer(await press(ann, asked, "Take it back"))
    again = answer(await press(ann, asked, "Take it back")) if "Take it back" in buttons(asked) else done

    gone, standing = table.posts()[-2:]
    assert "taken back" in read(gone)
    assert "Some of us work nights." not in read(gone)
    assert buttons(gone) == []
    assert "Then eat before." in read(standing)
    assert "deleted since" in read(standing)
    assert "taken back" in read(again)


@pytest.mark.parametrize("label", ["Edit", "Take back"])
async def test_nobody_changes_somebody_elses_answer(world: World, table: Table, label: str) -> None:
    ann = world.person("ann")
    await reply(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM, "Some of us work nights.")

    refused = answer(await press(world.person("ben"), table.posts()[-1], label))

    assert "Only whoever wrote this" in read(refused)


async def test_the_same_answer_sent_twice_is_posted_once(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    first, second = await choose(ann, page, CLAIM), await choose(ann, page, CLAIM)
    await ann.submit_modal(first, {"answer": "Some of us work nights."})

    second = answer(await ann.submit_modal(second, {"answer": "Some of us  work nights."}))

    assert len((await table.record()).counterpoints) == 1
    assert "already" in read(second)
    assert "Some of us  work nights." in read(second)
    assert len(table.posts()) == 2


async def test_two_people_answer_at_the_same_time_and_both_are_posted(world: World, table: Table) -> None:
    people = [world.person(name) for name in ("ann", "ben")]
    board = table.posts()[0]
    shown = [await choose(who, answer(await press(who, board, "Answer in line")), CLAIM) for who in people]

    for who, form in zip(people, shown, strict=True):
        await who.submit_modal(form, {"answer": "Some of us work nights."})

    assert len((await table.record()).counterpoints) == 2
    assert len(table.posts()) == 3


async def test_an_answer_written_while_the_round_closed_counts_for_the_next_and_the_view_does_not(
    world: World, table: Table
) -> None:
    ann = world.person("ann")
    shown = await choose(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM)
    await world.closes(table.thread)
    await world.passes(timedelta(minutes=1))

    done = answer(await ann.submit_modal(shown, {"answer": "Some of us work nights.", "view": "agree"}))

    record = await table.record()
    assert record.stances == ()
    assert [given.round for given in record.counterpoints] == [2]
    assert "posted" in read(done)
    assert "not counted" in read(done)


async def test_between_rounds_the_form_asks_for_no_view(world: World, table: Table) -> None:
    said = await world.person("ben").send(table.thread, LONG_DAY)
    await world.closes(table.thread)
    ann = world.person("ann")

    shown = await choose(ann, await open_page(table, ann, said), "I work nights")

    assert "view" not in str(shown.modal)


async def test_what_was_typed_is_handed_back_when_the_debate_has_ended_meanwhile(world: World, table: Table) -> None:
    ann = world.person("ann")
    shown = await choose(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM)
    await world.warden.slash(table.thread, "debate end")

    refused = answer(await ann.submit_modal(shown, {"answer": "Some of us work nights."}))

    assert "Some of us work nights." in read(refused)
    assert "ended" in read(refused)
    assert (await table.record()).counterpoints == ()


async def test_a_passage_edited_while_the_form_was_open_is_kept_and_marked(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, LONG_DAY)
    shown = await choose(ann, await open_page(table, ann, said), "The kitchen closes")
    await ben.edit(said, "I work nights. The kitchen never closes. Where do I eat then?")

    done = answer(await ann.submit_modal(shown, {"answer": "Not on Sundays."}))

    assert "edited meanwhile" in read(done)
    assert "> The kitchen closes at nine." in read(table.posts()[-1])
    assert "edited since" in read(table.posts()[-1])


async def test_a_post_says_that_the_words_it_answers_were_deleted_later(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, LONG_DAY)
    await reply(ann, await open_page(table, ann, said), "The kitchen closes", "Not on Sundays.")
    assert "since" not in read(table.posts()[-1])

    await ben.delete(said)

    assert "deleted since" in read(table.posts()[-1])
    assert "Not on Sundays." in read(table.posts()[-1])


async def test_an_edit_elsewhere_in_the_message_is_not_held_against_the_passage(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, LONG_DAY)
    await reply(ann, await open_page(table, ann, said), "The kitchen closes", "Not on Sundays.")

    await ben.edit(said, f"{LONG_DAY} Really.")

    assert "since" not in read(table.posts()[-1])


async def test_a_moderator_who_deletes_the_post_withdraws_the_answer(world: World, table: Table) -> None:
    ann = world.person("ann")
    await reply(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM, "Some of us work nights.")

    await world.warden.delete(table.posts()[-1])
    await world.passes(timedelta(minutes=10))

    assert [given.withdrawn for given in (await table.record()).counterpoints] == [True]
    assert len(table.posts()) == 1


async def test_history_read_again_after_a_restart_leaves_posted_answers_alone(world: World, table: Table) -> None:
    ann = world.person("ann")
    await ann.send(table.thread, "Good morning.")
    await reply(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM, "Some of us work nights.")

    await world.bot.on_ready()
    await world.tick()

    assert [given.withdrawn for given in (await table.record()).counterpoints] == [False]
    assert len((await table.record()).statements) == 2


async def test_nothing_is_posted_in_a_locked_thread_and_what_was_typed_comes_back(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    shown = await choose(ann, page, CLAIM)
    await lock(world, table)

    refused = answer(await ann.submit_modal(shown, {"answer": "Some of us work nights."}))

    assert "locked" in read(refused)
    assert "Some of us work nights." in read(refused)
    assert len(table.posts()) == 1


async def test_an_answer_without_a_word_is_refused_and_handed_back(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))

    refused = answer(await reply(ann, page, CLAIM, "> Buy a second pot"))

    assert "not a word of your own" in read(refused)
    assert "> Buy a second pot" in read(refused)


async def test_what_the_bot_itself_says_cannot_be_answered(world: World, table: Table) -> None:
    refused = answer(await world.person("ann").context_menu(table.thread, MENU, table.posts()[0]))

    assert refused.ephemeral
    assert "nobody's words" in read(refused)


async def test_outside_a_debate_the_command_says_so(world: World) -> None:
    said = await world.person("ben").send(world.lobby, LONG_DAY)

    refused = answer(await world.person("ann").context_menu(world.lobby, MENU, said))

    assert "no debate" in read(refused)


async def test_hostile_words_stay_words(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    await reply(ann, page, CLAIM, "@everyone # big\n# bigger\n[x](https://evil.example) ||hidden|| <@&1>")

    post = table.posts()[-1]
    assert "@everyone" not in read(post)
    assert "\\# bigger" in read(post)
    assert "\\|\\|hidden" in read(post)


async def test_two_thousand_characters_of_marks_are_posted_whole(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    words = "a" + "*" * 1999

    await reply(ann, page, CLAIM, words)

    assert words in read(table.posts()[-1])


async def test_a_long_letter_comes_in_pages_that_can_each_be_picked_from(world: World, table: Table) -> None:
    letter = " ".join(f"This is what sentence number {number} has to say." for number in range(1, 61))
    await world.person("ben").send(table.thread, attachments=[("letter.txt", letter.encode())])
    ann = world.person("ann")
    said = table.thread.history()[-1]

    page = await open_page(table, ann, said)
    assert "Page 1 of 3" in read(page)
    page = answer(await press(ann, page, "Next"))
    page = answer(await press(ann, page, "Next"))
    await reply(ann, page, "sentence number 60", "And that is all.")

    assert last(await table.record()) == ("This is what sentence number 60 has to say.", "And that is all.")
    assert all(len(components(page)) <= 40 for _ in (1,))


def fields(shown: InteractionResult) -> list[dict[str, Any]]:
    """The labelled fields of a form."""
    assert shown.modal is not None
    return [part["component"] for part in shown.modal["components"] if "component" in part]


async def test_the_form_shows_the_words_and_leaves_the_view_open(world: World, table: Table) -> None:
    ann = world.person("ann")
    shown = await choose(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM)

    assert f"> {CLAIM}" in above(shown)
    words, view, condition = fields(shown)
    assert words["required"]
    assert not view["required"]
    assert not any(option.get("default") for option in view["options"])
    assert not condition["required"]


async def test_the_form_says_when_five_people_have_answered_already(world: World, table: Table) -> None:
    for name in ("ann", "ben", "cleo", "dan", "eve"):
        await world.person(name).send(table.thread, f"> {CLAIM}\n{name} works nights.")
    fay = world.person("fay")

    shown = await choose(fay, answer(await press(fay, table.posts()[0], "Answer in line")), CLAIM)

    assert "5 people have replied to this. Add something new" in above(shown)


async def test_the_form_says_what_five_people_said_by_their_words_alone(world: World, table: Table) -> None:
    for name in ("ann", "ben", "cleo", "dan", "eve"):
        await world.person(name).send(table.thread, f"> {CLAIM}\nI disagree. {name} works nights.")
    fay = world.person("fay")

    shown = await choose(fay, answer(await press(fay, table.posts()[0], "Answer in line")), CLAIM)

    assert "5 people said this; add something new, or just press No." in above(shown)


async def test_pages_and_buttons_go_on_in_another_process_and_after_the_thread_was_archived(
    world: World, table: Table
) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    await reply(ann, page, CLAIM, "Some of us work nights.")
    listed = answer(await ben.slash(table.thread, "points"))
    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    form = await choose(ann, page, "Buy a second pot")
    page = answer(await press(ann, table.posts()[0], "Answer in line"))

    await world.restarts()
    guild = world.bot.get_guild(world.guild.id)
    thread = guild.get_thread(table.thread.id) if guild else None
    assert thread is not None
    await thread.edit(archived=True)

    await ann.submit_modal(form, {"answer": "And a lid."})
    edit = await press(ann, table.posts()[1], "Edit")
    seen = read(answer(await choose(ben, listed, CLAIM)))
    picked = await choose(ann, page, "No radio")

    assert edit.modal is not None
    assert f"Your view on: *{CLAIM}*" in seen
    assert picked.modal is not None
    assert [given.words for given in (await table.record()).counterpoints] == ["Some of us work nights.", "And a lid."]


async def test_who_is_timed_out_while_the_form_is_open_posts_nothing(world: World, table: Table) -> None:
    ann = world.person("ann")
    form = await choose(ann, answer(await press(ann, table.posts()[0], "Answer in line")), CLAIM)
    until = (world.env.now() + timedelta(hours=1)).isoformat()
    world.env.backend.get_guild(world.guild.id).members[ann.id].timed_out_until = until

    refused = answer(await ann.submit_modal(form, {"answer": "Some of us work nights."}))

    assert "time-out" in read(refused)
    assert "Some of us work nights." in read(refused)
    assert (await table.record()).counterpoints == ()


async def test_an_answer_to_words_found_nowhere_puts_them_into_nobodys_mouth(world: World, table: Table) -> None:
    unknown = "The landlord promised us a dishwasher in spring"
    await world.person("ben").send(table.thread, f"> {unknown}\nHe never did.")
    ann = world.person("ann")

    page = answer(await press(ann, table.posts()[0], "Answer in line"))
    await reply(ann, page, unknown, "He did, I was there.")

    record = await table.record()
    assert last(record) == (unknown, "He did, I was there.")
    assert [point.author for point in record.points if point.origin is PointOrigin.UNVERIFIED] == [None]
    assert "found in no earlier message" in read(table.posts()[-1])


async def test_a_quote_in_an_answer_to_a_typed_message_still_gets_its_mark(world: World, table: Table) -> None:
    said = await world.person("ben").send(table.thread, f"> {CLAIM}\nSome of us work nights.")

    marks = next(message for message in table.thread.history() if message.id == said.id).reactions

    assert [str(mark.emoji) for mark in marks] == [READ]
    assert choices(table.posts()[0])


@pytest.mark.parametrize("simcord_bot", [Settings.model_construct(message_content=False)], indirect=True)
async def test_without_the_message_content_intent_all_but_typing_works(world: World, table: Table) -> None:
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, LONG_DAY)
    mine = await ann.send(table.thread, "There is a canteen next door.", reply_to=said)
    assert (await table.record()).statements == ()

    await reply(ann, await open_page(table, ann, said), "I work nights", "So do I.")
    page = answer(await ann.context_menu(table.thread, "This answers…", mine))
    await choose(ann, page, "Where do I eat")
    await world.passes(timedelta(minutes=10))

    given = (await table.record()).counterpoints
    assert sorted(one.words for one in given) == ["So do I.", "There is a canteen next door."]
    assert not any(one.withdrawn for one in given)


async def test_a_reason_is_posted_only_after_its_author_says_so_and_once(world: World, table: Table) -> None:
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    await press(ann, ballot, "No")
    assert "Post it with my name" not in buttons(ballot)
    await ann.submit_modal(await press(ann, ballot, "Note why"), {"words": "Some of us work nights."})
    assert len(table.posts()) == 1
    record = await table.record()
    (voted,) = {stance.point for stance in record.stances}

    done = answer(await press(ann, ballot, "Post it with my name"))
    again = answer(await press(ann, ballot, "Post it with my name"))

    assert "posted" in read(done)
    assert "already" in read(again)
    assert "Some of us work nights." in read(table.posts()[-1])
    assert len(table.posts()) == 2
    assert [(one.point, one.words) for one in (await table.record()).counterpoints] == [
        (voted, "Some of us work nights.")
    ]


async def test_a_slow_thread_and_a_time_out_hold_for_what_the_bot_posts(world: World, table: Table) -> None:
    ann = world.person("ann")
    board = table.posts()[0]
    guild = world.bot.get_guild(world.guild.id)
    thread = guild.get_thread(table.thread.id) if guild else None
    assert thread is not None
    await thread.edit(slowmode_delay=600)
    await reply(ann, answer(await press(ann, board, "Answer in line")), CLAIM, "Some of us work nights.")

    refused = answer(await reply(ann, answer(await press(ann, board, "Answer in line")), CLAIM, "And early."))

    assert "And early." in read(refused)
    assert len(table.posts()) == 2
