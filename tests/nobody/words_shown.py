"""What must hold of anybody's words wherever Discord shows them: they are words, and do nothing."""

import re

from prompts.words import ELLIPSIS, called, lines, nested, paragraphs, plain, verbatim, words
from tests.nobody.client import Shown, shown
from tests.nobody.verdicts import CONTROLS, DOUBLE, PILED, TURNING

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
