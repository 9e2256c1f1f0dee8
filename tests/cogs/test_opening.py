"""Opening a debate, as the person who opens it and the channel see it."""

from tests.cogs.world import World, answer, read


async def test_a_debate_opens_with_a_post_a_thread_and_a_board(world: World) -> None:
    table = await world.debate(title="Kitchen rules")

    assert "Kitchen rules" in read(table.opening)
    assert table.thread.name == "Kitchen rules"
    assert "Close the kitchen at ten" in read(table.posts()[0])
