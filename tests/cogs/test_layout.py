"""Posts as Discord's components."""

import discord
from simcord.env import Env

from cogs.layout import files_of, marker_in, view_of
from cogs.replies import SILENT
from prompts.post import Act, Action, Attached, Button, Buttons, Choice, Picture, Post, RenderedFile, Rule, Select, Text
from tests.cogs.world import World

PICTURE = RenderedFile("chart.png", b"\x89PNG", "a chart")
TABLE = RenderedFile("numbers.csv", b"a,b\n")
WHOLE = Post(
    (
        Text("**Hello**"),
        Rule(),
        Picture("chart.png", "a chart"),
        Attached("numbers.csv"),
        Buttons((Button("Read", url="https://example.org"), Button("Take part", Action(Act.TAKE_PART, (1,))))),
        Select(Action(Act.VIEW, (1,)), "Your view on…", (Choice("One", "1", "first"), Choice("Two", "2"))),
    )
)


async def sent(env: Env, world: World, post: Post, marker: str | None) -> discord.Message:
    """A post as Discord has it after it was sent and fetched again."""
    channel = world.bot.get_partial_messageable(world.lobby.id, guild_id=world.guild.id)
    files = files_of([PICTURE, TABLE]) if post is WHOLE else []
    message = await channel.send(view=view_of(post, marker=marker), files=files, allowed_mentions=SILENT)
    return await channel.fetch_message(message.id)


async def test_every_kind_of_block_is_shown_in_order_inside_one_container(simcord_env: Env, world: World) -> None:
    message = await sent(simcord_env, world, WHOLE, None)

    (container,) = message.components
    assert isinstance(container, discord.Container)
    assert [type(child) for child in container.children] == [
        discord.TextDisplay,
        discord.SeparatorComponent,
        discord.MediaGalleryComponent,
        discord.FileComponent,
        discord.ActionRow,
        discord.ActionRow,
    ]
    assert container.accent_colour is None


async def test_a_marked_post_is_known_again_when_it_is_fetched(simcord_env: Env, world: World) -> None:
    message = await sent(simcord_env, world, WHOLE, "0f1e2d")

    assert marker_in(message) == "0f1e2d"


async def test_a_post_with_only_a_select_can_be_marked(simcord_env: Env, world: World) -> None:
    only = Post((Text("Hello"), Select(Action(Act.VIEW, (1,)), "Pick", (Choice("One", "1"),))))

    assert marker_in(await sent(simcord_env, world, only, "abc")) == "abc"


async def test_an_unmarked_post_and_a_members_message_have_no_marker(simcord_env: Env, world: World) -> None:
    plain = await world.person("ann").send(world.lobby, "cp:take:1:mabc")

    assert marker_in(await sent(simcord_env, world, WHOLE, None)) is None
    assert marker_in(plain) is None


async def test_discord_py_is_not_asked_to_remember_what_was_sent(world: World) -> None:
    assert view_of(WHOLE, marker="abc").is_finished()
