"""Forums: a debate opened in one is a post of it, whose first message is the opening."""

import logging
from collections.abc import AsyncIterator, Sequence
from typing import Literal

import discord

from cogs.layout import bears, files_of, view_of
from deliberation.ids import ChannelId
from prompts.post import Post
from storage.outgoing import Outgoing

ARCHIVED_LOOKED_THROUGH = 50
"""The latest archived posts among which an opening is looked for. A forum hides its oldest posts first, and an opening
is looked for soon after it was sent.
"""
LOOKS = 3
"""How often an opening that may be on its way is looked for in a forum before it is sent again. Discord takes no nonce
there: what it accepted late would stand twice.
"""
ASKED_AGAIN_AFTER = 0.9
"""Seconds. Who waited longer for an answer may have had several: discord.py asks again, after one second, when Discord
fails, although it may have done what was asked.
"""

_log = logging.getLogger(__name__)


async def forum_of(guild: discord.Guild, channel: ChannelId) -> discord.ForumChannel:
    """The forum a debate is to be opened in.

    Raises:
        discord.HTTPException: it is not there (NotFound), or hidden.
        LookupError: it has become another kind of channel.
    """
    found = guild.get_channel(channel) or await guild.fetch_channel(channel)
    if not isinstance(found, discord.ForumChannel):
        raise LookupError("no forum any more")
    return found


async def open_post(
    forum: discord.ForumChannel, outgoing: Outgoing, *, title: str, archive_after: Literal[60, 1440, 4320, 10080]
) -> discord.Message:
    """Open a post with the opening as its first message. Discord takes no nonce here: what became of a request that
    broke off is told by the marker alone.
    """
    post = Post.from_json(outgoing.body or "")
    tag = tag_for(forum.available_tags, title) if forum.flags.require_tag else None
    opened = await forum.create_thread(
        name=title,
        auto_archive_duration=archive_after,
        view=view_of(post, marker=outgoing.key.nonce),
        files=files_of(outgoing.files),
        applied_tags=[tag] if tag is not None else [],
        allowed_mentions=discord.AllowedMentions.none(),
        silent=post.silent,
    )
    return opened.message


def tag_for(tags: Sequence[discord.ForumTag], title: str) -> discord.ForumTag | None:
    """The tag for a debate in a forum that requires one: one whose name stands in the title, else the first. Tags that
    only moderators may set are passed over where there are others.
    """
    free = [tag for tag in tags if not tag.moderated] or list(tags)
    words = f" {' '.join(title.casefold().split())} "
    named = (tag for tag in free if f" {' '.join(tag.name.casefold().split())} " in words)
    return next(named, free[0] if free else None)


async def find_post(forum: discord.ForumChannel, outgoing: Outgoing, *, title: str, by: int) -> discord.Message | None:
    """The first message of the post that bears the opening's marker, if there is one that the account `by` opened since
    it was noted. Of several the oldest; the others are taken down, as long as nobody has written in them.

    Each post read costs a request: those named `title` are read first, and those that may have been renamed only where
    none of them bears the marker.
    """
    ours = [thread async for thread in _threads(forum) if thread.owner_id == by and thread.id > (outgoing.after or 0)]
    named = [thread for thread in ours if thread.name == title]
    found = await _bearing(named, outgoing, by)
    found = found or await _bearing([thread for thread in ours if thread not in named], outgoing, by)
    found.sort(key=lambda post: post[0].id)
    for thread, first in found[1:]:
        await _take_down(thread, first)
    return found[0][1] if found else None


async def _bearing(
    threads: Sequence[discord.Thread], outgoing: Outgoing, by: int
) -> list[tuple[discord.Thread, discord.Message]]:
    """Those of the posts whose first message is of `by` and bears the marker, with that message."""
    found: list[tuple[discord.Thread, discord.Message]] = []
    for thread in threads:
        firsts = thread.history(limit=1, oldest_first=True)
        found += [(thread, one) async for one in firsts if one.author.id == by and bears(one, outgoing.key.nonce)]
    return found


async def _take_down(thread: discord.Thread, first: discord.Message) -> None:
    """Delete a post that stands twice."""
    about = {"facts": {"server": thread.guild.id, "thread": thread.id}}
    async for _ in thread.history(limit=1, after=first):
        _log.warning("opened twice, and somebody wrote in both", extra=about)
        return
    try:
        await thread.delete()
    except discord.Forbidden:  # without Manage Threads: what it says goes at least
        await first.delete()
    _log.info("opened twice, one taken down", extra=about)


async def _threads(forum: discord.ForumChannel) -> AsyncIterator[discord.Thread]:
    for thread in await forum.guild.active_threads():
        if thread.parent_id == forum.id:
            yield thread
    async for thread in forum.archived_threads(limit=ARCHIVED_LOOKED_THROUGH):
        yield thread
