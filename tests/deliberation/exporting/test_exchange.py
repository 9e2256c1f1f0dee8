"""The exchange: what stands beneath what, and what must not get in."""

from dataclasses import replace

from deliberation.debate import Attribution
from deliberation.exporting.exchange import SharedPoint, exchange_of
from deliberation.exporting.exchange import Standing as PointStanding
from deliberation.stance import Position
from deliberation.views.standings import standings_now, standings_of
from tests.deliberation.records import Story
from tests.prompts.debates import quiet_hours, transcript_of


def shared(story: Story, **facts: int) -> tuple[SharedPoint, ...]:
    """The exchange of a story as it stands now."""
    return exchange_of(transcript_of(story.record), standings_now(story.record), **facts)


def test_a_reply_to_a_reply_stands_beneath_it() -> None:
    quiet, *_ = shared(quiet_hours())

    (nested,) = quiet.answers[1].points
    assert nested.claim == "The raids start at ten. Quiet hours end them."
    assert [answer.words for answer in nested.answers] == [
        "Raids could have a room of their own, which is never quiet."
    ]


def test_what_lies_too_deep_stands_by_itself_and_is_led_to() -> None:
    quiet, deep, *_ = shared(quiet_hours(), deepest=1)

    assert quiet.answers[1].elsewhere == (deep.number,)
    assert not quiet.answers[1].points


def test_everything_said_stands_there_once_however_deep_it_lies() -> None:
    story = Story()
    point = story.proposes("Paint it green")
    story.opens_round()
    for place in range(200):
        point = story.answered_words(story.answers("mia", point, f"Word number {place}."))
    story.answers("tom", point, "The end.")

    said: list[str] = []
    waiting = list(shared(story))
    while waiting:
        top = waiting.pop(0)
        said += [answer.words for answer in top.answers]
        waiting += [inner for answer in top.answers for inner in answer.points]
    assert sorted(said) == sorted([*(f"Word number {place}." for place in range(200)), "The end."])


def test_words_that_were_taken_back_are_not_there_but_the_replies_to_them_are() -> None:
    story = quiet_hours()
    games = next(answer.number for answer in story.record.counterpoints if answer.words.startswith("The raids"))
    story.withdraws(games)

    points = shared(story)

    assert all("The raids start" not in answer.words for point in points for answer in point.answers)
    (gone,) = [point for point in points if point.claim is None]
    assert gone.words is None
    assert [answer.words for answer in gone.answers] == ["Raids could have a room of their own, which is never quiet."]


def test_a_claim_that_people_answered_stays_without_its_passage_when_it_was_taken_back() -> None:
    story = quiet_hours()
    games = next(answer.number for answer in story.record.counterpoints if answer.words.startswith("The raids"))
    made = next(point for point in story.record.points if point.claim.startswith("The raids"))
    story.opens_round()
    story.stands("mia", made.number, Position.AGREE)
    story.withdraws(games)

    (kept,) = [point for point in shared(story) if point.number == made.number]
    assert (kept.claim, kept.words, kept.deleted) == (made.claim, None, True)


def test_erased_words_are_not_there() -> None:
    story = quiet_hours()
    games = next(answer for answer in story.record.counterpoints if answer.words.startswith("The raids"))
    story.record = replace(
        story.record,
        points=tuple(
            replace(point, claim="", author=None) if point.passage.statement == games.passage.statement else point
            for point in story.record.points
        ),
        counterpoints=tuple(
            replace(answer, words="", author=None) if answer is games else answer
            for answer in story.record.counterpoints
        ),
    )

    assert [point.claim for point in shared(story)].count(None) == 1


def test_nobody_is_named_where_only_counts_are_shown() -> None:
    speakers = [answer.speaker.participant for point in shared(quiet_hours()) for answer in point.answers]
    named = [answer.speaker.participant for point in shared(quiet_hours(Attribution.NAMED)) for answer in point.answers]

    assert set(speakers) == {None}
    assert None not in named


def test_a_guests_name_stands_beside_a_guests_words() -> None:
    story = Story()
    shed = story.proposes("Paint it green")
    story.opens_round()
    story.answers(None, shed, "Green hides the moss.", guest="Aunt Ada")

    assert shared(story)[0].answers[0].speaker.guest == "Aunt Ada"


def test_the_page_of_a_round_holds_nothing_of_the_next() -> None:
    story = quiet_hours()
    record = story.record

    words = [
        answer.words
        for point in exchange_of(transcript_of(record), standings_of(record, record.rounds[0].number))
        for answer in point.answers
    ]

    assert "My flatmate sleeps next door, and half of us work early.\n\nTen is too early, midnight too late." in words
    assert "Most spam comes within the first hour." not in words


def test_split_and_set_aside_points_say_so() -> None:
    story = quiet_hours()
    parts = story.splits(story.record.points[0].number, "Quiet hours on weekdays", "Quiet hours on weekends")
    story.sets_aside(story.record.points[1].number, "off topic")

    points = {point.number: point for point in shared(story)}

    assert points[story.record.points[0].number].standing is PointStanding.SPLIT
    assert points[story.record.points[0].number].parts == parts
    assert points[story.record.points[1].number].standing is PointStanding.SET_ASIDE
    assert points[story.record.points[1].number].reason == "off topic"


def test_two_points_within_each_other_are_both_there() -> None:
    story = Story()
    first = story.proposes("Paint it green")
    story.opens_round()
    answer = story.answers("mia", first, "No, blue.")
    inner = story.answered_words(answer)
    around = story.answers("tom", inner, "Blue fades.")
    circle = story.answered_words(around)
    story.record = replace(
        story.record,
        counterpoints=tuple(
            replace(found, point=circle) if found.number == answer else found for found in story.record.counterpoints
        ),
    )

    numbers = {first, inner, circle}
    found = set[int]()
    waiting = list(shared(story))
    while waiting:
        point = waiting.pop()
        found.add(point.number)
        waiting += [beneath for answer in point.answers for beneath in answer.points]
    assert found == numbers
