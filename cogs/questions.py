"""Questions: asked by a button or on a message of whoever wrote it; and `/question`."""

from collections.abc import Iterable, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actions import chosen_number, chosen_question, on_press, on_submit
from cogs.cog import GroupCog
from cogs.errors import UnknownAction
from cogs.facts import act_of, actor_of, debate_numbered, debates_meant, host_of
from cogs.replies import pressed_private, tell, turn, whisper
from cogs.typed import fields_of
from deliberation.debate import Debate
from deliberation.errors import NoSuchQuestion
from deliberation.ids import ActId, ParticipantId, PointNumber, StatementId, UserId
from deliberation.question import (
    ABOUT_LIMIT,
    QUESTION_KINDS,
    QUESTION_LIMIT,
    Question,
    QuestionKind,
    wanted,
)
from deliberation.record import DebateRecord
from deliberation.views.board import compose_board
from prompts import posts
from prompts.post import CHOICE_LIMIT, Act, Action, Users
from prompts.words import plain

KIND, WORDS, WORD = "kind", "words", "word"
"""The `custom_id`s of the forms' fields."""
SUGGESTIONS = 25
"""The most Discord shows under an option."""


async def about(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of what one can ask about."""
    number, statement, page = action.numbers
    debate = await debate_numbered(interaction, number)
    await show_about(interaction, debate, StatementId(statement) if statement else None, page)


async def show_about(
    interaction: discord.Interaction, debate: Debate, statement: StatementId | None, page: int = 1
) -> None:
    """Show what one can ask about: all points, or a statement with its own points and those it answers."""
    record = await host_of(interaction).store.record(debate.key)
    points = _points(record, statement)
    post = posts.about(debate, points, statement, page, whole=statement is not None)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def ask_about_one(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for a question about what was picked."""
    number, statement = action.numbers
    point = chosen_number(interaction)
    await show_form(interaction, await debate_numbered(interaction, number), point, 0 if point else statement)


async def ask_about_this(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for a question about what is shown."""
    number, point, statement = action.numbers
    await show_form(interaction, await debate_numbered(interaction, number), point, statement)


async def show_form(interaction: discord.Interaction, debate: Debate, point: int, statement: int) -> None:
    """Show the form for a question about a point, or else a statement; not where it would be refused."""
    of = await host_of(interaction).store.must_take_question(
        debate.key,
        PointNumber(point) if point else None,
        StatementId(statement) if statement else None,
        actor=actor_of(interaction),
        at=interaction.created_at,
    )
    await interaction.response.send_modal(
        _question_form(Action(Act.QUESTION, (debate.key.debate, point, statement)), of)
    )


async def ask(interaction: discord.Interaction, action: Action) -> None:
    """Put the question."""
    number, point, statement = action.numbers
    fields = fields_of(interaction)
    words, word = fields.get(WORDS, ""), fields.get(WORD, "")
    debate = await debate_numbered(interaction, number)
    question = await host_of(interaction).store.ask_question(
        debate.key,
        PointNumber(point) if point else None,
        StatementId(statement) if statement else None,
        wanted(_kind(fields.get(KIND, "")), words, word),
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    post = posts.question_asked(debate, question, await _users_of(interaction, [question]))
    await (turn if pressed_private(interaction) else whisper)(interaction, post)
    host_of(interaction).wake()


async def open_one(interaction: discord.Interaction, action: Action) -> None:
    """Show the question that was picked, with what one can do with it."""
    place = chosen_question(interaction)
    await _show_one(interaction, await debate_numbered(interaction, place.debate), place.question)


async def settle(interaction: discord.Interaction, action: Action) -> None:
    """Note that a question was answered elsewhere."""
    number, act = action.numbers
    debate = await debate_numbered(interaction, number)
    await host_of(interaction).store.settle_question(
        debate.key, ActId(act), actor=actor_of(interaction), act=act_of(interaction), at=interaction.created_at
    )
    await tell(interaction, posts.say("question_settled"))
    host_of(interaction).wake()


async def unask(interaction: discord.Interaction, action: Action) -> None:
    """Take a question back."""
    number, act = action.numbers
    await _withdraw(interaction, await debate_numbered(interaction, number), ActId(act))


async def my_questions(interaction: discord.Interaction, action: Action) -> None:
    """Show a member's own questions."""
    await _show_mine(interaction, action.numbers[0])


async def _show_mine(interaction: discord.Interaction, number: int | None) -> None:
    meant = await debates_meant(interaction, number)
    found = await host_of(interaction).store.my_questions(meant.keys, actor=actor_of(interaction))
    questions = [question for mine in found for question in (*mine.put_to_me, *mine.asked)]
    post = posts.my_questions(found, await _users_of(interaction, questions), looked=meant.looked)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def _show_one(interaction: discord.Interaction, debate: Debate, act: ActId) -> None:
    record = await host_of(interaction).store.record(debate.key)
    question = next((question for question in record.questions if question.act == act), None)
    if question is None:
        raise NoSuchQuestion
    users = await _users_of(interaction, [question])
    reader = next((who for who, user in users.items() if user == UserId(interaction.user.id)), None)
    if reader is None:  # between two others, and what it came to stands with the point
        raise NoSuchQuestion
    post = posts.one_question(debate, question, users, reader)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def _withdraw(interaction: discord.Interaction, debate: Debate, act: ActId) -> None:
    await host_of(interaction).store.withdraw_question(
        debate.key, act, actor=actor_of(interaction), at=interaction.created_at
    )
    await tell(interaction, posts.say("question_withdrawn"))
    host_of(interaction).wake()


async def _users_of(interaction: discord.Interaction, questions: Iterable[Question]) -> Users:
    people = [person for question in questions for person in (question.asked_by, question.put_to)]
    return await users_among(interaction, people)


async def users_among(interaction: discord.Interaction, people: Iterable[ParticipantId | None]) -> Users:
    """Whom to mention of `people`, in the server of an interaction."""
    known = [person for person in people if person is not None]
    return await host_of(interaction).store.users(actor_of(interaction).guild, known)


def _points(record: DebateRecord, statement: StatementId | None) -> Sequence[tuple[PointNumber, str]]:
    board = compose_board(record, record.rounds[-1].number)
    shown = [(point.number, point.claim) for point in board.points if point.claim]
    if statement is None:
        return shown
    within = {point.number for point in record.points if point.passage.statement == statement}
    answered = {answer.point for answer in record.counterpoints if answer.passage.statement == statement}
    return [(number, claim) for number, claim in shown if number in within | answered]


def _kind(value: str) -> QuestionKind:
    if value not in set(QuestionKind):
        raise UnknownAction
    return QuestionKind(value)


def _question_form(action: Action, of: str) -> discord.ui.Modal:
    modal = discord.ui.Modal(title=posts.say("question_form"), custom_id=action.custom_id)
    options = [
        discord.RadioGroupOption(
            label=posts.say(f"kind_{kind.value}"),
            value=kind.value,
            description=None if kind is QuestionKind.PLAIN else posts.say(f"kind_{kind.value}_hint"),
            default=kind is QuestionKind.PLAIN,
        )
        for kind in QUESTION_KINDS
    ]
    kinds = discord.ui.RadioGroup[discord.ui.Modal](custom_id=KIND, options=options)
    words = discord.ui.TextInput[discord.ui.Modal](
        custom_id=WORDS, style=discord.TextStyle.paragraph, required=False, max_length=QUESTION_LIMIT
    )
    word = discord.ui.TextInput[discord.ui.Modal](custom_id=WORD, required=False, max_length=ABOUT_LIMIT)
    modal.add_item(discord.ui.TextDisplay(posts.above_question(of)))
    modal.add_item(discord.ui.Label(text=posts.say("field_kind"), component=kinds))
    modal.add_item(
        discord.ui.Label(
            text=posts.say("field_question"), description=posts.say("field_question_hint"), component=words
        )
    )
    modal.add_item(discord.ui.Label(text=posts.say("field_word"), component=word))
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
class QuestionCommands(GroupCog, group_name="question", group_description=posts.say("command_question")):
    """`/question`."""

    @app_commands.command(name="mine", description=posts.say("command_question_mine"))
    async def mine(self, interaction: discord.Interaction) -> None:
        """Show the questions that wait for you, and those you asked: here, or in all debates you see."""
        await _show_mine(interaction, None)

    @app_commands.command(name="withdraw", description=posts.say("command_question_withdraw"))
    @app_commands.describe(question=posts.say("option_question"))
    async def withdraw(self, interaction: discord.Interaction, question: str) -> None:
        """Take back a question you asked."""
        for debate in (await debates_meant(interaction, 0)).debates:
            if question.isdecimal() and len(question) < CHOICE_LIMIT and await _is_of(interaction, debate, question):
                await _withdraw(interaction, debate, ActId(int(question)))
                return
        raise NoSuchQuestion

    @withdraw.autocomplete("question")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The questions one asked that are open, by their words."""
        keys = (await debates_meant(interaction, 0)).keys
        found = await host_of(interaction).store.my_questions(keys, actor=actor_of(interaction))
        named = [
            (plain(posts.question_label(question), CHOICE_LIMIT), str(question.act))
            for mine in found
            for question in mine.asked
            if not question.settled
        ]
        wanted_words = typed.strip().casefold()
        shown = [(name, value) for name, value in named if wanted_words in name.casefold()]
        return [app_commands.Choice(name=name, value=value) for name, value in shown[:SUGGESTIONS]]


async def _is_of(interaction: discord.Interaction, debate: Debate, question: str) -> bool:
    record = await host_of(interaction).store.record(debate.key)
    return any(asked.act == int(question) for asked in record.questions if asked.act is not None)


async def setup(bot: commands.Bot) -> None:
    """Answer what is pressed to ask, and `/question`."""
    on_press(
        bot,
        {
            Act.ABOUT: about,
            Act.ABOUT_ONE: ask_about_one,
            Act.QUESTION: ask_about_this,
            Act.ONE_QUESTION: open_one,
            Act.IS_ANSWERED: settle,
            Act.UNASK: unask,
            Act.MY_QUESTIONS: my_questions,
        },
    )
    on_submit(bot, {Act.QUESTION: ask})
    await bot.add_cog(QuestionCommands())
