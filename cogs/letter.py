"""A letter brought by a command: it becomes a statement, and the thread gets the file for all to read."""

import io

import discord

from cogs.arrivals import read_letter
from cogs.facts import actor_of, debate_here, host_of
from cogs.replies import SILENT, tell
from deliberation.ids import MessageId, StatementId
from deliberation.statement import StatementKind
from prompts import posts
from storage.store import Arrival, Recorded

GUEST_LIMIT = 80


async def join_letter(
    interaction: discord.Interaction, file: discord.Attachment, *, is_guests: bool, guest: str | None
) -> None:
    """Record `file` as a letter of whoever brings it, or of `guest`, and show it in the thread.

    The promised answer ("thinking…") is a message already, whose id is known before anything is stored: the letter is
    stored under it, and then the answer is filled with the file. So deleting that message withdraws the letter.
    """
    name = " ".join((guest or "").split())
    if is_guests and not name:
        await tell(interaction, posts.say("guest_unnamed"))
        return
    debate = await debate_here(interaction)
    debate.must_be_open()
    actor = actor_of(interaction)
    actor.must_hold(debate.role)
    promised = await interaction.response.defer(thinking=True)
    message = MessageId((promised and promised.message_id) or (await interaction.original_response()).id)
    store = host_of(interaction).store
    try:
        arrival = Arrival(
            statement=StatementId(message),
            kind=StatementKind.LETTER,
            user=actor.user,
            guest=name if is_guests else None,
            message=message,
            said_at=interaction.created_at,
            text=await read_letter(file),
            filename=file.filename,
        )
        await _show(interaction, arrival, await store.record_statement(debate.key, arrival))
    except Exception:
        await store.withdraw_statement(debate.key, StatementId(message), at=interaction.created_at)
        # Else the refusal would take the place of the promised answer, and be read by all.
        await interaction.delete_original_response()
        raise
    host_of(interaction).wake()


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
