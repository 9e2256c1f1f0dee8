"""News: what happened to a claim since a member answered it, so that they are asked again and know why."""

from dataclasses import dataclass
from enum import StrEnum

from deliberation.ids import ParticipantId, PointNumber
from deliberation.point import Point
from deliberation.points.changes import claim_in
from deliberation.stance import Position, Stance
from deliberation.views.standings import Standings


class NewsKind(StrEnum):
    """What happened to a claim since a member answered it."""

    REWORDED = "reworded"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class ClaimNews:
    """Why a member is asked again: their answer was to other words, and is not carried to these in silence."""

    kind: NewsKind
    words: str
    """The words that were: before a rewording, of the point merged into this one, of the point this was split from."""
    position: Position | None = None
    """What the member answered to those words; None where they did not."""


def news_of(point: Point, standings: Standings, participant: ParticipantId) -> tuple[ClaimNews, ...]:
    """What a member is told of `point` on their ballot before they answer it (again)."""
    asked = (point, standings, participant)
    return (*_reworded(*asked), *_merged(*asked), *_split(*asked))


def _reworded(point: Point, standings: Standings, participant: ParticipantId) -> tuple[ClaimNews, ...]:
    """That a claim has other words than in the last round; nothing to somebody new once they have answered these."""
    former = standings.former_words(point.number)
    if former is None or standings.own(participant, point.number) is not None:
        return ()
    own = standings.own(participant, point.number, standings.last_round)
    return (ClaimNews(NewsKind.REWORDED, former, own.position if own else None),)


def _merged(point: Point, standings: Standings, participant: ParticipantId) -> tuple[ClaimNews, ...]:
    """The points that somebody merged into this one after the member had answered either, unless they have answered
    since.
    """
    now = standings.own(participant, point.number)
    news: list[ClaimNews] = []
    for merge in standings.merges:
        joined = merge.source != merge.target and standings.became.get(merge.source) == point.number
        if merge.by is None or not joined or (now is not None and now.given_at >= merge.at):
            continue
        own = _last_own(merge.source, standings, participant)
        if own is not None or now is not None:
            position = own.position if own is not None else None
            news.append(ClaimNews(NewsKind.MERGED, _claim_of(merge.source, standings), position))
    return tuple(news)


def _split(point: Point, standings: Standings, participant: ParticipantId) -> tuple[ClaimNews, ...]:
    """The point this one was split from, to somebody who answered that and has not answered this."""
    if standings.own(participant, point.number) is not None:
        return ()
    sources = {split.source for split in standings.changes.splits if split.part == point.number}
    answered = ((source, _last_own(source, standings, participant)) for source in sorted(sources))
    return tuple(
        ClaimNews(NewsKind.SPLIT, _claim_of(source, standings), own.position)
        for source, own in answered
        if own is not None
    )


def _last_own(point: PointNumber, standings: Standings, participant: ParticipantId) -> Stance | None:
    """The member's stance on a point that is gone, in this round or else in the last one."""
    now = standings.own(participant, point)
    last = standings.last_round
    return now if now is not None or last is None else standings.own(participant, point, last)


def _claim_of(point: PointNumber, standings: Standings) -> str:
    known = next(known for known in standings.record.points if known.number == point)
    return claim_in(known, standings.number, standings.changes.rewordings)
