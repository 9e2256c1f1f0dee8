"""Records: everything said and answered in a debate, read back as one value."""

from collections.abc import Set

import sqlite_utils

from deliberation.debate import Attribution
from deliberation.ids import ChannelId, DebateKey, Link, MessageId, ParticipantId, RoundNumber, Span, StatementId
from deliberation.question import Question
from deliberation.record import DebateRecord, StatementHead
from deliberation.statement import StatementKind
from deliberation.terms import Voice
from storage.sqlite import log, rows
from storage.sqlite.asking.asked import asked_questions
from storage.sqlite.asking.seconders import with_seconders
from storage.sqlite.moments import moment
from storage.sqlite.participants import everybody, writers_and_opener
from storage.sqlite.points.changes import changes_of
from storage.sqlite.points.counterpoints import counterpoints_of
from storage.sqlite.points.meanings import meanings
from storage.sqlite.statements.texts import Texts


def record(db: sqlite_utils.Database, key: DebateKey) -> DebateRecord:
    """Everything said and answered in a debate.

    In a counted debate `users` holds only who opened it or wrote in it, which everybody sees anyway: what is made from
    the record cannot name somebody who only answered.

    Raises:
        NoDebateHere: there is no such debate.
    """
    debate = rows.debate_here(db, key)
    answers = counterpoints_of(db, key)
    named = debate.attribution is Attribution.NAMED
    return DebateRecord(
        debate=debate,
        rounds=rows.rounds_of(db, key),
        points=rows.points_of(db, key),
        counterpoints=answers,
        merges=rows.merges_of(db, key),
        changes=changes_of(db, key),
        meant=meanings(db, key),
        stances=rows.stances_of(db, key),
        statements=heads(db, key, {answer.passage.statement for answer in answers}),
        questions=all_questions(db, key),
        takers=takers(db, key),
        scheduled=rows.scheduled_in(db, key),
        agenda=rows.agenda_rows(db, key),
        decisions=rows.decisions_of(db, key),
        deeds=log.entries(db, key),
        users=everybody(db, key) if named else writers_and_opener(db, key),
    )


def heads(
    db: sqlite_utils.Database, key: DebateKey, answering: Set[int] = frozenset(), *, where: str = ""
) -> tuple[StatementHead, ...]:
    """All statements but the opening, or those of them `where` it is so, in the order in which they were said;
    `answering` are those with an answer.

    What somebody erased is counted as before.
    """
    found = db.execute(
        f"""SELECT statement, kind, author, guest, round, said_at, channel, message, withdrawn AND NOT erased, voice
        FROM statement WHERE guild_id = ? AND debate = ? AND kind != ? {where} ORDER BY statement""",
        (key.guild, key.debate, StatementKind.OPENING.value),
    )
    return tuple(
        StatementHead(
            id=StatementId(statement),
            kind=StatementKind(kind),
            author=ParticipantId(author) if author is not None else None,
            guest=guest,
            round=RoundNumber(number),
            said_at=moment(said_at),
            link=Link(key.guild, ChannelId(channel), MessageId(message)),
            answers=statement in answering,
            withdrawn=bool(withdrawn),
            voice=Voice(voice),
        )
        for statement, kind, author, guest, number, said_at, channel, message, withdrawn, voice in found
    )


def all_questions(db: sqlite_utils.Database, key: DebateKey) -> tuple[Question, ...]:
    """Every question of a debate, those asked in answers and those asked by a button, with who seconds it."""
    return with_seconders(db, key, (*_questions(db, key), *asked_questions(db, key)))


def _questions(db: sqlite_utils.Database, key: DebateKey) -> tuple[Question, ...]:
    """The questions of the latest revisions that were not withdrawn, in order."""
    texts = Texts(db, key)
    found = db.execute(
        """SELECT statement, revision, span_start, span_end, put_to, author, round, channel, message, (
            SELECT source.guest FROM pair JOIN statement AS source ON source.guild_id = pair.guild_id
            AND source.debate = pair.debate AND source.statement = pair.source
            WHERE pair.guild_id = question.guild_id AND pair.debate = question.debate
            AND pair.statement = question.statement AND pair.revision = question.revision
            AND pair.response_start <= question.span_start AND question.span_end <= pair.response_end)
        FROM question JOIN statement USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND withdrawn = 0 ORDER BY statement, span_start""",
        (key.guild, key.debate),
    )
    return tuple(
        Question(
            statement=StatementId(statement),
            span=Span(start, end),
            words=texts.words(statement, revision, Span(start, end)),
            asked_by=ParticipantId(author) if author is not None else None,
            put_to=ParticipantId(put_to) if put_to is not None else None,
            round=RoundNumber(number),
            link=Link(key.guild, ChannelId(channel), MessageId(message)),
            guest=guest,
        )
        for statement, revision, start, end, put_to, author, number, channel, message, guest in found.fetchall()
    )


def takers(db: sqlite_utils.Database, key: DebateKey) -> frozenset[ParticipantId]:
    """Who opened the ballot."""
    found = db.execute("SELECT participant FROM taker WHERE guild_id = ? AND debate = ?", (key.guild, key.debate))
    return frozenset(ParticipantId(participant) for (participant,) in found)
