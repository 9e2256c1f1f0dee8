"""A post as data: text, pictures, files and buttons; as JSON in the outbox, as Components V2 on Discord."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from deliberation.ids import ActId, DebateId, ParticipantId, UserId
from deliberation.statement import Passage

TEXT_LIMIT = 4000
"""Characters of text in one post, over all its blocks."""
COMPONENT_LIMIT = 40
"""Components in one post, counted as Discord counts them: rows and what stands in them, and the frame around all."""
ROW_LIMIT = 5
"""Buttons side by side."""
LABEL_LIMIT = 80
"""Characters on a button."""
CHOICES_LIMIT = 25
CHOICE_LIMIT = 100
"""Characters of a choice's label, its description and its value, each."""
PLACEHOLDER_LIMIT = 150
CUSTOM_ID_LIMIT = 100
DESCRIPTION_LIMIT = 1024
"""Characters read out for a picture."""

Users = Mapping[ParticipantId, UserId]
"""Whom to mention; somebody erased is missing and is called "somebody"."""


class Style(StrEnum):
    """How a button looks; never the only thing that tells what it does."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"
    """What cannot be undone."""


class Act(StrEnum):
    """What a button or select does. The numbers behind it are listed here, all of them within one server."""

    TAKE_PART = "take"  # debate
    HOW = "how"  # debate
    VOTE = "vote"  # debate, round, point, rank of the position
    SKIP = "skip"  # debate, round, point
    KEEP = "keep"  # debate, round
    CONDITION = "ifyes"  # debate, round, point: opens a modal
    REASON = "why"  # debate, round, point: opens a modal
    CREDIT = "credit"  # debate, round, point: a select of counterpoint numbers
    VIEW = "view"  # debate: a select of point numbers; answered with the five positions on it
    GIVE = "give"  # debate, round, point, rank of the position: pressed on such an answer
    FOLLOW = "follow"  # debate, wish (deliberation/following.py)
    MINE = "mine"  # debate
    PAIRS = "pairs"  # debate, statement, page: all pairs of a card that shows only some
    ANSWER = "answer"  # debate, page: a private list of points, each of which can be answered
    TO_POINT = "topoint"  # debate: a select of point numbers; opens the form
    PASSAGES = "passages"  # debate, statement, page: its passages, to pick the one to answer
    PICK = "pick"  # debate: a select of passages, as `Place` writes them; opens the form
    REPLY = "reply"  # debate, statement, revision, start, end: the form for an answer to that passage
    REPLY_TO = "replyto"  # debate, point: opens the form for an answer to a point; the form itself
    OWN_PLAIN = "ownplain"  # debate: a select of the presser's own messages that quote nothing
    EARLIER = "earlier"  # debate, statement, page: what was said before, to say which of it the statement answers
    WHICH = "which"  # debate, statement: a select of statements made before it
    MEANS = "means"  # debate, statement, source, page: the source's passages, to say which the statement answers
    MEANT_FOR = "meantfor"  # debate, statement: a select of the questions put to its author
    MEANT = "meant"  # debate, statement: a select of passages, as `Place` writes them
    UNSAY = "unsay"  # debate, statement: takes back what was picked
    NAMED = "named"  # debate, statement: its replies to proposals by name, for its author
    BY_NAME = "byname"  # debate, statement: a select of the points to which they are meant
    ALL_BY_NAME = "allbyname"  # debate, statement: all of them are
    NOT_BY_NAME = "notbyname"  # debate, statement: a select of the points to which they are not
    LOOK = "look"  # debate, point: as VIEW, with one point
    POST_REASON = "postwhy"  # debate, round, point: posts the reason given there under one's name
    REPORT = "report"  # debate, statement: opens the form that reports an answer; the form itself
    REPORTS = "reports"  # debate, page: what is reported, for moderators
    REMOVE = "remove"  # debate, statement: opens the form in which a moderator removes it; the form itself
    DISMISS = "dismiss"  # debate, statement: lets it stand
    WHY_REMOVED = "whygone"  # debate, statement: why it was removed, for its author
    EDIT = "edit"  # debate, statement: opens the form that changes an answer; the form itself
    TAKE_BACK = "takeback"  # debate, statement: asks once
    TAKEN_BACK = "takenback"  # debate, statement: that it is meant
    ABOUT = "about"  # debate, statement or 0, page: a private list of what one can ask about
    ABOUT_ONE = "aboutone"  # debate, statement or 0: a select of points, 0 for the statement; opens the form
    QUESTION = "question"  # debate, point or 0, statement or 0: opens the form for a question; the form itself
    ONE_QUESTION = "onequest"  # a select of questions, as `QuestionPlace` writes them
    RESPOND = "respond"  # debate, question: opens the form that answers it; the form itself
    IS_ANSWERED = "isanswered"  # debate, question: it was answered elsewhere
    UNASK = "unask"  # debate, question
    OPEN_QUESTIONS = "openq"  # debate, page: the questions nobody has answered
    SECOND = "second"  # debate, page: a select of such questions, as `QuestionKey` writes them
    NEEDS = "needs"  # debate, or 0 for all of the server
    MY_QUESTIONS = "myquest"  # debate, or 0 for all of the server
    REMIND = "remind"  # 1 to be reminded, 0 not to be
    RECORD = "record"  # debate or 0, message that asks or 0: what can be asked of the record
    INQUIRE = "inquire"  # debate or 0, which of prompts.asking.INQUIRIES
    SEARCH = "search"  # debate or 0: opens the form; the form itself
    FOUND = "found"  # debate or 0: a select of pages, as `FoundPage` writes them
    OPEN = "open"  # as cogs/asked.py has them: the form that opens a debate
    POINTS = "points"  # debate, order, page: the list of points
    READ = "read"  # debate: a select of point numbers; answered with the page of the point
    ASK_ALL = "askall"  # debate, point: ask that everybody be asked it
    RESTATE = "restate"  # debate, point: a form for the point in one's own words
    CONFIRM = "confirm"  # debate, point, kind, the act that proposed the words, verdict
    HISTORY = "history"  # page: the debates of this server one has answered in
    OWN_IN = "ownin"  # a select of debates: answered with one's own answers in it
    NOT_MEANT = "notmeant"  # debate, round: which words of the presser's a summary quotes
    NOT_MEANT_OF = "notmeantof"  # debate, round: a select of such words, as `prompts.meant` codes them; opens the form
    NOT_MEANT_AS = (
        "notmeantas"  # debate, round, and what `prompts.meant` makes of the words: the form for what was meant
    )
    GO_ON = "goon"  # debate, round, part: the next claims of a ballot that is walked in parts
    AGENDA = "agenda"  # debate: a select of what can stand on the next round's agenda
    DECIDE = "decide"  # debate: the form that records a decision
    LOG = "log"  # debate, page
    SETUP = "setup"  # nothing: looks again at what a server lacks
    SETTLE = "settle"  # setting (deliberation/server.py): a select, or a button that opens a form
    PRIVACY = "privacy"  # step (prompts/privacy.py)
    AGAIN = "again"  # the refused form: shows it again as it was filled


@dataclass(frozen=True, slots=True)
class Action:
    """An act with its numbers, as it travels in a `custom_id`: `cp:vote:12:1:3:0`."""

    act: Act
    numbers: tuple[int, ...]

    @property
    def custom_id(self) -> str:
        """At most 100 characters."""
        return ":".join(("cp", self.act.value, *map(str, self.numbers)))


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as it travels in a select's value: `1234:1:0:55`, statement, revision, start and end."""

    passage: Passage

    @property
    def value(self) -> str:
        """At most 100 characters."""
        span = self.passage.span
        return f"{self.passage.statement}:{self.passage.revision}:{span.start}:{span.end}"


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown as Discord reads it."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between parts."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture among the post's files, with the text read out for it."""

    filename: str
    description: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file among the post's files, to download."""

    filename: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button: it acts, or (with `url`) leads somewhere."""

    label: str
    action: Action | None = None
    url: str | None = None
    style: Style = Style.SECONDARY
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    """Up to five buttons side by side."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a select, at most 100 characters."""

    label: str
    value: str
    description: str | None = None
    chosen: bool = False
    """Whether it is chosen already."""


@dataclass(frozen=True, slots=True)
class Select:
    """A choice among up to 25: of one, unless it says otherwise."""

    action: Action
    placeholder: str
    choices: tuple[Choice, ...]
    least: int = 1
    most: int = 1


class Picks(StrEnum):
    """What Discord lets somebody pick from its own lists."""

    ROLE = "role"
    PLACE = "place"
    """A text channel or a forum."""
    TEXT = "text"
    """A text channel."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice of at most one role or channel of the server, which can be taken back."""

    action: Action
    placeholder: str
    picks: Picks
    picked: int | None = None
    """The one that stands."""


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """A question as it travels in a select's value: `70:1234`, debate and question."""

    debate: DebateId
    question: ActId

    @property
    def value(self) -> str:
        """At most 100 characters."""
        return f"{self.debate}:{self.question}"


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of what a search brings, as it travels in a select's value: `2:opening hours`, page and words."""

    page: int
    words: str

    @property
    def value(self) -> str:
        """At most 100 characters."""
        return f"{self.page}:{self.words}"


Block = Text | Rule | Picture | Attached | Buttons | Select | Pick

_KINDS: dict[str, type[Block]] = {
    "text": Text,
    "rule": Rule,
    "picture": Picture,
    "attached": Attached,
    "buttons": Buttons,
    "select": Select,
    "pick": Pick,
}


@dataclass(frozen=True, slots=True)
class Post:
    """What one message shows, from top to bottom. It pings nobody but those it says."""

    blocks: tuple[Block, ...]
    silent: bool = False
    """Cards and boards arrive without a notification."""
    pings: tuple[int, ...] = ()
    """The people whom it tells when it is sent, each of them mentioned in its text; edits tell nobody."""
    pings_role: int | None = None

    @property
    def text(self) -> str:
        """All its text, as somebody reading only text meets it."""
        return "\n".join(block.markdown for block in self.blocks if isinstance(block, Text))

    def as_json(self) -> str:
        """This post for the outbox."""
        names = {kind: name for name, kind in _KINDS.items()}
        blocks = [{"kind": names[type(block)], **asdict(block)} for block in self.blocks]
        told = {"pings": self.pings, "pings_role": self.pings_role} if self.pings or self.pings_role else {}
        return json.dumps({"silent": self.silent, **told, "blocks": blocks}, ensure_ascii=False, separators=(",", ":"))

    @property
    def length(self) -> int:
        """How many characters of its TEXT_LIMIT it uses."""
        return sum(len(block.markdown) for block in self.blocks if isinstance(block, Text))

    @property
    def components(self) -> int:
        """How many of its COMPONENT_LIMIT it uses."""
        return 1 + sum(_components(block) for block in self.blocks)

    @classmethod
    def from_json(cls, body: str) -> "Post":
        """The post that `as_json` wrote.

        Raises:
            ValueError: `body` is not such a post.
        """
        try:
            data = json.loads(body)
            return cls(
                blocks=tuple(_block(block) for block in data["blocks"]),
                silent=bool(data["silent"]),
                pings=tuple(data.get("pings", ())),
                pings_role=data.get("pings_role"),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not a post") from error


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file that goes with a post. `description` is a picture's alt text."""

    name: str
    data: bytes
    description: str | None = None


def _components(block: Block) -> int:
    match block:
        case Buttons():
            return 1 + len(block.buttons)
        case Select() | Pick():
            return 2
        case Text() | Rule() | Picture() | Attached():
            return 1


def _block(data: dict[str, Any]) -> Block:
    fields = {name: value for name, value in data.items() if name != "kind"}
    kind = _KINDS[data["kind"]]
    if kind is Buttons:
        return Buttons(tuple(_button(button) for button in fields["buttons"]))
    if kind is Select:
        choices = tuple(Choice(**choice) for choice in fields["choices"])
        return Select(
            _action(fields["action"]), fields["placeholder"], choices, fields.get("least", 1), fields.get("most", 1)
        )
    if kind is Pick:
        picked = fields["picked"]
        return Pick(_action(fields["action"]), fields["placeholder"], Picks(fields["picks"]), picked)
    return kind(**fields)


def _button(data: dict[str, Any]) -> Button:
    action = _action(data["action"]) if data["action"] else None
    return Button(data["label"], action, data["url"], Style(data["style"]), bool(data["disabled"]))


def _action(data: dict[str, Any]) -> Action:
    return Action(Act(data["act"]), tuple(int(number) for number in data["numbers"]))
