"""Debates told as stories: `Story` builds the record that everything people read is computed from.

    story = Story("Paint the shed")
    green = story.proposes("Paint it green")
    story.opens_round()
    moss = story.answers("mia", green, "Green hides the moss.")
    story.stands("tom", green, YES, credit=moss)
    story.closes_round()
    summary = summarise(story.record, 1)

Every act comes a minute after the one before. People are known by names; a crowd of them by `crowd_stands`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from deliberation.debate import Attribution, Debate, DebateState, Tallies
from deliberation.ids import (
    ActId,
    ChannelId,
    CounterpointNumber,
    DebateId,
    DebateKey,
    GuildId,
    Link,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    Span,
    StatementId,
)
from deliberation.point import Counterpoint, Merge, Point, PointOrigin
from deliberation.points.changes import Aside, Rewording, Split, Verdict
from deliberation.question import Question
from deliberation.record import DebateRecord, StatementHead
from deliberation.round import Round, RoundState, next_round
from deliberation.stance import Position, Stance
from deliberation.statement import Passage, StatementKind
from deliberation.terms import Voice

YES = Position.AGREE
YES_BUT = Position.AGREE_WITH_RESERVATIONS
UNSURE = Position.UNDECIDED
NO_BUT = Position.DISAGREE_IN_PART
NO = Position.DISAGREE
MARKS: Mapping[str, Position] = {"Y": YES, "y": YES_BUT, "?": UNSURE, "n": NO_BUT, "N": NO}
"""How `crowd_stands` writes a position; a full stop is somebody who did not answer."""

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
OPENING = StatementId(1_000)


class Story:
    """A debate that happens act by act; `record` is the debate as it stands now."""

    def __init__(
        self,
        title: str = "The shed",
        *,
        attribution: Attribution = Attribution.COUNTED,
        tallies: Tallies = Tallies.HIDDEN,
        planned_rounds: int = 2,
        guild: int = 7,
        debate: int = 70,
    ) -> None:
        self._names: dict[str, ParticipantId] = {}
        self._acts = 0
        self.now = START
        self.record = DebateRecord(
            debate=Debate(
                key=DebateKey(GuildId(guild), DebateId(debate)),
                title=title,
                attribution=attribution,
                tallies=tallies,
                state=DebateState.OPEN,
                opener=self.who("the opener"),
                home=ChannelId(50),
                thread=ChannelId(int(OPENING)),
                opening=MessageId(int(OPENING)),
                planned_rounds=planned_rounds,
                opened_at=START,
            ),
            rounds=(),
        )

    def who(self, name: str) -> ParticipantId:
        """The participant of that name."""
        return self._names.setdefault(name, ParticipantId(len(self._names) + 1))

    @property
    def number(self) -> RoundNumber:
        """The round in which what is said now counts."""
        rounds = self.record.rounds
        if not rounds:
            return RoundNumber(1)
        return RoundNumber(rounds[-1].number + 1) if rounds[-1].over else rounds[-1].number

    def proposes(self, claim: str) -> PointNumber:
        """One more proposal of the opening."""
        before = [point for point in self.record.points if point.origin is PointOrigin.PROPOSAL]
        start = sum(len(point.claim) + 1 for point in before)
        return self._adds_point(PointOrigin.PROPOSAL, claim, Passage(OPENING, 1, Span(start, start + len(claim))))

    def opens_round(self, days: int = 3) -> RoundNumber:
        """The next round opens."""
        now = self._later()
        opened = next_round(self.record.rounds, self.record.debate.key, now, now + timedelta(days=days))
        self.record = replace(self.record, rounds=(*self.record.rounds, opened))
        return opened.number

    def closes_round(self, *, by: str | None = None, unread: bool = False) -> Round:
        """The open round closes: at its deadline, or now by somebody."""
        *earlier, last = self.record.rounds
        if by is None:
            self.now = last.deadline
        closed = last.close(self._later(), by=None if by is None else self.who(by), unread=unread)
        self.record = replace(self.record, rounds=(*earlier, closed))
        return closed

    def reopens_round(self, days: int = 3) -> None:
        """The round that closed last is open again."""
        *earlier, last = self.record.rounds
        reopened = last.reopen(self._later() + timedelta(days=days))
        self.record = replace(self.record, rounds=(*earlier, reopened))

    def cancels_round(self) -> None:
        """The open round is cancelled."""
        *earlier, last = self.record.rounds
        self.record = replace(self.record, rounds=(*earlier, replace(last, state=RoundState.CANCELLED)))

    def ends(self) -> None:
        """The debate ends."""
        self.record = replace(self.record, debate=replace(self.record.debate, state=DebateState.ENDED))

    def says(self, name: str | None, *, guest: str | None = None, answers: bool = False) -> StatementHead:
        """Somebody (None: erased, or a guest's letter) says something; without `answers` it is chat."""
        at = self._later()
        head = StatementHead(
            id=StatementId(10_000 + self._acts),
            kind=StatementKind.MESSAGE if guest is None else StatementKind.LETTER,
            author=None if name is None else self.who(name),
            guest=guest,
            round=self.number,
            said_at=at,
            link=self._link(10_000 + self._acts),
            answers=answers,
        )
        self.record = replace(self.record, statements=(*self.record.statements, head))
        return head

    def answers(
        self, name: str | None, point: PointNumber, words: str, *, guest: str | None = None
    ) -> CounterpointNumber:
        """Somebody quotes `point` and answers it with `words`."""
        head = self.says(name, guest=guest, answers=True)
        number = CounterpointNumber(len(self.record.counterpoints) + 1)
        answer = Counterpoint(
            number=number,
            point=point,
            author=head.author,
            passage=Passage(head.id, 1, Span(100, 100 + len(words))),
            quote=Span(0, 90),
            words=words,
            changed=False,
            round=head.round,
            said_at=head.said_at,
            link=head.link,
        )
        self.record = replace(self.record, counterpoints=(*self.record.counterpoints, answer))
        return number

    def answered_words(self, answer: CounterpointNumber) -> PointNumber:
        """The words of `answer` as a point that somebody is about to answer."""
        words = self.counterpoint(answer)
        return self._adds_point(PointOrigin.PASSAGE, words.words, words.passage, author=words.author, link=words.link)

    def quotes_unheard(self, name: str, words: str) -> PointNumber:
        """Somebody quotes and answers words that nobody said here."""
        head = self.says(name, answers=True)
        return self._adds_point(PointOrigin.UNVERIFIED, words, Passage(head.id, 1, Span(0, len(words))), link=head.link)

    def counterpoint(self, number: CounterpointNumber) -> Counterpoint:
        """The counterpoint of that number."""
        return self.record.counterpoints[number - 1]

    def rephrases(self, answer: CounterpointNumber, words: str) -> None:
        """The message with `answer` is edited, and says other words."""
        edited = replace(self.counterpoint(answer), words=words, reworded_at=self._later())
        answers = [edited if known.number == answer else known for known in self.record.counterpoints]
        self.record = replace(self.record, counterpoints=tuple(answers))

    def withdraws(self, answer: CounterpointNumber) -> None:
        """The message with `answer` is deleted."""
        gone = self.counterpoint(answer).passage.statement
        self.record = replace(
            self.record,
            counterpoints=tuple(
                replace(counterpoint, withdrawn=counterpoint.withdrawn or counterpoint.passage.statement == gone)
                for counterpoint in self.record.counterpoints
            ),
            statements=tuple(
                replace(head, withdrawn=head.withdrawn or head.id == gone) for head in self.record.statements
            ),
        )

    def asks(self, answer: CounterpointNumber, words: str, *, put_to: str | None = None) -> Question:
        """`answer` holds a question: `words`, put to somebody."""
        asked = self.counterpoint(answer)
        start = asked.passage.span.start + max(0, asked.words.find(words))
        question = Question(
            statement=asked.passage.statement,
            span=Span(start, start + len(words)),
            words=words,
            asked_by=asked.author,
            put_to=None if put_to is None else self.who(put_to),
            round=asked.round,
            link=asked.link,
        )
        self.record = replace(self.record, questions=(*self.record.questions, question))
        return question

    def stands(
        self,
        name: str,
        point: PointNumber,
        position: Position,
        *,
        credit: CounterpointNumber | None = None,
        condition: str | None = None,
        voice: Voice = Voice.MEMBER,
    ) -> Stance:
        """Somebody takes a stance in the open round."""
        stance = Stance(
            participant=self.who(name),
            round=self.number,
            point=point,
            position=position,
            given_at=self._later(),
            act=ActId(10_000 + self._acts),
            credit=credit,
            condition=condition,
            voice=voice,
        )
        self.record = replace(self.record, stances=(*self.record.stances, stance))
        return stance

    def crowd_stands(
        self, point: PointNumber, marks: str, *, credits: Mapping[str, CounterpointNumber] | None = None
    ) -> None:
        """`p1`, `p2`, … take the stances that `marks` spell; `credits` says what those of a mark credit."""
        crowd = [f"p{place}" for place in range(1, len(marks) + 1)]
        for name in crowd:
            self.who(name)
        for name, mark in zip(crowd, marks, strict=True):
            if mark != ".":
                self.stands(name, point, MARKS[mark], credit=(credits or {}).get(mark))

    def merges(self, source: PointNumber, target: PointNumber, *, by: str | None = None) -> None:
        """One point is found to be another: by the bot, or by somebody."""
        merge = Merge(source=source, target=target, by=None if by is None else self.who(by), at=self._later())
        self.record = replace(self.record, merges=(*self.record.merges, merge))

    def splits(self, source: PointNumber, *claims: str) -> tuple[PointNumber, ...]:
        """Somebody takes a point apart."""
        passage = self.record.points[source - 1].passage
        parts: list[PointNumber] = []
        for claim in claims:
            parts.append(self._adds_point(PointOrigin.PASSAGE, claim, passage))
            split = Split(source, parts[-1], self.who("the opener"), self._later())
            self._changes(splits=(*self.record.changes.splits, split))
        return tuple(parts)

    def sets_aside(self, point: PointNumber, reason: str | None) -> None:
        """Somebody sets a point aside, or (None) takes it up again."""
        aside = Aside(point, self.who("the opener"), self._later(), reason, taken_up=reason is None)
        self._changes(asides=(*self.record.changes.asides, aside))

    def puts_up(self, point: PointNumber) -> None:
        """A point is put to everybody, from this round on."""
        self._changes(put_up={**self.record.changes.put_up, point: self.number})

    def rewords(self, point: PointNumber, words: str, *, verdict: Verdict = Verdict.CONFIRMED) -> Rewording:
        """Somebody proposes other words for a point; they hold from this round on where they are confirmed."""
        at = self._later()
        number = self.number if verdict is Verdict.CONFIRMED else None
        rewording = Rewording(point, ActId(10_000 + self._acts), words, self.who("the opener"), at, verdict, number)
        self._changes(rewordings=(*self.record.changes.rewordings, rewording))
        return rewording

    def _changes(self, **changed: Any) -> None:
        self.record = replace(self.record, changes=replace(self.record.changes, **changed))

    def takes_part(self, name: str) -> None:
        """Somebody opens the ballot."""
        self.record = replace(self.record, takers=self.record.takers | {self.who(name)})

    def _adds_point(
        self,
        origin: PointOrigin,
        claim: str,
        passage: Passage,
        *,
        author: ParticipantId | None = None,
        link: Link | None = None,
    ) -> PointNumber:
        number = PointNumber(len(self.record.points) + 1)
        point = Point(
            number=number,
            origin=origin,
            claim=claim,
            passage=passage,
            author=author if origin is not PointOrigin.PROPOSAL else self.who("the opener"),
            made_at=self._later(),
            round=self.number,
            link=link or self._link(OPENING),
        )
        self.record = replace(self.record, points=(*self.record.points, point))
        return number

    def _later(self) -> datetime:
        self._acts += 1
        self.now += timedelta(minutes=1)
        return self.now

    def _link(self, message: int) -> Link:
        return Link(self.record.debate.key.guild, ChannelId(int(OPENING)), MessageId(message))
