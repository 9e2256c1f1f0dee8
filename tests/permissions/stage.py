"""A debate in each state it can be in, and those who act in it: `staged` plays it out on a store, and `Undoing` is a
store on which whatever somebody does then is undone again, so that the next meets the same debate.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, GuildId, MessageId, PointNumber, RoundNumber, Span, StatementId
from deliberation.points.changes import Verdict
from deliberation.question import QuestionKind, Wanted
from deliberation.server import ServerSettings
from deliberation.stance import Position
from deliberation.statement import Passage, StatementKind
from deliberation.terms import Gate, Terms
from storage.outgoing import PostKey, PostKind
from storage.sqlite import SqliteStore
from storage.store import Store
from storage.verbs.statements import Arrival
from tests.permissions.table import SPEAKERS, Role, State
from tests.storage.scene import GUILD, HOME, START, THREAD, draft, member

T = TypeVar("T")

KEYHOLDERS, WARDENS, WRITERS = 71, 72, 73
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST, SECOND = RoundNumber(1), RoundNumber(2)
HEDGE, MEADOW, POND, PATH, GATE, SHED, GRASS = map(PointNumber, range(1, 8))
"""Six proposals, of which the pond was set aside and the gate merged into the path; and a passage of the author's."""
PROPOSALS = (
    "Plant a hedge",
    "Mow the meadow and rake it",
    "Drain the pond",
    "Widen the path",
    "Move the gate",
    "A shed in the corner",
)
SAID = StatementId(2001)
WORDS = "Hedgehogs need the long grass."
PASSAGE = Passage(SAID, 1, Span(0, len(WORDS)))
QUESTION = Wanted(QuestionKind.PLAIN, "What hides there?")
CHAT, LETTER = StatementId(2003), StatementId(2004)
BY_NAME = "Dear all,\n\n- Plant a hedge: gladly.\n- A shed in the corner: where? Who builds it?\n\nThe rest can wait."
ANOTHER_SERVER = GuildId(12)
NONE = ActId(0)


@dataclass
class Stage:
    """A debate that stands in some state, and what was made in it for people to act on."""

    store: Store
    key: DebateKey
    now: datetime
    posted: StatementId = SAID
    """The author's own reply, posted by the bot."""
    removed: StatementId = SAID
    """One of theirs that a moderator removed."""
    question: ActId = NONE
    """What a member asked the author."""
    rewording: ActId = NONE
    restatement: ActId = NONE
    """Words that wait for the author."""


class _Undone(Exception):
    """Carries what a verb returned out of the transaction that is thrown away."""

    def __init__(self, result: object) -> None:
        self.result = result


class _Undoing:
    """Whatever is written is undone."""

    undoes = False

    async def _write(self, work: Callable[[Database], T], then: Callable[[T], None] | None = None) -> T:
        written: Callable[..., Awaitable[T]] = super()._write  # type: ignore[misc]
        if not self.undoes:
            return await written(work, then)

        def undone(db: Database) -> T:
            raise _Undone(work(db))

        try:
            return await written(undone)
        except _Undone as done:
            return done.result  # type: ignore[return-value]


Undoing: Any = type("Undoing", (_Undoing, *SqliteStore.__bases__), {})
"""`SqliteStore` whose verbs, once it `undoes`, do everything they do but keep it."""

_acts = count(5000)


def act() -> ActId:
    """An act like none before."""
    return ActId(next(_acts))


def acting(role: Role, now: datetime, *, guild: GuildId = GUILD) -> Actor:
    """Somebody as whom one may act."""
    facts: dict[str, Any] = {"guild": guild, "roles": (KEYHOLDERS,), "joined_at": START - 90 * DAY}
    match role:
        case Role.OUTSIDER:
            facts["roles"] = ()
        case Role.NEWCOMER:
            facts["joined_at"] = now - HOUR
        case Role.MODERATOR:
            facts |= {"moderates": True, "roles": ()}
        case Role.WARDEN:
            facts["roles"] = (WARDENS,)
        case Role.ADMINISTRATOR:
            facts |= {"administers": True, "roles": ()}
        case Role.SILENCED:
            facts["silenced_until"] = now + DAY
        case Role.SHUT_OUT:
            facts["may_write"] = False
        case _:
            pass
    if role in SPEAKERS:
        facts["roles"] = (*facts["roles"], WRITERS)
    return member(role.name.lower(), **facts)


async def staged(store: Store, state: State) -> Stage:
    """A debate in `state`: in its second round everybody who could answer in the first can keep that, and has given
    an answer with a reason to one more point.
    """
    opener, author = acting(Role.OPENER, START), acting(Role.AUTHOR, START)
    administrator = acting(Role.ADMINISTRATOR, START)
    await store.set_server(ServerSettings(GUILD, moderators=WARDENS), actor=administrator, act=act(), at=START)
    speakers = WRITERS if state is State.SPEAKERS else None
    terms = Terms(gate=Gate(role=KEYHOLDERS, member_days=7), speakers=speakers, steelman=True)
    opened = await store.open_debate(draft(*PROPOSALS, terms=terms), actor=opener, act=ActId(1000), home=HOME, at=START)
    key = opened.key
    await store.place_debate(key, opening=MessageId(1010), thread=THREAD, at=START)
    for statement, role, text in (
        (SAID, Role.AUTHOR, WORDS),
        (StatementId(2002), Role.MEMBER, f"> {WORDS}\nDo they?"),
        (CHAT, Role.AUTHOR, "As for the hedge, I am not sure."),
    ):
        writer = acting(role, START)
        at = START + timedelta(minutes=statement - 2000)
        said = Arrival(statement, StatementKind.MESSAGE, writer.user, None, MessageId(statement), at, text)
        await store.record_statement(key, replace(said, roles=writer.roles))
    at = START + timedelta(minutes=10)
    letter = Arrival(LETTER, StatementKind.LETTER, author.user, None, MessageId(LETTER), at, BY_NAME)
    await store.record_statement(key, replace(letter, roles=author.roles))
    stage = Stage(store, key, START + HOUR)
    await _with_points_changed(stage, opener)
    await _with_replies(stage, author)
    await _with_answers(stage, FIRST, HEDGE)
    stage.now = START + 4 * DAY
    await store.close_due_round(key, FIRST, unread=False, now=stage.now)
    await _summarised(stage, FIRST)
    await store.open_round(key, actor=opener, act=act(), deadline=stage.now + 3 * DAY, at=stage.now)
    stage.now += HOUR
    await _with_answers(stage, SECOND, MEADOW)
    await _brought_to(stage, state, opener)
    return stage


async def _with_points_changed(stage: Stage, opener: Actor) -> None:
    store, key, now = stage.store, stage.key, stage.now
    await store.set_aside(key, POND, "not ours", actor=opener, act=act(), at=now)
    await store.merge_points(key, GATE, PATH, actor=opener, act=act(), at=now)
    rewording = await store.reword_point(key, GRASS, "Hedgehogs like grass.", actor=opener, act=act(), at=now)
    assert rewording.verdict is Verdict.WAITING
    member_ = acting(Role.MEMBER, START)
    restated = await store.restate_point(key, GRASS, "Grass is shelter.", actor=member_, act=act(), at=now)
    stage.rewording, stage.restatement = rewording.act, restated.act


async def _with_replies(stage: Stage, author: Actor) -> None:
    store, key, now = stage.store, stage.key, stage.now
    for words in ("It hides the view.", "It hides the road, too."):
        answered = await store.answer_in_line(key, HEDGE, words, actor=author, act=act(), at=now)
        stage.posted, stage.removed = stage.removed, answered.statement
    member_ = acting(Role.MEMBER, now)
    question = await store.ask_question(
        key, GRASS, None, Wanted(QuestionKind.PLAIN, "Who mows?"), actor=member_, act=act(), at=now
    )
    stage.question = question.act
    moderator = acting(Role.MODERATOR, now)
    await store.remove_statement(key, stage.removed, "Rude", actor=moderator, act=act(), at=now)


async def _with_answers(stage: Stage, number: RoundNumber, point: PointNumber) -> None:
    for role in Role:
        if role is Role.OUTSIDER:
            continue
        actor = acting(role, stage.now)
        await stage.store.record_stance(
            stage.key, number, point, Position.AGREE_WITH_RESERVATIONS, actor=actor, act=act(), at=stage.now
        )
        await stage.store.amend_stance(
            stage.key, number, point, actor=actor, act=act(), at=stage.now, reason="It is time."
        )


async def _brought_to(stage: Stage, state: State, opener: Actor) -> None:
    store, key, now = stage.store, stage.key, stage.now
    match state:
        case State.OPEN | State.SPEAKERS:
            pass
        case State.LATE:
            stage.now += 3 * DAY
        case State.PAUSED:
            await store.pause_round(key, actor=opener, act=act(), at=now)
        case State.CLOSING:
            await store.close_round(key, actor=opener, act=act(), at=now)
        case State.CANCELLED:
            await store.cancel_round(key, actor=opener, act=act(), at=now, reason="Rain")
        case State.CLOSED | State.SUMMARISED | State.SCHEDULED | State.ENDED:
            stage.now += 4 * DAY
            await store.close_due_round(key, SECOND, unread=False, now=stage.now)
            if state is State.ENDED:
                await store.end_debate(key, actor=opener, act=act(), at=stage.now)
            elif state is not State.CLOSED:
                await _summarised(stage, SECOND)
            if state is State.SCHEDULED:
                opens, deadline = stage.now + 2 * DAY, stage.now + 5 * DAY
                await store.schedule_round(key, actor=opener, act=act(), opens=opens, deadline=deadline, at=stage.now)
    stage.now += timedelta(minutes=1)


async def _summarised(stage: Stage, number: RoundNumber) -> None:
    key = PostKey(GUILD, PostKind.SUMMARY, stage.key.debate, number)
    await stage.store.fill_post(key, "{}", ())
    await stage.store.mark_sending(key, after=None, at=stage.now)
    await stage.store.mark_sent(key, MessageId(3000 + number), at=stage.now)
