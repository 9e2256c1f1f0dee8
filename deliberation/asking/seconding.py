"""Seconding: saying of an open question that one would ask it, too. In a debate with speakers it is for the readers."""

from dataclasses import dataclass

from deliberation.actor import Actor
from deliberation.debate import Debate, DebateState
from deliberation.errors import NoSuchQuestion, OnlyReadersSecond, OwnQuestion, QuestionSettled
from deliberation.ids import ParticipantId, RoundNumber
from deliberation.question import Question, QuestionKey, most_seconded_first
from deliberation.record import DebateRecord
from deliberation.terms import Voice
from deliberation.views.board import unanswered_questions
from deliberation.views.standings import Standings, standings_now


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open question as one member sees it."""

    question: Question
    own: bool
    """Whether they asked it."""
    seconded: bool
    """Whether they second it."""


def open_now(standings: Standings) -> tuple[Question, ...]:
    """The questions nobody has answered, those asked since the last round among them; the most seconded first."""
    later = RoundNumber(standings.number + 1)  # asked between rounds, a question counts for the next
    upcoming = [question for question in standings.record.questions if question.round == later and not question.settled]
    return most_seconded_first((*unanswered_questions(standings), *upcoming))


def questions_to_second(record: DebateRecord, participant: ParticipantId) -> tuple[OpenQuestion, ...]:
    """The open questions of a debate, the most seconded first; none where it has ended."""
    if record.debate.state is DebateState.ENDED or not record.rounds:
        return ()
    return tuple(
        OpenQuestion(question, question.asked_by == participant, participant in question.seconders)
        for question in open_now(standings_now(record))
    )


def must_be_secondable(record: DebateRecord, key: QuestionKey, participant: ParticipantId, actor: Actor) -> None:
    """Refuse to second what is not open, what one asked oneself and, in a debate with speakers, what is the readers'.

    Raises:
        NoSuchQuestion, QuestionSettled, OwnQuestion, OnlyReadersSecond: as they say.
    """
    if speaks(record.debate, actor):
        raise OnlyReadersSecond
    if all(question.key != key for question in record.questions):
        raise NoSuchQuestion
    found = [shown for shown in questions_to_second(record, participant) if shown.question.key == key]
    if not found:
        raise QuestionSettled
    if found[0].own:
        raise OwnQuestion


def speaks(debate: Debate, actor: Actor) -> bool:
    """Whether `actor` is one of the named speakers of a debate that has some."""
    return debate.terms.speakers is not None and debate.terms.said_with(actor.roles) is Voice.MEMBER
