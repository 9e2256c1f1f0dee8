"""Settings from the environment and `.env`, typed and checked before anything else happens."""

import os
from pathlib import Path
from typing import Literal

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from deliberation.errors import UnknownTimeZone
from deliberation.schedule import known_zone


class MalformedSetting(Exception):
    """A setting that cannot be understood. Its value is not repeated: it may be a secret in the wrong place."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


class Settings(BaseSettings):
    """What the process is told from outside. `.env.example` describes each variable."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr | None = None
    database: Path = Path("counterpoint.db")
    message_content: bool = True
    """Whether the message-content intent is asked for; without it nothing typed can be read."""
    time_zone: str = "UTC"
    """Where deadlines are read in a server that has set no zone."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("discord_token", mode="after")
    @classmethod
    def _one_word(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None:
            return None
        bare = token.get_secret_value().strip()
        if len(bare.split()) != 1 or not bare.isascii() or not bare.isprintable():
            raise ValueError("a bot token is one word of letters, digits, dots and dashes")
        return SecretStr(bare)

    @field_validator("time_zone", mode="after")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            return known_zone(zone)
        except UnknownTimeZone as error:
            raise ValueError("no time zone has this name; write one like Europe/Berlin") from error

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level


_EXPECTED = {
    "message_content": "write on or off",
    "log_level": "write DEBUG, INFO, WARNING or ERROR",
    "database": "write the path of a file",
}


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this process: its environment, then `env_file`, then the defaults.

    Raises:
        MalformedSetting: one of them cannot be understood, or the file cannot be read.
    """
    if env_file is not None and env_file.exists() and not (env_file.is_file() and os.access(env_file, os.R_OK)):
        raise MalformedSetting(str(env_file), "cannot be read")
    try:
        return Settings(_env_file=env_file)  # pyright: ignore[reportCallIssue]  # pydantic's own argument, unknown to its types
    except UnicodeDecodeError as error:
        raise MalformedSetting(str(env_file), "is not text in UTF-8") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False, include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else "settings"
        why = _EXPECTED.get(field) or first["msg"].removeprefix("Value error, ")
        raise MalformedSetting(field.upper(), why) from None


def default_settings() -> Settings:
    """The settings of a bot that is told nothing from outside: in the rehearsal and in tests."""
    return Settings.model_construct()
