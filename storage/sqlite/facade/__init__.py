"""`SqliteStore`: the verbs of every noun, a file to a noun, on one `file` that is open.

Each verb hands a function of this room to the writer's thread, or reads with it from a connection that can only read;
nothing is decided here.
"""

from typing import final

from storage.sqlite.facade.answers import SqliteAnswers
from storage.sqlite.facade.clock import SqliteClock
from storage.sqlite.facade.debates import SqliteDebates
from storage.sqlite.facade.follows import SqliteFollows
from storage.sqlite.facade.history import SqliteHistory
from storage.sqlite.facade.points import SqlitePoints
from storage.sqlite.facade.posts import SqlitePosts
from storage.sqlite.facade.privacy import SqlitePrivacy
from storage.sqlite.facade.questions import SqliteQuestions
from storage.sqlite.facade.reports import SqliteReports
from storage.sqlite.facade.rounds import SqliteRounds
from storage.sqlite.facade.searching import SqliteSearch
from storage.sqlite.facade.servers import SqliteServers
from storage.sqlite.facade.stances import SqliteStances
from storage.sqlite.facade.statements import SqliteStatements
from storage.sqlite.facade.week import SqliteWeek
from storage.store import Store

__all__ = ["SqliteStore"]


@final
class SqliteStore(
    SqliteServers,
    SqliteDebates,
    SqliteRounds,
    SqliteStatements,
    SqliteAnswers,
    SqliteReports,
    SqliteStances,
    SqlitePoints,
    SqliteQuestions,
    SqliteSearch,
    SqlitePosts,
    SqliteWeek,
    SqlitePrivacy,
    SqliteFollows,
    SqliteHistory,
    SqliteClock,
    Store,
):
    """A `Store` in one SQLite file. Made by `open`."""
