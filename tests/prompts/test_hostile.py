"""Whatever people write, their words break no layout, call nobody and lead nowhere hidden."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from deliberation.debate import Attribution
from deliberation.stance import Position
from deliberation.statement import StatementKind
from prompts import posts
from prompts.post import Post, RenderedFile
from tests.prompts import samples
from tests.prompts.crowd import reworded
from tests.prompts.reading import assert_fits, buttons, selects

HOSTILE = (
    "**bold** __under__ ~~gone~~ ||spoiler||",
    "``` code\nfence ```",
    "`one` ``two``",
    "# heading\n## heading\n-# small",
    "> quote\n>>> quote",
    "- list\n1. list\n* list",
    "[go](nowhere) [x][y] ![z](w)",
    "@everyone @here <@&123456789012345678>",
    "\u202e\u2066\u200b\u200b\u200b\u2028\u2029 gnp.exe",
    "\\*\\_\\",
    "*",
    "_",
    "~",
    "|",
    "`",
    "<",
    ">",
    "(",
    ")",
    "[",
    "]",
    "\\",
    "\n",
    "\0",
    "\u200b",
    "%",
    "{{ 1 + 1 }}",
    "%(claim)s",
    "{% raw %}",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "---",
    "===",
    "z" + "\u0301" * 90,
)
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
LINE_MARK = re.compile(r"(?m)^\s*(#|>|-#|---|===)")
"""What makes a heading, a quote, small print or a rule at the beginning of a line."""
GO = re.compile(r"\]\(https://discord\.com/channels/\d+/\d+/\d+\)")


def _layout(post: Post) -> list[tuple[str, int]]:
    """The blocks and styles of a post's text, without its words."""
    tokens = [token for block in post.text.split("\n\n") for token in MARKDOWN.parse(block)]
    flat = [child for token in tokens for child in ([token] if token.type != "inline" else token.children or ())]
    return [(token.type, token.nesting) for token in flat if token.type not in {"text", "text_special"}]


def _unescaped(markdown: str) -> str:
    return re.sub(r"\\.", "", markdown)


def _posts(word: Callable[[str], str]) -> dict[str, tuple[Post, tuple[RenderedFile, ...]]]:
    """Every kind of post, of a debate small enough to be shown whole, with people's words replaced."""
    debate = reworded(samples.debate(attribution=Attribution.NAMED), word)
    given = reworded(samples.stance(1, Position.DISAGREE_IN_PART, condition="if", reason="for"), word)
    credited = replace(given, credit=samples.ANSWERS[0].number)
    claim = reworded(samples.ballot_claim(2, before=given), word)
    saved = reworded(samples.ballot_claim(1, now=credited, answers=samples.ANSWERS), word)
    ballot = samples.ballot(saved, claim, given=debate)
    message = samples.card(kind=StatementKind.MESSAGE)
    shown = {
        "opening": posts.opening(debate, samples.open_round(), reworded(samples.PROPOSALS, word)),
        "board": posts.board(reworded(samples.board(), word), samples.USERS),
        "message": posts.card(reworded(message, word), debate, samples.USERS),
        "guest's letter": posts.card(reworded(samples.card(guest="Aunt Ada"), word), debate, samples.USERS),
        "page": posts.card(reworded(samples.card(guest="Aunt Ada"), word), debate, samples.USERS, 1),
        "withdrawn": posts.card(reworded(samples.card(guest="Ada", withdrawn=True), word), debate, samples.USERS),
        "digest": posts.digest(reworded(samples.digest(), word)),
        "ballot": posts.ballot(ballot, claim, saved.point),
        "ballot's end": posts.ballot(ballot, None, saved.point),
        "one claim": posts.one_claim(debate, samples.open_round(), claim),
        "saved": posts.stance_saved(claim.claim, given, samples.open_round(), debate),
        "mine": posts.mine(reworded(samples.mine(*samples.MY_POINTS), word)),
    }
    summary = posts.summary(reworded(samples.summary(debate), word), samples.USERS, samples.LEDGER)
    return {name: (post, ()) for name, post in shown.items()} | {"summary": summary}


TAME = _posts(lambda _: "tame")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_in_every_field_do_nothing(hostile: str) -> None:
    for name, (post, files) in _posts(lambda _: hostile).items():
        text = _unescaped(post.text)
        assert_fits(post, files)
        assert "||" not in text, name
        assert "`" not in text.replace("`/debate join-letter`", "").replace("`>`", ""), name
        assert not re.search(r"@(everyone|here)|<@&", text), name
        assert not re.search("[\u202a-\u202e\u2066\u2067\u200e\u200f\0]", post.text), name
        assert LINE_MARK.findall(text) == LINE_MARK.findall(TAME[name][0].text), name
        assert text.count("](") == len(GO.findall(text)), name
        for label in _labels(post):
            assert label.strip(), name
            assert len(label.splitlines()) == 1, name


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_leave_the_layout_as_it_is(hostile: str) -> None:
    for name, (post, _) in _posts(lambda _: hostile).items():
        assert _layout(post) == _layout(TAME[name][0]), name


def test_people_cannot_write_templates() -> None:
    post, _ = _posts(lambda _: "{{ 6 * 7 }}")["board"]

    assert "{{ 6 \\* 7 }}" in post.text
    assert "42" not in post.text


def _labels(post: Post) -> list[str]:
    choices = [choice.label for select in selects(post) for choice in select.choices]
    return choices + [button.label for button in buttons(post)]
