"""The words a summary quotes of somebody, for them to pick the ones they meant otherwise. Private."""

from collections.abc import Sequence

from deliberation.points.meant import QuotedAs, QuotedWords
from prompts.post import CHOICE_LIMIT, CHOICES_LIMIT, Act, Action, Choice, Post, Select, Text
from prompts.sentences import say
from prompts.words import plain

_KINDS = tuple(QuotedAs)


def quoted_words(debate: int, round: int, quoted: Sequence[QuotedWords]) -> Post:
    """A select of what the summary of a round quotes of its reader."""
    choices = tuple(
        Choice(plain(one.words, CHOICE_LIMIT), str(coded(one.kind, one.number))) for one in quoted[:CHOICES_LIMIT]
    )
    return Post(
        (Text(say("meant_which")), Select(Action(Act.NOT_MEANT_OF, (debate, round)), say("meant_pick"), choices))
    )


def coded(kind: QuotedAs, number: int) -> int:
    """One number for quoted words, as it travels in a select or a form."""
    return number * len(_KINDS) + _KINDS.index(kind)


def meant_by(code: int) -> tuple[QuotedAs, int]:
    """The words that `coded` made `code` of."""
    return _KINDS[code % len(_KINDS)], code // len(_KINDS)
