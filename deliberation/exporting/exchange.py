"""The exchange: each point with the answers beneath it, and beneath an answer the points made of its words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from deliberation.debate import Attribution
from deliberation.exporting.transcript import Transcript
from deliberation.ids import CounterpointNumber, Link, ParticipantId, PointNumber, RoundNumber, StatementId
from deliberation.point import Counterpoint, Point, PointOrigin
from deliberation.points.changes import Verdict, parts_of
from deliberation.record import DebateRecord, StatementHead
from deliberation.views.standings import Standings

DEEPEST = 3
"""How many points stand within each other; what is said beneath them stands by itself."""


class Standing(StrEnum):
    """What has become of a point."""

    STANDS = "stands"
    SET_ASIDE = "set_aside"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words something is, as far as the debate lets it be told: nobody's name in one that shows counts only."""

    participant: ParticipantId | None = None
    guest: str | None = None


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """An answer in its own words, whole, with the points that were made of them."""

    number: CounterpointNumber
    statement: StatementId
    words: str
    speaker: Speaker
    round: RoundNumber
    said_at: datetime
    link: Link
    changed: bool
    """Quoted with changes."""
    points: tuple["SharedPoint", ...] = ()
    elsewhere: tuple[PointNumber, ...] = ()
    """Points made of its words that stand by themselves, since they lie too deep."""


@dataclass(frozen=True, slots=True)
class SharedPoint:
    """A point with the answers to it, oldest first."""

    number: PointNumber
    origin: PointOrigin
    claim: str | None
    """None where its words were erased, or taken back before anybody was asked about them."""
    words: str | None
    """Its passage, where that says more than the claim."""
    speaker: Speaker
    made_at: datetime
    round: RoundNumber
    link: Link
    standing: Standing
    asked: bool
    """Whether the ballot asks it."""
    edited: bool
    deleted: bool = False
    """Whether its author deleted it; the claim stays where people were asked about it, and `words` do not."""
    reason: str | None = None
    """Why it was set aside."""
    parts: tuple[PointNumber, ...] = ()
    merged: tuple[PointNumber, ...] = ()
    """The points that were merged into it."""
    restated: tuple[str, ...] = ()
    """It in others' words, which its author confirmed."""
    answers: tuple[SharedAnswer, ...] = ()


def exchange_of(transcript: Transcript, standings: Standings, *, deepest: int = DEEPEST) -> tuple[SharedPoint, ...]:
    """The points of a debate as `standings` have them, answers beneath: what the ballot asks first, then the others in
    order of number. A point that lies in an answer stands beneath it, `deepest` within each other at most.
    """
    return _Weaver(transcript, standings, deepest).woven()


class _Weaver:
    """Puts points beneath the answers they were made of."""

    def __init__(self, transcript: Transcript, standings: Standings, deepest: int) -> None:
        self._transcript, self._standings, self._deepest = transcript, standings, deepest
        record = transcript.record
        self._heads: Mapping[StatementId, StatementHead] = {head.id: head for head in record.statements}
        self._known = {
            point.number: standings.points.get(point.number, point)
            for point in record.points
            if standings.became[point.number] == point.number and point.round <= standings.number
        }
        self._asked = [claim.number for claim in standings.claims]
        self._beneath, self._holder = self._nesting()

    def woven(self) -> tuple[SharedPoint, ...]:
        first = dict.fromkeys([*self._asked, *sorted(self._known)])
        tops = [number for number in first if number in self._known and number not in self._holder]
        waiting, placed = tops, set[PointNumber]()
        points: list[SharedPoint] = []
        while waiting:
            number = waiting.pop(0)
            if number in placed:
                continue
            deep: list[PointNumber] = []
            points.append(self._shared(number, 1, placed, deep))
            waiting = [*deep, *waiting]
            if not waiting:  # two points may each lie in an answer to the other: neither is a beginning
                waiting = [number for number in first if number in self._known and number not in placed][:1]
        return tuple(points)

    def _nesting(self) -> tuple[dict[CounterpointNumber, list[PointNumber]], dict[PointNumber, CounterpointNumber]]:
        by_statement: dict[StatementId, list[Counterpoint]] = {}
        for answers in self._standings.answers.values():
            for answer in answers:
                by_statement.setdefault(answer.passage.statement, []).append(answer)
        beneath: dict[CounterpointNumber, list[PointNumber]] = {}
        holder: dict[PointNumber, CounterpointNumber] = {}
        for number, point in self._known.items():
            answer = self._answer_around(point, by_statement.get(point.passage.statement, []))
            if answer is not None and number not in self._asked:
                beneath.setdefault(answer.number, []).append(number)
                holder[number] = answer.number
        return beneath, holder

    def _answer_around(self, point: Point, answers: list[Counterpoint]) -> Counterpoint | None:
        """The answer in whose words the point's passage stands."""
        passage = point.passage
        for answer in answers:
            if answer.passage.revision == passage.revision:
                if answer.passage.span.start <= passage.span.start < answer.passage.span.end:
                    return answer
            elif self._transcript.passages.get(point.number, point.claim) in answer.words:
                return answer
        return None

    def _shared(
        self, number: PointNumber, depth: int, placed: set[PointNumber], deep: list[PointNumber]
    ) -> SharedPoint:
        placed.add(number)
        point = self._known[number]
        answers: list[SharedAnswer] = []
        for answer in self._standings.answers.get(number, ()):
            within = [inner for inner in self._beneath.get(answer.number, []) if inner not in placed]
            shared = self._answer(answer)
            if depth < self._deepest:
                points = [self._shared(inner, depth + 1, placed, deep) for inner in within if inner not in placed]
                shared = replace(shared, points=tuple(points))
            else:
                deep += within
                shared = replace(shared, elsewhere=tuple(within))
            answers.append(shared)
        return replace(self._point(point), answers=tuple(answers))

    def _point(self, point: Point) -> SharedPoint:
        standings, number = self._standings, point.number
        head = self._heads.get(point.passage.statement)
        words = self._transcript.passages.get(number)
        deleted, asked = head is not None and head.withdrawn, number in self._asked
        kept = deleted and (asked or bool(standings.given(number)))
        gone = not point.claim.strip() or not (kept or ((words or "").strip() and not deleted))
        parts = parts_of(number, standings.changes.splits, standings.merges)
        aside = standings.aside.get(number)
        reworded = any(
            rewording.point == number and rewording.words == point.claim for rewording in standings.changes.rewordings
        )
        longer = words is not None and (reworded or words.split() != point.claim.split())
        return SharedPoint(
            number=number,
            origin=point.origin,
            claim=None if gone else point.claim,
            words=words if longer and not gone and not deleted else None,
            speaker=self._speaker(point.author, head),
            made_at=point.made_at,
            round=point.round,
            link=point.link,
            standing=Standing.SPLIT if parts else Standing.SET_ASIDE if aside is not None else Standing.STANDS,
            asked=asked,
            deleted=deleted and not gone,
            edited=number in self._transcript.edited,
            reason=aside.reason if aside is not None else None,
            parts=parts,
            restated=() if gone else _restated(number, standings),
            merged=tuple(known for known, became in standings.became.items() if became == number and known != number),
        )

    def _answer(self, answer: Counterpoint) -> SharedAnswer:
        return SharedAnswer(
            number=answer.number,
            statement=answer.passage.statement,
            words=answer.words,
            speaker=self._speaker(answer.author, self._heads.get(answer.passage.statement)),
            round=answer.round,
            said_at=answer.said_at,
            link=answer.link,
            changed=answer.changed,
        )

    def _speaker(self, author: ParticipantId | None, head: StatementHead | None) -> Speaker:
        return speaker_of(author, head, self._transcript.record)


def speaker_of(author: ParticipantId | None, head: StatementHead | None, record: DebateRecord) -> Speaker:
    """Who says what `author` wrote in the statement `head`, as far as the debate of `record` lets it be told."""
    if head is not None and head.guest is not None:
        return Speaker(guest=head.guest)
    return Speaker(participant=author if record.debate.attribution is Attribution.NAMED else None)


def _restated(number: PointNumber, standings: Standings) -> tuple[str, ...]:
    return tuple(
        restatement.words
        for restatement in standings.changes.restatements
        if restatement.point == number and restatement.verdict is Verdict.CONFIRMED and restatement.words
    )
