"""The words a summary quotes of somebody, for them to pick the ones they meant otherwise. Private."""

from collections.abc import Sequence

from deliberation.points.meant import Quoted, QuotedAs, QuotedWords
from prompts.post import CHOICE_LIMIT, CHOICES_LIMIT, Act, Action, Choice, Post, Select, Text
from prompts.sentences import say
from prompts.words import plain

_KINDS = tuple(QuotedAs)


def quoted_words(debate: int, round: int, quoted: Sequence[QuotedWords]) -> Post:
    """A select of what the summary of a round quotes of its reader."""
    choices = tuple(
        Choice(plain(one.words, CHOICE_LIMIT), ":".join(map(str, coded(one.quoted)))) for one in quoted[:CHOICES_LIMIT]
    )
    return Post(
        (Text(say("meant_which")), Select(Action(Act.NOT_MEANT_OF, (debate, round)), say("meant_pick"), choices))
    )


def coded(quoted: Quoted) -> tuple[int, int, int]:
    """Quoted words as numbers, as they travel in a select or a form."""
    kind, number, place = quoted
    return (_KINDS.index(kind), number, place)


def meant_by(numbers: Sequence[int]) -> Quoted | None:
    """The words that `coded` made `numbers` of; None where it made them of none."""
    kind, number, place = numbers
    return (_KINDS[kind], number, place) if kind < len(_KINDS) else None
