"""`/ask` and mentions of the bot: answered from the record, privately, and never about what one may not see."""

import discord

from tests.cogs.world import World, answer, buttons, choices, form, press, read

CLAIM = "Close the kitchen at ten"


async def test_a_search_quotes_what_was_said_word_for_word_with_a_link(world: World) -> None:
    table = await world.debate()
    said = await world.person("ben").send(table.thread, "The opening hours of the *freezer* are nobody's business.")

    found = answer(await world.person("ann").slash(table.thread, "ask", search="what was said about opening hours?"))

    assert found.ephemeral
    assert "The opening hours of the \\*freezer\\* are nobody's business." in read(found)
    assert f"/{table.thread.id}/{said.id})" in read(found)


async def test_a_search_in_a_thread_is_about_its_debate_and_elsewhere_about_all(world: World) -> None:
    first = await world.debate(title="Kitchen rules")
    second = await world.debate(title="Garden rules", proposals="Water the freezer")
    ann = world.person("ann")

    here = answer(await ann.slash(first.thread, "ask", search="freezer"))
    there = answer(await ann.slash(second.thread, "ask", search="freezer"))
    everywhere = answer(await ann.slash(world.lobby, "ask", search="freezer"))

    assert "guests use" in read(here)
    assert "Water" not in read(here)
    assert "Water" in read(there)
    assert "Kitchen rules" in read(everywhere)
    assert "Garden rules" in read(everywhere)


async def test_pages_of_a_search_are_turned_in_place_after_a_restart_too(world: World) -> None:
    table = await world.debate()
    for number in range(7):
        await world.person("ben").send(table.thread, f"The trombone again, number {number}.")
    ann = world.person("ann")
    found = answer(await ann.slash(table.thread, "ask", search="trombone"))

    custom_id, value = choices(found)["6 to 7"]
    turned = answer(await ann.select(found, [value], custom_id=custom_id))

    assert turned.id == found.id
    assert "6 to 7 of 7" in read(turned)
    assert read(turned).count("trombone again") == 2


async def test_what_one_may_not_see_is_not_found(world: World) -> None:
    await world.debate()
    hidden = world.guild.create_text_channel(
        "wardens",
        overwrites={
            world.guild.default_role: discord.PermissionOverwrite(view_channel=False),
            world.moderators: discord.PermissionOverwrite(view_channel=True),
            world.guild.roles["TestBot"]: discord.PermissionOverwrite(view_channel=True),
        },
    )
    warden = world.warden
    opened = await warden.slash(hidden, "debate open")
    await warden.submit_modal(opened, form(title="Secret plans", proposals="Dismiss the cook"))
    ann = world.person("ann")

    for asked in ({"search": "cook"}, {"what": "unanswered"}, {"what": "needs"}, {"what": "stand"}):
        told = answer(await ann.slash(world.lobby, "ask", **asked))
        assert "Dismiss" not in read(told)
        assert "Secret" not in read(told)


async def test_hidden_counts_stay_hidden_until_the_round_closes(world: World) -> None:
    table = await world.debate(proposals=CLAIM)
    for name in ("ann", "ben", "cleo", "dora", "eve", "finn"):
        person = world.person(name)
        await press(person, await table.ballot(person), "Yes")
    ann = world.person("ann")

    before = answer(await ann.slash(table.thread, "ask", what="agree"))
    await world.person("opal").slash(table.thread, "debate end")
    after = answer(await ann.slash(table.thread, "ask", what="agree"))

    assert "no point yet" in read(before)
    assert CLAIM in read(after)
    assert "Yes\u00a06" in read(after)
    assert f"<@{ann.id}>" not in read(after)


async def test_the_menu_answers_where_one_stands(world: World) -> None:
    table = await world.debate(proposals=CLAIM)
    ann = world.person("ann")
    await press(ann, await table.ballot(ann), "No")

    menu = answer(await ann.slash(table.thread, "ask"))
    stand = answer(await press(ann, menu, "Where do I stand?"))
    stood = read(stand)
    waiting = answer(await press(ann, answer(await press(ann, stand, "Ask something else")), "What is unanswered?"))

    assert stand.id == menu.id == waiting.id
    assert f'"{CLAIM}"' in stood
    assert "round 1: **No**" in stood
    assert "nobody replied to:" in read(waiting)


async def test_the_menus_search_takes_words_in_a_form(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    menu = answer(await ann.slash(world.lobby, "ask"))

    shown = await press(ann, menu, "Search")
    found = answer(await ann.submit_modal(shown, {"words": "freezer"}))
    nothing = answer(await ann.submit_modal(await press(ann, found, "Search"), {"words": "?!"}))

    assert "guests use the freezer" in read(found).casefold()
    assert "no word to look for" in read(nothing)
    assert table


async def test_a_server_without_debates_has_nothing_to_ask(world: World) -> None:
    told = answer(await world.person("ann").slash(world.lobby, "ask"))

    assert "no debate here" in read(told)


async def test_whoever_mentions_the_bot_gets_a_button_that_answers_privately(world: World) -> None:
    table = await world.debate()
    ann = world.person("ann")
    assert world.bot.user is not None
    await ann.send(table.thread, f"<@{world.bot.user.id}> what was said about the freezer?")
    reply = table.posts()[-1]

    told = answer(await press(world.person("ben"), reply, "Ask privately"))

    assert buttons(reply) == ["Ask privately"]
    assert reply.flags.silent
    assert told.ephemeral
    assert "guests use the freezer" in read(told).casefold()


async def test_a_mention_that_is_gone_or_says_nothing_leads_to_the_menu(world: World) -> None:
    await world.debate()
    ann = world.person("ann")
    assert world.bot.user is not None
    said = await ann.send(world.lobby, f"<@{world.bot.user.id}>")
    reply = world.lobby.history()[-1] if world.lobby.history()[-1].author.bot else world.lobby.history()[0]

    shown = answer(await press(ann, reply, "Ask privately"))
    await ann.delete(said)
    again = answer(await press(ann, reply, "Ask privately"))

    assert "What is unanswered?" in buttons(shown)
    assert "What is unanswered?" in buttons(again)


async def test_who_only_quotes_a_mention_or_chats_gets_nothing(world: World) -> None:
    table = await world.debate()
    assert world.bot.user is not None
    before = len(table.posts())

    await world.person("ann").send(table.thread, f"> <@{world.bot.user.id}> hello")
    await world.person("ann").send(table.thread, "hello everybody")

    assert [label for post in table.posts()[before:] for label in buttons(post)] == []
