"""Sheets of votes of any text: read, or refused with the file, the line and the reason; never half-read."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.analysing import sheets
from bot.analysing.sheets import Sheet, Unusable, read_groups, read_sheet

HEADERS = (
    ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
    ["comment-id", "voter-id", "vote"],
    ["participant", "0", "1"],
    ["participant", "group-id", "n-votes", "a", "b"],
    ["participant", "point", "round", "position"],
    ["participant", "point", "round", "position", "record", "credit", "message", "voice"],
    ["participant", "group"],
)
CELL = st.one_of(
    st.sampled_from(["", "1", "0", "-1", "2", "1.0", "-1.0", "agree", "disagree", "stance", "person", "point"]),
    st.sampled_from(
        ["3 answered", "member", "guest", "-", "- 1", "+1", "1e9", "٣", "９", "nan", "9" * 30, " 1 ", '"', "'"]
    ),
    st.text(max_size=6),
)
ANYTHING = st.one_of(st.text(max_size=120), st.binary(max_size=120).map(lambda data: data.decode("latin-1")))
QUIET = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Rows beneath a header that is known, mostly as wide as it, sometimes with a stray line."""
    header = draw(st.sampled_from(HEADERS))
    width = st.just(len(header)) if draw(st.booleans()) else st.integers(0, len(header) + 2)
    rows = draw(st.lists(width.flatmap(lambda cells: st.lists(CELL, min_size=cells, max_size=cells)), max_size=6))
    written = io.StringIO()
    csv.writer(written, lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"]))).writerows([header, *rows])
    return written.getvalue() + draw(st.sampled_from(["", "", "", '"', "\n\n", "x", "\0"]))


def outcome(path: Path) -> Sheet | str:
    try:
        return read_sheet(path)
    except Unusable as error:
        return str(error)


@QUIET
@given(st.one_of(texts(), ANYTHING))
@example("participant,0\n1,1\n1,1\n")
@example("comment-id,voter-id,vote\n1,,1\n")
def test_any_text_is_read_or_refused_with_file_line_and_reason(tmp_path: Path, text: str) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = outcome(path)
    if isinstance(found, str):
        assert found.startswith(str(path))
        assert found.endswith(".")
        assert "\n" not in found
        line = re.match(re.escape(str(path)) + r", line (\d+): .", found)
        if line:
            assert 1 <= int(line[1]) <= len(re.split("\r\n|\r|\n", text)) + 1
        return
    votes = found.votes
    assert len(set(zip(votes.person.tolist(), votes.point.tolist(), strict=True))) == len(votes)
    assert len(votes) <= len(text)


@QUIET
@given(texts())
def test_reading_many_rows_at_once_finds_what_reading_cell_by_cell_does(tmp_path: Path, text: str) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    quick = outcome(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "_plain_list", lambda *_: None)
        patch.setattr(sheets, "_plain_table", lambda *_: None)
        slow = outcome(path)
    if isinstance(quick, str) or isinstance(slow, str):
        assert quick == slow
        return
    one, other = quick.votes, slow.votes
    assert (one.people, one.points, one.scale) == (other.people, other.points, other.scale)
    for given_here, given_there in ((one.person, other.person), (one.point, other.point), (one.rank, other.rank)):
        assert given_here.tolist() == given_there.tolist()


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([-1, 0, 1]), st.integers(0, 4)), min_size=1
    )
)
def test_of_votes_at_any_time_the_latest_counts_and_of_equal_ones_the_last(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, int, int]]
) -> None:
    expected: dict[tuple[str, str], int] = {}
    for _, (voter, comment, vote, _) in sorted(enumerate(rows), key=lambda row: (row[1][3], row[0])):
        expected[str(voter), str(comment)] = vote
    path = tmp_path_factory.mktemp("votes") / "votes.csv"
    lines = [f"{at},{comment},{voter},{vote}\n" for voter, comment, vote, at in rows]
    path.write_text("timestamp,comment-id,voter-id,vote\n" + "".join(lines))
    for most in (sheets._MOST_CELLS, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sheets, "_MOST_CELLS", most)
            votes = read_sheet(path).votes
        found = {
            (votes.people[who], votes.points[asked]): 1 - rank
            for who, asked, rank in zip(votes.person.tolist(), votes.point.tolist(), votes.rank.tolist(), strict=True)
        }
        assert found == expected


@QUIET
@given(st.one_of(ANYTHING, texts(), st.text('{}[]":,01ab', max_size=40)))
def test_any_file_of_groups_is_read_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "groups"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        said = None if all(read_groups(path).values()) else "an empty group"
    except Unusable as error:
        said = str(error)
    assert said is None or said.startswith(str(path))
