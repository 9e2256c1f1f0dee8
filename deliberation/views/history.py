"""History: the debates of a server in which somebody answered anything, for them to look back on."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.debate import Debate


@dataclass(frozen=True, slots=True)
class AnsweredDebate:
    """One debate with how much a member answered in it."""

    debate: Debate
    points: int
    rounds: int
    last_at: datetime
    """When they answered last."""
