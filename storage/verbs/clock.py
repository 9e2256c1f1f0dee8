"""The clock: what is due next, whether the store still writes, and what is made ready before somebody waits for it."""

from datetime import datetime
from typing import Protocol


class ClockVerbs(Protocol):
    """What the clock, and whoever waits, ask of the store."""

    async def next_due(self, now: datetime) -> datetime | None:
        """The earliest moment at which something becomes due: a deadline, an edit, a retry, a digest. None: nothing."""
        ...

    async def prepare(self) -> None:
        """Load what takes a while before somebody waits for it, where there is any need of it yet."""
        ...

    async def wait_for_writer(self) -> None:
        """Return once all that was to be written before has been, and another transaction could begin.

        Raises:
            StoreClosed, DatabaseBusy, DatabaseFailed, DatabaseInUse: nothing can be written, as they say.
        """
        ...
