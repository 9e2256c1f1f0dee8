"""Keeping a database: what a check of one tells."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Fault(StrEnum):
    """Something that should not be."""

    PAGES = "pages"
    """The file's pages, or an index and its table, do not fit together."""
    LINKS = "links"
    """A row names another that is not there."""
    TABLES = "tables"
    """The tables are not those that the changes noted in the database make."""
    SEARCH = "search"
    """The search index is not that of the statements."""
    WORDS = "words"
    """A column that may hold words is not registered, so that erasing would pass it over."""
    NEWER = "newer"
    """A later version of the bot has changed the tables."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, and where: names of tables and columns, numbers, SQLite's own words; never members'."""

    fault: Fault
    where: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in the database at `path`."""

    path: Path
    size: int
    """Bytes of the file and of the log beside it."""
    version: str
    """The last change of the tables that the database has been through."""
    pending: int
    """How many changes the next start makes to the tables."""
    in_use: bool
    """Whether a bot has it open."""
    log_missing: bool
    """Whether its last bot did not come to its end, and the log with what was written last is not there."""
    servers: int
    debates: int
    statements: int
    owed: int
    """Posts that are yet to be sent."""
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
