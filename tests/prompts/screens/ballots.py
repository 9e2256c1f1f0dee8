"""Ballots and own answers, as posts and private screens."""

from collections.abc import Callable
from dataclasses import replace

from deliberation.answering.own_chat import OwnChat
from deliberation.debate import DebateState
from deliberation.ids import (
    CounterpointNumber,
    DebateId,
    DebateKey,
    PointNumber,
)
from deliberation.points.news import ClaimNews, NewsKind
from deliberation.stance import Position
from deliberation.terms import Gate, Terms, Voice
from deliberation.views.history import AnsweredDebate
from prompts import posts
from prompts.post import Post
from tests.prompts import samples
from tests.prompts.screens.given import COUNTED, NAMED, answered_in_the_thread


def _ballot_second_round() -> Post:
    kept = samples.ballot_claim(2, before=samples.stance(2, Position.DISAGREE))
    return posts.ballot(samples.ballot(samples.ballot_claim(1), kept, samples.ballot_claim(3)), kept)


def _ballot_suggesting() -> Post:
    claim = answered_in_the_thread(Position.AGREE_WITH_RESERVATIONS)
    return posts.ballot(samples.ballot(claim, samples.ballot_claim(2)), claim)


def _ballot_after_a_but() -> Post:
    but = replace(
        samples.stance(1, Position.AGREE_WITH_RESERVATIONS, round_number=2, condition="it starts at midnight"),
        credit=CounterpointNumber(3),
    )
    answered = samples.ballot_claim(1, now=but, answers=samples.ANSWERS)
    following = samples.ballot_claim(3)
    return posts.ballot(samples.ballot(answered, following), following, PointNumber(1))


def _ballot_end(*, answered: int) -> Post:
    positions = (Position.AGREE, Position.UNDECIDED, Position.DISAGREE)
    claims = [
        samples.ballot_claim(number, now=samples.stance(number, position) if number <= answered else None)
        for number, position in enumerate(positions, start=1)
    ]
    return posts.ballot(samples.ballot(*claims), None, PointNumber(answered))


def _changing_an_answer() -> Post:
    claim = samples.ballot_claim(1, now=samples.stance(1, Position.AGREE))
    return posts.one_claim(COUNTED, samples.open_round(2), claim)


def _ballot_of_a_guest() -> Post:
    debate = replace(COUNTED, terms=Terms(gate=Gate(member_days=7)))
    first = samples.ballot(samples.ballot_claim(1), samples.ballot_claim(2))
    guests = replace(first, debate=debate, voice=Voice.GUEST)
    return posts.ballot(guests, guests.claims[0])


def _ballot_news(kind: NewsKind, said: Position | None) -> Post:
    claim = replace(samples.ballot_claim(1), news=(ClaimNews(kind, "Music only until ten", said),))
    return posts.ballot(samples.ballot(claim), claim)


def _ballot_between_parts() -> Post:
    """Seven of nine claims answered."""
    claims = [
        replace(
            samples.ballot_claim(1, now=samples.stance(number, Position.AGREE) if number <= 7 else None),
            point=PointNumber(number),
            claim=f"Rule number {number}",
        )
        for number in range(1, 10)
    ]
    return posts.ballot(samples.ballot(*claims), None, PointNumber(7))


def _answered_debates() -> list[AnsweredDebate]:
    """Twelve debates, the last of which has ended."""
    debates = [samples.debate(title=f"Rules of room {number}") for number in range(1, 12)]
    ended = replace(samples.debate(title="The logo"), state=DebateState.ENDED)
    numbered = [
        replace(debate, key=DebateKey(samples.GUILD, DebateId(900 + place)))
        for place, debate in enumerate((*debates, ended))
    ]
    return [AnsweredDebate(debate, 3, 2, samples.OPENED) for debate in numbered]


POSTS: dict[str, Callable[[], Post]] = {
    "ballot-second-round": _ballot_second_round,
    "ballot-after-a-but": _ballot_after_a_but,
    "ballot-suggesting": _ballot_suggesting,
    "ballot-of-a-guest": _ballot_of_a_guest,
    "ballot-end": lambda: _ballot_end(answered=3),
    "ballot-end-unfinished": lambda: _ballot_end(answered=2),
    "one-claim": lambda: posts.one_claim(NAMED, samples.open_round(), samples.ballot_claim(1)),
    "one-claim-words-nobody-said": lambda: posts.one_claim(
        COUNTED, samples.open_round(), replace(samples.ballot_claim(1), unverified=True)
    ),
    "one-claim-changing": _changing_an_answer,
    "one-claim-suggesting": lambda: posts.one_claim(
        COUNTED, samples.open_round(2), answered_in_the_thread(Position.DISAGREE)
    ),
    "stance-saved": lambda: posts.stance_saved(
        samples.CLAIMS[0], samples.stance(1, Position.DISAGREE_IN_PART), samples.open_round(), COUNTED
    ),
    "ballot-merged-since": lambda: _ballot_news(NewsKind.MERGED, Position.DISAGREE),
    "ballot-reworded-since": lambda: _ballot_news(NewsKind.REWORDED, None),
    "ballot-between-parts": _ballot_between_parts,
    "history": lambda: posts.history(_answered_debates(), 2),
    "history-empty": lambda: posts.history(()),
    "mine": lambda: posts.mine(samples.mine(*samples.MY_POINTS)),
    "mine-chat": lambda: posts.mine(samples.mine(*samples.MY_POINTS), OwnChat(27, samples.CHAT)),
    "mine-empty": lambda: posts.mine(samples.mine()),
}
