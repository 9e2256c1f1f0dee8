"""A server: what its moderators settled for all its debates."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from deliberation.debate import Attribution
from deliberation.errors import NotANumber
from deliberation.ids import ChannelId, GuildId
from deliberation.terms import Gate

MEMBER_DAYS_USUAL = 7
"""Days in the server before a round opened, unless a server says otherwise."""


class Cards(StrEnum):
    """Which messages get a card."""

    USUAL = "usual"
    """Letters, messages that quote two or more passages, and quotes that differ."""
    EVERY_QUOTE = "every_quote"
    LETTERS_ONLY = "letters_only"


class Setting(IntEnum):
    """One thing that is settled by itself. The numbers stand in the log and in buttons."""

    MODERATORS = 1
    HOME = 2
    DIGEST = 3
    CARDS = 4
    LANGUAGE = 5
    ROLE = 6
    ZONE = 7
    GATE = 8
    LIMITS = 9
    WORDS = 10
    DIGEST_TIME = 11
    FOLLOWERS = 12
    USUAL = 13


@dataclass(frozen=True, slots=True)
class Limits:
    """The most one member may bring within an hour; None for as much as they like."""

    statements: int | None = None
    letters: int | None = None
    size: int | None = None
    """Bytes of text in all."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's moderators set, each with what holds where they set nothing."""

    guild: GuildId
    moderators: int | None = None
    """A role whose holders may do what moderators may, besides those who may manage threads."""
    home: ChannelId | None = None
    """The channel or forum debates are opened in when no other is meant."""
    zone: str | None = None
    """The IANA time zone deadlines are read in; None for the bot's own."""
    language: str | None = None
    """The language of what is posted for all, as a code of a catalogue; None for the server's own on Discord."""
    cards: Cards = Cards.USUAL
    gate: Gate = field(default_factory=lambda: Gate(member_days=MEMBER_DAYS_USUAL))
    """What a new debate asks of those who take part."""
    attribution: Attribution = Attribution.COUNTED
    """What the form of a new debate has picked already."""
    quorum: int | None = None
    """How many people must answer for a round of a new debate to count; None for no such number."""
    limits: Limits = field(default_factory=Limits)
    blocked: tuple[str, ...] = ()
    """Words that what the bot posts for somebody may not hold."""
    followers: int | None = None
    """The role that is mentioned where more people follow a debate than a message can mention."""


def whole_number(typed: str, highest: int) -> int | None:
    """The number from 0 to `highest` that somebody typed; None where they typed nothing.

    Raises:
        NotANumber: it is none, or a higher one.
    """
    typed = typed.strip()
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > len(str(highest)) or int(typed) > highest:
        raise NotANumber({"given": typed, "highest": highest})
    return int(typed)
