"""What people do in a rehearsal, as data: `play` carries each act out as a person would, by typing and pressing."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rehearsal.steps import Step
from deliberation.stance import Position


class Who(StrEnum):
    """Who plays. The value is the name people see."""

    MARA = "Mara"
    JONAS = "Jonas"
    PRIYA = "Priya"
    TOBI = "Tobi"
    WEN = "Wen"
    LUCIA = "Lucía"


@dataclass(frozen=True, slots=True)
class Says:
    """Types a message into the debate's thread, or into `channel`."""

    who: Who
    text: str
    name: str = ""
    """Under which later acts speak of this message."""
    replying_to: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits a message of theirs."""

    who: Who
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Deletes:
    """Deletes a message of theirs."""

    who: Who
    name: str


@dataclass(frozen=True, slots=True)
class Drops:
    """Drops a letter into the thread as a file."""

    who: Who
    letter: str


@dataclass(frozen=True, slots=True)
class JoinsLetter:
    """Uploads a letter with `/debate join-letter`: their own, or a guest author's."""

    who: Who
    letter: str
    guest: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody presses on one claim of the ballot. `claim` and `credit` are words by which to know them."""

    claim: str
    position: Position
    reason: str = ""
    condition: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """Presses "Take part" and walks through the ballot; claims with no answer here are kept, or else skipped."""

    who: Who
    answers: tuple[Answer, ...]
    keeps_the_rest: bool = False


@dataclass(frozen=True, slots=True)
class Does:
    """Types and presses something, step by step."""

    who: Who
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ReadersLetters:
    """Here the letters given on the command line are dropped into the thread."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Everybody looks at the board as it stands now."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Nobody does anything; the line tells what the clock is about to do."""

    line: str


Act = Says | Edits | Deletes | Drops | JoinsLetter | Votes | Does | ReadersLetters | Looks | Meanwhile


@dataclass(frozen=True, slots=True)
class Scene:
    """An act, and how many minutes pass on Discord's clock before it."""

    after: int
    act: Act
