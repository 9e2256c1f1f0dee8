from sqlite_utils import Database

from storage.sqlite.words import MARKS, WORDS, text_columns


def test_every_column_that_can_hold_words_is_registered(db: Database) -> None:
    registered = {(words.table, words.column) for words in WORDS}
    assert text_columns(db) == registered | MARKS


def test_no_column_is_both_words_and_a_mark() -> None:
    assert not {(words.table, words.column) for words in WORDS} & MARKS


def test_columns_of_numbers_cannot_hold_words_by_mistake(db: Database) -> None:
    """STRICT: SQLite would otherwise keep any text in an INTEGER column."""
    loose = db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
    ).fetchall()
    assert {name for (name,) in loose} <= {"sqlite_schema", "_sqlite_migrations", "sqlite_stat1", "sqlite_stat4"}
