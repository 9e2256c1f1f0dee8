"""What somebody deletes is quoted by no summary any more, whether it was posted before or is yet to come."""

import discord
import simcord

from deliberation.ids import ActId, DebateKey, PointNumber, RoundNumber
from deliberation.stance import Position

from .conftest import PROPOSALS, World, text_of

REASON = "The lathe screams like a kettle."
QUESTION = "Who oils it?"
ONE = RoundNumber(1)


async def answers(world: World, key: DebateKey, by: simcord.MemberActor, point: int, **added: object) -> None:
    """A Yes, for which somebody's reply may count most."""
    world.acts += 1
    act = ActId(discord.utils.time_snowflake(world.now()) + world.acts)
    about = {"actor": world.actor(by), "act": act, "at": world.now()}
    await world.store.record_stance(key, ONE, PointNumber(point), Position.AGREE, **about)  # type: ignore[arg-type]
    if added:
        about["act"] = ActId(act + 500)
        await world.store.amend_stance(key, ONE, PointNumber(point), **about, **added)  # type: ignore[arg-type]


async def summarised(world: World) -> tuple[DebateKey, discord.Message, discord.Message]:
    """A debate whose summary quotes ada's reply and question, and tells of a point made of it; and her message."""
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    said = await world.ada.send(thread, f"> {PROPOSALS.splitlines()[0]}\n{REASON} {QUESTION}")
    await world.ben.send(thread, f"> {REASON}\nIt does not.")
    record = await world.store.record(key)
    made = record.points[-1].number
    await answers(world, key, world.ben, 1, credit=record.counterpoints[0].number)
    await answers(world, key, world.ben, made)
    await world.pass_time(days=1, minutes=1)
    summary = world.posts(thread)[-1]
    assert f'"{REASON}' in text_of(summary)
    assert QUESTION in text_of(summary)
    assert REASON in await page_of(summary)
    return key, said, summary


async def page_of(summary: discord.Message) -> str:
    """The page that comes with a summary."""
    [page] = [file for file in summary.attachments if file.filename.endswith(".html")]
    return (await page.read()).decode()


async def as_it_stands(world: World, key: DebateKey, post: discord.Message) -> discord.Message:
    """A post after what was due is done."""
    await world.tick()
    return next(shown for shown in world.posts(await world.thread(key)) if shown.id == post.id)


async def test_a_summary_and_its_page_quote_nothing_that_was_deleted_since(world: World) -> None:
    key, said, summary = await summarised(world)

    await world.ada.delete(said)

    summary = await as_it_stands(world, key, summary)
    text, page = text_of(summary), await page_of(summary)
    assert QUESTION not in text
    assert QUESTION not in page
    assert text.count(REASON) == 1  # the claim that ben answered
    assert f'{REASON}"** ' in text
    assert "deleted by its author" in text
    assert "deleted by its author" in page
    assert "It does not." in page


async def test_a_message_that_nobody_quotes_changes_no_summary(world: World) -> None:
    key, _, summary = await summarised(world)
    chat = await world.ben.send(await world.thread(key), "Nice weather.")

    await world.ben.delete(chat)

    assert (await as_it_stands(world, key, summary)).edited_at is None
