"""Layout: a post as Discord's components, and the marker by which one of ours is known again."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence

import discord

from prompts.post import Attached, Button, Buttons, Pick, Picks, Picture, Post, Rule, Select, Style, Text
from prompts.posts import RenderedFile
from storage.outgoing import PostFile

_MARKED = re.compile(r"cp:.*:m([0-9a-z]+)")
_STYLES = {
    Style.PRIMARY: discord.ButtonStyle.primary,
    Style.SECONDARY: discord.ButtonStyle.secondary,
    Style.DANGER: discord.ButtonStyle.danger,
}


def view_of(post: Post, *, marker: str | None = None) -> discord.ui.LayoutView:
    """The components of `post`, inside one container. `marker` (letters and digits) goes invisibly into the first
    thing that can be pressed, and as a number into the container's id, for posts with nothing to press.

    The view is finished from the start, so that discord.py does not remember the view of every message:
    `actions.Interactions` answers the buttons, also after a restart. Needs a running event loop.
    """
    marks = iter((f":m{marker}",) if marker else ())
    view = discord.ui.LayoutView(timeout=None)
    container = discord.ui.Container[discord.ui.LayoutView](id=_number_of(marker) if marker else None)
    for block in post.blocks:
        match block:
            case Text():
                container.add_item(discord.ui.TextDisplay(block.markdown))
            case Rule():
                container.add_item(discord.ui.Separator())
            case Picture():
                item = discord.MediaGalleryItem(f"attachment://{block.filename}", description=block.description)
                container.add_item(discord.ui.MediaGallery(item))
            case Attached():
                container.add_item(discord.ui.File(f"attachment://{block.filename}"))
            case Buttons():
                container.add_item(discord.ui.ActionRow(*(_button(button, marks) for button in block.buttons)))
            case Select():
                container.add_item(discord.ui.ActionRow(_select(block, marks)))
            case Pick():
                container.add_item(discord.ui.ActionRow(_pick(block, marks)))
    view.add_item(container)
    view.stop()
    return view


def files_of(files: Sequence[PostFile | RenderedFile]) -> list[discord.File]:
    """The files of a post, ready to be sent once."""
    return [discord.File(io.BytesIO(file.data), filename=file.name, description=file.description) for file in files]


def marker_in(message: discord.Message) -> str | None:
    """The marker that `view_of` put into the post which `message` shows; None where there is none."""
    for custom_id in _custom_ids(message.components):
        if marked := _MARKED.fullmatch(custom_id):
            return marked[1]
    return None


def bears(message: discord.Message, marker: str) -> bool:
    """Whether `message` shows the post that `view_of` marked with `marker`."""
    marked = marker_in(message)
    if marked is not None:
        return marked == marker
    containers = [component for component in message.components if isinstance(component, discord.Container)]
    return any(container.id == _number_of(marker) for container in containers)


def _number_of(marker: str) -> int:
    """A component's id is a positive number of 31 bits, kept as given."""
    return int(marker, 36) % (2**31 - 1) + 1


def _button(button: Button, marks: Iterator[str]) -> discord.ui.Button[discord.ui.LayoutView]:
    if button.action is None:
        return discord.ui.Button(label=button.label, url=button.url, disabled=button.disabled)
    return discord.ui.Button(
        label=button.label,
        custom_id=button.action.custom_id + next(marks, ""),
        style=_STYLES[button.style],
        disabled=button.disabled,
    )


def _select(select: Select, marks: Iterator[str]) -> discord.ui.Select[discord.ui.LayoutView]:
    return discord.ui.Select(
        custom_id=select.action.custom_id + next(marks, ""),
        placeholder=select.placeholder,
        min_values=select.least,
        max_values=select.most,
        options=[
            discord.SelectOption(
                label=choice.label, value=choice.value, description=choice.description, default=choice.chosen
            )
            for choice in select.choices
        ],
    )


def _pick(
    pick: Pick, marks: Iterator[str]
) -> discord.ui.RoleSelect[discord.ui.LayoutView] | discord.ui.ChannelSelect[discord.ui.LayoutView]:
    custom_id = pick.action.custom_id + next(marks, "")
    picked = [pick.picked] if pick.picked is not None else []
    if pick.picks is Picks.ROLE:
        roles = [discord.SelectDefaultValue(id=role, type=discord.SelectDefaultValueType.role) for role in picked]
        return discord.ui.RoleSelect(
            custom_id=custom_id, placeholder=pick.placeholder, min_values=0, max_values=1, default_values=roles
        )
    channels = [discord.SelectDefaultValue(id=place, type=discord.SelectDefaultValueType.channel) for place in picked]
    forums = [discord.ChannelType.forum] if pick.picks is Picks.PLACE else []
    return discord.ui.ChannelSelect(
        custom_id=custom_id,
        channel_types=[discord.ChannelType.text, *forums],
        placeholder=pick.placeholder,
        min_values=0,
        max_values=1,
        default_values=channels,
    )


def _custom_ids(components: Iterable[object]) -> Iterator[str]:
    for component in components:
        match component:
            case discord.Container() | discord.ActionRow():
                yield from _custom_ids(component.children)
            case discord.Button() | discord.SelectMenu() if component.custom_id:
                yield component.custom_id
            case _:
                pass
