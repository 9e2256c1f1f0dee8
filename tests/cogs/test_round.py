"""Rounds and the end of a debate, as moderators run them and members see them."""

import re

from simcord.actors import MemberActor

from deliberation.debate import DebateState
from deliberation.round import RoundState
from tests.cogs.world import PROPOSALS, Table, World, answer, buttons, press, read, texts


async def votes(table: Table, voter: MemberActor, label: str) -> None:
    """Answer every claim the same way."""
    ballot = await table.ballot(voter)
    for _ in PROPOSALS:
        ballot = answer(await press(voter, ballot, label))


async def test_closing_a_round_posts_its_summary_with_its_picture_and_its_numbers(world: World) -> None:
    table = await world.debate()
    for name in ("ann", "ben", "cleo", "dora", "emil"):
        await votes(table, world.person(name), "Yes")

    told = answer(await world.warden.slash(table.thread, "round close"))

    assert told.ephemeral
    assert "Round 1 is closed" in told.content
    summary = table.posts()[-1]
    assert "5 of" in read(summary)
    assert {file.filename.rsplit(".", 1)[-1] for file in summary.attachments} == {"png", "csv", "html"}
    assert (await table.record()).rounds[0].state is RoundState.SUMMARISED


async def test_the_next_round_opens_with_a_board_of_its_own(world: World) -> None:
    table = await world.debate()
    await world.closes(table.thread)

    told = answer(await world.warden.slash(table.thread, "round open", deadline="friday 18:00"))

    assert told.ephemeral
    assert "Round 2 is open" in told.content
    assert "ound 2" in read(table.posts()[-1])


async def test_a_second_round_cannot_open_over_an_open_one(world: World) -> None:
    table = await world.debate()

    told = answer(await world.warden.slash(table.thread, "round open", deadline="3 days"))

    assert told.ephemeral
    assert "/round close" in told.content
    assert len((await table.record()).rounds) == 1


async def test_a_deadline_nobody_can_read_opens_nothing(world: World) -> None:
    table = await world.debate()
    await world.closes(table.thread)

    told = answer(await world.warden.slash(table.thread, "round open", deadline="next febtober"))

    assert "next febtober" in told.content
    assert len((await table.record()).rounds) == 1


async def test_whoever_opened_a_debate_leads_its_rounds_without_being_a_moderator(world: World) -> None:
    opal = world.person("opal")
    table = await world.debate(by=opal)

    offered = [name for name in opal.available_commands(table.thread) if name.startswith("round")]
    closed = answer(await world.closes(table.thread, opal))
    opened = answer(await opal.slash(table.thread, "round open", deadline="3 days"))

    assert offered
    assert "Round 1 closes early" in closed.content
    assert "Round 2 is open" in opened.content


async def test_other_members_do_not_lead_rounds_and_are_not_offered_the_digest(world: World) -> None:
    table = await world.debate(by=world.person("opal"))
    ann = world.person("ann")

    refused = [
        answer(await ann.slash(table.thread, "round close")),
        answer(await ann.slash(table.thread, "round open", deadline="3 days")),
    ]

    assert all(told.ephemeral and "whoever opened the debate" in told.content for told in refused)
    assert not (await table.record()).rounds[0].over
    assert not [name for name in ann.available_commands(table.thread) if name.startswith("digest")]


async def test_only_moderators_and_the_opener_end_a_debate(world: World) -> None:
    table = await world.debate(by=world.person("opal"))

    refused = answer(await world.person("ann").slash(table.thread, "debate end"))
    ended = answer(await world.person("opal").slash(table.thread, "debate end"))

    assert refused.ephemeral
    assert "moderator" in refused.content
    assert not ended.ephemeral
    assert (await world.stored(table.thread)).state is DebateState.ENDED


async def test_ending_a_debate_with_an_open_round_still_tells_what_came_of_it(world: World) -> None:
    table = await world.debate()
    await votes(table, world.person("ann"), "Yes")

    ended = answer(await world.warden.slash(table.thread, "debate end"))

    assert f"<@{world.warden.id}> ended this debate" in ended.content
    assert "The summary of round 1 follows" in ended.content
    summary = table.posts()[-1]
    assert "Round 1" in read(summary)
    assert "1 of " in read(summary)
    assert buttons(summary) == ["My answers", "Everything", "Not what I meant"]
    assert (await table.record()).rounds[0].state is RoundState.SUMMARISED


async def test_ending_a_debate_between_rounds_promises_no_summary(world: World) -> None:
    table = await world.debate()
    await world.closes(table.thread)

    ended = answer(await world.warden.slash(table.thread, "debate end"))

    assert "summary" not in ended.content


async def test_take_part_after_the_end_says_so(world: World) -> None:
    table = await world.debate()
    await world.closes(table.thread)
    await world.warden.slash(table.thread, "debate end")

    summary = next(post for post in table.posts() if "Take part in round 2" in buttons(post))
    told = answer(await press(world.person("ann"), summary, "Take part in round 2"))

    assert "ended" in told.content
    assert "Take part" not in buttons(table.opening)


async def test_commands_of_a_debate_say_where_they_belong(world: World) -> None:
    for command in ("round close", "debate end", "stance mine"):
        told = answer(await world.warden.slash(world.lobby, command))

        assert told.ephemeral
        assert "no debate" in told.content


async def test_in_a_counts_only_debate_nothing_ties_a_name_to_a_stance(world: World) -> None:
    table = await world.debate()
    people = {name: world.person(name) for name in ("ann", "ben", "cleo", "dora", "emil", "finn")}
    for name, person in people.items():
        await votes(table, person, "No" if name == "finn" else "Yes")
    await world.closes(table.thread)
    await world.warden.slash(table.thread, "digest now")

    shown = texts([*world.lobby.history(), *table.posts()])
    files = [file for message in table.posts() for file in message.attachments]
    shown += "".join([(await file.read()).decode("latin-1") for file in files])
    for name, person in people.items():
        assert str(person.id) not in shown
        assert not re.search(rf"\b{name}\b", shown)
