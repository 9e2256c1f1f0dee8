"""The watch at the one place through which every request to SimCord goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from simcord.http import router

from tests.requests.description import DESCRIPTION, route_of, told_wrong
from tests.requests.rules import broken


def faults_of(method: str, path: str, body: object, files: int = 0) -> list[str]:
    """What is wrong with a request: its route, the JSON path, and why."""
    described = DESCRIPTION.exists()
    route = (route_of(path) if described else None) or path
    wrong = [*(told_wrong(method, path, body) if described else ()), *broken(method, path, body, files)]
    return [f"{method} {route} {fault}" for fault in wrong]


@contextmanager
def watched() -> Iterator[list[str]]:
    """While inside, what is wrong with the requests sent is noted; none is kept from going on."""
    found: list[str] = []
    passed_on = router.dispatch

    @wraps(passed_on)
    def dispatch(backend: Any, method: str, path: str, **given: Any) -> Any:
        found.extend(faults_of(method, path, given.get("json"), len(given.get("files") or [])))
        return passed_on(backend, method, path, **given)

    router.dispatch = dispatch
    try:
        yield found
    finally:
        router.dispatch = passed_on
