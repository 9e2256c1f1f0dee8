"""Suggested stances: what the words of an answer let one expect of its author's stance, or nothing.

Words suggest, members decide: a suggestion only preselects what a member then confirms. So it says nothing unless it
is sure. Signs of agreement and disagreement are added up as log-odds, as if they were independent; the beginning of
an answer counts most, then its end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from deliberation.ids import Span
from deliberation.stance import Position
from deliberation.suggesting.lexicon import STRENGTHS, Cues, Language, Lexicon, Match, Says, log_odds
from deliberation.suggesting.sentences import (
    NOT_THEIRS,
    PAUSE,
    Sentence,
    own_words,
    sentences,
    without_copied,
    words_of,
)

SURE = 0.85
"""The confidence below which nothing is suggested."""

_MOST = 0.98
_FIRST, _SECOND, _LAST, _BODY = 1.0, 0.8, 0.7, 0.45
"""How much a sign counts by the place of its sentence."""
_BODY_LIMIT = 1.5
"""How much all signs of one side can count that stand neither at the beginning nor at the end."""
_FAINT = log_odds(STRENGTHS["slight"])
_GREETING = 4
"""A sentence of so few words, in which nothing was found, is passed over in counting."""
_REPEATED = 0.5
_SENTENCES_TO_CONTRAST = 3
_HEDGE_DISTANCE = 3
_CONDITION_DISTANCE = 8
_COPIED_WORDS = 7
"""So many words in a row that the parent has, too, are the parent's."""
_SHORT_PARENT = 2
_BEGINNING, _ENDING = 20_000, 4_000
"""How many characters are read of a very long text."""
_SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an answer's words suggest. `cues` are the spans of the answer that made it think so, in order."""

    position: Position | None
    confidence: float
    """How likely the side is right, by how the phrases are usually meant; below 1, and 0 where nothing is suggested."""
    cues: tuple[Span, ...]


_NOTHING = Suggestion(None, 0.0, ())


@dataclass(frozen=True, slots=True)
class _Sign:
    """A phrase that shows where the author stands."""

    cues: Cues
    sentence: int
    start: int
    end: int
    """Its words in the sentence."""
    span: Span
    lean: float
    """Log-odds, above 0 for agreement."""
    partly: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with what was found in it."""

    sentence: Sentence
    opinions: tuple[Match, ...]
    """Those that are left where phrases overlap."""
    others: tuple[Match, ...]

    def saying(self, *kinds: Says) -> Iterator[Match]:
        """The matches that say one of `kinds` about other words."""
        return (match for match in self.others if match.cues.says in kinds)


def suggest(parent: str, reply: str, lexicon: Lexicon) -> Suggestion:
    """The position that the author of `reply` seems to take on `parent`; none where that is not sure.

    Only the author's own words count: not what the reply quotes, reports, asks or supposes. `parent` may be empty;
    it tells whether "no" answers a question, and which words were copied from it. Time is linear in both.
    """
    own = _ends_of(own_words(reply))
    parent = _ends_of(parent)
    sample = words_of(sentences(own[:_SAMPLE], lexicon.languages[0].spelling))
    language = lexicon.language_of(sample)
    theirs = list(sentences(parent, language.spelling))
    said = without_copied(list(sentences(own, language.spelling)), words_of(theirs), _COPIED_WORDS)
    read = [_found(sentence, language) for sentence in said]
    if any(True for one in read for _ in one.saying(Says.JESTS)):
        return _NOTHING
    signs = _signs(read, _Before.of(theirs, language))
    if any(True for one in read[:2] for _ in one.saying(Says.MOCKS)):
        signs = [sign for sign in signs if sign.cues.says is Says.DISAGREE]
    return _weighed(signs, read)


def _ends_of(text: str) -> str:
    """`text`, with the middle taken out where it is very long: people say where they stand at the ends."""
    if len(text) <= _BEGINNING + _ENDING:
        return text
    return text[:_BEGINNING] + NOT_THEIRS * (len(text) - _BEGINNING - _ENDING) + text[-_ENDING:]


@dataclass(frozen=True, slots=True)
class _Before:
    """What matters of the parent."""

    asks: bool
    denies: bool

    @classmethod
    def of(cls, said: Sequence[Sentence], language: Language) -> "_Before":
        """Whether what is `said` ends with a question, and whether it is a denial."""
        if not said:
            return cls(False, False)
        weighed = said if len(said) <= _SHORT_PARENT else said[-1:]
        denies = any(word.text in language.negations for sentence in weighed for word in sentence.words)
        return cls(said[-1].asks, denies)


def _found(sentence: Sentence, language: Language) -> _Read:
    """What stands in `sentence`; of opinions that overlap the longest is left, then the first, the plainest."""
    matches = language.matches(sentence)
    opinions = [match for match in matches if match.cues.says.opinion and match.cues.asked is _asking(sentence, match)]
    opinions.sort(key=lambda match: (match.start - match.end, match.start, match.padded, -match.cues.weight))
    taken = [False] * len(sentence.words)
    left: list[Match] = []
    for match in opinions:
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = [True] * (match.end - match.start)
            left.append(match)
    left.sort(key=lambda match: match.start)
    return _Read(sentence, tuple(left), tuple(match for match in matches if not match.cues.says.opinion))


def _asking(sentence: Sentence, match: Match) -> bool:
    """Whether `match` is part of the question that its sentence asks: no pause lies between it and the end."""
    if not sentence.asks:
        return False
    return match.cues.asked or all(word.text != PAUSE for word in sentence.words[match.end :])


def _signs(read: Sequence[_Read], before: _Before) -> list[_Sign]:
    """The phrases that count, with what they say where they stand."""
    signs: list[_Sign] = []
    for number, one in enumerate(read):
        for match in one.opinions:
            cues = match.cues
            lean = _lean_of(match, one, before)
            if lean is None:
                continue
            if cues.says in (Says.AGREE, Says.CONCEDE) and lean >= 0:
                lean = _after_contrast(match, lean, read, number)
            if lean or cues.says in (Says.CONCEDE, Says.UNDECIDED):
                words = one.sentence.words
                span = Span(words[match.start].start, words[match.end - 1].end)
                partly = cues.partly or _hedged(match, one)
                signs.append(_Sign(cues, number, match.start, match.end, span, lean, partly))
    return signs


def _lean_of(match: Match, one: _Read, before: _Before) -> float | None:
    """What `match` says in its sentence, as log-odds, 0 for neither side; None where it is not said at all."""
    cues = match.cues
    if cues.says is Says.NOTHING or (cues.answers and (before.asks or before.denies)):
        return None
    if any(_works_on(other, match, one) for other in one.saying(Says.REVERSES)):
        agrees = cues.says in (Says.AGREE, Says.CONCEDE) and cues.weight > 0
        return -log_odds(STRENGTHS["likely"]) if agrees else None
    if any(_works_on(other, match, one) for other in one.saying(Says.NEGATES)):
        return None
    if cues.tentative and any(other.start >= match.end for other in one.saying(Says.SUPPOSES)):
        return None
    if cues.says is Says.UNDECIDED:
        return 0.0
    return -cues.weight if cues.says is Says.DISAGREE else cues.weight


def _works_on(other: Match, match: Match, one: _Read) -> bool:
    """Whether `match` stands behind `other` in the same clause and within its reach."""
    between = match.start - other.end
    if not 0 <= between <= other.cues.reach:
        return False
    return all(word.text != PAUSE for word in one.sentence.words[other.end : match.start])


def _after_contrast(match: Match, lean: float, read: Sequence[_Read], number: int) -> float:
    """What an agreement or a concession says where a "but" follows, or where it is granted only."""
    one = read[number]
    contrasted = match.cues.contrasted
    if contrasted is None:
        return lean
    if any(_works_on(other, match, one) for other in one.saying(Says.SUBORDINATES)):
        return min(contrasted, 0.0)
    return contrasted if _contrast_follows(match, read, number) else lean


def _contrast_follows(match: Match, read: Sequence[_Read], number: int) -> bool:
    """Whether a "but" comes after `match`, in its sentence or at the beginning of one of the next."""
    if any(other.start >= match.end - 1 for other in read[number].saying(Says.CONTRASTS)):
        return True
    following = read[number + 1 : number + 1 + _SENTENCES_TO_CONTRAST]
    return any(other.start <= 2 for one in following for other in one.saying(Says.CONTRASTS))


def _hedged(match: Match, one: _Read) -> bool:
    """Whether what `match` says is said of a part only."""
    for other in one.saying(Says.HEDGES):
        if other.start < match.end + _HEDGE_DISTANCE and other.end > match.start - _HEDGE_DISTANCE:
            return True
    return False


def _weighed(signs: Sequence[_Sign], read: Sequence[_Read]) -> Suggestion:
    """What `signs` come to together."""
    weights = _weights(signs, read)
    net = sum(weights)
    confidence = min(_MOST, 1 / (1 + exp(-abs(net))))
    telling = [sign for sign, weight in zip(signs, weights, strict=True) if weight * net > 0]
    if confidence < SURE or all(abs(sign.lean) <= _FAINT for sign in telling):
        undecided = [sign for sign in signs if sign.cues.says is Says.UNDECIDED]
        if undecided and abs(net) < _FAINT:
            share = 1 / (1 + exp(-undecided[0].cues.weight))
            return Suggestion(Position.UNDECIDED, share, _spans(undecided))
        return _NOTHING
    opposed = any(weight * net < 0 for weight in weights)
    granted = net < 0 and any(sign.cues.says is Says.CONCEDE for sign in signs)
    reserved = opposed or granted or all(sign.partly for sign in telling)
    if net > 0:
        reserved = reserved or any(_taken_back(sign, read) for sign in telling)
        position = Position.AGREE_WITH_RESERVATIONS if reserved else Position.AGREE
    else:
        position = Position.DISAGREE_IN_PART if reserved else Position.DISAGREE
    return Suggestion(position, confidence, _spans(telling))


def _weights(signs: Sequence[_Sign], read: Sequence[_Read]) -> list[float]:
    """What each of `signs` counts: by its place, half as much where its group has spoken already."""
    spoken = [number for number, one in enumerate(read) if one.opinions or len(one.sentence.words) > _GREETING]
    places = {number: place for place, number in enumerate(spoken)}
    room = {1: _BODY_LIMIT, -1: _BODY_LIMIT}
    seen: set[int] = set()
    weights: list[float] = []
    for sign in signs:
        place = places[sign.sentence]
        lean = sign.lean * (_REPEATED if id(sign.cues) in seen else 1.0)
        if place == 0 or (place == 1 and abs(sign.lean) > _FAINT):
            weight = lean * (_FIRST, _SECOND)[place]
        elif not sign.cues.anywhere:
            weight = 0.0
        elif place == len(spoken) - 1:
            weight = lean * _LAST
        else:
            side = 1 if lean > 0 else -1
            weight = side * min(abs(lean) * _BODY, room[side])
            room[side] -= abs(weight)
        if weight:
            seen.add(id(sign.cues))
        weights.append(weight)
    return weights


def _taken_back(sign: _Sign, read: Sequence[_Read]) -> bool:
    """Whether something is taken back from an agreement after it was said."""
    one = read[sign.sentence]
    if any(other.start >= sign.end for other in one.saying(Says.LIMITS)):
        return True
    if any(0 <= other.start - sign.end <= _CONDITION_DISTANCE for other in one.saying(Says.SUPPOSES)):
        return True
    match = Match(sign.cues, sign.start, sign.end)
    return _contrast_follows(match, read, sign.sentence)


def _spans(signs: Sequence[_Sign]) -> tuple[Span, ...]:
    return tuple(sign.span for sign in signs)
