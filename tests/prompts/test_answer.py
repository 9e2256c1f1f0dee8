"""Answers in line that the bot posts, and the private pages around them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from deliberation.answering.answer import (
    ANSWER_LIMIT,
    Answerable,
    Answered,
    Asked,
    Earlier,
    PostedAnswer,
    Quotable,
    Since,
    Standing,
)
from deliberation.answering.dogpile import Dogpile
from deliberation.answering.passages import PASSAGE_LIMIT
from deliberation.answering.report import Report
from deliberation.debate import Attribution
from deliberation.errors import RoundClosed
from deliberation.ids import ActId, PointNumber, RoundNumber, Span, StatementId
from deliberation.stance import Side
from deliberation.statement import Passage, StatementKind
from prompts import posts
from prompts.post import Post
from tests.prompts import samples
from tests.prompts.reading import as_text, assert_fits, buttons, selects

COUNTED = samples.debate()
NAMED = samples.debate(attribution=Attribution.NAMED)
STATEMENT = StatementId(1400000000000000021)
QUOTED = "Bots only in #bots, and never in the channel where people say good night to each other."
WORDS = "I read them at breakfast.\n\nA channel can be muted:\n- on the phone\n- on the computer"
POSTED = PostedAnswer(
    statement=STATEMENT,
    author=samples.NOOR,
    standing=Standing.POSTED,
    point=PointNumber(2),
    claim="Bots only in #bots",
    quoted=QUOTED,
    found=True,
    since=Since.AS_THEY_WERE,
    source_author=samples.MIA,
    source_guest=None,
    source_link=samples.link(7),
    words=WORDS,
)
GIVEN = Answered(STATEMENT, PointNumber(2), RoundNumber(2))


def page_of(*words: str, kind: StatementKind = StatementKind.MESSAGE, quoted: str | None = None) -> Answerable:
    """A statement that says these words, one passage each."""
    found = [
        Quotable(Passage(STATEMENT, 1, Span(100 * number, 100 * number + 1 + len(said))), said)
        for number, said in enumerate(words)
    ]
    if quoted is not None:
        found.insert(0, Quotable(Passage(StatementId(5), 1, Span(0, 9)), quoted, quoted=True))
    elif len(words) > 1:
        found.append(Quotable(Passage(STATEMENT, 1, Span(0, 50_000)), "…", whole=True))
    return Answerable(COUNTED.key, STATEMENT, kind, samples.MIA, None, samples.link(7), tuple(found))


def answered(given: Answered = GIVEN, *, condition: str = "") -> Post:
    return posts.answered(given, COUNTED, source=STATEMENT, condition=condition)


EARLIER = tuple(
    Earlier(StatementId(1400000000000000010 + number), samples.MIA, guest, said, samples.link(number))
    for number, (said, guest) in enumerate((("I work nights.", None), ("Dear all, the bots are loud.", "Aunt Ada")))
)
REPORTS = tuple(
    Report(STATEMENT, ActId(number), samples.NOOR, WORDS, samples.link(number), ("It insults people.", "Off topic."))
    for number in (1, 2)
)
THREE = ("I work nights.", "The bots talk when I sleep.", "Who reads that?")
POSTS: dict[str, Callable[[], Post]] = {
    "answer": lambda: posts.answer(POSTED, COUNTED, samples.USERS),
    "answer-named-edited": lambda: posts.answer(replace(POSTED, since=Since.EDITED), NAMED, samples.USERS),
    "answer-words-nobody-said": lambda: posts.answer(replace(POSTED, found=False), COUNTED, samples.USERS),
    "answer-taken-back": lambda: posts.answer(replace(POSTED, standing=Standing.TAKEN_BACK), COUNTED, samples.USERS),
    "answer-removed": lambda: posts.answer(replace(POSTED, standing=Standing.REMOVED), COUNTED, samples.USERS),
    "passages": lambda: posts.passages(page_of(*THREE), COUNTED, samples.USERS, 1),
    "passages-quoting": lambda: posts.passages(
        page_of(*THREE, kind=StatementKind.LETTER, quoted="Bots only in #bots"), COUNTED, samples.USERS, 1
    ),
    "passages-opening": lambda: posts.passages(
        page_of(*samples.CLAIMS, kind=StatementKind.OPENING), COUNTED, samples.USERS, 1
    ),
    "points-to-answer": lambda: posts.points_to_answer(samples.board().points, COUNTED, 1),
    "answered": answered,
    "answered-with-a-view": lambda: answered(replace(GIVEN, stance_kept=True)),
    "answered-between-rounds": lambda: answered(
        replace(GIVEN, since=Since.EDITED, stance_refused=RoundClosed({"round": 1})),
        condition="they say good night, too",
    ),
    "passages-saying": lambda: posts.passages(
        page_of(*THREE), COUNTED, samples.USERS, 1, said_by=StatementId(1400000000000000033)
    ),
    "earlier": lambda: posts.earlier(EARLIER, COUNTED, STATEMENT, 1),
    "earlier-nothing": lambda: posts.earlier((), COUNTED, STATEMENT, 1),
    "now-answers": lambda: posts.now_answers(QUOTED, COUNTED, STATEMENT),
    "unsaid": posts.unsaid,
    "reports": lambda: posts.reports(REPORTS, COUNTED, samples.USERS, 1),
    "reports-nothing": lambda: posts.reports((), COUNTED, samples.USERS, 1),
    "answer-really-take-back": lambda: posts.really_take_back(COUNTED, STATEMENT),
}


@pytest.mark.parametrize("name", POSTS)
def test_a_post_reads_as_agreed(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.md", as_text(POSTS[name]()))


@pytest.mark.parametrize("name", POSTS)
def test_discord_takes_every_post(name: str) -> None:
    assert_fits(POSTS[name]())


@pytest.mark.parametrize("letter", ["w", "*", "\U0001f600", "]( ", "\n# "])
def test_the_longest_answer_to_the_longest_passage_is_posted_whole(letter: str) -> None:
    said = (letter * ANSWER_LIMIT)[:ANSWER_LIMIT]
    post = posts.answer(replace(POSTED, words=said, quoted=letter * 1_000), COUNTED, samples.USERS)

    assert_fits(post)
    assert sum(post.text.count(mark) for mark in set(letter.strip())) >= len(said.replace(" ", "").replace("\n", ""))


@pytest.mark.parametrize("letter", ["w", "*", "word "])
def test_long_passages_come_in_pages_that_show_each_whole(letter: str) -> None:
    words = tuple(f"{number} {letter * 500}"[:PASSAGE_LIMIT].strip() for number in range(60))
    first = posts.passages(page_of(*words), COUNTED, samples.USERS, 1)
    pages = int(first.text.partition(" of ")[2].split()[0])
    shown = [posts.passages(page_of(*words), COUNTED, samples.USERS, page) for page in range(1, pages + 1)]

    for post in shown:
        assert_fits(post)
    assert "…" not in "".join(post.text for post in shown).replace("\u2026", "…", 0)
    assert sum(len(selects(post)[0].choices) for post in shown) == len(words) + 1
    assert [button.label for button in buttons(shown[1])] == ["Back", "Next"]


def test_a_page_beyond_the_last_is_the_last() -> None:
    assert posts.passages(page_of(*THREE), COUNTED, samples.USERS, 99) == POSTS["passages"]()


def test_the_form_says_that_five_people_have_answered_but_not_that_four_have() -> None:
    assert "5 people have replied to this" in posts.above_form(Asked(QUOTED, 5, Dogpile(5, None)))
    against = posts.above_form(Asked(QUOTED, 7, Dogpile(6, Side.AGAINST)))
    assert "6 people said this; add something new, or just press No." in against
    assert "just press Yes." in posts.above_form(Asked(QUOTED, 7, Dogpile(6, Side.FOR)))
    assert "people" not in posts.above_form(Asked(QUOTED, answers=4)).replace("people say", "")
