"""`/points`, and what members do with a point from there: read it, take a stance, ask that everybody be asked, restate
it, confirm somebody else's words for their own.
"""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actions import chosen_number, on_press, on_submit
from cogs.cog import Cog
from cogs.errors import UnknownAction
from cogs.facts import act_of, actor_of, debate_around, debate_here, debate_numbered, host_of
from cogs.replies import pressed_private, tell, turn, whisper
from cogs.typed import fields_of
from deliberation.debate import Attribution, Debate
from deliberation.ids import ActId, PointNumber
from deliberation.points.changes import RESTATEMENT_LIMIT
from deliberation.points.listing import Order
from deliberation.points.waiting import ProposedAs
from prompts import posts
from prompts.points import KINDS, ORDERS, VERDICTS
from prompts.post import CHOICE_LIMIT, Act, Action
from prompts.words import plain

SUGGESTIONS = 25
"""The most Discord shows under an option."""
WORDS = "words"
"""The `custom_id` of the one field of the form."""


async def suggest_points(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """The points of the debate in whose thread somebody types, by number or words; none elsewhere."""
    store, debate = host_of(interaction).store, await debate_around(interaction)
    if debate is None:
        return []
    wanted = typed.strip().removeprefix("#").casefold()
    known = [(number, f"#{number} {plain(claim)}") for number, claim in await store.points_named(debate.key)]
    found = [(number, name) for number, name in known if wanted in name.casefold()]
    found.sort(key=lambda entry: (str(entry[0]) != wanted, entry[0]))
    return [app_commands.Choice(name=plain(name, CHOICE_LIMIT), value=number) for number, name in found[:SUGGESTIONS]]


async def turn_pages(interaction: discord.Interaction, action: Action) -> None:
    """Show a page of the list, in the same private message where it was pressed in one."""
    number, order, page = action.numbers
    if order >= len(ORDERS):
        raise UnknownAction
    await _show_list(interaction, await debate_numbered(interaction, number), ORDERS[order], page)


async def look(interaction: discord.Interaction, action: Action) -> None:
    """Show the page of the point that was picked."""
    debate = await debate_numbered(interaction, action.numbers[0])
    await show_point(interaction, debate, PointNumber(chosen_number(interaction)))


async def ask_all(interaction: discord.Interaction, action: Action) -> None:
    """Ask that a point be put to everybody."""
    number, point = action.numbers
    debate = await debate_numbered(interaction, number)
    store = host_of(interaction).store
    asked = await store.ask_for_ballot(
        debate.key,
        PointNumber(point),
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    if asked.put_up:
        number_now = (await store.record(debate.key)).changes.put_up.get(asked.point, 1)
        await tell(interaction, posts.say("point_put_up", point=asked.point, round=number_now))
        host_of(interaction).wake()
        return
    named = debate.attribution is Attribution.NAMED
    await tell(interaction, posts.say("point_asked", point=asked.point, people=asked.people, named=named))


async def ask_restatement(interaction: discord.Interaction, action: Action) -> None:
    """Show the form for a point in one's own words."""
    number, point = action.numbers
    debate = await debate_numbered(interaction, number)
    asked = await host_of(interaction).store.asked(debate.key, PointNumber(point), actor=actor_of(interaction))
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=WORDS, style=discord.TextStyle.paragraph, max_length=RESTATEMENT_LIMIT
    )
    modal = discord.ui.Modal(title=posts.say("restate_form"), custom_id=action.custom_id)
    label = discord.ui.Label(
        text=posts.say("field_restate"), description=posts.say("field_restate_hint"), component=field
    )
    modal.add_item(discord.ui.TextDisplay(posts.above_question(asked.words)))
    modal.add_item(label)
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    await interaction.response.send_modal(modal)


async def restate(interaction: discord.Interaction, action: Action) -> None:
    """Keep a restatement for the point's author."""
    number, point = action.numbers
    words = fields_of(interaction).get(WORDS, "")
    debate = await debate_numbered(interaction, number)
    restated = await host_of(interaction).store.restate_point(
        debate.key,
        PointNumber(point),
        words,
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    await tell(interaction, posts.say("restated", point=restated.point))


async def confirm(interaction: discord.Interaction, action: Action) -> None:
    """Note what a point's author says of somebody else's words, and show the point as it stands then."""
    number, point, kind, proposed, verdict = action.numbers
    if kind >= len(KINDS) or verdict >= len(VERDICTS):
        raise UnknownAction
    debate = await debate_numbered(interaction, number)
    store, actor = host_of(interaction).store, actor_of(interaction)
    decide = store.decide_rewording if KINDS[kind] is ProposedAs.REWORDING else store.decide_restatement
    decided = await decide(
        debate.key, PointNumber(point), ActId(proposed), VERDICTS[verdict], actor=actor, at=interaction.created_at
    )
    host_of(interaction).wake()
    await show_point(interaction, debate, decided.point)


async def show_point(interaction: discord.Interaction, debate: Debate, point: PointNumber) -> None:
    """Show the page of a point, in the same private message where it was asked for in one."""
    store = host_of(interaction).store
    page = await store.point_page(debate.key, point, actor=actor_of(interaction))
    post = posts.point(page, (await store.record(debate.key)).users)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


async def _show_list(interaction: discord.Interaction, debate: Debate, order: Order, page: int) -> None:
    store = host_of(interaction).store
    listed = await store.points(debate.key, order, actor=actor_of(interaction))
    post = posts.points(listed, (await store.record(debate.key)).users, page)
    await (turn if pressed_private(interaction) else whisper)(interaction, post)


class Points(Cog):
    """`/points`."""

    @app_commands.command(name="points", description=posts.say("command_points"))
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.describe(order=posts.say("option_order"), point=posts.say("option_point"))
    @app_commands.choices(
        order=[app_commands.Choice(name=posts.say(f"option_order_{order.value}"), value=order.value) for order in Order]
    )
    @app_commands.autocomplete(point=suggest_points)
    async def points(
        self, interaction: discord.Interaction, order: str = Order.DIVIDED.value, point: int | None = None
    ) -> None:
        """List the points of this debate, or show one of them."""
        debate = await debate_here(interaction)
        if point is not None:
            await show_point(interaction, debate, PointNumber(point))
        else:
            await _show_list(interaction, debate, Order(order), 1)


async def setup(bot: commands.Bot) -> None:
    """Add `/points`, and answer what is pressed in it."""
    on_press(
        bot,
        {
            Act.POINTS: turn_pages,
            Act.READ: look,
            Act.ASK_ALL: ask_all,
            Act.RESTATE: ask_restatement,
            Act.CONFIRM: confirm,
        },
    )
    on_submit(bot, {Act.RESTATE: restate})
    await bot.add_cog(Points())
