"""Whatever somebody writes, a client shows these words and nothing else of them: no style, nobody called, no link with
words before it. Generated texts; `-m long` tries many more.
"""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prompts.render import TEMPLATES
from prompts.words import ELLIPSIS, called, lines, nested, paragraphs, plain, verbatim, words
from tests.nobody.client import Shown, shown
from tests.nobody.texts import TEXTS
from tests.nobody.verdicts import CONTROLS, DOUBLE, PILED, TURNING

MARKS = list("ab12 \n\t*_~|`[]()<>#-+.:/\\@!\"'&„“”«»\u200b\u202e\u0301\u05d0\u3164é")
PIECES = [
    *TEXTS.values(),
    *("@everyone", "@here", "<@&12>", "<@12>", "<#12>", "<t:1:R>", "</a b:12>", "<id:customize>", "<a:xx:12>"),
    *("https://evil.example/a_b", "[good](https://evil.example)", "HTTPS://e.example/", "discord://x/y", "```", "||"),
    *("**", "# ", "-# ", "> ", ">>> ", "1. ", "\\", "@\u200beveryone", "<", ">"),
]
WRITTEN = st.lists(
    st.one_of(st.sampled_from(PIECES).map(lambda piece: piece[:200]), st.text(st.sampled_from(MARKS), max_size=40)),
    max_size=8,
).map("".join)
ANYTHING = st.one_of(WRITTEN, st.text(max_size=120), st.text(st.characters(), max_size=60))
GO = "[go](https://discord.com/channels/1/2/3)"
MEMBER = re.compile(r"@!?\d+|#\d+")


def does_nothing(seen: Shown) -> None:
    """What must hold of somebody's words by themselves."""
    assert all(not run.styles for run in seen.runs), seen
    assert all(MEMBER.fullmatch(call) for call in seen.calls), seen
    assert all(lead.label == lead.url for lead in seen.leads), seen


def words_do_nothing(text: str) -> None:
    """On a line, in lines, as a name, in quotation marks, in a block: they are words."""
    for written in (words(text), nested(text), words(text, 40), lines(text), called(text)):
        does_nothing(shown(written))
        assert not TURNING.search(written.replace("\n", ""))
        assert not CONTROLS.search(written)
        assert not PILED.search(written)
    assert not shown(called(text)).calls
    assert not DOUBLE.search(shown(nested(text)).text)
    if text.strip():
        block = shown(verbatim(text))
        assert len(block.runs) == 1
        assert block.runs[0].styles == {"block"}


def our_frame_stays(text: str) -> None:
    """Our own bold title, quotation marks and link around somebody's words are as they would be around any."""
    line = words(text)
    bold, rest = shown(f'**{line}** · "{nested(text)}" {GO}').runs[0], shown(f'"{nested(text)}" {GO}')
    assert bold.styles == {"bold"}
    assert bold.text == shown(line).text
    assert rest.leads[-1].label == "go"
    assert rest.runs[0].text.count('"') == 2
    assert rest.runs[0].styles == set()


def a_label_is_a_line(text: str) -> None:
    """A label is one line with something in it, within its limit."""
    label = plain(text, 100)
    assert 0 < len(label) <= 100
    assert label == ELLIPSIS or label.strip()
    assert len(label.splitlines()) == 1
    assert not TURNING.search(label)
    assert not CONTROLS.search(label)


def the_page_shows_the_words(text: str) -> None:
    """On the page every letter that is seen is there, and in the order in which it was written."""
    seen = "".join("".join(paragraphs(text)).split())
    assert seen == "".join("".join(paragraphs("\n\n".join(paragraphs(text)))).split())
    assert not TURNING.search(seen)


RULES = (words_do_nothing, our_frame_stays, a_label_is_a_line, the_page_shows_the_words)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(ANYTHING)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_words_stay_words(rule: Callable[[str], None], text: str) -> None:
    rule(text)


@pytest.mark.long
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(ANYTHING)
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_words_stay_words_however_many_are_tried(rule: Callable[[str], None], text: str) -> None:
    rule(text)


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_stays_words(name: str) -> None:
    for rule in RULES:
        rule(TEXTS[name])


def test_a_quotation_mark_within_quoted_words_is_a_single_one() -> None:
    assert nested('He said "no" and left') == "He said 'no' and left"
    assert nested("Fine.” Against: “I agree") == "Fine.’ Against: ‘I agree"
    assert nested("Fine.'' Against") == "Fine.' Against"


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
