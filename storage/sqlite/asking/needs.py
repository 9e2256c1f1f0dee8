"""Needs: what waits for one member over several debates, and the questions that are theirs."""

from collections.abc import Sequence

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.asking import needs as core
from deliberation.asking.choices import Answer, Inquiry, agreeing, differing, standing_at, unanswered
from deliberation.asking.needs import MyQuestions, Needs
from deliberation.asking.seconding import speaks
from deliberation.debate import Debate, DebateState
from deliberation.ids import DebateKey, ParticipantId
from storage.sqlite import rows
from storage.sqlite.asking import extracts
from storage.sqlite.participants import NOBODY, known_participant
from storage.sqlite.stances import mine


def needs(db: Database, debates: Sequence[DebateKey], *, actor: Actor) -> tuple[Needs, ...]:
    """What waits for the actor in those of `debates` where anything does, in their order; of somebody who never took
    part the claims they could answer.
    """
    who = _whoever(db, actor)
    found: list[Needs] = []
    for debate in _here(db, debates, actor):
        if debate.state is not DebateState.ENDED:
            speaker = speaks(debate, actor)
            found.append(core.needs_of(extracts.for_needs(db, debate, who, speaks=speaker), who, speaks=speaker))
    return tuple(needs for needs in found if needs.any)


def my_questions(db: Database, debates: Sequence[DebateKey], *, actor: Actor) -> tuple[MyQuestions, ...]:
    """The actor's questions in those of `debates` that have any, in their order."""
    who = _whoever(db, actor)
    here = _here(db, debates, actor)
    found = (core.my_questions(extracts.for_my_questions(db, debate, who), who) for debate in here)
    return tuple(mine for mine in found if mine.put_to_me or mine.asked)


def inquire(db: Database, debates: Sequence[DebateKey], inquiry: Inquiry, *, actor: Actor) -> Answer:
    """What the record of those of `debates` that have any answers to a fixed question, in their order.

    Raises:
        ValueError: what needs the actor is told by `needs`.
    """
    here = _here(db, debates, actor)
    match inquiry:
        case Inquiry.STAND:
            return standing_at(mine(db, debate.key, actor=actor) for debate in here)
        case Inquiry.UNANSWERED:
            return unanswered(extracts.for_unanswered(db, debate) for debate in here)
        case Inquiry.AGREE:
            return agreeing(extracts.for_shapes(db, debate) for debate in here)
        case Inquiry.DIFFER:
            return differing(extracts.for_shapes(db, debate) for debate in here)
        case Inquiry.NEEDS:
            raise ValueError(inquiry)


def _here(db: Database, debates: Sequence[DebateKey], actor: Actor) -> Sequence[Debate]:
    return [rows.debate_here(db, key) for key in debates if key.guild == actor.guild]


def _whoever(db: Database, actor: Actor) -> ParticipantId:
    return known_participant(db, actor.guild, actor.user) or NOBODY
