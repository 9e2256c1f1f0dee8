"""Cards of long letters, as somebody reads them to the end."""

from simcord.actors import MemberActor

from tests.cogs.world import Table, World, answer, buttons, choose, press, read


async def long_letter(table: Table, who: MemberActor) -> None:
    """A letter that answers twelve passages of another one, at length."""
    passages = [f"The {number}th stair creaks whenever somebody comes home late at night" for number in range(12)]
    await who.send(table.thread, attachments=[("first.txt", "\n\n".join(f"{one}." for one in passages).encode())])
    answers = [f"> {one}\nOil number {place}. {'It is easily done. ' * 30}" for place, one in enumerate(passages)]
    await who.send(table.thread, attachments=[("second.txt", "\n\n".join(answers).encode())])


async def test_what_a_card_has_no_room_for_is_read_privately_page_by_page(world: World) -> None:
    table = await world.debate()
    await long_letter(table, world.person("ben"))
    ann, card = world.person("ann"), table.posts()[-1]

    page = answer(await press(ann, card, "Read all"))
    first, text = page.id, read(page)
    while "Next" in buttons(page):
        page = answer(await press(ann, page, "Next"))
        text += read(page)

    assert "Oil number 11." not in read(card)
    assert page.ephemeral
    assert page.id == first
    assert all(f"Oil number {place}." in text for place in range(12))


async def test_a_view_can_be_given_from_a_private_page(world: World) -> None:
    table = await world.debate()
    await long_letter(table, world.person("ben"))
    ann = world.person("ann")
    page = answer(await press(ann, table.posts()[-1], "Read all"))

    asked = answer(await choose(ann, page, "0th stair"))
    await press(ann, asked, "Yes")

    assert asked.id != page.id
    assert len((await table.record()).stances) == 1
