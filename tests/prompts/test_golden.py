"""What every post looks like, word for word."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from prompts import posts
from prompts.charts import positions_svg
from prompts.post import Post
from tests.prompts import samples
from tests.prompts.reading import as_text, assert_fits
from tests.prompts.screens import asking, ballots, points, replies, rounds, server, summaries
from tests.prompts.screens.given import COUNTED, answered_in_the_thread

POSTS: dict[str, Callable[[], Post]] = {
    **asking.POSTS,
    **ballots.POSTS,
    **points.POSTS,
    **replies.POSTS,
    **rounds.POSTS,
    **server.POSTS,
    **summaries.POSTS,
}


@pytest.mark.parametrize("name", POSTS)
def test_a_post_reads_as_agreed(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.md", as_text(POSTS[name]()))


def test_words_that_suggest_nothing_leave_a_claim_as_it_is() -> None:
    unsure = answered_in_the_thread(None)
    silent = replace(unsure, own_answer=None)

    assert posts.one_claim(COUNTED, samples.open_round(2), unsure) == posts.one_claim(
        COUNTED, samples.open_round(2), silent
    )


@pytest.mark.parametrize("name", [name for name in POSTS if not name.startswith("summary")])
def test_discord_takes_every_post(name: str) -> None:
    assert_fits(POSTS[name]())


def test_the_chart_is_drawn_as_agreed(golden: Callable[[str, str], None]) -> None:
    golden("chart-positions.svg", positions_svg((samples.CLOSER, samples.APART)))


def test_the_chart_of_a_first_round_has_nothing_to_compare(golden: Callable[[str, str], None]) -> None:
    golden("chart-first-round.svg", positions_svg((replace(samples.CLOSER, before=None),)))
