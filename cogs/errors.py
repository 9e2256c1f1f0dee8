"""Errors: the one place where what went wrong becomes a sentence for whoever can do something about it."""

import logging
from collections.abc import Mapping

import discord
from discord import app_commands

from cogs.languages import for_one
from cogs.replies import tell
from deliberation.errors import Refusal
from prompts import posts
from storage.errors import NotKept, StoreClosed

_log = logging.getLogger(__name__)

_NOT_AWAITED: Mapping[int, str] = {
    **dict.fromkeys((10015, 10062, 50027), "answered too late"),
    40060: "answered before",
}
"""Discord's codes for an interaction for which nobody waits any more, and what the log says of it: it has expired, or
was answered when Discord told of it the first time.
"""


ANSWERED = "counterpoint_answered"
"""Stands in an interaction's `extras` once what went wrong was answered: discord.py hands it to the tree's own error
handler all the same.
"""


class UnknownAction(Exception):
    """Pressed was what no post of ours holds: forged, or of a version that is gone."""


async def answer_error(interaction: discord.Interaction, error: BaseException) -> None:
    """Say privately what went wrong:

    1. a refusal: what happened and what to do next;
    2. a button nobody knows: that it is not one of the bot's, or of an older version;
    3. an answer that came too late for Discord, or a second time: nothing, there is nobody to say it to;
    4. a command that Discord still shows as it was before an update: that it changed;
    5. an act that the database could not take, as when the disk is full: that nothing of it was recorded;
    6. anything else: that it went wrong, with the number under which the log has it.
    """
    interaction.extras[ANSWERED] = True
    async with for_one(interaction):
        sentence = worded(interaction, error)
    if sentence is not None:
        await _tell(interaction, sentence)


def worded(interaction: discord.Interaction, error: BaseException) -> str | None:
    """What went wrong, in a sentence; None where nobody waits for it any more."""
    about = {"facts": {"interaction": interaction.id}}
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, Refusal):
        return posts.refusal(_of_a_role_that_is_gone(interaction, error))
    if isinstance(error, UnknownAction):
        _log.warning("unknown action", extra=about)
        return posts.say("button_unknown")
    if isinstance(error, discord.HTTPException) and error.code in _NOT_AWAITED:
        _log.warning(_NOT_AWAITED[error.code], extra=about)
        return None
    if isinstance(error, app_commands.CommandSignatureMismatch | app_commands.CommandNotFound):
        _log.warning("outdated command", extra=about)
        return posts.say("command_outdated")
    # A bot that is stopping may have recorded one half of an act and not get to the other.
    if isinstance(error, NotKept) and not isinstance(error, StoreClosed):
        _log.error("not kept", extra={"facts": {"interaction": interaction.id, "why": error.code}})
        return posts.say("not_kept")
    _log.error("failed", extra=about, exc_info=error)
    return posts.say("something_went_wrong", number=interaction.id)


def _of_a_role_that_is_gone(interaction: discord.Interaction, refused: Refusal) -> Refusal:
    """`refused`, saying so where it asks for a role that the server has deleted since: nobody can be given that."""
    role, guild = refused.facts.get("role"), interaction.guild
    if isinstance(role, int) and guild is not None and guild.get_role(role) is None:
        refused.facts["gone"] = True
    return refused


async def _tell(interaction: discord.Interaction, sentence: str) -> None:
    try:
        await tell(interaction, sentence)
    except discord.HTTPException as error:
        about = {"interaction": interaction.id, "status": error.status, "code": error.code}
        _log.warning("could not answer", extra={"facts": about})


async def answer_unanswered(interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
    """Answer for the tree of a bot that has no commands but ours, also where only Discord still knows the command."""
    if ANSWERED not in interaction.extras:
        await answer_error(interaction, error)
