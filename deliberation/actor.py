"""Who acts: the facts about a person, taken from Discord at the moment of the act."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.errors import AnotherServer, MayNotWrite, MissingRole, NotAModerator, NotAnAdministrator, TimedOut
from deliberation.ids import GuildId, UserId, made_at


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a server, with what decides about permission there."""

    guild: GuildId
    user: UserId
    moderates: bool = False
    """Whether they may manage threads in the channel of the act."""
    roles: frozenset[int] = frozenset()
    joined_at: datetime | None = None
    """When they came into the server; None where Discord did not say."""
    silenced_until: datetime | None = None
    """Until when a moderator's time-out keeps them from writing; None without one, or where it has run out."""
    slow_mode: timedelta = timedelta(0)
    """How long they must wait between two messages where they act; nothing for those whom slow mode does not bind."""
    administers: bool = False
    """Whether they may manage the whole server, which is more than one channel of it."""
    may_write: bool = True
    """Whether they could write in the debate's thread themselves; False where it is locked to them."""

    @property
    def account_made_at(self) -> datetime:
        """When their account was made, as their id tells."""
        return made_at(self.user)

    def must_be_in(self, guild: GuildId) -> None:
        """Refuse an act carried over from another server.

        Raises:
            AnotherServer: the actor is not acting in `guild`.
        """
        if self.guild != guild:
            raise AnotherServer

    def must_hold(self, role: int | None) -> None:
        """Refuse who lacks `role`; None asks for none.

        Raises:
            MissingRole: the actor lacks it.
        """
        if role is not None and role not in self.roles and not self.moderates:
            raise MissingRole({"role": role})

    def must_be_able_to_write(self) -> None:
        """Refuse to post for somebody what they could not write themselves.

        Raises:
            TimedOut: a moderator's time-out is why.
            MayNotWrite: they could not for another reason.
        """
        if not self.may_write and self.silenced_until is not None:
            raise TimedOut({"until": self.silenced_until})
        if not self.may_write:
            raise MayNotWrite

    def must_moderate(self, *, unless_user: UserId | None = None) -> None:
        """Refuse who neither moderates nor is `unless_user` (the debate's opener).

        Raises:
            NotAModerator: neither.
        """
        if not self.moderates and self.user != unless_user:
            raise NotAModerator({"opener": unless_user is not None})

    def must_administer(self) -> None:
        """Refuse who may not manage the whole server: what is settled for all its debates also says who moderates them.

        Raises:
            NotAnAdministrator: they may not.
        """
        if not self.administers:
            raise NotAnAdministrator
