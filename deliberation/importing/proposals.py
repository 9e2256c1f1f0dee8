"""Proposals out of an existing exchange: the passages a letter quotes, or the comments of a Polis conversation."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from deliberation.debate import PROPOSAL_LIMIT
from deliberation.errors import NothingToImport
from deliberation.excerpt import claim_of
from deliberation.exporting.cells import unsafe
from deliberation.exporting.letter import unmarked

_MODERATED_OUT = "-1"
_COLUMNS = frozenset({"comment-id", "agrees", "disagrees", "comment-body"})
_LARGEST = 10**9


class Source(StrEnum):
    """What a debate can start from."""

    LETTER = "letter"
    """A letter that quotes another: what it quotes is proposed, in order."""
    POLIS = "polis"
    """Polis' comments.csv: what people there voted on most is proposed, the most votes first."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a debate may propose, each in at most CLAIM_LIMIT characters, and how much more there was."""

    claims: tuple[str, ...]
    found: int
    """How many different ones the exchange holds, those left out included."""


def proposed(source: Source, text: str) -> Proposed:
    """The proposals of an exchange, at most PROPOSAL_LIMIT, in its own words.

    Raises:
        NothingToImport: there is nothing to propose in it, or it is another kind of file.
    """
    passages = _quoted(text) if source is Source.LETTER else _commented(text)
    claims: dict[str, str] = {}
    for passage in passages:
        claim = claim_of(_listed_plainly(passage))
        if any(letter.isalnum() for letter in claim):
            claims.setdefault(claim.casefold(), claim)
    if not claims:
        raise NothingToImport({"what": source.value})
    return Proposed(tuple(claims.values())[:PROPOSAL_LIMIT], len(claims))


def _listed_plainly(passage: str) -> str:
    """`passage` without numbers and marks before it: the opening's form would take one for a list's."""
    words = " ".join(passage.split())
    mark, _, rest = words.partition(" ")
    while mark in {"-", "*", "•", "–"} or (mark[:-1].isdecimal() and mark[-1:] in {".", ")"}):
        words = rest
        mark, _, rest = words.partition(" ")
    return words


def _quoted(text: str) -> Iterable[str]:
    from deliberation.reading import read_in_line  # not before there is something to read

    return (unmarked(pair.words) for pair in read_in_line(text))


def _commented(text: str) -> Iterable[str]:
    """The comments that were not moderated out, those with the most votes first."""
    try:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        rows = [{name: cell or "" for name, cell in row.items() if isinstance(name, str)} for row in reader]
    except csv.Error:
        raise NothingToImport({"what": Source.POLIS.value}) from None
    if not set(reader.fieldnames or ()) >= _COLUMNS:
        raise NothingToImport({"what": Source.POLIS.value})
    standing = [row for row in rows if row.get("moderated", "").strip() != _MODERATED_OUT]
    standing.sort(key=lambda row: -(_number(row["agrees"]) + _number(row["disagrees"])))
    return (unsafe(row["comment-body"]) for row in standing)


def _number(cell: str) -> int:
    cell = cell.strip()
    return min(int(cell), _LARGEST) if cell.isascii() and cell.isdecimal() and len(cell) <= 9 else 0
