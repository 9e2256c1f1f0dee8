"""Older mails repeated beneath an answer without marks, as mail programs do: where the header begins, and the words.

Three kinds of header: a divider ("----- Original Message -----"), a block of labelled lines ("From: … Sent: … To: …"),
and a line that says who wrote, with an address and a date. Marked quotes are not looked for here.
"""

import re
from dataclasses import dataclass
from itertools import islice

from deliberation.ids import Span
from deliberation.reading.attribution import LONGEST_HEADER, goes_on, is_attribution

_BLANK = " \t\r\n\u00a0"
_SHORTEST_HEADER = 20
_MOST_WRAPPED = 4
_MOST_LABELS = 12
_MOST_ADDRESSES = 1_000
"""Lines with an address that are looked at between two quotes; a text with more is a list of them."""
_FEWEST_LABELS = 3

_DIVIDER = re.compile(
    r"^[ \t>]*-{2,}[ \t]*(?:(?:original message|forwarded message|reply message|urspr[üu]ngliche nachricht|"
    r"weitergeleitete nachricht|message d['’]origine|message transf[ée]r[ée]|mensaje original|mensagem original|"
    r"messaggio originale|oorspronkelijk bericht|ursprungligt meddelande|oprindelig (?:meddelelse|besked)|"
    r"исходное сообщение|пересылаемое сообщение)|on [^\n]{1,80}\d[^\n]{1,120}@[^\n]{1,120} wrote)[ \t]*-{2,}[ \t\r]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SENDER = re.compile(
    r"^[ \t\u00a0]{0,8}\*?(?:from|de|von|van|da|från|fra|frá|od|lähettäjä|mittente|remitente|remetente|feladó|kimden|"
    r"отправитель|от кого|от|від|发件人|寄件者|差出人|보낸 사람)\*?[ \t\u00a0]*[:：]",
    re.IGNORECASE | re.MULTILINE,
)
_LABELLED = re.compile(r"[ \t\u00a0]{0,8}\*?[^\W\d_][\w ./'’\u00a0-]{0,24}\*?[ \t\u00a0]*[:：]")
_RULE = re.compile(r"[ \t]*[-_=*]{3,}(?:[^\n]{1,40}-{3,})?[ \t\r]*")
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class OlderMail:
    """An older mail at the end of a text: its header `begins`, and its words begin at `words`."""

    begins: int
    words: int


def older_mail(text: str, start: int, end: int) -> OlderMail | None:
    """The older mail that begins first between `start` and `end` of `text`, below some words; None where there is none.

    A header with nothing above it is the text's own, or that of a mail somebody hands on as theirs.
    """
    while start < end and text[start] in _BLANK:
        start += 1
    found = [
        mail
        for look in (_after_divider, _after_labels, _after_attribution)
        if (mail := look(text, start, end)) is not None
    ]
    return min(found, key=lambda mail: mail.begins, default=None)


def repeated(text: str) -> tuple[Span, ...]:
    """The older mail beneath its header in `text`, to the end: somebody else's words, though nothing marks them."""
    mail = older_mail(text, 0, len(text))
    return (Span(mail.words, len(text)),) if mail is not None else ()


def without_older_mail(text: str, start: int, end: int) -> int:
    """Where `start` to `end` ends without an older mail and its header; a divider counts wherever it stands."""
    if end - start < _SHORTEST_HEADER:
        return end
    mail = older_mail(text, start, end)
    if mail is not None:
        end = mail.begins
    divider = _DIVIDER.search(text, start, end) if text.find("--", start, end) >= 0 else None
    return divider.start() if divider else end


def _after_divider(text: str, start: int, end: int) -> OlderMail | None:
    if text.find("--", start, end) < 0:
        return None
    divider = _DIVIDER.search(text, start, end)
    if divider is None or divider.start() <= start:
        return None
    below = _first_word(text, divider.end(), end)
    labels_end = _labels_end(text, below, end)
    return OlderMail(divider.start(), _first_word(text, labels_end or below, end))


def _after_labels(text: str, start: int, end: int) -> OlderMail | None:
    """The mail beneath the first block of labelled lines, one of which names the sender."""
    if text.find(":", start, end) < 0 and text.find("：", start, end) < 0:
        return None
    for sender in islice(_SENDER.finditer(text, start, end), _MOST_ADDRESSES):
        begins = _labels_begin(text, start, sender.start())
        labels_end = _labels_end(text, begins, end)
        if labels_end is None or begins <= start or _is_quoted(text, labels_end, end):
            continue
        return OlderMail(_above_rules(text, start, begins), _first_word(text, labels_end, end))
    return None


def _after_attribution(text: str, start: int, end: int) -> OlderMail | None:
    """The mail beneath the first line, perhaps wrapped, that says who wrote it, with a date and an address."""
    seen = line_end = start
    for _ in range(_MOST_ADDRESSES):
        at = text.find("@", line_end, end)
        if at < 0:
            break
        colon = _attribution_end(text, at, end)
        if colon is not None and (begins := _attribution_begin(text, seen, at, colon)) is not None:
            if begins > start and not _is_quoted(text, colon, end):
                return OlderMail(begins, _first_word(text, colon, end))
            seen = colon
        line_end = text.find("\n", at, end)
        if line_end < 0:
            break
    return None


def _attribution_end(text: str, at: int, end: int) -> int | None:
    """The end of the line that an attribution with its address at `at` ends; None where no line there ends so."""
    line_end = at
    for _ in range(_MOST_WRAPPED - 1):
        newline = text.find("\n", line_end, min(end, line_end + LONGEST_HEADER))
        line_end = newline if newline >= 0 else min(end, line_end + LONGEST_HEADER)
        line = text[max(at, line_end - 40) : line_end].rstrip(_BLANK)
        if line.endswith((":", "：", "wrote")):
            return line_end
        if newline < 0 or not text[newline + 1 : newline + 2].strip():
            return None
        line_end += 1
    return None


def _attribution_begin(text: str, start: int, at: int, colon: int) -> int | None:
    """The beginning of the attribution that ends at `colon`, at most three lines above; None where it is none."""
    begin = at
    for _ in range(_MOST_WRAPPED):
        newline = text.rfind("\n", max(start, begin - LONGEST_HEADER), begin)
        begin = newline + 1 if newline >= 0 else start
        words = " ".join(text[begin:colon].split())
        if not words.endswith((":", "：")):
            words += ":"
        figures = _FIGURES.findall(words[: words.find("@")])
        if is_attribution(words) and len(figures) > 1 and not goes_on(text, start, begin):
            return begin
        if begin == start or not text[text.rfind("\n", start, begin - 1) + 1 : begin].strip():
            return None
        begin -= 1
    return None


def _labels_begin(text: str, start: int, sender: int) -> int:
    """The first of the labelled lines directly above the sender's."""
    begin = text.rfind("\n", 0, sender + 1) + 1 if text[sender] != "\n" else sender + 1
    for _ in range(_FEWEST_LABELS):
        above = text.rfind("\n", start, begin - 1) + 1
        if above <= start or above == begin or not _LABELLED.match(text, above, begin):
            break
        begin = above
    return begin


def _labels_end(text: str, begin: int, end: int) -> int | None:
    """The end of the labelled lines from `begin` on; None where they are too few, or hold no address and no figure."""
    labels = 0
    at = begin
    for _ in range(_MOST_LABELS):
        newline = text.find("\n", at, min(end, at + LONGEST_HEADER))
        line_end = newline if newline >= 0 else min(end, at + LONGEST_HEADER)
        if _LABELLED.match(text, at, line_end):
            labels += 1
        elif not (labels and text[at:line_end].strip(_BLANK).startswith("<")):
            break
        at = line_end + 1
        if newline < 0:
            break
    header = text[begin : min(at, end)]
    telling = "@" in header or _FIGURES.search(header) is not None
    return min(at - 1, end) if labels >= _FEWEST_LABELS and telling else None


def _above_rules(text: str, start: int, begins: int) -> int:
    """`begins`, or where the ruled line directly above it begins, a blank line between them or none."""
    above = begins
    for _ in range(3):
        line = text.rfind("\n", start, above - 1) + 1 if above > start else start
        if line <= start or line == above:
            break
        if _RULE.fullmatch(text, line, above - 1):
            return line
        if text[line:above].strip(_BLANK):
            break
        above = line
    return begins


def _is_quoted(text: str, at: int, end: int) -> bool:
    """Whether the first line with words after `at` begins with `>`: then the marks tell who says what."""
    first = _first_word(text, at, end)
    return text[first : first + 1] == ">"


def _first_word(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _BLANK:
        at += 1
    return at
