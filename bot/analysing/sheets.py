"""Sheets of votes: Polis' exports and the bot's own ledger, read exactly or refused with the line and the reason."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np

from bot.analysing.columns import Numbers, number_columns, vote_cells
from deliberation.measuring.votes import THREE_POSITIONS, Votes, is_number, votes_of
from deliberation.stance import POSITIONS, Position
from deliberation.terms import Voice

STANDARD_INPUT = Path("-")
_ABOUT_PARTICIPANTS = {"participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "xid"}
"""Columns of Polis' participants-votes.csv that hold no votes."""
_POSITIONS = {
    f"{vote}{fraction}": position
    for vote, position in ((1, Position.AGREE), (0, Position.UNDECIDED), (-1, Position.DISAGREE))
    for fraction in ("", ".0")
}
_KNOWN = {
    *_ABOUT_PARTICIPANTS,
    *("timestamp", "voter-id", "comment-id", "vote", "moderated"),
    *("point", "round", "position", "record", "voice", "group"),
}
"""Columns whose names may be written in capitals, too."""
_MODERATED_OUT = "-1"
_MOST_CELLS = 4_000_000
"""Of a larger sheet the latest votes are found by sorting: less quick, and without holding the whole sheet."""


class Unusable(Exception):
    """A file cannot be used. As text it is a sentence that says where and why, looked up only then: most files are
    usable, and templates take longer to load than a sheet to read.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self._key, self._facts = key, facts

    def __str__(self) -> str:
        from prompts.operator import tell

        facts = {name: str(fact) if isinstance(fact, Unusable) else fact for name, fact in self._facts.items()}
        return tell(self._key, **facts)


@dataclass(frozen=True)
class Sheet:
    """What a file says."""

    votes: Votes
    before: Votes | None = None
    """The answers of earlier rounds, where the file holds several: on each point those of the last that had any."""
    moderated: frozenset[str] = frozenset()
    """The points that Polis' comments.csv beside the file says were moderated out."""
    unread: Path | None = None
    """That comments.csv, where it could not be read and was passed over."""
    withheld: dict[str, int] = field(default_factory=dict[str, int])
    """The points whose answers the file leaves out since there are so few, and how many there are."""


Row = tuple[int, list[str]]
"""A row and the line on which it begins."""


def read_sheet(path: Path) -> Sheet:
    """The votes in the file at `path`, whichever of the three kinds of file it is.

    Raises:
        Unusable: there is no such file, or it is malformed.
    """
    data = _data(path)
    header, begin = _header(path, data)
    if {"participant", "point", "round", "position"} <= set(header):
        return _ledger(path, header, data)
    if {"voter-id", "comment-id", "vote"} <= set(header):
        votes = _plain_list(header, data, begin) or _list(path, header, data)
    elif "participant" in header:
        votes = _plain_table(header, data, begin) or _table(path, header, data)
    else:
        raise Unusable("sheet_unknown", path=path)
    beside = path.parent / "comments.csv"
    if path == STANDARD_INPUT or path.name == beside.name or not beside.is_file():
        return Sheet(votes)
    try:
        return Sheet(votes, moderated=_moderated(beside))
    except Unusable:
        return Sheet(votes, unread=beside)


def read_groups(path: Path) -> dict[str, str]:
    """Who is in which group: a CSV file with the columns `participant` and `group` (or `group-id`), or a JSON object.

    Raises:
        Unusable: there is no such file, or it is malformed.
    """
    data = _data(path)
    if data.lstrip()[:1] == b"{":
        return _groups_of_json(path, data)
    header, _ = _header(path, data)
    named = next((name for name in ("group", "group-id") if name in header), None)
    if named is None or "participant" not in header:
        raise Unusable("groups_unknown", path=path)
    who, group = header.index("participant"), header.index(named)
    found: dict[str, str] = {}
    for line, row in _rows(path, data, len(header)):
        _refuse_if(not row[who], path, line, "cell_empty", column="participant")
        _refuse_if(row[who] in found, path, line, "participant_twice", participant=row[who])
        found[row[who]] = row[group]
    return {person: group for person, group in found.items() if group}


def _groups_of_json(path: Path, data: bytes) -> dict[str, str]:
    try:
        given: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unusable("groups_unknown", path=path) from error
    mapping = cast("dict[str, object]", given).get("groups", given)
    if not isinstance(mapping, dict):
        raise Unusable("groups_unknown", path=path)
    found = cast("dict[str, object]", mapping)
    if not all(isinstance(group, str | int) and not isinstance(group, bool) for group in found.values()):
        raise Unusable("groups_unknown", path=path)
    return {person: str(group) for person, group in found.items()}


def _data(path: Path) -> bytes:
    """The bytes of the file, without a byte order mark, every line ended by a line feed."""
    try:
        data = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
    except FileNotFoundError as error:
        raise Unusable("file_missing", path=path) from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise Unusable("file_unreadable", path=path, reason=reason) from error
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data if data.endswith(b"\n") or not data else data + b"\n"


def _header(path: Path, data: bytes) -> tuple[list[str], int]:
    """The names of the columns, and where the second line begins."""
    line_end = data.find(b"\n") + 1
    # A header without quotation marks ends with its line: no need to decode a large file for it.
    first = next(
        _all_rows(path, data[:line_end] if data[:line_end].strip() and b'"' not in data[:line_end] else data), None
    )
    if first is None:
        raise Unusable("sheet_empty", path=path)
    line, names = first
    header = [name.strip().lower() if name.strip().lower() in _KNOWN else name.strip() for name in names]
    twice = next((name for place, name in enumerate(header) if name in header[:place]), None)
    _refuse_if(twice is not None, path, line, "column_twice", column=twice)
    _refuse_if("" in header, path, line, "column_unnamed", place=header.index("") + 1 if "" in header else 0)
    return header, data.index(b"\n") + 1


def _all_rows(path: Path, data: bytes) -> Iterator[Row]:
    """Every row that holds anything."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unusable("row_refused", path=path, line=line, reason=Unusable("row_not_text")) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unusable("row_refused", path=path, line=line, reason=Unusable("row_unreadable")) from error
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


def _rows(path: Path, data: bytes, width: int) -> Iterator[Row]:
    """The rows beneath the header, cells without white space around them."""
    rows = _all_rows(path, data)
    next(rows)
    for line, row in rows:
        _refuse_if(len(row) != width, path, line, "row_width", cells=len(row), columns=width)
        yield line, [cell.strip() for cell in row]


def _refuse_if(wrong: bool, path: Path, line: int, key: str, **facts: object) -> None:
    if wrong:
        raise Unusable("row_refused", path=path, line=line, reason=Unusable(key, **facts))


def _list(path: Path, header: Sequence[str], data: bytes) -> Votes:
    """Polis' votes.csv, a vote a row. Of a person's on one comment the latest counts, of equal ones the last here."""
    voter, comment, vote = (header.index(name) for name in ("voter-id", "comment-id", "vote"))
    time = header.index("timestamp") if "timestamp" in header else None
    latest: dict[tuple[str, str], tuple[int, Position]] = {}
    for line, row in _rows(path, data, len(header)):
        for column in (voter, comment):
            _refuse_if(not row[column], path, line, "cell_empty", column=header[column])
        position = _position(path, line, row[vote], "vote")
        if time is not None:
            _refuse_if(not is_number(row[time]), path, line, "timestamp_unknown", value=row[time])
        at = 0 if time is None else int(row[time])
        key = (row[voter], row[comment])
        if key not in latest or at >= latest[key][0]:
            latest[key] = (at, position)
    return votes_of({key: position for key, (_, position) in latest.items()}, THREE_POSITIONS)


def _table(path: Path, header: Sequence[str], data: bytes) -> Votes:
    """Polis' participants-votes.csv, a person a row and a comment a column; an empty cell is no vote."""
    who = header.index("participant")
    asked = [place for place, name in enumerate(header) if name not in _ABOUT_PARTICIPANTS]
    given: dict[tuple[str, str], Position] = {}
    people: set[str] = set()
    for line, row in _rows(path, data, len(header)):
        _refuse_if(not row[who], path, line, "cell_empty", column="participant")
        _refuse_if(row[who] in people, path, line, "participant_twice", participant=row[who])
        people.add(row[who])
        for column in asked:
            if row[column]:
                given[row[who], header[column]] = _position(path, line, row[column], header[column])
    return votes_of(given, THREE_POSITIONS, people=people, points={header[place] for place in asked})


def _ledger(path: Path, header: Sequence[str], data: bytes) -> Sheet:
    """The bot's own CSV: the members' answers of its last round, and those before.

    Rows that are no stances are passed over, and so are guests' and readers' views, which stand apart.
    """
    place = {name: header.index(name) for name in ("participant", "point", "round", "position")}
    record, voice = (header.index(name) if name in header else None for name in ("record", "voice"))
    rounds: dict[int, dict[tuple[str, str], Position]] = {}
    people: set[str] = set()
    withheld: dict[tuple[int, str], int] = {}
    for line, row in _rows(path, data, len(header)):
        cells = {name: row[column] for name, column in place.items()}
        kind = "stance" if record is None else row[record]
        if voice is not None and row[voice] not in ("", Voice.MEMBER):
            continue
        if kind == "person" and cells["participant"]:
            people.add(cells["participant"])
        few = cells["position"].removesuffix(" answered")
        if kind == "point" and cells["round"] and is_number(few):
            withheld[_round(path, line, cells["round"]), cells["point"]] = int(few)
        if kind != "stance":
            continue
        for name in ("participant", "point"):
            _refuse_if(not cells[name], path, line, "cell_empty", column=name)
        number = _round(path, line, cells["round"])
        known = cells["position"] in tuple(Position)
        _refuse_if(not known, path, line, "position_unknown", value=cells["position"])
        rounds.setdefault(number, {})[cells["participant"], cells["point"]] = Position(cells["position"])
        people.add(cells["participant"])
    if not rounds:
        return Sheet(votes_of({}, POSITIONS, people=people), withheld=_few_in_last(withheld))
    *earlier, last = sorted(rounds)
    before: dict[str, dict[tuple[str, str], Position]] = {}
    for number in earlier:
        by_point: dict[str, dict[tuple[str, str], Position]] = {}
        for key, position in rounds[number].items():
            by_point.setdefault(key[1], {})[key] = position
        before |= by_point
    return Sheet(
        votes_of(rounds[last], POSITIONS, people=people),
        before=votes_of({key: position for of_point in before.values() for key, position in of_point.items()})
        if before
        else None,
        withheld={point: few for (number, point), few in withheld.items() if number == last},
    )


def _few_in_last(withheld: dict[tuple[int, str], int]) -> dict[str, int]:
    last = max((number for number, _ in withheld), default=0)
    return {point: few for (number, point), few in withheld.items() if number == last}


def _round(path: Path, line: int, value: str) -> int:
    _refuse_if(not is_number(value), path, line, "round_unknown", value=value)
    return int(value)


def _position(path: Path, line: int, value: str, column: str) -> Position:
    position = _POSITIONS.get(value)
    if position is None:
        _refuse_if(True, path, line, "vote_unknown", value=value, column=column)
    return cast("Position", position)


def _plain_list(header: Sequence[str], data: bytes, begin: int) -> Votes | None:
    """`_list` of a plain file, many rows at once; None if it is not plain."""
    names = ["voter-id", "comment-id", "vote", *(["timestamp"] if "timestamp" in header else [])]
    if begin >= len(data) or b'"' in data:
        return None
    columns = number_columns(data, len(header), [header.index(name) for name in names], begin)
    if columns is None or any(int(column.min()) < 0 for column in (*columns[:2], *columns[3:])):
        return None
    voter, comment, vote = columns[:3]
    if bool((np.abs(vote) > 1).any()):
        return None
    people, person = _placed(voter)
    points, point = _placed(comment)
    cells = person * len(points) + point
    kept = _latest(cells, len(people) * len(points), columns[3] if len(columns) > 3 else None)
    return Votes(people, points, THREE_POSITIONS, person[kept], point[kept], 1 - vote[kept])


def _latest(cells: Numbers, size: int, times: Numbers | None) -> Numbers:
    """Which rows count, in order of their cells, of which there are `size`: the latest of each cell, of equally late
    ones the last.
    """
    rows = np.arange(len(cells))
    if times is not None and bool((times[1:] < times[:-1]).any()):
        rows = np.argsort(times, kind="stable")
    if size <= _MOST_CELLS:
        last = np.full(size, -1, dtype=np.intp)
        last[cells[rows]] = rows  # where a cell stands twice, the last row is left
        return last[last >= 0]
    order = rows[np.argsort(cells[rows], kind="stable")]
    placed = cells[order]
    return order[np.append(placed[1:] != placed[:-1], True)]


def _plain_table(header: Sequence[str], data: bytes, begin: int) -> Votes | None:
    """`_table` of a plain file, many rows at once; None if it is not plain."""
    first = next((place for place, name in enumerate(header) if name not in _ABOUT_PARTICIPANTS), 0)
    if b'"' in data or not first or header[0] != "participant" or set(header[first:]) & _ABOUT_PARTICIPANTS:
        return None
    found = vote_cells(data, len(header), first, begin)
    if found is None:
        return None
    names, row, column, vote = found
    if len(set(names)) < len(names) or not all(name == name.strip() and name.isprintable() and name for name in names):
        return None
    sheet = votes_of({}, THREE_POSITIONS, people=set(names), points=set(header[first:]))
    person = _places(names, sheet.people)[row]
    point = _places(header[first:], sheet.points)[column]
    order = np.argsort(person * len(sheet.points) + point)
    return Votes(sheet.people, sheet.points, THREE_POSITIONS, person[order], point[order], 1 - vote[order])


def _places(names: Sequence[str], ordered: Sequence[str]) -> Numbers:
    place_of = {name: place for place, name in enumerate(ordered)}
    return np.array([place_of[name] for name in names], dtype=np.int64)


def _placed(ids: Numbers) -> tuple[tuple[str, ...], Numbers]:
    """The different `ids` as text in rising order, and the place of each."""
    if int(ids.max()) <= 4 * len(ids) + 1_000_000:
        there = np.zeros(int(ids.max()) + 1, dtype=bool)
        there[ids] = True
        different, place = np.flatnonzero(there), (np.cumsum(there) - 1)[ids]
    else:
        different, place = np.unique(ids, return_inverse=True)
    return tuple(map(str, different.tolist())), place


def _moderated(path: Path) -> frozenset[str]:
    """The comments that Polis' comments.csv says were moderated out."""
    data = _data(path)
    header, _ = _header(path, data)
    if not {"comment-id", "moderated"} <= set(header):
        raise Unusable("sheet_unknown", path=path)
    comment, moderated = header.index("comment-id"), header.index("moderated")
    return frozenset(row[comment] for _, row in _rows(path, data, len(header)) if row[moderated] == _MODERATED_OUT)
