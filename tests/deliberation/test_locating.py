"""Locating quotes: who said these words, and where exactly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.altered import made_up_texts
from deliberation.ids import Span, StatementId
from deliberation.locating import DebateIndex, Located

DOOR = (
    "Close the door at nine. I think the forum should be closed at night, because nobody watches the door then, "
    "and 10% of all posts are spam. It takes a moderator two hours each morning. We should not ban anybody for that."
)
TRAINS = "Something else entirely: trains run late in winter, and Mia Ode says the weather is to blame."


def index_of(*texts: str) -> DebateIndex:
    """An index of statements 1, 2, …"""
    index = DebateIndex()
    for number, text in enumerate(texts, 1):
        index.add(StatementId(number), 1, text)
    return index


def found(quote: str, text: str = DOOR) -> Located:
    """Where `quote` stands in `text`, one statement among two."""
    located = index_of(text, TRAINS).locate(quote)
    assert located is not None
    assert located.statement == 1
    return located


# --- found exactly ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("the forum should be closed at night", "the forum should be closed at night"),
        ("The  forum should\nbe **closed** at night,", "the forum should be closed at night,"),
        ("Close the door at nine.", "Close the door at nine."),
        ("“Close the door at nine”", "Close the door at nine"),
        ("nobody watches the door then, and 10% of all", "nobody watches the door then, and 10% of all"),
        ("the forum … nobody watches the door", "the forum should be closed at night, because nobody watches the door"),
        ("the forum [...] nobody watches", "the forum should be closed at night, because nobody watches"),
        ("the forum [here] be closed at night", "the forum should be closed at night"),
        ("[T]he forum should be closed", "the forum should be closed"),
        (
            "closed at night, &c. It takes a moderator",
            "closed at night, because nobody watches the door then, and 10% of "
            "all posts are spam. It takes a moderator",
        ),
        ("should be closed at night [and by day],", "should be closed at night"),
        ("because nobody watches the do\u00ador then", "because nobody watches the door then"),
        ("because nobody watches the door then & 10% of all", "because nobody watches the door then, and 10% of all"),
    ],
)
def test_words_quoted_with_marked_changes_are_found_unchanged(quote: str, passage: str):
    located = found(quote)
    assert located.span.of(DOOR) == passage
    assert not located.changed


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        (
            "the forum nobody watches the door then",
            "the forum should be closed at night, because nobody watches the door then",
        ),
        ("the forum shuold be closed at night", "the forum should be closed at night"),
        ("the forum should always be closed at night", "the forum should be closed at night"),
        ("20% of all posts are spam", "10% of all posts are spam"),
        ("We should ban anybody for that", "We should not ban anybody for that"),
        ("We should … ban anybody for that", "We should not ban anybody for that"),
        ("Shut the door at nine. I think", "Close the door at nine. I think"),
        ("We should [always] ban anybody for that", "We should not ban anybody for that"),
    ],
)
def test_words_quoted_with_other_changes_are_found_and_called_changed(quote: str, passage: str):
    located = found(quote)
    assert located.span.of(DOOR) == passage
    assert located.changed


def test_another_sign_beside_the_same_figure_is_a_change():
    assert found("and 10 of all posts are spam").changed
    assert not found("and 10% of all posts are spam").changed


def test_another_name_in_brackets_is_a_change_and_a_gloss_is_not():
    index = index_of(TRAINS)
    renamed = index.locate("and [Bo] [Ode] says the weather is to blame")
    glossed = index.locate("and Mia Ode says the weather [in winter] is to blame")
    assert renamed is not None
    assert renamed.changed
    assert glossed is not None
    assert not glossed.changed


def test_a_passage_never_ends_before_the_negation_that_the_quote_contracts():
    text = "The machines that do our work pay nothing. Workers pay their taxes, the machines do not. So tax them."
    located = index_of(text).locate("Workers pay their taxes, the machines don't.")
    assert located is not None
    assert located.span.of(text) == "Workers pay their taxes, the machines do not."


def test_a_word_parted_at_the_end_of_a_line_is_no_change():
    assert not found("It takes a mode-\nrator two hours each morning").changed


def test_markdown_of_the_source_does_not_hide_its_punctuation():
    text = "I say **close the door at nine**. Then we go."
    assert index_of(text).locate("close the door at nine.") == Located(
        StatementId(1), 1, Span(8, 33), 1.0, changed=False
    )


def test_scripts_without_blanks_are_quoted_too():
    text = "我认为论坛晚上应该关闭，因为那时没有人看门。"
    located = index_of(TRAINS, text).locate("论坛晚上应该关闭")
    assert located is not None
    assert located.span.of(text) == "论坛晚上应该关闭"


# --- not found --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        "I would never say such a thing about anybody here",
        "all the trains and all the doors of the night and of the day",
        "the",
        "",
        "…",
        "👍🏽",
        "> > >",
        "[...]",
        "zebra",
    ],
)
def test_what_nobody_said_is_found_nowhere(quote: str):
    assert index_of(DOOR, TRAINS).locate(quote) is None


def test_nothing_is_found_in_an_empty_debate():
    assert DebateIndex().locate("Close the door at nine.") is None


# --- very short quotes ------------------------------------------------------------------------------------------


def test_one_word_is_found_where_it_stands_once_and_else_in_the_statement_answered():
    index = index_of("No. I disagree.", "No, never.", "A moderator decides.")
    assert index.locate("no") is None
    in_first = index.locate("no", near=StatementId(1))
    assert in_first is not None
    assert (in_first.statement, in_first.span) == (1, Span(0, 2))
    once = index.locate("Moderator")
    assert once is not None
    assert (once.statement, once.span) == (3, Span(2, 11))


def test_a_short_quote_is_a_whole_word():
    assert index_of("The moderators decide.").locate("moderator") is None


def test_two_words_are_found_in_the_nearest_earlier_statement():
    index = index_of("Balanced complexes are hard.", "I want balanced complexes.", "Later: balanced complexes.")
    nearest = index.locate("balanced complexes", before=StatementId(3))
    assert nearest is not None
    assert nearest.statement == 2


# --- which statement --------------------------------------------------------------------------------------------


def test_of_several_places_the_one_answered_counts_and_else_the_nearest_earlier():
    index = index_of(DOOR, DOOR, TRAINS, DOOR)
    quote = "the forum should be closed at night"
    answered = index.locate(quote, before=StatementId(4), near=StatementId(1))
    nearest = index.locate(quote, before=StatementId(4))
    assert answered is not None
    assert answered.statement == 1
    assert nearest is not None
    assert nearest.statement == 2


def test_the_reply_itself_and_later_statements_are_left_out():
    assert index_of(TRAINS, DOOR).locate("the forum should be closed at night", before=StatementId(2)) is None


def test_an_exact_place_is_preferred_to_one_that_is_nearly_so():
    index = index_of("It takes a moderator two hours each morning.", "It takes one moderator two hours each evening.")
    located = index.locate("It takes a moderator two hours each morning.")
    assert located is not None
    assert located.statement == 1


def test_of_two_statements_alike_the_one_with_all_the_quoted_words_is_found():
    quoted = "We vote on the rules every spring, and we count in public."
    nearly = "We vote on all the rules every spring, and we count in public."
    first = index_of(quoted, nearly).locate(quoted)
    second = index_of(quoted, nearly).locate("We vote on all the rules in spring, and we count in public.")
    assert first is not None
    assert first.statement == 1
    assert second is not None
    assert second.statement == 2


def test_words_that_stand_at_the_beginning_twice_are_no_reason_to_find_another_statement():
    quoted = "The one who has not made up her mind should wait, says Ode."
    index = index_of("One has not made up her mind.", quoted)
    located = index.locate("One has not made up her mind.")
    assert located is not None
    assert located.statement == 1


def test_a_quote_of_a_quote_leads_to_whoever_said_it_first():
    reply = "> Close the door at nine.\nNo, at ten, since some come late."
    index = DebateIndex()
    index.add(StatementId(1), 1, DOOR)
    index.add(StatementId(2), 1, reply, (Span(2, 25),))
    located = index.locate("Close the door at nine.")
    assert located is not None
    assert located.statement == 1
    own = index.locate("No, at ten, since some come late.")
    assert own is not None
    assert own.statement == 2


def debate_of_quoters() -> DebateIndex:
    """Statement 1 speaks, 2 quotes it with many changes, 3 quotes 2's version and 4 somebody outside the debate."""
    index = index_of(DOOR)
    changed = "the doors of our forum ought to be closed at night because there is nobody at the door"
    index.add(StatementId(2), 1, f"> {changed}\nI think so too.", (Span(2, 2 + len(changed)),))
    again = "doors of our forum ought to be closed, there is nobody"
    index.add(StatementId(3), 1, f"<{again}> Why?", (Span(1, 1 + len(again)),))
    outside = "In the old town every gate was locked by the watchman himself"
    index.add(StatementId(4), 1, f"> {outside}\nThat helped.", (Span(2, 2 + len(outside)),))
    return index


def test_a_quote_of_somebody_elses_version_is_traced_to_whoever_said_it_first():
    located = debate_of_quoters().locate("the doors of our forum ought to be closed")
    assert located is not None
    assert located.statement == 1
    assert "closed at night" in located.span.of(DOOR)
    assert located.via[-1] == 2
    assert located.changed


def test_a_quote_found_at_its_source_came_by_the_statement_being_answered_if_that_quotes_it():
    index = debate_of_quoters()
    quote = "closed at night because nobody"
    answering = index.locate(quote, before=StatementId(5), near=StatementId(2))
    straight = index.locate(quote, before=StatementId(5))
    assert answering is not None
    assert (answering.statement, answering.via) == (1, (2,))
    assert straight is not None
    assert (straight.statement, straight.via) == (1, ())


def test_what_somebody_quotes_from_outside_the_debate_is_nobodys():
    assert debate_of_quoters().locate("In the old town every gate was locked") is None


def test_a_quote_is_not_traced_through_later_or_forgotten_statements():
    index = debate_of_quoters()
    version = "the doors of our forum ought to be closed"
    assert index.locate(version, before=StatementId(2)) is None
    index.remove(StatementId(2))
    index.remove(StatementId(3))
    assert index.locate(version) is None


def test_statements_that_only_quote_one_another_lead_nowhere():
    index = DebateIndex()
    said = "nobody here ever said that the gate was blue"
    for number in range(1, 40):
        index.add(StatementId(number), 1, said, (Span(0, len(said)),))
    assert index.locate(said) is None


def test_a_new_revision_takes_the_place_of_the_older():
    index = index_of(DOOR)
    index.add(StatementId(1), 2, TRAINS)
    assert index.locate("the forum should be closed at night") is None
    located = index.locate("trains run late in winter")
    assert located is not None
    assert located.revision == 2


def test_a_forgotten_statement_is_found_no_more_and_forgetting_twice_is_nothing():
    index = index_of(DOOR, TRAINS)
    index.remove(StatementId(1))
    index.remove(StatementId(1))
    index.remove(StatementId(99))
    assert index.locate("the forum should be closed at night") is None
    assert index.locate("trains run late in winter") is not None


def test_beyond_its_capacity_the_oldest_statements_are_forgotten():
    index = DebateIndex(capacity=len(DOOR) + len(TRAINS) - 1)
    index.add(StatementId(1), 1, DOOR)
    index.add(StatementId(2), 1, TRAINS)
    assert index.locate("the forum should be closed at night") is None
    assert index.locate("trains run late in winter") is not None


def test_after_many_revisions_the_index_is_no_larger_than_a_fresh_one():
    texts = made_up_texts(60)
    index = DebateIndex()
    for revision in range(1, 40):
        for number, text in enumerate(texts, 1):
            index.add(StatementId(number), revision, text)
    assert index.locate(texts[7][:80]) is not None
    assert index.nbytes() < 4 * index_of(*texts).nbytes()


# --- whatever is asked -----------------------------------------------------------------------------------------

TEXTS = st.text(alphabet="ab c.,é字\n\"'[]…>*1%", max_size=60)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=5), TEXTS, st.integers(0, 6), st.integers(0, 6))
def test_whatever_is_asked_a_place_lies_inside_an_earlier_statement(
    texts: list[str], quote: str, before: int, near: int
):
    located = index_of(*texts).locate(quote, before=StatementId(before), near=StatementId(near))
    if located is not None:
        assert 1 <= located.statement < before
        assert located.span.of(texts[located.statement - 1]).strip()
        assert located.span.end <= len(texts[located.statement - 1])
        assert 0 < located.score <= 1


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["close", "the", "door", "at", "nine", "and", "keep", "it", "shut", "until", "morning", "comes"]
        ),
        min_size=6,
        max_size=14,
    )
)
def test_any_statement_quoted_whole_is_found_whole(words: list[str]):
    text = " ".join(words)
    located = index_of(TRAINS, text).locate(text)
    assert located is not None
    assert (located.statement, located.span.of(text), located.changed) == (2, text, False)
