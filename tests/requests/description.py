"""Discord's own description of its API (`../shared/discord/openapi.json`): whether a request's body is as it says."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

DESCRIPTION = Path(__file__).parents[2] / ".." / "shared" / "discord" / "openapi.json"
_SCHEMAS = "#/components/schemas/"
_JSON = "application/json"


def route_of(path: str) -> str | None:
    """The route that a path stands for, as the description writes it; None where it knows none."""
    parts = path.strip("/").split("/")
    fitting = [route for route in _routes_of(len(parts)) if all(map(_fits, route, parts))]
    # "@original" goes before "{message_id}"
    best = max(fitting, key=lambda route: sum(not part.startswith("{") for part in route), default=None)
    return None if best is None else "/" + "/".join(best)


def told_wrong(method: str, path: str, body: object) -> Iterator[str]:
    """What of a body is not as the description has it, each with its JSON path."""
    route = route_of(path)
    described = None if route is None else _description()["paths"][route].get(method.lower())
    if described is None:
        yield "$: there is no such route"
    elif body is None:
        return
    elif "requestBody" not in described:
        yield "$: this route takes no body"
    else:
        for error in _validator(method, str(route)).iter_errors(body):
            yield f"{error.json_path}: {error.message[:200]}"


def _fits(described: str, part: str) -> bool:
    return described == part or described.startswith("{")


@cache
def _routes_of(length: int) -> list[list[str]]:
    routes = [path.strip("/").split("/") for path in _description()["paths"]]
    return [route for route in routes if len(route) == length]


@cache
def _validator(method: str, route: str) -> Any:
    content = _description()["paths"][route][method.lower()]["requestBody"]["content"]
    # Of a body with files only the part that is JSON is looked at here.
    return _Validator(content[_JSON]["schema"])


@cache
def _description() -> Any:
    described = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    schemas = described["components"]["schemas"]
    schemas["SnowflakeType"]["type"] = ["string", "integer"]  # Discord takes both; discord.py sends numbers in places
    _put_in(described, schemas)
    return described


def _put_in(part: Any, schemas: dict[str, Any]) -> None:
    """Put each schema in the place of the references to it: looking them up is most of what checking takes."""
    for key, value in list(part.items() if isinstance(part, dict) else enumerate(part)):
        if isinstance(value, dict) and str(value.get("$ref", "")).startswith(_SCHEMAS):
            part[key] = schemas[value["$ref"].removeprefix(_SCHEMAS)]
        elif isinstance(value, dict | list):
            _put_in(value, schemas)


def _either(validator: Any, branches: list[dict[str, Any]], given: Any, _schema: object) -> Iterator[ValidationError]:
    """`oneOf` and `anyOf`, a fifth of the time and with an error that says where: by the component's type, where it
    tells the branches apart, else by the branch that fits best.
    """
    if all("const" in branch for branch in branches):
        if given not in [branch["const"] for branch in branches]:
            yield ValidationError(f"{given!r} is none of the values known")
        return
    real = [branch for branch in branches if branch.get("type") != "null"]
    if given is None and len(real) < len(branches):
        return
    if isinstance(given, dict):
        real = [branch for branch in real if given.get("type") in _types(branch)] or real
    tried = []
    for branch in real:
        errors = list(validator.descend(given, branch))
        if not errors:
            return
        tried.append(errors)
    yield from min(tried, key=len)


def _types(branch: dict[str, Any]) -> list[int]:
    return branch.get("properties", {}).get("type", {}).get("enum", [])


_Validator = extend(Draft202012Validator, {"oneOf": _either, "anyOf": _either})
