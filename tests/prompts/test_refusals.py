"""Every refusal says what happened and what to do next."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from deliberation import errors
from deliberation.errors import Refusal
from prompts.posts import refusal
from prompts.render import renderer

FACTS: dict[str, object] = {
    "role": 77,
    "round": 2,
    "point": 9,
    "counterpoint": 4,
    "what": "letter",
    "length": 2_000_000,
    "limit": 1_000_000,
    "unit": "bytes",
    "filename": "photo.png",
    "count": 300,
    "line": 4,
    "first": 2,
    "given": "next febtober",
    "read_as": datetime(2026, 11, 1, tzinfo=UTC),
    "days": 366,
    "reason": "off topic",
    "part": "lock it at night",
    "parts": (8, 9),
    "close": ("Europe/Berlin", "Europe/Bern"),
}


def _kinds(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


KINDS = sorted(set(_kinds()), key=lambda kind: kind.__name__)


def test_there_are_refusals_to_word() -> None:
    assert errors.RoundClosed in KINDS
    assert len(KINDS) > 20


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_refusal_has_a_sentence_of_its_own(kind: type[Refusal]) -> None:
    assert renderer().has("refusals", kind.__name__)


@pytest.mark.parametrize("facts", [FACTS, {}], ids=["with facts", "without facts"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_refusal_is_one_or_two_plain_sentences(kind: type[Refusal], facts: dict[str, object]) -> None:
    said = refusal(kind(dict(facts)))

    assert said[0].isupper() or said.startswith('"') or said.startswith("photo")
    assert said.endswith((".", "?"))
    assert "!" not in said
    assert "None" not in said
    assert "\n" not in said
    assert len(said) < 300


def test_a_kind_nobody_has_worded_yet_still_says_something_true() -> None:
    class TooLoud(errors.BadInput):
        """Said too loud."""

    assert refusal(TooLoud({"decibel": 120})) == refusal(errors.BadInput())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errors.RoundClosed({"round": 2}), "Round 2 is closed, so this answer was not counted. "),
        (
            errors.TooManyProposals({"count": 300, "limit": 25}),
            "These are 300 proposals; a debate opens with at most 25. ",
        ),
        (errors.TextTooLong(dict(FACTS)), "The letter is too large: at most 1 MB. "),
        (errors.UnreadableDate({"given": "next *febtober*"}), r'"next \*febtober\*" is no date this bot can read. '),
        (errors.UnknownTimeZone({"given": "Europe/Berlim", "close": ("Europe/Berlin",)}), "There is no time zone "),
    ],
)
def test_a_refusal_names_its_facts(error: Refusal, said: str) -> None:
    assert refusal(error).startswith(said)


def test_an_unknown_time_zone_suggests_those_that_look_alike() -> None:
    error = errors.UnknownTimeZone({"given": "Europe/Berlim", "close": ("Europe/Berlin",)})

    assert refusal(error).endswith("Did you mean Europe/Berlin?")
