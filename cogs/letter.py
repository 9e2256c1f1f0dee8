"""A letter brought by a command: it becomes a statement, and the thread gets the file for all to read."""

import asyncio
import io

import discord

from cogs.arrivals import read_letter
from cogs.facts import actor_of, debate_here, host_of
from cogs.marks import show_found
from cogs.replies import SILENT, tell
from deliberation.ids import MessageId, StatementId
from deliberation.statement import StatementKind
from prompts import posts
from storage.store import Arrival, Recorded

GUEST_LIMIT = 80
FETCHED_WITHIN = 2.0
"""Seconds a file may take: Discord waits three for the answer."""


async def join_letter(
    interaction: discord.Interaction, file: discord.Attachment, *, is_guests: bool, guest: str | None
) -> None:
    """Record `file` as a letter of whoever brings it, or of `guest`, and show it in the thread.

    What cannot be taken is refused privately first. Then an answer is promised ("thinking…"), which is a message whose
    id is known before anything is stored: the letter is stored under it, and the answer is filled with the file. So
    deleting that message withdraws the letter, as with any other.
    """
    name = " ".join((guest or "").split())
    if is_guests and not name:
        await tell(interaction, posts.say("guest_unnamed"))
        return
    debate = await debate_here(interaction)
    actor = actor_of(interaction)
    store = host_of(interaction).store
    await store.must_take_letter(debate.key, actor=actor)
    try:
        async with asyncio.timeout(FETCHED_WITHIN):
            text = await read_letter(file)
    except (TimeoutError, discord.HTTPException):
        await tell(interaction, posts.say("letter_unfetched"))
        return
    message = await _promise(interaction)
    letter = Arrival(
        statement=StatementId(message),
        kind=StatementKind.LETTER,
        user=actor.user,
        guest=name if is_guests else None,
        message=message,
        said_at=interaction.created_at,
        text=text,
        filename=file.filename,
    )
    try:
        recorded = await store.record_statement(debate.key, letter)
        await _show(interaction, letter, recorded)
    except discord.HTTPException:
        await store.withdraw_statement(debate.key, letter.statement, at=interaction.created_at)
        raise
    host_of(interaction).wake()
    if isinstance(interaction.channel, discord.Thread):
        await show_found(interaction.channel, recorded)


async def _promise(interaction: discord.Interaction) -> MessageId:
    promised = await interaction.response.defer(thinking=True)
    known = promised.message_id if promised is not None else None
    return MessageId(known or (await interaction.original_response()).id)


async def _show(interaction: discord.Interaction, letter: Arrival, recorded: Recorded) -> None:
    sentence = posts.say(
        "letter_joined",
        by=letter.user,
        guest=letter.guest,
        characters=len(letter.text),
        pairs=recorded.pairs,
        unverified=recorded.unverified,
        joined=recorded.joined_later,
    )
    file = discord.File(io.BytesIO(letter.text.encode()), filename=letter.filename)
    await interaction.edit_original_response(content=sentence, attachments=[file], allowed_mentions=SILENT)
