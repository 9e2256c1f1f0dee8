"""Pairs: each quote of a statement with its answer, joined to the place it was taken from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import sqlite_utils

from deliberation.answering.byname import pair_by_name
from deliberation.answering.composing import chosen_pair
from deliberation.ids import CounterpointNumber, DebateKey, PointNumber, Span, StatementId
from deliberation.locating import DebateIndex, Located
from deliberation.parsing import MARKS_AROUND, LocatedPair, Reading, led_back, located_pairs
from deliberation.point import Point, current
from deliberation.reading import QuotedPair, QuoteSyntax
from deliberation.reading.questions import questions_in
from deliberation.statement import Passage, StatementKind
from deliberation.views.card import ByName
from storage.sqlite import rows
from storage.sqlite.points.joining import Occasion, UnknownWords, author_of, merge, point_at
from storage.sqlite.statements.chosen import Chosen
from storage.sqlite.statements.indexes import DebateIndexes, Heard, take_in
from storage.sqlite.statements.texts import Texts
from storage.sqlite.statements.ways import note_way


@dataclass(frozen=True, slots=True)
class Saying:
    """A revision of a statement, written already, whose pairs are to be joined."""

    heard: Heard
    kind: StatementKind
    near: StatementId | None
    """The statement it replies to."""
    occasion: Occasion
    chosen: Chosen | None = None
    """What its author picked as what it answers."""
    by_name: tuple[tuple[ByName, Point], ...] = ()
    """The replies by name of which its author has said that they are meant."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """A pair with where its quote was found and what its answer counts as."""

    pair: QuotedPair
    located: Located | None
    point: PointNumber | None
    counterpoint: CounterpointNumber | None


@dataclass(frozen=True, slots=True)
class RecordedPairs:
    """How many pairs were written, and how many of them have a quote found nowhere, and an answer."""

    pairs: int = 0
    unverified: int = 0
    answered: int = 0


def record_pairs(
    db: sqlite_utils.Database, indexes: DebateIndexes, key: DebateKey, saying: Saying, reading: Reading
) -> RecordedPairs:
    """Locate and write the pairs of a statement with their points, counterpoints and questions.

    Words between quotation marks are a quote only where they stand in an earlier statement as they are: chat is chat.
    An answer that an edit left on the same point keeps the number it had in the revision before. What its author
    picked is joined to just that. What it replies to by name comes last.
    """
    if not reading.may_quote and saying.chosen is None and not saying.by_name:
        return RecordedPairs()
    found = _with_chosen(located_pairs(reading, _Finder(db, indexes, key, saying).locate, sure=True), saying)
    numbers, unknown = _Numbers(db, key, saying.heard), UnknownWords(db, key)
    for place, one in enumerate(found, start=1):
        pair, located = one.pair, one.located
        if pair.response is None:
            _insert(db, key, saying.heard, place, _Joined(pair, located, None, None))
            continue
        picked = saying.chosen.point if saying.chosen and pair.syntax is QuoteSyntax.CHOSEN else None
        if picked is not None:
            point = current(picked, rows.merges_of(db, key))
        elif located is not None:
            point = point_at(db, key, located, saying.occasion)
        else:
            quote = Passage(saying.heard.statement, saying.heard.revision, pair.quote)
            point = unknown.point(quote, pair.words, saying.occasion)
        _insert(db, key, saying.heard, place, _Joined(pair, located, point, numbers.take(point)))
        _insert_questions(db, key, saying.heard, pair.response, located)
    _record_by_name(db, key, saying, found, numbers)
    return RecordedPairs(
        pairs=len(found) + len(saying.by_name),
        unverified=sum(one.located is None for one in found),
        answered=sum(one.pair.response is not None for one in found) + len(saying.by_name),
    )


def _record_by_name(
    db: sqlite_utils.Database, key: DebateKey, saying: Saying, quoted: Sequence[LocatedPair], numbers: "_Numbers"
) -> None:
    """Write the replies by name behind the pairs of what is `quoted`, so that none of those loses its number.

    Questions in a reply that is part of the answer to a quote are put to whoever is quoted.
    """
    texts = Texts(db, key)
    merges = rows.merges_of(db, key)
    answers = [one.pair.response for one in quoted if one.pair.response is not None]
    for place, (reply, proposal) in enumerate(saying.by_name, start=len(quoted) + 1):
        passage = proposal.passage
        words = texts.words(passage.statement, passage.revision, passage.span)
        located = Located(passage.statement, passage.revision, passage.span, 1.0, changed=False)
        point = current(proposal.number, merges)
        pair = pair_by_name(reply, words)
        _insert(db, key, saying.heard, place, _Joined(pair, located, point, numbers.take(point)))
        if not any(answer.start < reply.response.end and reply.response.start < answer.end for answer in answers):
            _insert_questions(db, key, saying.heard, reply.response, located)


def _with_chosen(found: Sequence[LocatedPair], saying: Saying) -> tuple[LocatedPair, ...]:
    """The pairs with the one that the author picked, which is located by that; last where it was picked afterwards."""
    chosen = saying.chosen
    if chosen is None:
        return tuple(found)
    exact = tuple(
        replace(one, located=chosen.located) if one.pair.syntax is QuoteSyntax.CHOSEN else one for one in found
    )
    if any(one.pair.syntax is QuoteSyntax.CHOSEN for one in found):
        return exact
    return (*exact, LocatedPair(chosen_pair(saying.heard.text, chosen.words), chosen.located))


def join_arrived(db: sqlite_utils.Database, key: DebateKey, saying: Saying) -> list[StatementId]:
    """Try quotes found nowhere so far against a statement that has arrived, and join those found in its own words.

    A letter is tried for all of them, anything else for those of later statements, which were read before it. Returns
    the quoting statement of each quote joined.
    """
    missing = _found_nowhere(db, key, saying)
    if not missing:
        return []
    alone = index_of(saying.heard)
    joined: list[StatementId] = []
    for pair in missing:
        located = alone.locate(pair.quoted)
        if located is not None:
            _join(db, key, pair, located, saying.occasion)
            joined.append(pair.statement)
    return joined


@dataclass(frozen=True, slots=True)
class _Missing:
    """A pair whose quote was found nowhere, as its row has it."""

    statement: StatementId
    revision: int
    place: int
    quoted: str
    response: Span | None
    point: PointNumber | None


class _Numbers:
    """Gives answers their numbers: the one they had on the same point in the revision before, else the next."""

    def __init__(self, db: sqlite_utils.Database, key: DebateKey, heard: Heard) -> None:
        self._merges = rows.merges_of(db, key)
        self._kept: defaultdict[PointNumber, list[CounterpointNumber]] = defaultdict(list)
        former = db.execute(
            """SELECT point, counterpoint FROM pair WHERE guild_id = ? AND debate = ? AND statement = ? AND revision = ?
            AND counterpoint IS NOT NULL ORDER BY pair""",
            (key.guild, key.debate, heard.statement, heard.revision - 1),
        )
        for point, counterpoint in former:
            self._kept[current(PointNumber(point), self._merges)].append(CounterpointNumber(counterpoint))
        last = db.execute(
            "SELECT max(counterpoint) FROM pair WHERE guild_id = ? AND debate = ?", (key.guild, key.debate)
        ).fetchone()
        self._last: int = last[0] or 0

    def take(self, point: PointNumber) -> CounterpointNumber:
        """The number of the next answer on `point`."""
        kept = self._kept[current(point, self._merges)]
        if kept:
            return kept.pop(0)
        self._last += 1
        return CounterpointNumber(self._last)


class _Finder:
    """Finds where quoted words were said: earlier, or else in a letter that was uploaded later."""

    def __init__(self, db: sqlite_utils.Database, indexes: DebateIndexes, key: DebateKey, saying: Saying) -> None:
        self._db = db
        self._key = key
        self._saying = saying
        self._earlier = indexes.of(db, key)
        self._earlier.begin()
        self._later: list[DebateIndex] | None = None

    def locate(self, words: str) -> Located | None:
        """Where `words` were said; None where nobody said them."""
        statement = self._saying.heard.statement
        located = self._earlier.locate(words, before=statement, near=self._saying.near)
        if located is not None:
            return self._first_said(words, located)
        if self._later is None:
            self._later = [index_of(letter) for letter in _letters_after(self._db, self._key, statement)]
        return next((found for letter in self._later if (found := letter.locate(words)) is not None), None)

    def _first_said(self, words: str, located: Located) -> Located:
        """Where somebody said `words` first: what one statement quotes of another in prose is the other's."""
        span = located.span
        quoting = self._db.execute(
            """SELECT 1 FROM pair WHERE guild_id = ? AND debate = ? AND statement = ? AND revision = ? AND syntax = ?
            AND quote_start <= ? AND quote_end >= ?""",
            (
                self._key.guild,
                self._key.debate,
                located.statement,
                located.revision,
                QuoteSyntax.PROSE.value,
                span.start + MARKS_AROUND,
                span.end - MARKS_AROUND,
            ),
        ).fetchone()
        earlier = self._earlier.locate(words, before=located.statement) if quoting else None
        if earlier is None or earlier.score < located.score:
            return located
        return self._first_said(words, led_back(located, earlier))


def index_of(heard: Heard) -> DebateIndex:
    """An index of one statement."""
    alone = DebateIndex()
    take_in(alone, heard)
    return alone


def _letters_after(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> Iterator[Heard]:
    letters = db.execute(
        """SELECT statement, revision, text FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement > ? AND kind = ? AND withdrawn = 0 ORDER BY statement""",
        (key.guild, key.debate, statement, StatementKind.LETTER.value),
    )
    for letter, revision, text in letters.fetchall():
        quotes = db.execute(
            """SELECT quote_start, quote_end FROM pair WHERE guild_id = ? AND debate = ? AND statement = ?
            AND revision = ? AND syntax != ?""",
            (key.guild, key.debate, letter, revision, QuoteSyntax.PROSE.value),
        )
        quoted = tuple(Span(start, end) for start, end in quotes if start < end)
        yield Heard(StatementId(letter), revision, text, quoted)


def _insert(db: sqlite_utils.Database, key: DebateKey, heard: Heard, place: int, joined: _Joined) -> None:
    pair, located = joined.pair, joined.located
    db.execute(
        """INSERT INTO pair (guild_id, debate, statement, revision, pair, syntax, quoted, quote_start, quote_end,
        response_start, response_end, source, source_revision, source_start, source_end, score, changed, point,
        counterpoint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            key.guild,
            key.debate,
            heard.statement,
            heard.revision,
            place,
            pair.syntax.value,
            pair.words,
            pair.quote.start,
            pair.quote.end,
            pair.response.start if pair.response else None,
            pair.response.end if pair.response else None,
            *_source(located),
            joined.point,
            joined.counterpoint,
        ),
    )
    if located is not None:
        note_way(db, key, Passage(heard.statement, heard.revision, pair.quote), located.via)


def _source(located: Located | None) -> tuple[int | float | None, ...]:
    """What a pair's row says of the place its quote was found: source to changed."""
    if located is None:
        return (None, None, None, None, None, 0)
    span = located.span
    return (located.statement, located.revision, span.start, span.end, located.score, int(located.changed))


def _insert_questions(
    db: sqlite_utils.Database, key: DebateKey, heard: Heard, response: Span, located: Located | None
) -> None:
    put_to = author_of(db, key, located.statement) if located else None
    for question in questions_in(heard.text, response):
        db.execute(
            """INSERT INTO question (guild_id, debate, statement, revision, span_start, span_end, put_to)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (key.guild, key.debate, heard.statement, heard.revision, question.start, question.end, put_to),
        )


def _found_nowhere(db: sqlite_utils.Database, key: DebateKey, saying: Saying) -> list[_Missing]:
    after = 0 if saying.kind is StatementKind.LETTER else saying.heard.statement
    found = db.execute(
        """SELECT pair.statement, pair.revision, pair.pair, pair.quoted, pair.response_start, pair.response_end,
        pair.point FROM pair JOIN statement USING (guild_id, debate, statement, revision)
        WHERE pair.guild_id = ? AND pair.debate = ? AND pair.source IS NULL AND pair.statement > ?
        AND pair.statement != ? AND statement.withdrawn = 0 ORDER BY pair.statement, pair.pair""",
        (key.guild, key.debate, after, saying.heard.statement),
    )
    return [
        _Missing(
            statement=StatementId(statement),
            revision=revision,
            place=place,
            quoted=quoted,
            response=Span(start, end) if start is not None else None,
            point=PointNumber(point) if point is not None else None,
        )
        for statement, revision, place, quoted, start, end, point in found
    ]


def _join(db: sqlite_utils.Database, key: DebateKey, pair: _Missing, located: Located, occasion: Occasion) -> None:
    db.execute(
        """UPDATE pair SET source = ?, source_revision = ?, source_start = ?, source_end = ?, score = ?, changed = ?
        WHERE guild_id = ? AND debate = ? AND statement = ? AND revision = ? AND pair = ?""",
        (*_source(located), key.guild, key.debate, pair.statement, pair.revision, pair.place),
    )
    if pair.point is None or pair.response is None:
        return
    merge(db, key, pair.point, point_at(db, key, located, occasion), occasion.at)
    db.execute(
        """UPDATE question SET put_to = ? WHERE guild_id = ? AND debate = ? AND statement = ? AND revision = ?
        AND span_start >= ? AND span_end <= ?""",
        (
            author_of(db, key, located.statement),
            key.guild,
            key.debate,
            pair.statement,
            pair.revision,
            pair.response.start,
            pair.response.end,
        ),
    )
