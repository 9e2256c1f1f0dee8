"""A letter brought by a command: it becomes a statement, and the thread gets the file for all to read."""

import asyncio
from contextlib import suppress

import discord

from cogs.arrivals import read_letter
from cogs.facts import actor_of, debate_here, host_of
from cogs.languages import for_everybody
from cogs.marks import show_found
from cogs.promising import break_promise, fill, promise
from cogs.replies import tell
from deliberation.errors import Refusal
from deliberation.guest import must_be_no_member
from deliberation.ids import StatementId
from deliberation.question import document_names
from deliberation.statement import StatementKind
from deliberation.visible import visible
from prompts import posts
from prompts.posts import RenderedFile
from storage.verbs.statements import Arrival, Recorded

GUEST_LIMIT = 80
FETCHED_WITHIN = 2.0
"""Seconds a file may take: Discord waits three for the answer."""
NAMES_WITHIN = 0.6
"""Seconds Discord may take to say who is called as a guest is. Where it takes longer the letter is brought all the
same; the thread sees by whom.
"""
NAMES_LIMIT = 100
"""The most members Discord tells: those whose names begin alike."""


async def join_letter(
    interaction: discord.Interaction, file: discord.Attachment, *, is_guests: bool, guest: str | None
) -> None:
    """Record `file` as a letter of whoever brings it, or of `guest`, and show it in the thread.

    What cannot be taken is refused privately first. Then an answer is promised ("thinking…"), which is a message whose
    id is known before anything is stored: the letter is stored under it, and the answer is filled with the file. So
    deleting that message withdraws the letter, as with any other.
    """
    name = " ".join((guest or "").split())
    if is_guests and not visible(name).strip():
        await tell(interaction, posts.say("guest_unnamed"))
        return
    debate = await debate_here(interaction)
    actor = actor_of(interaction)
    store = host_of(interaction).store
    if is_guests:
        must_be_no_member(name, await _names_like(interaction, name))
    try:
        async with asyncio.timeout(FETCHED_WITHIN):
            text = await read_letter(file)
    except (TimeoutError, discord.HTTPException):
        await tell(interaction, posts.say("letter_unfetched"))
        return
    shown = (name, file.filename)
    await store.must_take_letter(debate.key, text, names=shown, actor=actor, at=interaction.created_at)
    message = await promise(interaction)
    letter = Arrival(
        statement=StatementId(message),
        kind=StatementKind.LETTER,
        user=actor.user,
        guest=name if is_guests else None,
        message=message,
        said_at=interaction.created_at,
        text=text,
        filename=file.filename,
        roles=actor.roles,
        documents=document_names((file.filename,)),
    )
    try:
        recorded = await store.record_statement(debate.key, letter)
        await _show(interaction, letter, recorded)
    except Refusal:
        await store.withdraw_statement(debate.key, letter.statement, at=interaction.created_at)
        await break_promise(interaction)
        raise
    host_of(interaction).wake()
    if isinstance(interaction.channel, discord.Thread):
        await show_found(interaction.channel, recorded)


async def _names_like(interaction: discord.Interaction, name: str) -> list[str]:
    """The names by which members are known who may be called `name`: whoever acts, and whom Discord knows of.

    The bot keeps no list of members; asking for those whose names begin alike needs no privileged intent. Discord looks
    at user names and nicknames then: by its first word a display name is found beside those, too.
    """
    guild = interaction.guild
    people: list[discord.Member | discord.User] = [interaction.user]
    if guild is not None:
        people += guild.members
        wanted = visible(name).strip().removeprefix("@").strip()
        with suppress(TimeoutError):
            async with asyncio.timeout(NAMES_WITHIN):
                for query in {wanted, *wanted.split()[:1]} - {""}:
                    people += await guild.query_members(query=query, limit=NAMES_LIMIT, cache=False)
    return [known for person in people for known in (person.display_name, person.global_name, person.name) if known]


async def _show(interaction: discord.Interaction, letter: Arrival, recorded: Recorded) -> None:
    async with for_everybody(host_of(interaction).store, interaction.guild):
        sentence = posts.say(
            "letter_joined",
            by=letter.user,
            guest=letter.guest,
            characters=len(letter.text),
            pairs=recorded.pairs,
            unverified=recorded.unverified,
            joined=recorded.joined_later,
        )
    await fill(interaction, sentence, (RenderedFile(letter.filename or "letter.txt", letter.text.encode()),))
