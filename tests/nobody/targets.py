"""What must hold of any text whatever, wherever the bot reads one: tried by `test_any_text.py` with generated texts,
and by `bench/fuzzing.py` with texts that reach ever more of the code.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from cogs.actions import decoded, number_in
from cogs.errors import UnknownAction
from cogs.typed import storable
from deliberation.asking.searching import indexed, search_for, snippet
from deliberation.debate import CLAIM_LIMIT, PROPOSAL_LIMIT, Attribution, Tallies, drafted
from deliberation.errors import Refusal
from deliberation.exporting.argdown import argdown_of
from deliberation.exporting.cells import safe, unsafe
from deliberation.exporting.letter import Block, letter_text, unmarked
from deliberation.ids import Span
from deliberation.importing.proposals import Source, proposed
from deliberation.reading import read_in_line
from deliberation.reading.inline import marked_quotes
from deliberation.reading.naming import named_answers
from deliberation.reading.prose import candidates
from deliberation.reading.questions import questions_in
from deliberation.rules import blocked_in, word_list
from deliberation.steering.schedule import known_zone, read_deadline
from prompts.post import CUSTOM_ID_LIMIT, Act, Action, Post, Text
from tests.nobody.verdicts import of_sheet
from tests.nobody.words_shown import RULES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLAIMS = ("Close the kitchen at ten", "Let guests use the freezer", "No radio")


def custom_ids(text: str) -> None:
    """A `custom_id` means an action or nothing; what it means is written as it was, but for its marker."""
    number_in(text)
    for written in (text, f"cp:{text}", f"cp:vote:{text}"):
        try:
            action = decoded(written)
        except UnknownAction:
            continue
        assert re.sub(r":m[0-9a-z]+$", "", written) == action.custom_id
        assert decoded(action.custom_id) == action


def parser(text: str) -> None:
    """Reading takes nothing from a text: every span lies in it, in order, apart from the others, and says its words."""
    marked, end = marked_quotes(text), 0
    for pair in read_in_line(text):
        for span in filter(None, (pair.quote, pair.response)):
            assert end <= span.start < span.end <= len(text)
            assert span.of(text) == text[span.start : span.end]
            assert span.of(text).strip()
            end = span.end
    whole = Span(0, len(text))
    for quote in (choice for found in candidates(text, marked) for choice in found.choices):
        assert 0 <= quote.begins <= quote.start < quote.end <= quote.ends <= len(text)
    for asked in questions_in(text, whole):
        assert 0 <= asked.start < asked.end <= len(text)
    for named in named_answers(text, CLAIMS, marked):
        assert named.name.end <= named.response.start
        assert text[named.response.start : named.response.end].strip()


def words(text: str) -> None:
    """Shown on Discord they are words and do nothing (`words_shown.py`)."""
    for rule in RULES:
        rule(text)


def exports(text: str) -> None:
    """In a sheet no cell is a formula and every cell is had back; a letter is read as it was written; JSON holds it."""
    text = storable(text)
    assert unsafe(safe(text)) == text
    assert not list(of_sheet(f"words\n{_cell(safe(text))}\n"))
    assert json.loads(json.dumps(text, ensure_ascii=False)) == text
    post = Post((Text(text),))
    assert Post.from_json(post.as_json()) == post
    letter = letter_text("A debate", [Block("Mia wrote on 2 January 2026:", "No radio", text)])
    read = [unmarked(pair.words) for pair in read_in_line(letter)]
    assert read == ["No radio"] or not (read or any(letter.isalnum() for letter in text))
    head = argdown_of(text, (), None).splitlines()
    assert head[0] == head[2] == "==="
    assert len(head) <= 4


def imports(text: str) -> None:
    """What is proposed from a file a debate can open with; all else is refused."""
    rows = f"timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,x,1,1,1,0,1,{text}"
    for source, given in ((Source.LETTER, text), (Source.POLIS, text), (Source.POLIS, rows)):
        try:
            found = proposed(source, given)
        except Refusal:
            continue
        assert 0 < len(found.claims) <= min(PROPOSAL_LIMIT, found.found)
        assert all(0 < len(claim) <= CLAIM_LIMIT for claim in found.claims)
        opened = {"title": "A", "attribution": Attribution.COUNTED, "tallies": Tallies.HIDDEN, "deadline": NOW}
        assert drafted(proposals="\n".join(found.claims), **opened).proposals == found.claims


def fields(text: str) -> None:
    """What is typed into a field is understood or refused."""
    for take in (
        lambda: read_deadline(text, now=NOW, zone="UTC"),
        lambda: known_zone(text),
        lambda: drafted(
            title=text, proposals=text, attribution=Attribution.COUNTED, tallies=Tallies.HIDDEN, deadline=NOW
        ),
        lambda: blocked_in(text, word_list(text)),
        lambda: snippet(text, search_for(text)),
        lambda: indexed(text),
    ):
        try:
            take()
        except Refusal:
            continue


TARGETS: Mapping[str, Callable[[str], None]] = {
    "custom_ids": custom_ids,
    "parser": parser,
    "words": words,
    "exports": exports,
    "imports": imports,
    "fields": fields,
}


def of_acts(act: Act, numbers: tuple[int, ...]) -> None:
    """What a button holds is what is read from it."""
    written = Action(act, numbers).custom_id
    assert len(written) <= CUSTOM_ID_LIMIT
    assert decoded(written) == decoded(f"{written}:mabc") == Action(act, numbers)


def _cell(words: str) -> str:
    """As `csv` writes a cell."""
    return '"' + words.replace('"', '""') + '"' if re.search(r'[,"\r\n]', words) else words
