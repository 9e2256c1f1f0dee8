"""Sheets: a debate's answers as tables, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from deliberation.exporting.answers import all_answers, all_points
from deliberation.exporting.cells import safe
from deliberation.exporting.report import Report
from deliberation.exporting.transcript import Transcript
from deliberation.ids import ParticipantId, PointNumber, RoundNumber
from deliberation.stance import Side, Stance
from deliberation.views.ledger import COLUMNS, ledger_csv
from deliberation.views.standings import Standings, standings_of

_VOTES = {Side.FOR: 1, Side.NEITHER: 0, Side.AGAINST: -1}


def words_csv(
    transcript: Transcript,
    number: RoundNumber,
    pseudonyms: Mapping[ParticipantId, str],
    report: Report,
) -> str:
    """The ledger of round `number` with one column more, `words`: a point's claim, what a message answers or, where it
    answers nothing, all it says. After it a row for each decision, its words there and, behind an empty line, why.

    Raises:
        KeyError: there is no such round.
    """
    claims = {str(point.number): point.claim or "" for point in all_points(report.exchange)}
    answers: dict[str, list[str]] = {}
    for _, answer in all_answers(report.exchange):
        answers.setdefault(answer.link.url, []).append(answer.words)
    for remark in report.remarks:
        answers.setdefault(remark.link.url, []).append(remark.words)
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(ledger_csv(transcript.record, number, pseudonyms))):
        facts = dict(zip(COLUMNS, row, strict=True))
        words = ""
        if facts["record"] == "point" and not facts["round"]:
            words = claims.get(facts["point"], "")
        elif facts["record"] == "message":
            words = "\n\n".join(answers.get(facts["message"], ()))
        rows.append([*row, safe(words)])
    rows[0][-1] = "words"
    for decision in report.decisions:
        blank = dict.fromkeys(COLUMNS, "") | {"record": "decision", "point": str(decision.point or "")}
        words = "\n\n".join(filter(None, (decision.what, decision.why)))
        rows.append([*blank.values(), safe(words)])
    return _sheet(rows)


def polis_sheets(
    transcript: Transcript, number: RoundNumber, pseudonyms: Mapping[ParticipantId, str]
) -> dict[str, str]:
    """The members' answers of round `number` as Polis exports a conversation, each file's name with its text.

    A point is a comment by its number. Yes and "Yes, but" are 1 (agree), "Unsure" is 0 (pass), "No, but" and No are −1.
    People are numbered anew, in the order of their pseudonyms. No comment says who wrote it, and all votes bear the
    time at which the round closed: the order in which people answered would tell who they are. Where counts are
    withheld, the votes are, too.

    Raises:
        KeyError: there is no such round.
    """
    standings = standings_of(transcript.record, number)
    shown = {
        point: given
        for point in standings.points
        if (given := standings.given(point)) and not standings.withheld(given)
    }
    everybody = sorted({person for given in shown.values() for person in given}, key=lambda one: pseudonyms[one])
    voters = {person: place for place, person in enumerate(everybody)}
    closed = transcript.record.round(number).closed_at
    at = ["", ""] if closed is None else [str(round(closed.timestamp() * 1000)), closed.isoformat()]
    return {
        "comments.csv": _sheet(_comments(standings, shown, _claims(transcript, standings))),
        "votes.csv": _sheet(
            [
                ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
                *(
                    [*at, str(point), str(voters[person]), str(_vote(shown[point][person]))]
                    for point in sorted(shown)
                    for person in sorted(shown[point], key=lambda one: voters[one])
                ),
            ]
        ),
        "participants-votes.csv": _sheet(_participants(shown, voters, sorted(standings.points))),
    }


def _claims(transcript: Transcript, standings: Standings) -> dict[PointNumber, str]:
    """The claims, without those whose words were taken back."""
    return {number: point.claim for number, point in standings.points.items() if number in transcript.passages}


def _comments(
    standings: Standings, shown: Mapping[PointNumber, Mapping[ParticipantId, Stance]], claims: Mapping[PointNumber, str]
) -> list[list[str]]:
    rows = [["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"]]
    for number, point in standings.points.items():
        votes = [_vote(stance) for stance in shown.get(number, {}).values()]
        counts = [str(votes.count(1)), str(votes.count(-1))] if number in shown else ["", ""]
        made = [str(round(point.made_at.timestamp() * 1000)), point.made_at.isoformat()]
        rows.append([*made, str(number), "", *counts, "1", safe(claims.get(number, ""))])
    return rows


def _participants(
    shown: Mapping[PointNumber, Mapping[ParticipantId, Stance]],
    voters: Mapping[ParticipantId, int],
    points: Sequence[PointNumber],
) -> list[list[str]]:
    rows = [["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *map(str, points)]]
    for person, place in voters.items():
        votes = {point: _vote(given[person]) for point, given in shown.items() if person in given}
        cast = list(votes.values())
        told = [str(votes[point]) if point in votes else "" for point in points]
        rows.append([str(place), "", "", str(len(cast)), str(cast.count(1)), str(cast.count(-1)), *told])
    return rows


def _vote(stance: Stance) -> int:
    return _VOTES[stance.position.side]


def _sheet(rows: Iterable[Sequence[str]]) -> str:
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(rows)
    return sheet.getvalue()
