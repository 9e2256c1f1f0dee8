"""`/setup`: what a server settles for all its debates, on one private screen; each choice is saved at once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from cogs.actions import number_in, on_press, on_submit
from cogs.cog import Cog
from cogs.errors import UnknownAction
from cogs.facts import act_of, actor_of, guild_of, host_of
from cogs.places import NEEDED_FOR_DIGEST, known_place, lacking
from cogs.preflight import cannot_post, preflight
from cogs.replies import tell, turn, whisper
from cogs.typed import fields_of
from deliberation.debate import Attribution
from deliberation.errors import NoPlaceForDebate, RoleOfEverybody
from deliberation.ids import ChannelId
from deliberation.rules import word_list
from deliberation.server import Cards, Limits, ServerSettings, Setting, whole_number
from deliberation.steering.schedule import known_zone
from deliberation.terms import DAYS_LIMIT, QUORUM_LIMIT, Gate
from deliberation.views.digest import DIGEST_HOUR, DIGEST_WEEKDAY, DigestSettings
from prompts import posts
from prompts.language import languages
from prompts.post import Act, Action, Post

_FIRST, _SECOND, _THIRD = "first", "second", "third"
"""The `custom_id`s of the fields of these forms, from top to bottom."""
_MOST = 1_000_000
"""The most of anything a limit can allow in an hour."""
_ZONE_LIMIT = 60
_WORDS_LIMIT = 4000

Change = Callable[[ServerSettings], ServerSettings]


async def show(interaction: discord.Interaction) -> None:
    """Show the screen to whoever may manage the server."""
    await whisper(interaction, await _screen(interaction))


async def look_again(interaction: discord.Interaction, _action: Action) -> None:
    """Look once more at what is missing."""
    await turn(interaction, await _screen(interaction))


async def pick(interaction: discord.Interaction, action: Action) -> None:
    """Save what was picked in a select; or open the form behind a button."""
    setting = _setting(action)
    if setting in _FORMS:
        settings, digest = await _standing(interaction)
        await interaction.response.send_modal(_FORMS[setting](action, settings, digest))
        return
    if setting is Setting.DIGEST:
        if not await _set_digest_channel(interaction, _picked(interaction)):
            return
    else:
        await _change(interaction, setting, _picked_change(interaction, setting))
    await turn(interaction, await _screen(interaction))


async def submit(interaction: discord.Interaction, action: Action) -> None:
    """Save what a form holds."""
    setting, fields = _setting(action), fields_of(interaction)
    if setting not in _FORMS:
        raise UnknownAction
    if setting is Setting.DIGEST_TIME:
        await _set_digest_time(interaction, fields)
    else:
        await _change(interaction, setting, _typed_change(setting, fields))
    await turn(interaction, await _screen(interaction))


async def _standing(interaction: discord.Interaction) -> tuple[ServerSettings, DigestSettings | None]:
    store, guild = host_of(interaction).store, guild_of(interaction)
    settings = await store.settings_for(guild, actor=actor_of(interaction))
    return settings, await store.digest_settings(guild)


async def _screen(interaction: discord.Interaction) -> Post:
    settings, digest = await _standing(interaction)
    host, guild = host_of(interaction), interaction.guild
    assert guild is not None  # `guild_of` refused a private conversation
    found = preflight(
        guild,
        settings,
        digest=digest.channel if digest is not None else None,
        here=interaction.channel,
        reads_messages=host.reads_messages,
        application=interaction.application_id,
    )
    return posts.setup_screen(settings, digest, found, zone=host.zone)


async def _change(interaction: discord.Interaction, setting: Setting, change: Change) -> None:
    await host_of(interaction).store.change_server(
        guild_of(interaction),
        setting,
        change,
        actor=actor_of(interaction),
        act=act_of(interaction),
        at=interaction.created_at,
    )


def _setting(action: Action) -> Setting:
    try:
        return Setting(action.numbers[0])
    except ValueError:
        raise UnknownAction from None


def _picked(interaction: discord.Interaction) -> str | None:
    """What was picked in a select; None where the choice was taken back."""
    values = cast("list[str]", (interaction.data or {}).get("values", []))
    if len(values) > 1:
        raise UnknownAction
    return values[0] if values else None


def _picked_change(interaction: discord.Interaction, setting: Setting) -> Change:
    """What picking something changes.

    Raises:
        RoleOfEverybody, NoPlaceForDebate: as they say.
        UnknownAction: nothing of the kind can be picked.
    """
    value = _picked(interaction)
    if setting is Setting.CARDS and value in set(Cards):
        return lambda settings: replace(settings, cards=Cards(value))
    if setting is Setting.LANGUAGE and value in {*languages(), posts.DISCORDS_OWN}:
        return lambda settings: replace(settings, language=None if value == posts.DISCORDS_OWN else value)
    number = number_in(value) if value is not None else None
    if value is not None and number is None:
        raise UnknownAction
    match setting:
        case Setting.MODERATORS | Setting.ROLE:
            return _role_change(setting, number, guild_of(interaction))
        case Setting.HOME:
            home = ChannelId(number) if number is not None else None
            if home is not None and known_place(interaction.guild, home) is None:
                raise NoPlaceForDebate
            return lambda settings: replace(settings, home=home)
        case _:
            raise UnknownAction


def _role_change(setting: Setting, role: int | None, everyone: int) -> Change:
    if setting is Setting.MODERATORS:
        if role == everyone:
            raise RoleOfEverybody
        return lambda settings: replace(settings, moderators=role)
    return lambda settings: replace(settings, gate=replace(settings.gate, role=None if role == everyone else role))


def _typed_change(setting: Setting, fields: Mapping[str, str]) -> Change:
    """What a form's fields change; a field left empty asks for nothing.

    Raises:
        NotANumber, UnknownTimeZone: as they say.
        UnknownAction: no form of ours holds this.
    """
    first, second, third = (fields.get(name, "") for name in (_FIRST, _SECOND, _THIRD))
    match setting:
        case Setting.ZONE:
            zone = known_zone(first) if first.strip() else None
            return lambda settings: replace(settings, zone=zone)
        case Setting.USUAL:
            if first not in set(Attribution):
                raise UnknownAction
            attribution, quorum = Attribution(first), whole_number(second, QUORUM_LIMIT) or None
            return lambda settings: replace(settings, attribution=attribution, quorum=quorum)
        case Setting.GATE:
            member_days, account_days = (whole_number(typed, DAYS_LIMIT) or 0 for typed in (first, second))
            return lambda settings: replace(
                settings, gate=Gate(role=settings.gate.role, account_days=account_days, member_days=member_days)
            )
        case Setting.LIMITS:
            statements, letters, kilobytes = (whole_number(typed, _MOST) or None for typed in (first, second, third))
            limits = Limits(statements, letters, kilobytes * 1000 if kilobytes is not None else None)
            return lambda settings: replace(settings, limits=limits)
        case Setting.WORDS:
            blocked = word_list(first)
            return lambda settings: replace(settings, blocked=blocked)
        case _:
            raise UnknownAction


async def _set_digest_channel(interaction: discord.Interaction, value: str | None) -> bool:
    """Set or switch off the weekly digest; whether that was done, and not answered otherwise."""
    store, guild = host_of(interaction).store, guild_of(interaction)
    settings, digest = await _standing(interaction)
    if value is None:
        await store.drop_digest(guild, actor=actor_of(interaction))
        return True
    channel = interaction.guild.get_channel(number_in(value) or 0) if interaction.guild else None
    if not isinstance(channel, discord.TextChannel):
        raise UnknownAction
    if lacks := lacking(channel, NEEDED_FOR_DIGEST):
        await tell(interaction, cannot_post(channel, lacks, interaction.application_id))
        return False
    if digest is None:
        zone = settings.zone or host_of(interaction).zone
        digest = DigestSettings(guild, ChannelId(channel.id), DIGEST_WEEKDAY, DIGEST_HOUR, zone, interaction.created_at)
    wanted = replace(digest, channel=ChannelId(channel.id), set_at=interaction.created_at)
    await store.set_digest(wanted, actor=actor_of(interaction))
    host_of(interaction).wake()
    return True


async def _set_digest_time(interaction: discord.Interaction, fields: Mapping[str, str]) -> None:
    settings, digest = await _standing(interaction)
    if digest is None:
        raise UnknownAction
    weekday, hour = whole_number(fields.get(_FIRST, ""), 6), whole_number(fields.get(_SECOND, ""), 23)
    wanted = replace(
        digest,
        weekday=digest.weekday if weekday is None else weekday,
        hour=digest.hour if hour is None else hour,
        zone=settings.zone or digest.zone,
        set_at=interaction.created_at,
    )
    await host_of(interaction).store.set_digest(wanted, actor=actor_of(interaction))
    host_of(interaction).wake()


# --- the forms ---------------------------------------------------------------------------------------------------


def _zone_form(action: Action, settings: ServerSettings, _digest: DigestSettings | None) -> discord.ui.Modal:
    return _form(action, "zone", _line("field_zone", _FIRST, settings.zone or "", limit=_ZONE_LIMIT))


def _usual_form(action: Action, settings: ServerSettings, _digest: DigestSettings | None) -> discord.ui.Modal:
    options = [
        discord.RadioGroupOption(
            label=posts.say(f"attribution_{one}"),
            description=posts.say(f"attribution_{one}_hint"),
            value=one.value,
            default=one is settings.attribution,
        )
        for one in Attribution
    ]
    who = discord.ui.Label[discord.ui.Modal](
        text=posts.say("field_attribution"),
        description=posts.say("field_usual_attribution_hint"),
        component=discord.ui.RadioGroup[discord.ui.Modal](custom_id=_FIRST, options=options),
    )
    return _form(action, "usual", who, _line("field_quorum", _SECOND, _number(settings.quorum), limit=4))


def _gate_form(action: Action, settings: ServerSettings, _digest: DigestSettings | None) -> discord.ui.Modal:
    gate = settings.gate
    return _form(
        action,
        "gate",
        _line("field_member_days", _FIRST, str(gate.member_days), limit=4),
        _line("field_account_days", _SECOND, str(gate.account_days), limit=4),
    )


def _limits_form(action: Action, settings: ServerSettings, _digest: DigestSettings | None) -> discord.ui.Modal:
    limits = settings.limits
    kilobytes = limits.size // 1000 if limits.size is not None else None
    return _form(
        action,
        "limits",
        _line("field_statements", _FIRST, _number(limits.statements), limit=7),
        _line("field_letters", _SECOND, _number(limits.letters), limit=7),
        _line("field_kilobytes", _THIRD, _number(kilobytes), limit=7),
    )


def _words_form(action: Action, settings: ServerSettings, _digest: DigestSettings | None) -> discord.ui.Modal:
    typed = "\n".join(settings.blocked)
    return _form(
        action, "words", _line("field_words", _FIRST, typed, limit=_WORDS_LIMIT, style=discord.TextStyle.paragraph)
    )


def _digest_form(action: Action, _settings: ServerSettings, digest: DigestSettings | None) -> discord.ui.Modal:
    weekday, hour = (digest.weekday, digest.hour) if digest else (DIGEST_WEEKDAY, DIGEST_HOUR)
    days = [
        discord.RadioGroupOption(label=posts.say("weekday", number=day), value=str(day), default=day == weekday)
        for day in range(7)
    ]
    choice = discord.ui.RadioGroup[discord.ui.Modal](custom_id=_FIRST, options=days)
    day = discord.ui.Label[discord.ui.Modal](text=posts.say("field_weekday"), component=choice)
    return _form(action, "digest_time", day, _line("field_hour", _SECOND, str(hour), limit=2))


_FORMS: Mapping[Setting, Callable[[Action, ServerSettings, DigestSettings | None], discord.ui.Modal]] = {
    Setting.ZONE: _zone_form,
    Setting.USUAL: _usual_form,
    Setting.GATE: _gate_form,
    Setting.LIMITS: _limits_form,
    Setting.WORDS: _words_form,
    Setting.DIGEST_TIME: _digest_form,
}


def _form(action: Action, name: str, *fields: discord.ui.Label[discord.ui.Modal]) -> discord.ui.Modal:
    modal = discord.ui.Modal(title=posts.say(f"set_{name}"), custom_id=action.custom_id)
    for field in fields:
        modal.add_item(field)
    modal.stop()  # answered by `actions.Interactions`, also after a restart: discord.py need not remember it
    return modal


def _line(
    label: str, custom_id: str, typed: str, *, limit: int, style: discord.TextStyle = discord.TextStyle.short
) -> discord.ui.Label[discord.ui.Modal]:
    field = discord.ui.TextInput[discord.ui.Modal](
        custom_id=custom_id, default=typed or None, required=False, max_length=limit, style=style
    )
    return discord.ui.Label(text=posts.say(label), description=posts.say(f"{label}_hint"), component=field)


def _number(limit: int | None) -> str:
    return "" if limit is None else str(limit)


Handler = Callable[[discord.Interaction], Awaitable[None]]


class Setup(Cog):
    """`/setup`."""

    @app_commands.command(name="setup", description=posts.say("command_setup"))
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction) -> None:
        """Show what this server has settled for its debates, and what the bot lacks."""
        await show(interaction)


async def setup(bot: commands.Bot) -> None:
    """Add `/setup`."""
    on_press(bot, {Act.SETUP: look_again, Act.SETTLE: pick})
    on_submit(bot, {Act.SETTLE: submit})
    await bot.add_cog(Setup())
