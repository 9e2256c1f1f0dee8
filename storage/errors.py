"""What can go wrong with the database itself, as against an act that is refused (`deliberation.errors`).

StorageError
├── CannotStart         DatabaseInUse · DatabaseUnwritable (NoSuchFolder) · NotADatabase · DatabaseEmpty
│                       · ForeignDatabase · DatabaseDamaged · DatabaseNewer · DatabaseMissing · LogAlone
│                       · PseudonymsMissing
├── NotCopied           CopyThere · CopyUnsound
├── ReadFailed
└── NotKept             DiskFull · DatabaseBusy · DatabaseFailed · StoreClosed

`CannotStart` ends a start (DatabaseInUse may also come later, when another process has taken the database over);
after `NotCopied` both files are as they were; after `NotKept` nothing of the act was written, and the same act may be
tried again.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass
class StorageError(Exception):
    """The database could not do what was asked. `detail` is SQLite's or the system's own word for it, or empty."""

    path: Path
    detail: str = ""

    @property
    def code(self) -> str:
        """The name under which the sentence stands."""
        return type(self).__name__

    def __str__(self) -> str:
        return f"{self.code}: {self.path}" + (f" ({self.detail})" if self.detail else "")


class CannotStart(StorageError):
    """This file cannot be the bot's database now."""


class DatabaseInUse(CannotStart):
    """Another process writes to it. `detail` names the process where it is known."""


class DatabaseMissing(CannotStart):
    """There is no file to read from."""


class PseudonymsMissing(CannotStart):
    """Nobody has asked yet what people are called in files of a debate, and the bot, which is running, must say."""


class DatabaseUnwritable(CannotStart):
    """The file or its folder is missing, read-only or somebody else's."""


class NoSuchFolder(DatabaseUnwritable):
    """The folder it is to lie in does not exist; it is not made, since its name may be mistyped."""


class NotADatabase(CannotStart):
    """There is a file of that name, and it is not SQLite's."""


class DatabaseEmpty(CannotStart):
    """There is a file of that name, and nothing in it: what was there may have been lost."""


class LogAlone(CannotStart):
    """What was written last lies beside where the database should be, and the database does not."""


class ForeignDatabase(CannotStart):
    """An SQLite database of some other program's."""


class DatabaseDamaged(CannotStart):
    """The database's pages do not fit together."""


class DatabaseNewer(CannotStart):
    """A later version of the bot has changed its tables. `detail` names the first change unknown here."""


class NotCopied(StorageError):
    """No copy was made or put back; both files are as they were."""


class CopyThere(NotCopied):
    """A file of that name is there already."""


class CopyUnsound(NotCopied):
    """The copy does not pass the check of a database. `detail` names the first thing found."""


class ReadFailed(StorageError):
    """Reading the file failed. What was written before it was to be read stands."""


class NotKept(StorageError):
    """Nothing of this act was written."""


class DiskFull(NotKept):
    """There is no room left."""


class DatabaseBusy(NotKept):
    """Another program held the database for longer than the bot waits."""


class DatabaseFailed(NotKept):
    """Writing the file failed."""


class StoreClosed(NotKept):
    """The bot is stopping; what was queued before is written."""
