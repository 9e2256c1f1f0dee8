"""What a terminal is spared: letters it does not have, and those that would move its cursor or change its colours."""

from typing import TextIO


def never_fail(out: TextIO) -> None:
    """Let `out` show a question mark for letters that the terminal does not have."""
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def printable(line: str) -> str:
    """`line` with a mark in place of every letter that is not shown but obeyed."""
    return "".join(letter if letter.isprintable() or letter == "\t" else "\ufffd" for letter in line)
