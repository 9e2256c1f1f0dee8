"""Questions asked by a button, read back from their rows."""

from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from deliberation.excerpt import CLAIM_LIMIT, excerpt
from deliberation.ids import (
    ActId,
    ChannelId,
    DebateKey,
    Link,
    MessageId,
    ParticipantId,
    PointNumber,
    RoundNumber,
    Span,
    StatementId,
)
from deliberation.question import RESPONSE_LIMIT, Document, Question, QuestionKind, Response
from deliberation.statement import Passage
from storage.sqlite import rows
from storage.sqlite.moments import moment
from storage.sqlite.statements.documents import documents_given
from storage.sqlite.statements.texts import Texts


def asked_questions(db: Database, key: DebateKey) -> tuple[Question, ...]:
    """The questions asked by a button in a debate, oldest first. What somebody erased had asked is gone."""
    return _read(db, key, "", ())


def asked_by_act(db: Database, key: DebateKey, act: ActId) -> Question | None:
    """The question asked by that act; None where there is none."""
    return next(iter(_read(db, key, " AND asked.act = ?", (act,))), None)


def _read(db: Database, key: DebateKey, where: str, values: Sequence[int]) -> tuple[Question, ...]:
    found: Iterable[rows.Row] = db.execute(
        f"""SELECT asked.act, asked.kind, asked.participant, asked.put_to, asked.words, asked.about, asked.statement,
        asked.revision, asked.span_start, asked.span_end, asked.point, asked.round, asked.asked_at, asked.withdrawn_at,
        statement.channel, statement.message,
        CASE WHEN answered_by IS NULL THEN response.words ELSE substr(revision.text, 1, {RESPONSE_LIMIT + 1}) END,
        response.participant, response.at, answered_by, answer.channel, answer.message
        FROM asked_question AS asked JOIN statement USING (guild_id, debate, statement)
        LEFT JOIN response USING (guild_id, debate, act)
        LEFT JOIN statement AS answer ON answer.guild_id = asked.guild_id AND answer.debate = asked.debate
            AND answer.statement = answered_by AND answer.withdrawn = 0
        LEFT JOIN revision ON revision.guild_id = asked.guild_id AND revision.debate = asked.debate
            AND revision.statement = answer.statement AND revision.revision = answer.revision
        WHERE asked.guild_id = ? AND asked.debate = ?{where} ORDER BY asked.asked_at, asked.act""",
        (key.guild, key.debate, *values),
    ).fetchall()
    texts, documents = Texts(db, key), documents_given(db, key)
    return tuple(_from(key, texts, row, documents) for row in found if row[4] is not None)


def answers_question(db: Database, key: DebateKey, statement: StatementId) -> bool:
    """Whether a question was answered by that statement."""
    return (
        db.execute(
            "SELECT 1 FROM response WHERE guild_id = ? AND debate = ? AND answered_by = ?",
            (key.guild, key.debate, statement),
        ).fetchone()
        is not None
    )


def _from(key: DebateKey, texts: Texts, row: rows.Row, documents: Mapping[StatementId, Sequence[str]]) -> Question:
    statement, span = StatementId(row[6]), Span(row[8], row[9])
    return Question(
        statement=statement,
        span=span,
        words=row[4],
        asked_by=ParticipantId(row[2]),
        put_to=ParticipantId(row[3]),
        round=RoundNumber(row[11]),
        link=Link(key.guild, ChannelId(row[14]), MessageId(row[15])),
        kind=QuestionKind(row[1]),
        act=ActId(row[0]),
        about=row[5],
        point=PointNumber(row[10]) if row[10] is not None else None,
        of=words_of(texts, Passage(statement, row[7], span)),
        asked_at=moment(row[12]),
        response=_response(key, row, documents),
        withdrawn=row[13] is not None,
    )


def _response(key: DebateKey, row: rows.Row, documents: Mapping[StatementId, Sequence[str]]) -> Response | None:
    """How a question was answered; None also where that was by a message that was deleted since: it waits again."""
    words, by, at, answered_by, channel, message = row[16:22]
    if at is None or (answered_by is not None and message is None):
        return None
    if answered_by is None:
        return Response(words, ParticipantId(by), moment(at))
    link = Link(key.guild, ChannelId(channel), MessageId(message))
    given = tuple(Document(name, link) for name in documents.get(StatementId(answered_by), ()))
    return Response(excerpt(words, RESPONSE_LIMIT), ParticipantId(by), moment(at), link, given)


def words_of(texts: Texts, passage: Passage) -> str:
    """The beginning of a passage, as the line that says what a question is about."""
    return excerpt(texts.words(passage.statement, passage.revision, passage.span), CLAIM_LIMIT)
