"""Who follows a debate is told of its rounds' openings and closings, and of nothing else."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.errors import AnotherServer, DebateEnded
from deliberation.following import CALL_LIMIT, Called, Following, Wish, called
from deliberation.ids import ActId, GuildId, RoundNumber, UserId
from storage.outgoing import PostKind
from storage.sqlite import debates, follows, outbox
from storage.sqlite.privacy import erasing
from storage.sqlite.rounds import steering
from tests.storage.scene import GUILD, YES, Scene, member, post, user


@pytest.fixture
def scene(db: Database) -> Scene:
    """A debate of Opal's, its first round open."""
    scene = Scene(db)
    scene.opens("Ban diving")
    return scene


def wishes(scene: Scene, name: str, wish: Wish = Wish.FOLLOW, actor: Actor | None = None) -> Following:
    return scene.act(follows.follow, scene.key, actor=actor or member(name), wish=wish, at=scene.tick())


def calls(scene: Scene) -> list[tuple[int, int]]:
    """The calls owed so far: round and part."""
    return scene.db.execute(
        "SELECT generation, part FROM outbox WHERE kind = 'call' ORDER BY generation, part"
    ).fetchall()


def test_following_twice_is_following_once_and_a_turn_ends_it(scene: Scene) -> None:
    assert wishes(scene, "ann").follows
    assert wishes(scene, "ann").followers == 1
    assert not wishes(scene, "ann", Wish.TURN).follows
    assert not wishes(scene, "ann", Wish.LEAVE).follows
    assert wishes(scene, "ann", Wish.TURN).follows


def test_followers_come_in_the_order_in_which_they_began(scene: Scene) -> None:
    for name in ("cid", "ann", "ben"):
        wishes(scene, name)
    wishes(scene, "ann", Wish.LEAVE)
    wishes(scene, "ann")

    assert follows.followers(scene.db, scene.key) == (user("cid"), user("ben"), user("ann"))


def test_following_is_no_taking_part(scene: Scene) -> None:
    wishes(scene, "ann")

    assert scene.record.takers == frozenset()


def test_a_debate_that_ended_can_be_left_and_not_followed(scene: Scene) -> None:
    wishes(scene, "ann")
    scene.act(debates.end_debate, scene.key, actor=member("opal"), at=scene.tick())

    with pytest.raises(DebateEnded):
        wishes(scene, "ben")
    assert not wishes(scene, "ann", Wish.LEAVE).follows


def test_nobody_follows_from_another_server(scene: Scene) -> None:
    with pytest.raises(AnotherServer):
        wishes(scene, "ann", actor=member("ann", guild=GuildId(12)))


def test_a_round_without_followers_calls_nobody(scene: Scene) -> None:
    scene.closes()
    scene.opens_round()

    assert calls(scene) == []


def test_an_opening_calls_once_and_a_close_leaves_that_to_its_summary(scene: Scene) -> None:
    wishes(scene, "ann")
    scene.stands("ann", 1, YES)
    scene.closes()
    scene.opens_round()

    assert calls(scene) == [(2, 0)]


def test_a_round_opened_again_calls_again(scene: Scene) -> None:
    wishes(scene, "ann")
    scene.closes()
    scene.act(
        steering.reopen_round,
        scene.key,
        actor=member("opal"),
        act=ActId(scene.snowflake()),
        deadline=scene.now + timedelta(days=1),
        at=scene.tick(),
    )
    scene.closes()

    assert calls(scene) == [(1, 2)]


def test_a_call_is_sent_behind_what_it_calls_to(scene: Scene) -> None:
    wishes(scene, "ann")
    scene.closes()
    opened = scene.opens_round()

    order = [owed.key for owed in outbox.posts_due(scene.db, scene.now)]
    board = post(scene, PostKind.BOARD, opened.number)
    [call] = [key for key in order if key.kind is PostKind.CALL]
    assert order.index(board) < order.index(call)
    assert call.generation == RoundNumber(2)


def test_who_is_erased_follows_no_more(scene: Scene) -> None:
    wishes(scene, "ann")
    scene.act(erasing.erase_member, scene.indexes, GUILD, user("ann"), at=scene.tick())

    assert scene.db.execute("SELECT count(*) FROM follow").fetchone() == (0,)


def test_up_to_a_hundred_are_mentioned_each_and_more_through_a_role() -> None:
    hundred = tuple(map(UserId, range(CALL_LIMIT)))
    more = (*hundred, UserId(999))

    assert called(hundred, 77) == Called(hundred)
    assert called(more, 77) == Called(role=77)
    assert called(more, None) == Called(hundred, untold=1)
