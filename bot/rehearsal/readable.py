"""Messages as text: what somebody sees on Discord, written down for a terminal."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from cogs.actions import decoded
from cogs.errors import UnknownAction
from prompts.post import Act
from prompts.render import NO_BREAK

Names = Callable[[int], str | None]
Component = Mapping[str, Any]
"""One of Discord's components as it stands in a message."""

_MENTION = re.compile(r"<@!?(\d+)>")
_CHANNEL = re.compile(r"<#(\d+)>")
_TIMESTAMP = re.compile(r"<t:(-?\d+)(?::[a-zA-Z])?>")
_LINK = re.compile(r"\[([^\]\n]*)\]\(<?https?://[^)\s]*>?\)")
_ESCAPED = re.compile(r"\\([^\w\s])")
_HEADING = re.compile(r"^(?:#{1,3}|-#) ", re.MULTILINE)
_ITALIC = re.compile(r"(?<![\\\w*])\*([^*\n]+)(?<!\\)\*(?!\w)")
_INVISIBLE = re.compile("[\u200b\u2060]")

_ROW, _BUTTON, _SELECT, _TEXT, _GALLERY, _FILE, _RULE = 1, 2, 3, 10, 12, 13, 14


@dataclass(frozen=True, slots=True)
class Reading:
    """Discord's markdown read by somebody in one server."""

    member: Names
    channel: Names

    def plain(self, markdown: str) -> str:
        """Names, times and links in words, without the marks."""
        text = _TIMESTAMP.sub(lambda found: f"{moment(datetime.fromtimestamp(int(found[1]), UTC))} UTC", markdown)
        text = _MENTION.sub(lambda found: f"@{self.member(int(found[1])) or 'somebody'}", text)
        text = _CHANNEL.sub(lambda found: f"#{self.channel(int(found[1])) or 'a channel'}", text)
        text = _LINK.sub(lambda found: f"[{found[1]}]", text)
        text = _ITALIC.sub(r"\1", _HEADING.sub("", text).replace("**", ""))
        return _INVISIBLE.sub("", _ESCAPED.sub(r"\1", text)).replace(NO_BREAK, " ")

    def shown(self, components: Sequence[Component]) -> str:
        """What components show, from top to bottom: texts, pictures by their descriptions, `[buttons]`."""
        return "\n".join(line for component in components for line in self._lines(component))

    def _lines(self, component: Component) -> Iterator[str]:
        kind = component.get("type")
        if kind == _TEXT:
            yield self.plain(str(component["content"]))
        elif kind == _RULE:
            yield "———"
        elif kind == _ROW:
            yield " ".join(_control(child) for child in _children(component))
        elif kind in (_BUTTON, _SELECT):
            yield _control(component)
        elif kind == _GALLERY:
            for item in cast("Sequence[Component]", component.get("items") or ()):
                yield f"(picture: {item.get('description') or 'without a description'})"
        elif kind == _FILE:
            yield f"(file: {_filename(component)})"
        else:
            for child in _children(component):
                yield from self._lines(child)


@dataclass(frozen=True, slots=True)
class Control:
    """A button or select of this bot: what it does, and the numbers it does it with."""

    custom_id: str
    label: str
    act: Act
    numbers: tuple[int, ...]
    values: tuple[str, ...]


def moment(at: datetime) -> str:
    """A moment as people write it: `Thu 1 Jan 18:02`."""
    return f"{at:%a} {at.day} {at:%b %H:%M}"


def controls(components: Sequence[Component]) -> tuple[Control, ...]:
    """The bot's buttons and selects in a message that can be used now, from top to bottom."""
    found: list[Control] = []
    for component in _walk(components):
        custom_id = str(component.get("custom_id", ""))
        try:
            action = decoded(custom_id)
        except UnknownAction:  # a link, or somebody else's
            continue
        if component.get("disabled"):
            continue
        options = cast("Sequence[Component]", component.get("options") or ())
        found.append(
            Control(
                custom_id=custom_id,
                label=str(component.get("label") or component.get("placeholder") or ""),
                act=action.act,
                numbers=action.numbers,
                values=tuple(str(option["value"]) for option in options),
            )
        )
    return tuple(found)


def fields(modal: Component) -> tuple[Component, ...]:
    """The fields of a form, from top to bottom."""
    return tuple(component for component in _walk(_children(modal)) if component.get("custom_id"))


def _control(component: Component) -> str:
    if component.get("type") == _SELECT:
        options = cast("Sequence[Component]", component.get("options") or ())
        labels = [f"    · {option['label']}" for option in options]
        return "\n".join([f"[{component.get('placeholder') or 'Choose'} ▾]", *labels])
    label = str(component.get("label") or "")
    return f"[{label}, not now]" if component.get("disabled") else f"[{label}]"


def _filename(component: Component) -> str:
    file = cast("Component", component.get("file") or {})
    return str(component.get("name") or str(file.get("url", "")).partition("?")[0].rsplit("/", 1)[-1])


def _children(component: Component) -> Sequence[Component]:
    inside = [*cast("Sequence[Component]", component.get("components") or ())]
    for name in ("component", "accessory"):
        child = component.get(name)
        if isinstance(child, Mapping):
            inside.append(cast("Component", child))
    return inside


def _walk(components: Sequence[Component]) -> Iterator[Component]:
    for component in components:
        yield component
        yield from _walk(_children(component))
