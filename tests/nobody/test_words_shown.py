"""Somebody's words on Discord: whatever they hold, these words and nothing else of them are shown."""

import re

import pytest

from prompts.render import TEMPLATES
from prompts.words import called, nested, verbatim
from tests.nobody.client import shown
from tests.nobody.texts import TEXTS
from tests.nobody.words_shown import RULES


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_stays_words(name: str) -> None:
    for rule in RULES:
        rule(TEXTS[name])


def test_a_quotation_mark_within_quoted_words_is_a_single_one() -> None:
    assert nested('He said "no" and left') == "He said 'no' and left"
    assert nested("Fine.” Against: “I agree") == "Fine.’ Against: ‘I agree"
    assert nested("Fine.'' Against") == "Fine.' Against"
    assert nested("Fine.'\u202e' Against '\u200d'") == "Fine.' Against '"


def test_no_row_of_backticks_ends_a_block() -> None:
    for count in range(3, 12):
        assert len(shown(verbatim(f"a {'`' * count} **b**")).runs) == 1


def test_a_mention_in_a_guests_name_is_not_shown_as_a_member() -> None:
    assert called("<@34> of the <@&12>") == "@… of the @…"


def test_every_template_that_quotes_words_keeps_their_quotation_marks_apart() -> None:
    wrong = [
        f"{path.name}: {line.strip()}"
        for path in TEMPLATES.glob("*.j2")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r'"\{\{[^}]*\|\s*words', line)
    ]
    assert not wrong, "use |nested between quotation marks:\n" + "\n".join(wrong)
