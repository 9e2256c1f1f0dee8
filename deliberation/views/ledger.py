"""The ledger of a round: rows from which every number of its summary can be recomputed."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import product

from deliberation.ids import CounterpointNumber, ParticipantId, RoundNumber
from deliberation.record import DebateRecord
from deliberation.steering.turnout import surge_in
from deliberation.terms import Voice
from deliberation.views.board import open_questions, points_aside, unanswered_proposals
from deliberation.views.conditions import conditions_of
from deliberation.views.standings import Standings, standings_of

COLUMNS = ("participant", "point", "round", "position", "record", "credit", "message", "voice")
_RECORDS = ("quorum", "point", "person", "stance", "condition", "message", "question", "unanswered", "aside")
"""In the order in which a ledger lists them."""


def ledger_csv(record: DebateRecord, number: RoundNumber, pseudonyms: Mapping[ParticipantId, str]) -> str:
    """The ledger up to and including round `number`, as CSV safe to open in a spreadsheet.

    Columns `participant,point,round,position,record,credit,message,voice`. `record` is

    - `stance`: participant, point, round, position, the credited message; `voice` says whether it counts with the
      `member`s' or stands apart as a `guest`'s or a `reader`'s.
    - `person`: somebody of the debate so far; one more for each round in which they answered a claim. That says
      `newcomer` in `position` where they first acted at the end of this round and gave, with others, more than a third
      of its answers. Where marking them would tell too much, a row without a participant says how many they are
      ("3 newcomers").
    - `point`: a point with its claim's message; one with a round says in `position` how many answered ("3 answered")
      where that is all that may be said.
    - `condition`: how many wrote the same thing that would make a point a yes.
    - `message`: a message, its round and the points it answers; never with its participant.
    - `question`, `unanswered`, `aside`: what waits for a reply, and points set aside. `quorum`: how many must answer.

    In a counted debate the stances of a point with fewer than WITHHOLD_BELOW answers in a round are left out,
    participants are the given pseudonyms and rows are sorted so that their order tells nothing. Points are those that
    merged ones became. Messages are given as addresses, since spreadsheets round long numbers; a credit's address ends
    in `#` and the answer's number.
    Lines end with a line feed.

    Raises:
        KeyError: there is no such round, or somebody in `standings_of(record, number).people` has no pseudonym.
    """
    standings = standings_of(record, number)
    rows = [
        *_point_rows(standings),
        *_person_rows(standings, pseudonyms),
        *_stance_rows(standings, pseudonyms),
        *_condition_rows(standings),
        *_message_rows(standings),
        *_waiting_rows(standings),
    ]
    if standings.record.debate.terms.quorum is not None:
        rows.append({"record": "quorum", "position": f"{standings.record.debate.terms.quorum} needed"})
    rows.sort(key=_place)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(row.get(column, "")) for column in COLUMNS] for row in rows)
    return sheet.getvalue()


def _point_rows(standings: Standings) -> Iterator[dict[str, str]]:
    for point in standings.points.values():
        row = {"record": "point", "point": str(point.number), "message": point.link.url}
        yield row
        for number in standings.rounds:
            for voice in Voice:
                given = standings.given(point.number, number, voice=voice)
                if given and standings.withheld(given):
                    answered = f"{len(given)} answered"
                    yield row | {"round": str(number), "position": answered, "voice": voice.value}


def _person_rows(standings: Standings, pseudonyms: Mapping[ParticipantId, str]) -> Iterator[dict[str, str]]:
    surge = surge_in(standings)
    marked = surge.people if surge is not None and surge.shown else frozenset[ParticipantId]()
    if surge is not None and not surge.shown:
        yield {"record": "person", "round": str(standings.number), "position": f"{len(surge.people)} newcomers"}
    for participant in standings.people:
        yield {"record": "person", "participant": pseudonyms[participant]}
    for number in standings.rounds:
        for voice in Voice:
            for participant in standings.answering(number, voice=voice):
                new = number == standings.number and voice is Voice.MEMBER and participant in marked
                yield {
                    "record": "person",
                    "participant": pseudonyms[participant],
                    "round": str(number),
                    "position": "newcomer" if new else "",
                    "voice": voice.value,
                }


def _stance_rows(standings: Standings, pseudonyms: Mapping[ParticipantId, str]) -> Iterator[dict[str, str]]:
    for number, point, voice in product(standings.rounds, standings.points, Voice):
        given = standings.given(point, number, voice=voice)
        if standings.withheld(given):
            continue
        addresses = {answer.number: f"{answer.link.url}#{answer.number}" for answer in standings.answers.get(point, ())}
        for participant, stance in given.items():
            yield {
                "record": "stance",
                "participant": pseudonyms[participant],
                "point": str(point),
                "round": str(number),
                "position": stance.position.value,
                "credit": addresses.get(stance.credit or CounterpointNumber(0), ""),
                "voice": voice.value,
            }


def _condition_rows(standings: Standings) -> Iterator[dict[str, str]]:
    """What would make a point a yes, without its words: in the file they would stand beside one person's answers."""
    for point in standings.points:
        given = standings.given(point)
        if standings.withheld(given):
            continue
        for condition in conditions_of(given):
            row = {"record": "condition", "point": str(point), "round": str(standings.number)}
            yield row | {"position": f"{condition.people} would say yes"}


def _waiting_rows(standings: Standings) -> Iterator[dict[str, str]]:
    for question in open_questions(standings):
        yield {"record": "question", "message": question.link.url}
    for waiting in unanswered_proposals(standings):
        yield {"record": "unanswered", "message": waiting.link.url}
    for aside in points_aside(standings):
        yield {"record": "aside", "point": str(aside.number), "message": aside.link.url}


def _message_rows(standings: Standings) -> Iterator[dict[str, str]]:
    answered: dict[int, set[int]] = {}
    for answer in standings.record.counterpoints:
        if not answer.withdrawn and answer.point in standings.became:
            answered.setdefault(answer.passage.statement, set()).add(standings.became[answer.point])
    for head in standings.statements:
        yield {
            "record": "message",
            "round": str(head.round),
            "point": " ".join(str(point) for point in sorted(answered.get(head.id, ()))),
            "message": head.link.url,
        }


def _place(row: Mapping[str, str]) -> tuple[int, int, int, str, str, str]:
    """Where a row stands: nothing that tells when somebody did something, or who they are."""
    point = row.get("point", "")
    return (
        _RECORDS.index(row["record"]),
        int(row.get("round") or 0),
        int(point) if point.isdecimal() else 0,
        row.get("participant", ""),
        row.get("message", ""),
        row.get("voice", ""),
    )


def _safe(cell: str) -> str:
    """`cell` so that no spreadsheet takes it for a formula, nor a carriage return in it for the end of a row."""
    marked = f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
    return marked.replace("\r", " ")
