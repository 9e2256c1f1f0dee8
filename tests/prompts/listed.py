"""Points as `/points` lists and shows them."""

from dataclasses import replace
from typing import Any

from deliberation.debate import Debate
from deliberation.ids import (
    ActId,
    PointNumber,
    RoundNumber,
)
from deliberation.point import PointOrigin
from deliberation.points.changes import Rewording, Verdict
from deliberation.points.listing import ListedPoint, Order, PointList, PointPage, Reply, Restated, Source
from deliberation.points.waiting import Confirmation, ProposedAs
from deliberation.stance import Position, Tally
from tests.prompts.samples import CLAIMS, IVO, MIA, NOOR, OPENED, debate, link


def listed(number: int, claim: str, **facts: Any) -> ListedPoint:
    """A point as a list shows it."""
    usual: dict[str, Any] = {
        "origin": PointOrigin.PASSAGE,
        "link": link(number),
        "source": Source.STANDS,
        "answers": 2,
        "answered": 0,
        "tally": None,
        "answered_as": None,
        "own": None,
        "asked": False,
    }
    return ListedPoint(number=PointNumber(number), claim=claim, **{**usual, **facts})


LISTED = (
    listed(
        2,
        CLAIMS[1],
        origin=PointOrigin.PROPOSAL,
        answered=11,
        tally=Tally((4, 1, 0, 1, 5)),
        answered_as="Memes in #memes only",
        asked=True,
        reworded=True,
    ),
    listed(1, CLAIMS[0], origin=PointOrigin.PROPOSAL, answered=3, own=Position.AGREE, asked=True),
    listed(4, "I work shifts, so 23:00 is my afternoon", asked=True, source=Source.EDITED, restated=True),
    listed(5, "sleep is for the weak", origin=PointOrigin.UNVERIFIED, answers=0),
    listed(6, "nobody asked for music at night", source=Source.DELETED, set_aside="off topic"),
    listed(7, "midnight and weekends", parts=(PointNumber(8), PointNumber(9))),
)
REWORDING = Confirmation(
    debate=debate(),
    kind=ProposedAs.REWORDING,
    point=PointNumber(4),
    claim="I work shifts, so 23:00 is my afternoon",
    link=link(7),
    words="23:00 is too early for shifts",
    act=ActId(1500000000000000900),
    by=NOOR,
)
RESTATEMENT = replace(REWORDING, kind=ProposedAs.RESTATEMENT, words="Who works at night needs the evening.")


def point_list(**facts: Any) -> PointList:
    """The points of a lively debate."""
    return PointList(debate(), Order.DIVIDED, RoundNumber(1), open=True, points=LISTED, **facts)


def point_page(given: Debate | None = None, point: ListedPoint = LISTED[2], **facts: Any) -> PointPage:
    """A point with a history and replies."""
    by = (PointNumber(4), ActId(1500000000000000900), "23:00 is too early for shifts", NOOR, OPENED)
    usual: dict[str, Any] = {
        "passage_claim": "I work shifts, so 23:00 is my afternoon",
        "history": (Rewording(*by, verdict=Verdict.CONFIRMED, round=RoundNumber(2)),),
        "restated": (Restated("Who works at night needs the evening.", IVO),),
        "replies": (
            Reply("Then mute the channel for yourself.", link(12), NOOR),
            Reply("So do I, and I sleep at eleven.", link(13), IVO, deleted=True),
        ),
        "merged": ((PointNumber(3), CLAIMS[2]),),
        "author": MIA,
        "yours": False,
    }
    return PointPage(given or debate(), point, RoundNumber(1), open=True, **{**usual, **facts})


# --- what those who lead it do -----------------------------------------------------------------------------------
