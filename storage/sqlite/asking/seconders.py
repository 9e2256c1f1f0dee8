"""Seconders: the questions of a debate with those who second them."""

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from deliberation.ids import DebateKey, ParticipantId
from deliberation.question import Question, QuestionKey


def with_seconders(db: Database, key: DebateKey, questions: Iterable[Question]) -> tuple[Question, ...]:
    """`questions` of a debate, each with those who second it."""
    found: dict[QuestionKey, set[ParticipantId]] = {}
    for source, place, participant in db.execute(
        "SELECT question, place, participant FROM second WHERE guild_id = ? AND debate = ? AND stands = 1",
        (key.guild, key.debate),
    ).fetchall():
        found.setdefault(QuestionKey(source, place), set()).add(ParticipantId(participant))
    return tuple(
        replace(question, seconders=frozenset(found[question.key])) if question.key in found else question
        for question in questions
    )
