"""What members write in a debate's thread, and how little they see of the bot when they just chat."""

from datetime import timedelta

import discord
import pytest
from simcord.actors import MemberActor

from cogs.marks import NOT_FOUND, READ
from deliberation.debate import DebateState
from deliberation.statement import LETTER_LIMIT
from tests.cogs.world import Table, World, answer, choices, press, read, texts

CLAIM = "Close the kitchen at ten"


def reactions(message: discord.Message) -> list[str]:
    """The emojis under a message."""
    return [str(reaction.emoji) for reaction in message.reactions]


def now_of(table: Table, message: discord.Message) -> discord.Message:
    """A message as it stands now."""
    return next(one for one in table.thread.history() if one.id == message.id)


async def quoting(table: Table, who: MemberActor, quote: str, answer: str) -> discord.Message:
    """A message that quotes one passage and answers it."""
    said = await who.send(table.thread, f"> {quote}\n{answer}")
    return now_of(table, said)


async def test_somebody_who_replies_lol_sees_no_card_and_no_new_point(world: World) -> None:
    table = await world.debate()
    first = await world.person("ben").send(table.thread, "The kitchen smells of onions.")
    before, points = len(table.posts()), len((await table.record()).points)

    said = await world.person("ann").send(table.thread, "lol", reply_to=first)
    await world.passes(timedelta(minutes=5))

    assert len(table.posts()) == before
    assert len((await table.record()).points) == points
    assert reactions(now_of(table, said)) == []
    assert len((await table.record()).statements) == 2


async def test_a_hundred_plain_messages_get_at_most_three_posts_in_a_round(world: World) -> None:
    table = await world.debate(deadline="2 days")
    people = [world.person(name) for name in ("ann", "ben", "cleo")]
    for number in range(100):
        await people[number % 3].send(table.thread, f"Just saying, number {number}.")
    await world.passes(timedelta(days=3))

    posts = table.posts()
    assert len(posts) <= 3
    assert len((await table.record()).statements) == 100
    assert "100 messages" in read(posts[-1])


async def test_an_answer_in_line_becomes_a_point_and_gets_a_reaction(world: World) -> None:
    table = await world.debate()

    said = await quoting(table, world.person("ann"), CLAIM, "Some of us work nights.")

    record = await table.record()
    assert [answer.words for answer in record.counterpoints] == ["Some of us work nights."]
    assert reactions(said) == [READ]
    assert len(table.posts()) == 1


async def test_a_single_quote_with_changes_is_not_passed_off_as_what_was_said(world: World) -> None:
    table = await world.debate()
    await world.person("ben").send(table.thread, "I will not keep doing the dishes for the whole floor.")

    said = await quoting(table, world.person("ann"), "I will keep doing the dishes for the whole floor.", "Thank you.")

    assert reactions(said) == []
    card = read(table.posts()[-1])
    assert "I will keep doing the dishes" in card
    assert "I will not keep doing the dishes" in card


async def test_a_quote_with_nothing_said_to_it_is_not_marked_as_an_answer(world: World) -> None:
    table = await world.debate()

    said = await world.person("ann").send(table.thread, f"> {CLAIM}")

    assert reactions(now_of(table, said)) == []
    assert len(table.posts()) == 1


async def test_two_answers_in_line_get_one_silent_card(world: World) -> None:
    table = await world.debate()

    await world.person("ann").send(
        table.thread, f"> {CLAIM}\nSome of us work nights.\n\n> Buy a second pot\nGladly, and a lid."
    )

    card = table.posts()[-1]
    assert len(table.posts()) == 2
    assert "Some of us work nights." in read(card)
    assert any(CLAIM in label for label in choices(card))
    assert card.flags.suppress_notifications


async def test_words_found_nowhere_are_marked_and_the_way_to_add_their_letter_is_said_once(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")

    said = await quoting(table, ann, "The landlord promised us a dishwasher in spring", "He never did.")
    await quoting(table, ann, "Every tenant pays for the piano tuner alone", "That was last year.")
    await world.passes(timedelta(minutes=2))

    assert reactions(said) == [NOT_FOUND]
    assert texts(table.posts()).count("/debate join-letter") == 1


async def test_an_edit_is_read_again(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    said = await ann.send(table.thread, "Some of us work nights.")

    await ann.edit(said, f"> {CLAIM}\nSome of us work nights.")

    assert [answer.words for answer in (await table.record()).counterpoints] == ["Some of us work nights."]
    assert reactions(now_of(table, said)) == [READ]


async def test_an_edit_that_quotes_nothing_any_more_loses_its_reaction(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    said = await quoting(table, ann, CLAIM, "Some of us work nights.")

    await ann.edit(said, "Never mind.")

    assert reactions(now_of(table, said)) == []
    assert (await table.record()).counterpoints == ()


async def test_a_card_taken_away_by_an_edit_comes_back_with_the_quotes(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    twice = f"> {CLAIM}\nSome of us work nights.\n\n> Buy a second pot\nGladly, and a lid."
    said = await ann.send(table.thread, twice)
    await ann.edit(said, "Never mind.")
    assert len(table.posts()) == 1

    await ann.edit(said, f"{twice} And a pan.")

    assert "And a pan." in read(table.posts()[-1])
    await ann.edit(said, "Never mind, again.")
    await ann.edit(said, f"{twice} And a wok.")
    assert "And a wok." in read(table.posts()[-1])
    assert len(table.posts()) == 2


async def test_a_card_that_a_moderator_took_away_stays_away(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    twice = f"> {CLAIM}\nSome of us work nights.\n\n> Buy a second pot\nGladly, and a lid."
    said = await ann.send(table.thread, twice)
    await world.warden.delete(table.posts()[-1])

    await ann.edit(said, f"{twice} And a pan.")
    await ann.edit(said, f"{twice} And a wok.")

    assert len(table.posts()) == 1


async def test_a_reaction_says_that_the_letter_of_a_quote_has_come(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    said = await quoting(table, ann, "The landlord promised us a dishwasher in spring", "He never did.")
    assert reactions(said) == [NOT_FOUND]

    letter = ("letter.txt", b"Dear all, the landlord promised us a dishwasher in spring.")
    await world.person("ben").send(table.thread, "", attachments=[letter])

    assert reactions(now_of(table, said)) == [READ]


async def test_a_letter_that_shows_a_quote_to_be_changed_puts_a_card_in_place_of_the_mark(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    said = await quoting(table, ann, "The landlord promised us a dishwasher in spring", "He never did.")

    letter = ("letter.txt", b"Dear all, the landlord never promised us a dishwasher in spring.")
    await world.person("ben").send(table.thread, "", attachments=[letter])

    assert reactions(now_of(table, said)) == []
    assert "never promised us a dishwasher" in texts(table.posts())


async def test_a_deleted_message_is_withdrawn_and_answers_to_it_stay(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    said = await ann.send(table.thread, "The oven has been broken since the summer before last.")
    await quoting(table, ben, "The oven has been broken since the summer before last.", "I mended it on Monday.")

    await ann.delete(said)

    record = await table.record()
    assert [head.withdrawn for head in record.statements] == [True, False]
    assert [answer.words for answer in record.counterpoints] == ["I mended it on Monday."]


async def test_messages_cleared_away_together_are_withdrawn(world: World) -> None:
    table = await world.debate()
    said = [await world.person("ann").send(table.thread, f"Message {number}") for number in range(3)]
    world.env.backend.emit(
        "MESSAGE_DELETE_BULK",
        {
            "ids": [str(message.id) for message in said[:2]],
            "channel_id": str(table.thread.id),
            "guild_id": str(world.guild.id),
        },
    )
    await world.env.settle()

    assert [head.withdrawn for head in (await table.record()).statements] == [True, True, False]


async def test_a_letter_deleted_before_it_is_read_leaves_nothing(world: World) -> None:
    table = await world.debate()
    backend = world.env.backend
    files = backend.store_attachments(table.thread.id, [("letter.txt", b"Dear house,\nno.")])
    said = backend.create_message(table.thread.id, world.person("ann").id, "", attachments=files)
    backend.cdn._blobs.clear()  # pyright: ignore[reportPrivateUsage] (Discord drops a deleted message's files)
    backend.delete_message(table.thread.id, said.id)
    await world.env.settle()

    assert (await table.record()).statements == ()
    assert len(table.posts()) == 1


async def test_a_message_deleted_while_it_is_read_does_not_stand(world: World) -> None:
    table = await world.debate()
    backend = world.env.backend
    files = backend.store_attachments(table.thread.id, [("letter.txt", f"> {CLAIM}\nNo.".encode())])
    said = backend.create_message(table.thread.id, world.person("ann").id, "", attachments=files)
    backend.delete_message(table.thread.id, said.id)
    await world.env.settle()

    assert [head.withdrawn for head in (await table.record()).statements] == [True]


async def test_a_message_deleted_before_its_reaction_troubles_nobody(world: World) -> None:
    table = await world.debate()
    world.env.inject_error("PUT", "*/reactions/*", status=404, code=10008)

    said = await quoting(table, world.person("ann"), CLAIM, "Some of us work nights.")

    assert reactions(said) == []
    assert len((await table.record()).counterpoints) == 1


async def test_where_reactions_are_not_allowed_the_answer_counts_all_the_same(world: World) -> None:
    table = await world.debate()
    world.env.inject_error("PUT", "*/reactions/*", status=403, code=50013)

    await quoting(table, world.person("ann"), CLAIM, "Some of us work nights.")

    assert len((await table.record()).counterpoints) == 1


async def test_a_thread_deleted_under_the_bot_ends_its_debate(world: World) -> None:
    table = await world.debate()
    debate = await world.stored(table.thread)

    world.env.backend.delete_channel(table.thread.id)
    await world.env.settle()
    await world.passes(timedelta(days=5))

    ended = await world.bot.store.debate(debate.key)
    assert ended is not None
    assert ended.state is DebateState.ENDED


async def test_who_wants_to_take_part_after_the_thread_was_deleted_is_told_what_to_do(world: World) -> None:
    table = await world.debate()
    world.env.backend.delete_channel(table.thread.id)
    await world.env.settle()

    told = answer(await press(world.person("ann"), table.opening, "Take part"))

    assert told.ephemeral
    assert "ended" in told.content
    assert "/debate open" in told.content


async def test_a_channel_deleted_with_its_threads_ends_their_debates(world: World) -> None:
    table = await world.debate()
    debate = await world.stored(table.thread)

    world.env.backend.delete_channel(world.lobby.id)
    await world.env.settle()

    ended = await world.bot.store.debate(debate.key)
    assert ended is not None
    assert ended.state is DebateState.ENDED


async def test_bots_webhooks_and_other_channels_are_not_read(world: World) -> None:
    table = await world.debate()
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(table.thread, f"> {CLAIM}\nBeep.")
    await world.person("ann").send(world.lobby, f"> {CLAIM}\nNot in the thread.")

    assert (await table.record()).statements == ()


async def test_a_private_conversation_with_the_bot_is_left_alone(world: World) -> None:
    await world.person("ann").send_dm(f"> {CLAIM}\nHello?")

    assert world.env.errors == []


async def test_an_everyone_inside_a_quote_rings_nobody_and_is_kept_as_said(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    await ann.send(table.thread, "Tell @everyone that the sink leaks. Tell them also that the tap drips all night.")

    await ben.send(
        table.thread,
        "> Tell @everyone that the sink leaks.\nThey know.\n> Tell them also that the tap drips all night.\nYes.",
    )

    assert not any(message.mention_everyone for message in table.posts())
    assert "@everyone" in next(point.claim for point in (await table.record()).points if "sink" in point.claim)


async def test_a_text_file_dropped_into_the_thread_is_one_letter_of_any_length(world: World) -> None:
    table = await world.debate()
    quote = "word " * 4000
    letter = f"<{quote.strip()}>\nI never said that.\n\n<{CLAIM}>\nSome of us work nights."

    await world.person("ann").send(table.thread, "My answer", attachments=[("answer.txt", letter.encode())])

    record = await table.record()
    assert len(record.statements) == 1
    assert {answer.words for answer in record.counterpoints} == {"I never said that.", "Some of us work nights."}
    assert "Some of us work nights." in read(table.posts()[-1])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"x" * (LETTER_LIMIT + 1), "1 MB"),
        (b"\x89PNG\r\n\x1a\n\0\0", "UTF-8"),
        ("Grüße".encode("latin-1"), "UTF-8"),
    ],
    ids=["empty", "blank", "too large", "binary", "latin-1"],
)
async def test_a_file_that_is_no_letter_gets_one_quiet_answer_and_leaves_nothing(
    world: World, data: bytes, told: str
) -> None:
    table = await world.debate()

    said = await world.person("ann").send(table.thread, attachments=[("letter.txt", data)])

    reply = table.posts()[-1]
    assert len(table.posts()) == 2
    assert told in read(reply)
    assert reply.reference is not None
    assert reply.reference.message_id == said.id
    assert reply.flags.suppress_notifications
    assert reply.mentions == []
    assert (await table.record()).statements == ()


async def test_what_was_typed_beside_an_unreadable_file_still_counts(world: World) -> None:
    table = await world.debate()

    await world.person("ann").send(
        table.thread, f"> {CLAIM}\nSee the file.", attachments=[("letter.txt", b"\xff\xfe\x00")]
    )

    assert [answer.words for answer in (await table.record()).counterpoints] == ["See the file."]


async def test_of_several_letters_in_one_message_the_author_learns_which_was_read(world: World) -> None:
    table = await world.debate()

    await world.person("ann").send(table.thread, attachments=[("one.txt", b"Dear all,"), ("two.md", b"Dear you,")])

    assert "Only the first file" in read(table.posts()[-1])
    assert len((await table.record()).statements) == 1


async def test_pictures_are_chat(world: World) -> None:
    table = await world.debate()

    await world.person("ann").send(table.thread, attachments=[("cat.png", b"\x89PNG\0")])

    assert len(table.posts()) == 1
    assert len((await table.record()).statements) == 1


async def test_after_the_end_of_a_debate_its_thread_is_a_thread_like_any_other(world: World) -> None:
    table = await world.debate()
    await world.warden.slash(table.thread, "debate end")
    posts = len(table.posts())

    said = await quoting(table, world.person("ann"), CLAIM, "Too late?")

    assert reactions(said) == []
    assert len(table.posts()) == posts
