"""Own chat: a member's own messages that quote nothing, chat until their author says what they answer."""

from dataclasses import dataclass

from deliberation.answering.answer import Earlier

LISTED_LIMIT = 25
"""The most that are listed at a time; a select holds no more."""


@dataclass(frozen=True, slots=True)
class OwnChat:
    """How many messages of a member's quote nothing, and the first of them: those that are Discord replies to something
    before the others, the latest first.
    """

    count: int = 0
    listed: tuple[Earlier, ...] = ()
