"""Cards: what a letter, or a message that quotes two or more passages, answers."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.ids import Link, ParticipantId, PointNumber, Span, StatementId
from deliberation.server import Cards
from deliberation.statement import StatementKind


class Feedback(StrEnum):
    """How the bot shows that it has read a statement."""

    NOTHING = "nothing"
    REACTION = "reaction"
    CARD = "card"
    PASSED_OVER = "passed_over"
    """It quotes, but is more than its author may bring within an hour: recorded as chat."""
    BLOCKED = "blocked"
    """It quotes, but holds a word that the server lets the bot show for nobody: recorded as chat."""
    AS_READER = "as_reader"
    """It quotes, but its author reads a debate that named speakers write: recorded as chat."""


@dataclass(frozen=True, slots=True)
class CardPair:
    """One quote and its answer."""

    number: int
    """Its place among the statement's pairs, from 1."""
    point: PointNumber | None
    """The point it made or joined (merges followed); None where nothing was answered."""
    claim: str
    quoted: str
    """The quoter's words."""
    source: str | None
    """The source's own words at the place found; None where they were found nowhere."""
    changed: bool
    source_author: ParticipantId | None
    source_guest: str | None
    source_link: Link | None
    response: str
    """The answer's own words, whole; empty where nothing was said."""
    via: Link | None = None
    """The message its quoter took the words from, where that one quotes them from their source."""
    quote: Span | None = None
    """Where the quoted words stand in the statement, in its latest revision."""
    by_name: bool = False
    """Whether it calls a proposal by its name rather than quoting it."""


@dataclass(frozen=True, slots=True)
class ByName:
    """What somebody says to a proposal that they call by its name. It is a reply once they say that it is meant."""

    point: PointNumber
    """The proposal."""
    claim: str
    """What stands for it now."""
    name: Span
    response: Span
    """What is said to it, without the name."""
    words: str
    """The words of the response."""
    counted: bool = False
    """Whether its author has said that it is meant."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a statement answers, in line."""

    statement: StatementId
    kind: StatementKind
    author: ParticipantId | None
    guest: str | None
    link: Link
    pairs: tuple[CardPair, ...]
    withdrawn: bool = False
    not_counted: tuple[ByName, ...] = ()
    """Replies by name that wait for their author to say that they are meant."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """How many passages a statement quotes, and how."""

    pairs: int
    answered: int
    """Those with something said to them."""
    unverified: int
    """Those whose words were found in no earlier statement."""
    changed: int
    """Those found, but not word for word."""
    by_name: int = 0
    """Replies by name that wait for their author, beside the pairs."""


def feedback_for(kind: StatementKind, quoted: Quoted, cards: Cards = Cards.USUAL) -> Feedback:
    """What a statement of `kind` gets: usually a card where it is a letter, quotes two or more passages, or quotes one
    with changes, so that both versions are shown; a reaction for any other single quote. By another policy of the
    server's, a card for whatever quotes, or for letters only.

    Nothing where it only repeats what was said: no passage is answered, and all were found; nor for an answer that the
    bot posts, which shows what it answers.
    """
    if kind is StatementKind.ANSWER:
        return Feedback.NOTHING
    if not quoted.answered and not quoted.unverified and not quoted.by_name:
        return Feedback.NOTHING
    if kind is StatementKind.LETTER or cards is Cards.EVERY_QUOTE:
        return Feedback.CARD
    if cards is Cards.USUAL and (quoted.pairs >= 2 or quoted.changed or quoted.by_name):
        return Feedback.CARD
    return Feedback.REACTION
