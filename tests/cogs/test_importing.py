"""`/debate import`: an existing exchange fills the opening form, and whoever opens the debate has the last word."""

from typing import Any

from simcord.results import InteractionResult

from cogs.importing import title_of
from tests.cogs.world import Table, World, answer, form, read

LETTER = b"> Close the kitchen at ten\n\nTen is early.\n\n> No radio\n\nThe radio wakes the baby."


async def imported(world: World, file: tuple[str, bytes], source: str = "letter", **options: Any) -> InteractionResult:
    """What comes of `/debate import` in the lobby."""
    return await world.person("opal").slash(world.lobby, "debate import", source=source, file=file, **options)


async def test_a_letter_fills_the_form_and_the_debate_opens_with_what_it_quotes(world: World) -> None:
    shown = await imported(world, ("kitchen_rules.txt", LETTER), rounds=3)
    fields = str(shown.modal)

    assert "kitchen rules" in fields
    assert "Close the kitchen at ten\\nNo radio" in fields
    assert "2 from the file. Votes are not taken over." in fields

    await world.person("opal").submit_modal(
        shown, form(title="Kitchen", proposals="Close the kitchen at ten\nNo radio")
    )
    table = Table(world, max(world.lobby.threads, key=lambda thread: thread.id))
    record = await table.record()
    assert [point.claim for point in record.points] == ["Close the kitchen at ten", "No radio"]
    assert record.debate.planned_rounds == 3
    assert record.stances == ()


async def test_comments_that_are_left_out_are_counted(world: World) -> None:
    rows = "".join(f"1,x,{number},1,{number},0,1,Comment {number}\n" for number in range(40))
    sheet = f"timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n{rows}"

    shown = await imported(world, ("comments.csv", sheet.encode()), source="polis")

    assert "25 of 40 from the file; the others are left out. Votes are not taken over." in str(shown.modal)


async def test_a_file_with_nothing_to_propose_is_refused_with_what_to_do(world: World) -> None:
    nothing = answer(await imported(world, ("letter.txt", b"Dear all, I quote nobody.")))
    picture = answer(await imported(world, ("photo.png", b"\x89PNG\xff\xfe")))

    assert "Nothing is quoted in this letter" in read(nothing)
    assert "is not plain text" in read(picture)
    assert not world.lobby.threads


def test_a_debate_is_called_as_its_file_until_somebody_calls_it_something_else() -> None:
    assert title_of("kitchen_rules.txt") == "kitchen rules"
    assert title_of(".csv") == ".csv"
