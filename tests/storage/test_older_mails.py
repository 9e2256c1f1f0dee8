"""Mails that repeat an older one beneath their answer: its words are not put into the mouth of whoever sends it on."""

from sqlite_utils import Database

from tests.storage.scene import Scene

MAIL = (
    "I think the pool can close on Mondays.\n\n"
    "On Mon, 3 May 2021 at 10:02, Ola <ola@example.org> wrote:\n\n"
    "The lifeguards were never asked about any of this."
)


def test_words_of_an_older_mail_are_not_the_senders(db: Database) -> None:
    scene = Scene(db)
    scene.opens("Close the pool on Mondays")
    scene.says("ann", MAIL)

    repeated = scene.says("ben", "> The lifeguards were never asked about any of this.\nThen ask them.")
    own = scene.says("cleo", "> I think the pool can close on Mondays.\nSo do I.")

    assert (repeated.pairs, repeated.unverified) == (1, 1)
    assert (own.pairs, own.unverified) == (1, 0)
