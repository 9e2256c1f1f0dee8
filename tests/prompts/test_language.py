"""Which language is spoken where: by what is asked for, by what there is, and never by what another task speaks."""

import asyncio
from datetime import date

import pytest

from prompts import formats
from prompts.language import best, known, languages, speaking, spoken
from prompts.posts import language_names, say


def test_english_is_spoken_where_nobody_said_otherwise() -> None:
    assert spoken() == "en"
    assert say("take_part") == "Take part"


def test_a_language_is_spoken_inside_and_no_longer() -> None:
    with speaking("de"):
        inside = say("take_part")

    assert (inside, say("take_part")) == ("Mitmachen", "Take part")


async def test_what_one_task_speaks_another_does_not_hear() -> None:
    heard: list[str] = []

    async def german() -> None:
        with speaking("de"):
            await asyncio.sleep(0)
            heard.append(say("take_part"))

    async def english() -> None:
        heard.append(say("take_part"))

    await asyncio.gather(german(), english())

    assert heard == ["Take part", "Mitmachen"]


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("de", "de"), ("en-US", "en"), ("en-GB", "en"), ("de-AT", "de"), ("tlh", None), ("", None), (None, None)],
)
def test_what_discord_calls_a_language_finds_ours(wanted: str | None, language: str | None) -> None:
    assert known(wanted) == language


def test_the_first_language_wanted_that_there_is_is_spoken() -> None:
    assert best("tlh", "de") == "de"
    assert best(None, "tlh") == "en"
    assert best("en-US", "de") == "en"


def test_english_comes_first_among_the_languages() -> None:
    assert languages()[0] == "en"
    assert "de" in languages()


@pytest.mark.parametrize(
    ("language", "number", "clock", "week", "across"),
    [
        ("en", "12,500", "18:00", "16–22 November", "30 November – 6 December"),
        ("de", "12.500", "18:00", "16.–22. November", "30. November – 6. Dezember"),
    ],
)
def test_numbers_hours_and_days_are_written_as_a_language_does(
    language: str, number: str, clock: str, week: str, across: str
) -> None:
    assert formats.number(12500, language) == number
    assert formats.clock(18, language) == clock
    assert formats.days(date(2026, 11, 16), date(2026, 11, 22), language) == week
    assert formats.days(date(2026, 11, 30), date(2026, 12, 6), language) == across


def test_languages_are_listed_by_their_own_names() -> None:
    assert language_names() == {"en": "English", "de": "Deutsch"}
