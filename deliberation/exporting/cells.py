"""Cells: one field of a table, safe to open in a spreadsheet, and read back."""

import re

_STARTS = "=+\\-@＝＋－＠'"
_BEFORE = r"(^|[;\t\r\n])([ \"]*)"
"""Where a cell begins for whom a semicolon or a tab ends one, too: then quotation marks hold nothing together."""
_BLANK = r"^(?=[\t\r\n])"
_OPEN = re.compile(f"{_BLANK}|{_BEFORE}(?=[{_STARTS}])")
_CLOSED = re.compile(f"^'(?=[\t\r\n])|{_BEFORE}'(?=[{_STARTS}])")


def safe(cell: str) -> str:
    """`cell` so that no spreadsheet takes it or a part of it for a formula, whichever sign it reads as the end of a
    cell: an apostrophe stands before what could begin one, and before an apostrophe there. `unsafe` takes it away.
    """
    return _OPEN.sub(lambda found: f"{found.group()}'", cell)


def unsafe(cell: str) -> str:
    """What `safe` was given."""
    return _CLOSED.sub(lambda found: found.group()[:-1], cell)
