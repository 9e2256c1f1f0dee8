"""Transcripts: a debate's record with its words, without those that were taken back."""

from sqlite_utils import Database

from deliberation.exporting.transcript import Transcript
from deliberation.ids import DebateKey, StatementId
from storage.sqlite.points.listing import edited_points
from storage.sqlite.records import record
from storage.sqlite.statements.texts import Texts


def transcript(db: Database, key: DebateKey) -> Transcript:
    """Everything said and answered in a debate, with the words.

    Raises:
        NoDebateHere: there is no such debate.
    """
    known, texts = record(db, key), Texts(db, key)
    standing = {
        StatementId(statement): revision
        for statement, revision in db.execute(
            "SELECT statement, revision FROM statement WHERE guild_id = ? AND debate = ? AND withdrawn = 0"
            " ORDER BY statement",
            (key.guild, key.debate),
        ).fetchall()
    }
    passages = {point.number: point.passage for point in known.points if point.passage.statement in standing}
    return Transcript(
        record=known,
        passages={
            number: texts.words(passage.statement, passage.revision, passage.span)
            for number, passage in passages.items()
        },
        texts={statement: texts.of(statement, revision) for statement, revision in standing.items()},
        edited=edited_points(db, known),
    )
