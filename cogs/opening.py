"""The opening of a debate: its form, and what happens to what was typed into it."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeVar

import discord
from discord.ext import commands

from cogs.actions import fields_of, on_press, on_submit
from cogs.cog import Cog
from cogs.errors import UnknownAction
from cogs.facts import act_of, actor_of, host_of, zone_of
from cogs.host import Host
from cogs.languages import for_one
from cogs.replies import SILENT, tell
from cogs.typed import hand_back
from deliberation.debate import ROUNDS_LIMIT, TITLE_LIMIT, Attribution, Debate, DebateDraft, Tallies, drafted
from deliberation.errors import Refusal
from deliberation.ids import ChannelId, DebateKey
from deliberation.schedule import GIVEN_LIMIT, read_deadline
from deliberation.terms import Gate, Terms
from prompts import posts
from prompts.post import Act, Action, Button, Buttons, Style

TITLE, PROPOSALS, DEADLINE = "title", "proposals", "deadline"
ATTRIBUTION, TALLIES = "attribution", "tallies"
TYPED_LIMIT = 4000
"""The most characters Discord takes in one field."""
REMEMBERED = 200
"""How many refused forms can be shown again as they were filled; the words stand in the refusal in any case."""
NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    create_public_threads=True,
    send_messages_in_threads=True,
    read_message_history=True,
    attach_files=True,
)
"""What a debate takes in its channel; docs/operators.md lists the same and one more, for reactions."""

_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as somebody filled it; `role` is 0 for none."""

    rounds: int
    role: int
    title: str = ""
    proposals: str = ""
    deadline: str = ""
    attribution: str = Attribution.COUNTED.value
    tallies: str = Tallies.HIDDEN.value

    @property
    def typed(self) -> str:
        """What was typed, to be handed back."""
        return "\n\n".join((self.title, self.proposals, self.deadline)).strip()

    def draft(self, interaction: discord.Interaction, zone: str) -> DebateDraft:
        """The debate this form asks for.

        Raises:
            BadInput: a field cannot be taken as it is.
        """
        return drafted(
            title=self.title,
            proposals=self.proposals,
            attribution=Attribution(self.attribution),
            tallies=Tallies(self.tallies),
            deadline=read_deadline(self.deadline, now=interaction.created_at, zone=zone),
            planned_rounds=self.rounds,
            terms=Terms(gate=Gate(role=self.role or None)),
        )


class Opening(Cog):
    """Opens debates and follows each until its thread stands."""

    def __init__(self) -> None:
        self._refused: OrderedDict[int, Filled] = OrderedDict()
        self._awaited: OrderedDict[DebateKey, discord.Interaction] = OrderedDict()

    async def show_form(self, interaction: discord.Interaction, rounds: int, role: int) -> None:
        """Show the form, where a debate can have its thread; elsewhere say why it cannot."""
        channel = interaction.channel
        if not isinstance(channel, discord.TextChannel):
            await tell(interaction, posts.say("no_place_for_debate"))
        elif not interaction.app_permissions >= NEEDED:
            await tell(interaction, posts.say("cannot_post", channel=channel.id))
        else:
            await interaction.response.send_modal(_form(Filled(rounds, role, deadline=posts.say("deadline_usual"))))

    async def again(self, interaction: discord.Interaction, action: Action) -> None:
        """Show a refused form as it was filled."""
        filled = self._refused.get(action.numbers[0])
        if filled is None:
            await tell(interaction, posts.say("form_forgotten"))
        else:
            await interaction.response.send_modal(_form(filled))

    async def submit(self, interaction: discord.Interaction, action: Action) -> None:
        """Open the debate; or hand back what was typed, with what to change."""
        rounds, role = action.numbers
        if not 1 <= rounds <= ROUNDS_LIMIT:
            raise UnknownAction
        fields = fields_of(interaction)
        filled = Filled(
            rounds,
            role,
            title=fields[TITLE],
            proposals=fields[PROPOSALS],
            deadline=fields[DEADLINE],
            attribution=fields[ATTRIBUTION],
            tallies=fields[TALLIES],
        )
        try:
            debate = await self._open(interaction, filled)
        except Refusal as refused:
            await self._hand_back(interaction, filled, refused)
            return
        host = host_of(interaction)
        await tell(interaction, _with_hint(host, posts.say("debate_opening")))
        _remember(self._awaited, debate.key, interaction)
        host.wake()

    @Cog.listener()
    async def on_debate_placed(self, debate: Debate) -> None:
        """Tell whoever opened a debate where its thread is."""
        interaction = self._awaited.pop(debate.key, None)
        if interaction is None or interaction.is_expired():
            return
        async with for_one(interaction):
            sentence = _with_hint(host_of(interaction), posts.say("debate_opened", thread=debate.thread))
        await interaction.edit_original_response(content=sentence, allowed_mentions=SILENT)

    async def _open(self, interaction: discord.Interaction, filled: Filled) -> Debate:
        draft = filled.draft(interaction, await zone_of(interaction))
        return await host_of(interaction).store.open_debate(
            draft,
            actor=actor_of(interaction),
            act=act_of(interaction),
            home=ChannelId(interaction.channel_id or 0),
            at=interaction.created_at,
        )

    async def _hand_back(self, interaction: discord.Interaction, filled: Filled, refused: Refusal) -> None:
        _remember(self._refused, interaction.id, filled)
        again = Button(posts.say("try_again"), Action(Act.AGAIN, (interaction.id,)), style=Style.PRIMARY)
        await hand_back(interaction, filled.typed, refused, Buttons((again,)))


def _with_hint(host: Host, sentence: str) -> str:
    """`sentence`, with what to do where the bot cannot read what is typed."""
    return sentence if host.reads_messages else f"{sentence}\n{posts.say('message_content_off')}"


def _remember(kept: "OrderedDict[_K, _V]", key: _K, value: _V) -> None:
    kept[key] = value
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)


def _form(filled: Filled) -> discord.ui.Modal:
    action = Action(Act.OPEN, (filled.rounds, filled.role))
    modal = discord.ui.Modal(title=posts.say("open_debate"), custom_id=action.custom_id)
    modal.add_item(_line("field_title", TITLE, filled.title, limit=TITLE_LIMIT))
    modal.add_item(
        _line("field_proposals", PROPOSALS, filled.proposals, limit=TYPED_LIMIT, style=discord.TextStyle.paragraph)
    )
    modal.add_item(_line("field_deadline", DEADLINE, filled.deadline, limit=GIVEN_LIMIT))
    modal.add_item(_choice("field_attribution", ATTRIBUTION, tuple(Attribution), filled.attribution))
    modal.add_item(_choice("field_tallies", TALLIES, tuple(Tallies), filled.tallies))
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


def _line(
    label: str, custom_id: str, typed: str, *, limit: int, style: discord.TextStyle = discord.TextStyle.short
) -> discord.ui.Label[discord.ui.Modal]:
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=custom_id, default=typed or None, max_length=limit, style=style
    )
    return discord.ui.Label(text=posts.say(label), component=field)


def _choice(
    label: str, custom_id: str, values: tuple[Attribution, ...] | tuple[Tallies, ...], picked: str
) -> discord.ui.Label[discord.ui.Modal]:
    options = [
        discord.RadioGroupOption(
            label=posts.say(f"{custom_id}_{value}"),
            description=posts.say(f"{custom_id}_{value}_hint"),
            value=value.value,
            default=value.value == picked,
        )
        for value in values
    ]
    return discord.ui.Label(
        text=posts.say(label),
        description=posts.say(f"{label}_hint"),
        component=discord.ui.RadioGroup[discord.ui.Modal](custom_id=custom_id, options=options),
    )


async def setup(bot: commands.Bot) -> None:
    """Answer the opening form."""
    opening = Opening()
    on_press(bot, {Act.AGAIN: opening.again})
    on_submit(bot, {Act.OPEN: opening.submit})
    await bot.add_cog(opening)
