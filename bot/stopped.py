"""Why a start ended, as the one sentence whoever runs the bot reads."""

import aiohttp
import discord

from bot.permissions import PermissionsMissing
from bot.settings import MalformedEnvLine, MalformedSetting, UnreadableEnvFile
from prompts.operator import tell, told
from storage.errors import NotKept, StorageError

TOKEN_REFUSED = 4004
"""The gateway's close code for a token that was revoked after the login."""


class TokenMissing(Exception):
    """There is no DISCORD_TOKEN."""


def why_stopped(error: BaseException) -> str | None:
    """The sentence for `error`; None where it is a fault of the bot's own, which the log must show whole."""
    match error:
        case TokenMissing():
            return tell("token_missing")
        case MalformedSetting() | MalformedEnvLine() | UnreadableEnvFile():
            return _why_settings(error)
        case PermissionsMissing():
            return tell("permissions_missing", server=error.server, names=", ".join(error.names))
        case StorageError():
            if told(error.code):
                return tell(error.code, path=error.path)
            return tell("storage_failed", path=error.path, code=error.code)
        case _:
            return _why_discord(error)


def passes(error: BaseException) -> bool:
    """Whether a start may succeed later without anybody doing anything."""
    match error:
        case NotKept():
            return True
        case discord.HTTPException():
            return error.status >= 500 or error.status == 429
        case aiohttp.ClientError() | discord.GatewayNotFound() | TimeoutError() | ConnectionError():
            return True
        case _:
            return False


def _why_settings(error: MalformedSetting | MalformedEnvLine | UnreadableEnvFile) -> str:
    match error:
        case MalformedSetting():
            return tell("setting_malformed", name=error.name)
        case MalformedEnvLine():
            return tell("env_line_malformed", name=error.path, line=error.line)
        case UnreadableEnvFile():
            return tell("env_file_unreadable", name=error.path)


def _why_discord(error: BaseException) -> str | None:
    match error:
        case discord.LoginFailure():
            return tell("token_refused")
        case discord.PrivilegedIntentsRequired():
            return tell("intents_missing")
        case discord.ConnectionClosed():
            return tell("token_refused") if error.code == TOKEN_REFUSED else tell("session_ended", code=error.code)
        case discord.HTTPException():
            return tell("discord_failing", status=error.status)
        case aiohttp.ClientError() | discord.GatewayNotFound() | TimeoutError() | ConnectionError():
            return tell("discord_unreachable")
        case _:
            return None
