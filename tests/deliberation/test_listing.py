"""The points as somebody looks through them: words and counts that belong together."""

from dataclasses import replace

from deliberation.ids import ParticipantId, RoundNumber
from deliberation.points.listing import ListedPoint, Order, compose_point, compose_points
from tests.deliberation.records import Story

READER = ParticipantId(999)


def listed(story: Story) -> ListedPoint:
    """The only point, as the list and its page show it."""
    (point,) = compose_points(story.record, Order.DIVIDED, READER, frozenset()).points
    page = compose_point(story.record, point.number, READER, frozenset(), asking=False)
    assert page is not None
    assert page.point == point
    return point


def test_words_that_stand_from_the_next_round_on_are_not_shown_before_it() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(green, "YYYYYY")
    story.closes_round()
    later = replace(story.rewords(green, "Leave it as it is"), round=RoundNumber(2))
    story.record = replace(story.record, changes=replace(story.record.changes, rewordings=(later,)))

    point = listed(story)

    assert (point.claim, point.reworded, point.answered_as) == ("Paint it green", False, None)


def test_counts_of_former_words_stand_beside_the_words_they_are_of() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(green, "YYYYYY")
    story.closes_round()
    story.opens_round()
    story.rewords(green, "Leave it as it is")

    point = listed(story)

    assert (point.claim, point.reworded, point.answered_as) == ("Leave it as it is", True, "Paint it green")
    assert point.tally is not None
