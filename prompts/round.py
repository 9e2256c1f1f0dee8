"""What became of a round's plan, and what comes after it, as lines of the board and the opening."""

from collections.abc import Sequence

from deliberation.debate import Debate, DebateState
from deliberation.round import RoundState
from deliberation.steering.agenda import AgendaItem
from deliberation.steering.course import Course
from prompts.pieces import mention
from prompts.post import Users
from prompts.render import part
from prompts.words import called

_TEMPLATE = "round"
_PICKS_SHOWN = 3


def plan_lines(course: Course, users: Users) -> list[str]:
    """What has changed about a round since it was planned, a line each."""
    round_ = course.round
    by = mention(course.by, users)
    lines: list[str] = []
    if round_.state is RoundState.CANCELLED:
        lines.append(part(_TEMPLATE, "cancelled", by=by, reason=course.reason))
    if round_.state is RoundState.PAUSED and round_.paused_at is not None:
        lines.append(part(_TEMPLATE, "paused", since=round_.paused_at, by=by, reason=course.reason))
    elif round_.early is not None and not round_.over:
        asked_by = mention(round_.early.by, users)
        lines.append(part(_TEMPLATE, "early", closes=round_.early.at, by=asked_by))
    if course.quorum is not None:
        lines.append(part(_TEMPLATE, "prolonged", quorum=course.quorum))
    if round_.reopened and not round_.over:
        lines.append(part(_TEMPLATE, "reopened"))
    return lines


def coming_lines(course: Course, users: Users) -> list[str]:
    """What comes after a round: the next one, what was picked for it, what was decided."""
    lines: list[str] = []
    if course.scheduled is not None:
        lines.append(part(_TEMPLATE, "opens", number=course.scheduled.number, at=course.scheduled.opened_at))
    if course.coming:
        lines.append(
            part(_TEMPLATE, "coming", number=course.round.number + 1, lines=picked_lines(course.coming, users))
        )
    if course.decision is not None:
        lines.append(part(_TEMPLATE, "decided", what=course.decision.what, link=course.decision.link))
    return lines


def agenda_text(course: Course, users: Users) -> str:
    """What was picked for a round; empty where nothing was."""
    return part(_TEMPLATE, "agenda", lines=picked_lines(course.agenda, users)) if course.agenda else ""


def standing_lines(debate: Debate, course: Course, users: Users) -> list[str]:
    """Where a debate stands that has no open round, for its opening."""
    if debate.state is DebateState.ENDED:
        lines = [part(_TEMPLATE, "has_ended")]
    else:
        states = {RoundState.PAUSED: "is_paused", RoundState.CANCELLED: "is_cancelled"}
        lines = [part(_TEMPLATE, states.get(course.round.state, "is_closed"), number=course.round.number)]
    return lines + coming_lines(course, users)


def picked_lines(items: Sequence[AgendaItem], users: Users) -> list[str]:
    """What was picked, the first few, a line each."""
    shown = [
        part(_TEMPLATE, "item", text=item.words, link=item.link, who=_asked(item, users))
        for item in items[:_PICKS_SHOWN]
    ]
    if len(items) > len(shown):
        shown.append(part(_TEMPLATE, "more", count=len(items) - len(shown)))
    return shown


def _asked(item: AgendaItem, users: Users) -> str | None:
    if item.put_to is not None:
        return mention(item.put_to, users)
    return called(item.guest, 80) if item.guest else None
