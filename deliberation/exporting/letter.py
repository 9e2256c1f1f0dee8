"""The in-line letter: each quote on lines that begin with `>`, above it who says it to whom, the answer beneath.

What `deliberation.reading` finds in the letter are these pairs and no others, whatever stands in the words: `<`, `>`,
backticks and tildes of a passage or an answer are written as HTML does (`&lt;`), and one that would still be misread
has the ends of its lines written so. `unmarked` reverses it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = re.compile("[<>`~]")
_KEPT = re.compile(r"&(?=#?\w{1,10};)")
_ENTITY = re.compile(r"&(?:(lt|gt|amp)|#(\d{1,7}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&"}
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_QUOTE_MARK = "> "


@dataclass(frozen=True, slots=True)
class Block:
    """One quote with its answer, and the line above both: who answers whom."""

    heading: str
    """Ends with a colon and holds a day's figures and a word for writing, so that a reader takes it for what it is."""
    quote: str
    answer: str


def letter_text(preamble: str, blocks: Sequence[Block]) -> str:
    """The letter, ended by a line feed. Blocks without a word in their quote or answer are left out."""
    spoken = [block for block in blocks if _clean(block.quote) and _clean(block.answer)]
    lightly = [(_lightly(_clean(block.quote)), _lightly(_clean(block.answer))) for block in spoken]
    strictly = [(_strictly(_clean(block.quote)), _strictly(_clean(block.answer))) for block in spoken]
    headings = [_on_one_line(block.heading) for block in spoken]
    beginning = _lightly(_clean(preamble))
    misread = _misread(_written(beginning, headings, lightly), lightly)
    chosen = [strictly[place] if place in misread else pair for place, pair in enumerate(lightly)]
    if misread and _misread(_written(beginning, headings, chosen), chosen):
        chosen, beginning = strictly, _strictly(_clean(preamble))
    return _written(beginning, headings, chosen)


def unmarked(words: str) -> str:
    """Words of such a letter as they were said."""
    return _ENTITY.sub(lambda found: _NAMED[found[1]] if found[1] else _letter(found), words)


def _letter(found: re.Match[str]) -> str:
    number = int(found[2])
    return chr(number) if number < 0x110000 else found.group()


def _clean(words: str) -> str:
    """`words` with plain line ends, no white space at the ends of lines, nor empty lines at both ends."""
    lines = _LINE_ENDS.sub("\n", words.replace("\ufeff", "")).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def _on_one_line(heading: str) -> str:
    return " ".join(_MARKS.sub(" ", heading).split())


def _lightly(words: str) -> str:
    return _MARKS.sub(lambda found: _entity(found.group()), _KEPT.sub("&amp;", words))


def _entity(letter: str) -> str:
    return {"<": "&lt;", ">": "&gt;"}.get(letter, f"&#{ord(letter)};")


def _strictly(words: str) -> str:
    """`words` with the first and the last letter of each line as entities, so that no line says what it seems to."""
    lines: list[str] = []
    for line in words.split("\n"):
        middle = _lightly(line[1:-1])
        ends = [f"&#{ord(letter)};" for letter in (line[:1], line[1:][-1:]) if letter]
        lines.append(middle.join(ends) if len(ends) == 2 else "".join(ends))
    return "\n".join(lines)


def _written(preamble: str, headings: Sequence[str], pairs: Sequence[tuple[str, str]]) -> str:
    parts = [preamble] if preamble else []
    for heading, (quote, answer) in zip(headings, pairs, strict=True):
        quoted = "\n".join(f"{_QUOTE_MARK}{line}".rstrip() for line in quote.split("\n"))
        parts.append(f"{heading}\n{quoted}\n\n{answer}")
    return "\n\n".join(parts) + "\n"


def _misread(text: str, pairs: Sequence[tuple[str, str]]) -> set[int]:
    """The places of the pairs that a reader of `text` would not find as they are; all where it finds others."""
    from deliberation.reading import read_in_line  # not before there is something to read

    read = read_in_line(text)
    if len(read) != len(pairs):
        return set(range(len(pairs)))
    found = [(pair.words, pair.response.of(text) if pair.response is not None else "") for pair in read]
    return {place for place, (one, other) in enumerate(zip(found, pairs, strict=True)) if one != other}
