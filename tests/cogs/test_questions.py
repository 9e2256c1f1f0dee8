"""Questions asked by a button: of whoever wrote a point, a card's letter or any message; and answered."""

from datetime import timedelta
from typing import Any

import pytest

from bot.settings import Settings
from deliberation.question import QuestionKind
from tests.cogs.world import Table, World, answer, buttons, choices, choose, press, read, texts

CLAIM = "Close the kitchen at ten"
MINUTE = timedelta(minutes=1)
"""A board is edited at most that often."""
PLAIN = {"kind": "plain", "words": "Who locks the door?", "word": ""}
EVIDENCE = {"kind": "evidence", "words": "", "word": ""}
MEANING = {"kind": "meaning", "words": "", "word": "close"}


async def asked_of_opal(world: World, table: Table, who: str = "ann", **fields: str) -> Any:
    """Somebody presses "Ask a question" on the board and asks about the first proposal, which is Opal's."""
    person = world.person(who)
    page = answer(await press(person, table.posts()[0], "Ask a question"))
    shown = await choose(person, page, CLAIM)
    return answer(await person.submit_modal(shown, {**PLAIN, **fields}))


async def one_of(world: World, table: Table, who: str) -> Any:
    """The page of the first question that "What needs me?" lists for somebody."""
    person = world.person(who)
    page = answer(await press(person, table.posts()[0], "What needs me?"))
    custom_id, value = next(
        (custom_id, value) for custom_id, value in choices(page).values() if custom_id.startswith("cp:onequest")
    )
    return answer(await person.select(page, [value], custom_id=custom_id))


async def test_a_question_is_asked_from_the_board_and_stands_there(world: World) -> None:
    table = await world.debate()

    told = await asked_of_opal(world, table)
    await world.passes(MINUTE)

    opal = world.person("opal")
    assert told.ephemeral
    assert f"put to <@{opal.id}>" in read(told)
    assert f'asked of <@{opal.id}>: "Who locks the door?"' in read(table.posts()[0])
    assert len(table.posts()) == 1


async def test_the_one_who_is_asked_answers_and_the_board_says_it_no_more(world: World) -> None:
    table = await world.debate()
    await asked_of_opal(world, table)
    opal, ann = world.person("opal"), world.person("ann")

    page = await one_of(world, table, "opal")
    shown = await press(opal, page, "Answer it")
    told = answer(await opal.submit_modal(shown, {"words": "The warden does."}))
    await world.passes(MINUTE)
    hers = answer(await ann.slash(table.thread, "question mine"))

    assert told.ephemeral
    assert "Who locks the door?" not in read(table.posts()[0])
    assert 'Answered: "The warden does."' in read(hers)
    assert hers.ephemeral


async def test_links_given_as_evidence_stand_under_the_point(world: World) -> None:
    table = await world.debate()
    await asked_of_opal(world, table, **EVIDENCE)
    opal = world.person("opal")
    shown = await press(opal, await one_of(world, table, "opal"), "Answer it")
    await opal.submit_modal(shown, {"words": "The meter: https://meter.test/ten."})
    await world.passes(MINUTE)

    assert "shown by: <https://meter.test/ten>" in read(table.posts()[0])


async def test_what_a_word_means_stands_under_the_point_as_its_authors_sense(world: World) -> None:
    table = await world.debate()
    await asked_of_opal(world, table, **MEANING)
    opal = world.person("opal")
    shown = await press(opal, await one_of(world, table, "opal"), "Answer it")
    await opal.submit_modal(shown, {"words": "No cooking; the fridge stays open."})
    await world.passes(MINUTE)

    assert 'by "close" its author means: "No cooking; the fridge stays open."' in read(table.posts()[0])


async def test_evidence_that_was_not_given_is_named_in_the_summary(world: World) -> None:
    table = await world.debate()
    await asked_of_opal(world, table, **EVIDENCE)

    await world.person("opal").slash(table.thread, "debate end")
    await world.passes(MINUTE)

    assert "Asked what shows it, and nothing given" in texts(table.posts())


async def test_a_question_is_taken_back_by_its_asker(world: World) -> None:
    table = await world.debate()
    told = await asked_of_opal(world, table)

    done = answer(await press(world.person("ann"), told, "Take the question back"))
    again = answer(await press(world.person("ann"), told, "Take the question back"))

    assert "taken back" in done.content
    assert "already" in again.content
    assert all(question.withdrawn for question in (await table.record()).questions)


async def test_a_question_is_taken_back_by_a_command_that_lists_ones_own(world: World) -> None:
    table = await world.debate()
    await asked_of_opal(world, table)
    (question,) = (await table.record()).questions

    told = answer(await world.person("ann").slash(table.thread, "question withdraw", question=str(question.act)))
    refused = answer(await world.person("ben").slash(table.thread, "question withdraw", question=str(question.act)))
    nonsense = answer(await world.person("ann").slash(table.thread, "question withdraw", question="nonsense"))

    assert "taken back" in told.content
    assert "between two others" in refused.content
    assert "gone" in nonsense.content


async def test_a_fourth_question_to_one_person_is_refused_and_says_why(world: World) -> None:
    table = await world.debate()
    for who in ("ann", "ben", "cleo"):
        await asked_of_opal(world, table, who)
    dora = world.person("dora")

    page = answer(await press(dora, table.posts()[0], "Ask a question"))
    refused = answer(await choose(dora, page, CLAIM))

    assert refused.ephemeral
    assert "3 open questions already" in refused.content


async def test_ones_own_words_are_not_asked_about(world: World) -> None:
    table = await world.debate()
    opal = world.person("opal")

    page = answer(await press(opal, table.posts()[0], "Ask a question"))
    refused = answer(await choose(opal, page, CLAIM))

    assert "your own words" in refused.content


async def test_the_word_that_is_asked_about_must_be_given(world: World) -> None:
    table = await world.debate()

    refused = await asked_of_opal(world, table, kind="meaning", words="I wonder", word="")

    assert "Write the word" in read(refused)
    assert "I wonder" in read(refused)


async def test_a_message_is_asked_about_from_its_menu(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, "The lock has been broken since May.")

    shown = await ann.context_menu(table.thread, "Ask about this", said)
    told = answer(await ann.submit_modal(shown, EVIDENCE))

    (question,) = (await table.record()).questions
    assert f"<@{ben.id}>" in read(told)
    assert (question.kind, question.of) == (QuestionKind.EVIDENCE, "The lock has been broken since May.")


async def test_a_card_offers_its_letter_and_the_points_it_answers(world: World) -> None:
    table = await world.debate()
    await world.person("ben").send(table.thread, f"> {CLAIM}\nToo early.\n> One cook a day\nGladly.")
    card = table.posts()[-1]

    page = answer(await press(world.person("ann"), card, "Ask a question"))

    assert list(choices(page)) == ["About all of it", "1. Close the kitchen at ten", "3. One cook a day"]


async def test_nobody_else_answers_a_question_even_with_a_forged_button(world: World) -> None:
    table = await world.debate()
    await asked_of_opal(world, table)
    debate = await world.stored(table.thread)
    (question,) = (await table.record()).questions
    ben = world.person("ben")
    page = answer(await press(ben, table.posts()[0], "What needs me?"))

    (result,) = await world.presses_at_once(ben, page, [f"cp:respond:{debate.key.debate}:{question.act}"])

    assert "between two others" in answer(result).content


async def test_pressed_after_the_debate_ended_a_question_is_refused(world: World) -> None:
    table = await world.debate()
    opal = world.person("opal")
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Ask a question"))
    await opal.slash(table.thread, "debate end")

    refused = answer(await choose(ann, page, CLAIM))

    assert "has ended" in refused.content


async def test_what_needs_me_leads_to_the_ballot_and_to_replies(world: World) -> None:
    table = await world.debate()
    await world.person("ben").send(table.thread, f"> {CLAIM}\nSome of us work nights.")
    opal = world.person("opal")

    page = answer(await press(opal, table.posts()[0], "What needs me?"))
    said = read(page)
    ballot = answer(await press(opal, page, "Take part"))

    assert page.ephemeral
    assert f'<@{world.person("ben").id}> replied to you: "Some of us work nights."' in said
    assert "5 claims of round 1 wait" in said
    assert "1 of 5" in read(ballot)


async def test_whoever_wants_it_is_reminded_a_day_before_the_round_closes(world: World) -> None:
    table = await world.debate()
    await asked_of_opal(world, table)
    opal = world.person("opal")
    page = answer(await press(opal, table.posts()[0], "What needs me?"))
    told = answer(await press(opal, page, "Remind me"))

    await world.passes(timedelta(days=2, minutes=1))
    await world.passes(timedelta(hours=1))

    messages = dms(world, opal.id)
    assert "Once a round" in told.content
    assert len(messages) == 1
    assert "Something waits for you in **Kitchen rules**" in messages[0]
    after = answer(await press(opal, table.posts()[0], "What needs me?"))
    assert "Remind me no more" in buttons(after)


async def test_ones_own_questions_are_one_press_from_what_waits(world: World) -> None:
    table = await world.debate()
    await asked_of_opal(world, table)
    ann = world.person("ann")

    needs = answer(await press(ann, table.posts()[0], "What needs me?"))
    mine = answer(await press(ann, needs, "My questions"))

    assert "you asked" in read(mine)
    assert "Who locks the door?" in read(mine)


async def test_who_sees_more_debates_than_are_looked_through_is_told_which_those_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cogs.facts.DEBATES_SEEN", 1)
    first = await world.debate(title="Kitchen rules")
    await world.debate(title="Garden rules", proposals="Water the beans")
    ann = world.person("ann")
    await world.passes(MINUTE)
    await ann.send(first.thread, f"> {CLAIM}\nGladly.")

    for what in ("needs", "unanswered", "stand"):
        told = read(answer(await ann.slash(world.lobby, "ask", what=what)))
        assert "Looked through the debate you can see that moved last; there are more." in told
        assert "Garden rules" not in told
    assert "moved last" in read(answer(await ann.slash(world.lobby, "question mine")))
    assert "moved last" in read(answer(await ann.slash(world.lobby, "ask", search="kitchen")))
    here = read(answer(await ann.slash(first.thread, "ask", what="unanswered")))
    assert "moved last" not in here


def dms(world: World, user: int) -> list[str]:
    """What the bot has written to somebody privately."""
    backend = world.env.backend
    channel = backend.dm_channels.get(user)
    return [] if channel is None else [message.content for message in backend.messages.get(channel, {}).values()]


@pytest.mark.parametrize("simcord_bot", [Settings.model_construct(message_content=False)], indirect=True)
async def test_without_reading_messages_a_message_can_be_asked_about(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    said = await ben.send(table.thread, "The lock has been broken since May.")

    shown = await ann.context_menu(table.thread, "Ask about this", said)
    await ann.submit_modal(shown, PLAIN)

    assert [question.words for question in (await table.record()).questions] == ["Who locks the door?"]
