"""Actions: what is pressed, chosen or submitted, decoded strictly from its `custom_id` and handed to whom it concerns.

Nothing about a message or a form is remembered, so that each works after a restart, however old it is.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import cast

import discord
from discord.ext import commands

from cogs.cog import Cog
from cogs.errors import UnknownAction, answer_error
from cogs.languages import for_one
from cogs.typed import answer_form_error, storable
from deliberation.ids import ActId, DebateId, Span, StatementId
from deliberation.points.meant import Quoted
from deliberation.question import QuestionKey
from deliberation.stance import POSITIONS
from deliberation.statement import Passage
from prompts.meant import meant_by
from prompts.post import Act, Action, FoundPage, QuestionPlace

Handler = Callable[[discord.Interaction, Action], Awaitable[None]]
ErrorHandler = Callable[[discord.Interaction, BaseException], Awaitable[None]]

_CUSTOM_ID = re.compile(r"cp:(?P<act>[a-z]{1,10})(?P<numbers>(?::(?:0|[1-9][0-9]{0,18}))*)(?::m[0-9a-z]{1,30})?")
_QUESTION = re.compile(r"([0-9]{1,19}):([0-9]{1,19})")
_PAGE = re.compile(r"([1-9]):(.{1,98})", re.DOTALL)
_QUOTED = re.compile(r"([0-9]):([0-9]{1,19}):([0-9]{1,9})")
_LARGEST = 2**63 - 1
_PLACE = re.compile(r"([0-9]{1,19}):([0-9]{1,9}):([0-9]{1,9}):([0-9]{1,9})")
NUMBERS: Mapping[Act, int] = {
    Act.TAKE_PART: 1,
    Act.HOW: 1,
    Act.VOTE: 4,
    Act.SKIP: 3,
    Act.KEEP: 2,
    Act.CONDITION: 3,
    Act.REASON: 3,
    Act.CREDIT: 3,
    Act.VIEW: 1,
    Act.GIVE: 4,
    Act.FOLLOW: 2,
    Act.MINE: 1,
    Act.PAIRS: 3,
    Act.ANSWER: 2,
    Act.TO_POINT: 1,
    Act.PASSAGES: 3,
    Act.PICK: 1,
    Act.REPLY: 5,
    Act.REPLY_TO: 2,
    Act.OWN_PLAIN: 1,
    Act.EARLIER: 3,
    Act.WHICH: 2,
    Act.MEANS: 4,
    Act.HISTORY: 1,
    Act.OWN_IN: 0,
    Act.MEANT: 2,
    Act.MEANT_FOR: 2,
    Act.UNSAY: 2,
    Act.NAMED: 2,
    Act.BY_NAME: 2,
    Act.ALL_BY_NAME: 2,
    Act.NOT_BY_NAME: 2,
    Act.LOOK: 2,
    Act.POST_REASON: 3,
    Act.REPORT: 2,
    Act.REPORTS: 2,
    Act.REMOVE: 2,
    Act.DISMISS: 2,
    Act.WHY_REMOVED: 2,
    Act.EDIT: 2,
    Act.TAKE_BACK: 2,
    Act.TAKEN_BACK: 2,
    Act.ABOUT: 3,
    Act.ABOUT_ONE: 2,
    Act.QUESTION: 3,
    Act.ONE_QUESTION: 0,
    Act.RESPOND: 2,
    Act.IS_ANSWERED: 2,
    Act.UNASK: 2,
    Act.OPEN_QUESTIONS: 2,
    Act.SECOND: 2,
    Act.NEEDS: 1,
    Act.MY_QUESTIONS: 1,
    Act.REMIND: 1,
    Act.RECORD: 2,
    Act.INQUIRE: 2,
    Act.SEARCH: 1,
    Act.FOUND: 1,
    Act.OPEN: 8,
    Act.AGENDA: 1,
    Act.DECIDE: 1,
    Act.LOG: 2,
    Act.SETUP: 0,
    Act.SETTLE: 1,
    Act.PRIVACY: 1,
    Act.AGAIN: 1,
    Act.GO_ON: 3,
    Act.NOT_MEANT: 2,
    Act.NOT_MEANT_OF: 2,
    Act.NOT_MEANT_AS: 5,
    Act.POINTS: 3,
    Act.READ: 1,
    Act.ASK_ALL: 2,
    Act.RESTATE: 2,
    Act.CONFIRM: 5,
}
"""How many numbers stand behind each act."""

_OURS = "cp:"
"""How every `custom_id` of ours begins; others belong to the bot these cogs are loaded into."""


def on_press(bot: commands.Bot, handlers: Mapping[Act, Handler]) -> None:
    """Hand presses and choices of these acts to these handlers."""
    _interactions_of(bot).presses.update(handlers)


def on_submit(bot: commands.Bot, handlers: Mapping[Act, Handler]) -> None:
    """Hand submitted forms, whose `custom_id` is such an act's, to these handlers."""
    _interactions_of(bot).forms.update(handlers)


def decoded(custom_id: str) -> Action:
    """The action a `custom_id` means, whatever marker it carries.

    Raises:
        UnknownAction: it means none.
    """
    match = _CUSTOM_ID.fullmatch(custom_id)
    if match is None or match["act"] not in set(Act):
        raise UnknownAction
    act = Act(match["act"])
    numbers = tuple(int(number) for number in match["numbers"].split(":")[1:])
    if len(numbers) != NUMBERS[act] or any(number > _LARGEST for number in numbers):
        raise UnknownAction
    if act in (Act.VOTE, Act.GIVE) and numbers[-1] >= len(POSITIONS):
        raise UnknownAction
    return Action(act, numbers)


def number_in(value: str) -> int | None:
    """The number that a select's value or a field of ours says; None where it says none that we could have written."""
    if not re.fullmatch(r"[0-9]{1,19}", value) or int(value) > _LARGEST:
        return None
    return int(value)


def chosen_values(interaction: discord.Interaction) -> list[str]:
    """What was chosen in a select, as its options name it."""
    return cast("list[str]", (interaction.data or {}).get("values", []))


def chosen_number(interaction: discord.Interaction) -> int:
    """The number chosen in a select.

    Raises:
        UnknownAction: what came is no such number.
    """
    values = chosen_values(interaction)
    number = number_in(values[0]) if len(values) == 1 else None
    if number is None:
        raise UnknownAction
    return number


def chosen_passage(interaction: discord.Interaction) -> Passage:
    """The passage chosen in a select, as `prompts.post.Place` writes it.

    Raises:
        UnknownAction: what came is none.
    """
    values = cast("list[str]", (interaction.data or {}).get("values", []))
    match = _PLACE.fullmatch(values[0]) if len(values) == 1 else None
    if match is None:
        raise UnknownAction
    return passage_at(tuple(int(number) for number in match.groups()))


def chosen_question(interaction: discord.Interaction) -> QuestionPlace:
    """The question chosen in a select.

    Raises:
        UnknownAction: what came is none.
    """
    match = _QUESTION.fullmatch(_chosen(interaction))
    if match is None or max(map(int, match.groups())) > _LARGEST:
        raise UnknownAction
    return QuestionPlace(DebateId(int(match[1])), ActId(int(match[2])))


def chosen_question_key(interaction: discord.Interaction) -> QuestionKey:
    """The question chosen in a select that lists all kinds.

    Raises:
        UnknownAction: what came is none.
    """
    match = _QUESTION.fullmatch(_chosen(interaction))
    if match is None or max(map(int, match.groups())) > _LARGEST:
        raise UnknownAction
    return QuestionKey(int(match[1]), int(match[2]))


def chosen_quotation(interaction: discord.Interaction) -> Quoted:
    """The words chosen of those that a summary quotes of somebody.

    Raises:
        UnknownAction: what came is none.
    """
    match = _QUOTED.fullmatch(_chosen(interaction))
    return quoted_by(tuple(map(int, match.groups())) if match is not None else ())


def quoted_by(numbers: tuple[int, ...]) -> Quoted:
    """The words quoted in a summary that three numbers mean.

    Raises:
        UnknownAction: they mean none.
    """
    quoted = meant_by(numbers) if len(numbers) == 3 and max(numbers) <= _LARGEST else None
    if quoted is None:
        raise UnknownAction
    return quoted


def chosen_page(interaction: discord.Interaction) -> FoundPage:
    """The page chosen of what a search brought, with the words that were looked for.

    Raises:
        UnknownAction: what came is none.
    """
    match = _PAGE.fullmatch(_chosen(interaction))
    if match is None:
        raise UnknownAction
    return FoundPage(int(match[1]), storable(match[2]))


def _chosen(interaction: discord.Interaction) -> str:
    values = cast("list[str]", (interaction.data or {}).get("values", []))
    if len(values) != 1:
        raise UnknownAction
    return values[0]


def passage_at(numbers: tuple[int, ...]) -> Passage:
    """The passage that four numbers mean: statement, revision, start and end.

    Raises:
        UnknownAction: they mean none.
    """
    statement, revision, start, end = numbers
    if max(numbers) > _LARGEST or not start < end:
        raise UnknownAction
    return Passage(StatementId(statement), revision, Span(start, end))


class Interactions(Cog):
    """Buttons, selects and forms. A `discord.ui.DynamicItem` would rebuild the whole view of the message for each press
    (0.26 ms, twice what rendering a ballot takes), and answer nobody where the message has changed in the meantime.
    """

    def __init__(self) -> None:
        self.presses: dict[Act, Handler] = {}
        self.forms: dict[Act, Handler] = {}

    @Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer what was pressed, chosen or submitted of ours; commands have their own way in."""
        custom_id = str((interaction.data or {}).get("custom_id", ""))
        if not custom_id.startswith(_OURS):
            return
        if interaction.type is discord.InteractionType.component:
            await _handle(interaction, self.presses, custom_id, answer_error)
        elif interaction.type is discord.InteractionType.modal_submit:
            await _handle(interaction, self.forms, custom_id, answer_form_error)


async def _handle(
    interaction: discord.Interaction, handlers: Mapping[Act, Handler], custom_id: str, wrong: ErrorHandler
) -> None:
    async with for_one(interaction):
        try:
            action = decoded(custom_id)
            if action.act not in handlers:
                raise UnknownAction
            await handlers[action.act](interaction, action)
        except Exception as error:
            await wrong(interaction, error)


def _interactions_of(bot: commands.Bot) -> Interactions:
    cog = bot.get_cog(Interactions.__cog_name__)
    assert isinstance(cog, Interactions)
    return cog


async def setup(bot: commands.Bot) -> None:
    """Answer every button, select and form of ours, also those sent before this start."""
    await bot.add_cog(Interactions())
