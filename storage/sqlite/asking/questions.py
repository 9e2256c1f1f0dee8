"""Questions asked by a button: asking, answering and settling them, and reading them back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.errors import NobodyToAsk, NoSuchPoint, NoSuchQuestion, NoSuchStatement, NotYourWords
from deliberation.ids import (
    ActId,
    DebateKey,
    ParticipantId,
    PointNumber,
    Span,
    StatementId,
)
from deliberation.point import Point, current
from deliberation.question import (
    Question,
    Wanted,
    must_be_answerable,
    must_be_askable,
    must_be_settleable,
    must_be_withdrawable,
    response_words,
)
from deliberation.round import round_of
from deliberation.statement import Passage
from storage.sqlite import rows
from storage.sqlite.asking.asked import asked_by_act, asked_questions, words_of
from storage.sqlite.moments import micros
from storage.sqlite.participants import NOBODY, known_participant, participant_of
from storage.sqlite.rounds.opening import mark_board
from storage.sqlite.rules import must_keep_words
from storage.sqlite.servers import acting
from storage.sqlite.statements.texts import Texts


@dataclass(frozen=True, slots=True)
class _About:
    """What a question is about: a passage, whose it is, and the point that it is, where it is one."""

    passage: Passage
    author: ParticipantId | None
    point: PointNumber | None
    withdrawn: bool


def must_take_question(
    db: Database,
    key: DebateKey,
    point: PointNumber | None,
    statement: StatementId | None,
    *,
    actor: Actor,
    at: datetime,
) -> str:
    """Refuse, before the form is shown, a question that the actor may not ask; else the words it would be about.

    Raises:
        As `ask_question`, but for what it says of the question's own words.
    """
    _may_ask(db, key, actor)
    must_keep_words(db, "", actor=actor, at=at)
    about = _about(db, key, point, statement)
    asker = known_participant(db, key.guild, actor.user) or NOBODY
    must_be_askable(asker, about.author, asked_questions(db, key))
    return words_of(Texts(db, key), about.passage)


def ask_question(
    db: Database,
    key: DebateKey,
    point: PointNumber | None,
    statement: StatementId | None,
    wanted: Wanted,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
) -> Question:
    """Put a question to whoever said the passage of `point`, or else `statement`; the one that the act asked before.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, DebateEnded, NoSuchPoint, TimedOut, BlockedWord: as they say.
        NobodyToAsk, OwnWords, TooManyQuestions: as `must_be_askable` says.
    """
    known = asked_by_act(db, key, act)
    if known is not None:
        return known
    _may_ask(db, key, actor)
    must_keep_words(db, f"{wanted.words}\n{wanted.about or ''}", actor=actor, at=at)
    about = _about(db, key, point, statement)
    asker = participant_of(db, key.guild, actor.user, at)
    must_be_askable(asker, about.author, asked_questions(db, key))
    rounds = rows.rounds_of(db, key)
    db.execute(
        """INSERT INTO asked_question (guild_id, debate, act, participant, put_to, kind, words, about, statement,
        revision, span_start, span_end, point, round, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            key.guild,
            key.debate,
            act,
            asker,
            about.author,
            wanted.kind.value,
            wanted.words,
            wanted.about,
            about.passage.statement,
            about.passage.revision,
            about.passage.span.start,
            about.passage.span.end,
            about.point,
            round_of(rounds, at),
            micros(at),
        ),
    )
    mark_board(db, key, rounds, at)
    return _question(db, key, act)


def must_take_response(db: Database, key: DebateKey, question: ActId, *, actor: Actor, at: datetime) -> Question:
    """Refuse, before the form is shown, an answer by anybody but whoever was asked; else the question.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NoSuchQuestion, NotYourQuestion, QuestionSettled, TimedOut: as they
            say.
    """
    _open_debate(db, key, actor)
    must_keep_words(db, "", actor=actor, at=at)
    asked = _question(db, key, question)
    must_be_answerable(asked, _whoever(db, actor))
    return asked


def respond(
    db: Database,
    key: DebateKey,
    question: ActId,
    words: str,
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
    statement: StatementId | None = None,
) -> Question:
    """Answer a question with words, or by a `statement` of one's own with its words and documents; the same act once.

    Raises:
        NoSuchStatement, NotYourWords: of the statement.
        EmptyText, TextTooLong, BlockedWord: of the words.
        As `must_take_response`.
    """
    if _response_act(db, key, question) == act:
        return _question(db, key, question)
    words = response_words(words) if statement is None else ""
    must_take_response(db, key, question, actor=actor, at=at)
    if statement is None:
        must_keep_words(db, words, actor=actor, at=at)
    else:
        _must_be_own(db, key, statement, _whoever(db, actor))
    return _save_response(db, key, question, words, by=_whoever(db, actor), act=act, at=at, statement=statement)


def settle_question(
    db: Database, key: DebateKey, question: ActId, *, actor: Actor, act: ActId, at: datetime
) -> Question:
    """Note that a question was answered elsewhere, as whoever asked or was asked says; the same act once.

    Raises:
        NoDebateHere, AnotherServer, NoSuchQuestion, NotYourQuestion, QuestionSettled: as they say.
    """
    actor.must_be_in(key.guild)
    rows.debate_here(db, key)
    asked = _question(db, key, question)
    if _response_act(db, key, question) == act:
        return asked
    by = _whoever(db, actor)
    must_be_settleable(asked, by)
    return _save_response(db, key, question, None, by=by, act=act, at=at)


def withdraw_question(db: Database, key: DebateKey, question: ActId, *, actor: Actor, at: datetime) -> Question:
    """Take back a question of the actor's own.

    Raises:
        NoDebateHere, AnotherServer, NoSuchQuestion, NotYourQuestion, QuestionSettled: as they say.
    """
    actor.must_be_in(key.guild)
    rows.debate_here(db, key)
    must_be_withdrawable(_question(db, key, question), _whoever(db, actor))
    db.execute(
        "UPDATE asked_question SET withdrawn_at = ? WHERE guild_id = ? AND debate = ? AND act = ?",
        (micros(at), key.guild, key.debate, question),
    )
    mark_board(db, key, rows.rounds_of(db, key), at)
    return _question(db, key, question)


def _question(db: Database, key: DebateKey, act: ActId) -> Question:
    found = asked_by_act(db, key, act)
    if found is None:
        raise NoSuchQuestion
    return found


def _response_act(db: Database, key: DebateKey, question: ActId) -> int | None:
    row = db.execute(
        "SELECT by_act FROM response WHERE guild_id = ? AND debate = ? AND act = ?", (key.guild, key.debate, question)
    ).fetchone()
    return row[0] if row else None


def _save_response(
    db: Database,
    key: DebateKey,
    question: ActId,
    words: str | None,
    *,
    by: ParticipantId,
    act: ActId,
    at: datetime,
    statement: StatementId | None = None,
) -> Question:
    # In place of what a message answered that was deleted since.
    db.execute(
        """INSERT OR REPLACE INTO response (guild_id, debate, act, participant, words, by_act, at, answered_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (key.guild, key.debate, question, by, words, act, micros(at), statement),
    )
    mark_board(db, key, rows.rounds_of(db, key), at)
    return _question(db, key, question)


def _must_be_own(db: Database, key: DebateKey, statement: StatementId, who: ParticipantId) -> None:
    row = db.execute(
        "SELECT author, withdrawn FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is None or row[1]:
        raise NoSuchStatement
    if row[0] != who:
        raise NotYourWords


def _open_debate(db: Database, key: DebateKey, actor: Actor) -> Debate:
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    debate.must_be_open()
    return debate


def _may_ask(db: Database, key: DebateKey, actor: Actor) -> None:
    debate = _open_debate(db, key, actor)
    acting(db, actor).must_hold(debate.terms.gate.role)


def _whoever(db: Database, actor: Actor) -> ParticipantId:
    return known_participant(db, actor.guild, actor.user) or NOBODY


def _about(db: Database, key: DebateKey, point: PointNumber | None, statement: StatementId | None) -> _About:
    about = _about_point(db, key, point) if point is not None else _about_statement(db, key, statement)
    if about.withdrawn:
        raise NobodyToAsk
    return about


def _about_point(db: Database, key: DebateKey, number: PointNumber) -> _About:
    points = {point.number: point for point in rows.points_of(db, key)}
    found = points.get(current(number, rows.merges_of(db, key)))
    if found is None:
        raise NoSuchPoint({"point": number})
    return _About(found.passage, found.author, found.number, _is_withdrawn(db, key, found.passage.statement))


def _about_statement(db: Database, key: DebateKey, statement: StatementId | None) -> _About:
    """A whole statement; with the point of it, where it holds exactly one."""
    row = db.execute(
        """SELECT author, revision, withdrawn, length(text) FROM statement JOIN revision USING
        (guild_id, debate, statement, revision) WHERE guild_id = ? AND debate = ? AND statement = ?""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is None or statement is None:
        raise NobodyToAsk
    author, revision, withdrawn, length = row
    within = [point for point in rows.points_of(db, key) if point.passage.statement == statement]
    about = _About(Passage(statement, revision, Span(0, length)), author, None, bool(withdrawn))
    return _with_only_point(about, within)


def _with_only_point(about: _About, within: Sequence[Point]) -> _About:
    return replace(about, point=within[0].number) if len(within) == 1 else about


def _is_withdrawn(db: Database, key: DebateKey, statement: StatementId) -> bool:
    row = db.execute(
        "SELECT withdrawn FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?",
        (key.guild, key.debate, statement),
    ).fetchone()
    return row is None or bool(row[0])
