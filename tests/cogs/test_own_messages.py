"""My answers offers messages of one's own that quote nothing: their author says what they reply to."""

from datetime import timedelta

from tests.cogs.world import World, answer, choices, choose, read, texts

CLAIM = "Close the kitchen at ten"
OFFERED = "quote nothing"


async def test_my_answers_offers_ones_own_messages_that_quote_nothing(world: World) -> None:
    table = await world.debate()
    ben, ann = world.person("ben"), world.person("ann")
    first = await ann.send(table.thread, "Ten is too early for me.")
    await ben.send(table.thread, "Some of us work nights.")
    await ben.send(table.thread, "And some of us get up at five.", reply_to=first)
    await ben.send(table.thread, f"> {CLAIM}\nGladly.")

    page = answer(await ben.slash(table.thread, "stance mine"))
    assert page.ephemeral
    assert "2 messages of yours here quote nothing" in read(page)
    assert list(choices(page)) == ["And some of us get up at five.", "Some of us work nights."]

    passages = answer(await choose(ben, page, "get up at five"))
    await choose(ben, passages, "Ten is too early")
    page = answer(await ben.slash(table.thread, "stance mine"))

    assert "One message of yours here quotes nothing" in read(page)
    (claim,) = [point.claim for point in (await table.record()).points if point.number > 5]
    assert claim == "Ten is too early for me."


async def test_nothing_is_offered_to_whoever_quoted_or_only_reads_or_once_the_debate_has_ended(world: World) -> None:
    table = await world.debate()
    ann, ben = world.person("ann"), world.person("ben")
    await ann.send(table.thread, f"> {CLAIM}\nGladly.")
    await ben.send(table.thread, "Some of us work nights.")
    assert OFFERED not in read(answer(await ann.slash(table.thread, "stance mine")))

    await world.warden.slash(table.thread, "debate end")
    await world.passes(timedelta(minutes=1))

    assert OFFERED not in read(answer(await ben.slash(table.thread, "stance mine")))
    assert texts(table.posts())


async def test_of_many_messages_the_list_says_how_many_it_holds(world: World) -> None:
    table = await world.debate()
    ben = world.person("ben")
    for number in range(27):
        await ben.send(table.thread, f"Thought {number}")

    page = answer(await ben.slash(table.thread, "stance mine"))

    assert "27 messages of yours here quote nothing" in read(page)
    assert "The list holds 25 of them." in read(page)
    assert len(choices(page)) == 25
