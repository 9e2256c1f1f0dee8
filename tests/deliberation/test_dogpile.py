"""Whoever is about to say what five people said is told, and nothing hidden is."""

from deliberation.answering.dogpile import Dogpile, dogpile
from deliberation.point import Counterpoint
from deliberation.stance import Position, Side
from tests.deliberation.records import NO, YES, Story


def replied(*replies: tuple[str | None, str]) -> Story:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    for name, words in replies:
        story.answers(name, claim, words)
    return story


def reads_like(reply: Counterpoint) -> Position | None:
    return {"No.": NO, "Yes.": YES}.get(reply.words)


def test_five_people_on_one_side_are_a_dogpile() -> None:
    story = replied(*((f"p{place}", "No.") for place in range(5)), ("kim", "Yes."), ("mia", "Who knows."))
    assert dogpile(story.record.counterpoints, reads_like) == Dogpile(5, Side.AGAINST)


def test_one_person_five_times_is_none_nor_are_guests_and_what_was_deleted() -> None:
    story = replied(*(("mia", "No.") for _ in range(5)), *((None, "No.") for _ in range(5)))
    assert dogpile(story.record.counterpoints, reads_like) is None
    story = replied(*((f"p{place}", "No.") for place in range(5)))
    story.withdraws(story.record.counterpoints[0].number)
    assert dogpile(story.record.counterpoints, reads_like) is None


def test_where_their_words_take_no_side_all_who_replied_are_told() -> None:
    story = replied(*((f"p{place}", "Who knows.") for place in range(4)), ("kim", "No."), ("kim", "Yes."))
    assert dogpile(story.record.counterpoints, reads_like) == Dogpile(5, None)
