"""Whatever is typed, uploaded or called, wherever there is a way in: it calls nobody, leads nowhere hidden, passes for
none of the bot's own words, breaks no file, and is kept as it was typed or refused with a sentence.
"""

import logging
from collections.abc import Callable
from itertools import count

import discord
import pytest
from discord.ext import commands
from sqlite_utils.utils import sqlite3

from cogs.actions import Interactions
from tests.cogs.world import World
from tests.nobody.play import Play, Typed, played, sent
from tests.nobody.texts import TEXTS
from tests.nobody.verdicts import of_file, of_message

KEPT_NOWHERE = frozenset(
    [
        "mention",  # the bot is asked something: what is said in a debate is kept as a message
        "letter name",
        "/debate import file",  # the form shows it, and what is sent then is kept
        "/question withdraw question",
        "/ask search",
        "search.words",
        "question.word",
        "decide.review",
        "settle 7.first",
        "settle 8.first",
        "settle 8.second",
        "settle 9.first",
        "settle 9.second",
        "settle 9.third",
        "settle 11.second",
        "settle 13.second",
        "/digest set zone",
        "open.deadline",
        *(f"/round {name}" for name in ("extend deadline", "open deadline", "reopen deadline")),
        "/round schedule opens",
        "/round schedule deadline",
    ]
)
"""What is looked for, a number, a day or a zone: it is understood or refused, and not kept."""
LISTENED_TO = {
    "on_message": ("message", "message that quotes", "letter", "letter name", "mention"),
    "on_raw_message_edit": ("edited message",),
}
"""The ways in by what is heard, beside commands and forms."""
WORDLESS = frozenset(
    [
        "on_interaction",
        "on_debate_placed",
        "on_statement_read_later",
        "on_letter_refused_later",
        "on_raw_message_delete",
        "on_raw_bulk_message_delete",
        "on_raw_thread_delete",
        "on_guild_channel_delete",
    ]
)
"""What is heard without a word of anybody's: presses and forms are ways in by themselves."""


def rotating(first: int) -> Callable[[str], str]:
    """Another text for each way in, from the `first` on."""
    texts, places, given = list(TEXTS.values()), count(first), dict[str, str]()
    return lambda key: given[key] if key in given else given.setdefault(key, texts[next(places) % len(texts)])


async def evening(world: World, text_at: Callable[[str], str]) -> Play:
    """All ways in, gone with these texts."""
    play = Play(world, text_at)
    await played(play)
    return play


def wrong_with(play: Play) -> list[str]:
    """Whatever must not be."""
    found: list[str] = []
    for where, body in sent(play.world.env.backend.http_requests):
        found += [f"{where}: {wrong}" for wrong in of_message(body)]
    for name, data in play.files:
        found += [f"{name}: {wrong}" for wrong in of_file(name, data)]
    found += [f"{key}: {told or 'no answer'}" for key, told in play.told if not told or "went wrong" in told]
    found += [f"{typed.key}: lost: {typed.words!r} ({typed.told!r})" for typed in lost(play)]
    return list(dict.fromkeys(found))


def lost(play: Play) -> list[Typed]:
    """What was typed and is neither kept nor handed back nor refused."""
    kept = words_in(play)
    return [
        typed
        for typed in play.typed
        if typed.key not in KEPT_NOWHERE
        and typed.words.strip()
        and not any(same(typed.words, words) for words in kept)
        and not refused(typed)
    ]


def words_in(play: Play) -> set[str]:
    """All text in the database."""
    database = sqlite3.connect(f"file:{play.world.database}?mode=ro", uri=True)
    try:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in database.execute(f"SELECT * FROM '{table}'")]
    finally:
        database.close()
    return {cell for row in rows for cell in row if isinstance(cell, str)}


def same(typed: str, kept: str) -> bool:
    """Whether what was typed is kept: whole but for blanks at its ends or, on one line, between its words."""
    whole = typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.strip() in kept or " ".join(whole.split()) in kept


def refused(typed: Typed) -> bool:
    """Whether whoever typed it was told why it was not taken."""
    return any(words in typed.told for words in REFUSED)


REFUSED = (
    "characters",
    "Nothing was",
    "Nothing of it is lost",
    "is empty",
    "needs",
    "already",
    "no proposal",
    "There is no",
    "not plain text",
    "was not kept",
    "is not a part",
)


@pytest.mark.parametrize("first", [0])
async def test_nothing_typed_anywhere_does_anything(world: World, caplog: pytest.LogCaptureFixture, first: int) -> None:
    play = await evening(world, rotating(first))

    assert not wrong_with(play), "\n".join(wrong_with(play))
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert not await gone_nowhere(play)


@pytest.mark.long
@pytest.mark.parametrize("name", TEXTS)
async def test_one_text_everywhere_does_nothing(world: World, caplog: pytest.LogCaptureFixture, name: str) -> None:
    play = await evening(world, lambda _: TEXTS[name])

    assert not wrong_with(play), "\n".join(wrong_with(play))
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def gone_nowhere(play: Play) -> set[str]:
    """The ways in that the code has and the evening did not go."""
    bot = play.world.bot
    cog = bot.get_cog(Interactions.__cog_name__)
    assert isinstance(cog, Interactions)
    gone = {typed.key for typed in play.typed}
    forms = {f"form {act.value}" for act in cog.forms} - {f"form {act}" for act in play.forms}
    return (options_of(bot) | heard_by(bot)) - gone | forms


def options_of(bot: commands.Bot) -> set[str]:
    """Every option that takes words or a file."""
    kinds = (discord.AppCommandOptionType.string, discord.AppCommandOptionType.attachment)
    return {
        f"/{command.qualified_name} {option.name}"
        for command in bot.tree.walk_commands()
        if isinstance(command, discord.app_commands.Command)
        for option in command.parameters
        if option.type in kinds and not option.choices
    }


def heard_by(bot: commands.Bot) -> set[str]:
    """The ways in by what the bot listens to."""
    names = {name for cog in bot.cogs.values() for name, _ in cog.get_listeners()}
    assert names <= set(LISTENED_TO) | WORDLESS, "give what is heard there a row in LISTENED_TO, or in WORDLESS"
    return {key for name in names for key in LISTENED_TO.get(name, ())}
