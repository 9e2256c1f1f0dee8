"""The rules for requests that Discord's description does not hold, and this bot's own: nothing it says pings."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]
ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, RADIO = 1, 2, 3, 4, 9, 10, 21
V2 = frozenset({9, 10, 11, 12, 13, 14, 17})
"""Types of components that a message has only under the V2 flag."""
V2_FLAG = 1 << 15
LINK = 5
TOLD_LIMIT = 100
CONTENT_LIMIT, TEXT_LIMIT, COMPONENTS_LIMIT, EMBEDS_LIMIT = 2000, 4000, 40, 6000
MODAL_LIMIT, BUTTONS_LIMIT, FILES_LIMIT, COMMAND_LIMIT = 5, 5, 10, 8000
_SAYS, _TURNS, _ASKS = 4, 7, 9
"""What an interaction is answered by: a message, another look of the one pressed, a form."""


@dataclass(frozen=True)
class Part:
    """A component, and where it stands."""

    where: str
    body: Body

    @property
    def type(self) -> int:
        return self.body.get("type", 0)


def broken(method: str, path: str, body: object, files: int = 0) -> Iterator[str]:
    """Which rules a request breaks, each with its JSON path."""
    parts = path.strip("/").split("/")
    if files > FILES_LIMIT:
        yield f"$: {files} files, {FILES_LIMIT} is the most"
    match (method, parts):
        case ("PUT", ["applications", _, *_, "commands"]) if isinstance(body, list):
            yield from _commands(body)
        case ("POST", ["interactions", _, _, "callback"]) if isinstance(body, dict):
            yield from _callback(body, files)
        case ("POST", ["channels", _, "threads"]) if isinstance(body, dict) and "message" in body:
            yield from _message(body["message"], "$.message", files, new=True)
        case ("POST", ["channels", _, "messages"] | ["webhooks", _, _]) if isinstance(body, dict):
            yield from _message(body, "$", files, new=True)
        case ("PATCH", ["channels", _, "messages", _] | ["webhooks", _, _, "messages", _]) if isinstance(body, dict):
            yield from _message(body, "$", files, new=False)
        case _:
            return


def _callback(body: Body, files: int) -> Iterator[str]:
    data = body.get("data") or {}
    if body.get("type") in (_SAYS, _TURNS):
        yield from _message(data, "$.data", files, new=body["type"] == _SAYS)
    elif body.get("type") == _ASKS:
        yield from _modal(data, "$.data")


# --- messages --------------------------------------------------------------------------------------------------------


def _message(body: Body, where: str, files: int, *, new: bool) -> Iterator[str]:
    parts = list(_parts(body.get("components") or [], f"{where}.components"))
    flagged = bool((body.get("flags") or 0) & V2_FLAG)
    says = [name for name in ("content", "embeds", "poll", "sticker_ids") if body.get(name)]
    yield from _flag(parts, where, says, flagged=flagged)
    if len(body.get("content") or "") > CONTENT_LIMIT:
        yield f"{where}.content: {len(body['content'])} characters, {CONTENT_LIMIT} is the most"
    if sum(map(_embed_length, body.get("embeds") or [])) > EMBEDS_LIMIT:
        yield f"{where}.embeds: more than {EMBEDS_LIMIT} characters in all"
    if new and not (says or parts or files):
        yield f"{where}: an empty message"
    if says or parts:
        yield from _silent(body, where, parts)
    yield from _components(parts, where)
    if new:
        yield from _attached(body, parts)


def _flag(parts: list[Part], where: str, says: list[str], *, flagged: bool) -> Iterator[str]:
    of_v2 = [part for part in parts if part.type in V2]
    if of_v2 and not flagged:
        yield f"{of_v2[0].where}: a component of V2, and the message has no V2 flag"
    if flagged:
        yield from (f"{where}.{name}: a message with the V2 flag has none" for name in says)


def _silent(body: Body, where: str, parts: list[Part]) -> Iterator[str]:
    allowed = body.get("allowed_mentions")
    if not isinstance(allowed, dict) or allowed.get("parse") != []:
        yield f"{where}.allowed_mentions: mentions in the text would ping"
        return
    # Whoever follows a debate is mentioned in a post of its own, by name; nobody else ever is.
    said = " ".join(str(part.body.get("content")) for part in parts)
    told = [f"<@{user}>" for user in allowed.get("users") or ()]
    told += [f"<@&{role}>" for role in allowed.get("roles") or ()]
    if allowed.get("replied_user") or len(told) > TOLD_LIMIT or not all(mention in said for mention in told):
        yield f"{where}.allowed_mentions: somebody would be pinged"


def _attached(body: Body, parts: list[Part]) -> Iterator[str]:
    names = {attached.get("filename") for attached in body.get("attachments") or []}
    for part in parts:
        items = [part.body, *part.body.get("items", [])]
        shown = [(item.get("media") or item.get("file") or {}).get("url", "") for item in items]
        for url in shown:
            if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
                yield f"{part.where}: shows a file that is not attached"


def _embed_length(embed: Body) -> int:
    fields = [text for field in embed.get("fields", []) for text in (field.get("name"), field.get("value"))]
    footer, author = embed.get("footer") or {}, embed.get("author") or {}
    texts = [embed.get("title"), embed.get("description"), footer.get("text"), author.get("name"), *fields]
    return sum(len(text or "") for text in texts)


# --- components ------------------------------------------------------------------------------------------------------


def _parts(components: list[Body], where: str) -> Iterator[Part]:
    for index, component in enumerate(components):
        yield from _part(component, f"{where}[{index}]")


def _part(component: Body, where: str) -> Iterator[Part]:
    yield Part(where, component)
    yield from _parts(component.get("components") or [], f"{where}.components")
    for single in ("component", "accessory"):
        if component.get(single):
            yield from _part(component[single], f"{where}.{single}")


def _components(parts: list[Part], where: str) -> Iterator[str]:
    if len(parts) > COMPONENTS_LIMIT:
        yield f"{where}.components: {len(parts)} of them, {COMPONENTS_LIMIT} is the most"
    text = sum(len(part.body.get("content", "")) for part in parts if part.type == TEXT)
    if text > TEXT_LIMIT:
        yield f"{where}.components: {text} characters of text in all, {TEXT_LIMIT} is the most"
    for name in ("custom_id", "id"):
        yield from _twice(parts, where, name)
    for part in parts:
        match part.type:
            case _ if part.type == ROW:
                yield from _row(part)
            case _ if part.type == BUTTON:
                yield from _button(part)
            case _ if part.type in (SELECT, RADIO):
                yield from _options(part)
            case _ if part.type == INPUT:
                yield from _input(part)
            case _ if part.type == TEXT and not part.body.get("content", "").strip():
                yield f"{part.where}.content: blank"
            case _:
                pass


def _twice(parts: list[Part], where: str, name: str) -> Iterator[str]:
    counted = Counter(part.body[name] for part in parts if part.body.get(name))
    yield from (f"{where}.components: the {name} {given!r} stands {n} times" for given, n in counted.items() if n > 1)


def _row(part: Part) -> Iterator[str]:
    types = [child.get("type") for child in part.body.get("components", [])]
    if types.count(BUTTON) > BUTTONS_LIMIT:
        yield f"{part.where}: {types.count(BUTTON)} buttons in a row, {BUTTONS_LIMIT} is the most"
    if len(types) > 1 and set(types) != {BUTTON}:
        yield f"{part.where}: a select shares its row"


def _button(part: Part) -> Iterator[str]:
    button = part.body
    if not ((button.get("label") or "").strip() or button.get("emoji")):
        yield f"{part.where}.label: a button without a label"
    if (button.get("style") == LINK) != bool(button.get("url")):
        yield f"{part.where}: a link has a url, and nothing else has one"
    if bool(button.get("url")) == bool(button.get("custom_id")):
        yield f"{part.where}: a button has either a url or a custom_id"


def _options(part: Part) -> Iterator[str]:
    options = part.body.get("options", [])
    values = Counter(option.get("value") for option in options)
    yield from (f"{part.where}.options: the value {value!r} stands {n} times" for value, n in values.items() if n > 1)
    least, most = part.body.get("min_values", 1), part.body.get("max_values", 1)
    least, most = 1 if least is None else least, most or 1
    if not least <= most <= max(len(options), 1):
        yield f"{part.where}: {least} to {most} of {len(options)} options"
    if sum(bool(option.get("default")) for option in options) > most:
        yield f"{part.where}.options: more of them chosen than may be"
    for index, option in enumerate(options):
        if not (option.get("label") or "").strip():
            yield f"{part.where}.options[{index}].label: blank"


def _input(part: Part) -> Iterator[str]:
    least, most = part.body.get("min_length") or 0, part.body.get("max_length") or TEXT_LIMIT
    if least > most:
        yield f"{part.where}: at least {least} and at most {most} characters"
    if len(part.body.get("value") or "") > most:
        yield f"{part.where}.value: {len(part.body['value'])} characters, {most} is the most"


# --- forms and commands ----------------------------------------------------------------------------------------------


def _modal(body: Body, where: str) -> Iterator[str]:
    components = body.get("components") or []
    if not 1 <= len(components) <= MODAL_LIMIT:
        yield f"{where}.components: {len(components)} of them, a form has 1 to {MODAL_LIMIT}"
    if not body.get("title", "").strip():
        yield f"{where}.title: blank"
    yield from _components(list(_parts(components, f"{where}.components")), where)


def _commands(commands: list[Body]) -> Iterator[str]:
    names = Counter((command.get("type", 1), command.get("name")) for command in commands)
    yield from (f"$: the command {name!r} stands {n} times" for (_, name), n in names.items() if n > 1)
    for index, command in enumerate(commands):
        length = _command_length(command)
        if length > COMMAND_LIMIT:
            yield f"$[{index}]: {length} characters in names, descriptions and values, {COMMAND_LIMIT} is the most"
        yield from _command(command, f"$[{index}]")


def _command(command: Body, where: str) -> Iterator[str]:
    options = command.get("options") or []
    names = Counter(option.get("name") for option in options)
    yield from (f"{where}.options: the name {name!r} stands {n} times" for name, n in names.items() if n > 1)
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{where}.options: a required option stands behind one that is not"
    if command.get("type", 1) == 1 and str(command.get("name", "")) != str(command.get("name", "")).lower():
        yield f"{where}.name: not in lower case"
    for index, option in enumerate(options):
        if option.get("choices") and option.get("autocomplete"):
            yield f"{where}.options[{index}]: choices and suggestions at once"
        yield from _command(option, f"{where}.options[{index}]")


def _command_length(command: Body) -> int:
    """As Discord counts: in each language the longest counts, so at least these."""
    own = [command.get("name"), command.get("description")]
    choices = [text for choice in command.get("choices") or [] for text in (choice.get("name"), choice.get("value"))]
    return sum(len(str(text or "")) for text in [*own, *choices]) + sum(
        map(_command_length, command.get("options") or [])
    )
