"""Answers to questions put to somebody: in a form, with documents where the form stands in the debate's thread; or by a
message of theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import discord
from discord.ext import commands

from cogs.actions import chosen_number, on_press, on_submit
from cogs.facts import act_of, actor_of, debate_numbered, host_of, writer_of
from cogs.languages import for_everybody
from cogs.promising import BROKEN, break_promise, fill, promise
from cogs.questions import users_among
from cogs.replies import tell
from cogs.typed import fields_of
from deliberation.actor import Actor
from deliberation.debate import Debate
from deliberation.errors import MayNotWrite, NotShown, Refusal, TextTooLong
from deliberation.ids import ActId, StatementId
from deliberation.question import RESPONSE_LIMIT, Question, QuestionKind, document_names, response_words
from deliberation.statement import StatementKind
from prompts import posts
from prompts.post import Act, Action, Block, RenderedFile
from prompts.questions import questions_answered_by
from storage.verbs.statements import Arrival

WORDS, FILES = "words", "files"
"""The `custom_id`s of the form's fields."""
FILES_LIMIT = 5
BYTES_LIMIT = 8_000_000
"""The most bytes that the documents of one answer may have: the bot posts them itself, and every server takes these."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file given in a form, which Discord holds for a while."""

    name: str
    size: int
    url: str


async def show_form(interaction: discord.Interaction, action: Action) -> None:
    """Show the form that answers a question; not where it would be refused."""
    number, act = action.numbers
    debate = await debate_numbered(interaction, number)
    question = await host_of(interaction).store.must_take_response(
        debate.key, ActId(act), actor=actor_of(interaction), at=interaction.created_at
    )
    users = await users_among(interaction, [question.asked_by, question.put_to])
    uploads = question.kind is QuestionKind.EVIDENCE and may_upload(interaction, debate)
    above = posts.above_response(question, users, uploads=uploads)
    await interaction.response.send_modal(_form(action, above, uploads=uploads))


def may_upload(interaction: discord.Interaction, debate: Debate) -> bool:
    """Whether documents given in a form can be posted where it stands: in the debate's own thread, by somebody who
    might post them there. Elsewhere others than the debate's readers would see them.
    """
    if interaction.channel_id != debate.thread or not interaction.permissions.attach_files:
        return False
    return interaction.app_permissions.attach_files and writer_of(interaction, debate).may_write


async def respond(interaction: discord.Interaction, action: Action) -> None:
    """Keep the answer to a question, and show the documents that came with it."""
    number, act = action.numbers
    words = fields_of(interaction).get(WORDS, "")
    debate = await debate_numbered(interaction, number)
    files = uploaded(interaction)
    if files:
        await _respond_with(interaction, debate, ActId(act), words, files)
        return
    await host_of(interaction).store.respond(
        debate.key,
        ActId(act),
        words,
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await tell(interaction, posts.say("question_answered"))
    host_of(interaction).wake()


async def _respond_with(
    interaction: discord.Interaction, debate: Debate, question: ActId, words: str, files: Sequence[Upload]
) -> None:
    """Post the documents with the words in the debate's thread: a statement of whoever answers, as a letter they bring
    is; and let that statement be the answer.

    Raises:
        As `must_take_response`, `must_take_letter` and `respond` say.
        MayNotWrite: not there.
        TextTooLong: more than BYTES_LIMIT.
        NotShown: Discord did not hand the documents over, or did not take them.
    """
    store, actor, at = host_of(interaction).store, writer_of(interaction, debate), interaction.created_at
    said = response_words(words, len(files))
    if not may_upload(interaction, debate):
        raise MayNotWrite
    size = sum(file.size for file in files)
    if size > BYTES_LIMIT:
        raise TextTooLong({"what": "documents", "length": size, "limit": BYTES_LIMIT, "unit": "bytes"})
    asked = await store.must_take_response(debate.key, question, actor=actor, at=at)
    names = [file.name for file in files]
    await store.must_take_letter(debate.key, said, names=names, actor=actor, at=at)
    message = await promise(interaction)
    statement = StatementId(message)
    try:
        data = [await _fetched(interaction, file) for file in files]
        await store.record_statement(
            debate.key,
            Arrival(
                statement=statement,
                kind=StatementKind.LETTER,
                user=actor.user,
                guest=None,
                message=message,
                said_at=at,
                text=said,
                roles=actor.roles,
                documents=document_names(file.name for file in files),
            ),
        )
        await store.respond(debate.key, question, "", actor=actor, act=act_of(interaction), at=at, statement=statement)
        async with for_everybody(store, interaction.guild):
            sentence = _shown(asked, actor, said)
        await fill(interaction, sentence, data)
    except Refusal:
        await store.withdraw_statement(debate.key, statement, at=at)
        await break_promise(interaction)
        raise
    host_of(interaction).wake()


async def _fetched(interaction: discord.Interaction, file: Upload) -> RenderedFile:
    try:
        return RenderedFile(file.name, await interaction.client.http.get_from_cdn(file.url))
    except (discord.HTTPException, *BROKEN) as error:
        raise NotShown from error


def _shown(asked: Question, actor: Actor, words: str) -> str:
    return posts.say("documents_given", by=actor.user, of=asked.of, words=words)


async def questions_to(interaction: discord.Interaction, debate: Debate, statement: StatementId) -> tuple[Block, ...]:
    """What lets the author of a statement say which question put to them it answers; nothing where none waits."""
    found = await host_of(interaction).store.my_questions([debate.key], actor=actor_of(interaction))
    waiting = [question for mine in found for question in mine.put_to_me]
    return questions_answered_by(debate, waiting, statement)


async def respond_by_message(interaction: discord.Interaction, action: Action) -> None:
    """Let a message of whoever was asked be the answer to the question that was picked."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.respond(
        debate.key,
        ActId(chosen_number(interaction)),
        "",
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
        statement=StatementId(statement),
    )
    await tell(interaction, posts.say("question_answered"))
    host_of(interaction).wake()


def uploaded(interaction: discord.Interaction) -> tuple[Upload, ...]:
    """The files given in a submitted form."""
    data = cast("Mapping[str, Any]", interaction.data or {})
    found = cast("Mapping[str, Mapping[str, Any]]", data.get("resolved", {}).get("attachments", {}))
    return tuple(Upload(file["filename"], int(file["size"]), file["url"]) for file in found.values())


def _form(action: Action, above: str, *, uploads: bool) -> discord.ui.Modal:
    modal = discord.ui.Modal(title=posts.say("response_form"), custom_id=action.custom_id)
    words = discord.ui.TextInput[discord.ui.Modal](
        custom_id=WORDS, style=discord.TextStyle.paragraph, required=not uploads, max_length=RESPONSE_LIMIT
    )
    modal.add_item(discord.ui.TextDisplay(above))
    modal.add_item(
        discord.ui.Label(
            text=posts.say("field_response"), description=posts.say("field_response_hint"), component=words
        )
    )
    if uploads:
        files = discord.ui.FileUpload[discord.ui.Modal](custom_id=FILES, required=False, max_values=FILES_LIMIT)
        modal.add_item(
            discord.ui.Label(
                text=posts.say("field_documents"), description=posts.say("field_documents_hint"), component=files
            )
        )
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


async def setup(bot: commands.Bot) -> None:
    """Answer what is pressed and picked to answer a question."""
    on_press(bot, {Act.RESPOND: show_form, Act.MEANT_FOR: respond_by_message})
    on_submit(bot, {Act.RESPOND: respond})
