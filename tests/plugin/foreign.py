"""Somebody else's bot: its own commands, buttons, listeners, error handler, names and caches, and a message it sends
when asked. Nothing in it knows of Counterpoint but the commands by which its owner loads and unloads it.
"""

from pathlib import Path

import discord
from discord import app_commands
from discord.ext import commands

from bot.settings import PluginSettings

NOBODY = discord.AllowedMentions.none()
"""Said with each message of its own: the bot as a whole allows every mention."""


class Opening(commands.Cog):
    """A cog with the name of one of Counterpoint's."""

    @app_commands.command(name="shop", description="When the shop opens")
    async def shop(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("At nine.", allowed_mentions=NOBODY)

    @app_commands.command(name="broken", description="Fails")
    async def broken(self, interaction: discord.Interaction) -> None:
        raise RuntimeError("the till is empty")


class Doorbell(discord.ui.View):
    """A view of the bot's own that outlives restarts."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Ring", custom_id="doorbell:ring")
    async def ring(self, interaction: discord.Interaction, _button: discord.ui.Button[discord.ui.View]) -> None:
        await interaction.response.send_message("Coming.", ephemeral=True, allowed_mentions=NOBODY)


class ShopTree(app_commands.CommandTree["Shopkeeper"]):
    """A tree with an error handler of its own."""

    async def on_error(
        self, interaction: "discord.Interaction[Shopkeeper]", error: app_commands.AppCommandError, /
    ) -> None:
        self.client.failures.append(error)
        await interaction.response.send_message("The shop is on fire.", ephemeral=True, allowed_mentions=NOBODY)


class Shopkeeper(commands.Bot):
    """The bot. What may be mentioned is left open, as in most bots; all intents, all caches."""

    def __init__(self, database: Path, *, loaded: bool = True, intents: discord.Intents | None = None) -> None:
        super().__init__(command_prefix="!", tree_cls=ShopTree, intents=intents or discord.Intents.all())
        self.counterpoint_settings = PluginSettings(database=database, time_zone="Europe/Berlin")
        self.loaded = loaded
        self.failures: list[Exception] = []
        self.heard: list[str] = []
        self.pressed: list[str] = []
        for command in (ping, load, unload, reload):
            self.add_command(command)

    async def setup_hook(self) -> None:
        self.add_view(Doorbell())
        await self.add_cog(Opening())
        if self.loaded:
            await self.load_extension("cogs")
        await self.tree.sync()

    async def on_message(self, message: discord.Message, /) -> None:
        self.heard.append(message.content)
        await self.process_commands(message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.pressed.append(str((interaction.data or {}).get("custom_id", "")))


@commands.command()
async def ping(context: commands.Context[Shopkeeper]) -> None:
    await context.send("pong", view=Doorbell(), allowed_mentions=NOBODY)


@commands.command()
async def load(context: commands.Context[Shopkeeper]) -> None:
    await context.bot.load_extension("cogs")
    await context.bot.tree.sync()
    await context.send("loaded", allowed_mentions=NOBODY)


@commands.command()
async def unload(context: commands.Context[Shopkeeper]) -> None:
    await context.bot.unload_extension("cogs")
    await context.bot.tree.sync()
    await context.send("unloaded", allowed_mentions=NOBODY)


@commands.command()
async def reload(context: commands.Context[Shopkeeper]) -> None:
    await context.bot.reload_extension("cogs")
    await context.send("reloaded", allowed_mentions=NOBODY)
