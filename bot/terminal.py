"""What a terminal is spared: letters it does not have, and those that would move its cursor or change its colours."""

import re
from typing import TextIO

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def never_fail(out: TextIO) -> None:
    """Let `out` show a question mark for letters that the terminal does not have."""
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def printable(line: str) -> str:
    """`line` with a mark in place of every letter that is not shown but obeyed."""
    return "".join(letter if letter.isprintable() or letter == "\t" else "\ufffd" for letter in line)


def harmless(text: str) -> str:
    """`text` with its lines and all that is shown in them; a mark in place of what a terminal obeys."""
    return _OBEYED.sub("\ufffd", text)
