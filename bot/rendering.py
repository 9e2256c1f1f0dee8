"""From an owed post to its words: which of the `prompts` says it, and what of the store it needs."""

from bot.hosting import HostClient
from bot.weekly import digest_period, digest_week, records_shown_in
from cogs.languages import for_everybody
from deliberation.board import compose_board
from deliberation.debate import Debate
from deliberation.digest import compose_digest
from deliberation.errors import NoDebateHere
from deliberation.ids import DebateId, DebateKey, RoundNumber, StatementId
from deliberation.ledger import ledger_csv
from deliberation.point import PointOrigin
from deliberation.summary import summarise
from prompts import posts
from prompts.post import Post
from storage.outgoing import Outgoing, PostFile, PostKey, PostKind
from storage.store import Store

Rendered = tuple[Post, tuple[PostFile, ...]]


async def render(store: Store, client: HostClient, outgoing: Outgoing, *, zone: str) -> Rendered | None:
    """What `outgoing` says now, in the server's language, with its files; None where there is nothing left to say (a
    card without a quote).

    `client` knows which channels everybody may see; `zone` is the time zone of a server that has set none.

    Raises:
        NoDebateHere: its debate is not known.
    """
    async with for_everybody(store, client.get_guild(outgoing.key.guild)):
        return await _render(store, client, outgoing, zone)


async def _render(store: Store, client: HostClient, outgoing: Outgoing, zone: str) -> Rendered | None:
    key = outgoing.key
    match key.kind:
        case PostKind.OPENING:
            return await _opening(store, debate_key(key)), ()
        case PostKind.BOARD:
            record = await store.record(debate_key(key))
            return posts.board(compose_board(record, RoundNumber(key.generation)), record.users), ()
        case PostKind.NOTICE:
            return posts.notice(await _debate(store, debate_key(key))), ()
        case PostKind.CARD:
            post = await _card(store, outgoing)
            return None if post is None else (post, ())
        case PostKind.SUMMARY:
            return await _summary(store, debate_key(key), RoundNumber(key.generation))
        case PostKind.DIGEST | PostKind.DIGEST_NOW:
            return await _digest(store, client, outgoing, zone), ()


def debate_key(key: PostKey) -> DebateKey:
    """The debate of a post whose subject is one: an opening, a board, a notice or a summary."""
    return DebateKey(key.guild, DebateId(key.subject))


async def _debate(store: Store, key: DebateKey) -> Debate:
    debate = await store.debate(key)
    if debate is None:
        raise NoDebateHere
    return debate


async def _opening(store: Store, key: DebateKey) -> Post:
    record = await store.record(key)
    proposals = tuple(point for point in record.points if point.origin is PointOrigin.PROPOSAL)
    return posts.opening(record.debate, record.rounds[0], proposals)


async def _card(store: Store, outgoing: Outgoing) -> Post | None:
    debate = await store.debate_in(outgoing.key.guild, outgoing.channel)
    if debate is None:
        raise NoDebateHere
    card = await store.card(debate.key, StatementId(outgoing.key.subject))
    if card is None:
        return None
    record = await store.record(debate.key)
    return posts.card(card, debate, record.users)


async def _summary(store: Store, key: DebateKey, number: RoundNumber) -> Rendered:
    record = await store.record(key)
    ledger = ledger_csv(record, number, await store.pseudonyms(key))
    post, files = posts.summary(summarise(record, number), record.users, ledger)
    return post, tuple(PostFile(file.name, file.data, file.description) for file in files)


async def _digest(store: Store, client: HostClient, outgoing: Outgoing, zone: str) -> Post:
    key = outgoing.key
    settings = await store.digest_settings(key.guild)
    if key.kind is PostKind.DIGEST and settings is not None:
        week = digest_week(settings, key.generation)
    else:
        week = digest_period(outgoing.owed_at, settings.zone if settings else zone)
    records = await records_shown_in(store, client, key.guild, outgoing.channel)
    return posts.digest(compose_digest(records, week))
