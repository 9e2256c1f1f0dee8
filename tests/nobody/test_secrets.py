"""Secrets stay where they are needed: the token and what Discord gives to answer with are in no file, log or export,
whatever goes wrong; members' words are in no log.
"""

import pickle
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.cogs.world import PROPOSALS
from tests.wire.faults import Fault, Kind
from tests.wire.oracle import settled
from tests.wire.people import House, Table, press
from tests.wire.process import TOKEN, Bot
from tests.wire.server import Discord

SAID = "zqprivate words of mine"
ANSWERS_WITH = "simcord_interaction_"
"""How the tokens begin with which the in-memory Discord lets one answer an interaction."""
FORMATS = ("letter", "html", "json", "argdown", "aif", "csv", "polis")


async def session(house: House, here: Discord, bot: Bot) -> Table:
    """A debate is held, exported and closed, while Discord fails now and then."""
    posting = "POST /channels/#/messages"
    here.faults.next(posting, None, Fault(Kind.ERROR, status=503), Fault(Kind.RESET, accepted=True))
    table = await house.debate(attribution="named", title=f"{SAID} as a title")
    await table.says("ann", SAID)
    await table.says("ben", f"> {PROPOSALS[0]}\n{SAID}\n> {SAID}\nSo it is.", files=[("letter.txt", SAID.encode())])
    await table.says("ann", "", files=[("letter.txt", f"> {PROPOSALS[1]}\n{SAID}".encode())])
    ballot = await table.ballot(house.person("ben"))
    assert ballot is not None
    await press(house.person("ben"), ballot, "Yes")
    await table.closes()
    await settled(here, bot)
    for wanted in FORMATS:
        await house.person("ann").slash(table.thread, "debate export", format=wanted)
    await house.person("ann").slash(house.lobby, "debate export", format="csv")
    return table


def files_in(folder: Path) -> dict[str, bytes]:
    """All that the bot left there."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def handed_over(here: Discord) -> bytes:
    """All files that were uploaded, by members or the bot."""
    return b"\n".join(here._files._blobs.values())


@pytest.mark.long
@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_no_secret_is_in_anything_that_is_written(tmp_path: Path, level: str) -> None:
    async with Discord.open() as here:
        house = House(here)
        bot = Bot(here, tmp_path, settings={"LOG_LEVEL": level})
        async with bot:
            await session(house, here, bot)
            await bot.kill()
            await bot.start()
            await bot.kill()
            here.login_status = 401
            await bot.start(ready=False)
            await bot.until(lambda: not bot.running)
        files = files_in(tmp_path)
        sent = handed_over(here)

    log = "\n".join(bot.log)
    assert here.authorizations[-1] == f"Bot {TOKEN}"
    assert "debates.db" in files
    assert SAID.encode() in files["debates.db"]
    assert SAID.encode() in sent
    for secret in (TOKEN, TOKEN.rpartition(".")[2], ANSWERS_WITH):
        assert secret not in log
        assert not [name for name, data in files.items() if secret.encode() in data]
        assert secret.encode() not in sent
    assert level == "DEBUG" or "zqprivate" not in log


def test_the_token_is_in_no_form_of_the_settings() -> None:
    settings = Settings.model_validate({"discord_token": TOKEN})

    shown = (repr(settings), str(settings), settings.model_dump_json(), str(settings.model_dump()), f"{settings!s:>9}")
    assert not [form for form in shown if TOKEN in form]
    assert TOKEN not in repr(RuntimeError(settings))
    assert TOKEN.encode() in pickle.dumps(settings), "the test would not see it"
