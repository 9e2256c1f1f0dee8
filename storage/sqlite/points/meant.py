"""What those quoted in a summary meant, written beneath their words; the summary's post is edited."""

from datetime import datetime

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey, RoundNumber
from deliberation.line import line_of
from deliberation.points.meant import (
    MEANT_LIMIT,
    Meant,
    Quoted,
    QuotedWords,
    must_be_quoted,
    must_take_meaning,
    quoted_of,
)
from deliberation.views.summary import summarise
from storage.outgoing import PostKey, PostKind
from storage.sqlite import outbox, rows
from storage.sqlite.moments import micros
from storage.sqlite.participants import known_participant, participant_of
from storage.sqlite.records import record
from storage.sqlite.rules import must_keep_words


def quoted_in(db: Database, key: DebateKey, number: RoundNumber, *, actor: Actor) -> tuple[QuotedWords, ...]:
    """What the summary of a round quotes of the actor.

    Raises:
        NoDebateHere, AnotherServer: as they say.
        NotQuoted, TooLateToAdd: nothing can be added to that round's summary.
    """
    actor.must_be_in(key.guild)
    known = record(db, key)
    must_take_meaning(known.rounds, number)
    participant = known_participant(db, key.guild, actor.user)
    return () if participant is None else quoted_of(summarise(known, number), participant)


def add_meaning(
    db: Database,
    key: DebateKey,
    number: RoundNumber,
    words: str,
    *,
    quoted: Quoted,
    among: tuple[QuotedWords, ...],
    actor: Actor,
    act: ActId,
    at: datetime,
) -> Meant:
    """Add what the actor meant beneath one of the words quoted of them (`among`, as `quoted_in` has them), in place of
    what they added before; blank words take it away.

    Raises:
        NoDebateHere, AnotherServer, NotQuoted, TooLateToAdd, TimedOut, BlockedWord: as they say.
        TextTooLong: over MEANT_LIMIT characters.
    """
    actor.must_be_in(key.guild)
    rows.debate_here(db, key)
    rounds = rows.rounds_of(db, key)
    must_take_meaning(rounds, number)
    must_be_quoted(among, quoted)
    kind, source, place = quoted
    line = line_of(words, "meant", MEANT_LIMIT) if words.strip() else ""
    must_keep_words(db, line, actor=actor, at=at)
    by = participant_of(db, key.guild, actor.user, at)
    meant = Meant(number, kind, source, by, line, act, at, place)
    if db.execute(
        """SELECT 1 FROM meant WHERE guild_id = ? AND debate = ? AND round = ? AND kind = ? AND quoted = ?
        AND place = ? AND participant = ? AND act = ?""",
        (key.guild, key.debate, number, kind.value, source, place, by, act),
    ).fetchone():
        return meant  # Discord repeats itself
    db.execute(
        """INSERT OR REPLACE INTO meant (guild_id, debate, round, kind, quoted, place, participant, words, act, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (key.guild, key.debate, number, kind.value, source, place, by, line, act, micros(at)),
    )
    part = next((round_.reopened for round_ in rounds if round_.number == number), 0)
    outbox.request_edit(db, PostKey(key.guild, PostKind.SUMMARY, key.debate, number, part), at=at)
    return meant
