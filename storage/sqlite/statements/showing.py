"""What a statement shows: its feedback, its card, the post of an answer that the bot posts, and the cards of those that
quoted it before it came.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlite_utils

from deliberation.debate import Debate
from deliberation.ids import ChannelId, DebateKey, MessageId, StatementId
from deliberation.statement import StatementKind
from deliberation.views.card import Feedback, Quoted, feedback_for
from storage.outgoing import PostKey, PostKind, PostState
from storage.sqlite import outbox
from storage.sqlite.servers import server
from storage.sqlite.statements.byname import by_name
from storage.verbs.statements import Recorded


def quoted_by(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> Quoted:
    """What a statement quotes in its latest revision, counted."""
    pairs, answered, sourced, changed = db.execute(
        """SELECT count(*), count(response_start), count(source), total(changed)
        FROM statement JOIN pair USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement = ?""",
        (key.guild, key.debate, statement),
    ).fetchone()
    waiting = sum(not one.counted for one in by_name(db, key, statement))
    return Quoted(pairs, answered, unverified=pairs - sourced, changed=int(changed), by_name=waiting)


def feedback_of(db: sqlite_utils.Database, key: DebateKey, kind: StatementKind, statement: StatementId) -> Feedback:
    """How the bot shows that it has read a statement of that kind."""
    return feedback_for(kind, quoted_by(db, key, statement), server(db, key.guild).cards)


def show_joined(
    db: sqlite_utils.Database, debate: Debate, joined: Sequence[StatementId], at: datetime
) -> tuple[tuple[MessageId, ...], tuple[MessageId, ...]]:
    """Refresh or owe the cards of statements whose quotes were found just now.

    Returns the messages among them whose reaction said that their quote was nowhere: those that are to say now that it
    was found, and those that are to say nothing more, since a card shows what was changed, or nothing was answered.
    """
    found: list[MessageId] = []
    unmarked: list[MessageId] = []
    for statement in sorted(set(joined)):
        kind, message = db.execute(
            "SELECT kind, message FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?",
            (debate.key.guild, debate.key.debate, statement),
        ).fetchone()
        quoted = quoted_by(db, debate.key, statement)
        feedback = feedback_for(StatementKind(kind), quoted, server(db, debate.key.guild).cards)
        show_posted(db, debate.key, (statement,), at)
        if feedback is Feedback.REACTION and not quoted.unverified:
            found.append(MessageId(message))
        elif feedback is not Feedback.REACTION and quoted.pairs == 1 and StatementKind(kind) is StatementKind.MESSAGE:
            unmarked.append(MessageId(message))
        post = card_post(db, debate.key, statement)
        if feedback is Feedback.CARD:
            outbox.owe_post(db, post, thread_of(debate), at=at)
        outbox.request_edit(db, post, at=at)
    return tuple(found), tuple(unmarked)


def show(db: sqlite_utils.Database, debate: Debate, recorded: Recorded, at: datetime, *, first_quotes: bool) -> None:
    """Owe or refresh the statement's card.

    With `first_quotes`, nothing was quoted before: a card that stood before that was given up, and another is owed.
    """
    post = card_post(db, debate.key, recorded.statement)
    if recorded.feedback is Feedback.CARD:
        standing = outbox.post(db, post)
        if first_quotes and standing is not None and standing.state is PostState.GIVEN_UP:
            post = replace(post, generation=post.generation + 1)
        outbox.owe_post(db, post, thread_of(debate), at=at)
    outbox.request_edit(db, post, at=at)


def card_post(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> PostKey:
    """The latest card of a statement."""
    return outbox.latest(db, PostKey(key.guild, PostKind.CARD, statement))


def answer_post(key: DebateKey, statement: StatementId) -> PostKey:
    """The post by which the bot shows an answer in line that was given without a message."""
    return PostKey(key.guild, PostKind.ANSWER, statement)


def show_posted(db: sqlite_utils.Database, key: DebateKey, statements: Sequence[StatementId], at: datetime) -> None:
    """Refresh the posts of those of `statements` that the bot posted."""
    for statement in statements:
        outbox.request_edit(db, answer_post(key, statement), at=at)


def thread_of(debate: Debate) -> ChannelId:
    """Where a debate is held; its home until its thread stands."""
    return debate.thread or debate.home
