"""0018: the notice about words found nowhere is a line on the board, and its post is known no more."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _forget(db: Database) -> None:
    db.execute("DELETE FROM outbox_file WHERE kind = 'notice'")
    db.execute("DELETE FROM outbox WHERE kind = 'notice'")


STEP = Step("0018_no_notices", _forget)
