"""A debate acted out on a database: `Scene` runs the verbs one after the other, each in a transaction of its own.

    scene = Scene(db)
    scene.opens("Close the pool on Mondays", "Ban diving")
    reply = scene.says("ann", "> Ban diving\nDiving is why I come.")
    assert scene.record.counterpoints[0].words == "Diving is why I come."

Every act comes a minute after the one before. People are known by names; their user ids are like no other number.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Attribution, Debate, DebateDraft, Tallies
from deliberation.ids import (
    ActId,
    ChannelId,
    DebateKey,
    GuildId,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    StatementId,
    UserId,
)
from deliberation.parsing import read
from deliberation.record import DebateRecord
from deliberation.round import Round
from deliberation.stance import Position, Stance
from deliberation.statement import StatementKind
from deliberation.terms import Gate, Terms
from deliberation.views.ballot import Ballot
from storage.outgoing import PostKey, PostKind
from storage.sqlite import debates, participants, records, stances
from storage.sqlite.ballots import RoundsBefore
from storage.sqlite.rounds import closing
from storage.sqlite.rounds import opening as rounds
from storage.sqlite.statements import cards
from storage.sqlite.statements import recording as statements
from storage.sqlite.statements.indexes import DebateIndexes
from storage.verbs.statements import Arrival, Recorded

T = TypeVar("T")

GUILD = GuildId(11)
HOME = ChannelId(500)
THREAD = ChannelId(600)
START = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
USERS = {name: UserId(770_000_000_000_000_000 + 31 * place) for place, name in enumerate(("opal", "ann", "ben", "cid"))}
YES, YES_BUT, UNSURE, NO_BUT, NO = Position

DIVERS = "The pool is full of divers on Saturday mornings."
LANES = "Nobody can swim a single straight lane before noon."
POOL = f"{DIVERS} {LANES}"
UNKNOWN = "Every public bath ought to open before sunrise in winter"
"""Words that nobody in the debate said."""


def user(name: str) -> UserId:
    """The user id of somebody called `name`."""
    return USERS.setdefault(name, UserId(770_000_000_000_000_000 + 31 * len(USERS)))


def member(
    name: str, *, guild: GuildId = GUILD, moderates: bool = False, roles: tuple[int, ...] = (), **facts: Any
) -> Actor:
    """Somebody acting in a server."""
    return Actor(guild, user(name), moderates=moderates, roles=frozenset(roles), **facts)


def draft(
    *proposals: str,
    attribution: Attribution = Attribution.COUNTED,
    tallies: Tallies = Tallies.HIDDEN,
    deadline: datetime = START + timedelta(days=3),
    role: int | None = None,
    gate: Gate | None = None,
    terms: Terms | None = None,
) -> DebateDraft:
    """What somebody asks to open."""
    terms = terms or Terms(gate=gate or Gate(role=role))
    return DebateDraft("The pool", proposals, attribution, tallies, deadline, terms=terms)


class Scene:
    """A debate that happens act by act in `db`."""

    key: DebateKey

    def __init__(self, db: Database) -> None:
        self.db = db
        self.indexes = DebateIndexes()
        self.before = RoundsBefore()
        self.now = START
        self._snowflake = 10_000

    def tick(self) -> datetime:
        """The moment of the next act."""
        self.now += MINUTE
        return self.now

    def snowflake(self) -> int:
        """An id later than every one before."""
        self._snowflake += 10
        return self._snowflake

    def act(self, verb: Callable[..., T], *arguments: Any, **facts: Any) -> T:
        """What a verb returns, committed; nothing of it stays where it raises."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            result = verb(self.db, *arguments, **facts)
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")
        return result

    def opens(self, *proposals: str, placed: bool = True, **asked: Any) -> Debate:
        """Opal opens a debate; its thread is made unless it is not to be `placed` yet."""
        act = ActId(self.snowflake())
        at = self.tick()
        opened = self.act(
            debates.open_debate, draft(*proposals, **asked), actor=member("opal"), act=act, home=HOME, at=at
        )
        self.key = opened.key
        if placed:
            opening = MessageId(self.snowflake())
            return self.act(debates.place_debate, self.key, opening=opening, thread=THREAD, at=self.tick())
        return opened

    def arrival(self, name: str, text: str, **facts: Any) -> Arrival:
        """What Discord tells of a message `name` writes now."""
        statement = StatementId(facts.pop("statement", None) or self.snowflake())
        return Arrival(
            statement=statement,
            kind=facts.pop("kind", StatementKind.MESSAGE),
            user=user(name),
            guest=facts.pop("guest", None),
            message=MessageId(statement),
            said_at=facts.pop("said_at", None) or self.tick(),
            text=text,
            **facts,
        )

    def records(self, arrival: Arrival) -> Recorded:
        """The bot records what arrived."""
        return self.act(statements.record_statement, self.indexes, self.key, arrival, read(arrival.text))

    def says(self, name: str, text: str, **facts: Any) -> Recorded:
        """Somebody writes a message."""
        return self.records(self.arrival(name, text, **facts))

    def uploads(self, name: str, text: str, **facts: Any) -> Recorded:
        """Somebody uploads a letter."""
        return self.says(name, text, kind=StatementKind.LETTER, filename="letter.txt", **facts)

    def edits(self, name: str, statement: StatementId, text: str, **facts: Any) -> Recorded:
        """Somebody edits what they wrote before."""
        return self.says(name, text, statement=statement, said_at=START, edited_at=self.tick(), **facts)

    def deletes(self, statement: StatementId) -> None:
        """Somebody deletes what they wrote."""
        self.act(statements.withdraw_statement, self.indexes, self.key, statement, at=self.tick())

    def stands(self, name: str, point: int, position: Position, *, number: int = 1, **facts: Any) -> Stance:
        """Somebody presses a button under a claim."""
        facts.setdefault("act", ActId(self.snowflake()))
        facts.setdefault("at", self.tick())
        return self.act(
            stances.record_stance,
            self.key,
            RoundNumber(number),
            PointNumber(point),
            position,
            actor=facts.pop("actor", member(name)),
            **facts,
        )

    def amends(self, name: str, point: int = 1, *, number: int = 1, **added: Any) -> Stance:
        """Somebody adds words or a credit to their stance."""
        facts = {"actor": member(name), "act": ActId(self.snowflake()), "at": self.tick(), **added}
        return self.act(stances.amend_stance, self.key, RoundNumber(number), PointNumber(point), **facts)

    def ballot(self, name: str, number: int = 1) -> Ballot:
        """The ballot of somebody as it stands."""
        return stances.ballot(self.db, self.before, self.key, RoundNumber(number), actor=member(name))

    def closes(self) -> Round:
        """Opal has the open round closed; where that takes effect later, that time goes by."""
        act = ActId(self.snowflake())
        asked: Round = self.act(rounds.close_round, self.key, actor=member("opal"), act=act, at=self.tick())
        if asked.over:
            return asked
        self.now = asked.closes_at
        closed = self.act(closing.close_due_round, self.key, asked.number, unread=False, now=self.now)
        assert closed is not None
        return closed

    def opens_round(self) -> Round:
        """Opal opens the next round for three days."""
        at, act = self.tick(), ActId(self.snowflake())
        deadline = at + timedelta(days=3)
        return self.act(rounds.open_round, self.key, actor=member("opal"), act=act, deadline=deadline, at=at)

    def participant(self, name: str) -> ParticipantId:
        """The surrogate of somebody who took part."""
        known = participants.known_participant(self.db, GUILD, user(name))
        assert known is not None, f"{name} never took part"
        return known

    @property
    def record(self) -> DebateRecord:
        """The debate as it stands."""
        return records.record(self.db, self.key)

    def card(self, statement: StatementId) -> Any:
        """The card of a statement."""
        return cards.card(self.db, self.key, statement)

    def state(self, kind: PostKind, subject: int | None = None, generation: int = 0) -> str | None:
        """Where a post of the debate, or of a statement, is on its way; None where it was never owed."""
        row = self.db.execute(
            "SELECT state FROM outbox WHERE guild_id = ? AND kind = ? AND subject = ? AND generation = ?",
            (GUILD, kind.value, self.key.debate if subject is None else subject, generation),
        ).fetchone()
        return row[0] if row else None

    def changes(self, kind: PostKind, subject: int | None = None, generation: int = 0) -> int:
        """How often what a post shows has changed since it was owed."""
        row = self.db.execute(
            "SELECT changes FROM outbox WHERE guild_id = ? AND kind = ? AND subject = ? AND generation = ?",
            (GUILD, kind.value, self.key.debate if subject is None else subject, generation),
        ).fetchone()
        return row[0]

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables: what must not change where nothing is written."""
        return {table: self.db.execute(f"SELECT * FROM {table}").fetchall() for table in self.db.table_names()}


def post(scene: Scene, kind: PostKind, generation: int = 0) -> PostKey:
    """The key of one of the debate's posts."""
    return PostKey(GUILD, kind, scene.key.debate, generation)
