"""0001: the tables of the first release. Released: never edited; what changes is a step of its own.

Every key begins with the guild; ids are snowflakes or made by the bot, never rowids; times are UTC microseconds since
1970 (INTEGER), so that they sort and compare as they stand.
"""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step

_TABLES: tuple[str, ...] = (
    # Identity lives in this one table; erasing a person removes their row's user_id.
    """CREATE TABLE participant (
        guild_id INTEGER NOT NULL, participant INTEGER NOT NULL, user_id INTEGER, made_at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, participant), UNIQUE (guild_id, user_id)) STRICT, WITHOUT ROWID""",
    # `changes` counts what was said, revised or withdrawn: what is kept in memory about a debate is checked against it.
    """CREATE TABLE debate (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, title TEXT NOT NULL, attribution TEXT NOT NULL,
        tallies TEXT NOT NULL, state TEXT NOT NULL, opener INTEGER NOT NULL, home INTEGER NOT NULL, thread INTEGER,
        opening INTEGER, role INTEGER, planned_rounds INTEGER NOT NULL, opened_at INTEGER NOT NULL,
        changes INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (guild_id, debate),
        FOREIGN KEY (guild_id, opener) REFERENCES participant (guild_id, participant)) STRICT, WITHOUT ROWID""",
    """CREATE UNIQUE INDEX debate_by_thread ON debate (guild_id, thread) WHERE thread IS NOT NULL""",
    """CREATE TABLE pseudonym (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, participant INTEGER NOT NULL, pseudonym TEXT NOT NULL,
        PRIMARY KEY (guild_id, debate, participant), UNIQUE (guild_id, debate, pseudonym),
        FOREIGN KEY (guild_id, debate) REFERENCES debate,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""",
    """CREATE TABLE taker (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, participant INTEGER NOT NULL, since INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, participant),
        FOREIGN KEY (guild_id, debate) REFERENCES debate,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""",
    """CREATE TABLE round (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, round INTEGER NOT NULL, state TEXT NOT NULL,
        opened_at INTEGER NOT NULL, deadline INTEGER NOT NULL, closed_at INTEGER, closed_by INTEGER,
        unread INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (guild_id, debate, round),
        FOREIGN KEY (guild_id, debate) REFERENCES debate) STRICT, WITHOUT ROWID""",
    """CREATE INDEX round_by_deadline ON round (state, deadline)""",
    """CREATE TABLE statement (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, kind TEXT NOT NULL,
        author INTEGER, guest TEXT, channel INTEGER NOT NULL, message INTEGER NOT NULL, round INTEGER NOT NULL,
        said_at INTEGER NOT NULL, revision INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0, reply_to INTEGER,
        filename TEXT,
        PRIMARY KEY (guild_id, debate, statement),
        FOREIGN KEY (guild_id, debate) REFERENCES debate) STRICT, WITHOUT ROWID""",
    """CREATE INDEX statement_by_message ON statement (guild_id, debate, message)""",
    """CREATE TABLE revision (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, revision INTEGER NOT NULL,
        text TEXT NOT NULL, revised_at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, statement, revision),
        FOREIGN KEY (guild_id, debate, statement) REFERENCES statement) STRICT""",
    """CREATE TABLE point (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, point INTEGER NOT NULL, origin TEXT NOT NULL,
        claim TEXT NOT NULL, statement INTEGER NOT NULL, revision INTEGER NOT NULL, span_start INTEGER NOT NULL,
        span_end INTEGER NOT NULL, author INTEGER, made_at INTEGER NOT NULL, round INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, point),
        FOREIGN KEY (guild_id, debate, statement, revision) REFERENCES revision) STRICT, WITHOUT ROWID""",
    """CREATE INDEX point_by_statement ON point (guild_id, debate, statement)""",
    # Every quoted pair of every revision, answered or not; a pair with an answer that counts has a counterpoint.
    """CREATE TABLE pair (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, revision INTEGER NOT NULL,
        pair INTEGER NOT NULL, syntax TEXT NOT NULL, quoted TEXT NOT NULL, quote_start INTEGER NOT NULL,
        quote_end INTEGER NOT NULL, response_start INTEGER, response_end INTEGER, source INTEGER,
        source_revision INTEGER, source_start INTEGER, source_end INTEGER, score REAL,
        changed INTEGER NOT NULL DEFAULT 0, point INTEGER, counterpoint INTEGER,
        PRIMARY KEY (guild_id, debate, statement, revision, pair),
        FOREIGN KEY (guild_id, debate, statement, revision) REFERENCES revision,
        FOREIGN KEY (guild_id, debate, point) REFERENCES point) STRICT, WITHOUT ROWID""",
    """CREATE INDEX pair_by_point ON pair (guild_id, debate, point) WHERE point IS NOT NULL""",
    """CREATE INDEX pair_by_counterpoint ON pair (guild_id, debate, counterpoint)""",
    """CREATE INDEX pair_unverified ON pair (guild_id, debate) WHERE source IS NULL""",
    """CREATE TABLE merge (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL,
        by INTEGER, at INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate, source, at),
        FOREIGN KEY (guild_id, debate, source) REFERENCES point (guild_id, debate, point),
        FOREIGN KEY (guild_id, debate, target) REFERENCES point (guild_id, debate, point)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE question (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, statement INTEGER NOT NULL, revision INTEGER NOT NULL,
        span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, put_to INTEGER,
        PRIMARY KEY (guild_id, debate, statement, revision, span_start),
        FOREIGN KEY (guild_id, debate, statement, revision) REFERENCES revision) STRICT, WITHOUT ROWID""",
    # Append-only: the last one of a round counts. One act may give several (Keep the rest), hence the point in the key.
    # Each press looks up the participant's own, so they lie together: with the round first, SQLite read all the round.
    """CREATE TABLE stance (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, round INTEGER NOT NULL, point INTEGER NOT NULL,
        participant INTEGER NOT NULL, act INTEGER NOT NULL, position TEXT NOT NULL, given_at INTEGER NOT NULL,
        reason TEXT, condition TEXT, credit INTEGER, kept INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (guild_id, debate, participant, round, point, act),
        FOREIGN KEY (guild_id, debate, round) REFERENCES round,
        FOREIGN KEY (guild_id, debate, point) REFERENCES point,
        FOREIGN KEY (guild_id, participant) REFERENCES participant) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cursor (
        guild_id INTEGER NOT NULL, debate INTEGER NOT NULL, after INTEGER, read_until INTEGER NOT NULL,
        PRIMARY KEY (guild_id, debate),
        FOREIGN KEY (guild_id, debate) REFERENCES debate) STRICT, WITHOUT ROWID""",
    """CREATE TABLE outbox (
        guild_id INTEGER NOT NULL, kind TEXT NOT NULL, subject INTEGER NOT NULL, generation INTEGER NOT NULL,
        part INTEGER NOT NULL, channel INTEGER NOT NULL, state TEXT NOT NULL, body TEXT, after INTEGER,
        message INTEGER, attempts INTEGER NOT NULL DEFAULT 0, owed_at INTEGER NOT NULL, sent_at INTEGER,
        edited_at INTEGER, due_at INTEGER, changes INTEGER NOT NULL DEFAULT 0, shown INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (guild_id, kind, subject, generation, part)) STRICT, WITHOUT ROWID""",
    """CREATE INDEX outbox_by_state ON outbox (state, due_at)""",
    """CREATE TABLE outbox_file (
        guild_id INTEGER NOT NULL, kind TEXT NOT NULL, subject INTEGER NOT NULL, generation INTEGER NOT NULL,
        part INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, description TEXT, data BLOB NOT NULL,
        PRIMARY KEY (guild_id, kind, subject, generation, part, place),
        FOREIGN KEY (guild_id, kind, subject, generation, part) REFERENCES outbox) STRICT""",
    """CREATE TABLE digest (
        guild_id INTEGER NOT NULL PRIMARY KEY, channel INTEGER NOT NULL, weekday INTEGER NOT NULL,
        hour INTEGER NOT NULL, zone TEXT NOT NULL, set_at INTEGER NOT NULL, next_at INTEGER NOT NULL,
        quiet_said INTEGER NOT NULL DEFAULT 0)
        STRICT, WITHOUT ROWID""",
    # One row: who may write. The generation grows with every start; a writer of an older one is refused.
    """CREATE TABLE lease (
        one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), generation INTEGER NOT NULL, holder TEXT NOT NULL,
        taken_at INTEGER NOT NULL) STRICT""",
)


def _make(db: Database) -> None:
    for statement in _TABLES:
        db.execute(statement)


STEP = Step("0001_first_tables", _make)
