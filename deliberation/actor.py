"""Who acts: the facts about a person, taken from Discord at the moment of the act."""

from dataclasses import dataclass

from deliberation.errors import AnotherServer, MissingRole, NotAModerator
from deliberation.ids import GuildId, UserId


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a server, with what decides about permission there."""

    guild: GuildId
    user: UserId
    moderates: bool = False
    """Whether they may manage threads in the channel of the act."""
    roles: frozenset[int] = frozenset()

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

    def must_moderate(self, *, unless_user: UserId | None = None) -> None:
        """Refuse who neither moderates nor is `unless_user` (the debate's opener).

        Raises:
            NotAModerator: neither.
        """
        if not self.moderates and self.user != unless_user:
            raise NotAModerator
