"""People's own words made fit to stand in the bot's sentences: readable, on one line, and harmless to the layout."""

import re
import unicodedata
from collections.abc import Callable

ELLIPSIS = "…"
_LOOK = 2000
"""How far behind a limit's reach is looked for words: people may write a lot that shows nothing."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e01ef]"
)
"""Characters that show nothing or turn the direction of the text around them."""
_JOINERS = re.compile("[\u200c\u200d]+")
"""Needed inside emoji and in Persian or Indic words; more than one in a row shows nothing."""
_ACCENTS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACKED = re.compile(f"([{_ACCENTS}]{{3}})[{_ACCENTS}]+")
"""Accents piled on one letter until they cover the lines around it."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u2800\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")

_REFERENCE = re.compile(
    r"<a?:(?P<emoji>\w{2,32}):\d+>|<@&(?P<role>\d{1,20})>|<@!?(?P<user>\d{1,20})>|<#(?P<channel>\d{1,20})>"
    r"|</(?P<command>[^:<>]{1,100}):\d{1,20}>"
)
_TOKEN = re.compile(
    r"(?P<link>https?://[^\s<>]*[^\s<>.,;:!?\x22\x27])|(?P<person><@!?\d{1,20}>)|(?P<channel><#\d{1,20}>)"
    r"|(?P<everyone>@(?=everyone|here))"
    r"|(?P<mark>[\\*_~|`\[\]<>])"
)
_LINE_MARK = re.compile(r"^(?:#|-|\+|\d+(?=[.)]))")
_QUOTE_MARKS = str.maketrans('"“”„‟«»＂〝〞〟', "'‘’‚‛‹›＇‘’‚")
_AS_DOUBLE = re.compile("['‘’‚‛‹›＇′](?:[\u200c\u200d]*['‘’‚‛‹›＇′])+")
"""Single marks in a row, which look like a double one."""
_LINK_MARKS = {mark: f"%{ord(mark):02X}" for mark in "*~|`[]\\()"}


def plain(text: str, limit: int | None = None) -> str:
    """`text` on one line, without what shows nothing, cut at a word to `limit` characters: for labels, which Discord
    shows as they are. Mentions, which it would show as numbers there, become what they stand for. Never empty.
    """
    return _cut(_line(text, limit, _named), limit) or ELLIPSIS


def words(text: str, limit: int | None = None) -> str:
    """`text` as Discord markdown that shows exactly these words, on one line, cut at a word to `limit` characters.

    Nothing in it opens a style, a block, a link or a spoiler, or calls everybody; words that run from right to left are
    kept apart from the sentence around them. Marks are escaped, so what comes back may be longer than `limit`.
    """
    line = _cut(_line(text, limit, _kept), limit) or ELLIPSIS
    escaped = _LINE_MARK.sub(lambda found: _before_last(found.group()), _TOKEN.sub(_escaped, line))
    return f"\u2068{escaped}\u2069" if _RIGHT_TO_LEFT.search(escaped) else escaped


def nested(text: str, limit: int | None = None) -> str:
    """As `words`, to stand between double quotation marks: those within are single ones, as in print, so that nobody's
    words seem to end before they do and to be followed by somebody else's.
    """
    single = _INVISIBLE.sub("", text).translate(_QUOTE_MARKS)
    return words(_AS_DOUBLE.sub(lambda found: found.group()[0], single), limit)


def called(name: str, limit: int | None = None) -> str:
    """As `words`, of a name that somebody gave: a mention in it is not shown as one, which would call it a member's."""
    return words(_REFERENCE.sub(_named, name), limit)


def lines(text: str) -> str:
    """`text` whole, as Discord markdown that shows exactly these words, its lines kept and blank ones no more than one
    at a time. Longer than `text` by the marks that are escaped.
    """
    paragraphs = re.sub(r"\n[ \t\r]*(?:\n[ \t\r]*)+", "\n\n", text.strip()).split("\n")
    return "\n".join(words(line) if _line(line, None, _kept) else "" for line in paragraphs).strip() or ELLIPSIS


def paragraphs(text: str) -> tuple[str, ...]:
    """`text` whole, as its paragraphs, without what shows nothing or turns the direction of what stands around it: for
    a page, which escapes it. Mentions become what they stand for.
    """
    shown = _STACKED.sub(r"\1", _INVISIBLE.sub("", _REFERENCE.sub(_named, text.replace("\r\n", "\n"))))
    clean = _CONTROL.sub(lambda found: "\n" if found.group() in "\n\r" else " ", shown)
    return tuple(part.strip("\n").rstrip() for part in re.split(r"\n[^\S\n]*\n", clean) if part.strip())


def verbatim(text: str) -> str:
    """`text` whole, in a block of code: for words that hold so many marks that escaping them leaves no room."""
    clean = _CONTROL.sub(lambda found: "\n" if found.group() == "\n" else " ", _INVISIBLE.sub("", text.strip()))
    return "```\n" + (re.sub("`(?=`)", "`\u200b", clean) if clean.strip() else ELLIPSIS) + "\n```"


def is_cut(text: str, limit: int) -> bool:
    """Whether `plain` and `words` leave something of `text` out at that limit."""
    return len(_line(text, limit, _kept)) > limit


def _line(text: str, limit: int | None, reference: Callable[[re.Match[str]], str]) -> str:
    """`text` as one clean line. Of a text far longer than `limit` only the beginning is looked at, and what comes back
    is then longer than `limit`.
    """
    look = len(text) if limit is None else 8 * limit + _LOOK
    shown = _INVISIBLE.sub("", _REFERENCE.sub(reference, text[:look]))
    joined = _JOINERS.sub(lambda found: found.group()[0], shown)
    line = " ".join(_CONTROL.sub(" ", _STACKED.sub(r"\1", joined)).split())
    if limit is None or len(text) <= look or len(line) > limit:
        return line
    return line.ljust(limit) + ELLIPSIS


def _cut(line: str, limit: int | None) -> str:
    """`line` within `limit`: up to its last whole word where that keeps half of it, else inside a word."""
    if limit is None or len(line) <= limit:
        return line
    end = line.rfind(" ", limit // 2, limit)
    if end < 0:
        end = limit - 1
        while end and (unicodedata.combining(line[end]) or _JOINERS.match(line[end - 1]) or _JOINERS.match(line[end])):
            end -= 1
    return line[:end].rstrip(" ,;:.–—-") + ELLIPSIS


def _named(found: re.Match[str]) -> str:
    if found["emoji"]:
        return f":{found['emoji']}:"
    if found["command"]:
        return f"/{found['command']}"
    return "#…" if found["channel"] else "@…"


def _kept(found: re.Match[str]) -> str:
    """People and channels stay mentions, which readers see as names; a post pings nobody."""
    return found.group() if found["user"] or found["channel"] else _named(found)


def _escaped(found: re.Match[str]) -> str:
    token = found.group()
    if found["link"]:
        link = token[:-1] if token.endswith(")") and "(" not in token else token  # (as in https://example.org)
        return "<" + "".join(_LINK_MARKS.get(char, char) for char in link) + ">" + token[len(link) :]
    if found["everyone"]:
        return "@\u200b"
    return "\\" + token if found["mark"] else token


def _before_last(mark: str) -> str:
    """A mark that opens a line's style, made harmless: `\\#`, `1\\.` (the dot follows the match)."""
    return mark + "\\" if mark.isdecimal() else "\\" + mark
