"""Names: what people are called in a file, where no mention is shown as one."""

from collections.abc import Mapping

import discord

from cogs.typed import storable
from deliberation.ids import ParticipantId
from deliberation.record import DebateRecord


def names_in(
    guild: discord.Guild | None, record: DebateRecord, pseudonyms: Mapping[ParticipantId, str]
) -> dict[ParticipantId, str]:
    """What those of a debate's record are called in its server, for those not erased; by their pseudonym who is not
    known there (any more, or not yet: Discord tells of members when they do something).
    """
    names: dict[ParticipantId, str] = {}
    for participant, user in record.users.items():
        member = guild.get_member(user) if guild is not None else None
        name = storable(member.display_name) if member is not None else pseudonyms.get(participant)
        if name is not None:
            names[participant] = name
    return names
