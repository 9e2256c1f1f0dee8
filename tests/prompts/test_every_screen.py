"""Every screen there is, of a debate as large as can be: what goldens show is shown again with 40 of everything and
with words as long as they may be, and Discord takes it. A new screen needs a golden, no row here.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from deliberation.answering.own_chat import LISTED_LIMIT
from deliberation.asking.seconding import OpenQuestion
from deliberation.ids import ActId, PointNumber
from deliberation.steering.agenda import AGENDA_LIMIT, AgendaItem, Pick
from deliberation.views.ballot import ANSWERS_LIMIT, AnswerChoice
from deliberation.views.digest import CHANGED_MOST_LIMIT
from deliberation.views.preflight import Lack, Purpose
from deliberation.views.quotation import Quotation
from prompts import following, posts, privacy
from prompts.post import Post, RenderedFile
from tests.prompts import crowd, test_answer, test_golden
from tests.prompts.reading import assert_fits

pytestmark = pytest.mark.long

SHOWN = {**test_golden.POSTS, **test_answer.POSTS}
MODULES: tuple[ModuleType, ...] = (posts, privacy, following)
MANY = 40
LIMITS = {"title": 90, "claim": 120, "reason": 300, "reasons": 300, "condition": 200, "meant": 200, "what": 200}
LIMITS |= {"why": 1000, "guest": 80, "given": 60, "text": 2000, "quoted": 2000, "source": 2000, "response": 2000}
"""The most characters of words that are kept under these names."""
EXCERPT = 120
"""Of all others, which the core shortens."""
NO_WORDS = {"zone", "language", "invite", "permissions", "filename", "blocked"}
EDITS = {"reopened", "superseded"}
"""What changes a post that was sent."""
MOST = {AgendaItem: AGENDA_LIMIT, AnswerChoice: ANSWERS_LIMIT, Lack: len(Purpose), Quotation: CHANGED_MOST_LIMIT}
"""Of what there are fewer."""
MOST_UNDER = {"listed": LISTED_LIMIT}
"""Under which names there are fewer."""
OF_A_DEBATE = {"debate", "key", "questions"}
"""What is one of a list of debates, whose buttons are named for it."""
NUMBERS = ("number", "point", "statement", "act", "counterpoint")


def screens() -> Iterator[tuple[ModuleType, str]]:
    """Every function that makes a post."""
    for module in MODULES:
        for name, made in inspect.getmembers(module, inspect.isfunction):
            if (
                not name.startswith("_")
                and name not in EDITS
                and get_type_hints(made).get("return")
                in (
                    Post,
                    tuple[Post, tuple[RenderedFile, ...]],
                )
            ):
                yield module, name


def large(value: Any, name: str = "") -> Any:
    """The same value with 40 of everything in it and words as long as they may be."""
    if isinstance(value, Enum | Post | RenderedFile) or name in NO_WORDS:
        return value
    if isinstance(value, str):
        return crowd.STATEMENT[: LIMITS.get(name, EXCERPT)] if value else value
    if isinstance(value, tuple | list):
        held = [large(item, name) for item in value]
        if not held or not is_dataclass(held[0]) or OF_A_DEBATE & {field.name for field in fields(held[0])}:
            return type(value)(held)
        many = max(MOST_UNDER.get(name) or MOST.get(type(held[0]), MANY), len(held))
        return type(value)(_numbered(held[place % len(held)], place // len(held)) for place in range(many))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: large(getattr(value, field.name), field.name) for field in fields(value)})
    return value


def _number(item: Any) -> str | None:
    """Under which field an item of a list has a number of its own."""
    held = {field.name for field in fields(item)} if is_dataclass(item) else set()
    return next((name for name in NUMBERS if name in held and isinstance(getattr(item, name), int)), None)


def _numbered(item: Any, time: int) -> Any:
    """An item that is shown once more, under a number of its own."""
    if time and isinstance(item, AgendaItem):
        return replace(item, pick=Pick(point=PointNumber(1000 * time + len(item.words) + (item.put_to or 0))))
    if time and isinstance(item, OpenQuestion):
        return replace(item, question=replace(item.question, act=ActId(1000 * time + item.question.link.message)))
    own = _number(item)
    return item if own is None else replace(item, **{own: getattr(item, own) + 1000 * time})


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Which screens were made; each is made large."""
    seen: set[str] = set()
    for module, name in screens():
        monkeypatch.setattr(module, name, _made_large(getattr(module, name), name, seen))
    return seen


def _made_large(made: Callable[..., Any], name: str, seen: set[str]) -> Callable[..., Any]:
    def making(*given: Any, **named: Any) -> Any:
        seen.add(name)
        shown = made(*map(large, given), **{key: large(value, key) for key, value in named.items()})
        post, files = shown if isinstance(shown, tuple) else (shown, ())
        assert_fits(post, files)
        return shown

    return making


@pytest.mark.parametrize("name", SHOWN)
def test_discord_takes_what_a_golden_shows_of_a_debate_as_large_as_can_be(name: str, called: set[str]) -> None:
    SHOWN[name]()


def test_every_screen_is_shown_by_some_golden(called: set[str]) -> None:
    for show in SHOWN.values():
        show()
    bare = {show.__name__ for show in SHOWN.values()}
    missing = sorted({name for _, name in screens()} - called - bare - EDITS)
    assert not missing, f"no golden in tests/prompts shows {missing}: add one in tests/prompts/screens"
