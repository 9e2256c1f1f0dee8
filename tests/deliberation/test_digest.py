"""The weekly digest: what closed, what is open, what waits and what changed most minds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from deliberation.debate import Tallies
from deliberation.ids import DebateId, DebateKey, GuildId
from deliberation.steering.schedule import Week, week_of
from deliberation.views.digest import compose_digest
from tests.deliberation.records import START, Story


def week_around(at: datetime) -> Week:
    return week_of(at, "UTC")


THIS_WEEK = week_around(START)
"""Monday 2 to Sunday 8 November 2026; stories begin on its Monday."""
NEXT_WEEK = week_around(START + timedelta(days=7))


def changed_minds(title: str = "The shed", *, debate: int = 70, changers: int = 4) -> Story:
    """Two rounds that close in THIS_WEEK, the second with people who changed their minds and credit an answer."""
    story = Story(title, debate=debate)
    claim = story.proposes("Paint it green")
    story.opens_round(days=1)
    moss = story.answers("ada", claim, f"{title} is full of moss.")
    story.crowd_stands(claim, "YYY" + "N" * changers)
    story.closes_round()
    story.opens_round(days=1)
    story.crowd_stands(claim, "YYY" + "y" * changers, credits={"y": moss})
    story.closes_round()
    return story


def test_rounds_that_closed_in_the_week_are_told_with_what_moved() -> None:
    digest = compose_digest([changed_minds().record], THIS_WEEK)
    assert [(entry.round, entry.closer, entry.apart) for entry in digest.closed] == [
        (1, (), ()),
        (2, ("Paint it green",), ()),
    ]
    assert [(entry.answered, entry.people) for entry in digest.closed] == [(7, 8), (7, 8)]
    assert digest.closed[0].link.message == changed_minds().record.debate.opening
    assert (digest.first_day.day, digest.last_day.day) == (2, 8)


def test_a_round_belongs_to_the_week_in_which_it_closed_and_to_no_other() -> None:
    story = Story()
    story.opens_round(days=6)
    story.closes_round()
    closing = story.record.rounds[0].closed_at
    assert closing is not None
    before = replace(THIS_WEEK, ends=closing)
    after = replace(THIS_WEEK, begins=closing, ends=closing + timedelta(days=7))
    assert [len(compose_digest([story.record], week).closed) for week in (before, after)] == [0, 1]


def test_a_cancelled_round_is_not_told() -> None:
    story = Story()
    story.opens_round(days=1)
    story.cancels_round()
    assert compose_digest([story.record], THIS_WEEK).quiet


def test_an_open_round_says_how_many_answered_and_that_the_rest_is_hidden() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(claim, "YNY")
    story.says("somebody else")
    (entry,) = compose_digest([story.record], THIS_WEEK).open
    assert (entry.answered, entry.people, entry.hidden) == (3, 4, True)
    assert entry.deadline == story.record.rounds[0].deadline
    live = Story(tallies=Tallies.LIVE)
    live.opens_round()
    assert not compose_digest([live.record], THIS_WEEK).open[0].hidden


def test_open_rounds_are_told_by_the_nearest_deadline() -> None:
    later, sooner = Story("Later", debate=1), Story("Sooner", debate=2)
    later.opens_round(days=5)
    sooner.opens_round(days=2)
    digest = compose_digest([later.record, sooner.record], THIS_WEEK)
    assert [entry.title for entry in digest.open] == ["Sooner", "Later"]


def test_what_waits_is_counted_over_the_debates_that_go_on() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.proposes("Move it")
    story.opens_round()
    story.asks(story.answers("mia", green, "Who buys the paint?"), "Who buys the paint?")
    digest = compose_digest([story.record], THIS_WEEK)
    assert (digest.questions, digest.unanswered) == (1, 1)
    story.ends()
    digest = compose_digest([story.record], THIS_WEEK)
    assert (digest.questions, digest.unanswered) == (0, 0)


def test_the_answers_that_changed_most_minds_are_quoted_at_most_two() -> None:
    stories = [changed_minds(f"Shed {size}", debate=size, changers=size) for size in (2, 5, 3)]
    digest = compose_digest([story.record for story in stories], THIS_WEEK)
    assert [(quotation.words, quotation.people) for quotation in digest.changed_most] == [
        ("Shed 5 is full of moss.", 5),
        ("Shed 3 is full of moss.", 3),
    ]


def test_minds_changed_in_a_round_still_open_stay_hidden_until_it_closes() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round(days=1)
    moss = story.answers("ada", claim, "It is full of moss.")
    story.crowd_stands(claim, "YYYNNN")
    story.closes_round()
    story.opens_round(days=7)
    story.crowd_stands(claim, "YYYyyy", credits={"y": moss})
    assert compose_digest([story.record], THIS_WEEK).changed_most == ()
    story.closes_round()
    assert compose_digest([story.record], NEXT_WEEK).changed_most[0].people == 3


def test_minds_changed_among_few_in_a_counted_debate_are_not_told() -> None:
    story = changed_minds(changers=1)
    assert compose_digest([story.record], THIS_WEEK).changed_most == ()


def test_somebody_whose_mind_one_answer_changed_twice_is_one_person() -> None:
    story = Story(planned_rounds=3)
    claim = story.proposes("Paint it green")
    story.opens_round(days=1)
    moss = story.answers("ada", claim, "It is full of moss.")
    for marks in ("YYYNN", "YYYnn", "YYYyy"):
        if story.record.rounds[-1].over:
            story.opens_round(days=1)
        story.crowd_stands(claim, marks, credits={"n": moss, "y": moss})
        story.closes_round()
    (quotation,) = compose_digest([story.record], THIS_WEEK).changed_most
    assert quotation.people == 2


def test_a_week_without_anything_is_quiet() -> None:
    assert compose_digest([], THIS_WEEK).quiet
    assert compose_digest([changed_minds().record], NEXT_WEEK).quiet
    assert not compose_digest([changed_minds().record], THIS_WEEK).quiet


def test_a_debate_whose_opening_is_not_posted_yet_has_no_place_in_it() -> None:
    story = Story()
    story.proposes("Paint it green")
    story.opens_round()
    unposted = replace(story.record, debate=replace(story.record.debate, opening=None, thread=None))
    assert compose_digest([unposted], THIS_WEEK).quiet


def test_debates_are_told_apart_though_their_answers_have_the_same_numbers() -> None:
    one, other = changed_minds("Shed", debate=1), changed_minds("Barn", debate=2)
    assert other.record.debate.key == DebateKey(GuildId(7), DebateId(2))
    digest = compose_digest([one.record, other.record], week_around(datetime(2026, 11, 4, tzinfo=UTC)))
    assert {quotation.words for quotation in digest.changed_most} == {
        "Shed is full of moss.",
        "Barn is full of moss.",
    }
