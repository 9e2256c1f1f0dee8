"""Steps: what a member does with their hands, one at a time, as data. `hands` takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from prompts.post import Act


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the stage by its name, as the value of a command's option."""

    name: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the stage by its name, as the value of a command's option."""

    name: str


@dataclass(frozen=True, slots=True)
class Uses:
    """Types a command: in the first debate's thread, in the channel called `home`, or where they are."""

    command: str
    options: Mapping[str, object] = field(default_factory=dict[str, object])
    home: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Finds:
    """Scrolls to the bot's newest post with these words, and with buttons or selects that do this."""

    words: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Presses:
    """Presses the first button that does this, with `last` the one whose numbers end so, on what is shown."""

    act: Act
    last: int | None = None
    until: str = ""
    """Words to look for: pressed again where they are not shown, and not at all where they are."""


@dataclass(frozen=True, slots=True)
class Picks:
    """Picks in a select of what is shown: the choices with these words, or the first one."""

    act: Act
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writes:
    """Fills the form that is shown, line after line, and submits it. Choices stay as they are, but for `picks`."""

    lines: tuple[str, ...]
    picks: tuple[str, ...] = ()
    """Choices by their whole label, or, where none is called so, by words of it."""


@dataclass(frozen=True, slots=True)
class Menu:
    """Uses a command on the newest message with these words: by its name, under Apps."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Types:
    """Types a message into the debate's thread; it is what is shown then."""

    text: str


@dataclass(frozen=True, slots=True)
class Waits:
    """Lets minutes go by: the board is edited at most once in one."""

    minutes: int


Step = Uses | Finds | Presses | Picks | Writes | Menu | Types | Waits
