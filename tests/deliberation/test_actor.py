"""Who may act where."""

import pytest

from deliberation.actor import Actor
from deliberation.errors import AnotherServer, MissingRole, NotAModerator
from deliberation.ids import GuildId, UserId

HERE, ELSEWHERE = GuildId(7), GuildId(8)
MIA = UserId(1)


def test_a_button_carried_to_another_server_is_refused() -> None:
    Actor(HERE, MIA).must_be_in(HERE)
    with pytest.raises(AnotherServer):
        Actor(HERE, MIA, moderates=True).must_be_in(ELSEWHERE)


def test_a_debate_for_one_role_takes_its_holders_and_moderators_only() -> None:
    Actor(HERE, MIA, roles=frozenset({5})).must_hold(5)
    Actor(HERE, MIA, moderates=True).must_hold(5)
    Actor(HERE, MIA).must_hold(None)
    with pytest.raises(MissingRole) as refused:
        Actor(HERE, MIA, roles=frozenset({6})).must_hold(5)
    assert refused.value.facts == {"role": 5}


def test_a_moderator_may_and_so_may_the_opener_and_nobody_else() -> None:
    Actor(HERE, MIA, moderates=True).must_moderate()
    Actor(HERE, MIA).must_moderate(unless_user=MIA)
    for opener in (None, UserId(2)):
        with pytest.raises(NotAModerator):
            Actor(HERE, MIA).must_moderate(unless_user=opener)
