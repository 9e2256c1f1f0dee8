"""Documents given in answer to "What shows this?": in the form, or in a message of whoever was asked."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from discord import Interaction
from simcord.results import ResponseMessage

from bot.settings import Settings
from cogs.promising import TRIES
from tests.cogs.world import Table, World, answer, choices, choose, press, read, texts

CLAIM = "Close the kitchen at ten"
MINUTE = timedelta(minutes=1)
METER = ("meter.pdf", b"%PDF ten kilowatts")
EVIDENCE = {"kind": "evidence", "words": "", "word": ""}


async def asked(world: World, table: Table) -> None:
    """Ann asks Opal what shows the first proposal."""
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[0], "Ask a question"))
    await ann.submit_modal(await choose(ann, page, CLAIM), EVIDENCE)


async def form_for_opal(world: World, place: Any) -> Any:
    """The form in which Opal answers, opened from what needs her there."""
    opal = world.person("opal")
    page = answer(await press(opal, place, "What needs me?"))
    (picked,) = {found for found in choices(page).values() if found[0].startswith("cp:onequest")}
    return await press(opal, answer(await opal.select(page, [picked[1]], custom_id=picked[0])), "Answer it")


async def board_of(world: World, table: Table) -> str:
    """The board as it stands a minute later."""
    await world.passes(MINUTE)
    return read(table.posts()[0])


async def test_documents_given_in_the_form_are_posted_and_stand_under_the_point(world: World) -> None:
    table = await world.debate()
    await asked(world, table)
    opal = world.person("opal")

    shown = answer(
        await opal.submit_modal(await form_for_opal(world, table.posts()[0]), {"words": "See it.", "files": [METER]})
    )

    assert not shown.ephemeral
    assert f'<@{opal.id}> was asked what shows "{CLAIM}" and gives: See it.' in shown.content
    assert await shown.attachments[0].read() == METER[1]
    assert f"shown by: [meter.pdf](https://discord.com/channels/{world.guild.id}/{table.thread.id}/{shown.id})" in (
        await board_of(world, table)
    )
    hers = answer(await world.person("ann").slash(table.thread, "question mine"))
    assert 'Answered: "See it." [go]' in read(hers)


async def test_a_summary_names_no_point_for_which_a_document_was_given(world: World) -> None:
    table = await world.debate()
    await asked(world, table)
    await world.person("opal").submit_modal(await form_for_opal(world, table.posts()[0]), {"files": [METER]})

    await world.person("opal").slash(table.thread, "debate end")
    await world.passes(MINUTE)

    assert "nothing given" not in texts(table.posts())


async def test_when_the_documents_are_deleted_the_question_waits_again(world: World) -> None:
    table = await world.debate()
    await asked(world, table)
    form = await form_for_opal(world, table.posts()[0])
    shown = answer(await world.person("opal").submit_modal(form, {"words": "See it.", "files": [METER]}))

    await next(message for message in table.thread.history() if message.id == shown.id).delete()
    await world.env.settle()

    board = await board_of(world, table)
    assert "meter.pdf" not in board
    assert "What shows" in board
    again = await form_for_opal(world, table.posts()[0])
    await world.person("opal").submit_modal(again, {"words": "https://meter.test"})
    assert "shown by: <https://meter.test>" in await board_of(world, table)


async def test_documents_that_are_too_large_are_refused_and_what_was_typed_is_handed_back(world: World) -> None:
    table = await world.debate()
    await asked(world, table)
    form = await form_for_opal(world, table.posts()[0])
    files = [("one.bin", b"1" * 5_000_000), ("two.bin", b"2" * 5_000_000)]

    told = answer(await world.person("opal").submit_modal(form, {"words": "See both.", "files": files}))

    assert told.ephemeral
    assert "at most 8 MB" in read(told)
    assert "See both." in read(told)
    assert not (await table.record()).questions[0].settled


async def test_outside_the_thread_the_form_takes_no_documents_and_says_how_to_give_them(world: World) -> None:
    table = await world.debate()
    await asked(world, table)
    needs = answer(await world.person("opal").slash(world.lobby, "ask", what="needs"))
    (picked,) = {found for found in choices(needs).values() if found[0].startswith("cp:onequest")}
    opal = world.person("opal")

    form = await press(opal, answer(await opal.select(needs, [picked[1]], custom_id=picked[0])), "Answer it")

    assert "files" not in str(form.modal)
    assert "This answers…" in str(form.modal)


@pytest.mark.parametrize("simcord_bot", [Settings.model_construct(message_content=False)], indirect=True)
async def test_a_message_with_a_file_is_made_the_answer_also_where_the_bot_reads_no_messages(world: World) -> None:
    table = await world.debate()
    await asked(world, table)
    opal = world.person("opal")
    message = await opal.send(table.thread, "The meter says so.", attachments=[METER])

    page = answer(await opal.context_menu(table.thread, "This answers…", message))
    told = answer(await choose(opal, page, "What shows"))

    assert told.ephemeral
    assert f"shown by: [meter.pdf](https://discord.com/channels/{world.guild.id}/{table.thread.id}/{message.id})" in (
        await board_of(world, table)
    )


async def test_a_file_taken_from_the_message_stands_under_the_point_no_more(world: World) -> None:
    table = await world.debate()
    await asked(world, table)
    opal = world.person("opal")
    message = await opal.send(table.thread, "The meter says so.", attachments=[METER])
    await choose(opal, answer(await opal.context_menu(table.thread, "This answers…", message)), "What shows")
    assert "meter.pdf" in await board_of(world, table)

    await message.delete()
    await world.env.settle()

    assert "meter.pdf" not in await board_of(world, table)


async def test_erasing_ones_data_takes_the_documents_from_the_board_and_the_thread(world: World) -> None:
    table = await world.debate()
    await asked(world, table)
    opal = world.person("opal")
    form = await form_for_opal(world, table.posts()[0])
    shown: ResponseMessage = answer(await opal.submit_modal(form, {"words": "See it.", "files": [METER]}))

    page = answer(await opal.slash(table.thread, "privacy"))
    page = answer(await press(opal, page, "Erase my data"))
    await press(opal, answer(await press(opal, page, "Erase my data")), "Erase now")
    await world.passes(MINUTE)

    assert "meter.pdf" not in texts(table.posts())
    assert shown.id not in [message.id for message in table.thread.history()]


@pytest.mark.parametrize("breaks", [1, TRIES])
async def test_where_the_connection_breaks_the_documents_are_shown_or_nothing_is_recorded(
    world: World, monkeypatch: pytest.MonkeyPatch, breaks: int
) -> None:
    table = await world.debate()
    await asked(world, table)
    form = await form_for_opal(world, table.posts()[0])
    opal = world.person("opal")
    left = breaks
    fills = Interaction.edit_original_response

    async def breaking(self: Any, **facts: Any) -> Any:
        nonlocal left
        if left:
            left -= 1
            raise aiohttp.ServerDisconnectedError
        return await fills(self, **facts)

    monkeypatch.setattr(Interaction, "edit_original_response", breaking)
    result = await opal.submit_modal(form, {"words": "See it.", "files": [METER]})

    settled = (await table.record()).questions[0].settled
    said = [read(message) for message in (result.response, *result.followups) if message is not None]
    if breaks < TRIES:
        assert settled
        assert "gives: See it." in "\n".join(said)
    else:
        assert not settled
        assert "nothing was recorded" in "\n".join(said)
        assert "See it." in "\n".join(said)
