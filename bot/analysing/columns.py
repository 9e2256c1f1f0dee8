"""Whole numbers out of the bytes of a large CSV file, many rows at once.

Only plain files are read here: no quotation marks, the same number of cells in every row. Whatever else a file holds,
None is returned, and a reader that goes cell by cell says what it is (`sheets`).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_BLOCK = 1 << 18
_COMMA, _LINE_FEED, _MINUS, _ZERO, _ONE = b",\n-01"
_MOST_DIGITS = 18


def number_columns(body: bytes, width: int, wanted: Sequence[int], begin: int = 0) -> list[Numbers] | None:
    """The columns `wanted` of rows of `width` cells, from byte `begin` of `body` on; None if there is anything but
    whole numbers in them.
    """
    found: list[list[Numbers]] = [[] for _ in wanted]
    for block, ends in _blocks(body, width, begin):
        if ends is None:
            return None
        for column, numbers in zip(wanted, found, strict=True):
            starts = _starts(ends, column)
            read = _numbers(block, starts, ends[:, column] - starts)
            if read is None:
                return None
            numbers.append(read)
    return [np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int64) for numbers in found]


def vote_cells(
    body: bytes, width: int, first: int, begin: int = 0
) -> tuple[list[str], Numbers, Numbers, Numbers] | None:
    """The first cell of each row, and row, column (from 0 at `first`) and vote of each cell from column `first` on
    that is not empty; None if any of them is something else than -1, 0 or 1.
    """
    names: list[str] = []
    rows: list[Numbers] = []
    columns: list[Numbers] = []
    votes: list[Numbers] = []
    for block, ends in _blocks(body, width, begin):
        if ends is None:
            return None
        starts = ends[:, first - 1 : -1] + 1
        lengths = ends[:, first:] - starts
        row, column = np.nonzero(lengths)
        at, length = starts[row, column], lengths[row, column]
        letter = block[at]
        negative = (length == 2) & (letter == _MINUS)
        positive = (length == 1) & ((letter == _ONE) | (letter == _ZERO))
        if not bool((positive | negative).all()) or bool((block[at[negative] + 1] != _ONE).any()):
            return None
        whole = block.tobytes()
        opened = _starts(ends, 0)
        names += [
            whole[start:end].decode("utf-8", "surrogateescape")
            for start, end in zip(opened.tolist(), ends[:, 0].tolist(), strict=True)
        ]
        rows.append(row + len(names) - len(ends))
        columns.append(column)
        votes.append(np.where(negative, -1, letter.astype(np.int64) - _ZERO))
    if not names:
        return None
    return names, np.concatenate(rows), np.concatenate(columns), np.concatenate(votes)


def _blocks(body: bytes, width: int, start: int) -> Iterator[tuple[Bytes, Numbers | None]]:
    """`body`, whose lines end with a line feed each, in blocks of whole lines, with the end of each cell.

    The ends are None where a row has not `width` cells.
    """
    while start < len(body):
        end = len(body) if start + _BLOCK >= len(body) else body.rfind(b"\n", start, start + _BLOCK) + 1
        if end <= start:  # one line is longer than a block
            end = body.index(b"\n", start) + 1
        block = np.frombuffer(body, dtype=np.uint8, count=end - start, offset=start)
        ends = np.flatnonzero((block == _COMMA) | (block == _LINE_FEED))
        lines = np.flatnonzero(block[ends] == _LINE_FEED)
        even = len(ends) == len(lines) * width and np.array_equal(lines, np.arange(1, len(lines) + 1) * width - 1)
        yield block, ends.reshape(len(lines), width) if even else None
        start = end


def _starts(ends: Numbers, column: int) -> Numbers:
    if column:
        return ends[:, column - 1] + 1
    return np.concatenate([np.zeros(1, dtype=np.int64), ends[:-1, -1] + 1])


def _numbers(block: Bytes, starts: Numbers, lengths: Numbers) -> Numbers | None:
    """The whole numbers at `starts`; None if one is not written as a number is, without needless zeros."""
    negative = block[starts] == _MINUS
    starts, lengths = starts + negative, lengths - negative
    if int(lengths.min(initial=1)) < 1 or int(lengths.max(initial=1)) > _MOST_DIGITS:
        return None
    if bool(((block[starts] == _ZERO) & ((lengths > 1) | negative)).any()):
        return None
    value = np.zeros(len(starts), dtype=np.int64)
    shortest = int(lengths.min(initial=_MOST_DIGITS))
    for place in range(int(lengths.max(initial=0))):
        digits = block.take(starts + place, mode="clip") - np.uint8(_ZERO)  # below 0 it becomes a large number
        if place >= shortest:
            digits[lengths <= place] = 0
        if int(digits.max(initial=0)) > 9:
            return None
        longer = value * 10 + digits.astype(np.int64)
        value = longer if place < shortest else np.where(lengths > place, longer, value)
    return np.where(negative, -value, value) if bool(negative.any()) else value
