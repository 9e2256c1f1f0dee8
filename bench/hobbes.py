"""How many of a book's answers are joined to the passage they answer: `python bench/hobbes.py [--misses]`.

Hobbes answered Bramhall in 1656 as one answers a letter: Bramhall's reply is printed whole, with small letters where
Hobbes stops, and beneath it come the lettered passages, quoted by their beginning and answered one after the other.
Spelling, capitals and words differ between the two, since printers set what they saw, and scribes what they liked.

The edition (TEI, EEBO-TCP A44010) lies beside the project. Every speech is a statement in the order of the book; every
set of answers is made a reply with its quotes between angle marks, and read and located as the bot does it.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as Tree

from deliberation.ids import Span, StatementId
from deliberation.locating import DebateIndex, Located
from deliberation.reading import read_in_line

EDITION = Path(__file__).parents[1] / ".." / "shared" / "letters" / "hobbes-answer-to-bramhall-1656.xml"
_TEI = "{http://www.tei-c.org/ns/1.0}"
_MARK = re.compile(r"\ue000(.)")
"""A letter beside the text, as `_flat` leaves it."""
_LETTER = re.compile(r"\( ?\ue000?([a-z]) ?\)|\ue000([a-z])\)?")
_ANSWER = "\ue001"
"""Where Hobbes' own words begin, as `_flat` leaves it: they are set in italics, and so are names and Latin."""
_LEAST_ITALICS = 80
_EPISTLES = frozenset(("dedication", "to_the_reader"))
_NOT_PRINTED = frozenset(("note", "head", "speaker", "pb"))


@dataclass(frozen=True)
class Speech:
    """What one of the two said in one go, and at which character each lettered passage of it begins."""

    number: StatementId
    text: str
    letters: dict[str, int]

    def passage(self, letter: str) -> Span:
        """From one letter to the next."""
        start = self.letters[letter]
        later = [at for at in self.letters.values() if at > start]
        return Span(start, min(later, default=len(self.text)))


@dataclass(frozen=True)
class Reply:
    """Hobbes' answers to the speeches since he answered last: the text in line and, in order, its quotes' letters."""

    number: StatementId
    answered: tuple[Speech, ...]
    text: str
    letters: list[str]

    def speech(self, letter: str) -> Speech:
        """The speech that has a letter, or else the last."""
        return next((speech for speech in reversed(self.answered) if letter in speech.letters), self.answered[-1])


@dataclass
class Book:
    """The speeches and the replies of the whole book."""

    speeches: list[Speech] = field(default_factory=list[Speech])
    replies: list[Reply] = field(default_factory=list[Reply])


@dataclass(frozen=True)
class Joined:
    """A quote with the speech it was taken from, and where it was found."""

    letter: str
    words: str
    reply: Reply
    found: Located | None

    @property
    def answered(self) -> Speech:
        """The speech the quote was taken from."""
        return self.reply.speech(self.letter)

    @property
    def lettered(self) -> bool:
        """Whether the speech has the letter, so that one can tell where the quote belongs."""
        return self.letter in self.answered.letters

    @property
    def right_speech(self) -> bool:
        """Whether it was found in a speech that is answered."""
        return self.found is not None and self.found.statement in {speech.number for speech in self.reply.answered}

    @property
    def right_passage(self) -> bool:
        """Whether it was found within the passage that has its letter (and not, say, where the same is said again)."""
        if self.found is None or self.found.statement != self.answered.number:
            return False
        passage, span = self.answered.passage(self.letter), self.found.span
        return 2 * (min(passage.end, span.end) - max(passage.start, span.start)) >= span.end - span.start


def read_book(path: Path = EDITION) -> Book:
    """The book as speeches and replies."""
    book = Book()
    for division in Tree.parse(path).getroot().iter(f"{_TEI}div"):
        kind = division.get("type")
        if kind in _EPISTLES:
            _take_speech([part for part in division if part.tag == f"{_TEI}p"], book)
        elif kind == "text" or (kind == "animadversions" and division.get("n") is None):
            _read_division(division, book)
    return book


def joined_answers(book: Book) -> list[Joined]:
    """Every quote of the book, read in line and located among the speeches before it."""
    index = DebateIndex()
    speeches = {speech.number: speech for speech in book.speeches}
    replies = {reply.number: reply for reply in book.replies}
    joined: list[Joined] = []
    for number in sorted((*speeches, *replies)):
        if number in speeches:
            index.add(number, 1, speeches[number].text)
            continue
        reply = replies[number]
        pairs = read_in_line(reply.text)
        for letter, pair in zip(reply.letters, pairs, strict=True):
            found = index.locate(pair.words, before=number, near=reply.answered[-1].number)
            joined.append(Joined(letter, pair.words, reply, found))
        index.add(number, 1, reply.text, tuple(pair.quote for pair in pairs))
    return joined


def _read_division(division: Tree.Element, book: Book) -> None:
    """Take in the speeches and the paragraphs of a division, in the order of the page."""
    paragraphs: list[str] = []
    for child in division:
        name = child.tag.removeprefix(_TEI)
        if name == "p":
            paragraphs.append(_flat(child))
            continue
        _take_reply(paragraphs, book)
        paragraphs = []
        if name == "sp":
            _take_speech([part for part in child if part.tag == f"{_TEI}p"], book)
        elif name == "div":
            _read_division(child, book)
    _take_reply(paragraphs, book)


def _take_speech(paragraphs: list[Tree.Element], book: Book) -> None:
    said = "\n\n".join(_flat(part).replace(_ANSWER, "") for part in paragraphs)
    book.speeches.append(_speech(_next_number(book), said))


def _next_number(book: Book) -> StatementId:
    return StatementId(len(book.speeches) + len(book.replies) + 1)


def _speech(number: StatementId, marked: str) -> Speech:
    """A speech without the letters beside it, which are the printer's."""
    text = ""
    letters: dict[str, int] = {}
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        letters.setdefault(mark[1], len(text) + len(marked[mark.end() :]) - len(marked[mark.end() :].lstrip()))
        at = mark.end()
    return Speech(number, text + marked[at:], letters)


def _take_reply(paragraphs: list[str], book: Book) -> None:
    """Take in answers: a letter begins a quote, which ends with its paragraph or at the next letter."""
    replied = book.replies[-1].number if book.replies else 0
    answered = tuple(speech for speech in book.speeches if speech.number > replied)
    if not answered:
        return
    parts: list[str] = []
    letters: list[str] = []
    for paragraph in paragraphs:
        marks = list(_MARK.finditer(paragraph))
        if not marks:
            parts.append(_bare(paragraph))
            continue
        if before := _bare(paragraph[: marks[0].start()]):
            parts.append(before)
        ends = [*(mark.start() for mark in marks[1:]), len(paragraph)]
        for mark, end in zip(marks, ends, strict=True):
            letters.append(mark[1])
            quoted, answer = _parted(paragraph[mark.end() : end])
            parts += [f"<{_bare(quoted)}>", _bare(answer)]
    if letters:
        text = "\n\n".join(part for part in parts if part)
        book.replies.append(Reply(_next_number(book), answered, text, letters))


def _parted(paragraph: str) -> tuple[str, str]:
    """A paragraph as the words quoted, up to a closing bracket or to Hobbes' italics, and the answer to them."""
    opened = paragraph.find("[") + 1
    closed = paragraph.find("]")
    if closed >= 0:
        return paragraph[opened if opened < closed else 0 : closed], paragraph[closed + 1 :]
    words = len(paragraph) - len(paragraph.lstrip(f" {_ANSWER}"))
    answer = paragraph.find(_ANSWER, words)
    return (paragraph[opened:answer], paragraph[answer:]) if answer > opened else (paragraph[opened:], "")


def _bare(paragraph: str) -> str:
    return " ".join(paragraph.replace(_ANSWER, " ").split())


def _flat(element: Tree.Element) -> str:
    """The words of an element as printed, letters in the margin marked; hyphens at line ends are gone."""
    words = " ".join("".join(_pieces(element)).split())
    return _LETTER.sub(lambda found: f"\ue000{found[1] or found[2]}", words)


def _pieces(element: Tree.Element) -> Iterator[str]:
    """The text of an element in pieces."""
    name = element.tag.removeprefix(_TEI)
    if name == "hi" and element.get("rend") == "sup" and re.fullmatch(r"[a-z]", (element.text or "").strip()):
        yield f"\ue000{(element.text or '').strip()}"
        return
    if name == "hi" and len("".join(element.itertext())) >= _LEAST_ITALICS:
        yield _ANSWER
    if element.text and name != "g":
        yield element.text
    for child in element:
        if child.tag.removeprefix(_TEI) not in _NOT_PRINTED:
            yield from _pieces(child)
        if child.tail:
            yield child.tail


def main() -> None:
    """Print how many of the answers were joined."""
    if not EDITION.exists():
        raise SystemExit("The edition does not lie beside the project (see the bench's first lines).")
    joined = joined_answers(read_book())
    known = [one for one in joined if one.lettered]
    speech = sum(one.right_speech for one in joined)
    print(f"{len(joined)} quotes, {speech} ({speech / len(joined):.1%}) found in the speech they answer")
    right = sum(one.right_passage for one in known)
    print(f"{len(known)} have their letter there, {right} ({right / len(known):.1%}) found in its passage")
    if "--misses" in sys.argv:
        for one in joined:
            if not (one.right_passage if one.lettered else one.right_speech):
                print(f"\n({one.letter}) in statement {one.answered.number}: {one.words}\n   {one.found}")
                if one.lettered:
                    print("   there: ", one.answered.passage(one.letter).of(one.answered.text)[:300])


if __name__ == "__main__":
    main()
