"""Nothing is said that a catalogue could not say otherwise: rendered with a catalogue that puts every text into ⟦ ⟧, no
letter of a post stands outside them but people's own words.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from babel.messages.catalog import Catalog

from prompts import catalogue, render
from prompts.language import DOMAIN
from prompts.post import Button, Buttons, Picture, Post, Select, Text
from prompts.render import Renderer
from tests.prompts.test_golden import POSTS

pytestmark = pytest.mark.long

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
NO_WORDS = re.compile(
    r"\(https://\S+\)|<@&?\d+>|<#\d+>|<t:\d+:[A-Z]>"  # links, mentions and moments, which Discord writes out
    r"|\*\*[a-z]{1,2}\*\*"  # the letters of a card's pairs
)
NAMES = ("Aunt Ada",)
"""Whom the samples name."""


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that marks what it says, in place of English; people's words become digits."""
    texts = Catalog(locale="en", domain=DOMAIN, fuzzy=False)
    for message in catalogue.collected():
        if message.id:
            source = cast("str | tuple[str, ...]", message.id)
            said = f"⟦{source}⟧" if isinstance(source, str) else tuple(f"⟦{text}⟧" for text in source)
            texts.add(source, said, context=message.context)
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{DOMAIN}.mo").write_bytes(catalogue.compiled(texts))
    renderer = Renderer("en", tmp_path)
    for people_said in ("words", "nested", "plain"):
        renderer.environment.filters[people_said] = lambda *_: "0"
    monkeypatch.setattr(render, "_renderer_of", lambda _: renderer)


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("name", POSTS)
def test_every_word_of_a_post_comes_from_the_catalogue(name: str) -> None:
    said = list(_said(POSTS[name]()))

    assert any("⟦" in text for text in said)
    assert not [text for text in said if any(map(str.isalpha, _outside(text)))]


def _said(post: Post) -> Iterator[str]:
    """All a post says, but for the choices of its selects: those are people's words."""
    for block in post.blocks:
        match block:
            case Text():
                yield block.markdown
            case Picture():
                yield block.description
            case Buttons():
                yield from (cast("Button", button).label for button in block.buttons)
            case Select():
                yield block.placeholder
            case _:
                pass


def _outside(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "0")
    before = ""
    while before != text:
        before, text = text, MARKED.sub("", text)
    return NO_WORDS.sub("", text)
