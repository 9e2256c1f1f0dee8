"""Reports of what the bot posted for somebody, and what moderators make of them."""

from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.answering.report import Report
from deliberation.ids import ActId, DebateKey, StatementId, UserId


class ReportVerbs(Protocol):
    """What can be done about an answer that the bot posted."""

    async def report(
        self, key: DebateKey, statement: StatementId, reason: str, *, actor: Actor, act: ActId, at: datetime
    ) -> bool:
        """Bring a posted answer before the moderators; False where the actor did so already and waits for them.

        Raises: NoSuchStatement, EmptyText, TextTooLong (300 characters), AnotherServer, NoDebateHere.
        """
        ...

    async def reports(self, key: DebateKey, *, actor: Actor) -> tuple[Report, ...]:
        """What is reported and not settled yet, the longest waiting first. Raises NotAModerator, AnotherServer,
        NoDebateHere.
        """
        ...

    async def dismiss_report(self, key: DebateKey, statement: StatementId, *, actor: Actor, at: datetime) -> bool:
        """Settle the reports of a statement and let it stand; False where somebody settled them before. Raises as
        `reports`.
        """
        ...

    async def remove_statement(
        self, key: DebateKey, statement: StatementId, reason: str, *, actor: Actor, act: ActId, at: datetime
    ) -> UserId | None:
        """Remove a posted answer: its post says that a moderator did, the log says who and why. Its author, to be told.

        Raises: NotAModerator, NoSuchStatement (gone already), EmptyText, TextTooLong, AnotherServer, NoDebateHere.
        """
        ...

    async def why_removed(self, key: DebateKey, statement: StatementId, *, actor: Actor) -> str:
        """Why a posted answer was removed, for its author and moderators. Raises NotYourWords, NoSuchStatement,
        AnotherServer, NoDebateHere.
        """
        ...
