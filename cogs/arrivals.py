"""Arrivals: a member's message in a debate's thread, as the statement it makes."""

import asyncio
from dataclasses import replace
from pathlib import PurePath

import discord

from cogs.typed import storable
from deliberation.debate import Debate
from deliberation.errors import Refusal, TextTooLong
from deliberation.ids import MessageId, StatementId, UserId
from deliberation.question import document_names
from deliberation.statement import LETTER_LIMIT, StatementKind, letter_text
from storage.verbs.statements import Arrival

LETTER_SUFFIXES = frozenset({".txt", ".md"})
ROLES_WITHIN = 1.0
"""Seconds Discord may take to say which roles somebody holds."""
_SAID_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)


async def read_message(message: discord.Message) -> tuple[Arrival | None, Refusal | None]:
    """What `message` makes: its attached letter, else its text; None where nobody said anything that can be read.

    With it, why the attached letter could not be taken; what was typed beside it is the statement then. One message
    makes one statement: of several letters the first, and nothing of what is typed beside it.

    Raises:
        discord.HTTPException: an attachment could not be fetched (NotFound: the message is gone by now).
    """
    if not _said_by_somebody(message):
        return None, None
    letter = next((file for file in message.attachments if is_letter(file)), None)
    if letter is None:
        return _arrival(message, StatementKind.MESSAGE, message.content), None
    try:
        text = await read_letter(letter)
    except Refusal as refused:
        return typed_in(message), refused
    return _arrival(message, StatementKind.LETTER, text, filename=letter.filename), None


def typed_in(message: discord.Message) -> Arrival | None:
    """What was typed beside a file that could not be taken; None where nothing was."""
    return _arrival(message, StatementKind.MESSAGE, message.content) if message.content.strip() else None


def is_letter(file: discord.Attachment) -> bool:
    """Whether an attachment is one the bot reads: a text file by its name."""
    return PurePath(file.filename).suffix.lower() in LETTER_SUFFIXES


async def read_letter(file: discord.Attachment) -> str:
    """The text of an uploaded letter.

    Raises:
        TextTooLong, NotText, EmptyText: as `letter_text` says.
        discord.HTTPException: it could not be fetched.
    """
    if file.size > LETTER_LIMIT:  # said before fetching what may be hundreds of megabytes
        raise TextTooLong({"what": "letter", "length": file.size, "limit": LETTER_LIMIT, "unit": "bytes"})
    return letter_text(await file.read(), file.filename)


def _said_by_somebody(message: discord.Message) -> bool:
    if message.author.bot or message.webhook_id is not None or message.type not in _SAID_BY_PEOPLE:
        return False
    # Without the message-content intent all of these are empty, and what cannot be read is not counted as chat.
    return bool(
        message.content or message.attachments or message.stickers or message.embeds
        or message.poll or message.message_snapshots
    )  # fmt: skip


def _arrival(message: discord.Message, kind: StatementKind, text: str, *, filename: str | None = None) -> Arrival:
    answers = message.reference if message.type is discord.MessageType.reply else None
    return Arrival(
        statement=StatementId(message.id),
        kind=kind,
        user=UserId(message.author.id),
        guest=None,
        message=MessageId(message.id),
        said_at=message.created_at,
        text=storable(text),
        edited_at=message.edited_at,
        reply_to=MessageId(answers.message_id) if answers is not None and answers.message_id else None,
        filename=filename,
        roles=roles_of(message.author),
        documents=document_names(file.filename for file in message.attachments),
    )


def roles_of(person: discord.Member | discord.User) -> frozenset[int] | None:
    """The roles somebody holds; None where Discord did not say."""
    return frozenset(role.id for role in person.roles) if isinstance(person, discord.Member) else None


async def with_roles(arrival: Arrival, debate: Debate, guild: discord.Guild | None) -> Arrival:
    """`arrival` with its author's roles, asked of Discord where they decide whether it is a speaker's and are unknown.
    As it is where Discord does not say now: the author has left, or it takes too long.
    """
    if arrival.roles is not None or debate.terms.speakers is None or guild is None:
        return arrival
    try:
        async with asyncio.timeout(ROLES_WITHIN):
            return replace(arrival, roles=roles_of(await guild.fetch_member(arrival.user)))
    except (TimeoutError, discord.HTTPException):
        return arrival
