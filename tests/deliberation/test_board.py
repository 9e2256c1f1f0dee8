"""The board: what stands to be answered, without telling what is still hidden."""

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from deliberation.debate import Attribution, Tallies
from deliberation.ids import RoundNumber
from deliberation.point import PointOrigin
from deliberation.stance import Tally
from deliberation.views.board import compose_board
from deliberation.views.summary import WITHHOLD_BELOW, summarise
from tests.deliberation.records import MARKS, NO, YES, Story

ONE, TWO = RoundNumber(1), RoundNumber(2)


def test_proposals_come_first_and_then_the_points_most_answered() -> None:
    story = Story()
    green, move = story.proposes("Paint it green"), story.proposes("Move it")
    story.opens_round()
    moss = story.answered_words(story.answers("mia", green, "Green hides the moss."))
    roots = story.answered_words(story.answers("tom", move, "The roots are in the way."))
    story.answers("tom", moss, "It feeds it.")
    story.answers("mia", roots, "We can cut them.")
    story.answers("ada", roots, "Please don't.")
    board = compose_board(story.record, ONE)
    assert [(point.number, point.answers) for point in board.points] == [(green, 1), (move, 1), (roots, 2), (moss, 1)]
    assert [point.origin for point in board.points[:2]] == [PointOrigin.PROPOSAL] * 2
    assert board.points[2].link == story.record.points[roots - 1].link


def test_points_that_became_one_are_shown_once_with_all_their_answers() -> None:
    story = Story()
    green, verdant = story.proposes("Paint it green"), story.proposes("Paint it a fresh green")
    story.opens_round()
    story.answers("mia", green, "Green hides the moss.")
    story.answers("tom", verdant, "It fades.")
    story.merges(verdant, green)
    assert [(point.number, point.answers) for point in compose_board(story.record, ONE).points] == [(green, 2)]


def test_counts_stay_hidden_while_the_round_is_open_and_show_when_it_is_over() -> None:
    story = Story()
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(claim, "YYYnN")
    board = compose_board(story.record, ONE)
    assert board.points[0].tally is None
    assert board.people == 5
    story.closes_round()
    tally = compose_board(story.record, ONE).points[0].tally
    assert tally is not None
    assert tally.counts == (3, 0, 0, 1, 1)


def test_live_counts_of_a_counted_debate_show_five_answers_once_five_more_have_come() -> None:
    story = Story(tallies=Tallies.LIVE)
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(claim, "YYYnNYYYY")
    assert compose_board(story.record, ONE).points[0].tally is None
    story.stands("one more", claim, NO)
    assert compose_board(story.record, ONE).points[0].tally == Tally((3, 0, 0, 1, 1))


@given(st.lists(st.tuples(st.integers(1, 12), st.sampled_from("Yy?nN")), max_size=60))
def test_whoever_follows_live_counts_of_a_counted_debate_learns_nothing_of_fewer_than_five_people(
    presses: list[tuple[int, str]],
) -> None:
    story = Story(tallies=Tallies.LIVE)
    claim = story.proposes("Paint it green")
    story.opens_round()
    now: dict[int, str] = {}
    then: list[dict[int, str]] = []
    shown: list[Tally] = []
    for person, mark in presses:
        story.stands(f"p{person}", claim, MARKS[mark])
        now = now | {person: mark}
        then.append(now)
        tally = compose_board(story.record, ONE).points[0].tally
        assert tally is not None or not shown
        shown += [tally] if tally not in (None, *shown[-1:]) else []
    story.closes_round()
    final = compose_board(story.record, ONE).points[0].tally
    shown += [final] if final not in (None, *shown[-1:]) else []
    for earlier, later in pairwise(shown):
        assert most_who_differ(earlier, later, then) >= WITHHOLD_BELOW


def most_who_differ(earlier: Tally, later: Tally, states: list[dict[int, str]]) -> int:
    """By how many people's answers two moments may differ that have these counts."""
    found = [[state for state in states if counted(state) == tally] for tally in (earlier, later)]
    return max(
        sum(one.get(person) != other.get(person) for person in one.keys() | other.keys())
        for one, other in product(*found)
    )


def counted(state: dict[int, str]) -> Tally:
    return Tally.of(MARKS[mark] for mark in state.values())


def test_final_counts_that_would_tell_the_last_few_answers_from_the_live_ones_are_withheld() -> None:
    story = Story(tallies=Tallies.LIVE)
    claim = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(claim, "YYYYYNNNNN")
    for name in ("p6", "p7", "p8"):
        story.stands(name, claim, YES)
    story.closes_round()
    settled = compose_board(story.record, ONE).points[0].tally
    assert settled == Tally((8, 0, 0, 0, 2))

    wavering = Story(tallies=Tallies.LIVE)
    red = wavering.proposes("Paint it red")
    wavering.opens_round()
    wavering.crowd_stands(red, "YYYYY")
    wavering.crowd_stands(red, "NNNNN")
    assert compose_board(wavering.record, ONE).points[0].tally == Tally((5, 0, 0, 0, 0))
    wavering.crowd_stands(red, "YYYY")
    wavering.closes_round()
    assert compose_board(wavering.record, ONE).points[0].tally is None
    assert summarise(wavering.record, ONE).results[0].tally is None


def test_a_counted_debate_withholds_few_answers_even_when_the_round_is_over() -> None:
    story = Story()
    story.opens_round()
    story.crowd_stands(story.proposes("Paint it green"), "YYYn")
    story.closes_round()
    assert compose_board(story.record, ONE).points[0].tally is None


def test_a_named_debate_with_live_counts_shows_the_first_answer() -> None:
    story = Story(attribution=Attribution.NAMED, tallies=Tallies.LIVE)
    story.opens_round()
    story.stands("mia", story.proposes("Paint it green"), YES)
    tally = compose_board(story.record, ONE).points[0].tally
    assert tally is not None
    assert tally.counts == (1, 0, 0, 0, 0)


def test_a_point_whose_only_answer_was_withdrawn_leaves_the_board() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    moss = story.answered_words(story.answers("mia", green, "Green hides the moss."))
    reply = story.answers("tom", moss, "It feeds it.")
    assert len(compose_board(story.record, ONE).points) == 2
    story.withdraws(reply)
    assert [point.number for point in compose_board(story.record, ONE).points] == [green]


def test_the_board_of_an_earlier_round_does_not_show_what_came_later() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    story.closes_round()
    story.opens_round()
    story.answered_words(story.answers("mia", green, "Green hides the moss."))
    first, second = compose_board(story.record, ONE), compose_board(story.record, TWO)
    assert (first.points[0].answers, second.points[0].answers) == (0, 1)
    assert first.unanswered[0].words == "Paint it green"
    assert second.unanswered == ()


def test_an_unanswered_question_says_what_was_asked_and_whom() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    answer = story.answers("mia", green, "Who buys the paint?")
    story.asks(answer, "Who buys the paint?", put_to="tom")
    (waiting,) = compose_board(story.record, ONE).questions
    assert waiting.put_to == story.who("tom")
    assert waiting.link == story.counterpoint(answer).link


def test_a_question_is_answered_where_the_quote_of_it_was_joined_later() -> None:
    story = Story()
    green = story.proposes("Paint it green")
    story.opens_round()
    answer = story.answers("mia", green, "Who buys the paint?")
    story.asks(answer, "Who buys the paint?")
    unverified = story.answered_words(story.answers("ada", green, "Somebody asked who buys the paint."))
    story.answers("tom", unverified, "I do.")
    assert len(compose_board(story.record, ONE).questions) == 1
    story.merges(unverified, story.answered_words(answer))
    assert compose_board(story.record, ONE).questions == ()
