"""People's own words made fit to stand in the bot's sentences: readable, on one line, and harmless to the layout."""

import re
import unicodedata

ELLIPSIS = "…"

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that show nothing or turn the direction of the text around them."""
_JOINERS = re.compile("[\u200c\u200d]+")
"""Needed inside emoji and in Persian or Indic words; more than one in a row shows nothing."""
_ACCENTS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACKED = re.compile(f"([{_ACCENTS}]{{3}})[{_ACCENTS}]+")
"""Accents piled on one letter until they cover the lines around it."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")

_REFERENCE = re.compile(
    r"<a?:(?P<emoji>\w{2,32}):\d+>|<@&(?P<role>\d{1,20})>|<@!?(?P<user>\d{1,20})>|<#(?P<channel>\d{1,20})>"
    r"|</(?P<command>[^:<>]{1,100}):\d{1,20}>"
)
_TOKEN = re.compile(
    r"(?P<link>https?://[^\s<>]+)|(?P<person><@!?\d{1,20}>)|(?P<channel><#\d{1,20}>)|(?P<everyone>@(?=everyone|here))"
    r"|(?P<mark>[\\*_~|`\[\]<>])"
)
_LINE_MARK = re.compile(r"^(?:#|-|\+|\d+(?=[.)]))")
_LINK_MARKS = {mark: f"%{ord(mark):02X}" for mark in "*~|`[]\\()"}


def plain(text: str, limit: int | None = None) -> str:
    """`text` on one line, without what shows nothing, cut at a word to `limit` characters: for labels, which Discord
    shows as they are. Mentions, which it would show as numbers there, become what they stand for. Never empty.
    """
    line = " ".join(_cleaned(_REFERENCE.sub(_named, text)).split())
    return _cut(line, limit) or ELLIPSIS


def words(text: str, limit: int | None = None) -> str:
    """`text` as Discord markdown that shows exactly these words, on one line, cut at a word to `limit` characters.

    Nothing in it opens a style, a block, a link or a spoiler, or calls everybody; words that run from right to left are
    kept apart from the sentence around them. Marks are escaped, so what comes back may be longer than `limit`.
    """
    line = _cut(" ".join(_cleaned(_REFERENCE.sub(_kept, text)).split()), limit) or ELLIPSIS
    escaped = _LINE_MARK.sub(lambda found: _before_last(found.group()), _TOKEN.sub(_escaped, line))
    return f"\u2068{escaped}\u2069" if _RIGHT_TO_LEFT.search(escaped) else escaped


def is_cut(text: str, limit: int) -> bool:
    """Whether `plain` and `words` leave something of `text` out at that limit."""
    return len(" ".join(_cleaned(_REFERENCE.sub(_kept, text)).split())) > limit


def _cleaned(text: str) -> str:
    shown = _JOINERS.sub(lambda found: found.group()[0], _INVISIBLE.sub("", text))
    stacked = _STACKED.sub(r"\1", shown)
    return "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char for char in stacked)


def _cut(line: str, limit: int | None) -> str:
    if limit is None or len(line) <= limit:
        return line
    kept = line[: limit - 1]
    at_word = kept[: kept.rfind(" ")] if " " in kept[limit // 2 :] else kept
    while at_word and (unicodedata.combining(at_word[-1]) or at_word[-1] in "\u200c\u200d"):
        at_word = at_word[:-1]
    return at_word.rstrip(" ,;:.–—-") + ELLIPSIS


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
        return "<" + "".join(_LINK_MARKS.get(char, char) for char in token) + ">"
    if found["everyone"]:
        return "@\u200b"
    return "\\" + token if found["mark"] else token


def _before_last(mark: str) -> str:
    """A mark that opens a line's style, made harmless: `\\#`, `1\\.` (the dot follows the match)."""
    return mark + "\\" if mark.isdecimal() else "\\" + mark
