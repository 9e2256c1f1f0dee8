"""The outbox: each post the bot owes, from owed to sent, so that it appears exactly once, and its edits afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from deliberation.ids import ChannelId, GuildId, MessageId
from storage.outgoing import Outgoing, PostFile, PostKey, PostKind, PostState
from storage.sqlite.moments import micros, moment, moment_or_none

BOARD_EDIT_GAP = 60_000_000
"""Microseconds between two edits of one board."""

_COLUMNS = """guild_id, kind, subject, generation, part, channel, state, owed_at, body, after, message, attempts,
    due_at, changes, erased > shown"""
_THIS = "guild_id = ? AND kind = ? AND subject = ? AND generation = ? AND part = ?"


def owe_post(db: Database, key: PostKey, channel: ChannelId, *, at: datetime) -> bool:
    """Owe a post; False where it is owed, was sent or was given up already."""
    cursor = db.execute(
        """INSERT INTO outbox (guild_id, kind, subject, generation, part, channel, state, owed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        (*_row_key(key), channel, PostState.OWED.value, micros(at)),
    )
    return cursor.rowcount == 1


def request_edit(db: Database, key: PostKey, *, at: datetime) -> None:
    """Note that what a post shows has changed at `at`.

    Of a post that stands, an edit becomes due: at once, or for a board a minute after it was last sent or edited; one
    that is due or postponed already keeps its time. A post on its way is edited after it has been sent, if it was
    rendered before the change. Nothing happens where there is no such post, or it was given up.
    """
    db.execute(
        f"""UPDATE outbox SET changes = changes + 1, due_at = CASE
            WHEN state != ? OR due_at IS NOT NULL THEN due_at
            ELSE max(?, coalesce(edited_at, sent_at) + ?) END
        WHERE {_THIS} AND state != ?""",
        (PostState.SENT.value, micros(at), _edit_gap(key), *_row_key(key), PostState.GIVEN_UP.value),
    )


def posts_due(db: Database, now: datetime) -> tuple[Outgoing, ...]:
    """Posts to render (owed), send (queued) or look for (sending) at `now`, oldest first."""
    rows = db.execute(
        f"""SELECT {_COLUMNS} FROM outbox WHERE state IN (?, ?, ?) AND (due_at IS NULL OR due_at <= ?)
        ORDER BY owed_at, guild_id, kind, subject, generation, part""",
        (PostState.OWED.value, PostState.QUEUED.value, PostState.SENDING.value, micros(now)),
    )
    return _outgoing(db, rows.fetchall())


def edits_due(db: Database, now: datetime) -> tuple[Outgoing, ...]:
    """Posts that stand and show what has changed since, with their edit due at `now`; the longest due first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE state = ? AND due_at <= ? ORDER BY due_at, guild_id, kind, subject",
        (PostState.SENT.value, micros(now)),
    )
    return _outgoing(db, rows.fetchall())


def post(db: Database, key: PostKey) -> Outgoing | None:
    """The post of that key, None where it was never owed."""
    row = db.execute(f"SELECT {_COLUMNS} FROM outbox WHERE {_THIS}", _row_key(key)).fetchone()
    return None if row is None else _outgoing(db, [row])[0]


def fill_post(
    db: Database, key: PostKey, body: str, files: Sequence[PostFile], *, changes: int | None = None
) -> Outgoing:
    """Store what an owed post says: `owed → queued`. A post already filled stays as it is, unless what it said was
    erased while it was being sent: then it is filled anew.

    `changes` is that of the `Outgoing` after whose reading the body was rendered; None takes every change so far for
    shown. What was rendered before somebody's words were erased is not stored: the post stays owed.

    Raises:
        KeyError: the post was never owed.
    """
    filled = db.execute(
        f"""UPDATE outbox SET body = ?, shown = coalesce(?, changes),
            state = CASE state WHEN ? THEN ? ELSE state END, due_at = CASE state WHEN ? THEN NULL ELSE due_at END
        WHERE {_THIS} AND state IN (?, ?) AND body IS NULL AND coalesce(?, changes) >= erased""",
        (
            body,
            changes,
            PostState.OWED.value,
            PostState.QUEUED.value,
            PostState.OWED.value,
            *_row_key(key),
            PostState.OWED.value,
            PostState.SENDING.value,
            changes,
        ),
    )
    if filled.rowcount == 1:
        for place, file in enumerate(files):
            db.execute(
                """INSERT INTO outbox_file (guild_id, kind, subject, generation, part, place, name, description, data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (*_row_key(key), place, file.name, file.description, file.data),
            )
    return _known(db, key)


def mark_sending(db: Database, key: PostKey, *, after: MessageId | None, at: datetime) -> Outgoing:
    """Note that sending begins: `queued → sending`. A post in any other state stays as it is: one already sending
    keeps its first `after`, one already sent must not be sent again.

    Raises:
        KeyError: the post was never owed.
    """
    db.execute(
        f"UPDATE outbox SET state = ?, after = ?, sent_at = ?, due_at = NULL WHERE {_THIS} AND state = ?",
        (PostState.SENDING.value, after, micros(at), *_row_key(key), PostState.QUEUED.value),
    )
    return _known(db, key)


def mark_sent(db: Database, key: PostKey, message: MessageId, *, at: datetime, changes: int | None = None) -> None:
    """Note the message: `sending → sent`. Of a post that stands already, note that it was edited.

    What changed after `changes` (that of the `Outgoing` an edit was rendered for; None for every change so far) is
    due as a further edit, as `request_edit` says.

    Raises:
        KeyError: the post was never owed.
    """
    if _known(db, key).state is PostState.SENT:
        db.execute(
            f"UPDATE outbox SET message = ?, edited_at = ?, shown = max(shown, coalesce(?, changes)) WHERE {_THIS}",
            (message, micros(at), changes, *_row_key(key)),
        )
    else:
        db.execute(
            f"UPDATE outbox SET state = ?, message = ?, sent_at = ? WHERE {_THIS}",
            (PostState.SENT.value, message, micros(at), *_row_key(key)),
        )
        _drop_files(db, key)
    db.execute(
        f"UPDATE outbox SET attempts = 0, due_at = CASE WHEN changes > shown THEN ? END WHERE {_THIS}",
        (micros(at) + _edit_gap(key), *_row_key(key)),
    )


def postpone_post(db: Database, key: PostKey, *, until: datetime) -> None:
    """A try failed: try again (rendering, sending or editing) at `until`."""
    db.execute(
        f"UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE {_THIS} AND state != ?",
        (micros(until), *_row_key(key), PostState.GIVEN_UP.value),
    )


def hold_post(db: Database, key: PostKey, *, until: datetime) -> None:
    """A try begins: whoever finds it half done waits until `until`. This counts as no try."""
    db.execute(
        f"UPDATE outbox SET due_at = ? WHERE {_THIS} AND state != ?",
        (micros(until), *_row_key(key), PostState.GIVEN_UP.value),
    )


def hasten_post(db: Database, key: PostKey, *, at: datetime) -> None:
    """Try again at `at` what was to wait longer. What waits for nothing stays as it is."""
    db.execute(
        f"UPDATE outbox SET due_at = ? WHERE {_THIS} AND due_at > ? AND state != ?",
        (micros(at), *_row_key(key), micros(at), PostState.GIVEN_UP.value),
    )


def give_up_post(db: Database, key: PostKey, *, at: datetime, changes: int | None = None) -> None:
    """The post can never appear, or be edited again: its channel or message is gone, or there is nothing left to say.

    `changes` is that of the `Outgoing` with nothing left to say: where the content has changed since, the post is owed
    anew, as its next generation.
    """
    given_up = db.execute(
        f"UPDATE outbox SET state = ?, due_at = NULL WHERE {_THIS} RETURNING changes, channel",
        (PostState.GIVEN_UP.value, *_row_key(key)),
    ).fetchone()
    _drop_files(db, key)
    if given_up is not None and changes is not None and given_up[0] > changes:
        owe_post(db, replace(key, generation=key.generation + 1), ChannelId(given_up[1]), at=at)


def clear(db: Database, kind: PostKind, where: str, facts: Mapping[str, object], *, at: datetime) -> int:
    """Empty the posts of a kind in `facts["guild"]` that fulfil `where`, a condition on the outbox with `facts` in it:
    what they say may be shown no more. Those on their way are rendered again before they are sent, those that stand by
    an edit that is due now. How many of both there are.
    """
    given = {**facts, "kind": kind.value, "at": micros(at)}
    this = f"guild_id = :guild AND kind = :kind AND ({where})"
    db.execute(
        f"""DELETE FROM outbox_file WHERE (guild_id, kind, subject, generation, part) IN (
            SELECT guild_id, kind, subject, generation, part FROM outbox WHERE {this})""",
        given,
    )
    stale = db.execute(
        f"""UPDATE outbox SET body = NULL, changes = changes + 1, erased = changes + 1,
            state = CASE state WHEN 'queued' THEN 'owed' ELSE state END,
            due_at = CASE state WHEN 'sent' THEN :at WHEN 'queued' THEN NULL ELSE due_at END
        WHERE {this} AND state != 'given_up'""",
        given,
    ).rowcount
    db.execute(f"UPDATE outbox SET body = NULL WHERE {this} AND state = 'given_up'", given)
    return stale


def latest(db: Database, key: PostKey) -> PostKey:
    """The newest generation of a post, `key` itself where it was never owed."""
    row = db.execute(
        "SELECT max(generation) FROM outbox WHERE guild_id = ? AND kind = ? AND subject = ? AND part = ?",
        (key.guild, key.kind.value, key.subject, key.part),
    ).fetchone()
    return key if row[0] is None else replace(key, generation=row[0])


def _row_key(key: PostKey) -> tuple[int, str, int, int, int]:
    return key.guild, key.kind.value, key.subject, key.generation, key.part


def _edit_gap(key: PostKey) -> int:
    return BOARD_EDIT_GAP if key.kind is PostKind.BOARD else 0


def _drop_files(db: Database, key: PostKey) -> None:
    """Forget the files of a post that need never be sent again."""
    db.execute(f"DELETE FROM outbox_file WHERE {_THIS}", _row_key(key))


def _known(db: Database, key: PostKey) -> Outgoing:
    known = post(db, key)
    if known is None:
        raise KeyError(key)
    return known


def _outgoing(db: Database, rows: Iterable[tuple[Any, ...]]) -> tuple[Outgoing, ...]:
    posts: list[Outgoing] = []
    for guild, kind, subject, generation, part, *rest in rows:
        channel, state, owed, body, after, message, attempts, due, changes, stale = rest
        key = PostKey(GuildId(guild), PostKind(kind), subject, generation, part)
        posts.append(
            Outgoing(
                key=key,
                channel=ChannelId(channel),
                state=PostState(state),
                owed_at=moment(owed),
                body=body,
                files=() if body is None else _files(db, key),
                after=None if after is None else MessageId(after),
                message=None if message is None else MessageId(message),
                attempts=attempts,
                due_at=moment_or_none(due),
                changes=changes,
                stale=bool(stale),
            )
        )
    return tuple(posts)


def _files(db: Database, key: PostKey) -> tuple[PostFile, ...]:
    rows = db.execute(f"SELECT name, data, description FROM outbox_file WHERE {_THIS} ORDER BY place", _row_key(key))
    return tuple(PostFile(name, data, description) for name, data, description in rows)
