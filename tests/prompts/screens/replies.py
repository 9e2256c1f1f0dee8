"""Cards and posted replies, as posts and private screens."""

from collections.abc import Callable
from dataclasses import replace

from deliberation.statement import StatementKind
from deliberation.views.card import Card
from prompts import posts
from prompts.post import Post
from tests.prompts import samples
from tests.prompts.screens.given import COUNTED, NAMED


def nowhere(card: Card) -> Card:
    """The same card, had none of its quotes been found."""
    pairs = tuple(replace(pair, source=None, source_link=None, changed=False) for pair in card.pairs)
    return replace(card, pairs=pairs)


MESSAGE = samples.card(kind=StatementKind.MESSAGE, pairs=samples.PAIRS[:2])


def _erased_card() -> Post:
    """A letter that quotes somebody whose words were erased."""
    card = samples.card()
    pairs = tuple(replace(pair, quoted="", source="", claim="", changed=False) for pair in card.pairs)
    return posts.card(replace(card, pairs=pairs), COUNTED, samples.USERS)


POSTS: dict[str, Callable[[], Post]] = {
    "card-letter": lambda: posts.card(samples.card(), COUNTED, samples.USERS),
    "card-guest-named": lambda: posts.card(samples.card(guest="Aunt Ada"), NAMED, samples.USERS),
    "card-message": lambda: posts.card(MESSAGE, COUNTED, samples.USERS),
    "card-none-found": lambda: posts.card(nowhere(samples.card()), COUNTED, samples.USERS),
    "card-page": lambda: posts.card(samples.card(), COUNTED, samples.USERS, page=1),
    "card-by-name": lambda: posts.card(
        samples.card(
            kind=StatementKind.MESSAGE,
            pairs=(*samples.PAIRS[:1], replace(samples.PAIRS[0], number=2, by_name=True, response="Twice is late.")),
            not_counted=samples.BY_NAME[:2],
        ),
        COUNTED,
        samples.USERS,
    ),
    "card-only-by-name": lambda: posts.card(
        samples.card(pairs=(), not_counted=samples.BY_NAME[:2]), COUNTED, samples.USERS
    ),
    "by-name": lambda: posts.by_name(samples.BY_NAME, COUNTED, samples.card().statement),
    "by-name-nothing": lambda: posts.by_name((), COUNTED, samples.card().statement),
    "card-withdrawn": lambda: posts.card(samples.card(withdrawn=True), COUNTED, samples.USERS),
    "erased-card": _erased_card,
}
