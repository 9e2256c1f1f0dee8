"""Stances: giving, amending and keeping them, and the ballots they are given on."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.errors import NoOpenRound, NoSuchCounterpoint, NoSuchPoint, NothingToKeep, RoundClosed
from deliberation.giving import amended, given, kept
from deliberation.ids import (
    ActId,
    CounterpointNumber,
    DebateId,
    DebateKey,
    GuildId,
    ParticipantId,
    PointNumber,
    RoundNumber,
)
from deliberation.point import carried, current
from deliberation.points.changes import must_stand
from deliberation.round import Round, open_round
from deliberation.stance import Position, Stance
from deliberation.terms import Voice
from deliberation.views.ballot import Ballot, compose_ballot, compose_claim
from deliberation.views.history import AnsweredDebate
from deliberation.views.mine import MyStances, compose_mine
from storage.sqlite import rows
from storage.sqlite.ballots import RoundsBefore, ballot_record, own_record
from storage.sqlite.moments import micros, moment
from storage.sqlite.participants import NOBODY, known_participant, note_taker, participant_of
from storage.sqlite.points.changes import changes_of
from storage.sqlite.points.counterpoints import counterpoints_of
from storage.sqlite.rounds.closing import hasten
from storage.sqlite.rounds.opening import mark_board
from storage.sqlite.rules import must_keep_words
from storage.sqlite.servers import acting


def open_ballot(
    db: sqlite_utils.Database, before: RoundsBefore, key: DebateKey, *, actor: Actor, at: datetime
) -> Ballot:
    """The actor's ballot of the open round; notes that they take part.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, DebateEnded, NoOpenRound, RoundClosed: as they say.
    """
    debate = _may_take_part(db, key, actor)
    rounds = rows.rounds_of(db, key)
    standing_round = open_round(rounds)
    standing_round.must_take_stances(at)
    participant = participant_of(db, key.guild, actor.user, at)
    voice = _voice(db, debate, standing_round, actor)
    _note(db, key, participant, voice, at)
    number = standing_round.number
    known = ballot_record(db, before, debate, rounds, number=number, participant=participant)
    return replace(compose_ballot(known, number, participant), voice=voice)


def open_claim(
    db: sqlite_utils.Database, before: RoundsBefore, key: DebateKey, point: PointNumber, *, actor: Actor, at: datetime
) -> Ballot:
    """As `open_ballot`, with a single claim: the one on `point`, or on what it has become.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, DebateEnded, NoOpenRound, RoundClosed, NoSuchPoint: as they say.
    """
    debate = _may_take_part(db, key, actor)
    rounds = rows.rounds_of(db, key)
    standing_round = open_round(rounds)
    standing_round.must_take_stances(at)
    participant = participant_of(db, key.guild, actor.user, at)
    number = standing_round.number
    known = ballot_record(db, before, debate, rounds, number=number, participant=participant, also=point)
    claim = compose_claim(known, number, participant, point)
    voice = _voice(db, debate, standing_round, actor)
    _note(db, key, participant, voice, at)
    return replace(claim, voice=voice)


def ballot(
    db: sqlite_utils.Database, before: RoundsBefore, key: DebateKey, number: RoundNumber, *, actor: Actor
) -> Ballot:
    """The actor's ballot of a round as it stands now, whether or not the round still takes stances.

    Raises:
        NoDebateHere, AnotherServer: as they say.
        NoOpenRound: there is no round of that number.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    rounds = rows.rounds_of(db, key)
    asked = next((known for known in rounds if known.number == number), None)
    if asked is None:
        raise NoOpenRound({"round": rounds[-1].number})
    participant = known_participant(db, key.guild, actor.user) or NOBODY
    known = ballot_record(db, before, debate, rounds, number=number, participant=participant)
    return replace(compose_ballot(known, number, participant), voice=_voice(db, debate, asked, actor))


def record_stance(
    db: sqlite_utils.Database,
    key: DebateKey,
    number: RoundNumber,
    point: PointNumber,
    position: Position,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
    condition: str | None = None,
) -> Stance:
    """Record a stance given at `at`, with what would make it a yes where that goes with it; the stance that stands
    where the act was done before.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, DebateEnded, RoundClosed, NoSuchPoint: as they say.
        TextTooLong: a condition over its limit.
    """
    if done := _done(db, key, number, actor=actor, act=act):
        return done[0]
    seat = _seat(db, key, number, actor=actor, at=at)
    point = seat.must_find(point)
    former = seat.former(point, act=act, at=at)
    stance = given(seat.participant, number, point, position, former=former, act=act, at=at, voice=seat.voice)
    if condition is not None:
        stance = amended(stance, act=act, at=at, condition=condition)
    rows.save_stance(db, key, stance)
    mark_board(db, key, seat.rounds, at)
    hasten(db, key, seat.round, at)
    return stance


def amend_stance(
    db: sqlite_utils.Database,
    key: DebateKey,
    number: RoundNumber,
    point: PointNumber,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
    reason: str | None = None,
    condition: str | None = None,
    credit: CounterpointNumber | None = None,
) -> Stance:
    """Add a reason, a condition or a credit to the actor's stance of this round, as `giving.amended` says.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, DebateEnded, RoundClosed, NoSuchPoint: as they say.
        NothingToKeep: there is no stance of theirs to add to.
        NoSuchCounterpoint: the credit is for no answer that stands on this point.
        TextTooLong: a reason or condition over its limit.
        TimedOut, BlockedWord: of a condition, as they say.
    """
    if done := _done(db, key, number, actor=actor, act=act):
        return done[0]
    seat = _seat(db, key, number, actor=actor, at=at)
    point = seat.must_find(point)
    former = seat.former(point, act=act, at=at)
    if former is None:
        raise NothingToKeep
    if credit is not None:
        seat.must_answer(credit, point)
    if condition:  # the summary says it to everybody
        must_keep_words(db, condition, actor=actor, at=at)
    stance = amended(former, act=act, at=at, voice=seat.voice, reason=reason, condition=condition, credit=credit)
    rows.save_stance(db, key, stance)
    return stance


def must_take_words(
    db: sqlite_utils.Database, key: DebateKey, number: RoundNumber, *, actor: Actor, at: datetime
) -> None:
    """Refuse what the actor may not add at `at` to a stance of round `number`.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, DebateEnded, RoundClosed: as they say.
    """
    _may_take_part(db, key, actor)
    _taking_round(rows.rounds_of(db, key), number, at)


def keep_rest(
    db: sqlite_utils.Database, key: DebateKey, number: RoundNumber, *, actor: Actor, act: ActId, at: datetime
) -> tuple[Stance, ...]:
    """Keep last round's stances on every claim of the ballot not yet answered, with reason, condition and credit.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, DebateEnded, RoundClosed: as they say.
        NothingToKeep: every claim is answered, or was not answered last round.
    """
    if done := _done(db, key, number, actor=actor, act=act):
        return done
    seat = _seat(db, key, number, actor=actor, at=at)
    own = compose_ballot(own_record(db, seat.debate, seat.rounds, seat.participant), number, seat.participant)
    stances = tuple(
        kept(claim.own_before, number, claim.point, act=act, at=at, voice=seat.voice)
        for claim in own.claims
        if claim.keepable and claim.own_before is not None
    )
    if not stances:
        raise NothingToKeep
    for stance in stances:
        rows.save_stance(db, key, stance)
    mark_board(db, key, seat.rounds, at)
    hasten(db, key, seat.round, at)
    return stances


def mine(db: sqlite_utils.Database, key: DebateKey, *, actor: Actor) -> MyStances:
    """The actor's own stances in one debate.

    Raises:
        NoDebateHere, AnotherServer: as they say.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    participant = known_participant(db, key.guild, actor.user) or NOBODY
    own = own_record(db, debate, rows.rounds_of(db, key), participant)
    if any(stance.credit is not None for stance in own.stances):
        own = replace(own, counterpoints=counterpoints_of(db, key))
    return compose_mine(own, participant)


def answered_debates(db: sqlite_utils.Database, guild: GuildId, *, actor: Actor) -> tuple[AnsweredDebate, ...]:
    """The debates of a server in which the actor answered anything, the last one answered first.

    Raises:
        AnotherServer: the actor is elsewhere.
    """
    actor.must_be_in(guild)
    participant = known_participant(db, guild, actor.user)
    if participant is None:
        return ()
    found = db.execute(
        """SELECT debate, count(DISTINCT point), count(DISTINCT round), max(given_at) FROM stance
        WHERE guild_id = ? AND participant = ? GROUP BY debate ORDER BY max(given_at) DESC, debate DESC""",
        (guild, participant),
    ).fetchall()
    return tuple(
        AnsweredDebate(rows.debate_here(db, DebateKey(guild, DebateId(debate))), points, rounds, moment(last_at))
        for debate, points, rounds, last_at in found
    )


@dataclass(frozen=True, slots=True)
class _Seat:
    """Somebody who may answer in a round, with what that answer is checked against."""

    db: sqlite_utils.Database
    debate: Debate
    rounds: tuple[Round, ...]
    round: Round
    participant: ParticipantId
    voice: Voice

    def must_find(self, point: PointNumber) -> PointNumber:
        """What `point` has become, which takes the stance. Refuse one that does not exist, was split or set aside.

        Raises:
            NoSuchPoint, PointSetAside, PointSplit: as they say.
        """
        key = self.debate.key
        row = self.db.execute(
            "SELECT 1 FROM point WHERE guild_id = ? AND debate = ? AND point = ?", (key.guild, key.debate, point)
        ).fetchone()
        if row is None:
            raise NoSuchPoint({"point": point})
        merges = rows.merges_of(self.db, key)
        became = current(point, merges)
        must_stand(became, changes_of(self.db, key), merges)
        return became

    def must_answer(self, credit: CounterpointNumber, point: PointNumber) -> None:
        """Refuse a credit for anything but somebody else's answer that stands on `point`, or on what it has become."""
        key = self.debate.key
        answered = self.db.execute(
            """SELECT pair.point FROM pair JOIN statement USING (guild_id, debate, statement, revision)
            WHERE pair.guild_id = ? AND pair.debate = ? AND pair.counterpoint = ? AND statement.withdrawn = 0
            AND statement.author IS NOT ?""",
            (key.guild, key.debate, credit, self.participant),
        ).fetchone()
        merges = rows.merges_of(self.db, key)
        if answered is None or current(PointNumber(answered[0]), merges) != current(point, merges):
            raise NoSuchCounterpoint({"counterpoint": credit})

    def former(self, point: PointNumber, *, act: ActId, at: datetime) -> Stance | None:
        """Their stance on `point` in this round that stood when `act` was done."""
        key = self.debate.key
        merges = rows.merges_of(self.db, key)
        if not merges:
            return self._last_on(point, act=act, at=at)
        became = current(point, merges)
        own = [
            stance
            for stance in rows.stances_of(self.db, key, number=self.round.number, participant=self.participant)
            if carried(stance.point, merges, stance.given_at) == became and (stance.given_at, stance.act) < (at, act)
        ]
        return max(own, key=lambda stance: (stance.given_at, stance.act), default=None)

    def _last_on(self, point: PointNumber, *, act: ActId, at: datetime) -> Stance | None:
        """The same where no point became another: one row, however often they changed their mind."""
        key = self.debate.key
        row = self.db.execute(
            f"""SELECT {rows.STANCE} FROM stance
            WHERE guild_id = ? AND debate = ? AND round = ? AND participant = ? AND point = ?
            AND (given_at, act) < (?, ?) ORDER BY given_at DESC, act DESC LIMIT 1""",
            (key.guild, key.debate, self.round.number, self.participant, point, micros(at), act),
        ).fetchone()
        return rows.stance_from(row) if row else None


def _seat(db: sqlite_utils.Database, key: DebateKey, number: RoundNumber, *, actor: Actor, at: datetime) -> _Seat:
    """The seat of somebody who may answer in round `number` at `at`."""
    debate = _may_take_part(db, key, actor)
    rounds = rows.rounds_of(db, key)
    taking = _taking_round(rounds, number, at)
    participant = participant_of(db, key.guild, actor.user, at)
    return _Seat(db, debate, rounds, taking, participant, _voice(db, debate, taking, actor))


def _taking_round(rounds: tuple[Round, ...], number: RoundNumber, at: datetime) -> Round:
    """The round of that number, which takes stances at `at`."""
    for candidate in rounds:
        if candidate.number == number:
            candidate.must_take_stances(at)
            return candidate
    raise RoundClosed({"round": number})


def _may_take_part(db: sqlite_utils.Database, key: DebateKey, actor: Actor) -> Debate:
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    debate.must_be_open()
    acting(db, actor).must_hold(debate.terms.gate.role)
    return debate


def _voice(db: sqlite_utils.Database, debate: Debate, asked: Round, actor: Actor) -> Voice:
    """As whom `actor` takes stances in a round."""
    return debate.terms.voice_of(acting(db, actor), asked.opened_at)


def _note(db: sqlite_utils.Database, key: DebateKey, participant: ParticipantId, voice: Voice, at: datetime) -> None:
    """Note that somebody takes part; whose answers are counted apart are nobody the round waits for."""
    if voice is Voice.MEMBER:
        note_taker(db, key, participant, at)


def _done(
    db: sqlite_utils.Database, key: DebateKey, number: RoundNumber, *, actor: Actor, act: ActId
) -> tuple[Stance, ...]:
    """What `act` left when it was done before; nothing where it is new."""
    actor.must_be_in(key.guild)
    participant = known_participant(db, key.guild, actor.user)
    if participant is None:
        return ()
    return rows.stances_of(db, key, number=number, participant=participant, act=act)
