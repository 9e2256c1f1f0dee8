"""Quotes in prose, as people write them into their sentences."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deliberation.parsing import Sources, parse
from deliberation.reading import QuoteSyntax
from deliberation.reading.inline import marked_quotes
from deliberation.reading.prose import candidates

SAID = (
    "The workshop should stay open at night, because most of us work in the daytime. "
    "Nobody watches the door after ten, I know.\n\n"
    "The direction of their habits is what worries me: fewer members sweep the floor every month. "
    "Who would pay for a second key to the members' room?\n"
)


def read(text: str, *sources: str) -> list[tuple[str, str | None]]:
    """Each pair's words and answer, where SAID (or `sources`) came before."""
    held = Sources()
    held.become(sources or (SAID,))
    pairs = (found.pair for found in parse(text, held).pairs)
    return [(pair.words, pair.response.of(text) if pair.response else None) for pair in pairs]


@pytest.mark.parametrize(
    "quoted",
    [
        'You say, "the workshop should stay open at night."',
        'You say "the workshop should stay open at night".',
        "You doubt that “the workshop should stay open at night”.",
        "Mara writes: “the workshop should stay open at night”",
        "Mara schreibt: „the workshop should stay open at night“.",
        "Mara schrieb „the workshop should stay open at night”.",
        "Mara écrit : « the workshop should stay open at night ».",
        "Mara schreibt: »the workshop should stay open at night«.",
        "Mara skriver: ”the workshop should stay open at night”.",
        "You say, ‘the workshop should stay open at night’.",
        "You say, 'the workshop should stay open at night'.",
        "Mara 说：「the workshop should stay open at night」。",
        'The words "the workshop should stay open at night" trouble me.',
        '"The workshop should stay open at night,"',
        "*“The workshop should stay open at night.”*",
        "- “The workshop should stay open at night.”",
    ],
)
def test_words_between_quotation_marks_are_quoted_where_somebody_said_them(quoted: str):
    text = f"Dear all,\n\n{quoted}\n\nI would rather sleep.\n"
    held = Sources()
    held.become([SAID])

    (found,) = parse(text, held).pairs

    assert found.pair.syntax is QuoteSyntax.PROSE
    assert found.pair.words.lower().rstrip(".,") == "the workshop should stay open at night"
    assert found.located is not None
    assert SAID.startswith(found.located.span.of(SAID))
    assert not found.located.changed
    assert found.pair.response is not None
    assert found.pair.response.of(text).endswith("I would rather sleep.")


def test_what_nobody_said_is_no_quote():
    assert read('You say, "the moon is made of green cheese and honey". It is not.') == []
    assert read("“The workshop should stay open at night.” Yes.", "Something else altered the plan.") == []


def test_nothing_is_quoted_where_nothing_was_said():
    held = Sources()
    assert parse('You say, "the workshop should stay open at night".', held).pairs == ()


@pytest.mark.parametrize(
    "text",
    [
        "Your “workshop” is a shed, and your 'night' is an evening.",
        "So the “second key” it is.",
        "It's the members' room, isn't it? The members' key's not mine, 'twas never.",
        "I read “The Direction Of Their Habits” again, a fine book.",
        'The screen is 24" wide and the door 30" high.',
        '```\nsay("the workshop should stay open at night")\n```',
        'Type `echo "the workshop should stay open at night"` and see.',
        "Good point.\n\n-- \n“Nobody watches the door after ten, I know.”",
        "A “quotation mark that nobody closes: the workshop should stay open at night",
    ],
)
def test_names_titles_apostrophes_and_code_are_no_quotes(text: str):
    assert read(text) == []


def test_the_answer_goes_on_to_the_next_quote_which_begins_with_its_introduction():
    text = (
        'You say, "the workshop should stay open at night". I would rather sleep. So would you.\n\n'
        "Then you add that “nobody watches the door after ten”. I do, every night."
    )
    assert read(text) == [
        ("the workshop should stay open at night", "I would rather sleep. So would you."),
        ("nobody watches the door after ten", "I do, every night."),
    ]


def test_an_introduction_that_says_more_stays_with_the_answer_before():
    text = (
        "You say, “the workshop should stay open at night”. I agree, and when you write “nobody watches the door after "
        "ten” I nod."
    )
    assert read(text) == [
        ("the workshop should stay open at night", "I agree, and when you write"),
        ("nobody watches the door after ten", "I nod."),
    ]


def test_two_quotes_in_a_row_leave_the_first_unanswered():
    text = "You say, “the workshop should stay open at night”. You also say, “nobody watches the door after ten”. Hm."
    assert read(text) == [
        ("the workshop should stay open at night", None),
        ("nobody watches the door after ten", "Hm."),
    ]


def test_who_said_it_may_stand_behind_the_quote():
    text = "“Nobody watches the door after ten,” you say. I do."
    assert read(text) == [("Nobody watches the door after ten,", "I do.")]
    assert read("“Watches the door,” writes Mara, but I do not.") == [
        ("Watches the door,", "writes Mara, but I do not."),
    ]


def test_words_changed_in_brackets_are_found_all_the_same():
    text = "You write that “the direction of [our] habits is what worries [you]”. It should."
    held = Sources()
    held.become([SAID])

    (found,) = parse(text, held).pairs

    assert found.pair.words == "the direction of [our] habits is what worries [you]"
    assert found.located is not None
    assert not found.located.changed
    assert found.located.span.of(SAID) == "The direction of their habits is what worries me"


def test_words_that_were_altered_count_where_somebody_is_said_to_have_said_them():
    altered = "the direction of their habits is what bothers me, fewer members sweep the floor each month"
    held = Sources()
    held.become([SAID])

    (found,) = parse(f"You say, “{altered}”. They do.", held).pairs

    assert found.located is not None
    assert found.located.changed


def test_few_altered_words_are_no_quote():
    assert read("Your “nobody guards the door” is new to me.") == []


def test_shortened_words_are_found():
    assert read("You say, “fewer members … every month”. True.") == [("fewer members … every month", "True.")]


def test_an_apostrophe_does_not_end_a_quote_between_single_marks():
    assert read("You ask 'who would pay for a second key to the members' room' again. I would.") == [
        ("who would pay for a second key to the members' room", "again. I would."),
    ]
    assert read("You ask ‘who would pay for a second key to the members’ room’. I would.", SAID) == [
        ("who would pay for a second key to the members’ room", "I would."),
    ]


def test_a_quote_inside_a_quote_is_part_of_it():
    said = "Mia said “leave the door alone” and left the room at once."
    assert read("You wrote, “Mia said “leave the door alone” and left the room”. She did.", said) == [
        ("Mia said “leave the door alone” and left the room", "She did."),
    ]
    assert read('You wrote, "Mia said "leave the door alone" and left the room". She did.', said) == [
        ('Mia said "leave the door alone" and left the room', "She did."),
    ]


def test_a_quote_over_two_paragraphs_may_repeat_its_opening_mark():
    text = (
        "You write:\n\n“Nobody watches the door after ten, I know.\n\n"
        "“The direction of their habits is what worries me”\n\nMe too."
    )
    assert [answer for _, answer in read(text)] == ["Me too."]


def test_a_mark_that_nobody_closed_hides_no_later_quote():
    text = "So “be it.\n\nYou say, “nobody watches the door after ten”. I do."
    assert read(text) == [("nobody watches the door after ten", "I do.")]


def test_quotation_marks_inside_a_marked_quote_are_part_of_it():
    text = (
        "<You say “nobody watches the door after ten” too often.>\nI do.\n\n"
        "> “the workshop should stay open at night”\nNo."
    )
    assert [words for words, _ in read(text)] == [
        "You say “nobody watches the door after ten” too often.",
        "“the workshop should stay open at night”",
    ]


def test_prose_and_marks_are_read_in_one_letter():
    text = (
        "<The workshop should stay open at night>\nNo.\n\nYou write, “nobody watches the door after ten”. I do.\n\n"
        "> Who would pay for a second key\nI would."
    )
    assert read(text) == [
        ("The workshop should stay open at night", "No."),
        ("nobody watches the door after ten", "I do."),
        ("Who would pay for a second key", "I would."),
    ]


def test_repeating_words_of_the_quote_above_is_part_of_the_answer():
    text = "> Nobody watches the door after ten, I know.\nThis “watches the door after ten” is too strong."
    assert [words for words, _ in read(text)] == ["Nobody watches the door after ten, I know."]


def test_a_question_in_quotation_marks_is_the_others_and_the_authors_own_is_put_to_them():
    text = "You ask, “who would pay for a second key to the members’ room?” I would. Would you come along?"
    held = Sources()
    held.become(["Hello to everybody who is new here.", SAID])

    (asked,) = parse(text, held).questions

    assert asked.span.of(text) == "Would you come along?"
    assert asked.to == 2


def test_offsets_are_characters_of_the_text_as_given():
    text = "\ufeff👩🏽‍🚀 said: “Nobody watches the door after ten”.\r\n\r\nI do.\r\n"
    held = Sources()
    held.become([SAID])

    (found,) = parse(text, held).pairs

    assert found.pair.quote.of(text) == "Nobody watches the door after ten"
    assert found.pair.response is not None
    assert found.pair.response.of(text) == "I do."


MARKS = ["“", "”", "„", "«", "»", "‘", "’", '"', "'", "<", ">", "`", "[", "]", "…"]
WORDS = [" ", "\n\n", "\n> ", "\r\n", "\0", ". ", "You say, ", "the door ", "watches the door after ten", "é"]
PROSE = st.lists(st.sampled_from(MARKS + WORDS), max_size=40).map("".join)


@example("<`“`“watches the door after ten”>")
@given(PROSE)
def test_candidates_lie_inside_the_text_and_outside_marked_quotes(text: str):
    marked = marked_quotes(text)
    before = -1
    for candidate in candidates(text, marked):
        starts = {quote.start for quote in candidate.choices}
        assert min(starts) > before
        before = max(starts)
        for quote in candidate.choices:
            assert 0 <= quote.begins < quote.start < quote.end < quote.ends <= len(text)
            assert quote.end - quote.start == len(text[quote.start : quote.end].strip())
            assert not any(one.begins <= quote.start < one.ends for one in marked)


@given(PROSE)
def test_pairs_with_prose_lie_inside_the_text_in_order_and_apart(text: str):
    held = Sources()
    held.become([SAID])
    end = 0
    for found in parse(text, held).pairs:
        assert end <= found.pair.quote.start < found.pair.quote.end <= len(text)
        end = found.pair.quote.end
        if found.pair.response is not None:
            assert end <= found.pair.response.start < found.pair.response.end <= len(text)
            end = found.pair.response.end
