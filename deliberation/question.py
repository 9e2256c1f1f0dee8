"""Questions: asked of whoever said a passage, in the words of an answer or by a button, until they are answered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deliberation.errors import (
    EmptyText,
    NobodyToAsk,
    NotYourQuestion,
    OwnWords,
    QuestionSettled,
    TextTooLong,
    TooManyQuestions,
)
from deliberation.ids import ActId, Link, ParticipantId, PointNumber, RoundNumber, Span, StatementId

QUESTION_LIMIT = 300
ABOUT_LIMIT = 60
"""The most characters of the word whose sense is asked for."""
RESPONSE_LIMIT = 1_000
DOCUMENT_NAME_LIMIT = 100
"""The most characters that are kept of a document's name."""
OPEN_LIMIT = 3
"""The most questions asked by a button that wait for one person in one debate."""

_LINK = re.compile(r"https?://[^\s<>]+")
_BEHIND_A_LINK = ".,;:!?\"'»”’*_~|`"


class QuestionKind(StrEnum):
    """What a question asks for."""

    PLAIN = "plain"
    EVIDENCE = "evidence"
    """What shows this? The links and documents given in answer stand under the point as its sources."""
    MEANING = "meaning"
    """What do you mean by a word? The answer stands with the point as its author's sense of it."""


QUESTION_KINDS: tuple[QuestionKind, ...] = tuple(QuestionKind)


@dataclass(frozen=True, slots=True)
class QuestionKey:
    """What a question is called, however it was asked."""

    source: int
    """The act that asked it by a button, or the statement it stands in."""
    place: int
    """0 where asked by a button; else one more than where it begins in its statement, which an edit may change."""

    @property
    def value(self) -> str:
        """As it travels in a select, at most 100 characters."""
        return f"{self.source}:{self.place}"


@dataclass(frozen=True, slots=True)
class Document:
    """A file that came with a message. It is not kept: its name is, and where it stands."""

    name: str
    link: Link


@dataclass(frozen=True, slots=True)
class Response:
    """How a question was answered: with words, or (None) said by one of the two to be answered elsewhere."""

    words: str | None
    by: ParticipantId
    at: datetime
    link: Link | None = None
    """The message that answers it; None where its words were given in a form alone."""
    documents: tuple[Document, ...] = ()
    """The files that came with that message."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The links it gives, each once, in order."""
        return links_in(self.words or "")


@dataclass(frozen=True, slots=True)
class Question:
    """A direct question. One read in the words of an answer has no `act`; one asked by a button is called by that
    act.
    """

    statement: StatementId
    """The statement it stands in; where asked by a button, the one it is about."""
    span: Span
    words: str
    """What was asked; may be empty where the kind says it all."""
    asked_by: ParticipantId | None
    put_to: ParticipantId | None
    """None where the passage is a guest author's or nobody's."""
    round: RoundNumber
    link: Link
    """Where it is asked; where asked by a button, the message it is about."""
    guest: str | None = None
    """The guest author's name where the passage is one's."""
    kind: QuestionKind = QuestionKind.PLAIN
    act: ActId | None = None
    about: str | None = None
    """The word whose sense is asked for."""
    point: PointNumber | None = None
    """The point it is about, as it was then; None where it is about a statement as a whole."""
    of: str = ""
    """What it is about, in the passage's own words, perhaps cut at the end; empty where it stands in an answer."""
    asked_at: datetime | None = None
    response: Response | None = None
    withdrawn: bool = False
    """Taken back by whoever asked."""
    seconders: frozenset[ParticipantId] = frozenset()
    """Who would ask it, too. Everybody is told how many, nobody who."""

    @property
    def key(self) -> QuestionKey:
        """What it is called."""
        return QuestionKey(self.statement, self.span.start + 1) if self.act is None else QuestionKey(self.act, 0)

    @property
    def settled(self) -> bool:
        """Whether it was answered or taken back; of one read in an answer nothing is known here."""
        return self.withdrawn or self.response is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as somebody asks it in a form, checked by `wanted`."""

    kind: QuestionKind
    words: str
    about: str | None = None


def wanted(kind: QuestionKind, words: str, about: str = "") -> Wanted:
    """A question from the fields of its form. What a word means needs the word; a plain question needs words.

    Raises:
        EmptyText: nothing is asked.
        TextTooLong: over QUESTION_LIMIT, or the word over ABOUT_LIMIT.
    """
    words, about = words.strip(), " ".join(about.split())
    if kind is QuestionKind.MEANING and not _says_something(about):
        raise EmptyText({"what": "word"})
    if kind is QuestionKind.PLAIN and not _says_something(words):
        raise EmptyText({"what": "question"})
    for text, limit in ((words, QUESTION_LIMIT), (about, ABOUT_LIMIT)):
        if len(text) > limit:
            raise TextTooLong({"what": "question", "length": len(text), "limit": limit, "unit": "characters"})
    return Wanted(kind, words, about if kind is QuestionKind.MEANING else None)


def document_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names of files as they are kept: on one line, cut to DOCUMENT_NAME_LIMIT, each once."""
    found = (" ".join(name.split())[:DOCUMENT_NAME_LIMIT].strip() for name in names)
    return tuple(dict.fromkeys(name for name in found if name))


def response_words(words: str, documents: int = 0) -> str:
    """The words of an answer to a question, which comes with so many documents.

    Raises:
        EmptyText: there are none, and no documents either.
        TextTooLong: over RESPONSE_LIMIT.
    """
    words = words.strip()
    if not documents and not _says_something(words):
        raise EmptyText({"what": "answer"})
    if len(words) > RESPONSE_LIMIT:
        raise TextTooLong({"what": "answer", "length": len(words), "limit": RESPONSE_LIMIT, "unit": "characters"})
    return words


def must_be_askable(asker: ParticipantId, put_to: ParticipantId | None, questions: Iterable[Question]) -> None:
    """Refuse a question that nobody can answer, that one asks of oneself, or that is one too many.

    Raises:
        NobodyToAsk: the passage is a guest author's, or its author was erased.
        OwnWords: it is the asker's.
        TooManyQuestions: OPEN_LIMIT of `questions` asked by a button wait for that person already.
    """
    if put_to is None:
        raise NobodyToAsk
    if put_to == asker:
        raise OwnWords
    asked = [question for question in questions if question.act is not None and question.put_to == put_to]
    if sum(not question.settled for question in asked) >= OPEN_LIMIT:
        raise TooManyQuestions({"limit": OPEN_LIMIT})


def must_be_answerable(question: Question, participant: ParticipantId) -> None:
    """Refuse an answer by anybody but the one who was asked, or to what needs none any more.

    Raises:
        NotYourQuestion, QuestionSettled: as they say.
    """
    if question.put_to != participant:
        raise NotYourQuestion
    if question.settled:
        raise QuestionSettled


def must_be_settleable(question: Question, participant: ParticipantId) -> None:
    """Refuse to mark as answered what is not between these two: whoever asked and whoever was asked may.

    Raises:
        NotYourQuestion, QuestionSettled: as they say.
    """
    if participant not in (question.asked_by, question.put_to):
        raise NotYourQuestion
    if question.settled:
        raise QuestionSettled


def must_be_withdrawable(question: Question, participant: ParticipantId) -> None:
    """Refuse to take back what somebody else asked, or what was answered.

    Raises:
        NotYourQuestion, QuestionSettled: as they say.
    """
    if question.asked_by != participant:
        raise NotYourQuestion
    if question.settled:
        raise QuestionSettled


def most_seconded_first(questions: Iterable[Question]) -> tuple[Question, ...]:
    """`questions` by how many second them; those with as many stay in their order."""
    return tuple(sorted(questions, key=lambda question: -len(question.seconders)))


def links_in(text: str) -> tuple[str, ...]:
    """The links of `text`, each once, in order, without the marks that end the sentence around them."""
    found = (match.group().rstrip(_BEHIND_A_LINK) for match in _LINK.finditer(text))
    return tuple(dict.fromkeys(_balanced(link) for link in found))


def _balanced(link: str) -> str:
    return link[:-1] if link.endswith(")") and link.count(")") > link.count("(") else link


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
