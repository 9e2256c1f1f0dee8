"""A server's rules for what the bot shows of somebody's words: time-outs, a word list, slow mode, limits by the hour.

Discord holds members to most of these where they type. It does not where the bot speaks for them, so that the same is
asked here of every word the bot posts for somebody.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from deliberation.actor import Actor
from deliberation.errors import BlockedWord, OverLimit, SlowMode, TextTooLong, TimedOut
from deliberation.server import Limits
from deliberation.visible import visible

HOUR = timedelta(hours=1)
BLOCKED_LIMIT = 500
"""The most entries of a word list."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Brought:
    """Something a member said, as far as limits look at it."""

    at: datetime
    size: int
    """Bytes of its text."""
    letter: bool = False


def must_keep_words(text: str, *, blocked: Sequence[str], actor: Actor, at: datetime) -> None:
    """Refuse words that the bot may not show for `actor` at `at`, wherever it would: in a title, a condition, an edit.

    Raises:
        TimedOut: a moderator's time-out has not run out.
        BlockedWord: the server's word list has one of them.
    """
    if actor.silenced_until is not None and actor.silenced_until > at:
        raise TimedOut({"until": actor.silenced_until})
    found = blocked_in(text, blocked)
    if found is not None:
        raise BlockedWord({"word": found})


def must_wait(last_said: datetime | None, *, actor: Actor, at: datetime) -> None:
    """Refuse what comes too soon after what `actor` said last in the same place, as its slow mode has it.

    Raises:
        SlowMode: it does.
    """
    if last_said is not None and last_said <= at < last_said + actor.slow_mode:
        raise SlowMode({"again_at": last_said + actor.slow_mode})


def must_be_within(limits: Limits, bringing: Brought, brought: Iterable[Brought]) -> None:
    """Refuse what would be more than one member may bring within an hour; `brought` is what they brought so far.

    Raises:
        OverLimit: there is no more room this hour.
        TextTooLong: there never would be.
    """
    if limits.size is not None and bringing.size > limits.size:
        facts = {"what": "letter" if bringing.letter else "text", "length": bringing.size, "limit": limits.size}
        raise TextTooLong({**facts, "unit": "bytes"})
    lately = sorted((one for one in brought if bringing.at - HOUR < one.at <= bringing.at), key=lambda one: one.at)
    letters = [one for one in lately if one.letter]
    waits = [
        ("statements", limits.statements, _free_at([(one.at, 1) for one in lately], 1, limits.statements)),
        ("size", limits.size, _free_at([(one.at, one.size) for one in lately], bringing.size, limits.size)),
    ]
    if bringing.letter:
        waits.append(("letters", limits.letters, _free_at([(one.at, 1) for one in letters], 1, limits.letters)))
    over = [(free_at, what, limit) for what, limit, free_at in waits if free_at is not None]
    if over:
        again_at, what, limit = max(over, key=lambda wait: wait[0])
        raise OverLimit({"what": what, "limit": limit, "again_at": again_at})


def blocked_in(text: str, blocked: Sequence[str]) -> str | None:
    """What of `text` stands on the list `blocked`, as it was written there but for case; None where nothing does.

    Whole words are compared, whatever their case, without characters that show nothing. A `*` at either end of an entry
    stands for the rest of a word, as in Discord's own AutoMod.
    """
    pattern = _pattern(tuple(blocked))
    if pattern is None:
        return None
    found = pattern.search(_folded(text))
    return found.group().strip() if found else None


def word_list(typed: str) -> tuple[str, ...]:
    """The entries of a word list as somebody typed it, one a line or between commas; each once, in order."""
    entries = (_folded(entry).strip() for entry in re.split(r"[\n,]", typed))
    return tuple(dict.fromkeys(entry for entry in entries if entry.strip("* ")))[:BLOCKED_LIMIT]


def _free_at(spent: Sequence[tuple[datetime, int]], asked: int, limit: int | None) -> datetime | None:
    """When enough of what was `spent`, oldest first, is an hour old for `asked` more; None where there is room now."""
    if limit is None:
        return None
    left = sum(amount for _, amount in spent) + asked - limit
    free_at: datetime | None = None
    for at, amount in spent:
        if left <= 0:
            break
        left -= amount
        free_at = at + HOUR
    return free_at


def _folded(text: str) -> str:
    return _SPACE.sub(" ", visible(text)).casefold()


@lru_cache(maxsize=64)
def _pattern(blocked: tuple[str, ...]) -> re.Pattern[str] | None:
    entries = [_entry(folded) for entry in blocked if (folded := _folded(entry).strip()).strip("* ")]
    return re.compile("|".join(entries)) if entries else None


def _entry(entry: str) -> str:
    # An open end asks for nothing: spelling out the rest of the word would take quadratic time on a long one.
    begins, ends = entry.startswith("*"), entry.endswith("*")
    return ("" if begins else r"(?<!\w)") + re.escape(entry.strip("* ")) + ("" if ends else r"(?!\w)")
