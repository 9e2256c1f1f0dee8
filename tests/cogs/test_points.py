"""`/points` and `/point`, as members and moderators meet them."""

from datetime import timedelta

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from deliberation.stance import Position
from tests.cogs.world import Table, World, answer, buttons, choices, choose, components, press, read

CLAIM = "Close the kitchen at ten"
OVEN = "The oven has been broken since the summer before last."


@pytest.fixture
async def table(world: World) -> Table:
    """A debate of five proposals in which Cleo answered a passage of Ben's: point 6."""
    table = await world.debate()
    await world.person("ben").send(table.thread, OVEN)
    await world.person("cleo").send(table.thread, f"> {OVEN}\nI mended it.")
    await world.passes(timedelta(minutes=2))  # until the board shows it
    return table


async def look(who: MemberActor, listed: ResponseMessage, point: int) -> InteractionResult:
    """Pick a point in the list's first select, to read about it."""
    custom_id = next(part["custom_id"] for part in components(listed) if "cp:read" in part.get("custom_id", ""))
    return await who.select(listed, [str(point)], custom_id=custom_id)


async def test_the_points_are_listed_privately_and_lead_to_a_page_and_a_view(world: World, table: Table) -> None:
    ann = world.person("ann")
    listed = answer(await ann.slash(table.thread, "points", order="unanswered"))
    first = read(listed)
    page = answer(await look(ann, listed, 6))
    about = read(page)
    view = answer(await press(ann, page, "Your view"))
    await press(ann, view, "Unsure")
    again = answer(await press(ann, page, "All points"))

    assert listed.ephemeral
    assert CLAIM in first
    assert "Those without a reply come first." in first
    assert page.id == listed.id
    assert '"I mended it."' in about
    assert "Your answer now: Unsure" in read(again)
    assert [stance.position for stance in (await table.record()).stances] == [Position.UNDECIDED]


async def test_from_a_points_page_one_replies_to_it_and_asks_its_author(world: World, table: Table) -> None:
    ann = world.person("ann")
    page = answer(await look(ann, answer(await ann.slash(table.thread, "points", order="unanswered")), 6))
    form = await press(ann, page, "Ask a question")
    asked = answer(await ann.submit_modal(form, {"kind": "plain", "words": "Since when?"}))
    page = answer(await look(ann, answer(await ann.slash(table.thread, "points", order="unanswered")), 6))
    replied = answer(await ann.submit_modal(await press(ann, page, "Answer in line"), {"answer": "It is warm again."}))
    own = answer(await look(world.person("ben"), answer(await world.person("ben").slash(table.thread, "points")), 6))
    record = await table.record()

    assert f"Your question is put to <@{world.person('ben').id}>" in read(asked)
    assert "Your reply is posted" in read(replied)
    assert [(question.words, question.point) for question in record.questions] == [("Since when?", 6)]
    assert [found.words for found in record.counterpoints if found.point == 6] == ["I mended it.", "It is warm again."]
    assert "Ask a question" not in buttons(own)


async def test_words_that_were_erased_are_offered_to_nobody(world: World, table: Table) -> None:
    ben, ann = world.person("ben"), world.person("ann")
    shown = answer(await ben.slash(table.thread, "privacy"))
    for label in ("Erase my data", "Erase my data", "Erase now"):
        shown = answer(await press(ben, shown, label))
    await world.passes(timedelta(minutes=30))
    board = table.posts()[0]
    replying = answer(await press(ann, board, "Answer in line"))
    asking = answer(await press(ann, board, "Ask a question"))
    page = answer(await look(ann, answer(await ann.slash(table.thread, "points", order="unanswered")), 6))

    for offered in (board, replying, asking):
        assert [label for label in choices(offered) if "erased" in label] == []
    assert "[erased]" in read(page)
    assert "I mended it." in read(page)
    assert buttons(page) == ["All points"]


async def test_a_long_list_is_paged_in_one_message(world: World) -> None:
    table = await world.debate(proposals="\n".join(f"Rule number {place}" for place in range(1, 21)))
    ann = world.person("ann")
    shown = answer(await ann.slash(table.thread, "points"))
    pages, message = [read(shown)], shown.id
    while "Next" in buttons(shown) and len(pages) < 9:
        shown = answer(await press(ann, shown, "Next"))
        pages.append(read(shown))

    assert "page 1 of 3" in pages[0]
    assert len(pages) == 3
    assert shown.id == message
    assert all(f"Rule number {place} [" in "".join(pages) for place in range(1, 21))


async def test_a_point_is_put_to_everybody_when_its_author_and_two_others_press(world: World, table: Table) -> None:
    people = [world.person(name) for name in ("ann", "cleo", "ben")]
    told: list[str] = []
    for person in people:
        asked = answer(await choose(person, table.posts()[0], "The oven"))
        told.append(read(answer(await press(person, asked, "Put it to everybody"))))
    ballot = await table.ballot(world.person("dora"))

    assert "when its author and two others ask. Nobody is told who asks." in told[1]
    assert "Point 6 is put to everybody, from round 1 on." in told[2]
    assert "1 of 6" in read(ballot)


async def test_a_moderator_finds_a_point_by_its_words_and_puts_it_on_the_ballot(world: World, table: Table) -> None:
    offered = await world.warden.autocomplete(table.thread, "point ballot", "point", "oven")
    told = answer(await world.warden.slash(table.thread, "point ballot", point=6))
    await world.passes(timedelta(minutes=2))

    assert [(choice["name"], choice["value"]) for choice in offered] == [(f"#6 {OVEN}", 6)]
    assert "put to everybody" in told.content
    assert "Put to everybody" in read(table.posts()[0])
    assert await world.person("ann").autocomplete(world.lobby, "point ballot", "point", "oven") == []


async def test_a_moderators_words_wait_for_the_author_who_finds_them_under_points(world: World, table: Table) -> None:
    ben = world.person("ben")
    told = answer(await world.warden.slash(table.thread, "point reword", point=6, words="The oven is broken"))
    listed = answer(await ben.slash(table.thread, "points"))
    waiting = read(listed)
    others = answer(await world.person("ann").slash(table.thread, "points"))
    page = answer(await press(ben, listed, "Yes, that is what I mean"))

    assert told.ephemeral
    assert "as soon as its author says" in told.content
    assert 'a moderator proposes the words: "The oven is broken"' in waiting
    assert "Waiting for you" not in read(others)
    assert "**6** · The oven is broken" in read(page)
    assert f'The words of the passage itself: "{OVEN}"' in read(page)
    assert "The oven is broken" in " ".join(choices(answer(await ben.slash(table.thread, "points"))))


async def test_only_whoever_leads_changes_others_points(world: World, table: Table) -> None:
    ann = world.person("ann")
    told = [
        answer(await ann.slash(table.thread, command, **options)).content
        for command, options in (
            ("point ballot", {"point": 6}),
            ("point reword", {"point": 6, "words": "Buy an oven"}),
            ("point merge", {"point": 6, "into": 1}),
            ("point split", {"point": 1, "first": "Close the kitchen"}),
            ("point aside", {"point": 6, "reason": "no"}),
        )
    ]

    assert all("Only a moderator, or whoever opened the debate" in sentence for sentence in told)


async def test_a_merge_is_told_on_the_ballot_of_whoever_had_answered(world: World, table: Table) -> None:
    ann = world.person("ann")
    await press(ann, answer(await choose(ann, table.posts()[0], "The oven")), "No")
    told = answer(await world.warden.slash(table.thread, "point merge", point=6, into=1))
    ballot = await table.ballot(ann)
    screens: list[str] = []
    for _ in range(5):
        screens.append(read(ballot))
        ballot = answer(await press(ann, ballot, "Skip"))
    (merged,) = [screen for screen in screens if f"*{CLAIM}*" in screen]

    assert "Point 6 is part of point 1 now." in told.content
    assert "Merged since you answered" in merged
    assert f'"{OVEN}" · you said No' in merged


async def test_a_point_is_split_and_made_whole_again(world: World, table: Table) -> None:
    split = {"point": 1, "first": "Close the kitchen", "second": "at ten"}
    told = answer(await world.warden.slash(table.thread, "point split", **split))
    listed = answer(await world.person("ann").slash(table.thread, "points"))
    await world.warden.slash(table.thread, "point merge", point=7, into=1)
    whole = answer(await world.person("ann").slash(table.thread, "points", point=1))

    assert "Point 1 is now the points 7, 8." in told.content
    assert "split into 7, 8" in read(listed)
    assert "split into" not in read(whole)


async def test_a_point_set_aside_says_why_on_the_board_and_to_who_presses(world: World, table: Table) -> None:
    board = table.posts()[0]
    await world.warden.slash(table.thread, "point aside", point=6, reason="not about the kitchen")
    told = answer(await choose(world.person("ann"), board, "The oven"))
    await world.passes(timedelta(minutes=2))
    shown = read(table.posts()[0])
    await world.warden.slash(table.thread, "point aside", point=6)
    listed = answer(await world.person("ann").slash(table.thread, "points"))

    assert 'Point 6 was set aside: "not about the kitchen".' in told.content
    assert 'Set aside: point 6, "not about the kitchen"' in shown
    assert "set aside" not in read(listed)


async def test_points_are_listed_only_where_there_is_a_debate(world: World, table: Table) -> None:
    told = answer(await world.person("ann").slash(world.lobby, "points"))
    none = answer(await world.person("ann").slash(table.thread, "points", point=77))

    assert "no debate in this channel" in told.content
    assert "There is no point 77" in none.content


async def test_a_ballot_of_nine_claims_asks_after_seven_whether_to_go_on(world: World) -> None:
    table = await world.debate(proposals="\n".join(f"Rule number {place}" for place in range(1, 10)))
    ann = world.person("ann")
    ballot = await table.ballot(ann)
    assert "1 of 7" in read(ballot)
    assert "9 claims in all" in read(ballot)
    for _ in range(7):
        ballot = answer(await press(ann, ballot, "Yes"))
    between = read(ballot)
    for _ in range(2):
        ballot = answer(await press(ann, ballot, "Go on with the next 2" if "Yes" not in buttons(ballot) else "Yes"))
    ballot = answer(await press(ann, ballot, "Yes"))

    assert "You answered 7 of 9 claims. 2 more wait; go on when you like." in between
    assert "You answered all 9 claims." in read(ballot)


async def test_a_point_is_restated_by_somebody_else_and_shown_once_its_author_says_so(world: World) -> None:
    table = await world.debate(options={"steelman": True}, attribution="named")
    ann, opal = world.person("ann"), world.person("opal")
    page = answer(await look(ann, answer(await ann.slash(table.thread, "points")), 1))
    form = await press(ann, page, "Say it in your words")
    told = answer(await ann.submit_modal(form, {"words": "The house sleeps from ten on."}))
    before = read(answer(await look(ann, answer(await ann.slash(table.thread, "points")), 1)))

    waiting = answer(await opal.slash(table.thread, "points"))
    confirmed = answer(await press(opal, waiting, "Yes, that is what I mean"))
    shown = read(answer(await look(ann, answer(await ann.slash(table.thread, "points")), 1)))

    assert form.modal is not None
    assert CLAIM in str(form.modal)  # what is to be said in other words stands above the field
    assert told.ephemeral
    assert "The house sleeps from ten on." not in before
    assert "The house sleeps from ten on." in read(waiting)
    assert "The house sleeps from ten on." in read(confirmed)
    assert "The house sleeps from ten on." in shown
    assert f"<@{ann.id}>" in shown


async def test_words_for_a_point_that_cannot_be_taken_are_handed_back(world: World) -> None:
    table = await world.debate(options={"steelman": True})
    opal = world.person("opal")
    ann = world.person("ann")
    page = answer(await look(ann, answer(await ann.slash(table.thread, "points")), 1))
    form = await press(ann, page, "Say it in your words")
    await opal.slash(table.thread, "debate end")

    refused = answer(await ann.submit_modal(form, {"words": "The house sleeps from ten on."}))

    assert "has ended" in read(refused)
    assert "The house sleeps from ten on." in read(refused)


async def test_without_restating_nobody_is_offered_it(world: World, table: Table) -> None:
    page = answer(await look(world.person("ann"), answer(await world.person("ann").slash(table.thread, "points")), 1))

    assert "Say it in your words" not in buttons(page)
