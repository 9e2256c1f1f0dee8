"""The store: every verb there is. One conformance suite (tests/storage) holds for every implementation."""

from typing import Protocol

from storage.verbs.answers import AnswerVerbs
from storage.verbs.clock import ClockVerbs
from storage.verbs.debates import DebateVerbs
from storage.verbs.follows import FollowVerbs
from storage.verbs.history import HistoryVerbs
from storage.verbs.points import PointVerbs
from storage.verbs.posts import PostVerbs
from storage.verbs.privacy import PrivacyVerbs
from storage.verbs.questions import QuestionVerbs
from storage.verbs.reports import ReportVerbs
from storage.verbs.rounds import RoundVerbs
from storage.verbs.searching import SearchVerbs
from storage.verbs.servers import ServerVerbs
from storage.verbs.stances import StanceVerbs
from storage.verbs.statements import StatementVerbs
from storage.verbs.week import WeekVerbs


class Store(
    ServerVerbs,
    DebateVerbs,
    RoundVerbs,
    StatementVerbs,
    AnswerVerbs,
    ReportVerbs,
    StanceVerbs,
    PointVerbs,
    QuestionVerbs,
    SearchVerbs,
    PostVerbs,
    WeekVerbs,
    PrivacyVerbs,
    FollowVerbs,
    HistoryVerbs,
    ClockVerbs,
    Protocol,
):
    """What is kept, behind the verbs of each noun."""

    async def close(self) -> None:
        """Commit what is queued and let go of the database. Nothing may be called afterwards."""
        ...
