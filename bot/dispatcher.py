"""The dispatcher: takes posts from the outbox to Discord, each exactly once, and keeps boards and cards up to date.

A post goes owed → queued (its words and files stored) → sending (durably, with the last message seen in its channel)
→ sent. Whoever finds it `sending` cannot know whether Discord has it: after a pause the channel is read behind the
message noted, and the post is adopted by its marker or sent again with the same nonce.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.forums import ASKED_AGAIN_AFTER, LOOKS, find_post, forum_of, open_post
from bot.hosting import HostClient, end_orphan, may_read_history
from bot.leaving import KEPT_FOR
from bot.log import facts
from bot.rendering import Rendered, debate_key, render
from bot.troubles import (
    ANSWERED_WITHIN,
    LONGEST_PAUSE,
    LOOK_AFTER,
    REACHING,
    THREAD_EXISTS,
    Trouble,
    channel_is_gone,
    described,
    pause_after,
    trouble_of,
)
from cogs.languages import for_everybody
from cogs.layout import bears, files_of, view_of
from deliberation.debate import Debate
from deliberation.errors import Refusal
from deliberation.ids import ChannelId, GuildId, MessageId
from deliberation.terms import Form
from prompts.post import Post
from prompts.sentences import say
from prompts.words import plain
from storage.errors import StorageError
from storage.outgoing import Outgoing, PostKey, PostKind, PostState
from storage.store import Store

_log = logging.getLogger(__name__)

GIVE_UP_AFTER = KEPT_FOR
"""How long a post is tried, or an edit, whose channel is there but refuses it, or whose server has removed the bot: as
long as the server's debates are kept.
"""
SOON = timedelta(days=7)
"""How long an opening is tried, which somebody waits for, and a digest: then the next one has come."""
_WANTED_SOON = frozenset({PostKind.OPENING, PostKind.DIGEST, PostKind.DIGEST_NOW})
_EDITS_TRIED = GIVE_UP_AFTER // LONGEST_PAUSE
THREAD_NAME_LIMIT = 100
ARCHIVE_AFTER_MINUTES: Final = 10080
"""The longest Discord offers: a debate's pause is not its end."""


class Dispatcher:
    """Sends and edits what the outbox says is due. One `drain` runs at a time."""

    def __init__(self, client: HostClient, store: Store) -> None:
        self._client = client
        self._store = store
        self._one_at_a_time = asyncio.Lock()
        self._refused: dict[PostKey, ChannelId] = {}

    async def drain(self, now: datetime) -> None:
        """Send and edit everything due at `now`, also what becomes due by it. Channels do not wait for each other;
        within one, what was owed first is sent first.
        """
        async with self._one_at_a_time:
            await self._by_channel(await self._store.edits_due(now), now)
            tried: set[PostKey] = set()
            while fresh := [post for post in await self._store.posts_due(now) if post.key not in tried]:
                tried.update(post.key for post in fresh)
                await self._by_channel(fresh, now)

    async def retry(self, guild: GuildId, concerned: Callable[[ChannelId], bool]) -> bool:
        """Make due what Discord refused in those channels of a server, though it was to wait longer; whether there is
        anything. What may have been done, and waits to be looked for, keeps its time.
        """
        async with self._one_at_a_time:  # what is being tried may be refused in the next moment
            again = [key for key, channel in self._refused.items() if key.guild == guild and concerned(channel)]
            for key in again:
                await self._store.hasten_post(key, at=self._client.now())
        return bool(again)

    async def _by_channel(self, due: Sequence[Outgoing], now: datetime) -> None:
        channels: dict[ChannelId, list[Outgoing]] = {}
        for outgoing in due:
            channels.setdefault(outgoing.channel, []).append(outgoing)
        ended = await asyncio.gather(
            *(self._in_order(posts, now) for posts in channels.values()), return_exceptions=True
        )
        for error in ended:
            if error is not None:
                raise error

    async def _in_order(self, posts: Sequence[Outgoing], now: datetime) -> None:
        for outgoing in posts:
            await self._attempt(outgoing, now)

    async def _attempt(self, outgoing: Outgoing, now: datetime) -> None:
        """One step for one post. Whatever goes wrong with it is its own affair: the others go on."""
        self._refused.pop(outgoing.key, None)
        try:
            if self._client.get_guild(outgoing.key.guild) is None:
                await self._later(outgoing, now, Trouble.REFUSED, "server not there")
                return
            async with asyncio.timeout(ANSWERED_WITHIN):
                await (self._edit if outgoing.state is PostState.SENT else self._post)(outgoing, now)
        except REACHING as error:
            await self._troubled(outgoing, now, error)
        except Refusal as refusal:
            # Its debate is unknown or has ended meanwhile: there is nobody left to tell.
            await self._give_up(outgoing, now, refusal.code)
        except StorageError:
            raise
        except Exception:
            _log.exception("post failed", extra=facts(**_about(outgoing)))
            await self._later(outgoing, now, Trouble.REFUSED, "a fault of the bot's own")

    # --- sending -----------------------------------------------------------------------------------------------

    async def _post(self, outgoing: Outgoing, now: datetime) -> None:
        adopted: discord.Message | None = None
        if outgoing.state is PostState.OWED:
            filled = await self._fill(outgoing)
            if filled is None:
                await self._store.give_up_post(outgoing.key, at=now, changes=outgoing.changes)
                return
            outgoing = filled
        if outgoing.state is PostState.SENDING:
            if outgoing.due_at is None:  # left by a process that died: its request may still be on the way
                await self._store.postpone_post(outgoing.key, until=self._moment(now) + LOOK_AFTER)
                return
            if not await may_read_history(self._store, self._client, outgoing.key.guild, outgoing.channel):
                # It would be looked for in a history shown empty, and be sent a second time.
                await self._later(outgoing, now, Trouble.REFUSED, "no permission to read the channel's history")
                return
            adopted = await self._find(outgoing)
            if adopted is None and outgoing.attempts < LOOKS and await self._opened_in_forum(outgoing) is not None:
                await self._later(outgoing, now, Trouble.UNSURE, "not in the forum yet")
                return
            if adopted is None:  # whoever finds it after a crash in the next moment waits, too
                await self._store.hold_post(outgoing.key, until=self._moment(now) + LOOK_AFTER)
        elif outgoing.state is PostState.QUEUED:
            after = await self._last_message(outgoing)
            outgoing = await self._store.mark_sending(outgoing.key, after=after, at=now)
        if outgoing.state is not PostState.SENDING:
            return
        if adopted is None and outgoing.body is None:  # what it said was erased meanwhile
            outgoing = await self._fill(outgoing) or outgoing
            if outgoing.body is None:
                await self._store.give_up_post(outgoing.key, at=now)
                return
        message = adopted or await self._send(outgoing)
        if outgoing.key.kind is PostKind.OPENING:
            await self._place(outgoing, message, now)
        await self._store.mark_sent(outgoing.key, MessageId(message.id), at=now)
        _log.info("post sent", extra=facts(**_about(outgoing), message=message.id, adopted=adopted is not None))

    async def _fill(self, outgoing: Outgoing) -> Outgoing | None:
        """The post with its words and files stored; None where there is nothing to say any more."""
        rendered = await self._render(outgoing)
        if rendered is None:
            return None
        post, files = rendered
        return await self._store.fill_post(outgoing.key, post.as_json(), files, changes=outgoing.changes)

    async def _render(self, outgoing: Outgoing) -> Rendered | None:
        return await render(self._store, self._client, outgoing, zone=self._client.zone)

    async def _send(self, outgoing: Outgoing) -> discord.Message:
        debate = await self._opened_in_forum(outgoing)
        if debate is not None:
            forum = await self._forum(outgoing)
            title = await self._title(debate)
            asked = time.monotonic()
            opened = await open_post(forum, outgoing, title=title, archive_after=ARCHIVE_AFTER_MINUTES)
            at_once = time.monotonic() - asked < ASKED_AGAIN_AFTER
            return opened if at_once else await self._find(outgoing) or opened
        post = Post.from_json(outgoing.body or "")
        return await self._channel(outgoing).send(
            view=view_of(post, marker=outgoing.key.nonce),
            files=files_of(outgoing.files),
            nonce=outgoing.key.nonce,
            silent=post.silent,
            allowed_mentions=_told_by(post),
        )

    async def _title(self, debate: Debate) -> str:
        """What the thread of a debate is called."""
        async with for_everybody(self._store, self._client.get_guild(debate.key.guild)):
            return plain(debate.title, THREAD_NAME_LIMIT) if debate.title else say("erased")

    async def _find(self, outgoing: Outgoing) -> discord.Message | None:
        """Our own message that shows this post, if Discord has it."""
        if (debate := await self._opened_in_forum(outgoing)) is not None:
            forum, title = await self._forum(outgoing), await self._title(debate)
            return await find_post(forum, outgoing, title=title, by=self._account)
        behind = discord.Object(id=outgoing.after or 0)
        async for message in self._channel(outgoing).history(limit=None, after=behind, oldest_first=True):
            if self._ours(message) and bears(message, outgoing.key.nonce):
                return message
        return None

    async def _last_message(self, outgoing: Outgoing) -> MessageId | None:
        guild = self._client.get_guild(outgoing.key.guild)
        channel = guild and guild.get_channel_or_thread(outgoing.channel)
        known = getattr(channel, "last_message_id", None)
        if known is not None:
            return MessageId(known)
        if isinstance(channel, discord.ForumChannel):
            return None  # nothing was ever posted there
        async for message in self._channel(outgoing).history(limit=1):
            return MessageId(message.id)
        return None

    async def _place(self, outgoing: Outgoing, opening: discord.Message, now: datetime) -> None:
        """Make the debate's thread from its opening. The thread's id is the message's, so there can be only one; a
        forum's post has both already.
        """
        key = debate_key(outgoing.key)
        debate = await self._store.debate(key)
        if debate is None or debate.thread is not None:
            return
        if debate.terms.form is Form.THREAD and opening.thread is None:
            try:
                await opening.create_thread(name=await self._title(debate), auto_archive_duration=ARCHIVE_AFTER_MINUTES)
            except discord.HTTPException as error:
                if error.code != THREAD_EXISTS:
                    raise
        message = MessageId(opening.id)
        thread = ChannelId(opening.id if debate.terms.form is Form.THREAD else opening.channel.id)
        placed = await self._store.place_debate(key, opening=message, thread=thread, at=now)
        self._client.dispatch("debate_placed", placed)

    # --- editing -----------------------------------------------------------------------------------------------

    async def _edit(self, outgoing: Outgoing, now: datetime) -> None:
        if outgoing.message is None:
            await self._store.give_up_post(outgoing.key, at=now)
            return
        debate = await self._opened_in_forum(outgoing)
        channel = debate.thread if debate is not None and debate.thread is not None else outgoing.channel
        message = self._messageable(outgoing, channel).get_partial_message(outgoing.message)
        if outgoing.key.kind is PostKind.LETTER:
            await self._take_away(outgoing, message)
            await self._store.give_up_post(outgoing.key, at=now)
            return
        rendered = await self._render(outgoing)
        if rendered is None:  # an edit of the statement took its last quote away
            await message.delete()
            await self._store.give_up_post(outgoing.key, at=now, changes=outgoing.changes)
            return
        post, files = rendered
        if outgoing.stale:
            await self._open_up(outgoing, channel)
            # Its files went with what they showed; those that come in their place show it no more.
            await message.edit(
                view=view_of(post, marker=outgoing.key.nonce),
                attachments=files_of(files),
                allowed_mentions=discord.AllowedMentions.none(),
            )
            await self._rename(outgoing)
        elif files:  # sent anew: a picture or a table may say something else now
            view = view_of(post, marker=outgoing.key.nonce)
            silent = discord.AllowedMentions.none()
            await message.edit(view=view, attachments=files_of(files), allowed_mentions=silent)
        else:
            await message.edit(
                view=view_of(post, marker=outgoing.key.nonce), allowed_mentions=discord.AllowedMentions.none()
            )
        await self._store.mark_sent(outgoing.key, outgoing.message, at=now, changes=outgoing.changes)

    async def _take_away(self, outgoing: Outgoing, message: discord.PartialMessage) -> None:
        """Delete a message of ours. Somebody else's stays: it is theirs to delete."""
        if self._ours(await message.fetch()):
            await self._open_up(outgoing, ChannelId(message.channel.id))
            await message.delete()

    async def _open_up(self, outgoing: Outgoing, channel: ChannelId) -> None:
        """Un-archive a thread: nothing in one can be edited. It archives itself again when its time is over."""
        guild = self._client.get_guild(outgoing.key.guild)
        thread = guild.get_channel_or_thread(channel) if guild is not None else None
        if guild is not None and thread is None:
            thread = await guild.fetch_channel(channel)  # archived threads are not known beforehand
        if isinstance(thread, discord.Thread) and thread.archived:
            await thread.edit(archived=False)

    async def _rename(self, outgoing: Outgoing) -> None:
        """Take a debate's erased title from the name of its thread."""
        if outgoing.key.kind is not PostKind.OPENING:
            return
        debate = await self._store.debate(debate_key(outgoing.key))
        guild = self._client.get_guild(outgoing.key.guild)
        if debate is None or debate.title or debate.thread is None or guild is None:
            return
        thread = guild.get_channel_or_thread(debate.thread) or await guild.fetch_channel(debate.thread)
        if isinstance(thread, discord.Thread):
            async with for_everybody(self._store, guild):
                await thread.edit(archived=False, name=say("erased"))

    # --- trouble -----------------------------------------------------------------------------------------------

    async def _troubled(self, outgoing: Outgoing, now: datetime, error: Exception) -> None:
        trouble = trouble_of(error)
        if trouble is not Trouble.GONE:
            await self._later(outgoing, now, trouble, described(error))
            return
        await self._give_up(outgoing, now, described(error))
        if channel_is_gone(error):
            await self._end_debate_of(outgoing, now)

    async def _later(self, outgoing: Outgoing, now: datetime, trouble: Trouble, why: str) -> None:
        at = self._moment(now)
        if trouble is Trouble.REFUSED and _has_waited_long_enough(outgoing, at):
            await self._give_up(outgoing, at, why)
            if outgoing.key.kind is PostKind.OPENING:
                await self._end_debate_of(outgoing, at)
            return
        if trouble is Trouble.REFUSED:
            self._refused[outgoing.key] = outgoing.channel
        until = at + pause_after(trouble, outgoing.attempts)
        _log.warning("post postponed", extra=facts(**_about(outgoing), why=why, until=until.isoformat()))
        await self._store.postpone_post(outgoing.key, until=until)

    async def _give_up(self, outgoing: Outgoing, at: datetime, why: str) -> None:
        _log.warning("post given up", extra=facts(**_about(outgoing), why=why))
        await self._store.give_up_post(outgoing.key, at=at)

    async def _end_debate_of(self, outgoing: Outgoing, now: datetime) -> None:
        """The thread, or the channel it was to be made in, was deleted: the debate is over."""
        match outgoing.key.kind:
            case PostKind.DIGEST | PostKind.DIGEST_NOW:
                return
            case PostKind.CARD | PostKind.ANSWER | PostKind.LETTER:
                debate = await self._store.debate_in(outgoing.key.guild, outgoing.channel)
            case _:
                debate = await self._store.debate(debate_key(outgoing.key))
        if debate is not None:
            await end_orphan(self._store, debate.key, now)

    async def _opened_in_forum(self, outgoing: Outgoing) -> Debate | None:
        """The debate whose opening this is, where it is the first message of a forum's post."""
        if outgoing.key.kind is not PostKind.OPENING:
            return None
        debate = await self._store.debate(debate_key(outgoing.key))
        return debate if debate is not None and debate.terms.form is Form.POST else None

    async def _forum(self, outgoing: Outgoing) -> discord.ForumChannel:
        guild = self._client.get_guild(outgoing.key.guild)
        if guild is None:
            raise LookupError("server not there")
        return await forum_of(guild, outgoing.channel)

    def _channel(self, outgoing: Outgoing) -> discord.PartialMessageable:
        return self._messageable(outgoing, outgoing.channel)

    def _messageable(self, outgoing: Outgoing, channel: ChannelId) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel, guild_id=outgoing.key.guild)

    def _ours(self, message: discord.Message) -> bool:
        return message.author.id == self._account

    @property
    def _account(self) -> int:
        """The bot's own account; 0 before it is logged in."""
        return self._client.user.id if self._client.user is not None else 0

    def _moment(self, now: datetime) -> datetime:
        # A drain can last: what is tried again waits from when it failed, not from when the drain began.
        return max(now, self._client.now())


def _has_waited_long_enough(outgoing: Outgoing, at: datetime) -> bool:
    """Whether what Discord keeps refusing is to be tried no more."""
    if outgoing.state is PostState.SENT:
        return outgoing.attempts > _EDITS_TRIED
    return at - outgoing.owed_at > (SOON if outgoing.key.kind in _WANTED_SOON else GIVE_UP_AFTER)


def _told_by(post: Post) -> discord.AllowedMentions:
    """Exactly those whom a post is to tell; nobody by most."""
    return discord.AllowedMentions(
        everyone=False,
        users=[discord.Object(id=user) for user in post.pings],
        roles=[discord.Object(id=post.pings_role)] if post.pings_role is not None else [],
        replied_user=False,
    )


def _about(outgoing: Outgoing) -> dict[str, object]:
    key = outgoing.key
    return {"kind": key.kind.value, "server": key.guild, "channel": outgoing.channel, "subject": key.subject}
