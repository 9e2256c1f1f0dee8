"""What the bot has posted of a member's words goes when the member is erased, whatever was on its way."""

import discord
import simcord

from deliberation.ids import ActId, ChannelId, GuildId, MessageId, PointNumber, RoundNumber, UserId
from deliberation.stance import Position
from storage.outgoing import PostKey, PostKind, PostState

from .conftest import World, text_of

SECRET = "The old lathe is a quincunxial nuisance"


async def erase(world: World, member: simcord.MemberActor) -> None:
    await world.store.erase_member(actor=world.actor(member), at=world.now())


async def test_the_opening_the_board_and_the_thread_of_whoever_opened_lose_their_words(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)

    await erase(world, world.ada)
    await world.tick()

    [opening] = world.posts(world.channel)
    [board] = world.posts(thread)
    for post in (opening, board):
        assert "[erased]" in text_of(post)
        assert "lathe" not in text_of(post)
        assert "Workshop" not in text_of(post)
    renamed = world.bot.get_channel(thread.id)
    assert isinstance(renamed, discord.Thread)
    assert renamed.name == "[erased]"


async def test_a_card_stops_showing_the_words_of_whom_it_quotes(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    said = await world.ben.send(thread, f"{SECRET}. Nobody has used it since spring.")
    await world.store.record_statement(key, world.said(world.ben, said))
    letter = await world.ada.send(thread, f"> {SECRET}\nI use it.\n> Nobody has used it since spring\nI have.")
    await world.store.record_statement(key, world.said(world.ada, letter))
    await world.tick()
    card = world.posts(thread)[-1]
    assert SECRET in text_of(card)

    await erase(world, world.ben)
    await world.tick()

    card = next(post for post in world.posts(thread) if post.id == card.id)
    assert SECRET not in text_of(card)
    assert "[erased]" in text_of(card)
    assert "I use it." in text_of(card)


async def test_a_summary_and_its_files_are_put_in_the_place_of_those_that_showed_them(world: World) -> None:
    key = await world.open_debate(days=1)
    await world.store.record_stance(
        key,
        RoundNumber(1),
        PointNumber(1),
        Position.DISAGREE_IN_PART,
        actor=world.actor(world.ben),
        act=ActId(77),
        at=world.now(),
    )
    await world.store.amend_stance(
        key,
        RoundNumber(1),
        PointNumber(1),
        actor=world.actor(world.ben),
        act=ActId(78),
        at=world.now(),
        condition="quincunxial lamps",
    )
    await world.pass_time(days=1, minutes=1)
    summary = world.posts(await world.thread(key))[-1]
    assert "quincunxial" in text_of(summary)
    before = [file.id for file in summary.attachments]

    await erase(world, world.ben)
    await world.tick()

    summary = next(post for post in world.posts(await world.thread(key)) if post.id == summary.id)
    assert "quincunxial" not in text_of(summary)
    assert f"<@{world.ben.id}>" not in text_of(summary)
    assert len(summary.attachments) == len(before)
    assert not {file.id for file in summary.attachments} & set(before)


async def test_a_post_whose_body_was_erased_while_it_was_sent_is_sent_with_another(world: World) -> None:
    debate = await world.owe_debate()
    key = PostKey(debate.key.guild, PostKind.OPENING, debate.key.debate)
    await world.store.fill_post(key, '{"silent":false,"blocks":[]}', ())
    await world.store.mark_sending(key, after=None, at=world.now())

    await erase(world, world.ada)
    await world.tick()
    await world.pass_time(seconds=10)
    await world.pass_time(seconds=10)

    [opening] = world.posts(world.channel)
    assert "[erased]" in text_of(opening)
    sent = await world.store.post(key)
    assert sent is not None
    assert sent.state is PostState.SENT


async def test_a_letter_that_the_bot_brought_is_deleted_and_one_of_their_own_is_not(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    own = await world.ben.send(thread, "> Sell the old lathe\nNever.")
    await world.store.record_statement(key, world.said(world.ben, own))
    channel = world.bot.get_partial_messageable(thread.id)
    brought = await channel.send("Letter by somebody")
    for message in (own.id, brought.id):
        await world.store.owe_post(
            PostKey(GuildId(world.guild.id), PostKind.LETTER, message), ChannelId(thread.id), at=world.now()
        )
        letter = PostKey(GuildId(world.guild.id), PostKind.LETTER, message)
        await world.store.fill_post(letter, "", ())
        await world.store.mark_sending(letter, after=None, at=world.now())
        await world.store.mark_sent(letter, MessageId(message), at=world.now(), changes=0)
        await world.store.postpone_post(letter, until=world.now())

    await world.tick()

    left = {message.id for message in thread.history()}
    assert own.id in left
    assert brought.id not in left


async def test_reading_the_thread_again_after_a_restart_brings_nothing_back(world: World) -> None:
    key = await world.open_debate()
    thread = await world.thread(key)
    said = await world.ben.send(thread, SECRET)
    await world.store.record_statement(key, world.said(world.ben, said))

    await erase(world, world.ben)
    await world.restart()
    await world.tick()

    record = await world.store.record(key)
    assert len(record.statements) == 1
    assert record.statements[0].author not in record.users
    assert UserId(world.ben.id) not in record.users.values()
    assert SECRET.encode() not in world.path.read_bytes()
