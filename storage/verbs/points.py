"""Points: what is put to everybody, what else is done to points, and whose words may stand for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, GuildId, PointNumber, RoundNumber
from deliberation.point import Merge, Point
from deliberation.points.changes import Aside, Restatement, Rewording, Split, Verdict
from deliberation.points.listing import Order, PointList, PointPage
from deliberation.points.meant import Meant, QuotedAs, QuotedWords
from deliberation.points.waiting import Confirmation


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking that a point be put to everybody."""

    point: PointNumber
    put_up: bool
    """Whether everybody is asked now."""
    people: int
    """How many ask, whoever they are."""


class PointVerbs(Protocol):
    """What can be done with points. Where a point was merged, what it has become is meant.

    All of them raise NoDebateHere, AnotherServer, NoSuchPoint. Those that change a point also raise PointSetAside and
    PointSplit where it does not stand any more, and DebateEnded.
    """

    async def points(self, key: DebateKey, order: Order, *, actor: Actor) -> PointList:
        """The points of a debate in that order, as the actor may see them."""
        ...

    async def point_page(self, key: DebateKey, point: PointNumber, *, actor: Actor) -> PointPage:
        """Everything there is to read about one point, as the actor may see it."""
        ...

    async def points_named(self, key: DebateKey) -> tuple[tuple[PointNumber, str], ...]:
        """The points that were not merged into others, with the words that stand for them now, in order of number."""
        ...

    async def ask_for_ballot(
        self, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Asked:
        """Ask that a point be put to everybody, which happens when its author and two others ask.

        Raises: MissingRole, AuthorNotHere (nobody can ask in their place).
        """
        ...

    async def put_up_point(
        self, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Point:
        """Put a point to everybody. Raises NotAModerator."""
        ...

    async def reword_point(
        self, key: DebateKey, point: PointNumber, words: str, *, actor: Actor, act: ActId, at: datetime
    ) -> Rewording:
        """Give a point other words: its author does, or whoever leads the debate proposes it to the author.

        Raises: NotAModerator, AuthorNotHere, EmptyText, TextTooLong, SameWords.
        """
        ...

    async def decide_rewording(
        self, key: DebateKey, point: PointNumber, proposed: ActId, verdict: Verdict, *, actor: Actor, at: datetime
    ) -> Rewording:
        """What a point's author says of words proposed for it. Said once, it stays.

        Raises: NotTheAuthor, NothingToConfirm.
        """
        ...

    async def restate_point(
        self, key: DebateKey, point: PointNumber, words: str, *, actor: Actor, act: ActId, at: datetime
    ) -> Restatement:
        """Say somebody else's point in one's own words, for its author to confirm.

        Raises: NoRestating (the debate was opened without it), MissingRole, AuthorNotHere, OwnPoint, EmptyText,
        TextTooLong.
        """
        ...

    async def decide_restatement(
        self, key: DebateKey, point: PointNumber, proposed: ActId, verdict: Verdict, *, actor: Actor, at: datetime
    ) -> Restatement:
        """Whether a restatement is what the point's author means. Said once, it stays.

        Raises: NotTheAuthor, NothingToConfirm.
        """
        ...

    async def confirmations(self, guild: GuildId, *, actor: Actor) -> tuple[Confirmation, ...]:
        """Words that wait for the actor to say whether they are what they mean, over the open debates of a server.

        Which of these debates the actor may see is the caller's to ask.
        """
        ...

    async def quoted_in(self, key: DebateKey, number: RoundNumber, *, actor: Actor) -> tuple[QuotedWords, ...]:
        """What the summary of a round quotes of the actor. Raises NotQuoted, TooLateToAdd."""
        ...

    async def add_meaning(
        self,
        key: DebateKey,
        number: RoundNumber,
        kind: QuotedAs,
        quoted: int,
        words: str,
        *,
        actor: Actor,
        act: ActId,
        at: datetime,
        place: int = 0,
    ) -> Meant:
        """Add beneath words that the summary of a round quotes of the actor what they meant, once for each, in place of
        what they added before; blank words take it away. The summary's post is edited.

        Raises: NotQuoted, TooLateToAdd (the next round has closed), TextTooLong, TimedOut, BlockedWord.
        """
        ...

    async def merge_points(
        self, key: DebateKey, source: PointNumber, target: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Merge:
        """Merge one point into another. Who answered either is asked again. Raises NotAModerator, SamePoint."""
        ...

    async def unmerge_point(
        self, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
    ) -> Merge:
        """Take a point out of the one it was merged into. Raises NotAModerator, NotMerged."""
        ...

    async def split_point(
        self, key: DebateKey, point: PointNumber, parts: tuple[str, ...], *, actor: Actor, act: ActId, at: datetime
    ) -> tuple[Split, ...]:
        """Take a point apart into several, each in words of its passage. Who answered it is asked about each.

        Raises: NotAModerator, NotItsWords, EmptyText, TextTooLong.
        """
        ...

    async def set_aside(
        self, key: DebateKey, point: PointNumber, reason: str, *, actor: Actor, act: ActId, at: datetime
    ) -> Aside:
        """Set a point aside for a reason that everybody reads. Raises NotAModerator, EmptyText, TextTooLong."""
        ...

    async def take_up(self, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime) -> Aside:
        """Take a point up again that was set aside. Raises NotAModerator, NotSetAside."""
        ...
