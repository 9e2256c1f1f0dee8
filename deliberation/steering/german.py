"""Deadlines as German speakers type them, put into the English words that `schedule` reads."""

import re

_WORDS = {
    "heute": "today",
    "morgen": "tomorrow",
    "übermorgen": "day after tomorrow",
    "montag": "monday",
    "dienstag": "tuesday",
    "mittwoch": "wednesday",
    "donnerstag": "thursday",
    "freitag": "friday",
    "samstag": "saturday",
    "sonnabend": "saturday",
    "sonntag": "sunday",
    "nächsten": "next",
    "nächster": "next",
    "januar": "january",
    "februar": "february",
    "märz": "march",
    "mai": "may",
    "juni": "june",
    "juli": "july",
    "oktober": "october",
    "dezember": "december",
    "minute": "minute",
    "minuten": "minutes",
    "stunde": "hour",
    "stunden": "hours",
    "tag": "day",
    "tage": "days",
    "tagen": "days",
    "woche": "week",
    "wochen": "weeks",
    "monat": "month",
    "monate": "months",
    "monaten": "months",
    "ein": "one",
    "eine": "one",
    "einem": "one",
    "einer": "one",
    "zwei": "two",
    "drei": "three",
    "vier": "four",
    "fünf": "five",
    "sechs": "six",
    "sieben": "seven",
    "und": "and",
    "um": "at",
    "bis": "until",
    "mittag": "noon",
    "mitternacht": "midnight",
}
_DATE = re.compile(r"\b([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})\b", re.ASCII)
_OCLOCK = re.compile(r"\b([0-9]{1,2})(?:[:.]([0-9]{2}))? uhr\b", re.ASCII)
_ORDINAL = re.compile(r"\b([0-9]{1,2})\. (?=[^\W\d])")
_ON = re.compile(r"^(?:am|zum|bis zum|bis) (?=[^\W\d]|[0-9])")
_WORD = re.compile(r"[^\W\d_]+")


def in_english(words: str) -> str:
    """`words` (folded, on one line) with what is German in them in English; anything else stays as it is.

    A date with dots has its day first, wherever it is typed: `1.12.2026` is the first of December.
    """
    dated = _DATE.sub(lambda found: f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}", _ON.sub("", words))
    clocked = _OCLOCK.sub(lambda found: f"{int(found[1]):02}:{found[2] or '00'}", dated)
    return _WORD.sub(lambda found: _WORDS.get(found[0], found[0]), _ORDINAL.sub(r"\1 ", clocked))
