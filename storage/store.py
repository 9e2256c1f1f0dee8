"""The store's verbs. One conformance suite (tests/storage) holds for every implementation.

Every verb that writes is durable when it returns, raises a `deliberation.errors.Refusal` and writes nothing when the
act is not allowed, and does nothing new when the same act (`act`, or the same statement id) comes again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ballot import Ballot
from deliberation.card import Card, Feedback
from deliberation.debate import Debate, DebateDraft
from deliberation.digest import DigestSettings
from deliberation.ids import (
    ActId,
    ChannelId,
    CounterpointNumber,
    DebateKey,
    GuildId,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    StatementId,
    UserId,
)
from deliberation.mine import MyStances
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.schedule import Week
from deliberation.stance import Position, Stance
from deliberation.statement import StatementKind
from storage.outgoing import Outgoing, PostFile, PostKey


@dataclass(frozen=True, slots=True)
class Arrival:
    """A statement as it arrives from Discord."""

    statement: StatementId
    kind: StatementKind
    user: UserId
    """Who brought it; also its author unless `guest` is given."""
    guest: str | None
    message: MessageId
    said_at: datetime
    text: str
    edited_at: datetime | None = None
    reply_to: MessageId | None = None
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a statement came to."""

    statement: StatementId
    new: bool
    """False where it was known already, word for word."""
    pairs: int
    """Its quoted pairs."""
    unverified: int
    """Those whose words were found in no earlier statement."""
    joined_later: int
    """Quotes of other statements that were found in this one."""
    feedback: Feedback
    found: tuple[MessageId, ...] = ()
    """Messages that quote one passage, which was found in this statement: their reaction said that it was nowhere."""
    unmarked: tuple[MessageId, ...] = ()
    """Of such messages those whose reaction is only to go: they get a card now, or nothing was said to the quote."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the history of a debate's thread has been read."""

    debate: DebateKey
    thread: ChannelId
    after: MessageId | None
    """The last message read by the reader of history; None before the first."""
    round_first: MessageId | None
    """The first message of the open round known, from which a start re-reads; None without an open round."""
    read_until: datetime
    """The moment up to which everything in the thread has been read."""


class Store(Protocol):
    """The verbs. `at` and `now` are moments in UTC: an act's time is Discord's."""

    async def close(self) -> None:
        """Commit what is queued and let go of the database. Nothing may be called afterwards."""
        ...

    # --- debates -----------------------------------------------------------------------------------------------

    async def open_debate(
        self, draft: DebateDraft, *, actor: Actor, act: ActId, home: ChannelId, at: datetime
    ) -> Debate:
        """Open a debate with its first round, its opening statement and a point for each proposal; owe its opening.

        The debate's id is `act`. Anybody the command is shown to may open one.
        """
        ...

    async def place_debate(self, key: DebateKey, *, opening: MessageId, thread: ChannelId, at: datetime) -> Debate:
        """Note where the opening stands and which thread was made from it; owe the first round's board."""
        ...

    async def end_debate(self, key: DebateKey, *, actor: Actor | None, at: datetime) -> Debate:
        """End a debate. Its open round closes then, by the actor, and owes its summary; where the thread is gone
        (`actor` None), or was not made yet, the round is cancelled.

        Raises: NotAModerator, DebateEnded.
        """
        ...

    async def debate_in(self, guild: GuildId, channel: ChannelId) -> Debate | None:
        """The debate whose thread `channel` is. Answered from memory: it is asked for every message."""
        ...

    async def debate(self, key: DebateKey) -> Debate | None:
        """The debate of that key."""
        ...

    async def debates(self, guild: GuildId) -> tuple[Debate, ...]:
        """All debates of a server, oldest first."""
        ...

    async def record(self, key: DebateKey) -> DebateRecord:
        """Everything said and answered in a debate. Raises NoDebateHere."""
        ...

    # --- rounds ------------------------------------------------------------------------------------------------

    async def open_round(self, key: DebateKey, *, actor: Actor, deadline: datetime, at: datetime) -> Round:
        """Open the next round; owe its board. Raises NotAModerator, RoundStillOpen, DebateEnded, DateInThePast."""
        ...

    async def close_round(self, key: DebateKey, *, actor: Actor, at: datetime) -> Round:
        """Close the open round now; owe its summary. Raises NotAModerator, NoOpenRound, DebateEnded."""
        ...

    async def rounds_due(self, now: datetime) -> tuple[Round, ...]:
        """Open rounds whose deadline has passed."""
        ...

    async def close_due_round(
        self, key: DebateKey, number: RoundNumber, *, unread: bool, now: datetime
    ) -> Round | None:
        """Close a round at its deadline and owe its summary, in one transaction; None where it is no longer open."""
        ...

    # --- statements --------------------------------------------------------------------------------------------

    async def record_statement(self, key: DebateKey, arrival: Arrival) -> Recorded:
        """Read, locate and record a statement, or its revision when the text is new, with its points and
        counterpoints; owe or refresh its card; mark the board changed.

        The author of a counterpoint keeps its number (and the credits to it) when an edit leaves it on the same point.
        """
        ...

    async def must_take_letter(self, key: DebateKey, *, actor: Actor) -> None:
        """Refuse, before its answer is promised, a letter that the actor may not bring into a debate.

        Raises: AnotherServer, MissingRole, DebateEnded, NoDebateHere.
        """
        ...

    async def withdraw_statement(self, key: DebateKey, statement: StatementId, *, at: datetime) -> None:
        """Mark a deleted statement withdrawn; answers to it stay. Nothing happens where it is not known."""
        ...

    async def card(self, key: DebateKey, statement: StatementId) -> Card | None:
        """What a statement answers; None where it is unknown or quotes nothing."""
        ...

    # --- stances -----------------------------------------------------------------------------------------------

    async def open_ballot(self, key: DebateKey, *, actor: Actor, at: datetime) -> Ballot:
        """The actor's ballot of the open round; notes that they take part.

        Raises: NoOpenRound, RoundClosed, DebateEnded, MissingRole, AnotherServer.
        """
        ...

    async def open_claim(self, key: DebateKey, point: PointNumber, *, actor: Actor, at: datetime) -> Ballot:
        """As `open_ballot`, with a single claim: the one on `point`, or on what it has become.

        Raises: as `open_ballot`; also NoSuchPoint.
        """
        ...

    async def prepare(self) -> None:
        """Load what takes a while before somebody waits for it, where there is any need of it yet."""
        ...

    async def ballot(self, key: DebateKey, number: RoundNumber, *, actor: Actor) -> Ballot:
        """The actor's ballot of a round as it stands now."""
        ...

    async def record_stance(
        self,
        key: DebateKey,
        number: RoundNumber,
        point: PointNumber,
        position: Position,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
    ) -> Stance:
        """Record a stance given at `at`. A reason, condition or credit given before in this round stays with it
        where it still fits (a condition only with a "but").

        Raises: RoundClosed, DebateEnded, MissingRole, AnotherServer, NoSuchPoint.
        """
        ...

    async def amend_stance(
        self,
        key: DebateKey,
        number: RoundNumber,
        point: PointNumber,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
        reason: str | None = None,
        condition: str | None = None,
        credit: CounterpointNumber | None = None,
    ) -> Stance:
        """Add a reason (at most 300 characters), a condition (200) or a credit to the actor's stance of this round.

        What is None stays as it is. Raises as `record_stance`; also NoSuchCounterpoint, TextTooLong, NothingToKeep
        (no stance of theirs to add to).
        """
        ...

    async def must_take_words(self, key: DebateKey, number: RoundNumber, *, actor: Actor, at: datetime) -> None:
        """Refuse, before a form is shown, what the actor may not add at `at` to a stance of theirs.

        Raises: RoundClosed, DebateEnded, MissingRole, AnotherServer.
        """
        ...

    async def keep_rest(
        self, key: DebateKey, number: RoundNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> tuple[Stance, ...]:
        """Keep last round's stances on every claim of the ballot not yet answered.

        Raises: NothingToKeep, and as `record_stance`.
        """
        ...

    async def mine(self, key: DebateKey, *, actor: Actor) -> MyStances:
        """The actor's own stances in one debate."""
        ...

    async def pseudonyms(self, key: DebateKey) -> Mapping[ParticipantId, str]:
        """A pseudonym of this debate for each of its participants, made up at random when first asked for."""
        ...

    # --- posts -------------------------------------------------------------------------------------------------

    async def posts_due(self, now: datetime) -> tuple[Outgoing, ...]:
        """Posts to render, send or look for (owed, queued, sending) that are due, oldest first."""
        ...

    async def edits_due(self, now: datetime) -> tuple[Outgoing, ...]:
        """Sent posts (boards, cards) whose content has changed and whose edit is due."""
        ...

    async def post(self, key: PostKey) -> Outgoing | None:
        """The post of that key."""
        ...

    async def owe_post(self, key: PostKey, channel: ChannelId, *, at: datetime) -> bool:
        """Owe a post; False where it is owed, or was sent, already."""
        ...

    async def fill_post(
        self, key: PostKey, body: str, files: Sequence[PostFile], *, changes: int | None = None
    ) -> Outgoing:
        """Store what an owed post says: `owed → queued`. A post already filled stays as it is.

        `changes` is that of the `Outgoing` after whose reading the body was rendered; None takes every change so far
        for shown.
        """
        ...

    async def mark_sending(self, key: PostKey, *, after: MessageId | None, at: datetime) -> Outgoing:
        """Durably note that sending begins: `queued → sending`. A post already sending keeps its first `after`."""
        ...

    async def mark_sent(self, key: PostKey, message: MessageId, *, at: datetime, changes: int | None = None) -> None:
        """Note the message: `sending → sent`. Of a summary: its round is summarised. Of an edit: none is due now,
        unless the content changed since `changes` (that of the `Outgoing` the edit was rendered for).
        """
        ...

    async def postpone_post(self, key: PostKey, *, until: datetime) -> None:
        """Try again (sending or editing) at `until`."""
        ...

    async def give_up_post(self, key: PostKey, *, at: datetime, changes: int | None = None) -> None:
        """It can never appear: its channel or message is gone, or there is nothing left to say. Then `changes` is that
        of the `Outgoing` read: where the content has changed since, the post is owed anew, as its next generation.
        """
        ...

    # --- the week ----------------------------------------------------------------------------------------------

    async def set_digest(self, settings: DigestSettings, *, actor: Actor) -> datetime:
        """Set a server's digest; the moment it first appears, in a week that has none yet.

        Raises: NotAModerator, UnknownTimeZone.
        """
        ...

    async def digest_settings(self, guild: GuildId) -> DigestSettings | None:
        """A server's digest, None where it has none."""
        ...

    async def digests_due(self, now: datetime) -> tuple[DigestSettings, ...]:
        """Servers whose digest time has passed and whose week has no digest yet."""
        ...

    async def owe_digest(self, settings: DigestSettings, week: Week, *, now: datetime) -> bool:
        """Owe the digest of a week and set the next due time, in one transaction; False where the week has one."""
        ...

    async def skip_digest(self, settings: DigestSettings, week: Week, *, now: datetime) -> bool:
        """Nothing new in a week: set the next due time and, unless the last digest was a quiet one already, owe the one
        that says so, in one transaction. Whether it is owed.
        """
        ...

    async def owe_digest_now(
        self, guild: GuildId, channel: ChannelId, *, actor: Actor, act: ActId, at: datetime
    ) -> None:
        """Owe a digest that somebody asked for beside the week's own. Raises AnotherServer, NotAModerator."""
        ...

    # --- reading history ---------------------------------------------------------------------------------------

    async def cursors(self, guild: GuildId | None = None) -> tuple[Cursor, ...]:
        """A cursor for each open debate that has a thread."""
        ...

    async def record_history(
        self, key: DebateKey, arrivals: Sequence[Arrival], *, read_to: MessageId | None, now: datetime
    ) -> tuple[Recorded, ...]:
        """Record messages read from the thread's history, oldest first, and move the cursor, in one transaction."""
        ...

    async def withdraw_missing(
        self, key: DebateKey, *, since: MessageId, until: MessageId, present: frozenset[MessageId], at: datetime
    ) -> int:
        """Mark messages between `since` and `until` that are no longer in the thread withdrawn; how many."""
        ...

    # --- the clock ---------------------------------------------------------------------------------------------

    async def next_due(self, now: datetime) -> datetime | None:
        """The earliest moment at which something becomes due: a deadline, an edit, a retry, a digest. None: nothing."""
        ...
