"""Saying what a message answers: its author picks an earlier message, then the words; and may take it back."""

import discord
from discord.ext import commands

from cogs.actions import chosen_number, chosen_passage, on_press
from cogs.facts import act_of, debate_numbered, host_of, writer_of
from cogs.marks import show_joined
from cogs.replies import pressed_private, turn, whisper
from cogs.responding import questions_to
from deliberation.answering.answer import Earlier
from deliberation.debate import Debate
from deliberation.ids import MessageId, StatementId
from prompts import posts
from prompts.post import Act, Action, Post
from storage.verbs.statements import Recorded


async def ask_what_it_answers(interaction: discord.Interaction, debate: Debate, statement: StatementId) -> None:
    """Ask a statement's author what it answers: words of the message it replied to, else first which message."""
    store, actor = host_of(interaction).store, writer_of(interaction, debate)
    replied, before = await store.earlier(debate.key, statement, actor=actor)
    if replied is None:
        await _show_earlier(interaction, before, debate, statement, 1)
    else:
        await _show_passages(interaction, debate, statement, replied, 1)


async def own_plain(interaction: discord.Interaction, action: Action) -> None:
    """Ask what the message that was picked answers."""
    debate = await debate_numbered(interaction, action.numbers[0])
    await ask_what_it_answers(interaction, debate, StatementId(chosen_number(interaction)))


async def earlier(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of what was said before a statement."""
    number, statement, page = action.numbers
    debate = await debate_numbered(interaction, number)
    store, actor = host_of(interaction).store, writer_of(interaction, debate)
    _, before = await store.earlier(debate.key, StatementId(statement), actor=actor)
    await _show_earlier(interaction, before, debate, StatementId(statement), page)


async def which(interaction: discord.Interaction, action: Action) -> None:
    """Show the passages of the message that was picked."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    await _show_passages(interaction, debate, StatementId(statement), StatementId(chosen_number(interaction)), 1)


async def means(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of a message's passages."""
    number, statement, source, page = action.numbers
    debate = await debate_numbered(interaction, number)
    await _show_passages(interaction, debate, StatementId(statement), StatementId(source), page)


async def meant(interaction: discord.Interaction, action: Action) -> None:
    """Record what a statement answers."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    store, actor, passage = host_of(interaction).store, writer_of(interaction, debate), chosen_passage(interaction)
    recorded = await store.say_what_answers(
        debate.key,
        StatementId(statement),
        passage,
        actor=actor,
        act=act_of(interaction),
        at=interaction.created_at,
    )
    asked = await store.asked(debate.key, passage, actor=actor)
    await _answer(interaction, posts.now_answers(asked.words, debate, StatementId(statement)))
    host_of(interaction).wake()
    await _mark(interaction, debate, MessageId(statement), recorded)


async def unsay(interaction: discord.Interaction, action: Action) -> None:
    """Take back what a statement's author said it answers."""
    number, statement = action.numbers
    debate = await debate_numbered(interaction, number)
    recorded = await host_of(interaction).store.unsay_what_answers(
        debate.key, StatementId(statement), actor=writer_of(interaction, debate), at=interaction.created_at
    )
    await _answer(interaction, posts.unsaid())
    host_of(interaction).wake()
    await _mark(interaction, debate, MessageId(statement), recorded)


async def _show_earlier(
    interaction: discord.Interaction, before: tuple[Earlier, ...], debate: Debate, statement: StatementId, page: int
) -> None:
    """Show a page of what was said before a statement, and the questions that wait for its author."""
    post = posts.earlier(before, debate, statement, page)
    await _answer(interaction, Post((*post.blocks, *await questions_to(interaction, debate, statement))))


async def _show_passages(
    interaction: discord.Interaction, debate: Debate, statement: StatementId, source: StatementId, page: int
) -> None:
    store, actor = host_of(interaction).store, writer_of(interaction, debate)
    found = await store.answerable(debate.key, source, actor=actor)
    record = await store.record(debate.key)
    post = posts.passages(found, debate, record.users, page, said_by=statement)
    asked = await questions_to(interaction, debate, statement) if page == 1 else ()
    await _answer(interaction, Post((*post.blocks, *asked)))


async def _mark(
    interaction: discord.Interaction, debate: Debate, message: MessageId, recorded: Recorded | None
) -> None:
    if recorded is not None and debate.thread is not None:
        thread = interaction.client.get_partial_messageable(debate.thread, guild_id=debate.key.guild)
        await show_joined(thread, message, recorded)


async def _answer(interaction: discord.Interaction, post: Post) -> None:
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def setup(bot: commands.Bot) -> None:
    """Answer what is picked to say what a message answers."""
    on_press(
        bot,
        {
            Act.OWN_PLAIN: own_plain,
            Act.EARLIER: earlier,
            Act.WHICH: which,
            Act.MEANS: means,
            Act.MEANT: meant,
            Act.UNSAY: unsay,
        },
    )
