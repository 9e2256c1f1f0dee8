"""The catalogue of short sentences: complete, within Discord's limits, and translatable."""

import ast
import struct
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from prompts.post import LABEL_LIMIT
from prompts.posts import say
from prompts.render import TEMPLATES, Renderer, renderer

ROOT = Path(__file__).parents[2]
FORM_LIMIT = 45
HINT_LIMIT = 100
KEYS = sorted(
    name for name in vars(renderer().environment.get_template("sentences.j2").module) if not name.startswith("_")
)
FORMS = [key for key in KEYS if key.startswith("field_") or key.endswith("_form") or key == "open_debate"]
PROSE = sorted(path for path in TEMPLATES.rglob("*.j2") if not path.name.endswith(".svg.j2"))


def _said() -> Iterator[tuple[str, str]]:
    """Every key that the code outside asks for by name, and where."""
    for path in sorted(path for room in ("bot", "cogs", "prompts") for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args:
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.isidentifier():
                        yield part.value, path.name


def test_every_sentence_that_is_asked_for_exists() -> None:
    missing = {(key, place) for key, place in _said() if key not in KEYS and not key.endswith("_")}

    assert list(_said())
    assert not missing


def test_a_sentence_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("sing_a_song")


@pytest.mark.parametrize("key", FORMS)
def test_forms_fit_discords_forms(key: str) -> None:
    assert 0 < len(say(key)) <= (HINT_LIMIT if key.endswith("_hint") else FORM_LIMIT)


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith(("command_", "option_"))])
def test_commands_fit_discords_list(key: str) -> None:
    assert 0 < len(say(key)) <= HINT_LIMIT


@pytest.mark.parametrize("position", ["agree", "agree_with_reservations", "undecided", "disagree_in_part", "disagree"])
def test_the_five_answers_fit_on_buttons(position: str) -> None:
    assert 0 < len(say(f"vote_{position}")) <= LABEL_LIMIT


def test_a_letter_that_quotes_unknown_words_says_what_to_do() -> None:
    said = say("letter_recorded", pairs=3, unverified=1)

    assert said == (
        "Your letter is in. It replies to 3 passages. One of its quotes stands in no earlier message here; "
        "if it comes from a letter, add that one too."
    )


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_all_texts_go_through_the_catalogue(path: Path) -> None:
    said = list(_untranslatable(path.read_text(encoding="utf-8")))
    if path.name.endswith(".html.j2"):
        said = _shown("".join(said))

    assert not [text for text in said if any(map(str.isalpha, text))]


def _shown(page: str) -> list[str]:
    """What a page says to its readers: its text, and what is read out in the place of other things."""

    class Page(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            shown.extend(value or "" for name, value in attrs if name in {"aria-label", "title", "alt", "data-label"})

        def handle_data(self, data: str) -> None:
            shown.append(data)

    shown: list[str] = []
    Page().feed(page)
    return shown


def _untranslatable(source: str) -> Iterator[str]:
    """What a template says outside its trans tags."""
    environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    translated = False
    before = ""
    for _, kind, value in environment.lex(source):
        if kind == "name" and before == "block_begin":
            translated = value in {"trans", "pluralize"} or (translated and value != "endtrans")
        elif kind == "data" and not translated:
            yield value
        if kind != "whitespace":
            before = kind


def test_a_catalogue_says_it_in_another_language(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "counterpoint.mo").write_bytes(
        _compiled({"": "Content-Type: text/plain; charset=UTF-8\n", "Take part": "Participer", "Yes": "Oui"})
    )

    french = Renderer("fr", tmp_path)

    assert french.part("sentences", "take_part") == "Participer"
    assert french.part("positions", "agree") == "Oui"
    assert french.part("sentences", "skip") == "Skip"


def test_a_language_without_a_catalogue_falls_back_to_english(tmp_path: Path) -> None:
    assert Renderer("tlh", tmp_path).part("sentences", "take_part") == "Take part"


def _compiled(texts: dict[str, str]) -> bytes:
    """A catalogue in gettext's binary format."""
    pairs = [(key.encode(), value.encode()) for key, value in sorted(texts.items())]
    header, table, strings = 28, b"", b""
    start = header + 16 * len(pairs)
    for column in (0, 1):
        for pair in pairs:
            table += struct.pack("<II", len(pair[column]), start + len(strings))
            strings += pair[column] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(pairs), header, header + 8 * len(pairs), 0, 0) + table + strings
