"""Needs: what waits for one member over several debates, and the questions that are theirs."""

from collections.abc import Sequence

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.asking import needs as core
from deliberation.asking.needs import MyQuestions, Needs
from deliberation.asking.seconding import speaks
from deliberation.ids import DebateKey, ParticipantId
from storage.sqlite.participants import NOBODY, known_participant
from storage.sqlite.records import record


def needs(db: Database, debates: Sequence[DebateKey], *, actor: Actor) -> tuple[Needs, ...]:
    """What waits for the actor in those of `debates` where anything does, in their order; of somebody who never took
    part the claims they could answer.
    """
    found = (_needs(db, key, actor) for key in _here(debates, actor))
    return tuple(needs for needs in found if needs.any)


def my_questions(db: Database, debates: Sequence[DebateKey], *, actor: Actor) -> tuple[MyQuestions, ...]:
    """The actor's questions in those of `debates` that have any, in their order."""
    found = (core.my_questions(record(db, key), _whoever(db, actor)) for key in _here(debates, actor))
    return tuple(mine for mine in found if mine.put_to_me or mine.asked)


def _needs(db: Database, key: DebateKey, actor: Actor) -> Needs:
    known = record(db, key)
    return core.needs_of(known, _whoever(db, actor), speaks=speaks(known.debate, actor))


def _here(debates: Sequence[DebateKey], actor: Actor) -> Sequence[DebateKey]:
    return [key for key in debates if key.guild == actor.guild]


def _whoever(db: Database, actor: Actor) -> ParticipantId:
    return known_participant(db, actor.guild, actor.user) or NOBODY
