"""Terms: under which conditions a debate is held, fixed at its opening, and whose voice counts where."""

from dataclasses import dataclass, field
from enum import StrEnum


class Voice(StrEnum):
    """As whom somebody gave a stance: it is counted with others of that voice alone."""

    MEMBER = "member"
    GUEST = "guest"
    """Who may talk here but has not been here as long as the debate's gate asks."""
    READER = "reader"
    """Who reads a debate that named speakers write."""


class Form(StrEnum):
    """Where a debate stands: in a thread beneath its opening, or as a post of a forum."""

    THREAD = "thread"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Gate:
    """Who takes part: holders of a role, of an account of some age, in the server for some time."""

    role: int | None = None
    """The role one must hold; None for everybody who can write there."""
    account_days: int = 0
    """Days an account must have existed when the round opened."""
    member_days: int = 0
    """Days one must have been in the server when the round opened."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions of one debate."""

    gate: Gate = field(default_factory=Gate)
    form: Form = Form.THREAD
    quorum: int | None = None
    """How many people must have answered for a round to count; None for no such number."""
    speakers: int | None = None
    """The role whose holders write while the others read; None where everybody writes."""
    steelman: bool = False
    """Whether points can be restated in somebody else's words for their author to confirm."""
