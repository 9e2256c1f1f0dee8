"""Explained: what a point's author was asked about it and answered, which stands with the point from then on."""

from dataclasses import dataclass

from deliberation.excerpt import excerpt
from deliberation.ids import Link, ParticipantId, PointNumber
from deliberation.question import Document, QuestionKind
from deliberation.views.standings import Standings

SENSE_LIMIT = 120
"""The most characters of what somebody means by a word."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a point's author means by a word of it, as they answered."""

    word: str
    words: str


@dataclass(frozen=True, slots=True)
class Explained:
    """The answers to questions about one point; of each word the last one."""

    senses: tuple[Sense, ...] = ()
    sources: tuple[str, ...] = ()
    """The links given where somebody asked what shows it, each once, the oldest first."""
    documents: tuple[Document, ...] = ()
    """The documents given there, likewise."""

    @property
    def shown(self) -> bool:
        """Whether anything was given to show it."""
        return bool(self.sources or self.documents)


@dataclass(frozen=True, slots=True)
class Unshown:
    """A point for which somebody asked what shows it, and nothing was given."""

    claim: str
    link: Link
    put_to: ParticipantId | None


def explained(point: PointNumber, standings: Standings) -> Explained:
    """What was answered about `point`, or what became it, by whoever was asked."""
    answered = [
        (question, question.response)
        for question in standings.record.questions
        if question.point is not None
        and standings.became.get(question.point) == point
        and question.response is not None
        and question.response.by == question.put_to
    ]
    senses: dict[str, Sense] = {}
    sources: dict[str, None] = {}
    documents: dict[Document, None] = {}
    for question, response in sorted(answered, key=lambda found: found[1].at):
        if question.kind is QuestionKind.MEANING and question.about and response.words:
            senses[question.about.casefold()] = Sense(question.about, excerpt(response.words, SENSE_LIMIT))
        if question.kind is QuestionKind.EVIDENCE:
            sources.update(dict.fromkeys(response.sources))
            documents.update(dict.fromkeys(response.documents))
    return Explained(tuple(senses.values()), tuple(sources), tuple(documents))


def unshown(standings: Standings) -> tuple[Unshown, ...]:
    """The points up to this round for which evidence was asked and no link or document given, each once, the oldest
    question first.

    Taken back does not count; said to be answered elsewhere does: nothing is claimed of what was given there.
    """
    found: dict[PointNumber, Unshown] = {}
    for question in standings.record.questions:
        if question.kind is not QuestionKind.EVIDENCE or question.withdrawn or question.round > standings.number:
            continue
        number = None if question.point is None else standings.became.get(question.point)
        point = None if number is None else standings.points.get(number)
        elsewhere = question.response is not None and question.response.words is None
        if point is not None and not elsewhere and not explained(point.number, standings).shown:
            found.setdefault(point.number, Unshown(point.claim, point.link, question.put_to))
    return tuple(found.values())
