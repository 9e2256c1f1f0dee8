"""Points, as posts and private screens."""

from collections.abc import Callable
from dataclasses import replace

from deliberation.terms import Terms
from prompts import posts
from prompts.post import Post
from tests.prompts import asked, listed, samples
from tests.prompts.screens.given import NAMED


def _restated_point() -> Post:
    """A point of a named debate in which restating is on, with words that wait for the reader."""
    debate = replace(NAMED, terms=Terms(steelman=True))
    page = listed.point_page(debate, replace(listed.LISTED[2], asked=False), waiting=(listed.RESTATEMENT,))
    return posts.point(page, samples.USERS)


POSTS: dict[str, Callable[[], Post]] = {
    "points": lambda: posts.points(listed.point_list(waiting=(listed.REWORDING, listed.RESTATEMENT)), samples.USERS),
    "points-empty": lambda: posts.points(replace(listed.point_list(), points=(), counted=None), {}),
    "point": lambda: posts.point(listed.point_page(), samples.USERS),
    "point-named-waiting": _restated_point,
    "point-questioned": lambda: posts.point(
        replace(listed.point_page(), questions=(asked.PLAIN, asked.ANSWERED)), samples.USERS
    ),
}
