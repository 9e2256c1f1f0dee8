"""Any text whatever, wherever the bot reads one: generated texts, a few in every run and many in `-m long`."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cogs.actions import NUMBERS
from deliberation.stance import POSITIONS
from prompts.post import Act
from tests.nobody.targets import TARGETS, of_acts
from tests.nobody.texts import TEXTS

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
"""Made of marks that mean something somewhere, or of any characters there are."""
KEYS = sorted(TARGETS)


@pytest.mark.parametrize("target", KEYS)
@given(ANYTHING)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_taken_or_refused(target: str, text: str) -> None:
    TARGETS[target](text)


@pytest.mark.long
@pytest.mark.parametrize("target", KEYS)
@given(ANYTHING)
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_of_many_texts_is_taken_or_refused(target: str, text: str) -> None:
    TARGETS[target](text)


@pytest.mark.parametrize("target", KEYS)
def test_each_hostile_text_is_taken_or_refused(target: str) -> None:
    for text in TEXTS.values():
        TARGETS[target](text)


ids = st.integers(0, 2**63 - 1)


@given(st.sampled_from([act for act in Act if act is not Act.OPEN and NUMBERS[act] <= 4]), st.data())
@settings(max_examples=200, deadline=None)
def test_a_button_is_read_as_it_was_written(act: Act, data: st.DataObject) -> None:
    numbers = data.draw(st.tuples(*[ids] * NUMBERS[act]))
    if act in (Act.VOTE, Act.GIVE):
        numbers = (*numbers[:-1], numbers[-1] % len(POSITIONS))
    of_acts(act, numbers)
