"""Letters brought by `/debate join-letter`, as those in the thread read them."""

from typing import Any

import pytest
from aiohttp import ServerDisconnectedError
from discord import Interaction
from simcord.results import ResponseMessage

from cogs.promising import TRIES
from deliberation.statement import LETTER_LIMIT
from tests.cogs.world import Table, World, answer, read, texts

CLAIM = "Close the kitchen at ten"
LETTER = f"Dear all,\n\n> {CLAIM}\nSome of us work nights.\n\n> Buy a second pot\nGladly, and a lid.\n"


async def brought(
    table: Table, data: bytes = LETTER.encode(), *, by: str = "ann", author: str = "mine", **options: str
) -> ResponseMessage:
    """What is answered when somebody brings a letter."""
    file = ("letter.txt", data)
    return answer(
        await table.world.person(by).slash(table.thread, "debate join-letter", file=file, author=author, **options)
    )


async def test_a_letter_appears_in_the_thread_for_all_to_read(world: World) -> None:
    table = await world.debate()

    shown = await brought(table)

    assert not shown.ephemeral
    assert "Letter by" in shown.content
    assert (await shown.attachments[0].read()).decode() == LETTER


async def test_a_letter_is_one_statement_that_answers_what_it_quotes_and_gets_a_card(world: World) -> None:
    table = await world.debate()

    shown = await brought(table)

    record = await table.record()
    assert [answer.words for answer in record.counterpoints] == ["Some of us work nights.", "Gladly, and a lid."]
    assert [head.link.message for head in record.statements] == [shown.id]
    assert "Some of us work nights." in texts(table.posts())


async def test_a_guests_letter_is_shown_under_their_name_and_counts_for_nobody(world: World) -> None:
    table = await world.debate()

    shown = await brought(table, author="guest", guest="  Aunt   Vera ")

    (head,) = (await table.record()).statements
    assert "Aunt Vera" in shown.content
    assert (head.guest, head.author) == ("Aunt Vera", None)


async def test_a_guests_letter_needs_the_guests_name(world: World) -> None:
    table = await world.debate()

    told = await brought(table, author="guest")

    assert told.ephemeral
    assert "guest" in told.content
    assert (await table.record()).statements == ()


@pytest.mark.parametrize("guest", ["Mara", "  mara ", "@MARA", "M\u200bara", "mara of the third floor", "Mara W."])
async def test_no_letter_can_be_brought_under_another_members_name(world: World, guest: str) -> None:
    user = world.env.create_user("mara", global_name="Mara W.")
    world.guild.add_member(user, nick="Mara of the third floor")
    table = await world.debate()

    told = await brought(table, author="guest", guest=guest)

    assert told.ephemeral
    assert "is a member here. Ask them to bring their own letter" in told.content
    assert (await table.record()).statements == ()


async def test_a_guest_may_share_the_beginning_of_a_members_name(world: World) -> None:
    world.person("mara")
    table = await world.debate()

    for guest in ("Mara Lind, Cardiff", "@"):
        shown = await brought(table, author="guest", guest=guest)

        assert f"Letter by {guest}" in shown.content


async def test_ones_own_name_is_no_guests(world: World) -> None:
    table = await world.debate()

    told = await brought(table, by="ann", author="guest", guest="Ann")

    assert "member" in told.content
    assert (await table.record()).statements == ()


async def test_a_quote_found_nowhere_is_joined_when_its_letter_is_brought(world: World) -> None:
    table = await world.debate()
    words = "The landlord promised us a dishwasher in spring"
    await world.person("ben").send(table.thread, f"> {words}\nHe never did.")

    shown = await brought(table, f"Dear all. {words}, and new chairs.".encode(), author="guest", guest="Vera")

    assert "One earlier quote was found in it" in shown.content
    record = await table.record()
    assert len(record.merges) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"x" * (LETTER_LIMIT + 1), "1 MB"),
        (b"PK\x03\x04\0\0", "UTF-8"),
        (b"\xff\xfe", "UTF-8"),
    ],
    ids=["empty", "too large", "binary", "not UTF-8"],
)
async def test_a_file_that_is_no_letter_is_refused_privately_and_leaves_nothing(
    world: World, data: bytes, told: str
) -> None:
    table = await world.debate()

    refused = await brought(table, data)

    assert refused.ephemeral
    assert told in refused.content
    assert len(table.posts()) == 1
    assert (await table.record()).statements == ()


async def test_a_letter_whose_post_failed_does_not_stand_in_the_debate(world: World) -> None:
    table = await world.debate()
    world.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, code=50035)

    told = await brought(table)

    assert "nothing was recorded" in told.content
    assert all(head.withdrawn for head in (await table.record()).statements)


@pytest.mark.parametrize("breaks", [1, TRIES])
async def test_where_the_connection_breaks_a_letter_is_shown_once_or_not_recorded(
    world: World, monkeypatch: pytest.MonkeyPatch, breaks: int
) -> None:
    table = await world.debate()
    left, fills = breaks, Interaction.edit_original_response

    async def breaking(self: Any, **facts: Any) -> Any:
        nonlocal left
        if left:
            left -= 1
            raise ServerDisconnectedError
        return await fills(self, **facts)

    monkeypatch.setattr(Interaction, "edit_original_response", breaking)
    told = await brought(table)

    (head,) = (await table.record()).statements
    assert head.withdrawn == (breaks == TRIES)
    assert ("nothing was recorded" in told.content) == (breaks == TRIES)
    assert (told.content.startswith("Letter by") and len(told.attachments) == 1) == (breaks < TRIES)


async def test_a_file_discord_does_not_hand_over_is_asked_for_again(world: World) -> None:
    table = await world.debate()
    world.env.backend.cdn.get = lambda url: None

    told = await brought(table)

    assert told.ephemeral
    assert "again" in told.content
    assert (await table.record()).statements == ()


async def test_deleting_a_letters_post_withdraws_the_letter(world: World) -> None:
    table = await world.debate()
    shown = await brought(table)

    await world.warden.delete(shown.message)

    assert [head.withdrawn for head in (await table.record()).statements] == [True]


async def test_an_everyone_inside_a_letter_rings_nobody(world: World) -> None:
    table = await world.debate()

    shown = await brought(table, f"> {CLAIM}\n@everyone wake up".encode(), author="guest", guest="@everyone")

    assert not shown.message.mention_everyone
    assert not any(message.mention_everyone for message in table.posts())


async def test_a_letter_outside_a_debate_is_refused(world: World) -> None:
    result = await world.person("ann").slash(
        world.lobby, "debate join-letter", file=("letter.txt", b"Hello"), author="mine"
    )

    assert answer(result).ephemeral
    assert "no debate" in answer(result).content


async def test_a_letter_to_a_debate_of_a_role_one_lacks_is_refused(world: World) -> None:
    cooks = world.guild.create_role("Cooks")
    table = await world.debate(options={"role": cooks})

    told = await brought(table)

    assert told.ephemeral
    assert f"<@&{cooks.id}>" in told.content


async def test_a_very_long_quote_in_a_letter_is_read(world: World) -> None:
    table = await world.debate()
    long = " ".join(f"word{number}" for number in range(2_500))
    assert len(long) > 20_000
    await brought(table, f"Dear all. {long}".encode(), author="guest", guest="Vera")

    await brought(table, f"> {long}\nThat is a long way to say it.".encode())

    record = await table.record()
    point = next(point for point in record.points if point.number == record.counterpoints[0].point)
    assert point.passage.statement == record.statements[0].id
    assert read(table.posts()[-1])
