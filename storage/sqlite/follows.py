"""Follows: who wants to be mentioned when a debate's round opens or closes; the post that tells them of an opening."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.following import Following, Wish
from deliberation.ids import DebateKey, UserId
from deliberation.round import Round
from storage.outgoing import PostKey, PostKind
from storage.sqlite import outbox, rows
from storage.sqlite.moments import micros
from storage.sqlite.participants import NOBODY, known_participant, participant_of
from storage.sqlite.servers import server

_BEHIND = timedelta(microseconds=1)
"""How much later a call is owed than the board it belongs to, so that it stands beneath."""


def follow(db: Database, key: DebateKey, *, actor: Actor, wish: Wish, at: datetime) -> Following:
    """Let the actor follow a debate, or follow it no more; how they stand to it then.

    Raises:
        NoDebateHere, AnotherServer: as they say.
        DebateEnded: nothing of it will open or close any more. What was followed can be left all the same.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    who = known_participant(db, key.guild, actor.user) or NOBODY
    followed = _follows(db, key, who)
    follows = not followed if wish is Wish.TURN else wish is Wish.FOLLOW
    if follows and not followed:
        debate.must_be_open()
        who = participant_of(db, key.guild, actor.user, at)
        db.execute(
            "INSERT INTO follow (guild_id, debate, participant, since) VALUES (?, ?, ?, ?)",
            (key.guild, key.debate, who, micros(at)),
        )
    elif followed and not follows:
        db.execute(
            "DELETE FROM follow WHERE guild_id = ? AND debate = ? AND participant = ?", (key.guild, key.debate, who)
        )
    return Following(debate, follows, len(followers(db, key)), server(db, key.guild).followers)


def followers(db: Database, key: DebateKey) -> tuple[UserId, ...]:
    """Who follows a debate, in the order in which they began to."""
    found = db.execute(
        """SELECT user_id FROM follow JOIN participant USING (guild_id, participant)
        WHERE guild_id = ? AND debate = ? AND user_id IS NOT NULL ORDER BY since, participant""",
        (key.guild, key.debate),
    )
    return tuple(UserId(user) for (user,) in found)


def owe_call(db: Database, debate: Debate, round_: Round, *, at: datetime) -> None:
    """Owe the post that tells followers that a round has opened; nothing where nobody follows. That it closed, its
    summary tells them.
    """
    if not followers(db, debate.key):
        return
    call = PostKey(debate.key.guild, PostKind.CALL, debate.key.debate, round_.number, 2 * round_.reopened)
    outbox.owe_post(db, call, debate.thread or debate.home, at=at + _BEHIND)


def _follows(db: Database, key: DebateKey, participant: int) -> bool:
    row = db.execute(
        "SELECT 1 FROM follow WHERE guild_id = ? AND debate = ? AND participant = ?",
        (key.guild, key.debate, participant),
    ).fetchone()
    return row is not None
