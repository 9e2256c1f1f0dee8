"""Parsing: a reply and the statements before it become pairs of a quote and its answer, each quote with its source.

Here reading (what is quoted, and what is said to it) meets locating (where it was said). Quotes in prose are those
candidates of the reader's that the locator finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from deliberation.ids import Span, StatementId
from deliberation.locating import DebateIndex, Located
from deliberation.reading.angles import BLANK_LINE
from deliberation.reading.inline import Quote, QuotedPair, marked_quotes, pairs_of, read_in_line
from deliberation.reading.margins import without_footer, without_signature
from deliberation.reading.naming import NamedAnswer, named_answers
from deliberation.reading.oldermail import repeated
from deliberation.reading.prose import FEWEST_WORDS, Candidate, candidates, count_words
from deliberation.reading.questions import asks, person_asked, questions_in

MOST_LOCATED = 1_000
"""Different quotes of one text that are looked for."""
_SURE = 0.9
"""The similarity that words over several paragraphs need, and a place to be the one that another quoted."""
_ALIKE_BELOW = ((5, 0.95), (8, 0.85), (16, 0.78))
"""(words, least similarity): fewer words that differ from what was said are a quote in prose only if so much alike."""
_FEWEST_UNINTRODUCED = 8
_UNINTRODUCED = 0.85
"""So many words, and so much alike, where nobody is said to have said them."""
_MOST_STEPS = 10
"""How often a quote is followed to whoever was quoted there."""
MARKS_AROUND = 3
"""Characters, such as quotation marks, by which words that were found may reach beyond the quote they stand in."""

Locate = Callable[[str], Located | None]
"""Where words were said earlier; None where nobody said them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what is quoted in it, and what may be."""

    text: str
    marked: tuple[Quote, ...]
    prose: tuple[Candidate, ...]

    @property
    def may_quote(self) -> bool:
        """Whether anything in the text is or may be a quote."""
        return bool(self.marked or self.prose)


@dataclass(frozen=True, slots=True)
class LocatedPair:
    """A pair with the place its quote was taken from; None where that was found nowhere."""

    pair: QuotedPair
    located: Located | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A direct question, and the statement whose author it is put to, where that is clear."""

    span: Span
    to: StatementId | None
    person: str | None = None
    """Whom it addresses by a mention, as written: then it is put to nobody else."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reply says to whom."""

    pairs: tuple[LocatedPair, ...]
    named: tuple[NamedAnswer, ...]
    questions: tuple[Asked, ...]


def read(text: str) -> Reading:
    """What `text` quotes, and the words between quotation marks that it may quote."""
    marked = marked_quotes(text)
    return Reading(text, marked, candidates(text, marked))


def located_pairs(reading: Reading, locate: Locate, *, sure: bool = False) -> tuple[LocatedPair, ...]:
    """The pairs of a text in order: quotes between marks, found or not, and those in prose that were found.

    `sure` leaves quotes in prose out that differ from what was said, or have fewer than four words.
    """
    locate = _Remembering(locate)
    marked = pairs_of(reading.text, reading.marked)
    places = [locate(pair.words) for pair in marked]
    spoken = _quotes_in_prose(reading, [place for place in places if place is not None], locate, sure=sure)
    if not spoken:
        return tuple(map(LocatedPair, marked, places))
    found = dict(zip((pair.quote.start for pair in marked), places, strict=True))
    found.update((quote.start, place) for quote, place in spoken)
    quotes = sorted([*reading.marked, *(quote for quote, _ in spoken)], key=lambda quote: quote.start)
    return tuple(LocatedPair(pair, found[pair.quote.start]) for pair in pairs_of(reading.text, quotes))


def led_back(located: Located, earlier: Located) -> Located:
    """`earlier`, with the way to it from `located`, which quotes it: each of a way quotes an earlier one."""
    way = located.via
    if not way or way[-1] > located.statement:
        way = (*way, located.statement)
    return replace(earlier, via=(*way, *earlier.via))


class Sources:
    """The earlier statements of a debate, oldest first, numbered from 1, in which quotes are looked for."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._count = 0
        self._index = DebateIndex()
        self._prose: dict[StatementId, list[Span]] = {}

    def become(self, texts: Sequence[str]) -> None:
        """Look in `texts` and no others from now on. What was taken in before and agrees is not taken in again."""
        known = min(len(texts), len(self._texts))
        if list(texts[:known]) != self._texts[:known]:
            self._texts, self._index, self._prose = [], DebateIndex(), {}
        for text in texts[len(self._texts) :]:
            self._texts.append(text)
            quoted = (*(pair.quote for pair in read_in_line(text)), *repeated(text))
            self._index.add(StatementId(len(self._texts)), 1, text, quoted)
        self._count = len(texts)

    def begin(self) -> None:
        """Begin with another reply, whose quotes take a bounded effort in all."""
        self._index.begin()

    def __len__(self) -> int:
        return self._count

    @property
    def texts(self) -> tuple[str, ...]:
        """The statements."""
        return tuple(self._texts[: self._count])

    def locate(self, words: str, near: StatementId | None = None) -> Located | None:
        """Where `words` were said first: what one statement quotes of another in prose is the other's."""
        located = self._index.locate(words, before=StatementId(self._count + 1), near=near)
        for _ in range(_MOST_STEPS):
            if located is None or not any(_within(located.span, span) for span in self._quoted_by(located.statement)):
                break
            earlier = self._index.locate(words, before=located.statement)
            if earlier is None or earlier.score < min(_SURE, located.score):
                break
            located = led_back(located, earlier)
        return located

    def _quoted_by(self, statement: StatementId) -> list[Span]:
        """What a statement may quote in prose."""
        if statement not in self._prose:
            text = self._texts[statement - 1]
            found = candidates(text, marked_quotes(text))
            self._prose[statement] = [Span(one.start, one.end) for candidate in found for one in candidate.choices]
        return self._prose[statement]


def parse(text: str, sources: Sources, claims: Sequence[str] = (), *, reply_to: StatementId | None = None) -> Parsed:
    """What `text` says to whom: its pairs with their sources, the `claims` it answers by name, and what it asks.

    A quote is looked for in the statement being answered first: `reply_to`, else the one that most quotes come from.
    """
    reading = read(text)
    if not len(sources):
        reading = replace(reading, prose=())
    sources.begin()
    pairs = located_pairs(reading, lambda words: sources.locate(words, reply_to))
    answered = reply_to or _answered(pairs)
    if answered is not None and reply_to is None:
        pairs = tuple(_nearer(pair, sources, answered) for pair in pairs)
    named = named_answers(text, claims, reading.marked) if claims else ()
    return Parsed(pairs, named, tuple(_questions(text, pairs, answered)))


class _Remembering:
    """Locates each quote once, and at most so many."""

    def __init__(self, locate: Locate) -> None:
        self._locate = locate
        self._known: dict[str, Located | None] = {}

    def __call__(self, words: str) -> Located | None:
        if words not in self._known:
            if len(self._known) == MOST_LOCATED:
                return None
            self._known[words] = self._locate(words)
        return self._known[words]


def _quotes_in_prose(
    reading: Reading, answered: Sequence[Located], locate: Locate, *, sure: bool
) -> list[tuple[Quote, Located]]:
    """Those of the candidates that somebody said, in order and apart."""
    found: list[tuple[Quote, Located]] = []
    end = 0
    for candidate in reading.prose:
        if candidate.choices[0].start <= end:
            continue
        best = _best(reading.text, candidate, locate)
        if best is None or not _counts(reading.text, candidate, *best, sure=sure):
            continue
        quote, place = best
        if not candidate.introduced and any(_is_part(place, whole) for whole in answered):
            continue
        found.append((replace(quote, begins=max(quote.begins, end)), place))
        end = quote.ends
    return found


def _best(text: str, candidate: Candidate, locate: Locate) -> tuple[Quote, Located] | None:
    """The longest choice that was said word for word, else the one most like what was said."""
    best: tuple[Quote, Located] | None = None
    for quote in sorted(candidate.choices, key=lambda quote: quote.start - quote.end):
        place = locate(text[quote.start : quote.end])
        if place is not None and (best is None or place.score > best[1].score):
            best = quote, place
        if place is not None and place.score == 1.0:
            break
    return best


def _counts(text: str, candidate: Candidate, quote: Quote, place: Located, *, sure: bool) -> bool:
    """Whether words found at `place` are a quote of it: the fewer they are, the more alike they must be."""
    count = count_words(text, quote.start, quote.end)
    if not place.changed:
        return not sure or count >= FEWEST_WORDS
    if sure or not (candidate.introduced or count >= _FEWEST_UNINTRODUCED):
        return False
    if BLANK_LINE.search(text, quote.start, quote.end):
        return place.score >= _SURE
    least = next((least for words, least in _ALIKE_BELOW if count < words), 0.0)
    return place.score >= (least if candidate.introduced else _UNINTRODUCED)


def _is_part(place: Located, whole: Located) -> bool:
    return place.statement == whole.statement and _within(place.span, whole.span)


def _within(part: Span, whole: Span) -> bool:
    return whole.start - MARKS_AROUND <= part.start and part.end <= whole.end + MARKS_AROUND


def _answered(pairs: Sequence[LocatedPair]) -> StatementId | None:
    """The statement that most of the quotes come from; None where there is no such."""
    counts = Counter(pair.located.statement for pair in pairs if pair.located is not None)
    if not counts:
        return None
    statement, most = counts.most_common(1)[0]
    return statement if 2 * most > counts.total() else None


def _nearer(pair: LocatedPair, sources: Sources, answered: StatementId) -> LocatedPair:
    """The pair with its quote found in the statement being answered, if it stands there as well."""
    known = pair.located
    if known is None or known.statement == answered:
        return pair
    found = sources.locate(pair.pair.words, answered)
    if found is None or found.statement != answered or (found.changed, -found.score) > (known.changed, -known.score):
        return pair
    return LocatedPair(pair.pair, found)


def _questions(text: str, pairs: Sequence[LocatedPair], answered: StatementId | None) -> list[Asked]:
    """The questions of the author's own words; those before the first quote are put to whoever is answered."""
    if not asks(text):
        return []
    end = pairs[0].pair.quote.start if pairs else without_footer(text, 0, without_signature(text, 0, len(text)))
    asked = [Asked(span, answered) for span in questions_in(text, Span(0, end))]
    for pair in pairs:
        if pair.pair.response is not None:
            to = pair.located.statement if pair.located else None
            asked += (Asked(span, to) for span in questions_in(text, pair.pair.response))
    return [_addressed(text, one) for one in asked]


def _addressed(text: str, asked: Asked) -> Asked:
    person = person_asked(text, asked.span)
    return asked if person is None else Asked(asked.span, None, person)
