"""What things are called by: snowflakes of the acts that made them, or numbers counted within a debate."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NewType

GuildId = NewType("GuildId", int)
ChannelId = NewType("ChannelId", int)
UserId = NewType("UserId", int)
MessageId = NewType("MessageId", int)
ActId = NewType("ActId", int)
"""The snowflake of the interaction or message by which something was done; a replayed act has the same one."""
DebateId = NewType("DebateId", int)
StatementId = NewType("StatementId", int)
"""The snowflake of the message or interaction that brought the statement: lower means earlier."""
ParticipantId = NewType("ParticipantId", int)
"""A surrogate; the identity table alone ties it to a user id."""
PointNumber = NewType("PointNumber", int)
CounterpointNumber = NewType("CounterpointNumber", int)
RoundNumber = NewType("RoundNumber", int)

_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def made_at(snowflake: int) -> datetime:
    """When whatever Discord calls by `snowflake` was made, as the number itself tells."""
    return _DISCORD_EPOCH + timedelta(milliseconds=snowflake >> 22)


@dataclass(frozen=True, slots=True, order=True)
class DebateKey:
    """A debate, wherever it is kept: every table's key begins with the guild."""

    guild: GuildId
    debate: DebateId


@dataclass(frozen=True, slots=True)
class Link:
    """Where a message stands, so that a "go" can lead there."""

    guild: GuildId
    channel: ChannelId
    message: MessageId

    @property
    def url(self) -> str:
        """The message's address on Discord."""
        return f"https://discord.com/channels/{self.guild}/{self.channel}/{self.message}"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text, counted in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]

    def moved(self, by: int) -> "Span":
        """As many characters, `by` further on."""
        return Span(self.start + by, self.end + by)

    def overlap(self, other: "Span") -> float:
        """Intersection over union of two spans, 0 to 1; 0 where both are empty."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        if shared <= 0:
            return 0.0
        return shared / (max(self.end, other.end) - min(self.start, other.start))
