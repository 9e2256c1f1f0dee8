"""Replies to proposals by name, from the card of a letter to the reply that counts."""

import pytest
from simcord.actors import MemberActor

from tests.cogs.world import PROPOSALS, Table, World, answer, buttons, choices, choose, press, read

LETTER = f"Dear all,\n\n- {PROPOSALS[0]}: not on Sundays.\n- {PROPOSALS[3]}: a bigger one.\n\nSee you tonight."


@pytest.fixture
async def table(world: World) -> Table:
    """An open debate."""
    return await world.debate()


async def uploads(table: Table, who: MemberActor, text: str = LETTER) -> None:
    await who.send(table.thread, attachments=[("letter.txt", text.encode())])


async def words(table: Table) -> list[str]:
    return [given.words for given in (await table.record()).counterpoints if not given.withdrawn]


async def test_a_letters_author_counts_replies_by_name_from_its_card_and_takes_one_back(
    world: World, table: Table
) -> None:
    ann = world.person("ann")
    await uploads(table, ann)
    card = table.posts()[-1]
    assert f"not yet counted: *{PROPOSALS[0]}* · *{PROPOSALS[3]}*" in read(card)
    assert await words(table) == []

    page = answer(await press(ann, card, "These answer…"))
    one = answer(await choose(ann, page, PROPOSALS[3]))
    assert await words(table) == ["a bigger one."]
    await choose(ann, one, PROPOSALS[0])
    assert sorted(await words(table)) == ["a bigger one.", "not on Sundays."]
    await world.tick()
    done = table.posts()[-1]
    assert done.id == card.id
    assert "not yet counted" not in read(done)
    assert "by name" in read(done)
    assert "These answer…" not in buttons(done)

    taken_back = answer(await choose(ann, one, PROPOSALS[3]))

    assert await words(table) == ["not on Sundays."]
    assert taken_back.ephemeral
    assert taken_back.id == page.id


async def test_all_of_them_can_be_counted_at_once(world: World, table: Table) -> None:
    ann = world.person("ann")
    await uploads(table, ann)
    page = answer(await press(ann, table.posts()[-1], "These answer…"))

    told = answer(await press(ann, page, "Count all of them"))

    assert sorted(await words(table)) == ["a bigger one.", "not on Sundays."]
    assert read(told).count("counted") >= 2
    assert "Count all of them" not in buttons(told)


async def test_others_are_told_that_it_is_for_the_author_to_say(world: World, table: Table) -> None:
    await uploads(table, world.person("ann"))

    refused = answer(await press(world.person("ben"), table.posts()[-1], "These answer…"))

    assert refused.ephemeral
    assert "Only whoever wrote this" in read(refused)
    assert await words(table) == []


async def test_a_message_that_only_names_proposals_stays_chat(world: World, table: Table) -> None:
    said = await world.person("ann").send(table.thread, f"- {PROPOSALS[0]}: not on Sundays.")

    assert len(table.posts()) == 1
    assert [message.reactions for message in table.thread.history() if message.id == said.id] == [[]]
    assert await words(table) == []


async def test_what_was_edited_away_meanwhile_is_not_counted(world: World, table: Table) -> None:
    ann = world.person("ann")
    said = await ann.send(table.thread, f"- {PROPOSALS[0]}: not on Sundays.\n\n> {PROPOSALS[3]}\nA bigger one.")
    page = answer(await press(ann, table.posts()[-1], "These answer…"))
    await ann.edit(said, f"> {PROPOSALS[3]}\nA bigger one.")

    refused = answer(await choose(ann, page, PROPOSALS[0]))

    assert "may have changed" in read(refused)
    assert await words(table) == ["A bigger one."]


async def test_hostile_names_stay_words(world: World) -> None:
    hostile = "Wash @everyone **up** <@&1>"
    table = await world.debate(proposals=f"{hostile}\nNo radio")
    ann = world.person("ann")
    await uploads(table, ann, f"- {hostile}: always.\n- No radio: never.")

    card = table.posts()[-1]
    page = answer(await press(ann, card, "These answer…"))

    assert "@everyone" not in read(card).replace("@\u200b", "")
    assert "<@&1>" not in read(card)
    assert len(choices(page)) == 2
