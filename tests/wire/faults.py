"""What goes wrong with requests, and when: decided by one seed, or by a list."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

_ID = re.compile(r"\d{15,}")
_SECRET = re.compile(r"/(interactions|webhooks)/#/[^/]+")


class Kind(StrEnum):
    """What befalls a request."""

    RATE_LIMIT = "rate limit"
    """429 for this route; nothing is done."""
    GLOBAL_RATE_LIMIT = "global rate limit"
    ERROR = "error"
    """`status`, 500 and up."""
    RESET = "reset"
    """The connection is reset (RST) instead of an answer."""
    HANG_UP = "hang up"
    """The connection ends (FIN) instead of an answer."""
    STALL = "stall"
    """No answer for `seconds`; then the connection ends."""
    SLOW = "slow"
    """It is done, and answered, `seconds` later."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong."""

    kind: Kind
    accepted: bool = False
    """Whether Discord does what was asked, although the bot is not told."""
    late: float = 0.0
    """Seconds after which it does so, where it is accepted: the bot has given up by then."""
    status: int = 500
    seconds: float = 0.0
    """How long a rate limit lasts, a stall holds or a slow answer takes."""


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each fault is for a request, from 0 to 1; together at most 1."""

    rate_limit: float = 0.0
    global_rate_limit: float = 0.0
    error: float = 0.0
    error_after: float = 0.0
    """The error comes although the request was accepted."""
    cut_before: float = 0.0
    """The connection breaks, and nothing was done."""
    cut_after: float = 0.0
    """The connection breaks, and it was done."""
    late: float = 0.0
    """The connection breaks, and it is done a while later."""
    stall: float = 0.0
    slow: float = 0.0


def shape_of(method: str, path: str) -> str:
    """A request without its ids and tokens: `POST /channels/#/messages`."""
    return f"{method} " + _SECRET.sub(r"/\1/#/#", _ID.sub("#", path))


class Faults:
    """The plan of one run. What happens to the n-th request of a shape depends on the seed, the shape and n alone."""

    def __init__(self, seed: int = 0, chances: Mapping[str, Chances] | None = None, *, hurry: float = 1.0) -> None:
        """`chances` by shape; `hurry` shortens every time in the plan, for runs that have to be short."""
        self.seed = seed
        self.chances: dict[str, Chances] = dict(chances or {})
        self.happened: Counter[str] = Counter()
        """How often each fault befell a request: "reset, accepted" → 3."""
        self._hurry = hurry
        self._seen: Counter[str] = Counter()
        self._listed: dict[str, deque[Fault | None]] = {}

    def next(self, shape: str, *faults: Fault | None) -> None:
        """The next requests of that shape meet these, one each (None: nothing goes wrong), before chance decides."""
        self._listed.setdefault(shape, deque()).extend(faults)

    def calm(self) -> None:
        """From now on nothing goes wrong any more."""
        self.chances.clear()
        self._listed.clear()

    def for_request(self, shape: str) -> Fault | None:
        """What befalls a request that has just arrived."""
        self._seen[shape] += 1
        listed = self._listed.get(shape)
        fault = listed.popleft() if listed else self._drawn(shape)
        if fault is not None:
            self.happened[named(fault)] += 1
        return fault

    def _drawn(self, shape: str) -> Fault | None:
        chances = self.chances.get(shape)
        if chances is None:
            return None
        draw = Random(f"{self.seed}/{shape}/{self._seen[shape]}")
        at = draw.random()
        for chance, fault in self._possible(chances, draw):
            if at < chance:
                return fault
            at -= chance
        return None

    def _possible(self, chances: Chances, draw: Random) -> Iterable[tuple[float, Fault]]:
        cut = draw.choice((Kind.RESET, Kind.HANG_UP))
        status = draw.choice((500, 502, 503))
        spell = draw.uniform(0.2, 1.0) * self._hurry
        return (
            (chances.rate_limit, Fault(Kind.RATE_LIMIT, seconds=spell)),
            (chances.global_rate_limit, Fault(Kind.GLOBAL_RATE_LIMIT, seconds=spell)),
            (chances.error, Fault(Kind.ERROR, status=status)),
            (chances.error_after, Fault(Kind.ERROR, status=status, accepted=True)),
            (chances.cut_before, Fault(cut)),
            (chances.cut_after, Fault(cut, accepted=True)),
            (chances.late, Fault(cut, accepted=True, late=draw.uniform(1.0, 12.0) * self._hurry)),
            (chances.stall, Fault(Kind.STALL, seconds=20 * spell)),
            (chances.slow, Fault(Kind.SLOW, seconds=2 * spell)),
        )


def named(fault: Fault) -> str:
    """A fault in words, for counting and for reports."""
    if fault.late:
        return f"{fault.kind}, accepted late"
    return f"{fault.kind}, accepted" if fault.accepted else fault.kind.value
