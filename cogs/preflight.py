"""The preflight: looks at a server with the bot's eyes, and says what is missing where."""

from collections.abc import Iterator

import discord

from cogs.places import NEEDED, NEEDED_FOR_DIGEST, Place, known_place, lacking, missing, needed_in
from deliberation.ids import ChannelId
from deliberation.server import ServerSettings
from deliberation.views.preflight import Lack, Preflight, Purpose
from prompts import posts

INVITED = NEEDED | discord.Permissions(add_reactions=True)
"""What the bot asks for when it is invited."""
SCOPES = ("bot", "applications.commands")


def preflight(
    guild: discord.Guild,
    settings: ServerSettings,
    *,
    digest: ChannelId | None,
    here: object,
    reads_messages: bool,
    application: int,
) -> Preflight:
    """What the bot lacks on `guild`: in general, in the channel the question came from, in the home for debates and in
    the channel of the digest.
    """
    return Preflight(
        lacks=tuple(_lacks(guild, settings, digest, here)),
        reads_messages=reads_messages,
        invite=invite(application, guild),
    )


def invite(application: int, guild: discord.Guild) -> str:
    """The address by which whoever may manage `guild` gives the bot every permission it needs."""
    return discord.utils.oauth_url(
        application, permissions=INVITED, guild=guild, scopes=SCOPES, disable_guild_select=True
    )


def cannot_post(place: discord.abc.GuildChannel | discord.Thread, lacks: tuple[str, ...], application: int) -> str:
    """What the bot lacks in `place`, with the invitation that mends it where the whole server denies it something."""
    denied = set(missing(place.guild.me.guild_permissions, INVITED))
    mends = invite(application, place.guild) if denied.intersection(lacks) else None
    return posts.say("cannot_post", channel=place.id, lacking=lacks, invite=mends)


def _used_in(place: Place) -> discord.Permissions:
    """What a debate takes, and the reactions by which people see that their quote was found."""
    return needed_in(place) | discord.Permissions(add_reactions=True)


def _lacks(guild: discord.Guild, settings: ServerSettings, digest: ChannelId | None, here: object) -> Iterator[Lack]:
    if names := missing(guild.me.guild_permissions, INVITED):
        yield Lack(Purpose.SERVER, permissions=names)
    if isinstance(here, Place) and here.id != settings.home and (names := lacking(here, _used_in(here))):
        yield Lack(Purpose.HERE, ChannelId(here.id), names)
    if settings.home is not None:
        home = known_place(guild, settings.home)
        names = lacking(home, _used_in(home)) if home is not None else ()
        if home is None or names:
            yield Lack(Purpose.HOME, settings.home, names)
    if digest is not None:
        place = guild.get_channel_or_thread(digest)
        names = lacking(place, NEEDED_FOR_DIGEST) if place is not None else ()
        if place is None or names:
            yield Lack(Purpose.DIGEST, digest, names)
