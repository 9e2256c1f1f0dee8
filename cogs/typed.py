"""What somebody typed into a form: read from it, and handed back where it could not be taken, so that nobody types it
twice. `cogs.actions` does this for every form there is; a form need not think of it.
"""

import logging
from collections.abc import Iterator
from typing import Any, cast

import discord

from cogs.errors import answer_error, worded
from cogs.replies import whisper
from prompts import posts
from prompts.post import Attached, Block, Buttons, Post, Text
from prompts.posts import RenderedFile

_IN_A_BLOCK = 1000
"""The most characters shown in the message; more come as a file."""
_TEXT_INPUT = 4
"""The type of a field that is typed into, as Discord numbers it."""

_log = logging.getLogger(__name__)


def storable(text: str) -> str:
    """`text` as it can be kept: half of a letter's two code units that stands alone is no text in any encoding, and
    becomes the sign for what cannot be read. Everything else stays, a NUL too.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def fields_of(interaction: discord.Interaction) -> dict[str, str]:
    """What was typed or picked in a submitted form, by the `custom_id` of the field; empty where left empty."""
    return {
        field["custom_id"]: storable(field.get("value") or next(iter(field.get("values") or ()), ""))
        for field in _fields(_components(interaction))
    }


def typed_in(interaction: discord.Interaction) -> str:
    """All that was typed into a submitted form, from top to bottom, a blank line between two fields."""
    fields = _fields(_components(interaction))
    typed = (storable(field.get("value") or "") for field in fields if field.get("type") == _TEXT_INPUT)
    return "\n\n".join(words for words in typed if words.strip())


async def hand_back(interaction: discord.Interaction, sentence: str, *offered: Buttons) -> None:
    """Say privately why a form could not be taken, and give back word for word what was typed into it, with the buttons
    `offered` beneath.
    """
    typed = typed_in(interaction)
    words: tuple[Block, ...] = (Text(f"```\n{typed}\n```"),)
    files: tuple[RenderedFile, ...] = ()
    if len(typed) > _IN_A_BLOCK or "`" in typed:
        file = RenderedFile(posts.say("form_file"), typed.encode())
        words, files = (Attached(file.name),), (file,)
    blocks = (Text(sentence), Text(posts.say("form_kept")), *words, *offered)
    await whisper(interaction, Post(blocks), files=files)


async def answer_form_error(interaction: discord.Interaction, error: BaseException) -> None:
    """Say privately what went wrong with a form, as `cogs.errors` words it, and hand back what was typed into it."""
    if not typed_in(interaction):
        await answer_error(interaction, error)
        return
    sentence = worded(interaction, error)
    if sentence is None:
        return
    try:
        await hand_back(interaction, sentence)
    except discord.HTTPException as failed:
        about = {"interaction": interaction.id, "status": failed.status, "code": failed.code}
        _log.warning("could not hand back", extra={"facts": about})


def _components(interaction: discord.Interaction) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", (interaction.data or {}).get("components", []))


def _fields(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        if "custom_id" in component:
            yield component
        yield from _fields(component.get("components", []))
        if "component" in component:
            yield from _fields([component["component"]])
