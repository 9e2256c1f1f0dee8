"""Terms: under which conditions a debate is held, fixed at its opening, and whose voice counts where."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from deliberation.actor import Actor
from deliberation.errors import OnlySpeakers
from deliberation.ids import made_at

DAYS_LIMIT = 3650
"""The most days a gate asks for."""
QUORUM_LIMIT = 100_000


class Voice(StrEnum):
    """As whom somebody gave a stance: it is counted with others of that voice alone."""

    MEMBER = "member"
    GUEST = "guest"
    """Who may talk here but has not been here as long as the debate's gate asks."""
    READER = "reader"
    """Who reads a debate that named speakers write."""


class Form(StrEnum):
    """Where a debate stands: in a thread beneath its opening, or as a post of a forum."""

    THREAD = "thread"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Gate:
    """Who takes part: holders of a role, of an account of some age, in the server for some time."""

    role: int | None = None
    """The role one must hold; None for everybody who can write there."""
    account_days: int = 0
    """Days an account must have existed when the round opened."""
    member_days: int = 0
    """Days one must have been in the server when the round opened."""

    def voice_of(self, actor: Actor, opened_at: datetime) -> Voice:
        """As whom `actor` takes a stance in a round that opened at `opened_at`: a guest where they have not been here,
        or had their account, as long as is asked; moderators always as members.

        In a server younger than that, who came before the round opened is a member. Discord gives everybody the
        day they came but those who were let into a single channel as guests: they are guests here, too.
        """
        if actor.moderates:
            return Voice.MEMBER
        if self.account_days and actor.account_made_at > opened_at - timedelta(days=self.account_days):
            return Voice.GUEST
        if not self.member_days:
            return Voice.MEMBER
        since = opened_at - timedelta(days=self.member_days)
        if made_at(actor.guild) > since:
            since = opened_at
        return Voice.MEMBER if actor.joined_at is not None and actor.joined_at <= since else Voice.GUEST


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions of one debate."""

    gate: Gate = field(default_factory=Gate)
    form: Form = Form.THREAD
    quorum: int | None = None
    """How many people must have answered for a round to count; None for no such number."""
    speakers: int | None = None
    """The role whose holders write while the others read; None where everybody writes."""
    steelman: bool = False
    """Whether points can be restated in somebody else's words for their author to confirm."""

    def voice_of(self, actor: Actor, opened_at: datetime) -> Voice:
        """As whom `actor` takes a stance in a round that opened at `opened_at`: a reader who is none of the speakers,
        else as `Gate.voice_of` says.
        """
        if self.said_with(actor.roles) is Voice.READER:
            return Voice.READER
        return self.gate.voice_of(actor, opened_at)

    def said_with(self, roles: frozenset[int]) -> Voice:
        """As whom a holder of `roles` writes: a reader where others are the speakers, else a member. Moderators are no
        speakers by that alone.
        """
        return Voice.MEMBER if self.speakers is None or self.speakers in roles else Voice.READER

    def must_speak(self, actor: Actor) -> None:
        """Refuse what only speakers may write.

        Raises:
            OnlySpeakers: the debate has named speakers, and `actor` is none.
        """
        if self.said_with(actor.roles) is Voice.READER:
            raise OnlySpeakers({"role": self.speakers})
