"""The opening of a debate: its form, and what happens to what was typed into it."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeVar

import discord
from discord.ext import commands

from cogs.actions import on_press, on_submit
from cogs.asked import Asked
from cogs.cog import Cog
from cogs.errors import UnknownAction
from cogs.facts import act_of, actor_of, guild_of, host_of, zone_of
from cogs.host import Host
from cogs.languages import for_one
from cogs.places import Place, form_of, known_place, lacking, may_start_in, needed_in, place_for
from cogs.preflight import cannot_post
from cogs.replies import SILENT, tell
from cogs.typed import fields_of, hand_back
from deliberation.debate import TITLE_LIMIT, Attribution, Debate, DebateDraft, Tallies, drafted
from deliberation.errors import NoPlaceForDebate, Refusal
from deliberation.ids import ChannelId, DebateKey
from deliberation.importing.proposals import Proposed
from deliberation.steering.schedule import GIVEN_LIMIT, read_deadline
from deliberation.terms import Form, Terms
from prompts import posts
from prompts.post import Act, Action, Button, Buttons, Style

TITLE, PROPOSALS, DEADLINE = "title", "proposals", "deadline"
ATTRIBUTION, TALLIES = "attribution", "tallies"
TYPED_LIMIT = 4000
"""The most characters Discord takes in one field."""
REMEMBERED = 200
"""How many refused forms can be shown again as they were filled; the words stand in the refusal in any case."""

_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as somebody filled it."""

    asked: Asked
    title: str = ""
    proposals: str = ""
    deadline: str = ""
    attribution: str = Attribution.COUNTED.value
    tallies: str = Tallies.HIDDEN.value
    imported: str | None = None
    """What to say of proposals that come from a file."""

    def draft(self, interaction: discord.Interaction, zone: str, form: Form) -> DebateDraft:
        """The debate this form asks for, to stand as `form` says.

        Raises:
            BadInput: a field cannot be taken as it is.
        """
        return drafted(
            title=self.title,
            proposals=self.proposals,
            attribution=Attribution(self.attribution),
            tallies=Tallies(self.tallies),
            deadline=read_deadline(self.deadline, now=interaction.created_at, zone=zone),
            planned_rounds=self.asked.rounds,
            terms=self.asked.as_form(form),
        )


class Opening(Cog):
    """Opens debates and follows each until its thread stands."""

    def __init__(self) -> None:
        self._refused: OrderedDict[int, Filled] = OrderedDict()
        self._awaited: OrderedDict[DebateKey, discord.Interaction] = OrderedDict()

    async def show_form(
        self,
        interaction: discord.Interaction,
        *,
        wanted: Place | None,
        rounds: int,
        terms: Terms,
        imported: tuple[str, Proposed] | None = None,
    ) -> None:
        """Show the form, where a debate can open; elsewhere say why it cannot.

        `imported` are a title and proposals from a file, which stand in the form to be looked at.
        """
        settings = await host_of(interaction).store.server(guild_of(interaction))
        place = place_for(interaction, wanted, settings.home)
        if place is None:
            await tell(interaction, posts.say("no_place_for_debate"))
        elif not may_start_in(interaction, place):
            await tell(interaction, posts.say("not_your_place", channel=place.id))
        elif lacks := lacking(place, needed_in(place)):
            await tell(interaction, cannot_post(place, lacks, interaction.application_id))
        else:
            asked = Asked(ChannelId(place.id), rounds, terms)
            await interaction.response.send_modal(_form(_begun(asked, imported, settings.attribution)))

    async def again(self, interaction: discord.Interaction, action: Action) -> None:
        """Show a refused form as it was filled."""
        filled = self._refused.get(action.numbers[0])
        if filled is None:
            await tell(interaction, posts.say("form_forgotten"))
        else:
            await interaction.response.send_modal(_form(filled))

    async def submit(self, interaction: discord.Interaction, action: Action) -> None:
        """Open the debate; or hand back what was typed, with what to change.

        Raises:
            UnknownAction: no form of ours holds this.
        """
        fields = fields_of(interaction)
        attribution, tallies = fields.get(ATTRIBUTION, ""), fields.get(TALLIES, "")
        if attribution not in set(Attribution) or tallies not in set(Tallies):
            raise UnknownAction
        filled = Filled(
            Asked.by(action),
            title=fields.get(TITLE, ""),
            proposals=fields.get(PROPOSALS, ""),
            deadline=fields.get(DEADLINE, ""),
            attribution=attribution,
            tallies=tallies,
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
            told = posts.say("debate_opened", thread=debate.thread, tag=_tag_of(interaction, debate))
        sentence = _with_hint(host_of(interaction), told)
        await interaction.edit_original_response(content=sentence, allowed_mentions=SILENT)

    async def _open(self, interaction: discord.Interaction, filled: Filled) -> Debate:
        place = known_place(interaction.guild, filled.asked.place)
        if place is None or not may_start_in(interaction, place):
            raise NoPlaceForDebate  # deleted, or hidden from them, while they filled the form
        draft = filled.draft(interaction, await zone_of(interaction), form_of(place))
        return await host_of(interaction).store.open_debate(
            draft,
            actor=actor_of(interaction),
            act=act_of(interaction),
            home=filled.asked.place,
            at=interaction.created_at,
        )

    async def _hand_back(self, interaction: discord.Interaction, filled: Filled, refused: Refusal) -> None:
        _remember(self._refused, interaction.id, filled)
        again = Button(posts.say("try_again"), Action(Act.AGAIN, (interaction.id,)), style=Style.PRIMARY)
        await hand_back(interaction, posts.refusal(refused), Buttons((again,)))


def _with_hint(host: Host, sentence: str) -> str:
    """`sentence`, with what to do where the bot cannot read what is typed."""
    return sentence if host.reads_messages else f"{sentence}\n{posts.say('message_content_off')}"


def _tag_of(interaction: discord.Interaction, debate: Debate) -> str | None:
    """The tag that a forum's post got since the forum asks for one."""
    thread = interaction.guild.get_thread(debate.thread or 0) if interaction.guild is not None else None
    return next((tag.name for tag in thread.applied_tags), None) if thread is not None else None


def _remember(kept: "OrderedDict[_K, _V]", key: _K, value: _V) -> None:
    kept[key] = value
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)


def _begun(asked: Asked, imported: tuple[str, Proposed] | None, usual_attribution: Attribution) -> Filled:
    """The form as it is first shown."""
    usual = posts.say("deadline_usual")
    if imported is None:
        return Filled(asked, deadline=usual, attribution=usual_attribution.value)
    title, found = imported
    told = posts.say("imported_hint", shown=len(found.claims), found=found.found)
    return Filled(
        asked,
        title=title,
        proposals="\n".join(found.claims),
        deadline=usual,
        attribution=usual_attribution.value,
        imported=told,
    )


def _form(filled: Filled) -> discord.ui.Modal:
    modal = discord.ui.Modal(title=posts.say("open_debate"), custom_id=filled.asked.action.custom_id)
    modal.add_item(_line("field_title", TITLE, filled.title, limit=TITLE_LIMIT))
    modal.add_item(
        _line(
            "field_proposals",
            PROPOSALS,
            filled.proposals,
            limit=TYPED_LIMIT,
            style=discord.TextStyle.paragraph,
            hint=filled.imported,
        )
    )
    modal.add_item(_line("field_deadline", DEADLINE, filled.deadline, limit=GIVEN_LIMIT))
    modal.add_item(_choice("field_attribution", ATTRIBUTION, tuple(Attribution), filled.attribution))
    modal.add_item(_choice("field_tallies", TALLIES, tuple(Tallies), filled.tallies))
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


def _line(
    label: str,
    custom_id: str,
    typed: str,
    *,
    limit: int,
    style: discord.TextStyle = discord.TextStyle.short,
    hint: str | None = None,
) -> discord.ui.Label[discord.ui.Modal]:
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=custom_id, default=typed or None, max_length=limit, style=style
    )
    return discord.ui.Label(text=posts.say(label), description=hint, component=field)


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
