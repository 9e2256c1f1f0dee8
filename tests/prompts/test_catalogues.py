"""Every catalogue that ships is in step with the templates, says what they say, and fits where they fit."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from babel.messages.catalog import Message

from deliberation.steering.schedule import read_deadline
from prompts import catalogue
from prompts.language import languages, speaking
from prompts.posts import say
from prompts.render import renderer
from tests.prompts import crowd, test_answer, test_golden
from tests.prompts.reading import as_text, assert_fits
from tests.prompts.test_sentences import FORM_LIMIT, FORMS, HINT_LIMIT

OTHERS = [language for language in languages() if language != "en"]
PLACE = re.compile(r"%\((\w+)\)s")
NAMED = re.compile(r"`([^`]+)`|Apps → (Answer in line|This answers…|Ask about this)")
"""Commands and options, which are called the same in every language, and what stands under Apps."""
COMMANDS = sorted(name for name in vars(renderer().environment.get_template("commands.j2").module) if name[0] != "_")
POSTS = test_golden.POSTS | test_answer.POSTS
SHOWN = (
    "opening-counted",
    "opening-named",
    "how-it-works",
    "board",
    "board-busy",
    "card-letter",
    "card-by-name",
    "passages",
    "answer",
    "answered-with-a-view",
    "opening-speakers",
    "one-claim",
    "ballot-second-round",
    "summary-counted",
    "summary-named",
    "summary-nothing-shown",
    "summary-reopened-cancelled",
    "summary-that-calls",
    "digest",
    "digest-decided",
    "decision",
    "points",
    "point",
    "ask-menu",
    "ask-found",
    "ask-differ",
    "ask-stand",
    "mine-chat",
    "needs",
    "my-questions",
    "agenda",
    "log",
    "history",
    "reports",
    "setup",
    "privacy",
    "privacy-erase",
)


def _texts(message: Message) -> tuple[str, ...]:
    string = cast("str | tuple[str, ...] | None", message.string)
    return string if isinstance(string, tuple) else (string or "",)


def _sources(message: Message) -> tuple[str, ...]:
    source = cast("str | tuple[str, ...]", message.id)
    return source if isinstance(source, tuple) else (source,)


def _translated(language: str) -> Iterator[Message]:
    found = [message for message in catalogue.read(language) if message.id and all(_texts(message))]
    assert found
    yield from found


def test_there_is_a_second_language() -> None:
    assert catalogue.kept() == OTHERS
    assert "de" in OTHERS


@pytest.mark.long
@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    assert not [message.id for message in catalogue.untranslated(catalogue.updated(language))]


@pytest.mark.long
@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_kept_that_is_no_longer_said(language: str) -> None:
    assert catalogue.written(catalogue.updated(language)) == catalogue.source_of(language).read_bytes()


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_bot_reads_is_what_people_translated(language: str) -> None:
    path = catalogue.source_of(language)

    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.read(language))


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_guessed(language: str) -> None:
    assert not [message.id for message in catalogue.read(language) if message.fuzzy]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_states_the_same_facts(language: str) -> None:
    for message in _translated(language):
        facts = {place for source in _sources(message) for place in PLACE.findall(source)}
        for text in _texts(message):
            assert set(PLACE.findall(text)) <= facts, message.id
            # Where there is one, its number may be said in words.
            assert facts - set(PLACE.findall(text)) <= ({"count", "num", "amount"} if message.pluralizable else set())
        assert set(PLACE.findall(_texts(message)[-1])) == facts, message.id


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_marks_around_the_words(language: str) -> None:
    for message in _translated(language):
        for text in _texts(message):
            for mark in ("**", "`", "<#", "<@", "📎", "❔"):
                assert text.count(mark) == _sources(message)[-1].count(mark), message.id
            assert "!" not in text, message.id
            assert text == text.strip() == unicodedata.normalize("NFC", text), message.id


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_name_commands_as_discord_lists_them(language: str) -> None:
    for message in _translated(language):
        for text in _texts(message):
            assert sorted(NAMED.findall(text)) == sorted(NAMED.findall(_sources(message)[-1])), message.id


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "key", [key for key in COMMANDS if key.startswith(("command_", "option_", "author_")) and key != "command_outdated"]
)
def test_what_commands_do_fits_discords_list(key: str, language: str) -> None:
    with speaking(language):
        assert 0 < len(say(key)) <= 100


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("key", FORMS)
def test_forms_fit_discords_forms_in_every_language(key: str, language: str) -> None:
    with speaking(language):
        assert 0 < len(say(key)) <= (HINT_LIMIT if key.endswith("_hint") else FORM_LIMIT)


@pytest.mark.parametrize("language", languages())
def test_the_deadline_a_form_begins_with_can_be_read(language: str) -> None:
    now = datetime(2026, 11, 16, 12, tzinfo=UTC)
    with speaking(language):
        assert read_deadline(say("deadline_usual"), now=now, zone="UTC") == now + timedelta(days=3)


@pytest.mark.parametrize("name", [name for name in POSTS if not name.startswith("summary")])
@pytest.mark.parametrize("language", OTHERS)
def test_discord_takes_every_post_in_every_language(name: str, language: str) -> None:
    with speaking(language):
        assert_fits(POSTS[name]())


@pytest.mark.parametrize("language", OTHERS)
def test_a_debate_as_large_as_can_be_fits_in_every_language(language: str) -> None:
    with speaking(language):
        for post, files in crowd.everything(str).values():
            assert_fits(post, files)


@pytest.mark.long
@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("language", OTHERS)
def test_a_post_reads_as_agreed_in_every_language(name: str, language: str, golden: Callable[[str, str], None]) -> None:
    with speaking(language):
        golden(f"{language}/{name}.md", as_text(POSTS[name]()))
