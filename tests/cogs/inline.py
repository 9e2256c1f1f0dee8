"""Answering in line as members do it: pick the words, write beneath them; and what they then see."""

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from deliberation.record import DebateRecord
from tests.cogs.world import Table, World, answer, choose, read

CLAIM = "Close the kitchen at ten"
LONG_DAY = "I work nights. The kitchen closes at nine. Where do I eat then?"
MENU = "Answer in line"


async def open_page(table: Table, who: MemberActor, message: discord.Message) -> ResponseMessage:
    """The private page of a message's passages."""
    return answer(await who.context_menu(table.thread, MENU, message))


async def reply(who: MemberActor, page: ResponseMessage, picked: str, words: str, **fields: str) -> InteractionResult:
    """What comes of picking a passage or point on `page` and writing `words` beneath it."""
    shown = await choose(who, page, picked)
    assert shown.modal is not None, read(answer(shown))
    return await who.submit_modal(shown, {"answer": words, **fields})


async def lock(world: World, table: Table) -> None:
    """A moderator locks the thread."""
    guild = world.bot.get_guild(world.guild.id)
    thread = guild.get_thread(table.thread.id) if guild else None
    assert thread is not None
    await thread.edit(locked=True)


def reactions(table: Table, message: discord.Message) -> list[str]:
    """The emojis under a message as it stands now."""
    now = next(one for one in table.thread.history() if one.id == message.id)
    return [str(reaction.emoji) for reaction in now.reactions]


def above(shown: InteractionResult) -> str:
    """What stands above the fields of a form."""
    assert shown.modal is not None
    return "\n".join(part["content"] for part in shown.modal["components"] if "content" in part)


def last(record: DebateRecord) -> tuple[str, str]:
    """The claim of the point answered last, and the answer."""
    given = record.counterpoints[-1]
    return next(point.claim for point in record.points if point.number == given.point), given.words
