"""What every cog here is: one that answers for its own commands, in whatever bot it is loaded."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.errors import answer_error
from cogs.languages import for_one
from cogs.typed import storable

_Choices = list[app_commands.Choice[Any]]


def answered(callback: Callable[..., Awaitable[None]]) -> Callable[..., Coroutine[Any, Any, None]]:
    """A cog's method behind a command or a context menu, which speaks the language of whoever uses it and says itself
    what goes wrong in it. discord.py would hand that to the error handler of the tree besides, and the tree's is the
    bot's own.
    """

    @wraps(callback)
    async def answering(cog: object, interaction: discord.Interaction, *given: object, **options: object) -> None:
        async with for_one(interaction):
            try:
                typed = {name: storable(one) if isinstance(one, str) else one for name, one in options.items()}
                await callback(cog, interaction, *given, **typed)
            except Exception as error:
                await answer_error(interaction, error)

    return answering


def completed(callback: Callable[..., Awaitable[_Choices]]) -> Callable[..., Coroutine[Any, Any, _Choices]]:
    """What completes an option, in the language of whoever types it; a cog's method, or a function."""

    @wraps(callback)
    async def completing(*given: Any) -> _Choices:
        *before, interaction, typed = given
        async with for_one(interaction):
            return await callback(*before, interaction, storable(typed) if isinstance(typed, str) else typed)

    return completing


class Cog(commands.Cog):
    """A cog of Counterpoint's. Its name is prefixed, so that the bot may have another of that name; its commands answer
    their own errors.
    """

    def __init_subclass__(cls) -> None:
        cls.__cog_name__ = f"Counterpoint {cls.__cog_name__}"
        for command in vars(cls).values():
            if isinstance(command, app_commands.Command):
                # Wrapped here rather than by a decorator that each command would have to remember.
                command._callback = answered(command._callback)  # pyright: ignore
                for option in command._params.values():  # pyright: ignore
                    if option.autocomplete is not None:
                        option.autocomplete = completed(option.autocomplete)

    async def cog_app_command_error(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        """Say what went wrong before a command was called: Discord still shows it as it was before an update."""
        await answer_error(interaction, error)


class GroupCog(Cog, commands.GroupCog):
    """One whose commands stand under one name, `group_name`."""
