"""Decisions: the form in which whoever leads a debate records what it came to."""

import discord
from discord.ext import commands

from cogs.actions import number_in, on_submit
from cogs.facts import act_of, actor_of, debate_numbered, host_of, zone_of
from cogs.replies import tell
from cogs.typed import fields_of
from deliberation.debate import Debate
from deliberation.ids import PointNumber
from deliberation.point import Point
from deliberation.steering.decision import WHAT_LIMIT, WHY_LIMIT, DecisionDraft, drafted_decision
from deliberation.steering.schedule import GIVEN_LIMIT, read_deadline
from deliberation.views.standings import standings_now
from prompts import posts
from prompts.post import CHOICE_LIMIT, CHOICES_LIMIT, Act, Action
from prompts.words import plain

POINT, WHAT, WHY, REVIEW = "point", "what", "why", "review"


async def show_decision_form(interaction: discord.Interaction, debate: Debate) -> None:
    """Show the form, to somebody who may record a decision."""
    store = host_of(interaction).store
    await store.must_lead(debate.key, actor=actor_of(interaction))
    claims = standings_now(await store.record(debate.key)).claims
    await interaction.response.send_modal(_form(debate, claims[:CHOICES_LIMIT]))


async def decide(interaction: discord.Interaction, action: Action) -> None:
    """Record the decision."""
    debate = await debate_numbered(interaction, action.numbers[0])
    host, fields = host_of(interaction), fields_of(interaction)
    decision = await host.store.decide(
        debate.key,
        _draft(interaction, fields, await zone_of(interaction)),
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )
    reminded = await host.store.digest_settings(debate.key.guild) is not None
    facts = {"number": decision.number, "review": decision.review_at, "reminded": reminded}
    await tell(interaction, posts.say("decision_saved", **facts))
    host.wake()


def _draft(interaction: discord.Interaction, fields: dict[str, str], zone: str) -> DecisionDraft:
    review, point = fields.get(REVIEW, "").strip(), number_in(fields.get(POINT, ""))
    return drafted_decision(
        what=fields.get(WHAT, ""),
        why=fields.get(WHY, ""),
        review_at=read_deadline(review, now=interaction.created_at, zone=zone) if review else None,
        point=PointNumber(point) if point is not None else None,
    )


def _form(debate: Debate, claims: tuple[Point, ...]) -> discord.ui.Modal:
    modal = discord.ui.Modal(
        title=posts.say("decision_form"), custom_id=Action(Act.DECIDE, (debate.key.debate,)).custom_id
    )
    modal.add_item(_line("field_decided", WHAT, limit=WHAT_LIMIT))
    if len(claims) > 1:
        options = [
            discord.SelectOption(
                label=plain(posts.say("numbered_claim", number=claim.number, claim=claim.claim), CHOICE_LIMIT),
                value=str(claim.number),
            )
            for claim in claims
        ]
        select = discord.ui.Select[discord.ui.Modal](custom_id=POINT, options=options, required=False, min_values=0)
        modal.add_item(
            discord.ui.Label(
                text=posts.say("field_decided_on"), description=posts.say("field_decided_on_hint"), component=select
            )
        )
    modal.add_item(_line("field_decided_why", WHY, limit=WHY_LIMIT, style=discord.TextStyle.paragraph, required=False))
    modal.add_item(_line("field_review", REVIEW, limit=GIVEN_LIMIT, required=False))
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


def _line(
    label: str,
    custom_id: str,
    *,
    limit: int,
    style: discord.TextStyle = discord.TextStyle.short,
    required: bool = True,
) -> discord.ui.Label[discord.ui.Modal]:
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=custom_id, max_length=limit, style=style, required=required
    )
    return discord.ui.Label(text=posts.say(label), component=field)


async def setup(bot: commands.Bot) -> None:
    """Answer the form."""
    on_submit(bot, {Act.DECIDE: decide})
