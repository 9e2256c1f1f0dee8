"""Posts on their way: one row per message the bot owes, from owed to sent, so that each appears exactly once."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deliberation.ids import ChannelId, GuildId, MessageId


class PostKind(StrEnum):
    """What is posted once. The comment says what `subject` and `generation` are."""

    OPENING = "opening"  # debate, 0
    BOARD = "board"  # debate, round number
    CARD = "card"  # statement, how often an edit took its last quote away and it was given up
    ANSWER = "answer"  # statement, 0: an answer in line that the bot posts for its author
    LETTER = "letter"  # statement, 0: a letter that the bot brought for a member who erased it; only ever taken away
    CALL = "call"  # debate, round number; part: twice how often it was reopened
    SUMMARY = "summary"  # debate, round number; a part for each time the round was reopened
    DECISION = "decision"  # debate, the decision's number
    DIGEST = "digest"  # guild, ISO year * 100 + week
    DIGEST_NOW = "digest_now"  # the act's snowflake, 0


class PostState(StrEnum):
    """`owed → queued → sending → sent`, or `→ given_up` when it can never appear (its channel is gone)."""

    OWED = "owed"
    """It must appear; its body is not rendered yet."""
    QUEUED = "queued"
    SENDING = "sending"
    """It may have been sent: after a crash, look for it before sending again."""
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, order=True)
class PostKey:
    """What makes a post one post."""

    guild: GuildId
    kind: PostKind
    subject: int
    generation: int = 0
    part: int = 0

    @property
    def nonce(self) -> str:
        """At most 25 characters, the same at every attempt; also the marker in a button's custom_id."""
        text = f"{self.guild}/{self.kind}/{self.subject}/{self.generation}/{self.part}"
        return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class PostFile:
    """A file of a post, stored before it is sent. `description` is a picture's alt text."""

    name: str
    data: bytes
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A post with where it stands on its way."""

    key: PostKey
    channel: ChannelId
    state: PostState
    owed_at: datetime
    body: str | None = None
    """The rendered post as JSON; None while it is only owed."""
    files: tuple[PostFile, ...] = ()
    after: MessageId | None = None
    """The last message seen in the channel before sending began: our own can only stand behind it."""
    message: MessageId | None = None
    attempts: int = 0
    """How often it was postponed since it last worked."""
    due_at: datetime | None = None
    """When to try again, or when to edit in place; None for at once, or never."""
    changes: int = 0
    """How often its content has changed; handed back with what was rendered after it was read, so that a change that
    came meanwhile is not taken for shown."""
    stale: bool = False
    """Whether it shows what somebody has erased since: then its files go, too."""
