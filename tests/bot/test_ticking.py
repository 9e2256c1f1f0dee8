"""What is due happens when it is due, once, and not before it may."""

import asyncio
from datetime import UTC, datetime, timedelta

import discord
import pytest
import simcord

from bot.weekly import digest_period, digest_week, due_moment
from deliberation.ids import ActId, ChannelId, DebateKey, GuildId, PointNumber, RoundNumber
from deliberation.round import Round
from deliberation.stance import Position
from deliberation.views.digest import DigestSettings
from storage.outgoing import PostKey, PostKind

from .conftest import World, text_of

SUNDAY = 6


async def round_of(world: World, key: DebateKey, number: int = 1) -> Round:
    return (await world.store.record(key)).round(RoundNumber(number))


async def answer(world: World, key: DebateKey, position: Position) -> None:
    world.acts += 1
    await world.store.record_stance(
        key,
        RoundNumber(1),
        PointNumber(1),
        position,
        actor=world.actor(world.ada),
        act=ActId(world.acts),
        at=world.now(),
    )


async def test_a_round_closes_at_its_deadline_and_its_summary_appears_once(world: World) -> None:
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    await answer(world, key, Position.AGREE)
    await world.pass_time(hours=23)
    assert not (await round_of(world, key)).over

    await world.pass_time(hours=1, seconds=1)
    await world.tick()
    await world.pass_time(minutes=5)

    closed = await round_of(world, key)
    assert closed.closed_at == closed.deadline
    assert not closed.unread
    board, summary = world.posts(thread)
    assert summary.id > board.id
    assert {file.filename.rsplit(".", 1)[-1] for file in summary.attachments} == {"png", "csv", "html"}


async def test_a_message_typed_before_the_deadline_counts_though_the_bot_missed_it(world: World) -> None:
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    with world.nothing_heard():
        missed = await world.ada.send(thread, "> Sell the old lathe\nNot yet.")

    await world.pass_time(days=1, seconds=1)

    [head] = (await world.store.record(key)).statements
    assert head.link.message == missed.id
    assert head.round == 1
    assert (await round_of(world, key)).over


async def test_a_round_waits_a_day_for_a_thread_it_cannot_read_and_then_says_so(world: World) -> None:
    key = await world.open_debate(days=1)
    thread = await world.thread(key)
    world.env.inject_error("GET", f"/channels/{thread.id}/messages", status=500, times=None)

    await world.pass_time(days=1, minutes=1)
    assert not (await round_of(world, key)).over
    await world.pass_time(hours=23)
    assert not (await round_of(world, key)).over
    await world.pass_time(hours=1)

    closed = await round_of(world, key)
    assert closed.over
    assert closed.unread


async def test_a_round_whose_opening_is_not_posted_yet_does_not_close(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=3)
    debate = await world.owe_debate(days=0.01)
    await world.tick()

    await world.pass_time(hours=1)
    assert not (await round_of(world, debate.key)).over
    for _ in range(4):
        await world.pass_time(hours=1)

    assert (await round_of(world, debate.key)).over
    assert len(world.posts(await world.thread(debate.key))) == 2


async def set_digest(world: World, channel: int, *, hour: int = 18, zone: str = "Europe/Berlin") -> datetime:
    settings = DigestSettings(GuildId(world.guild.id), ChannelId(channel), SUNDAY, hour, zone, world.now())
    return await world.store.set_digest(settings, actor=world.actor(world.moderator, moderates=True))


async def until(world: World, moment: datetime) -> None:
    await world.pass_time(seconds=(moment - world.now()).total_seconds())


async def test_the_digest_appears_at_its_local_hour_once_a_week(world: World) -> None:
    news = world.guild.create_text_channel("news")
    await world.open_debate(days=30)
    first = await set_digest(world, news.id)
    assert first == datetime(2026, 1, 4, 17, tzinfo=UTC)  # 18:00 in Berlin's winter

    await until(world, first - timedelta(seconds=1))
    assert not world.posts(news)
    await until(world, first)
    await world.tick()
    await world.pass_time(days=6)

    [digest] = world.posts(news)
    assert "Workshop hours" in text_of(digest)
    await world.pass_time(days=1, minutes=1)
    assert len(world.posts(news)) == 2


async def test_weeks_of_downtime_are_told_in_one_digest(world: World) -> None:
    news = world.guild.create_text_channel("news")
    await world.open_debate(days=60)
    first = await set_digest(world, news.id)

    await until(world, first + timedelta(days=22))
    await world.tick()

    assert len(world.posts(news)) == 1


async def test_a_quiet_week_is_said_once_and_then_there_is_silence(world: World) -> None:
    news = world.guild.create_text_channel("news")
    first = await set_digest(world, news.id)

    await until(world, first)
    assert len(world.posts(news)) == 1
    for _ in range(3):
        await world.pass_time(days=7)
    assert len(world.posts(news)) == 1

    await world.open_debate(days=30)
    await world.pass_time(days=7)
    assert len(world.posts(news)) == 2


def private_channel(world: World) -> simcord.ChannelHandle:
    """A channel that only the bot and who is let in may see."""
    assert world.bot.user is not None
    return world.guild.create_text_channel(
        "board-room",
        overwrites={
            world.guild.default_role: discord.PermissionOverwrite(view_channel=False),
            world.bot.user: discord.PermissionOverwrite(view_channel=True),
        },
    )


async def test_a_digest_keeps_silent_about_debates_that_not_all_its_readers_may_see(world: World) -> None:
    news = world.guild.create_text_channel("news")
    home = private_channel(world)
    await world.open_debate(days=30, channel=home)
    first = await set_digest(world, news.id)

    await until(world, first)

    assert "Workshop hours" in text_of(world.posts(home)[0])
    assert not any("Workshop hours" in text_of(post) for post in world.posts(news))


async def test_a_digest_keeps_silent_about_debates_hidden_from_some_of_its_readers(world: World) -> None:
    newcomers = world.guild.create_role("newcomers")
    news = world.guild.create_text_channel("news")
    hidden = {newcomers: discord.PermissionOverwrite(view_channel=False)}
    await world.open_debate(days=30, channel=world.guild.create_text_channel("regulars", overwrites=hidden))
    also_hidden = world.guild.create_text_channel("regular-news", overwrites=hidden)
    for channel in (news, also_hidden):
        first = await set_digest(world, channel.id)
        await until(world, first)

    assert not any("Workshop hours" in text_of(post) for post in world.posts(news))
    assert any("Workshop hours" in text_of(post) for post in world.posts(also_hidden))


async def test_a_private_channels_own_digest_tells_its_own_debates(world: World) -> None:
    home = private_channel(world)
    await world.open_debate(days=30, channel=home)
    first = await set_digest(world, home.id)

    await until(world, first)

    _, digest = world.posts(home)
    assert "Workshop hours" in text_of(digest)


async def test_a_digest_asked_for_now_does_not_use_up_the_week(world: World) -> None:
    await world.open_debate(days=30)
    news = world.guild.create_text_channel("news")
    first = await set_digest(world, news.id)
    key = PostKey(GuildId(world.guild.id), PostKind.DIGEST_NOW, 77)
    await world.store.owe_post(key, ChannelId(news.id), at=world.now())
    await world.tick()
    assert len(world.posts(news)) == 1

    await until(world, first)

    assert len(world.posts(news)) == 2


async def test_waking_sends_what_is_owed_without_a_tick(world: World) -> None:
    await world.owe_debate()

    world.bot.counterpoint.wake()
    world.bot.counterpoint.wake()
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "counterpoint-drain"))

    assert len(world.posts(world.channel)) == 1


BERLIN_SUNDAY = DigestSettings(GuildId(1), ChannelId(2), SUNDAY, 18, "Europe/Berlin", datetime(2026, 1, 1, tzinfo=UTC))


def test_a_digest_tells_of_the_seven_days_behind_it() -> None:
    sunday = datetime(2026, 11, 22, 17, tzinfo=UTC)

    week = digest_period(sunday, "Europe/Berlin")

    assert (week.key, week.first_day.isoformat(), week.last_day.isoformat()) == ("2026-W47", "2026-11-16", "2026-11-22")
    assert (week.begins, week.ends) == (sunday - timedelta(days=7), sunday)


def test_between_one_digest_and_the_next_nothing_falls_even_when_the_clocks_change() -> None:
    due = due_moment(BERLIN_SUNDAY, datetime(2026, 3, 22, 20, tzinfo=UTC))
    over_the_gap = due_moment(BERLIN_SUNDAY, datetime(2026, 3, 29, 16, 30, tzinfo=UTC))

    assert over_the_gap == datetime(2026, 3, 29, 16, tzinfo=UTC)
    assert digest_period(over_the_gap, "Europe/Berlin").begins == due


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1), timedelta(days=6, hours=23)])
@pytest.mark.parametrize("day", [datetime(2026, 3, 29, 16, tzinfo=UTC), datetime(2026, 10, 25, 17, tzinfo=UTC)])
def test_a_late_digest_tells_of_the_week_it_was_due_for(day: datetime, late: timedelta) -> None:
    assert due_moment(BERLIN_SUNDAY, day + late) == day


def test_a_digest_rendered_after_a_crash_tells_of_the_same_week() -> None:
    week = digest_period(datetime(2026, 11, 22, 17, tzinfo=UTC), "Europe/Berlin")

    assert digest_week(BERLIN_SUNDAY, week.year * 100 + week.number) == week
