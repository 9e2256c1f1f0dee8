"""Documents: a debate as one JSON object, and as the nodes and edges of the Argument Interchange Format."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from deliberation.exporting.answers import all_answers, all_points, side_of
from deliberation.exporting.exchange import SharedAnswer, SharedPoint, Speaker
from deliberation.exporting.figures import Figures, PointFigures
from deliberation.exporting.remarks import Remark
from deliberation.exporting.report import Report
from deliberation.ids import ParticipantId, PointNumber
from deliberation.record import DebateRecord
from deliberation.stance import POSITIONS, Side, Tally
from deliberation.views.standings import Standings

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
VERSION = 1


def document_of(report: Report, record: DebateRecord, names: Mapping[ParticipantId, str]) -> dict[str, Json]:
    """A debate as one object, with the keys of docs/exports.md. Counts are those of closed rounds."""
    debate, summary = report.debate, report.summary
    return {
        "format": "counterpoint",
        "version": VERSION,
        "debate": {
            "id": str(debate.key.debate),
            "title": debate.title,
            "attribution": debate.attribution.value,
            "state": debate.state.value,
            "opened_at": _moment(debate.opened_at),
            "planned_rounds": debate.planned_rounds,
        },
        "rounds": [
            {
                "round": round_.number,
                "state": round_.state.value,
                "opened_at": _moment(round_.opened_at),
                "deadline": _moment(round_.deadline),
                "closed_at": _moment(round_.closed_at),
            }
            for round_ in record.rounds
        ],
        "counted_round": summary.round.number if summary is not None else None,
        "people": summary.people if summary is not None else None,
        "answered": summary.answered if summary is not None else None,
        "positions": [position.value for position in POSITIONS],
        "alpha": report.figures.alpha if report.figures is not None else None,
        "points": [
            _point_object(point, _figures(report.figures, point.number), names) for point in all_points(report.exchange)
        ],
        "answers": [_answer_object(point, answer, names) for point, answer in all_answers(report.exchange)],
        "remarks": [_remark_object(remark, names) for remark in report.remarks],
        "decisions": [
            {"at": _moment(decision.at), "what": decision.what, "why": decision.why} for decision in report.decisions
        ],
    }


def aif_of(report: Report, standings: Standings | None, names: Mapping[ParticipantId, str]) -> dict[str, Json]:
    """A debate as AIFdb writes it: `nodes`, `edges`, `locutions`.

    What a point or an answer says is an I-node, that somebody said it an L-node with a YA-node between. An answer leads
    to its point through an RA-node where it stands on the side of Yes, else through a CA-node (`side_of`). A point that
    is an answer's whole words is that answer's I-node; one that is a part of them comes of it through an MA-node. What
    answers nothing leads nowhere.
    """
    graph = _Graph(names)
    for _, answer in all_answers(report.exchange):
        graph.says(f"a{answer.number}", answer.words, answer.speaker, answer.said_at)
        for inner in answer.points:
            if inner.claim is not None and _whole(inner, answer):
                graph.same(f"p{inner.number}", f"a{answer.number}")
    for point in all_points(report.exchange):
        if point.claim is not None:
            graph.says(f"p{point.number}", point.words or point.claim, point.speaker, point.made_at)
    for remark in report.remarks:
        graph.says(f"r{remark.statement}", remark.words, remark.speaker, remark.said_at)
    for point, answer in all_answers(report.exchange):
        if point.claim is not None:
            supports = side_of(point, answer, standings) is Side.FOR
            graph.joins(f"a{answer.number}", f"p{point.number}", "RA" if supports else "CA")
        for inner in answer.points:
            if inner.claim is not None and not _whole(inner, answer):
                graph.joins(f"a{answer.number}", f"p{inner.number}", "MA")
    return graph.written()


def name_of(speaker: Speaker, names: Mapping[ParticipantId, str]) -> str | None:
    """What a speaker is called; None where the debate does not say, or they were erased."""
    if speaker.guest is not None:
        return speaker.guest
    return names.get(speaker.participant) if speaker.participant is not None else None


def _whole(point: SharedPoint, answer: SharedAnswer) -> bool:
    return (point.words or point.claim or "").split() == answer.words.split()


def _point_object(
    point: SharedPoint, figures: PointFigures | None, names: Mapping[ParticipantId, str]
) -> dict[str, Json]:
    return {
        "point": point.number,
        "origin": point.origin.value,
        "claim": point.claim,
        "passage": point.words,
        "by": name_of(point.speaker, names),
        "guest": point.speaker.guest is not None,
        "round": point.round,
        "message": point.link.url,
        "asked": point.asked,
        "standing": point.standing.value,
        "set_aside_because": point.reason,
        "split_into": list(point.parts),
        "merged": list(point.merged),
        "edited_since": point.edited,
        "label": figures.result.label.value if figures is not None else None,
        "agreement": figures.agreement if figures is not None else None,
        "agreement_without_undecided": figures.agreement_of_decided if figures is not None else None,
        "counts": [
            {"round": count.round, "answered": count.answered, "counts": _tally(count.tally)}
            for count in figures.rounds
        ]
        if figures is not None
        else [],
    }


def _answer_object(point: SharedPoint, answer: SharedAnswer, names: Mapping[ParticipantId, str]) -> dict[str, Json]:
    return {
        "answer": answer.number,
        "point": point.number,
        "words": answer.words,
        "by": name_of(answer.speaker, names),
        "guest": answer.speaker.guest is not None,
        "round": answer.round,
        "said_at": _moment(answer.said_at),
        "message": answer.link.url,
        "quoted_with_changes": answer.changed,
        "points": [*(inner.number for inner in answer.points), *answer.elsewhere],
    }


def _remark_object(remark: Remark, names: Mapping[ParticipantId, str]) -> dict[str, Json]:
    return {
        "words": remark.words,
        "by": name_of(remark.speaker, names),
        "guest": remark.speaker.guest is not None,
        "round": remark.round,
        "said_at": _moment(remark.said_at),
        "message": remark.link.url,
    }


def _tally(tally: Tally | None) -> Json:
    return None if tally is None else list(tally.counts)


def _figures(figures: Figures | None, number: PointNumber) -> PointFigures | None:
    found = figures.points if figures is not None else ()
    return next((one for one in found if one.result.number == number), None)


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


class _Graph:
    """Nodes and edges, numbered from 1 in the order in which they are made."""

    _SCHEMES: Mapping[str, str] = {
        "RA": "Default Inference",
        "CA": "Default Conflict",
        "MA": "Default Rephrase",
    }

    def __init__(self, names: Mapping[ParticipantId, str]) -> None:
        self._names = names
        self._people: dict[str, str] = {}
        self._nodes: list[Json] = []
        self._edges: list[Json] = []
        self._locutions: list[Json] = []
        self._said: dict[str, str] = {}

    def says(self, key: str, words: str, speaker: Speaker, at: datetime) -> None:
        """Somebody says what is known by `key`; nothing happens where that was said before."""
        if key in self._said:
            return
        name = name_of(speaker, self._names)
        content = self._node(words, "I", at)
        locution = self._node(words if name is None else f"{name}: {words}", "L", at)
        asserting = self._node("Asserting", "YA", at)
        self._edge(locution, asserting)
        self._edge(asserting, content)
        self._said[key] = content
        if name is not None:
            person = self._people.setdefault(name, str(len(self._people) + 1))
            self._locutions.append(
                {"nodeID": locution, "personID": person, "timestamp": at.isoformat(), "start": None, "end": None}
            )

    def same(self, key: str, said: str) -> None:
        """What is known by `key` is what was said as `said`."""
        self._said[key] = self._said[said]

    def joins(self, source: str, target: str, kind: str) -> None:
        """One thing that was said leads to another through a node of that kind."""
        scheme = self._node(self._SCHEMES[kind], kind, None)
        self._edge(self._said[source], scheme)
        self._edge(scheme, self._said[target])

    def written(self) -> dict[str, Json]:
        """The graph as an object."""
        people = [{"participantID": number, "name": name} for name, number in self._people.items()]
        return {
            "nodes": self._nodes,
            "edges": self._edges,
            "locutions": self._locutions,
            "participants": people,
        }

    def _node(self, text: str, kind: str, at: datetime | None) -> str:
        number = str(len(self._nodes) + 1)
        self._nodes.append({"nodeID": number, "text": text, "type": kind, "timestamp": _moment(at) or ""})
        return number

    def _edge(self, source: str, target: str) -> None:
        number = str(len(self._edges) + 1)
        self._edges.append({"edgeID": number, "fromID": source, "toID": target, "formEdgeID": None})
