"""0015: who seconds which question."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _add(db: Database) -> None:
    # `question` and `place` are a QuestionKey's. `act` is the last that changed it; `stands` is 0 once taken back.
    db.execute("""CREATE TABLE second (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, question INTEGER NOT NULL, place INTEGER NOT NULL,
        participant INTEGER NOT NULL, act INTEGER NOT NULL, stands INTEGER NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, question, place, participant),
        FOREIGN KEY (guild_id, debate) REFERENCES debate,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""")


STEP = Step("0015_seconds", _add)
