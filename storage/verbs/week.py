"""The week: a server's digest, when it is due, and owing it."""

from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.ids import ActId, ChannelId, GuildId
from deliberation.steering.schedule import Week
from deliberation.views.digest import DigestSettings


class WeekVerbs(Protocol):
    """What can be done with digests."""

    async def set_digest(self, settings: DigestSettings, *, actor: Actor) -> datetime:
        """Set a server's digest; the moment it first appears, in a week that has none yet.

        Raises: NotAModerator, UnknownTimeZone.
        """
        ...

    async def drop_digest(self, guild: GuildId, *, actor: Actor) -> None:
        """No weekly digest any more; nothing happens where there was none.

        Raises: AnotherServer, NotAModerator.
        """
        ...

    async def digest_settings(self, guild: GuildId) -> DigestSettings | None:
        """A server's digest, None where it has none."""
        ...

    async def debates_of_week(self, guild: GuildId, week: Week) -> tuple[Debate, ...]:
        """The debates of a server that a digest of the week may tell of, oldest first: those with a round that is not
        over, or that closed in it; decided in it, or due to be looked at again; or with a message of that week.
        """
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
        self, guild: GuildId, channel: ChannelId, *, actor: Actor, act: ActId, at: datetime, quiet: bool
    ) -> None:
        """Owe a digest that somebody asked for beside the week's own. `quiet`: it would have nothing to tell. Raises
        AnotherServer, NotAModerator, NothingNew.
        """
        ...
