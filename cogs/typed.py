"""What somebody typed into a form that could not be taken: it is handed back, so that nobody types it twice."""

import discord

from cogs.replies import whisper
from deliberation.errors import Refusal
from prompts import posts
from prompts.post import Attached, Block, Buttons, Post, Text
from prompts.posts import RenderedFile

_IN_A_BLOCK = 1000
"""The most characters shown in the message; more come as a file."""


async def hand_back(interaction: discord.Interaction, typed: str, refused: Refusal, *offered: Buttons) -> None:
    """Say privately why it was refused, and give `typed` back word for word, with the buttons `offered` beneath."""
    words: tuple[Block, ...] = (Text(f"```\n{typed}\n```"),)
    files: tuple[RenderedFile, ...] = ()
    if len(typed) > _IN_A_BLOCK or "`" in typed:
        file = RenderedFile(posts.say("form_file"), typed.encode())
        words, files = (Attached(file.name),), (file,)
    blocks = (Text(posts.refusal(refused)), Text(posts.say("form_kept")), *words, *offered)
    await whisper(interaction, Post(blocks), files=files)
