"""Debates that somebody cannot see, each hidden in another way, with a member who sees none of them."""

from dataclasses import dataclass
from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.backend.models.channel import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType

from prompts.post import Act, Action
from tests.cogs.world import Table, World, press, pressed

OWN = "Marmalade keeps for years."
"""What the member wrote while they still saw the debate."""


@dataclass
class Hidden:
    """The debates, and what of each must show nowhere."""

    world: World
    ann: MemberActor
    attic: Table
    """In a channel that was always hidden."""
    cellar: Table
    """In a channel hidden after the member had taken part."""
    snug: Table
    """In a thread that only those let in see."""
    open: Table
    """One that everybody sees."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Those hidden."""
        return self.attic, self.cellar, self.snug

    @property
    def words(self) -> tuple[str, ...]:
        """What others said in them."""
        return ("attic", "ladder", "cellar", "jars", "damp", "snug", "candles")

    @property
    def places(self) -> tuple[str, ...]:
        """Where they are, as a link or a mention has it; the snug's channel is everybody's."""
        homes = [table.home.id for table in (self.attic, self.cellar)]
        return tuple(str(channel) for channel in (*homes, *(table.thread.id for table in self.tables)))

    def traces(self, *shown: str) -> list[str]:
        """What of them stands in what is shown."""
        return [trace for trace in (*self.words, *self.places) if any(trace in text.casefold() for text in shown)]

    async def numbers(self) -> list[int]:
        """Their numbers, which buttons carry."""
        return [(await self.world.stored(table.thread)).key.debate for table in self.tables]


async def hiding(world: World) -> Hidden:
    """A server with three debates hidden from ann, who took part in that of the cellar, and one that she sees."""
    ann, warden = world.person("ann"), world.warden
    see = discord.PermissionOverwrite(view_channel=True)
    roles = world.guild.roles
    for_wardens = {roles["@everyone"]: discord.PermissionOverwrite(view_channel=False), world.moderators: see}
    attic = world.guild.create_text_channel("attic", overwrites={**for_wardens, roles["TestBot"]: see})
    cellar, snug = world.guild.create_text_channel("cellar"), world.guild.create_text_channel("parlour")
    in_attic = await _debate(world, attic, "Attic rules", "Move the ladder of the attic")
    in_cellar = await _debate(world, cellar, "Cellar rules", "Keep the jars in the cellar")
    in_snug = await _debate(world, snug, "Snug rules", "No candles in the snug")
    for table in (in_attic, in_snug):
        await warden.send(table.thread, "The ladder and the candles are a danger.")

    await warden.send(in_cellar.thread, "The shelf is damp in the cellar.")
    await ann.send(in_cellar.thread, f"> The shelf is damp in the cellar.\nIt is not.\n\n{OWN}")
    await warden.send(in_cellar.thread, f"> {OWN}\nNot in the damp.")
    shown = in_cellar.opening
    await press(ann, shown, "Follow")
    number = (await world.stored(in_cellar.thread)).key.debate
    remind = pressed(Action(Act.REMIND, (1,)).custom_id)
    vote = pressed(Action(Act.VOTE, (number, 1, 1, 0)).custom_id)
    await world.at_once((ann, shown, vote), (ann, shown, remind))
    assert len((await in_cellar.record()).stances) == 1

    await hide(world, cellar)
    known = world.bot.get_channel(in_snug.thread.id)
    assert isinstance(known, discord.Thread)
    known._type = discord.ChannelType.private_thread  # Discord makes no thread private; nothing but this tells of one
    return Hidden(world, ann, in_attic, in_cellar, in_snug, await world.debate(by=world.person("opal")))


async def hide(world: World, channel: ChannelHandle) -> None:
    """From now on everybody but wardens and the bot cannot view a channel."""
    backend, view = world.env.backend, discord.Permissions(view_channel=True).value
    roles = world.guild.roles
    for role, allow, deny in (("@everyone", 0, view), ("Wardens", view, 0), ("TestBot", view, 0)):
        backend.set_overwrite(channel.id, Overwrite(roles[role].id, OverwriteType.ROLE, allow=allow, deny=deny))
    await world.env.settle()


async def _debate(world: World, place: ChannelHandle, title: str, proposals: str) -> Table:
    await world.filled(world.warden, {"channel": place}, title=title, proposals=proposals)
    (thread,) = place.threads
    await world.passes(timedelta())
    return Table(world, thread, place)
