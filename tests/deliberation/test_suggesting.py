"""Suggested stances: what the words of an answer let one expect, and when they let one expect nothing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.ids import Span
from deliberation.stance import Position, Side
from deliberation.suggesting import SURE, Suggestion, suggest
from deliberation.suggesting.lexicon import shipped_lexicon

PARENT = "Game night should move to Thursday, because Friday is when most people go out."


def suggested(reply: str, parent: str = PARENT) -> Suggestion:
    return suggest(parent, reply, shipped_lexicon())


def cue_words(reply: str) -> list[str]:
    return [cue.of(reply) for cue in suggested(reply).cues]


@pytest.mark.parametrize(
    "reply",
    [
        "I agree.",
        "I wholeheartedly agree with you on this one.",
        "couldn't agree more",
        "Exactly this, Friday is hopeless.",
        "You're right, I always have to leave early.",
        "you are right about fridays",
        "I’m with you on that.",
        "Well said!",
        "Yep.",
        "hear, hear",
        "I can't argue with that.",
        "I don't think so either.",
        "This.",
        "+1",
        "👍",
        "Makes sense to me.",
        "100% agree, I never make it on Friday.",
        "Hi Ann,\n\nThat's true. Half of us are missing.",
        "No, I agree with you.",
    ],
)
def test_plain_agreement_is_a_yes(reply: str) -> None:
    assert suggested(reply).position is Position.AGREE


@pytest.mark.parametrize(
    "reply",
    [
        "I disagree.",
        "hard disagree",
        "I really don't agree with that.",
        "I dont buy it, people would forget.",
        "Nope, Thursday is choir.",
        "nah",
        "That's not true at all, Friday was full last week.",
        "I couldn't agree less.",
        "You're missing the point, it is about the hour.",
        "your wrong about Friday",
        "This is a straw man, nobody goes out every week.",
        "I don't think that's right.",
        "By that logic we could never play.",
        "Absolutely not.",
        "On the contrary, Thursday is worse.",
        "I beg to differ.",
        "-1",
        "👎",
        "Are you serious?",
        "I'm not convinced.",
        "I am against it.",
    ],
)
def test_plain_disagreement_is_a_no(reply: str) -> None:
    assert suggested(reply).position is Position.DISAGREE


@pytest.mark.parametrize(
    "reply",
    [
        "I totally agree with this, but somebody has to ask the referees first.",
        "True, although Wednesday would do as well.",
        "I agree with you. However, the finals need a weekend.",
        "Agreed, as long as we stop at ten.",
        "I mostly agree.",
        "I'm fine with that, except in December.",
    ],
)
def test_agreement_that_is_taken_back_in_part_is_a_yes_but(reply: str) -> None:
    assert suggested(reply).position is Position.AGREE_WITH_RESERVATIONS


@pytest.mark.parametrize(
    "reply",
    [
        "I see what you mean, still I would keep Friday.",
        "I get your point, but the hall is taken on Thursdays.",
        "I agree that Friday is hard, but you're wrong about Thursday.",
        "While I agree that Friday is hard, you're missing the point of a weekend evening.",
        "I don't fully agree.",
        "Not necessarily.",
        "I understand where you're coming from. That said, I disagree.",
    ],
)
def test_a_concession_before_the_main_thing_is_a_no_but(reply: str) -> None:
    assert suggested(reply).position is Position.DISAGREE_IN_PART


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "   \n",
        "?!",
        "The hall opens at seven.",
        "Does the hall open at seven?",
        "Do you agree?",
        "If you agree, I will ask for the keys.",
        "You agree that Friday is impossible, don't you, and I wonder since when.",
        "He says he totally agrees.",
        "My sister thinks you are right.",
        "Bob told me that I agree with everybody.",
        "I never said whether I agree.",
        "Somebody who says I agree is counted twice.",
        "I would agree if the hall were free.",
        "Not that I disagree.",
        "I used to agree.",
        "Exactly how many of us would come?",
        "The right wing of the hall is closed.",
        "I am not saying you are wrong.",
        "They asked me to agree with you.",
        "Nobody can say that I see your point, but the hall opens at seven.",
    ],
)
def test_nothing_is_suggested_where_the_author_does_not_say_it(reply: str) -> None:
    assert suggested(reply).position is None


@pytest.mark.parametrize(
    "reply",
    [
        "Yeah, right.",
        "Sure, because Thursday worked so well last year.",
        "Oh sure, great idea, genius.",
        "I totally agree /s",
        "Absolutely, I agree 🙄",
        "You are right, just kidding.",
    ],
)
def test_irony_is_never_taken_for_a_yes(reply: str) -> None:
    assert suggested(reply).position is None


@pytest.mark.parametrize(
    "reply",
    [
        '"I totally agree with you" is what they all say at the meeting.',
        "“I disagree” was all she wrote on the list.",
        "> I totally agree with Thursday\n\nWhich Thursday?",
        "<I disagree with all of it.>\n\nWho wrote this?",
        "`I agree.`",
        "~~I agree with you.~~ The hall opens at seven.",
    ],
)
def test_words_that_are_not_the_authors_own_do_not_count(reply: str) -> None:
    assert suggested(reply).position is None


def test_the_answer_to_a_quote_counts_and_the_quote_does_not() -> None:
    reply = "> I agree with moving it to Thursday\n\nI disagree, the hall is taken."

    assert suggested(reply).position is Position.DISAGREE
    assert cue_words(reply) == ["I disagree"]


def test_words_copied_from_the_parent_without_saying_so_do_not_count() -> None:
    parent = "I agree with you that the hall is far too small for all of us on a Friday."

    assert suggested("I agree with you that the hall is far too small for all. Hm.", parent).position is None


@pytest.mark.parametrize(
    ("parent", "reply"),
    [
        ("Should we move to Thursday?", "Yes."),
        ("Should we move to Thursday?", "No."),
        ("Thursday is not a good day for anybody.", "No, it isn't."),
        ("Nobody comes on Fridays.", "No."),
    ],
)
def test_a_yes_or_no_that_may_answer_the_words_and_not_the_view_says_nothing(parent: str, reply: str) -> None:
    assert suggested(reply, parent).position is None


def test_a_no_to_a_plain_claim_is_a_no() -> None:
    assert suggested("No. The hall is taken.").position is Position.DISAGREE


def test_who_says_not_to_know_is_unsure() -> None:
    assert suggested("I'm torn, both days are bad for me.").position is Position.UNDECIDED


def test_signs_of_both_sides_say_nothing() -> None:
    assert suggested("I agree with you. I disagree with you.").position is None


def test_a_passing_agreement_deep_in_a_long_answer_says_nothing() -> None:
    filler = "The hall has forty chairs and two doors. " * 8

    assert suggested(f"{filler} Makes sense to me. {filler}").position is None


def test_the_cues_are_the_words_that_made_it_think_so() -> None:
    reply = "Well, honestly: I don’t buy it. You're missing the point, again."

    assert cue_words(reply) == ["I don’t buy", "You're missing the point"]


def test_nothing_suggested_points_at_nothing() -> None:
    assert suggested("The hall opens at seven.") == Suggestion(None, 0.0, ())


@pytest.mark.parametrize(
    ("reply", "side"),
    [
        ("Da stimme ich dir voll zu, der Freitag ist immer schlecht.", Side.FOR),
        ("Das sehe ich genauso.", Side.FOR),
        ("Genau, und die Halle ist dann auch noch leer.", Side.FOR),
        ("Du hast recht, es ist einfach zu spät.", Side.FOR),
        ("Das sehe ich anders, am Donnerstag ist Chor.", Side.AGAINST),
        ("So ein Quatsch, da kommt doch keiner.", Side.AGAINST),
        ("Das stimmt so nicht.", Side.AGAINST),
        ("Da muss ich dir widersprechen, es ist viel zu früh.", Side.AGAINST),
        ("Ich verstehe, was du meinst, aber am Donnerstag geht es nicht.", Side.AGAINST),
        ("Nicht unbedingt, die Halle ist doch frei.", Side.AGAINST),
    ],
)
def test_german_is_read_as_german(reply: str, side: Side) -> None:
    position = suggested(reply, "Wir sollten auf den Donnerstag gehen.").position

    assert position is not None
    assert position.side is side


@pytest.mark.parametrize(
    "reply",
    ["Na klar, weil das letztes Mal so gut ging.", "Wenn du zustimmst, frage ich nach.", "Er sagt, das stimmt."],
)
def test_german_that_does_not_say_it_says_nothing(reply: str) -> None:
    assert suggested(reply, "Wir sollten auf den Donnerstag gehen.").position is None


FRAGMENTS = st.sampled_from(
    ("I agree", "but", "not", ". ", ", ", "?", "\n\n", "> ", "<", ">", '"', "you are right", "I disagree", "yeah", "no")
) | st.sampled_from(
    ("if", "ich", "stimme zu", "👎", "\0", "ﬁ", "İ", "`", "“", "that is", "/s", "as long as", "I'm torn")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=40).map(" ".join), st.text(max_size=60))
def test_cues_lie_in_order_inside_the_answer_whatever_it_holds(reply: str, parent: str) -> None:
    found = suggested(reply, parent)

    assert all(cue.end <= len(reply) and cue.start < cue.end for cue in found.cues)
    assert all(cue.end <= following.start for cue, following in zip(found.cues, found.cues[1:], strict=False))
    assert found == Suggestion(None, 0.0, ()) or (found.cues and SURE <= found.confidence < 1)


@pytest.mark.parametrize(
    "unit",
    [
        "I see what you mean. The ferry is late again. ",
        "not i agree but ",
        "you are right, ",
        '"',
        "“",
        "‘a ",
        "```",
        "> I agree\n",
        "<a ",
        "a" * 50,
        "\n",
        "I do not think that you are right if they say ",
    ],
)
def test_a_megabyte_of_anything_takes_less_than_two_seconds(unit: str) -> None:
    reply = unit * (1_000_000 // len(unit))
    suggested("warm up")

    began = time.process_time()
    suggested(reply, reply)

    assert time.process_time() - began < 2


def test_the_spans_are_those_of_the_text_as_given() -> None:
    reply = "\r\n  >quoted\r\n\r\nİ🙂 – I disagree…"

    assert suggested(reply).cues == (Span(reply.index("I disagree"), reply.index("…")),)
