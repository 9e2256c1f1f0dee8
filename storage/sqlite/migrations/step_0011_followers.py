"""0011: the role that is mentioned where more people follow a debate than one message can mention."""

from sqlite_utils import Database

from storage.sqlite.migrations.step import Step


def _add(db: Database) -> None:
    db.execute("ALTER TABLE server ADD COLUMN followers INTEGER")


STEP = Step("0011_followers", _add)
