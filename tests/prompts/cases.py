"""Debates of every kind, told as stories: what the summary of each says is computed as it is for a real one."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from deliberation.debate import Attribution
from deliberation.ids import CounterpointNumber, ParticipantId, PointNumber, RoundNumber, UserId
from deliberation.terms import Gate, Terms, Voice
from deliberation.views.ledger import ledger_csv
from deliberation.views.summary import summarise
from prompts import posts
from prompts.post import Post, RenderedFile
from tests.deliberation.records import NO, NO_BUT, UNSURE, YES, YES_BUT, Story

LAMPS = "The lamps on the pier stay on all night"
BOATS = "No motor boats before eight"
FOR_IT, AGAINST_IT = "Two people fell on the steps last winter.", "The terns leave when it is light at night."

Case = Callable[[], Story]


def pier(attribution: Attribution = Attribution.COUNTED, *, rounds: int = 2) -> tuple[Story, PointNumber, PointNumber]:
    """A debate on two proposals, its first round open."""
    story = Story("The pier", attribution=attribution, planned_rounds=rounds)
    lamps, boats = story.proposes(LAMPS), story.proposes(BOATS)
    story.opens_round()
    return story, lamps, boats


def reasons(story: Story, point: PointNumber) -> dict[str, CounterpointNumber]:
    """A reply for a point and one against it, as `crowd_stands` has them credited."""
    for_it, against_it = story.answers("p1", point, FOR_IT), story.answers("p2", point, AGAINST_IT)
    return {"Y": for_it, "y": for_it, "N": against_it, "n": against_it}


def first_round() -> Story:
    story, lamps, boats = pier()
    chosen = reasons(story, lamps)
    story.crowd_stands(lamps, "YYYyy?nNN.", credits=chosen)
    story.crowd_stands(boats, "YYYYYYYYy.")
    story.closes_round()
    return story


def second_round(attribution: Attribution = Attribution.COUNTED) -> Story:
    story, lamps, boats = pier(attribution)
    chosen = reasons(story, lamps)
    story.crowd_stands(lamps, "YYY?nNNN..", credits=chosen)
    story.crowd_stands(boats, "YYYYYYnnn.")
    story.closes_round()
    story.opens_round()
    story.crowd_stands(lamps, "YYYyyynNN.", credits=chosen)
    story.crowd_stands(boats, "YYYYYYNNN.")
    story.stands("p7", lamps, YES_BUT, condition="They are red.", credit=chosen["Y"])
    story.closes_round()
    return story


def nothing_answered() -> Story:
    story, *_ = pier()
    story.closes_round()
    return story


def only_chat() -> Story:
    story, *_ = pier()
    for name in ("mia", "tom", "mia"):
        story.says(name)
    story.closes_round()
    return story


def all_withdrawn() -> Story:
    story, lamps, _ = pier()
    chosen = reasons(story, lamps)
    story.crowd_stands(lamps, "YYYNN.", credits=chosen)
    story.withdraws(chosen["Y"])
    story.withdraws(chosen["N"])
    story.closes_round()
    return story


def one_person() -> Story:
    story, lamps, _ = pier()
    story.stands("mia", lamps, YES)
    story.closes_round()
    return story


def one_person_named() -> Story:
    story, lamps, _ = pier(Attribution.NAMED)
    story.stands("mia", lamps, YES)
    story.closes_round()
    return story


def two_people_named() -> Story:
    story, lamps, boats = pier(Attribution.NAMED)
    tern = story.answers("tom", lamps, AGAINST_IT)
    story.stands("mia", lamps, YES)
    story.stands("tom", lamps, NO)
    story.stands("mia", boats, YES)
    story.closes_round()
    story.opens_round()
    story.stands("mia", lamps, NO_BUT, credit=tern, condition="They go out at midnight.")
    story.stands("tom", lamps, NO, credit=tern)
    story.stands("tom", boats, UNSURE)
    story.closes_round()
    return story


def quorum_missed() -> Story:
    story = second_round()
    return _terms(story, Terms(quorum=20))


def crowd_of_400() -> Story:
    story, lamps, boats = pier()
    chosen = reasons(story, lamps)
    dice = random.Random(400)
    first = "".join(dice.choices("Yy?nN.", (9, 5, 4, 6, 12, 4), k=400))
    story.crowd_stands(lamps, first, credits=chosen)
    story.crowd_stands(boats, "".join(dice.choices("Yy?nN.", k=400)))
    story.closes_round()
    story.opens_round()
    moved = "".join("y" if mark in "nN" and dice.random() < 0.4 else mark for mark in first)
    story.crowd_stands(lamps, moved, credits=chosen)
    story.crowd_stands(boats, "".join(dice.choices("Yy?nN.", k=400)))
    story.closes_round()
    return story


def forty_points() -> Story:
    story = Story("The pier", planned_rounds=2)
    dice = random.Random(40)
    claims = [story.proposes(f"Plank {number} of the pier is replaced before the winter") for number in range(25)]
    story.opens_round()
    for number in range(15):
        answer = story.answers("p1", claims[number], f"Plank {number} holds a boat since 1911, and another {number}.")
        claims.append(story.answered_words(answer))
        story.puts_up(claims[-1])
    chosen = {claim: reasons(story, claim) for claim in claims}
    for _ in range(2):
        for claim in claims:
            story.crowd_stands(claim, "".join(dice.choices("Yy?nN.", k=12)), credits=chosen[claim])
        story.closes_round()
        story.opens_round()
    story.cancels_round()
    return story


def guests() -> Story:
    story = second_round()
    lamps, boats = (point.number for point in story.record.points[:2])
    for place in range(6):
        _apart(story, f"guest {place}", lamps, Voice.GUEST)
    _apart(story, "guest 0", boats, Voice.GUEST)
    return _terms(story, Terms(gate=Gate(member_days=14)))


def speakers_and_readers() -> Story:
    story, lamps, _ = pier(Attribution.NAMED)
    for name, position in (("mia", YES), ("tom", NO)):
        story.answers(name, lamps, f"{name.title()} said so in spring.")
        story.stands(name, lamps, position)
    for place in range(9):
        story.stands(f"reader {place}", lamps, (YES, YES, NO)[place % 3], voice=Voice.READER)
    story.closes_round()
    return _terms(story, Terms(speakers=77))


def erased_members() -> Story:
    story, lamps, _ = pier(Attribution.NAMED)
    gone = story.answers(None, lamps, FOR_IT)
    story.stands("mia", lamps, YES, credit=gone)
    story.stands("tom", lamps, NO)
    story.asks(story.answers("tom", lamps, "Who pays?"), "Who pays?", put_to="the opener")
    story.closes_round(by="the opener")
    return story


def closed_early() -> Story:
    story, lamps, _ = pier()
    story.crowd_stands(lamps, "YYYYY.")
    story.closes_round(by="the opener")
    return story


def cut_short() -> Story:
    story, lamps, _ = pier()
    story.crowd_stands(lamps, "YYYYN.")
    story.closes_round(unread=True)
    return story


def after_a_cancelled_round() -> Story:
    story, lamps, _ = pier()
    story.crowd_stands(lamps, "YYYNN.")
    story.says("mia")
    story.cancels_round()
    story.opens_round()
    story.crowd_stands(lamps, "NNNNN.")
    story.closes_round()
    return story


def reopened() -> Story:
    """Closed, opened again, answered by more and answered anew by some, and closed a second time."""
    story, lamps, boats = pier()
    chosen = reasons(story, lamps)
    story.crowd_stands(lamps, "YYYnNN..", credits=chosen)
    story.crowd_stands(boats, "YYYYYY..")
    story.closes_round()
    story.reopens_round()
    story.crowd_stands(lamps, "...yyNYN", credits=chosen)
    story.crowd_stands(boats, "......NN")
    story.closes_round()
    return story


def merged_points() -> Story:
    """What two points were answered in one round stands under one of them in the next."""
    story, lamps, _ = pier()
    chosen = reasons(story, lamps)
    again = story.proposes("The pier is lit until morning")
    story.crowd_stands(lamps, "YYYnNN..", credits=chosen)
    story.crowd_stands(again, "YY.yN.NN")
    story.closes_round()
    story.merges(again, lamps, by="the opener")
    story.opens_round()
    story.crowd_stands(lamps, "YYYyyNNN", credits=chosen)
    story.closes_round()
    return story


def surge() -> Story:
    story, lamps, boats = pier()
    story.crowd_stands(lamps, "YYYyy?")
    story.crowd_stands(boats, "YYYYYY")
    story.now = story.record.rounds[-1].deadline - timedelta(hours=1)
    for place in range(7):
        story.stands(f"new {place}", lamps, NO)
    story.closes_round()
    return story


def small_surge() -> Story:
    story, lamps, _ = pier()
    story.crowd_stands(lamps, "YYYyy?")
    story.now = story.record.rounds[-1].deadline - timedelta(hours=1)
    for place in range(4):
        story.stands(f"new {place}", lamps, NO)
    story.closes_round()
    return story


def many_conditions() -> Story:
    story, lamps, _ = pier()
    for place in range(6):
        story.stands(f"p{place}", lamps, NO_BUT, condition=f"They cost less than {place // 2}.")
    story.closes_round()
    return story


def _apart(story: Story, name: str, point: PointNumber, voice: Voice) -> None:
    """Somebody's stance in the last round, though it has closed since."""
    stance = replace(story.record.stances[-1], participant=story.who(name), point=point, position=NO, voice=voice)
    story.record = replace(story.record, stances=(*story.record.stances, replace(stance, credit=None, condition=None)))


def _terms(story: Story, terms: Terms) -> Story:
    story.record = replace(story.record, debate=replace(story.record.debate, terms=terms))
    return story


CASES: dict[str, Case] = {
    "first-round": first_round,
    "second-round": second_round,
    "second-round-named": lambda: second_round(Attribution.NAMED),
    "nothing-answered": nothing_answered,
    "only-chat": only_chat,
    "all-withdrawn": all_withdrawn,
    "one-person": one_person,
    "one-person-named": one_person_named,
    "two-people-named": two_people_named,
    "quorum-missed": quorum_missed,
    "crowd-of-400": crowd_of_400,
    "forty-points": forty_points,
    "guests": guests,
    "speakers-and-readers": speakers_and_readers,
    "erased-members": erased_members,
    "closed-early": closed_early,
    "cut-short": cut_short,
    "after-a-cancelled-round": after_a_cancelled_round,
    "reopened": reopened,
    "merged-points": merged_points,
    "surge": surge,
    "small-surge": small_surge,
    "many-conditions": many_conditions,
}


def posted(story: Story) -> tuple[Post, tuple[RenderedFile, ...]]:
    """The summary of the last round of a story that has closed."""
    number = next(round_.number for round_ in reversed(story.record.rounds) if round_.closed_at is not None)
    people = range(1, 1000)
    ledger = ledger_csv(story.record, number, {ParticipantId(person): f"P{person:03}" for person in people})
    users = {ParticipantId(person): UserId(500 + person) for person in people}
    return posts.summary(summarise(story.record, RoundNumber(number)), users, ledger)
