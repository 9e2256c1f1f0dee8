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


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words of somebody's in a summary, with what they added beneath them so far."""

    kind: QuotedAs
    number: int
    words: str
    meant: str | None = None


def added(notes: Iterable[Meant], number: RoundNumber) -> dict[tuple[QuotedAs, int], str]:
    """What was added beneath the words quoted in the summary of round `number`."""
    return {(note.kind, note.number): note.words for note in notes if note.round == number and note.words}


def quoted_of(summary: "RoundSummary", participant: ParticipantId) -> tuple[QuotedWords, ...]:
    """What `summary` quotes of `participant`, each once, in the order of telling."""
    found = {(quoted.kind, quoted.number): quoted for quoted in _quoted(summary, participant)}
    return tuple(found.values())


def _quoted(summary: "RoundSummary", participant: ParticipantId) -> Iterator[QuotedWords]:
    for result in summary.results:
        if result.author == participant:
            yield QuotedWords(QuotedAs.CLAIM, result.number, result.claim, result.meant)
        for quotation in (result.credited, result.reason_for, result.reason_against):
            if quotation is not None and quotation.author == participant and quotation.number is not None:
                yield QuotedWords(QuotedAs.REPLY, quotation.number, quotation.words, quotation.meant)


def must_be_quoted(quoted: Iterable[QuotedWords], kind: QuotedAs, number: int) -> None:
    """Refuse what is not quoted of somebody.

    Raises:
        NotQuoted: it is none of `quoted`.
    """
    if not any((one.kind, one.number) == (kind, number) for one in quoted):
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
