"""How each verb of the store is called by somebody: with what is there to act on, so that only who acts, and when, can
be what refuses it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from deliberation.actor import Actor
from deliberation.asking.choices import Inquiry
from deliberation.following import Wish
from deliberation.ids import Span, StatementId
from deliberation.points.changes import Verdict
from deliberation.points.listing import Order
from deliberation.points.meant import QuotedAs
from deliberation.question import QuestionKey
from deliberation.server import ServerSettings, Setting
from deliberation.stance import Position
from deliberation.statement import Passage
from deliberation.steering.agenda import Pick
from deliberation.steering.decision import drafted_decision
from deliberation.views.digest import DigestSettings
from tests.permissions.stage import (
    CHAT,
    DAY,
    FIRST,
    GATE,
    GRASS,
    HEDGE,
    LETTER,
    MEADOW,
    PASSAGE,
    PATH,
    POND,
    PROPOSALS,
    QUESTION,
    SAID,
    SECOND,
    SHED,
    Stage,
    act,
)
from tests.storage.scene import GUILD, HOME, draft

Call = Callable[[Stage, Actor], Awaitable[Any]]


def _done(stage: Stage, actor: Actor) -> dict[str, Any]:
    return {"actor": actor, "act": act(), "at": stage.now}


def _digest(stage: Stage) -> DigestSettings:
    return DigestSettings(GUILD, HOME, weekday=0, hour=9, zone="UTC", set_at=stage.now)


def _opening_line(stage: Stage) -> Passage:
    """The first proposal, as the opening statement says it."""
    return Passage(StatementId(stage.key.debate), 1, Span(0, len(PROPOSALS[0])))


CALLS: Mapping[str, Call] = {
    # Taking part
    "open_ballot": lambda s, a: s.store.open_ballot(s.key, actor=a, at=s.now),
    "open_claim": lambda s, a: s.store.open_claim(s.key, HEDGE, actor=a, at=s.now),
    "ballot": lambda s, a: s.store.ballot(s.key, SECOND, actor=a),
    "record_stance": lambda s, a: s.store.record_stance(s.key, SECOND, HEDGE, Position.DISAGREE, **_done(s, a)),
    "must_take_words": lambda s, a: s.store.must_take_words(s.key, SECOND, actor=a, at=s.now),
    "amend_stance": lambda s, a: s.store.amend_stance(s.key, SECOND, MEADOW, condition="Two hedges", **_done(s, a)),
    "keep_rest": lambda s, a: s.store.keep_rest(s.key, SECOND, **_done(s, a)),
    "mine": lambda s, a: s.store.mine(s.key, actor=a),
    # Replying
    "must_take_answer": lambda s, a: s.store.must_take_answer(s.key, actor=a),
    "answerable": lambda s, a: s.store.answerable(s.key, SAID, actor=a),
    "asked": lambda s, a: s.store.asked(s.key, PASSAGE, actor=a),
    "answer_in_line": lambda s, a: s.store.answer_in_line(s.key, SHED, "Where to?", **_done(s, a)),
    "post_reason": lambda s, a: s.store.post_reason(s.key, SECOND, MEADOW, **_done(s, a)),
    "own_answer": lambda s, a: s.store.own_answer(s.key, s.posted, actor=a),
    "revise_answer": lambda s, a: s.store.revise_answer(s.key, s.posted, "It hides less.", actor=a, at=s.now),
    "take_back": lambda s, a: s.store.take_back(s.key, s.posted, actor=a, at=s.now),
    "own_chat": lambda s, a: s.store.own_chat(s.key, actor=a),
    "earlier": lambda s, a: s.store.earlier(s.key, CHAT, actor=a),
    "say_what_answers": lambda s, a: s.store.say_what_answers(s.key, CHAT, _opening_line(s), **_done(s, a)),
    "unsay_what_answers": lambda s, a: s.store.unsay_what_answers(s.key, CHAT, actor=a, at=s.now),
    "own_by_name": lambda s, a: s.store.own_by_name(s.key, LETTER, actor=a),
    "count_by_name": lambda s, a: s.store.count_by_name(s.key, LETTER, (SHED,), **_done(s, a)),
    "uncount_by_name": lambda s, a: s.store.uncount_by_name(s.key, LETTER, (HEDGE,), actor=a, at=s.now),
    "must_take_letter": lambda s, a: s.store.must_take_letter(s.key, "Dear all", actor=a, at=s.now),
    "report": lambda s, a: s.store.report(s.key, s.posted, "Rude", **_done(s, a)),
    "reports": lambda s, a: s.store.reports(s.key, actor=a),
    "dismiss_report": lambda s, a: s.store.dismiss_report(s.key, s.posted, actor=a, at=s.now),
    "remove_statement": lambda s, a: s.store.remove_statement(s.key, s.posted, "Rude", **_done(s, a)),
    "why_removed": lambda s, a: s.store.why_removed(s.key, s.removed, actor=a),
    "answered_debates": lambda s, a: s.store.answered_debates(GUILD, actor=a),
    "quoted_in": lambda s, a: s.store.quoted_in(s.key, FIRST, actor=a),
    "add_meaning": lambda s, a: s.store.add_meaning(
        s.key, FIRST, QuotedAs.CLAIM, HEDGE, "I meant the road.", **_done(s, a)
    ),
    # Questions
    "must_take_question": lambda s, a: s.store.must_take_question(s.key, GRASS, None, actor=a, at=s.now),
    "ask_question": lambda s, a: s.store.ask_question(s.key, GRASS, None, QUESTION, **_done(s, a)),
    "must_take_response": lambda s, a: s.store.must_take_response(s.key, s.question, actor=a, at=s.now),
    "respond": lambda s, a: s.store.respond(s.key, s.question, "Everybody hedges.", **_done(s, a)),
    "settle_question": lambda s, a: s.store.settle_question(s.key, s.question, **_done(s, a)),
    "withdraw_question": lambda s, a: s.store.withdraw_question(s.key, s.question, actor=a, at=s.now),
    "questions_to_second": lambda s, a: s.store.questions_to_second(s.key, actor=a),
    "second_question": lambda s, a: s.store.second_question(s.key, QuestionKey(s.question, 0), **_done(s, a)),
    "inquire": lambda s, a: s.store.inquire((s.key,), Inquiry.UNANSWERED, actor=a),
    "my_questions": lambda s, a: s.store.my_questions((s.key,), actor=a),
    "needs": lambda s, a: s.store.needs((s.key,), actor=a),
    "wants_reminding": lambda s, a: s.store.wants_reminding(actor=a),
    "set_reminding": lambda s, a: s.store.set_reminding(wants=True, actor=a, at=s.now),
    # Points
    "points": lambda s, a: s.store.points(s.key, Order.DIVIDED, actor=a),
    "point_page": lambda s, a: s.store.point_page(s.key, GRASS, actor=a),
    "ask_for_ballot": lambda s, a: s.store.ask_for_ballot(s.key, GRASS, **_done(s, a)),
    "put_up_point": lambda s, a: s.store.put_up_point(s.key, GRASS, **_done(s, a)),
    "reword_point": lambda s, a: s.store.reword_point(s.key, GRASS, "Hedgehogs hide.", **_done(s, a)),
    "restate_point": lambda s, a: s.store.restate_point(s.key, GRASS, "Leave it long.", **_done(s, a)),
    "decide_rewording": lambda s, a: s.store.decide_rewording(
        s.key, GRASS, s.rewording, Verdict.CONFIRMED, actor=a, at=s.now
    ),
    "decide_restatement": lambda s, a: s.store.decide_restatement(
        s.key, GRASS, s.restatement, Verdict.CONFIRMED, actor=a, at=s.now
    ),
    "confirmations": lambda s, a: s.store.confirmations(GUILD, actor=a),
    "merge_points": lambda s, a: s.store.merge_points(s.key, SHED, PATH, **_done(s, a)),
    "unmerge_point": lambda s, a: s.store.unmerge_point(s.key, GATE, **_done(s, a)),
    "split_point": lambda s, a: s.store.split_point(s.key, MEADOW, ("Mow the meadow", "rake it"), **_done(s, a)),
    "set_aside": lambda s, a: s.store.set_aside(s.key, SHED, "off topic", **_done(s, a)),
    "take_up": lambda s, a: s.store.take_up(s.key, POND, **_done(s, a)),
    # Leading
    "must_lead": lambda s, a: s.store.must_lead(s.key, actor=a),
    "open_round": lambda s, a: s.store.open_round(s.key, deadline=s.now + DAY, **_done(s, a)),
    "schedule_round": lambda s, a: s.store.schedule_round(
        s.key, opens=s.now + 9 * DAY, deadline=s.now + 12 * DAY, **_done(s, a)
    ),
    "unschedule_round": lambda s, a: s.store.unschedule_round(s.key, **_done(s, a)),
    "extend_round": lambda s, a: s.store.extend_round(s.key, deadline=s.now + 9 * DAY, **_done(s, a)),
    "pause_round": lambda s, a: s.store.pause_round(s.key, reason="Rain", **_done(s, a)),
    "resume_round": lambda s, a: s.store.resume_round(s.key, **_done(s, a)),
    "cancel_round": lambda s, a: s.store.cancel_round(s.key, reason="Rain", **_done(s, a)),
    "reopen_round": lambda s, a: s.store.reopen_round(s.key, deadline=s.now + DAY, **_done(s, a)),
    "close_round": lambda s, a: s.store.close_round(s.key, **_done(s, a)),
    "keep_round_open": lambda s, a: s.store.keep_round_open(s.key, **_done(s, a)),
    "set_agenda": lambda s, a: s.store.set_agenda(s.key, (Pick(point=HEDGE),), **_done(s, a)),
    "decide": lambda s, a: s.store.decide(s.key, drafted_decision(what="A hedge it is"), **_done(s, a)),
    "end_debate": lambda s, a: s.store.end_debate(s.key, **_done(s, a)),
    # Everybody
    "follow": lambda s, a: s.store.follow(s.key, actor=a, wish=Wish.FOLLOW, at=s.now),
    "kept": lambda s, a: s.store.kept(actor=a),
    "member_data": lambda s, a: s.store.member_data(actor=a),
    "erase_member": lambda s, a: s.store.erase_member(actor=a, at=s.now),
    # Server
    "open_debate": lambda s, a: s.store.open_debate(draft("Another", deadline=s.now + DAY), home=HOME, **_done(s, a)),
    "set_digest": lambda s, a: s.store.set_digest(_digest(s), actor=a),
    "drop_digest": lambda s, a: s.store.drop_digest(GUILD, actor=a),
    "owe_digest_now": lambda s, a: s.store.owe_digest_now(GUILD, HOME, quiet=False, **_done(s, a)),
    "settings_for": lambda s, a: s.store.settings_for(GUILD, actor=a),
    "change_server": lambda s, a: s.store.change_server(
        GUILD, Setting.ZONE, lambda settings: replace(settings, zone="UTC"), **_done(s, a)
    ),
    "set_server": lambda s, a: s.store.set_server(ServerSettings(GUILD), **_done(s, a)),
}
