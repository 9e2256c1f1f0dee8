"""Settings from the environment and `.env`, typed and checked before anything else happens."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from deliberation.errors import UnknownTimeZone
from deliberation.steering.schedule import known_zone


@dataclass
class MalformedSetting(Exception):
    """A setting that cannot be understood. Its value is not kept: it may be a secret in the wrong place."""

    name: str


@dataclass
class UnreadableEnvFile(Exception):
    """There is a file of settings, and it is not text that this process may read."""

    path: Path


@dataclass
class MalformedEnvLine(Exception):
    """A line of the file of settings that sets nothing. What it says is not kept: it may be a secret."""

    path: Path
    line: int
    """Its number, from 1."""


class EngineSettings(BaseSettings):
    """What Counterpoint is told from outside in whatever bot it runs."""

    database: Path = Path("counterpoint.db")
    time_zone: str = "UTC"
    """Where deadlines are read in a server that has set no zone."""

    @field_validator("time_zone", mode="after")
    @classmethod
    def _known(cls, zone: str) -> str:
        if zone == "UTC":  # always there, and listing all zones takes a while
            return zone
        try:
            return known_zone(zone)
        except UnknownTimeZone as error:
            raise ValueError from error


class Settings(EngineSettings):
    """What the process is told from outside. `.env.example` describes each variable."""

    model_config = SettingsConfigDict(env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr | None = None
    message_content: bool = True
    """Whether the message-content intent is asked for; without it nothing typed can be read."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    health_file: Path | None = None
    """What stays fresh as long as the bot is well; None for a file beside the database."""

    @field_validator("discord_token", mode="after")
    @classmethod
    def _one_word(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None:
            return None
        word = token.get_secret_value().strip()
        if len(word.split()) != 1 or not word.isascii() or not word.isprintable():
            raise ValueError
        return SecretStr(word)

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("log_format", mode="before")
    @classmethod
    def _lower(cls, form: object) -> object:
        return form.lower() if isinstance(form, str) else form


class PluginSettings(EngineSettings):
    """What a plugin is told: each variable has COUNTERPOINT_ before its name, since the others are the bot's own."""

    model_config = SettingsConfigDict(env_prefix="COUNTERPOINT_", extra="ignore", env_ignore_empty=True)


def load_settings(env_file: Path = Path(".env")) -> Settings:
    """The settings of this process: its environment, then `env_file` if there is one, then the defaults.

    Raises:
        MalformedSetting: one of them cannot be understood.
        UnreadableEnvFile: `env_file` is there and cannot be read.
        MalformedEnvLine: one of its lines does not read NAME=value.
    """
    if env_file.exists() and not (env_file.is_file() and os.access(env_file, os.R_OK)):
        raise UnreadableEnvFile(env_file)
    try:
        if env_file.exists():
            _must_read_whole(env_file)
        # pydantic's own argument, which its types do not know
        return Settings(_env_file=env_file)  # pyright: ignore[reportCallIssue]
    except UnicodeDecodeError as error:
        raise UnreadableEnvFile(env_file) from error
    except ValidationError as error:
        # Not chained: pydantic's error repeats what was given.
        raise MalformedSetting(_first_malformed(error)) from None


def load_plugin_settings() -> PluginSettings:
    """The settings of a plugin: the environment, then the defaults.

    Raises:
        MalformedSetting: one of them cannot be understood.
    """
    try:
        return PluginSettings()
    except ValidationError as error:
        raise MalformedSetting(f"COUNTERPOINT_{_first_malformed(error)}") from None


def _first_malformed(error: ValidationError) -> str:
    return str(error.errors(include_input=False, include_context=False, include_url=False)[0]["loc"][0]).upper()


def _must_read_whole(env_file: Path) -> None:
    """Refuse a file with a line that its reader would pass over with no more than a warning in the log.

    Raises:
        MalformedEnvLine: there is one; the first is told.
    """
    from dotenv.parser import parse_stream  # not before there is something to read

    with env_file.open(encoding="utf-8") as file:
        for binding in parse_stream(file):
            if binding.error or (binding.key is not None and binding.value is None):
                text, line = binding.original
                blank = text[: len(text) - len(text.lstrip())]  # lines left empty count to what follows them
                raise MalformedEnvLine(env_file, line + blank.count("\n"))


def default_settings() -> Settings:
    """The settings of a bot that is told nothing from outside: in the rehearsal and in tests."""
    return Settings.model_construct()
