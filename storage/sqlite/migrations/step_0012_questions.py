"""0012: questions asked by a button, what was answered, and who wants to be reminded of them."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step

_STATEMENTS = (
    # `words` is empty where the kind says it all; `about` is the word whose sense is asked for.
    """CREATE TABLE asked_question (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, act INTEGER NOT NULL, participant INTEGER NOT NULL,
        put_to INTEGER NOT NULL, kind TEXT NOT NULL, words TEXT, about TEXT, statement INTEGER NOT NULL,
        revision INTEGER NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, point INTEGER,
        round INTEGER NOT NULL, asked_at INTEGER NOT NULL, withdrawn_at INTEGER,
        PRIMARY KEY (guild_id, debate, act),
        FOREIGN KEY (guild_id, debate, statement, revision) REFERENCES revision,
        FOREIGN KEY (guild_id, participant) REFERENCES participant,
        FOREIGN KEY (guild_id, put_to) REFERENCES participant (guild_id, participant)) STRICT, WITHOUT ROWID""",
    # Without words where one of the two says that it was answered elsewhere. `act` is the question's.
    """CREATE TABLE response (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, act INTEGER NOT NULL, participant INTEGER NOT NULL,
        words TEXT, by_act INTEGER NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, act),
        FOREIGN KEY (guild_id, debate, act) REFERENCES asked_question,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""",
    """CREATE TABLE wants_reminding (
        guild_id INTEGER NOT NULL, participant INTEGER NOT NULL, since INTEGER NOT NULL,
        PRIMARY KEY (guild_id, participant),
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""",
    # Written before the message is sent: a reminder may be lost in a crash, never sent twice.
    """CREATE TABLE reminded (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, round INTEGER NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, round),
        FOREIGN KEY (guild_id, debate, round) REFERENCES round) STRICT, WITHOUT ROWID""",
)


def _add(db: Database) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)


STEP = Step("0012_questions", _add)
