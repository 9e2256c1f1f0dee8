"""Rate limits that are kept: a bucket for each route and its channel, with the headers that tell of it."""

import time
from dataclasses import dataclass


@dataclass
class Bucket:
    """`limit` requests in each `window` of seconds."""

    limit: int
    window: float
    began: float = 0.0
    used: int = 0

    def take(self, now: float) -> float | None:
        """Use one of this window's requests; where there is none left, the seconds until the next window."""
        if now - self.began >= self.window:
            self.began, self.used = now, 0
        if self.used >= self.limit:
            return self.began + self.window - now
        self.used += 1
        return None

    def headers(self, name: str, now: float) -> dict[str, str]:
        """What Discord says of it with every answer."""
        rest = max(self.began + self.window - now, 0.0)
        return {
            "X-RateLimit-Bucket": name,
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(self.limit - self.used, 0)),
            "X-RateLimit-Reset": f"{time.time() + rest:.3f}",
            "X-RateLimit-Reset-After": f"{rest:.3f}",
        }


class Limits:
    """The buckets of every route and channel. By default they are wide: what is proved is seldom the waiting."""

    def __init__(self, *, limit: int = 500, window: float = 1.0) -> None:
        self.usual = (limit, window)
        self.of: dict[str, tuple[int, float]] = {}
        """Tighter ones, by a request's shape: (requests, seconds)."""
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def of_request(self, shape: str, major: str) -> Bucket:
        """The bucket that a request of that shape, to that channel or server, draws from."""
        limit, window = self.of.get(shape, self.usual)
        bucket = self._buckets.get((shape, major))
        if bucket is None or (bucket.limit, bucket.window) != (limit, window):
            bucket = self._buckets[shape, major] = Bucket(limit, window)
        return bucket
