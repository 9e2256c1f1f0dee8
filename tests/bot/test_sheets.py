"""Sheets of votes as people have them: read exactly, or refused with the line and the reason."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysing import sheets
from bot.analysing.columns import number_columns, vote_cells
from bot.analysing.sheets import Unusable, read_groups, read_sheet
from deliberation.ids import ParticipantId, RoundNumber
from deliberation.measuring.votes import Votes
from deliberation.stance import POSITIONS
from deliberation.views.ledger import ledger_csv
from tests.deliberation.polis import CONVERSATIONS, export
from tests.deliberation.records import Story

LIST = "timestamp,datetime,comment-id,voter-id,vote\n"
TABLE = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n"


def written(folder: Path, text: str | bytes, name: str = "votes.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def cells(votes: Votes) -> dict[tuple[str, str], str]:
    """Who said what to which point."""
    return {
        (votes.people[person], votes.points[point]): votes.scale[rank].value
        for person, point, rank in zip(votes.person.tolist(), votes.point.tolist(), votes.rank.tolist(), strict=True)
    }


def refused(path: Path) -> str:
    with pytest.raises(Unusable) as error:
        read_sheet(path)
    return str(error.value)


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_both_files_of_a_polis_export_say_the_same(conversation: str) -> None:
    table = read_sheet(export(conversation))
    listed = read_sheet(export(conversation, "votes.csv"))
    assert cells(table.votes) == cells(listed.votes)
    assert table.votes.people == listed.votes.people
    assert table.moderated == listed.moderated
    assert table.moderated


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_many_rows_at_once_are_read_as_cell_by_cell(conversation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("participants-votes.csv", "votes.csv"):
        quick = read_sheet(export(conversation, name)).votes
        monkeypatch.setattr(sheets, "_plain_list", lambda *_: None)
        monkeypatch.setattr(sheets, "_plain_table", lambda *_: None)
        slow = read_sheet(export(conversation, name)).votes
        monkeypatch.undo()
        assert (quick.people, quick.points) == (slow.people, slow.points)
        for one, other in ((quick.person, slow.person), (quick.point, slow.point), (quick.rank, slow.rank)):
            assert np.array_equal(one, other)


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_agree_is_what_polis_counted_as_agrees(conversation: str) -> None:
    votes = read_sheet(export(conversation, "votes.csv")).votes
    counted = dict(zip(votes.points, votes.counts.tolist(), strict=True))
    with export(conversation, "comments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = sum(counted[row["comment-id"]][0] == int(row["agrees"]) for row in rows)
    assert right > len(rows) / 2  # Polis counts some votes that were changed later


@pytest.mark.parametrize("quoted", [False, True])
def test_the_latest_vote_counts_and_of_equally_late_ones_the_last(tmp_path: Path, quoted: bool) -> None:
    rows = LIST + "30,later,5,1,1\n10,first,5,1,-1\n20,x,5,2,0\n20,x,5,2,-1\n20,x,6,2,1\n"
    text = rows.replace("later", '"later, much"') if quoted else rows
    expected = {("1", "5"): "agree", ("2", "5"): "disagree", ("2", "6"): "agree"}
    assert cells(read_sheet(written(tmp_path, text)).votes) == expected


def test_columns_may_stand_in_any_order_and_without_a_time_the_last_vote_counts(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, "vote,voter-id,comment-id\n1,7,3\n-1,7,3\n0,10,3\n"))
    assert cells(sheet.votes) == {("7", "3"): "disagree", ("10", "3"): "undecided"}
    assert sheet.votes.people == ("7", "10")


@pytest.mark.parametrize("change", [b"\xef\xbb\xbf%s", b"%s\r\n\r\n", b"\r\n"])
def test_files_that_went_through_a_spreadsheet_are_read(tmp_path: Path, change: bytes) -> None:
    plain = (TABLE + "4,0,0,2,1,1,1,,-1\n5,,0,0,0,0,,,\n").encode()
    text = plain.replace(b"\n", b"\r\n") if change == b"\r\n" else change % plain
    quoted = plain.replace(b"4,0", b'"4",0').replace(b",1,,", b', "1" ,,').replace(b' "1" ', b'"1"')
    for path in (written(tmp_path, text), written(tmp_path, quoted, "quoted.csv")):
        votes = read_sheet(path).votes
        assert cells(votes) == {("4", "0"): "agree", ("4", "2"): "disagree"}
        assert votes.people == ("4", "5")
        assert votes.points == ("0", "1", "2")


def test_a_vote_may_be_written_with_a_fraction(tmp_path: Path) -> None:
    votes = read_sheet(written(tmp_path, "participant,a,b\nx,1.0,-1.0\ny,0.0,\n")).votes
    assert cells(votes) == {("x", "a"): "agree", ("x", "b"): "disagree", ("y", "a"): "undecided"}


def test_a_file_without_votes_is_a_sheet_without_votes(tmp_path: Path) -> None:
    for header in (LIST, TABLE, "participant,point,round,position\n"):
        assert len(read_sheet(written(tmp_path, header)).votes) == 0


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (LIST + "1,x,5,1,1\n2,x,5,2,2\n", 3, '"2" in column "vote" is no vote'),
        (LIST + "1,x,5,1,\n", 2, '"" in column "vote" is no vote'),
        (LIST + "1,x,5,,1\n", 2, '"voter-id" is empty'),
        (LIST + "soon,x,5,1,1\n", 2, '"soon" is no timestamp'),
        (LIST + "1,x,5,1,1\n\n1,x,5,1\n", 4, "4 cells where the first line names 5"),
        (LIST + '1,"a\nb",5,1,1\n1,x,5,1,9\n', 4, '"9" in column "vote"'),
        (LIST + '1,"open,5,1,1\n', 2, "not closed"),
        (TABLE + "4,0,0,2,1,1,1,,-1\n5,0,0,2,1,1,1,yes,-1\n", 3, '"yes" in column "1" is no vote'),
        (TABLE + "4,0,0,2,1,1,1,,-1\n4,0,0,2,1,1,1,,-1\n", 3, "participant 4 has a row already"),
        (TABLE + ",0,0,2,1,1,1,,-1\n", 2, '"participant" is empty'),
        ("participant,7,7\nx,1,1\n", 1, '"7" stands here twice'),
        ("participant,7,\nx,1,1\n", 1, "column 3 has no name"),
        ("a,b\n1,2\n", 1, "not the columns of a sheet"),
        ("participant,point,round,position\nx,1,1,perhaps\n", 2, '"perhaps" is no position'),
        ("participant,point,round,position\nx,1,one,agree\n", 2, '"one" is not the number of a round'),
        ("participant,point,round,position\n,1,1,agree\n", 2, '"participant" is empty'),
    ],
)
def test_a_malformed_row_is_refused_with_its_line_and_the_reason(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    said = refused(written(tmp_path, text))
    assert said.startswith(f"{tmp_path / 'votes.csv'}, line {line}: ")
    assert reason in said


def test_names_of_hostile_length_are_names(tmp_path: Path) -> None:
    long = "9" * 5_000
    votes = read_sheet(written(tmp_path, f"participant,{long}\n{long},1\n7,0\n")).votes
    assert votes.people == ("7", long)
    assert "is no timestamp" in refused(written(tmp_path, LIST + f"{long},x,1,1,1\n"))


def test_what_is_no_file_of_text_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.csv")
    assert "cannot be read" in refused(tmp_path)
    assert "is empty" in refused(written(tmp_path, b""))
    assert "line 2: this is not text" in refused(written(tmp_path, TABLE.encode() + b"\xff\xfe,,,,,,,,\n"))


def test_what_polis_moderated_out_is_read_beside_the_votes(tmp_path: Path) -> None:
    written(tmp_path, 'comment-id,moderated,comment-body\n0,-1,"No, ""really"""\n1,0,x\n2,1,x\n', "comments.csv")
    sheet = read_sheet(written(tmp_path, TABLE))
    assert (sheet.moderated, sheet.unread) == (frozenset({"0"}), None)
    broken = written(tmp_path, "something else\n", "comments.csv")
    sheet = read_sheet(written(tmp_path, TABLE))
    assert (sheet.moderated, sheet.unread) == (frozenset(), broken)


def test_the_bots_own_file_is_read_as_it_is_attached(tmp_path: Path) -> None:
    story = Story()
    claim, other = story.proposes("Paint it green"), story.proposes("Paint it blue")
    story.opens_round()
    story.crowd_stands(claim, "YYyN?N")
    story.closes_round()
    story.opens_round()
    story.crowd_stands(claim, "YYyn?.")
    story.crowd_stands(other, "NN")
    names = {ParticipantId(person): f"P{person}" for person in range(100)}
    ledger = ledger_csv(story.record, RoundNumber(2), names)

    sheet = read_sheet(written(tmp_path, ledger, "round-2.csv"))

    assert sheet.votes.scale == POSITIONS
    assert sheet.before is not None
    assert sheet.votes.counts.sum(axis=1).tolist() == [5]
    assert sheet.before.counts.tolist() == [[2, 1, 1, 0, 2]]
    assert sheet.withheld == {str(other): 2}
    assert set(cells(sheet.votes).values()) == {"agree", "agree_with_reservations", "undecided", "disagree_in_part"}


def test_views_that_stand_apart_are_not_counted_with_the_members(tmp_path: Path) -> None:
    rows = ["x,1,1,agree,stance,member", "y,1,1,agree,stance,guest", "z,1,1,disagree,stance,reader"]
    sheet = read_sheet(written(tmp_path, "\n".join(["participant,point,round,position,record,voice", *rows])))
    assert cells(sheet.votes) == {("x", "1"): "agree"}


def test_a_later_round_is_compared_with_the_last_in_which_the_point_was_answered(tmp_path: Path) -> None:
    rows = ["x,1,1,agree", "x,1,2,disagree", "x,2,1,undecided", "x,1,3,agree", "x,2,3,agree"]
    sheet = read_sheet(written(tmp_path, "\n".join(["participant,point,round,position", *rows])))
    assert cells(sheet.votes) == {("x", "1"): "agree", ("x", "2"): "agree"}
    assert sheet.before is not None
    assert cells(sheet.before) == {("x", "1"): "disagree", ("x", "2"): "undecided"}


def test_groups_are_read_from_either_kind_of_file(tmp_path: Path) -> None:
    expected = {"4": "0", "5": "b"}
    assert read_groups(written(tmp_path, "group,participant\n0,4\nb,5\n,6\n")) == expected
    assert read_groups(written(tmp_path, TABLE + "4,0,,,,,,,\n5,b,,,,,,,\n6,,,,,,,,\n")) == expected
    assert read_groups(written(tmp_path, '{"4": 0, "5": "b"}')) == expected
    assert read_groups(written(tmp_path, '{"people": 3, "groups": {"4": 0, "5": "b"}}')) == expected


@pytest.mark.parametrize("text", ["{", '{"4": [1]}', '{"groups": 7}', "a,b\n1,2\n", "participant,group\nx,1\nx,2\n"])
def test_a_file_that_names_no_groups_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unusable, match=r"does not say|already"):
        read_groups(written(tmp_path, text))


NUMBER = st.integers(-(10**17), 10**17)


@settings(deadline=None)
@given(st.lists(st.tuples(NUMBER, st.text("ab c-", max_size=5), NUMBER), min_size=1))
def test_columns_of_numbers_are_those_in_the_file(rows: list[tuple[int, str, int]]) -> None:
    body = "".join(f"{one},{text},{other}\n" for one, text, other in rows).encode()
    found = number_columns(body, 3, [2, 0])
    assert found is not None
    assert found[0].tolist() == [other for _, _, other in rows]
    assert found[1].tolist() == [one for one, _, _ in rows]


@pytest.mark.parametrize(
    "body", [b"1,2\n3\n4,5,6\n", b"1,\n", b"1,x\n", b"1,01\n", b"1,-\n", b"1,1.0\n", b"1,-0\n", b"1, 2\n"]
)
def test_what_is_no_plain_number_is_left_to_the_exact_reader(body: bytes) -> None:
    assert number_columns(body, 2, [0, 1]) is None


@pytest.mark.parametrize("body", [b"x,2\n", b"x,-\n", b"x,-0\n", b"x,11\n", b"x,-11\n", b"x, \n", b"x\n", b"x,1,1\n"])
def test_what_is_no_plain_vote_is_left_to_the_exact_reader(body: bytes) -> None:
    assert vote_cells(body, 2, 1) is None


def test_longer_files_are_read_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.analysing.columns._BLOCK", 16)
    body = b"".join(b"p%d,%d,,-1\n" % (row, row % 2) for row in range(40)) + b"a name longer than a block,1,1,1\n"
    found = vote_cells(body, 4, 1)
    assert found is not None
    names, row, column, vote = found
    assert names == [*(f"p{number}" for number in range(40)), "a name longer than a block"]
    assert [*zip(row.tolist(), column.tolist(), vote.tolist(), strict=True)][:4] == [
        (0, 0, 0),
        (0, 2, -1),
        (1, 0, 1),
        (1, 2, -1),
    ]
    assert len(vote) == 83
