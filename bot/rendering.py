"""From an owed post to its words: which of the `prompts` says it, and what of the store it needs."""

import asyncio
from typing import TYPE_CHECKING

from bot.calling import call_of, told_by
from bot.hosting import HostClient
from bot.weekly import digest_period, digest_week, records_shown_in
from cogs.languages import for_everybody
from cogs.names import names_in
from deliberation.answering.answer import Standing
from deliberation.errors import NoDebateHere
from deliberation.exporting.transcript import Transcript
from deliberation.ids import DebateId, DebateKey, RoundNumber, StatementId
from deliberation.point import PointOrigin
from deliberation.round import RoundState
from deliberation.steering.course import course_of
from deliberation.steering.outcome import final_count
from deliberation.views.board import compose_board
from deliberation.views.digest import compose_digest
from deliberation.views.ledger import ledger_csv
from deliberation.views.summary import summarise
from prompts import posts
from prompts.post import Post, RenderedFile
from storage.outgoing import Outgoing, PostFile, PostKey, PostKind
from storage.store import Store

if TYPE_CHECKING:
    from prompts.page import Names

Rendered = tuple[Post, tuple[PostFile, ...]]


async def render(store: Store, client: HostClient, outgoing: Outgoing, *, zone: str) -> Rendered | None:
    """What `outgoing` says now, in the server's language, with its files; None where there is nothing left to say (a
    card without a quote, a letter that was erased).

    `client` knows which channels everybody may see; `zone` is the time zone of a server that has set none.

    Raises:
        NoDebateHere: its debate is not known.
    """
    async with for_everybody(store, client.get_guild(outgoing.key.guild)):
        return await _render(store, client, outgoing, zone)


async def _render(store: Store, client: HostClient, outgoing: Outgoing, zone: str) -> Rendered | None:
    match outgoing.key.kind:
        case PostKind.CARD | PostKind.ANSWER:
            post = await (_card if outgoing.key.kind is PostKind.CARD else _answer)(store, outgoing)
            return None if post is None else (post, ())
        case PostKind.LETTER:
            return None
        case PostKind.CALL:
            post = await call_of(store, client, outgoing)
            return None if post is None else (post, ())
        case PostKind.SUMMARY:
            return await _summary(store, client, outgoing, zone)
        case PostKind.DIGEST | PostKind.DIGEST_NOW:
            return await _digest(store, client, outgoing, zone), ()
        case PostKind.OPENING | PostKind.BOARD | PostKind.DECISION:
            return await _of_debate(store, outgoing), ()


async def _of_debate(store: Store, outgoing: Outgoing) -> Post:
    """A post about a debate that always has something to say, and no files."""
    key = debate_key(outgoing.key)
    match outgoing.key.kind:
        case PostKind.BOARD:
            record = await store.record(key)
            return posts.board(compose_board(record, RoundNumber(outgoing.key.generation)), record.users)
        case PostKind.DECISION:
            return await _decision(store, outgoing)
        case _:
            return await _opening(store, key)


def debate_key(key: PostKey) -> DebateKey:
    """The debate of a post whose subject is one: an opening, a board, a summary or a decision."""
    return DebateKey(key.guild, DebateId(key.subject))


async def _opening(store: Store, key: DebateKey) -> Post:
    record = await store.record(key)
    proposals = tuple(point for point in record.points if point.origin is PointOrigin.PROPOSAL)
    current = record.rounds[-1]
    return posts.opening(record.debate, current, proposals, course_of(record, current.number), record.users)


async def _card(store: Store, outgoing: Outgoing) -> Post | None:
    debate = await store.debate_in(outgoing.key.guild, outgoing.channel)
    if debate is None:
        raise NoDebateHere
    card = await store.card(debate.key, StatementId(outgoing.key.subject))
    if card is None:
        return None
    record = await store.record(debate.key)
    return posts.card(card, debate, record.users)


async def _answer(store: Store, outgoing: Outgoing) -> Post | None:
    """None where it was taken back before it was posted: nobody has seen it."""
    debate = await store.debate_in(outgoing.key.guild, outgoing.channel)
    if debate is None:
        raise NoDebateHere
    posted = await store.posted_answer(debate.key, StatementId(outgoing.key.subject))
    if posted is None or (outgoing.message is None and posted.standing is not Standing.POSTED):
        return None
    record = await store.record(debate.key)
    return posts.answer(posted, debate, record.users)


async def _summary(store: Store, client: HostClient, outgoing: Outgoing, zone: str) -> Rendered:
    """The summary of a round; of one that was opened again since, what was posted then, with a word on that: it is not
    computed anew, or it would give away what is answered now.
    """
    key, number = debate_key(outgoing.key), RoundNumber(outgoing.key.generation)
    record = await store.record(key)
    if outgoing.key.part < record.round(number).reopened:
        posted = Post.from_json(outgoing.body) if outgoing.body else Post(())
        cancelled = record.round(number).state is RoundState.CANCELLED
        return posts.reopened(posted, number, cancelled=cancelled), ()
    pseudonyms = await store.pseudonyms(key)
    transcript = await store.transcript(key)
    settings = await store.digest_settings(key.guild)
    names = names_in(client.get_guild(key.guild), transcript.record, pseudonyms)
    # Resampling and grouping a large debate take seconds: not on the loop that answers people.
    page = await asyncio.to_thread(_page, transcript, number, names, settings.zone if settings else zone)
    ledger = ledger_csv(transcript.record, number, pseudonyms)
    told = await told_by(store, client, outgoing, transcript.record.debate)
    post, files = posts.summary(summarise(transcript.record, number), transcript.record.users, ledger, page, told)
    return post, tuple(PostFile(file.name, file.data, file.description) for file in files)


def _page(transcript: Transcript, number: RoundNumber, names: "Names", zone: str) -> RenderedFile:
    # Not before there is a page: both load numpy.
    from deliberation.exporting.report import report_of
    from prompts.page import page_file

    return page_file(report_of(transcript, number), names, zone)


async def _decision(store: Store, outgoing: Outgoing) -> Post:
    """A decision; of one that was decided again since, what was posted then, with a word on that."""
    record = await store.record(debate_key(outgoing.key))
    decision = record.decisions[outgoing.key.generation - 1]
    standing = decision is record.decisions[-1]
    if outgoing.body and not standing:
        return posts.superseded(Post.from_json(outgoing.body))
    post = posts.decision(record.debate, decision, final_count(record, decision), record.users)
    return post if standing else posts.superseded(post)


async def _digest(store: Store, client: HostClient, outgoing: Outgoing, zone: str) -> Post:
    key = outgoing.key
    settings = await store.digest_settings(key.guild)
    if key.kind is PostKind.DIGEST and settings is not None:
        week = digest_week(settings, key.generation)
    else:
        week = digest_period(outgoing.owed_at, settings.zone if settings else zone)
    records = await records_shown_in(store, client, key.guild, outgoing.channel, week)
    return posts.digest(compose_digest(records, week))
