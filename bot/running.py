"""`counterpoint run`: the bot on Discord, from its settings to its last committed write."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import discord

from bot.client import Counterpoint
from bot.health import Health, file_for
from bot.log import configure, facts, log_faults_of
from bot.permissions import must_be_allowed, warn_of_lacks
from bot.settings import Settings, load_settings
from bot.stopped import TokenMissing, passes, why_stopped
from bot.terminal import harmless
from prompts.operator import tell
from storage.errors import CannotStart
from storage.sqlite import SqliteStore

_log = logging.getLogger(__name__)

STOPPED = 0
FAULTY = 1
"""A fault of the bot's own; its traceback is in the log."""
CANNOT_START = 2
"""Something that whoever runs the bot can mend, said in one sentence."""
TRY_LATER = 75
"""Something that may pass by itself, said in one sentence: Discord or the disk. EX_TEMPFAIL in sysexits.h."""


def run(database: Path | None = None) -> int:
    """Run the bot until it is told to stop; `database` goes before the setting. The exit code."""
    end = _write
    try:
        settings = load_settings()
        if settings.discord_token is None:
            raise TokenMissing
        if database is not None:
            settings = settings.model_copy(update={"database": database})
        token = settings.discord_token.get_secret_value() if settings.discord_token else ""
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
        configure(settings.log_level, secrets=(token,), form=settings.log_format)
        end = _log_last if settings.log_format == "json" else _write
        asyncio.run(_serve(settings, token))
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        sentence = why_stopped(error)
        if sentence is None:
            _log.exception("stopped")
            end(tell("unexpected"))
            return FAULTY
        end(sentence)
        return TRY_LATER if passes(error) else CANNOT_START
    return STOPPED


def _write(sentence: str) -> None:
    sys.stderr.write(harmless(sentence) + "\n")


def _log_last(sentence: str) -> None:
    """Say it as an event: whoever reads the log as JSON reads every line so."""
    _log.critical("ended", extra=facts(why=sentence))


async def _serve(settings: Settings, token: str) -> None:
    """Connect, tick, and stop cleanly on a signal. Whatever ends it otherwise is raised."""
    log_faults_of(asyncio.get_running_loop())
    store = await SqliteStore.open(settings.database)
    try:
        bot = Counterpoint(store, settings)
    except BaseException:
        await store.close()
        raise
    ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    health = Health(file_for(settings), store)
    for hear in (health.on_ready, health.on_resumed, health.on_disconnect):
        bot.add_listener(hear)

    async def tick() -> None:
        try:
            await bot.tick()
            health.ticked()
        except CannotStart as taken_over:  # another process has the database now
            if not ended.done():
                ended.set_exception(taken_over)

    with _signals_end(ended):
        async with bot:
            connection = asyncio.create_task(bot.start(token))
            ticking = asyncio.create_task(_tick_from_ready_on(bot, tick))
            looking = asyncio.create_task(health.keep())
            try:
                await asyncio.wait({connection, ticking, ended}, return_when=asyncio.FIRST_COMPLETED)
                for finished in (connection, ticking, ended):
                    if finished.done():
                        finished.result()
                _log.info("stopping")
            finally:
                for task in (ticking, looking):
                    task.cancel()
                await asyncio.gather(ticking, looking, return_exceptions=True)
                await bot.close()
                connection.cancel()
                await asyncio.gather(connection, return_exceptions=True)
    _log.info("stopped")


async def _tick_from_ready_on(bot: Counterpoint, tick: Callable[[], Awaitable[None]]) -> None:
    """Run the clock from the first READY until cancelled."""
    await bot.wait_until_ready()
    must_be_allowed(bot.guilds)
    await warn_of_lacks(bot.store, bot.guilds, application=bot.application_id or 0)
    from bot.clock import Clock  # not before it can tick: what it needs takes a while to import

    clock = Clock(bot.store, tick)
    clock.start()
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        clock.stop()


@contextmanager
def _signals_end(ended: "asyncio.Future[None]") -> Generator[None]:
    """While inside, SIGINT and SIGTERM end it once; a second one has its usual effect."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def end() -> None:
        restore()
        if not ended.done():
            ended.set_result(None)

    def restore() -> None:
        for number in signals:
            with suppress(NotImplementedError, ValueError):
                loop.remove_signal_handler(number)

    def handle(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end)

    for number in signals:
        try:
            loop.add_signal_handler(number, end)
        except NotImplementedError:  # Windows
            signal.signal(number, handle)
    try:
        yield
    finally:
        restore()
