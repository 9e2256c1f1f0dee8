"""A server that the bot has left is erased after a month, unless the bot has come back."""

from datetime import timedelta

from bot.leaving import KEPT_FOR, Leavings
from deliberation.ids import GuildId

from .conftest import World

DAY = timedelta(days=1)


async def test_a_server_left_a_month_ago_is_erased_with_everything_in_it(world: World) -> None:
    key = await world.open_debate()
    leavings, start = Leavings(world.store), world.now()
    await leavings.look([], start)

    await leavings.look([], start + KEPT_FOR - DAY)
    assert await world.store.debate(key) is not None
    await leavings.look([], start + KEPT_FOR + DAY)

    assert await world.store.debates(key.guild) == ()
    assert b"Workshop" not in world.path.read_bytes()
    assert await world.store.posts_due(start + 2 * KEPT_FOR) == ()


async def test_a_server_that_the_bot_came_back_to_is_kept(world: World) -> None:
    key = await world.open_debate()
    leavings, start = Leavings(world.store), world.now()
    await leavings.look([], start)
    await leavings.look([key.guild], start + DAY)
    await leavings.look([], start + KEPT_FOR)

    await leavings.look([], start + KEPT_FOR + 2 * DAY)

    assert await world.store.debate(key) is not None


async def test_the_servers_the_bot_is_on_are_left_alone(world: World) -> None:
    key = await world.open_debate(days=60)

    await world.pass_time(days=40)

    assert await world.store.debate(key) is not None


async def test_another_server_keeps_what_is_its_own(world: World) -> None:
    key = await world.open_debate()

    await world.store.erase_server(GuildId(12))

    assert await world.store.debate(key) is not None
