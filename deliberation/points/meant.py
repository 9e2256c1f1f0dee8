"""What somebody meant: a sentence that whoever is quoted in a summary adds beneath their words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from deliberation.errors import NotQuoted, TooLateToAdd
from deliberation.ids import ActId, ParticipantId, RoundNumber
from deliberation.round import Round, RoundState

if TYPE_CHECKING:
    from deliberation.views.summary import RoundSummary

MEANT_LIMIT = 200
"""The most characters of what somebody meant."""


class QuotedAs(StrEnum):
    """As what words stand in a summary."""

    CLAIM = "claim"
    """As a point; its number is the point's."""
    REPLY = "reply"
    """As a reply that people chose; its number is the counterpoint's."""
    QUESTION = "question"
    """As a question that waits; its number and place are its key's."""
    CONDITION = "condition"
    """As what would make it a yes; its number is the act's by which it was given."""


Quoted = tuple[QuotedAs, int, int]
"""What names words quoted in a summary: as what they stand there, their number and their place, which is 0 but for a
question read in a statement.
"""


@dataclass(frozen=True, slots=True)
class Meant:
    """What the author of words quoted in the summary of a round adds beneath them. A later one replaces it."""

    round: RoundNumber
    kind: QuotedAs
    number: int
    by: ParticipantId
    words: str
    act: ActId
    at: datetime
    place: int = 0

    @property
    def quoted(self) -> Quoted:
        """The words beneath which it stands."""
        return (self.kind, self.number, self.place)


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words of somebody's in a summary, with what they added beneath them so far."""

    kind: QuotedAs
    number: int
    words: str
    meant: str | None = None
    place: int = 0

    @property
    def quoted(self) -> Quoted:
        """What names them."""
        return (self.kind, self.number, self.place)


def added(notes: Iterable[Meant], number: RoundNumber) -> dict[Quoted, str]:
    """What was added beneath the words quoted in the summary of round `number`."""
    return {note.quoted: note.words for note in notes if note.round == number and note.words}


def quoted_of(summary: "RoundSummary", participant: ParticipantId) -> tuple[QuotedWords, ...]:
    """What `summary` quotes of `participant`, each once, in the order of telling."""
    found = {quoted.quoted: quoted for quoted in _quoted(summary, participant)}
    return tuple(found.values())


def _quoted(summary: "RoundSummary", participant: ParticipantId) -> Iterator[QuotedWords]:
    for result in summary.results:
        if result.author == participant:
            yield QuotedWords(QuotedAs.CLAIM, result.number, result.claim, result.meant)
        for quotation in (result.credited, result.reason_for, result.reason_against):
            if quotation is not None and quotation.author == participant and quotation.number is not None:
                yield QuotedWords(QuotedAs.REPLY, quotation.number, quotation.words, quotation.meant)
        for condition in result.conditions:
            if condition.author == participant and condition.act is not None:
                yield QuotedWords(QuotedAs.CONDITION, condition.act, condition.words, condition.meant)
    for question in summary.asked:
        if question.author == participant and question.key is not None and question.words:
            source, place = question.key.source, question.key.place
            yield QuotedWords(QuotedAs.QUESTION, source, question.words, question.meant, place)


def must_be_quoted(among: Iterable[QuotedWords], quoted: Quoted) -> None:
    """Refuse what is not quoted of somebody.

    Raises:
        NotQuoted: it is none of `among`.
    """
    if not any(one.quoted == quoted for one in among):
        raise NotQuoted


def must_take_meaning(rounds: Iterable[Round], number: RoundNumber) -> None:
    """Refuse what comes after the next round's summary has told how things went on.

    Raises:
        NotQuoted: the round has no summary.
        TooLateToAdd: a later round has closed.
    """
    over = (RoundState.CLOSED, RoundState.SUMMARISED)
    closed = [round_.number for round_ in rounds if round_.state in over]
    if number not in closed:
        raise NotQuoted
    if max(closed) > number:
        raise TooLateToAdd({"round": max(closed)})
