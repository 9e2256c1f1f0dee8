"""The screen of `/setup`: what a server settled for all its debates, and what the bot lacks. Private."""

from collections.abc import Iterator

from deliberation.server import Cards, ServerSettings, Setting
from deliberation.views.digest import DigestSettings
from deliberation.views.preflight import Preflight, Purpose
from prompts.formats import own_name
from prompts.language import languages
from prompts.post import ROW_LIMIT, Act, Action, Block, Button, Buttons, Choice, Pick, Picks, Post, Rule, Select, Text
from prompts.render import part
from prompts.sentences import say

_TEMPLATE = "setup"
DISCORDS_OWN = "server"
"""Stands among the languages for the one the server has on Discord."""


def setup_screen(settings: ServerSettings, digest: DigestSettings | None, found: Preflight, *, zone: str) -> Post:
    """The screen: a select for each thing that can be picked, a button for each that is typed, then the preflight.

    `zone` is the bot's own time zone, which holds where a server set none.
    """
    blocks: list[Block] = [
        Text(part(_TEMPLATE, "head")),
        *_picks(settings, digest, zone),
        Text(_typed(settings, zone)),
        *_rows(digest),
        Rule(),
        Text(_preflight(found)),
    ]
    again = Button(say("check_again"), Action(Act.SETUP, ()))
    mending = any(lack.purpose is Purpose.SERVER for lack in found.lacks)
    blocks.append(Buttons((Button(say("invite_again"), url=found.invite), again) if mending else (again,)))
    return Post(tuple(blocks))


def _picks(settings: ServerSettings, digest: DigestSettings | None, zone: str) -> Iterator[Block]:
    yield Text(part(_TEMPLATE, "moderators"))
    yield _pick(Setting.MODERATORS, Picks.ROLE, settings.moderators)
    yield Text(part(_TEMPLATE, "home"))
    yield _pick(Setting.HOME, Picks.PLACE, settings.home)
    if digest is None:
        yield Text(part(_TEMPLATE, "no_digest"))
    else:
        yield Text(part(_TEMPLATE, "digest", weekday=digest.weekday, hour=digest.hour, zone=digest.zone))
    yield _pick(Setting.DIGEST, Picks.TEXT, digest.channel if digest else None)
    yield Text(part(_TEMPLATE, "cards"))
    cards = [Choice(say(f"cards_{policy}"), policy.value, chosen=policy is settings.cards) for policy in Cards]
    yield Select(_action(Setting.CARDS), say("cards_placeholder"), tuple(cards))
    yield Text(part(_TEMPLATE, "language"))
    own = Choice(say("language_discords_own"), DISCORDS_OWN, chosen=settings.language is None)
    named = [Choice(own_name(code), code, chosen=code == settings.language) for code in languages()]
    yield Select(_action(Setting.LANGUAGE), say("language_placeholder"), (own, *named))
    yield Text(part(_TEMPLATE, "role"))
    yield _pick(Setting.ROLE, Picks.ROLE, settings.gate.role)


def _pick(setting: Setting, kind: Picks, picked: int | None) -> Pick:
    return Pick(_action(setting), say(f"pick_{kind}"), kind, picked)


def _typed(settings: ServerSettings, zone: str) -> str:
    gate, limits = settings.gate, settings.limits
    return part(
        _TEMPLATE,
        "typed",
        attribution=settings.attribution.value,
        quorum=settings.quorum,
        member_days=gate.member_days,
        account_days=gate.account_days,
        statements=limits.statements,
        letters=limits.letters,
        kilobytes=limits.size // 1000 if limits.size is not None else None,
        words=len(settings.blocked),
        zone=settings.zone or zone,
    )


def _rows(digest: DigestSettings | None) -> Iterator[Buttons]:
    buttons = tuple(_buttons(digest))
    for start in range(0, len(buttons), ROW_LIMIT):
        yield Buttons(buttons[start : start + ROW_LIMIT])


def _buttons(digest: DigestSettings | None) -> Iterator[Button]:
    for name, setting in (
        ("usual", Setting.USUAL),
        ("gate", Setting.GATE),
        ("limits", Setting.LIMITS),
        ("words", Setting.WORDS),
        ("zone", Setting.ZONE),
    ):
        yield Button(say(f"set_{name}"), _action(setting))
    if digest is not None:
        yield Button(say("set_digest_time"), _action(Setting.DIGEST_TIME))


def _preflight(found: Preflight) -> str:
    lines = [
        part(_TEMPLATE, "lack", purpose=lack.purpose, channel=lack.channel, permissions=lack.permissions)
        for lack in found.lacks
    ]
    if not found.reads_messages:
        lines.append(part(_TEMPLATE, "reads_nothing"))
    return "\n".join((part(_TEMPLATE, "lacks" if lines else "nothing_lacks"), *lines))


def _action(setting: Setting) -> Action:
    return Action(Act.SETTLE, (setting.value,))
