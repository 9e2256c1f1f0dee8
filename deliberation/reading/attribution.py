"""Attributions: lines such as "On Monday Ann wrote:", which only say who wrote, and when, what is quoted beneath."""

import re

LONGEST_HEADER = 400
"""Characters; no attribution is longer."""
_SHORT_LINE = 60

_FIGURE = re.compile(r"\d")
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|[ée]crit|escribi[óo]|escribe|escreveu|ha scritto|scrive|schreef|geschreven|"
    r"skrev|skrifaði|kirjoitti|napisał(?:\(a\)|a)?|napsala?|írta|пишет|написала?|пише|yazdı|a scris|έγραψε)\b"
    r"|写道|寫道|さんが書きました|のメール|님이 작성",
    re.IGNORECASE,
)


def is_attribution(line: str) -> bool:
    """Whether `line` only says who wrote, and when, what is quoted beneath it.

    It ends with a colon and holds a date's figures followed by an address, or a figure or an address together with
    a word for writing; or such a word is the last before the colon of a short line.
    """
    line = line.strip()
    if len(line) > LONGEST_HEADER or not line.endswith((":", "：")):
        return False
    figure = _FIGURE.search(line)
    address = max(line.rfind("@"), line.rfind("<"))
    if figure is not None and address > figure.start():
        return True
    wrote = _WROTE.search(line)
    if wrote is None:
        return False
    return figure is not None or address >= 0 or (len(line) <= _SHORT_LINE and len(line[wrote.end() :].split()) <= 1)


def goes_on(text: str, start: int, begin: int) -> bool:
    """Whether the line above the one at `begin` ends in the middle of an attribution, as "On 3 May 2021," does."""
    if begin <= start:
        return False
    earliest = max(start, begin - LONGEST_HEADER)
    above = text[max(earliest, text.rfind("\n", earliest, begin - 1) + 1) : begin].strip()
    return above.endswith(("<", "(")) or (above.endswith(",") and _FIGURE.search(above) is not None)
