"""Suggested stances: what the words of an answer let one expect of its author's stance, or nothing.

Words suggest, members decide: a suggestion only preselects what a member then confirms. So it says nothing unless it
is sure. Signs of agreement and disagreement are added up as log-odds, as if they were independent; the beginning of
an answer counts most, then its end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from deliberation.ids import Span
from deliberation.lexicon import STRENGTHS, Cues, Language, Lexicon, Match, Says, log_odds
from deliberation.sentences import PAUSE, Sentence, own_words, sentences, without_copied, words_of
from deliberation.stance import Position

SURE = 0.85
"""The confidence below which nothing is suggested."""

_MOST = 0.98
_FIRST, _SECOND, _LAST, _BODY = 1.0, 0.8, 0.7, 0.45
"""How much a sign counts by the place of its sentence."""
_BODY_LIMIT = 1.5
"""How much all signs of one side can count that stand neither at the beginning nor at the end."""
_REPEATED = 0.5
_SENTENCES_TO_CONTRAST = 3
_HEDGE_DISTANCE = 3
_COPIED_WORDS = 7
"""So many words in a row that the parent has, too, are the parent's."""
_SHORT_PARENT = 2
_PARENT_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an answer's words suggest. `cues` are the spans of the answer that made it think so, in order."""

    position: Position | None
    confidence: float
    """From 0 to 1: how likely the side is right, by how the phrases are usually meant."""
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
    own = own_words(reply)
    language = lexicon.language_of(words_of(own[:4_000], lexicon.languages[0].spelling))
    own = without_copied(own, _copied(parent, own, language))
    read = [_found(sentence, language) for sentence in sentences(own, language.spelling)]
    if any(True for one in read for _ in one.saying(Says.JESTS)):
        return _NOTHING
    signs = _signs(read, _Before.of(parent, language))
    if any(True for one in read[:2] for _ in one.saying(Says.MOCKS)):
        signs = [sign for sign in signs if sign.lean < 0 and sign.cues.says is Says.DISAGREE]
    return _weighed(signs, len(read), read)


@dataclass(frozen=True, slots=True)
class _Before:
    """What matters of the parent."""

    asks: bool
    denies: bool

    @classmethod
    def of(cls, parent: str, language: Language) -> "_Before":
        """Whether `parent` ends with a question, and whether what it says is a denial."""
        said = list(sentences(parent[-_PARENT_WORDS:], language.spelling))
        if not said:
            return cls(False, False)
        weighed = said if len(said) <= _SHORT_PARENT else said[-1:]
        denies = any(word.text in language.negations for sentence in weighed for word in sentence.words)
        return cls(said[-1].asks, denies)


def _copied(parent: str, own: str, language: Language) -> list[Span]:
    """The spans of `own` that repeat the parent word for word, without saying so."""
    theirs = words_of(parent[:_PARENT_WORDS * 6], language.spelling)
    known = {tuple(theirs[at : at + _COPIED_WORDS]) for at in range(len(theirs) - _COPIED_WORDS + 1)}
    if not known:
        return []
    words = [word for sentence in sentences(own, language.spelling) for word in sentence.words if word.text.isalnum()]
    runs: list[Span] = []
    for at in range(len(words) - _COPIED_WORDS + 1):
        if tuple(word.text for word in words[at : at + _COPIED_WORDS]) in known:
            start, end = words[at].start, words[at + _COPIED_WORDS - 1].end
            if runs and start <= runs[-1].end:
                runs[-1] = Span(runs[-1].start, end)
            else:
                runs.append(Span(start, end))
    return runs


def _found(sentence: Sentence, language: Language) -> _Read:
    """What stands in `sentence`. Of opinions that overlap the longest is left, then the first, then the surest."""
    matches = language.matches(sentence)
    opinions = [match for match in matches if match.cues.says.opinion and match.cues.asked is _asking(sentence, match)]
    opinions.sort(key=lambda match: (match.start - match.end, match.start, -match.cues.weight))
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
            if cues.says in (Says.AGREE, Says.CONCEDE) and (lean or cues.contrasted):
                lean = _after_contrast(match, lean, read, number)
            if lean or cues.says in (Says.CONCEDE, Says.UNDECIDED):
                words = one.sentence.words
                span = Span(words[match.start].start, words[match.end - 1].end)
                partly = cues.partly or _hedged(match, one)
                signs.append(_Sign(cues, number, match.start, match.end, span, lean, partly))
    return signs


def _lean_of(match: Match, one: _Read, before: _Before) -> float:
    """What `match` says in its sentence, as log-odds: 0 where it is not said at all."""
    cues = match.cues
    if cues.says in (Says.NOTHING, Says.UNDECIDED):
        return 0.0
    if cues.answers and (before.asks or before.denies):
        return 0.0
    lean = -cues.weight if cues.says is Says.DISAGREE else cues.weight
    if any(_works_on(other, match, one) for other in one.saying(Says.REVERSES)):
        return -log_odds(STRENGTHS["likely"]) if lean > 0 else 0.0
    if any(_works_on(other, match, one) for other in one.saying(Says.NEGATES)):
        return 0.0
    if cues.tentative and any(other.start >= match.end for other in one.saying(Says.SUPPOSES)):
        return 0.0
    return lean


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


def _weighed(signs: Sequence[_Sign], count: int, read: Sequence[_Read]) -> Suggestion:
    """What `signs` come to in a text of `count` sentences."""
    agreement, disagreement = _summed(signs, count, 1), _summed(signs, count, -1)
    net = agreement - disagreement
    confidence = min(_MOST, 1 / (1 + exp(-abs(net))))
    if confidence < SURE:
        undecided = [sign for sign in signs if sign.cues.says is Says.UNDECIDED]
        if undecided and abs(net) < log_odds(STRENGTHS["slight"]):
            weight = 1 / (1 + exp(-undecided[0].cues.weight))
            return Suggestion(Position.UNDECIDED, weight, _spans(undecided))
        return Suggestion(None, confidence if net else 0.0, ())
    telling = [sign for sign in signs if sign.lean * net > 0]
    other = [sign for sign in signs if sign.lean * net < 0 or (sign.cues.says is Says.CONCEDE and net < 0)]
    reserved = bool(other) or all(sign.partly for sign in telling)
    if net > 0:
        reserved = reserved or any(_taken_back(sign, read) for sign in telling)
        position = Position.AGREE_WITH_RESERVATIONS if reserved else Position.AGREE
    else:
        position = Position.DISAGREE_IN_PART if reserved else Position.DISAGREE
    return Suggestion(position, confidence, _spans(telling))


def _summed(signs: Sequence[_Sign], count: int, side: int) -> float:
    """The log-odds of all signs on one side, each group's second sign at half its weight."""
    opening = body = 0.0
    seen: set[int] = set()
    for sign in signs:
        if sign.lean * side <= 0:
            continue
        weight = abs(sign.lean) * (_REPEATED if id(sign.cues) in seen else 1.0)
        seen.add(id(sign.cues))
        if sign.sentence <= 1:
            opening += weight * (_FIRST if sign.sentence == 0 else _SECOND)
        elif sign.sentence == count - 1:
            opening += weight * _LAST
        else:
            body += weight * _BODY
    return opening + min(body, _BODY_LIMIT)


def _taken_back(sign: _Sign, read: Sequence[_Read]) -> bool:
    """Whether something is taken back from an agreement after it was said."""
    one = read[sign.sentence]
    if any(other.start >= sign.end for other in one.saying(Says.LIMITS, Says.SUPPOSES)):
        return True
    match = Match(sign.cues, sign.start, sign.end)
    return _contrast_follows(match, read, sign.sentence)


def _spans(signs: Sequence[_Sign]) -> tuple[Span, ...]:
    return tuple(sign.span for sign in signs)
