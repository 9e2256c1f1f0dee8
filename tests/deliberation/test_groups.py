"""Opinion groups: as Polis finds them, whoever comes first, and never among too few."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysing.sheets import read_sheet
from deliberation.grouping.clustering import alike
from deliberation.grouping.groups import FEWEST_PEOPLE, groups_found, groups_given
from deliberation.measuring.votes import THREE_POSITIONS, Votes, votes_of
from deliberation.stance import Position
from tests.deliberation.polis import CONVERSATIONS, camp_of, camps, export, polis_groups

SIZES = (30, 25, 20)


def votes_from(given: dict[tuple[str, str], Position]) -> Votes:
    return votes_of(given, THREE_POSITIONS)


def likeness(votes: Votes, of: np.ndarray, other: dict[str, int] | dict[str, str]) -> float:
    """How alike the groups are to others', over the people who are in both."""
    both = [place for place, person in enumerate(votes.people) if of[place] >= 0 and person in other]
    names = sorted({str(other[votes.people[place]]) for place in both})
    theirs = np.array([names.index(str(other[votes.people[place]])) for place in both])
    return alike(np.unique(of[both], return_inverse=True)[1], theirs)


@pytest.mark.parametrize("name", ["participants-votes.csv", "votes.csv"])
@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_groups_are_those_that_polis_found(conversation: str, name: str) -> None:
    sheet = read_sheet(export(conversation, name))
    theirs = polis_groups(conversation)
    for moderated in (sheet.moderated, ()):  # with comments.csv beside it and without
        found = groups_found(sheet.votes, moderated, parts=0)
        assert found is not None
        assert found.number == len(set(theirs.values()))
        assert likeness(sheet.votes, found.of, theirs) >= 0.85
        grouped = {person for person, group in zip(sheet.votes.people, found.of.tolist(), strict=True) if group >= 0}
        assert grouped <= theirs.keys()
        assert len(grouped) >= 0.99 * len(theirs)


def test_people_of_one_camp_come_into_one_group() -> None:
    votes = votes_from(camps(SIZES))
    found = groups_found(votes)
    assert found is not None
    assert found.number == 3
    assert found.sizes == SIZES
    assert likeness(votes, found.of, camp_of(SIZES)) == 1
    assert found.stability is not None
    assert found.stability.mean_likeness > 0.9
    assert found.stability.same_number >= 4


def test_groups_of_noise_do_not_last() -> None:
    rng = random.Random(3)
    given = {(f"p{p}", f"c{c}"): rng.choice(THREE_POSITIONS) for p in range(80) for c in range(20)}
    found = groups_found(votes_from(given))
    assert found is not None
    assert found.stability is not None
    assert found.stability.mean_likeness < 0.7


def test_no_groups_are_looked_for_among_few() -> None:
    assert groups_found(votes_from(camps((25, FEWEST_PEOPLE - 26)))) is None
    assert groups_found(votes_from(camps((25, FEWEST_PEOPLE - 25)))) is not None


@pytest.mark.parametrize("position", THREE_POSITIONS)
def test_where_all_answer_alike_there_are_no_groups(position: Position) -> None:
    assert groups_found(votes_from({(f"p{p}", f"c{c}"): position for p in range(60) for c in range(9)})) is None


def test_people_who_were_asked_nothing_are_in_no_group() -> None:
    assert groups_found(votes_of({}, THREE_POSITIONS, people={f"p{p}" for p in range(60)})) is None


def test_one_point_alone_parts_people_by_their_answer() -> None:
    votes = votes_from({(f"p{p}", "c"): Position.AGREE if p % 3 else Position.DISAGREE for p in range(90)})
    found = groups_found(votes)
    assert found is not None
    assert found.sizes == (60, 30)


def test_who_answered_too_little_is_in_no_group() -> None:
    given = camps(SIZES) | {("shy", f"c{c}"): Position.AGREE for c in range(6)}
    votes = votes_from(given)
    found = groups_found(votes)
    assert found is not None
    assert found.of[votes.people.index("shy")] == -1


def test_points_that_one_person_alone_answered_change_no_group() -> None:
    given = camps(SIZES)
    alone = {("p3", f"draft {number}"): Position.AGREE for number in range(30)}
    one, other = votes_from(given), votes_from(given | alone)
    found, found_again = groups_found(one), groups_found(other)
    assert found is not None
    assert found_again is not None
    assert alike(found.of, found_again.of) == 1


@settings(deadline=None, max_examples=8)
@given(st.randoms(use_true_random=False))
def test_it_does_not_matter_in_which_order_people_voted(chance: random.Random) -> None:
    given = list(camps((30, 24)).items())
    found = groups_found(votes_from(dict(given)))
    chance.shuffle(given)
    again = groups_found(votes_from(dict(given)))
    assert found is not None
    assert again is not None
    assert found.of.tolist() == again.of.tolist()
    assert found.stability == again.stability


def test_given_groups_are_taken_as_they_are() -> None:
    votes = votes_from(camps((4, 3)))
    given = groups_given(votes, {"p0": 1, "p1": 0, "nobody": 0})
    assert given.given
    assert given.sizes == (1, 1)
    assert [given.of[votes.people.index(person)] for person in ("p0", "p1", "p2")] == [1, 0, -1]
    with pytest.raises(ValueError, match="numbered"):
        groups_given(votes, {"p0": -1})
