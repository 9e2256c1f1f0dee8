"""`/privacy`: what is kept is told, handed over and erased, to and for whoever asks, and nobody else."""

import io
import json
import logging
import zipfile

import discord
import pytest
from simcord.results import InteractionResult, ResponseMessage

from cogs import privacy
from tests.cogs.world import Table, World, answer, button_id, buttons, press, read, texts

SECRET = "quincunxial"


async def told(world: World, name: str) -> ResponseMessage:
    """The screen that `/privacy` shows somebody."""
    return answer(await world.person(name).slash(world.lobby, "privacy"))


async def erased(world: World, name: str) -> ResponseMessage:
    """What somebody sees who asks to be erased and says yes twice."""
    shown = await told(world, name)
    who = world.person(name)
    for label in ("Erase my data", "Erase my data", "Erase now"):
        shown = answer(await press(who, shown, label))
    await world.tick()
    return shown


async def wrote(world: World, name: str = "ann", words: str = f"No {SECRET} soup, please.") -> Table:
    """A debate in whose thread somebody has written."""
    table = await world.debate()
    await world.person(name).send(table.thread, words)
    return table


async def handed(result: InteractionResult) -> dict[str, bytes]:
    """The files somebody was handed, by name."""
    return {file.filename: await file.read() for file in answer(result).attachments}


async def test_a_member_sees_on_one_screen_what_is_kept_and_who_can_see_it(world: World) -> None:
    await wrote(world)

    shown = await told(world, "ann")

    assert shown.ephemeral
    assert "Messages and letters: 1" in read(shown)
    assert buttons(shown) == ["Take my data with me", "Erase my data"]
    assert len(read(shown)) < 1_500


async def test_who_has_said_nothing_is_told_that_nothing_is_kept_and_has_nothing_to_press(world: World) -> None:
    shown = await told(world, "cid")

    assert "Nothing so far" in read(shown)
    assert buttons(shown) == []


async def test_erasing_is_asked_about_twice_and_can_be_left_at_that(world: World) -> None:
    table = await wrote(world)
    ann = world.person("ann")

    shown = answer(await press(ann, await told(world, "ann"), "Erase my data"))
    assert "Out of the bot's reach" in read(shown)
    shown = answer(await press(ann, shown, "Erase my data"))
    assert "cannot be undone" in read(shown)
    shown = answer(await press(ann, shown, "Keep everything"))

    assert read(shown) == "Nothing was erased."
    assert len((await table.record()).users) == 2


async def test_who_says_yes_twice_is_erased(world: World) -> None:
    table = await wrote(world)
    store = world.bot.counterpoint.store

    shown = await erased(world, "ann")

    assert "One message or letter of yours is gone" in read(shown)
    assert world.person("ann").id not in (await table.record()).users.values()
    files = [file for file in store._path.parent.iterdir() if SECRET.encode() in file.read_bytes()]  # pyright: ignore
    assert files == []


async def test_what_nobody_had_read_yet_is_not_recorded_after_an_erasure(world: World) -> None:
    table = await wrote(world)
    heard = list(world.env.backend.subscribers)
    world.env.backend.subscribers.clear()
    await world.person("ann").send(table.thread, f"Unheard and {SECRET}.")
    world.env.backend.subscribers.extend(heard)

    await erased(world, "ann")
    await world.bot.counterpoint.on_ready()
    await world.env.settle()

    record = await table.record()
    assert len(record.statements) == 2
    assert world.person("ann").id not in record.users.values()


async def test_the_opening_of_whoever_is_erased_says_so(world: World) -> None:
    table = await world.debate()

    await erased(world, "opal")

    assert "Kitchen" not in texts([table.opening, *table.posts()])
    assert read(table.opening).startswith("**\\[erased\\]**") or "[erased]" in read(table.opening)


async def test_a_second_time_there_is_nothing_to_erase(world: World) -> None:
    await wrote(world)
    ann = world.person("ann")
    shown = await told(world, "ann")
    asked = answer(await press(ann, shown, "Erase my data"))
    last = answer(await press(ann, asked, "Erase my data"))

    results = await world.presses_at_once(ann, last, [button_id(last, "Erase now")] * 3)

    assert read(last).startswith("**Erased.**")
    refused = [read(message) for result in results for message in result.followups]
    assert len(refused) == 2
    assert all("Nothing is kept about you" in sentence for sentence in refused)


async def test_a_ballot_that_was_open_begins_anew(world: World) -> None:
    table = await wrote(world)
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    await press(ann, ballot, "Yes")

    await erased(world, "ann")
    pressed = answer(await press(ann, ballot, "No"))

    record = await table.record()
    assert read(pressed)
    assert len({stance.participant for stance in record.stances}) == 2


async def test_a_form_that_was_open_when_its_author_was_erased_is_answered(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    ballot = answer(await press(ann, ballot, "No, but…"))
    form = await press(ann, ballot, "What would make it a yes?")

    await erased(world, "ann")
    result = await ann.submit_modal(form, {"words": f"{SECRET} lamps"})

    assert result.response is not None or result.followups
    assert all(stance.condition is None for stance in (await table.record()).stances)


async def test_everything_kept_is_handed_over_privately_as_two_files(world: World) -> None:
    table = await wrote(world)
    ann = world.person("ann")
    await press(ann, await table.ballot(ann), "No")
    await world.person("ben").send(table.thread, f"> No {SECRET} soup, please.\nI like it.")

    result = await press(ann, await told(world, "ann"), "Take my data with me")

    assert answer(result).ephemeral
    files = await handed(result)
    assert sorted(files) == ["my-data.json", "my-data.txt"]
    exact = json.loads(files["my-data.json"])
    assert exact["tables"]["revision"][0]["text"] == f"No {SECRET} soup, please."
    assert exact["tables"]["stance"][0]["position"] == "disagree"
    assert f"No {SECRET} soup, please." in files["my-data.txt"].decode()
    assert "I like it" not in files["my-data.txt"].decode()


async def test_the_file_to_read_tells_each_answer_once_with_its_claim_and_says_when_it_changed(world: World) -> None:
    table = await world.debate(proposals="Close the kitchen at ten")
    ann = world.person("ann")
    first, second = await table.ballot(ann), await table.ballot(ann)
    await press(ann, first, "Yes")
    ballot = answer(await press(ann, second, "No, but…"))
    form = await press(ann, ballot, "What would make it a yes?")
    await ann.submit_modal(form, {"words": "Only at weekends."})

    files = await handed(await press(ann, await told(world, "ann"), "Take my data with me"))

    read_by_her = files["my-data.txt"].decode()
    assert read_by_her.count('Point 1: "Close the kitchen at ten"') == 1
    assert [line[19:] for line in read_by_her.splitlines() if "Round 1: " in line] == [
        "Round 1: Yes",
        "Round 1: No, but (changed)",
    ]
    assert read_by_her.count("Only at weekends.") == 1
    assert len(json.loads(files["my-data.json"])["tables"]["stance"]) == 3


async def test_much_is_handed_over_packed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await wrote(world, words="la " * 600)
    monkeypatch.setattr(discord.Guild, "filesize_limit", privacy.ROOM + 3_000)

    result = await press(world.person("ann"), await told(world, "ann"), "Take my data with me")

    [(name, data)] = (await handed(result)).items()
    assert name == "my-data.zip"
    assert sorted(zipfile.ZipFile(io.BytesIO(data)).namelist()) == ["my-data.json", "my-data.txt"]


async def test_what_discord_does_not_take_is_not_cut_but_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await wrote(world)
    monkeypatch.setattr(discord.Guild, "filesize_limit", privacy.ROOM + 10)

    result = await press(world.person("ann"), await told(world, "ann"), "Take my data with me")

    assert "Discord takes" in read(answer(result))


async def test_a_forged_step_does_nothing(world: World) -> None:
    await wrote(world)
    shown = await told(world, "ann")

    [result] = await world.presses_at_once(world.person("ann"), shown, ["cp:privacy:9"])

    assert "not one the bot knows" in read(answer(result))


async def test_the_log_holds_no_words_of_members(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    table = await wrote(world)
    ben = world.person("ben")
    await ben.send(table.thread, f"> No {SECRET} soup, please.\nAnd {SECRET} bread?")
    await press(ben, await table.ballot(ben), "No")
    await world.closes(table.thread)
    await world.tick()
    await erased(world, "ann")

    logged = "\n".join(f"{record.getMessage()} {getattr(record, 'facts', '')}" for record in caplog.records)
    assert "post sent" in logged
    assert SECRET not in logged
