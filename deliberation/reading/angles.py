"""Angle marks: telling `<quoted words>` from everything else that is written between `<` and `>`.

Every decision here looks at a bounded stretch of text, so that a text of nothing but marks is still read in
linear time.
"""

import re
from enum import IntEnum
from typing import NamedTuple

_LOOK = 240
"""How far a decision looks: enough for the first words of a quote, an address or a tag with attributes."""

LONGEST_TOKEN = 1400
"""No mention, address or tag is longer."""

_TAG_NAMES = (
    "a|abbr|article|aside|audio|b|big|blockquote|body|br|button|canvas|center|cite|code|col|dd|del|details|div|dl|dt|em|"
    "figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|ol|"
    "option|p|pre|q|s|samp|script|section|select|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|"
    "textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|wbr"
)
_ATTRIBUTE = (
    r"""[ \t\n]{1,8}(?:[\w:.@-]{1,40}=(?:"[^"<>]{0,120}"|'[^'<>]{0,120}'|[^\s"'<>]{1,120})"""
    r"|checked|disabled|hidden|open|selected)"
)

_NOT_A_QUOTE = re.compile(
    r"<(?:"
    r"@[!&]?\d{1,20}"  # a member, a role
    r"|#\d{1,20}"  # a channel
    r"|a?:\w{1,64}:\d{1,20}"  # an emoji
    r"|t:-?\d{1,20}(?::[tTdDfFrRsS])?"  # a time
    r"|/[^<>\n]{1,120}"  # a slash command, a closing tag
    r"|id:\w{1,20}"  # a place of the server
    r"|sound:\d{1,20}:\d{1,20}"
    r"|[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\s<>]{1,200}"  # an address
    r"|www\.[^\s<>]{1,200}"
    r"|[^\s<>@:]{1,80}@[^\s<>@]{1,120}"  # an e-mail address
    r"|![^<>\n]{0,120}"  # a comment, a doctype
    r"|\?[^<>\n]{0,120}"
    rf"|(?:{_TAG_NAMES})/?"
    rf"|[A-Za-z][\w:-]{{0,40}}(?:{_ATTRIBUTE}){{1,8}}[ \t]?/?"
    r"|[A-Za-z][\w:-]{0,40}[ \t]?/"
    r"|[ \t]{0,3}"  # nothing at all
    r")>",
    re.IGNORECASE,
)
_TYPE = r"[A-Za-z_][\w.]{0,40}(?:\[\])?"
_TYPES = rf"{_TYPE}(?:<{_TYPE}(?:, ?{_TYPE}){{0,4}}>)?"
_TYPE_ARGUMENTS = re.compile(rf"<{_TYPES}(?:, ?{_TYPES}){{0,4}}>")
"""What code writes behind a name: `List<String>`."""
_LIST_PREFIX = re.compile(
    r"[ \t\u00a0]*(?:(?:[-*+•◦▪▫‣⁃·–—]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])[ \t\u00a0]+){0,3}"
    r"(?P<dress>[*_~]{0,3})(?P<mark>[\"“„«]?)"
)
_WIDE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
WORD = re.compile(rf"[{_WIDE}]|[^\W_{_WIDE}]+")
"""A word; in scripts that put no blanks between words, a letter."""
_WIDE_LETTER = re.compile(f"[{_WIDE}]")
BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n")
"""The end of a paragraph."""
LINE_END = re.compile(r"[ \t\r]?\n")
LONGEST_PREFIX = 40
"""No list's marker with its blanks is longer."""
_LONGEST_UNCLOSED = 4000
_SENTENCE_ENDS = ".?!…\"”’»'。？！؟)"
_OPENS_AFTER = frozenset("([{\"“„‘«':;,.!?—–*_~/|>")
_NEVER_FIRST = frozenset("-=>|)\\^,;")
_EMOTICON_TAILS = frozenset(("_<", ".<", "3 ", "3\n"))


class Reach(IntEnum):
    """How much of a text may lie between two marks for the words there to be a quote."""

    NOWHERE = 0
    PARAGRAPH = 1
    PARAGRAPHS = 2


class Opening(NamedTuple):
    """A `<`, or `<<`, that may open a quote. (A tuple, since a text may hold hundreds of thousands.)"""

    at: int
    width: int
    """How many marks it has."""
    line: int
    """Where its line starts."""
    leads: bool
    """It stands first on its line, but for a list's marker."""
    introduced: bool
    """A colon leads up to it."""
    spaced: bool
    """A blank follows it: then it counts only with its closing mark at the end of a line."""


def skip_token(text: str, at: int) -> int:
    """The end of the mention, emoji, time, address, tag, `List<types>` or empty `<>` that starts at `at`, else `at`."""
    found = _NOT_A_QUOTE.match(text, at)
    if found is None and at and text[at - 1].isascii() and (text[at - 1].isalnum() or text[at - 1] == "_"):
        found = _TYPE_ARGUMENTS.match(text, at)
    return found.end() if found else at


def leads_its_line(text: str, line: int, at: int) -> bool:
    """Whether nothing but blanks, a list's marker and emphasis stand between `line` (the line's start) and `at`."""
    return at - line <= LONGEST_PREFIX and _LIST_PREFIX.fullmatch(text, line, at) is not None


def opening(text: str, at: int, end: int, line: int) -> Opening | None:
    """The opening that the run of `<` from `at` to `end` may be; None where it cannot open a quote."""
    following = text[end : end + 2]
    if not following or end - at > 2 or following[0] in _NEVER_FIRST or following in _EMOTICON_TAILS:
        return None
    leads = leads_its_line(text, line, at)
    spaced = following[0].isspace()
    if not leads and (spaced or following[0].isdigit()):
        return None
    before = text[at - 1] if at else "\n"
    if not (leads or before.isspace() or before in _OPENS_AFTER or is_wide(before)):
        return None
    introduced = text[max(line, at - 4) : at].rstrip().endswith((":", "："))
    return Opening(at, end - at, line, leads, introduced, spaced)


def may_close(text: str, at: int, end: int, last: Opening) -> bool:
    """Whether the run of `>` from `at` to `end` may close `last`: arrows and comparisons may not."""
    before = text[at - 1]
    after = text[end] if end < len(text) else "\n"
    if before.isspace():
        return (last.leads or last.spaced) and at_line_end(text, end)
    if (before in "-=" and text[at - 2 : at - 1] in ("-", "=", " ")) or after == "=":
        return False
    if not (after.isalnum() or after == "_") or is_wide(after):
        return True
    return before in _SENTENCE_ENDS or (before.isalpha() and after.isupper())


def at_line_end(text: str, at: int) -> bool:
    """Whether only blanks, or closing punctuation, stand between `at` and the end of its line."""
    rest = text[at : at + 12]
    line = rest.split("\n", 1)[0]
    return (len(line) < len(rest) or len(rest) < 12) and not line.strip(' \t\r\u00a0.,;:!?*_~"”»)')


def reads_as_quote(text: str, first: Opening, start: int, end: int, close: int) -> Reach:
    """How far `start` to `end`, between `first` and the mark that ends at `close`, may reach and still be a quote.

    Alone on its lines one word is enough; within a line it takes two words that are not a placeholder's or a
    comparison's, and only a quote that leads its line, or is led up to by a colon, goes on into another paragraph.
    """
    if start >= end or _is_address(text[start : min(end, start + LONGEST_TOKEN)]):
        return Reach.NOWHERE
    words = WORD.findall(text, start, min(end, start + _LOOK))
    ends_line = at_line_end(text, close)
    if first.leads and ends_line:
        return Reach.PARAGRAPHS if words else Reach.NOWHERE
    letters = sum(map(len, words))
    wide = any(is_wide(word[0]) for word in words[:8])
    if first.spaced or letters < (4 if wide else 8) or (len(words) < 2 and not wide):
        return Reach.NOWHERE
    led = first.leads or first.introduced
    return Reach.PARAGRAPHS if led and (ends_line or text[end - 1] in _SENTENCE_ENDS) else Reach.PARAGRAPH


def _is_address(words: str) -> bool:
    """Whether words are an address, which mail programs wrap over lines."""
    return "://" in words.split(maxsplit=1)[0] or ("@" in words and " " not in words)


def is_wide(character: str) -> bool:
    """Whether this is a letter of a script that puts no blanks between words."""
    return character >= "\u0e00" and _WIDE_LETTER.match(character) is not None


def unclosed_quote(text: str, first: Opening, limit: int) -> int | None:
    """Where the quote that `first` opens ends although nobody closed it; None where it is no quote.

    It takes an opening that leads its line and four words at least; the quote then ends with its first line that
    ends a sentence, at the latest with its paragraph or at `limit`.
    """
    start = first.at + first.width
    if not first.leads or first.spaced or start >= len(text) or not (text[start].isalpha() or text[start] in "\"“‘…«'"):
        return None
    stop = min(limit, start + _LONGEST_UNCLOSED)
    blank = BLANK_LINE.search(text, start, stop)
    end = blank.start() if blank else stop
    for line_end in LINE_END.finditer(text, start, end):
        if text[line_end.start() - 1] in _SENTENCE_ENDS:
            end = line_end.start()
            break
    else:
        if blank is None and stop < limit:
            return None
    while text[end - 1].isspace():
        end -= 1
    return end if len(WORD.findall(text, start, min(end, start + _LOOK))) >= 4 else None
