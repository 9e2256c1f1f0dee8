"""Logging as `key=value`, one event a line, with no token and no member's words."""

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

_FACTS = "facts"


def facts(**values: object) -> dict[str, Mapping[str, object]]:
    """What a log line tells besides its event, for `extra=`: `_log.info("sent", extra=facts(kind=kind))`."""
    return {_FACTS: values}


class KeyValueFormatter(logging.Formatter):
    """`at=… level=… where=… event=… key=value`, tracebacks beneath; secrets are blotted out wherever they turn up."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """One line, and a traceback's further ones."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        given: Mapping[str, object] = getattr(record, _FACTS, {})
        pairs = {"at": at, "level": record.levelname.lower(), "where": record.name, "event": record.getMessage()}
        line = " ".join(f"{key}={_quoted(value)}" for key, value in {**pairs, **given}.items())
        if record.exc_info:
            line = f"{line}\n{self.formatException(record.exc_info)}"
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


def configure(level: str, *, secrets: tuple[str, ...] = ()) -> None:
    """Log to standard error at `level`. Libraries stay at INFO at most: at DEBUG they print members' messages."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(KeyValueFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    quietest = max(logging.INFO, logging.getLevelNamesMapping()[level])
    for library, at_least in (("discord", logging.INFO), ("apscheduler", logging.WARNING), ("asyncio", logging.INFO)):
        logging.getLogger(library).setLevel(max(quietest, at_least))


def _quoted(value: object) -> str:
    text = str(value)
    if text and not any(character.isspace() or character in '"=' for character in text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
