"""Ballots: a member's private walk through the claims of a round."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import blake2b

from deliberation.debate import Debate
from deliberation.errors import NoSuchPoint, PointErased
from deliberation.excerpt import excerpt
from deliberation.ids import Link, ParticipantId, PointNumber, RoundNumber
from deliberation.measuring.movement import on_side
from deliberation.point import Counterpoint, Point, PointOrigin
from deliberation.points.changes import must_stand
from deliberation.points.news import ClaimNews, NewsKind, news_of
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.stance import Position, Side, Stance, Tally
from deliberation.terms import Voice
from deliberation.views.quotation import Quotation
from deliberation.views.reasons import reason_of
from deliberation.views.standings import Given, Standings, standings_of, tally_of

BALLOT_LIMIT = 7
"""The most claims a ballot walks through at a time; then it asks whether to go on with the next."""
ANSWERS_LIMIT = 25
"""The most answers a claim offers: what one select can hold."""
ANSWER_LIMIT = 90
"""The most characters of an offered answer: what an option's label can hold, with its number."""


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """An answer to a claim that a member can say counts most for them."""

    number: int
    """Its counterpoint number."""
    words: str
    link: Link


@dataclass(frozen=True, slots=True)
class BallotClaim:
    """One claim with the feedback that makes rounds worth having."""

    point: PointNumber
    claim: str
    link: Link
    before: Tally | None
    """Last round's counts; None in a first round, for a new claim, and where they are withheld."""
    withheld: bool
    """True where last round's counts exist but fewer than WITHHOLD_BELOW people answered a counted debate."""
    own_before: Stance | None
    own_now: Stance | None
    other_side: Quotation | None
    """The strongest reason of the side this member was not on last round."""
    answers: tuple[AnswerChoice, ...] = ()
    unverified: bool = False
    """Its words were found in no earlier statement: they are the quoter's."""
    own_answer: Counterpoint | None = None
    """This member's own answer to it in line, where they have yet to say which stance it comes to."""
    suggested: Position | None = None
    """What the words of `own_answer` suggest. It is for this member's eyes alone, and no stance until they press it."""
    news: tuple[ClaimNews, ...] = ()
    put_up: bool = True
    """Whether the ballot asks it; False for a point picked elsewhere that is not put to everybody."""

    @property
    def waits(self) -> bool:
        """Whether it is still to be asked: not answered, or something was merged into it since."""
        return self.own_now is None or any(news.kind is NewsKind.MERGED for news in self.news)

    @property
    def keepable(self) -> bool:
        """Whether last round's answer can be kept: it was to these words, and nothing has been merged into them."""
        return self.own_now is None and self.own_before is not None and not self.news


@dataclass(frozen=True, slots=True)
class Ballot:
    """The claims of a round in one member's order."""

    debate: Debate
    round: Round
    claims: tuple[BallotClaim, ...]
    voice: Voice = Voice.MEMBER
    """As whom this member answers now."""

    @property
    def answered(self) -> int:
        """How many claims this member has answered in this round."""
        return sum(claim.own_now is not None for claim in self.claims)

    @property
    def keepable(self) -> int:
        """How many unanswered claims have an answer from last round that can be kept."""
        return sum(claim.keepable for claim in self.claims)

    @property
    def parts(self) -> tuple[tuple[BallotClaim, ...], ...]:
        """The claims as they are walked through, at most BALLOT_LIMIT at a time."""
        starts = range(0, len(self.claims), BALLOT_LIMIT)
        return tuple(self.claims[start : start + BALLOT_LIMIT] for start in starts)

    def part_of(self, point: PointNumber) -> int | None:
        """Which of `parts` holds the claim on `point`; None where the ballot does not ask it."""
        places = (place for place, part in enumerate(self.parts) if any(claim.point == point for claim in part))
        return next(places, None)

    def claim(self, point: PointNumber) -> BallotClaim | None:
        """The claim on `point`, None where the ballot has none."""
        return next((claim for claim in self.claims if claim.point == point), None)

    def after(self, point: PointNumber | None) -> BallotClaim | None:
        """The next claim to ask behind `point`, going round once within its part; None when none is left there but
        `point` itself. From the start of the ballot where None.
        """
        part = self.part_of(point) if point is not None else None
        if part is None:
            return self.first_from(0)
        claims = self.parts[part]
        start = next(place for place, claim in enumerate(claims, start=1) if claim.point == point)
        return next((claim for claim in claims[start:] + claims[:start] if claim.waits and claim.point != point), None)

    def first_from(self, part: int) -> BallotClaim | None:
        """The first claim to ask from that part on; None when none is left."""
        return next((claim for claims in self.parts[part:] for claim in claims if claim.waits), None)

    def waiting_from(self, part: int) -> int:
        """How many claims are to be asked from that part on."""
        return sum(claim.waits for claims in self.parts[part:] for claim in claims)


def compose_ballot(record: DebateRecord, number: RoundNumber, participant: ParticipantId) -> Ballot:
    """The ballot of round `number` for one member: the debate's proposals (merged ones once) and the points put to
    everybody, in an order that is random per member and round yet always the same for them.

    "Last round" is the round before this one that was not cancelled. To somebody who was undecided or silent then, the
    other side is the larger one; neither where both were as large.

    Raises:
        KeyError: there is no such round.
    """
    standings = standings_of(record, number)
    seed = f"{record.debate.key.guild}:{record.debate.key.debate}:{number}:{participant}"
    points = sorted(standings.answerable, key=lambda point: _lot(seed, point.number))
    return Ballot(
        debate=record.debate,
        round=record.round(number),
        claims=tuple(_claim(point, standings, participant) for point in points),
    )


def compose_claim(record: DebateRecord, number: RoundNumber, participant: ParticipantId, point: PointNumber) -> Ballot:
    """The ballot of round `number` for one member with a single claim: the one on `point`, or on what it has become.

    Raises:
        KeyError: there is no such round.
        NoSuchPoint: there is no such point in that round.
        PointSetAside, PointSplit, PointErased: as they say.
    """
    standings = standings_of(record, number)
    became = standings.became.get(point, point)
    must_stand(became, standings.changes, standings.merges)
    found = standings.points.get(became)
    if found is None:
        raise NoSuchPoint({"point": point})
    if not found.claim:
        raise PointErased({"point": point})
    put_up = found in standings.claims
    claim = replace(_claim(found, standings, participant), put_up=put_up)
    return Ballot(record.debate, record.round(number), (claim,))


def with_suggestions(ballot: Ballot, suggests: Callable[[Counterpoint], Position | None]) -> Ballot:
    """`ballot` with what `suggests` reads from the words of each of the member's own answers, None where it is not sure
    (`suggesting.suggest`, with the lexicon and the words they quoted).
    """
    return replace(
        ballot,
        claims=tuple(
            replace(claim, suggested=suggests(claim.own_answer)) if claim.own_answer is not None else claim
            for claim in ballot.claims
        ),
    )


def _lot(seed: str, point: PointNumber) -> bytes:
    """A point's place drawn by lot, which no other point's coming or going changes."""
    return blake2b(f"{seed}:{point}".encode(), digest_size=16).digest()


def _claim(point: Point, standings: Standings, participant: ParticipantId) -> BallotClaim:
    last = standings.last_round
    reworded = standings.former_words(point.number) is not None
    given: Given = standings.given(point.number, last) if last is not None and not reworded else {}
    own_before = standings.own(participant, point.number, last) if last is not None and not reworded else None
    withheld = bool(given) and standings.withheld(given)
    answers = standings.answers.get(point.number, ())
    # Whoever credits their own words signs their stance: the ledger gives a credit with the message.
    others = [answer for answer in answers if answer.author != participant]
    other_side = _other_side(given, own_before) if given and not withheld else None
    return BallotClaim(
        point=point.number,
        claim=point.claim,
        link=point.link,
        before=standings.breakdown(given) if given else None,
        withheld=withheld,
        own_before=own_before,
        own_now=standings.own(participant, point.number),
        other_side=reason_of(other_side, given, answers, standings.record.stances, standings) if other_side else None,
        answers=tuple(
            AnswerChoice(number=answer.number, words=excerpt(answer.words, ANSWER_LIMIT), link=answer.link)
            for answer in others[-ANSWERS_LIMIT:]
        ),
        unverified=point.origin is PointOrigin.UNVERIFIED,
        own_answer=_own_answer(point, standings, participant),
        news=news_of(point, standings, participant),
    )


def _own_answer(point: Point, standings: Standings, participant: ParticipantId) -> Counterpoint | None:
    """The latest answer of `participant` on `point`; None where they have taken a stance on it in this round, or since
    they wrote the answer, and where they quoted other words than the claim's: those may be what they agreed with.
    """
    own = [answer for answer in standings.answers.get(point.number, ()) if answer.author == participant]
    latest = max(own, key=lambda answer: (answer.said_at, answer.number), default=None)
    if latest is None or latest.changed:
        return None
    for number in standings.rounds:
        stance = standings.own(participant, point.number, number)
        if stance is not None and (number == standings.number or stance.given_at >= latest.said_at):
            return None
    return latest


def _other_side(given: Given, own: Stance | None) -> Side | None:
    """The side that a member with `own` was not on; None where there is no telling."""
    if own is not None and own.position.side is not Side.NEITHER:
        return Side.AGAINST if own.position.side is Side.FOR else Side.FOR
    tally = tally_of(given)
    in_favour, against = on_side(tally, Side.FOR), on_side(tally, Side.AGAINST)
    if in_favour == against:
        return None
    return Side.FOR if in_favour > against else Side.AGAINST
