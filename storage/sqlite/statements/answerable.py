"""What can be answered: a statement's passages to pick from, what stands above the form, and how an answer is shown."""

import sqlite_utils

from deliberation.actor import Actor
from deliberation.answering.answer import Answerable, Asked, PostedAnswer, Quotable, Standing, Target
from deliberation.answering.dogpile import DOGPILE_FROM, dogpile
from deliberation.errors import NoSuchStatement
from deliberation.ids import ChannelId, DebateKey, Link, MessageId, ParticipantId, PointNumber, Span, StatementId
from deliberation.point import Counterpoint, current
from deliberation.round import RoundState
from deliberation.statement import Passage, StatementKind
from storage.sqlite import rows
from storage.sqlite.points.counterpoints import counterpoints_of
from storage.sqlite.points.joining import point_there
from storage.sqlite.servers import acting
from storage.sqlite.statements.chosen import Chosen, chosen_by, chosen_target, point_of, since
from storage.sqlite.statements.suggestions import Suggestions
from storage.sqlite.statements.texts import Texts


def must_take_answer(db: sqlite_utils.Database, key: DebateKey, *, actor: Actor) -> None:
    """Refuse an answer of the actor's, whatever it says: the bot posts for nobody what they could not write.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, OnlySpeakers, MayNotWrite, DebateEnded: as they say.
    """
    actor.must_be_in(key.guild)
    debate = rows.debate_here(db, key)
    debate.must_be_open()
    acting(db, actor).must_hold(debate.terms.gate.role)
    debate.terms.must_speak(actor)
    actor.must_be_able_to_write()


def answerable(db: sqlite_utils.Database, key: DebateKey, statement: StatementId, *, actor: Actor) -> Answerable:
    """A statement's passages in its latest revision, in order: its author's own words, and what it quotes.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, MayNotWrite, DebateEnded: as they say.
        NoSuchStatement: it is not known, or was deleted.
    """
    must_take_answer(db, key, actor=actor)
    row = db.execute(
        """SELECT kind, author, guest, channel, message, revision, text
        FROM statement JOIN revision USING (guild_id, debate, statement, revision)
        WHERE guild_id = ? AND debate = ? AND statement = ? AND withdrawn = 0""",
        (key.guild, key.debate, statement),
    ).fetchone()
    if row is None:
        raise NoSuchStatement
    kind, author, guest, channel, message, revision, text = row
    quoted = _quoted(db, key, statement, revision)
    own = _own(StatementKind(kind), text, quoted)
    found = [(span.start, Quotable(Passage(statement, revision, span), span.of(text))) for span in own]
    found += [(place.start, quotable) for place, quotable in quoted if quotable is not None]
    passages = [quotable for _, quotable in sorted(found, key=lambda one: one[0])]
    whole = _whole(own, quoted) if StatementKind(kind) is not StatementKind.OPENING else None
    if whole is not None:
        passages.append(Quotable(Passage(statement, revision, whole), whole.of(text), whole=True))
    return Answerable(
        debate=key,
        statement=statement,
        kind=StatementKind(kind),
        author=ParticipantId(author) if author is not None else None,
        guest=guest,
        link=Link(key.guild, ChannelId(channel), MessageId(message)),
        passages=tuple(passages),
    )


def asked(
    db: sqlite_utils.Database, suggestions: Suggestions, key: DebateKey, target: Target, *, actor: Actor
) -> Asked:
    """What is answered, as it stands above the form, and how many people answered it so far.

    Raises:
        NoDebateHere, AnotherServer, MissingRole, MayNotWrite, DebateEnded, NoSuchPassage, NoSuchPoint: as they say.
    """
    must_take_answer(db, key, actor=actor)
    chosen = chosen_target(db, key, target)
    point = _point_of(db, key, chosen)
    replies = _replies(db, key, point) if point is not None else ()
    people = {reply.author for reply in replies if reply.author is not None}
    many = len(people) >= DOGPILE_FROM  # else their words need not be read
    return Asked(
        words=chosen.words,
        answers=len(people),
        dogpile=dogpile(replies, lambda reply: suggestions.of(db, key, reply)) if many else None,
        takes_views=any(known.state is RoundState.OPEN for known in rows.rounds_of(db, key)),
    )


def posted_answer(db: sqlite_utils.Database, key: DebateKey, statement: StatementId) -> PostedAnswer | None:
    """An answer as its post shows it now; None where the bot posts none of that id."""
    row = db.execute(
        """SELECT author, withdrawn, text, quote_end, point, removal.statement FROM statement
        JOIN revision USING (guild_id, debate, statement, revision)
        JOIN pair USING (guild_id, debate, statement, revision)
        LEFT JOIN removal USING (guild_id, debate, statement)
        WHERE guild_id = ? AND debate = ? AND statement = ? AND kind = ? AND pair.syntax = 'chosen'""",
        (key.guild, key.debate, statement, StatementKind.ANSWER.value),
    ).fetchone()
    chosen = chosen_by(db, key, statement)
    if row is None or chosen is None:
        return None
    author, withdrawn, text, quote_end, number, removed = row
    point = point_of(db, key, current(PointNumber(number), rows.merges_of(db, key)))
    said_by, guest, link = _said_by(db, key, chosen, point.link)
    standing = Standing.REMOVED if removed else Standing.TAKEN_BACK if withdrawn else Standing.POSTED
    return PostedAnswer(
        statement=statement,
        author=ParticipantId(author) if author is not None else None,
        standing=standing,
        point=point.number,
        claim=point.claim,
        quoted=chosen.words,
        found=chosen.located is not None,
        since=since(db, key, chosen),
        source_author=said_by,
        source_guest=guest,
        source_link=link,
        words=text[quote_end + 1 :],
    )


def _own(kind: StatementKind, text: str, quoted: list[tuple[Span, Quotable | None]]) -> tuple[Span, ...]:
    """The passages of a text that are its author's own."""
    from deliberation.answering.passages import lines_of, passages_of

    if kind is StatementKind.OPENING:
        return lines_of(text)
    if kind is StatementKind.ANSWER and quoted:  # its passage is known, whatever marks it holds
        return passages_of(text, Span(min(quoted[0][0].end + 1, len(text)), len(text)))
    return passages_of(text)


def _whole(own: tuple[Span, ...], quoted: list[tuple[Span, Quotable | None]]) -> Span | None:
    """All of a statement as one passage, where nothing in it is quoted."""
    from deliberation.answering.passages import whole_of

    span = whole_of(own)
    if span is None or any(place.start < span.end and span.start < place.end for place, _ in quoted):
        return None
    return span


def _quoted(
    db: sqlite_utils.Database, key: DebateKey, statement: StatementId, revision: int
) -> list[tuple[Span, Quotable | None]]:
    """What a statement quotes between marks: where, and the passage it comes from where that is known and stands."""
    texts = Texts(db, key)
    found = db.execute(
        """SELECT quote_start, quote_end, source, source_revision, source_start, source_end, source.withdrawn
        FROM pair LEFT JOIN statement AS source ON source.guild_id = pair.guild_id AND source.debate = pair.debate
        AND source.statement = pair.source
        WHERE pair.guild_id = ? AND pair.debate = ? AND pair.statement = ? AND pair.revision = ?
        AND syntax != 'prose' AND quote_start < quote_end ORDER BY pair.pair""",
        (key.guild, key.debate, statement, revision),
    )
    quotes: list[tuple[Span, Quotable | None]] = []
    for start, end, source, of, source_start, source_end, withdrawn in found.fetchall():
        passage = None
        if source is not None and not withdrawn:
            span = Span(source_start, source_end)
            words = texts.words(source, of, span)
            passage = Quotable(Passage(StatementId(source), of, span), words, quoted=True) if words.strip() else None
        quotes.append((Span(start, end), passage))
    return quotes


def _point_of(db: sqlite_utils.Database, key: DebateKey, chosen: Chosen) -> PointNumber | None:
    if chosen.point is not None or chosen.located is None:
        return chosen.point
    return point_there(db, key, chosen.located)


def _replies(db: sqlite_utils.Database, key: DebateKey, point: PointNumber) -> tuple[Counterpoint, ...]:
    """The answers to a point, or to what became it, that stand."""
    merges = rows.merges_of(db, key)
    parts = dict.fromkeys((point, *(merge.source for merge in merges if current(merge.source, merges) == point)))
    found = (reply for part in parts for reply in counterpoints_of(db, key, point=part))
    return tuple(reply for reply in found if not reply.withdrawn)


def _said_by(
    db: sqlite_utils.Database, key: DebateKey, chosen: Chosen, fallback: Link
) -> tuple[ParticipantId | None, str | None, Link]:
    """Who said what was answered (None for a guest, or words found nowhere), the guest's name, and where it stands."""
    if chosen.located is None:
        return None, None, fallback
    author, guest, channel, message = db.execute(
        "SELECT author, guest, channel, message FROM statement WHERE guild_id = ? AND debate = ? AND statement = ?",
        (key.guild, key.debate, chosen.located.statement),
    ).fetchone()
    who = ParticipantId(author) if author is not None else None
    return who, guest, Link(key.guild, ChannelId(channel), MessageId(message))
