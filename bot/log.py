"""Logging: one event a line with stable keys, as `key=value` or as JSON, with no token and no member's words.

The words of the log are ours: an event's name and its facts are written by this program and hold ids, counts and names
of kinds. What others write may hold anything, so above DEBUG it is not believed: of an exception its kind and its way
through the code are told, not its message; of an object in a library's line, its kind.
"""

import asyncio
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

Format = Literal["text", "json"]

OURS = frozenset({"bot", "cogs", "storage", "prompts", "deliberation"})
_FACTS = "facts"
_EXACT = 2**53
"""From here on, numbers are text in JSON: many readers would round an id."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_log = logging.getLogger(__name__)


def facts(**values: object) -> dict[str, Mapping[str, object]]:
    """What a log line tells besides its event, for `extra=`: `_log.info("sent", extra=facts(kind=kind))`."""
    return {_FACTS: values}


class EventFormatter(logging.Formatter):
    """An event with its keys: `at`, `level`, `where`, `event`, then its facts, then an exception's `fault` and `trace`.

    Secrets are blotted out wherever they turn up. With `words`, exceptions and libraries say all they have to say.
    """

    def __init__(self, secrets: tuple[str, ...] = (), *, words: bool = False) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)
        self._words = words

    def format(self, record: logging.LogRecord) -> str:
        """The event as text."""
        line = self.line(self._keys(record), self._trace(record))
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line

    def line(self, keys: Mapping[str, object], trace: str) -> str:
        """One line, and a traceback's further ones."""
        line = " ".join(f"{key}={_quoted(value)}" for key, value in keys.items())
        return f"{line}\n{trace}" if trace else line

    def _keys(self, record: logging.LogRecord) -> dict[str, object]:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = record.getMessage() if self._words else _told(record)
        given: Mapping[str, object] = getattr(record, _FACTS, {})
        keys = {"at": at, "level": record.levelname.lower(), "where": record.name, "event": told, **given}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            keys["fault"] = named(error)
        return keys

    def _trace(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return ""
        if self._words:
            return "".join(traceback.format_exception(error)).rstrip("\n")
        return "\n".join(_way(error))


class JsonFormatter(EventFormatter):
    """The same keys as one JSON object a line."""

    def line(self, keys: Mapping[str, object], trace: str) -> str:
        """One line."""
        whole = {**keys, "trace": trace} if trace else keys
        return json.dumps({key: _plain(value) for key, value in whole.items()}, ensure_ascii=False)


class EventHandler(logging.StreamHandler[TextIO]):
    """Writes to standard error. Of an event that cannot be written, Python would print all it was to say."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # Python's name
        """Say that a line was lost, and where it came from."""
        lost = logging.makeLogRecord({"name": record.name, "levelname": "ERROR", "msg": "log line lost"})
        with suppress(Exception):
            self.stream.write(self.format(lost) + self.terminator)


def named(error: BaseException) -> str:
    """An exception's kind, and of those that speak for the system or the database the code they give."""
    codes = [getattr(error, code, None) for code in ("sqlite_errorname", "status", "code", "errno")]
    given = "/".join(str(code) for code in codes if isinstance(code, int) or str(code).startswith("SQLITE_"))
    return f"{type(error).__name__} {given}".rstrip()


def configure(level: str, *, secrets: tuple[str, ...] = (), form: Format = "text") -> None:
    """Log to standard error at `level`. Libraries stay at INFO at most: at DEBUG they print members' messages.

    What ends a thread or comes as a warning is an event like any other from then on.
    """
    words = logging.getLevelNamesMapping()[level] < logging.INFO
    handler = EventHandler(sys.stderr)
    handler.setFormatter((JsonFormatter if form == "json" else EventFormatter)(secrets, words=words))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    quietest = max(logging.INFO, logging.getLevelNamesMapping()[level])
    for library, at_least in (("discord", logging.INFO), ("apscheduler", logging.WARNING), ("asyncio", logging.INFO)):
        logging.getLogger(library).setLevel(max(quietest, at_least))
    logging.captureWarnings(True)
    threading.excepthook = _thread_ended


def log_faults_of(loop: asyncio.AbstractEventLoop) -> None:
    """Make events of what goes wrong where nobody waits for it: asyncio would tell it with all its arguments."""
    loop.set_exception_handler(_nobody_waited)


def _nobody_waited(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    what = str(context.get("message", "")).partition("<")[0].strip()
    _log.error("fault that nobody waited for", extra=facts(what=what), exc_info=context.get("exception"))


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    name = ended.thread.name if ended.thread is not None else ""
    _log.error("thread ended", extra=facts(thread=name), exc_info=ended.exc_value)


def _told(record: logging.LogRecord) -> str:
    """What a line says: our own all of it, a library's with numbers and names, not with what objects say."""
    if record.name.partition(".")[0] in OURS or not record.args:
        return record.getMessage()
    if isinstance(record.args, Mapping):
        return str(record.msg)
    try:
        return str(record.msg) % tuple(_kind(argument) for argument in record.args)
    except (TypeError, ValueError):
        return str(record.msg)


def _kind(argument: object) -> object:
    if argument is None or isinstance(argument, int | float | str):
        return argument
    return _Kind(type(argument).__name__)


class _Kind(str):
    """The name of a kind, shown as such by `%r`, too."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{self}>"


def _way(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """A traceback without messages, the first cause first."""
    if id(error) in seen:
        return
    seen |= {id(error)}
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _way(before, seen)
        yield "then"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}: {frame.line or ''}".rstrip(": ")
    yield named(error)
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            yield from _way(inner, seen)  # pyright: ignore[reportUnknownArgumentType]


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | float):
        return value
    return value if isinstance(value, int) and abs(value) < _EXACT else str(value)


def _quoted(value: object) -> str:
    text = str(value)
    if text.isprintable() and text and not any(character.isspace() or character in '"=' for character in text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    # A terminal obeys what is left of these.
    return '"' + _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", escaped) + '"'
