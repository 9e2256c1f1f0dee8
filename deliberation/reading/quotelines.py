"""Quoted lines: blocks of lines that begin with `>`, as Discord, mail and markdown have them."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from deliberation.reading.margins import is_attribution

_PREFIX = re.compile(r"[ \t\u00a0]*>(?:[ \t\u00a0]{0,3}>)*")
_LIST_PREFIX = re.compile(r"[ \t\u00a0]*(?:[-*+•◦▪‣·–—]|\d{1,3}[.)])[ \t\u00a0]+(?=>)")
_EMOTICON = re.compile(r">(?:[:;xX=][-'’^o]?[()\[\]{}DPpOo3cCsS/\\|<*.@#]|[._~-]{1,3}[<>]|[oO0][<>]|\.\<)(?!\w)")
_LONGEST_WRAPPED = 50
_RULES = " \t\r.,:;-_=~*|#"


class QuotedLine(NamedTuple):
    """One line of a block: how deep it is quoted and where its words stand. (A tuple: there may be very many.)"""

    level: int
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LineQuote:
    """A run of lines at the level that is answered.

    `begins` and `ends` enclose its marks and the deeper lines that are its context; `start` and `end` are the first
    and last quoted character.
    """

    begins: int
    ends: int
    start: int
    end: int
    words: str


def block_at(text: str, line: int) -> tuple[list[QuotedLine], int]:
    """The quoted lines from `line` on and the end of the last; none where the line there is not quoted."""
    lines: list[QuotedLine] = []
    end = line
    at = line
    while at < len(text):
        listed = None if lines else _LIST_PREFIX.match(text, at)
        prefix = _PREFIX.match(text, listed.end() if listed else at)
        if prefix is None and lines and (wrapped := _wrapped(text, lines[-1], at)) is not None:
            lines.append(wrapped)
            at = text.find("\n", at) + 1
            continue
        if prefix is None:
            break
        line_end = text.find("\n", prefix.end())
        line_end = len(text) if line_end < 0 else line_end
        start = stop = prefix.end()
        if stop < line_end:
            words = text[stop:line_end]
            if words[0] != " " and _EMOTICON.match(text, stop - 1):
                break
            if not lines and not _is_quoted_line(text, words, line_end, listed=listed is not None):
                break
            start = line_end - len(words.lstrip())
            stop = start + len(words.strip())
        lines.append(QuotedLine(prefix.group().count(">"), at, start, stop))
        end = line_end
        at = line_end + 1
    return lines, end


def _wrapped(text: str, above: QuotedLine, at: int) -> QuotedLine | None:
    """The line at `at`, without a mark, where it is the end of the long quoted line `above` that a program wrapped.

    It begins in lower case, is shorter, stands right below words that end no sentence, and a quoted line follows.
    """
    newline = text.find("\n", at, at + _LONGEST_WRAPPED)
    if newline < 0 or above.end - above.start < _LONGEST_WRAPPED or not _PREFIX.match(text, newline + 1):
        return None
    words = text[at:newline].rstrip()
    if not words[:1].islower() or not (text[above.end - 1].isalnum() or text[above.end - 1] == ","):
        return None
    return QuotedLine(above.level, at, at, at + len(words))


def opens_block(text: str, line: int, mark: int) -> bool:
    """Whether the `>` at `mark` opens Discord's `>>>` block, which runs to the end of the text.

    In mail the same marks are a third level; they are read so where the next line is quoted too.
    """
    if not text.startswith((">>> ", ">>>\t"), mark) or text[line:mark].strip():
        return False
    newline = text.find("\n", mark)
    return newline < 0 or not _PREFIX.match(text, newline + 1)


def answered_quotes(text: str, lines: list[QuotedLine], end: int, most: int) -> list[LineQuote]:
    """The quotes of a block, at most so many: its runs of lines at the shallowest level that says something.

    Deeper lines are what those lines answered in their turn. Lines such as "On Monday Ann wrote:" say nothing.
    """
    spoken = [line for line in lines if _says_something(text[line.start : line.end])]
    if not spoken:
        return []
    level = min(line.level for line in spoken)
    runs: list[list[QuotedLine]] = [[]]
    kept = {line.line for line in spoken if line.level == level}
    for line in lines:
        if line.line in kept:
            runs[-1].append(line)
        elif line.start < line.end and runs[-1]:
            runs.append([])
        elif runs[-1]:
            runs[-1].append(line)
    quotes: list[LineQuote] = []
    filled = [run for run in runs if run][:most]
    for number, run in enumerate(filled):
        said = [line for line in run if line.start < line.end]
        words = "\n".join(text[line.start : line.end] for line in run if line.line <= said[-1].line)
        begins = lines[0].line if number == 0 else run[0].line
        ends = end if number == len(filled) - 1 else filled[number + 1][0].line
        quotes.append(LineQuote(begins, ends, said[0].start, said[-1].end, words))
    return quotes


def _says_something(words: str) -> bool:
    """Whether a line's words are more than marks, and more than who wrote what follows."""
    return bool(words.strip(_RULES)) and not (words.endswith((":", "：")) and is_attribution(words))


def _is_quoted_line(text: str, words: str, line_end: int, *, listed: bool) -> bool:
    """Whether a first line that begins with `>` quotes: `>= 5` does not, `>50 people` only if the next line does."""
    if words.startswith("="):
        return False
    figure = words.lstrip()[:1].isdigit() if listed else words[:1].isdigit()
    return not figure or _PREFIX.match(text, line_end + 1) is not None
