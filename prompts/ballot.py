"""The ballot as a private post that edits itself, and a single claim picked elsewhere."""

from deliberation.debate import Debate
from deliberation.ids import PointNumber
from deliberation.round import Round
from deliberation.stance import Position, Stance
from deliberation.terms import Voice
from deliberation.views.ballot import BALLOT_LIMIT, AnswerChoice, Ballot, BallotClaim
from deliberation.views.summary import WITHHOLD_BELOW
from prompts.pieces import claims_select, fitted, live, my_answers, named, positions_row, take_part
from prompts.post import (
    CHOICE_LIMIT,
    CHOICES_LIMIT,
    TEXT_LIMIT,
    Act,
    Action,
    Block,
    Button,
    Buttons,
    Choice,
    Post,
    Rule,
    Select,
    Style,
    Text,
)
from prompts.render import part
from prompts.sentences import say
from prompts.words import plain

_TEMPLATE = "ballot"


def ballot(
    ballot: Ballot, claim: BallotClaim | None, saved: PointNumber | None = None, *, walked: PointNumber | None = None
) -> Post:
    """The ballot at `claim`, or where None the end of a part: its last claim was `walked`, or `saved`, and more may
    follow. `saved` is the point just answered: what can be added to it is offered above the next claim (a "but" offers
    "What would make it a yes?"). At the first claim it says who can see the answers. Private, edits itself.
    """
    blocks: list[Block] = []
    before = ballot.claim(saved) if saved is not None else None
    last = walked if walked is not None else saved
    if before is not None and before.own_now is not None:
        blocks += [*_saved(ballot, before, before.own_now), Rule()]
    room = TEXT_LIMIT - Post(tuple(blocks)).length
    blocks += (
        _end(ballot, room, ballot.part_of(last) if last is not None else None) if claim is None else _at(ballot, claim)
    )
    return Post(tuple(blocks))


def one_claim(debate: Debate, round: Round, claim: BallotClaim, voice: Voice = Voice.MEMBER) -> Post:
    """The five positions on one point picked from a card or the board, with `Act.GIVE`, for somebody who answers as
    `voice`. Private.
    """
    blocks: list[Block] = [] if claim.own_now else [Text(_visible(debate, voice))]
    blocks.append(Text(_claim(claim)))
    blocks.append(positions_row(Act.GIVE, (debate.key.debate, round.number, claim.point), _standing_out(claim)))
    if not claim.put_up:
        ask = Action(Act.ASK_ALL, (debate.key.debate, claim.point))
        blocks.append(Buttons((Button(say("put_to_everybody"), ask),)))
    return Post(tuple(blocks))


def stance_saved(
    claim: str, stance: Stance, round: Round, debate: Debate, answers: tuple[AnswerChoice, ...] = ()
) -> Post:
    """What was saved, when it counts and who sees it, with what can be added; which of `answers` counts most, too.
    Private.
    """
    when = part(_TEMPLATE, "counts_when", number=round.number, closes=round.deadline)
    text = f"{_saved_text(claim, stance, answers)}\n{when}\n{_visible(debate, stance.voice)}"
    return Post((Text(text), _additions(debate, round, stance), *_counts_most(debate, round, stance.point, answers)))


def _at(ballot: Ballot, claim: BallotClaim) -> list[Block]:
    debate, number = ballot.debate.key.debate, ballot.round.number
    part = ballot.parts[ballot.part_of(claim.point) or 0]
    place = next(place for place, other in enumerate(part, start=1) if other.point == claim.point)
    passing = [Button(say("skip"), Action(Act.SKIP, (debate, number, claim.point)))]
    if ballot.keepable:
        passing.append(Button(say("keep_rest"), Action(Act.KEEP, (debate, number))))
    blocks: list[Block] = [] if ballot.answered else [Text(_visible(ballot.debate, ballot.voice))]
    return [
        *blocks,
        Text(_claim(claim, place, len(part), len(ballot.claims))),
        positions_row(Act.VOTE, (debate, number, claim.point), _standing_out(claim)),
        Buttons(tuple(passing)),
    ]


def _standing_out(claim: BallotClaim) -> Position | None:
    """The position whose button stands out: the one given in this round, else the one suggested. The text says so."""
    return claim.own_now.position if claim.own_now else claim.suggested


def _claim(claim: BallotClaim, place: int | None = None, of: int | None = None, all_claims: int | None = None) -> str:
    """One claim with last round's counts, the member's own answers, words of the other side, and what the member's own
    words suggest.
    """
    place_of = {"place": place, "of": of, "all_claims": all_claims}
    lines = [part(_TEMPLATE, "claim", text=claim.claim, link=claim.link, unverified=claim.unverified, **place_of)]
    lines.append(
        part(
            _TEMPLATE,
            "feedback",
            before=claim.before,
            withheld=claim.withheld,
            least=WITHHOLD_BELOW,
            own_before=claim.own_before.position if claim.own_before else None,
            own_now=claim.own_now.position if claim.own_now else None,
        )
    )
    lines += [part(_TEMPLATE, "news", kind=news.kind, text=news.words, said=news.position) for news in claim.news[:2]]
    if claim.other_side is not None:
        heard = claim.other_side
        lines.append(part(_TEMPLATE, "other_side", text=heard.words, link=heard.link, edited=heard.edited))
    if claim.own_answer is not None and claim.suggested is not None:
        lines.append(part(_TEMPLATE, "suggested", position=claim.suggested, link=claim.own_answer.link))
    return "\n".join(filter(None, lines))


def _end(ballot: Ballot, room: int, walked: int | None) -> list[Block]:
    """The end of the ballot, or of the part `walked` with the next one offered: what was answered, and until when it
    can be changed.
    """
    if not ballot.claims:
        return [Text(part(_TEMPLATE, "nothing"))]
    following = ballot.waiting_from(walked + 1) if walked is not None else 0
    closes = ballot.round.deadline
    facts = {"answered": ballot.answered, "of": len(ballot.claims), "closes": closes, "following": following}
    head = part(_TEMPLATE, "done", **facts)
    lines = [
        part(_TEMPLATE, "answer", text=claim.claim, position=claim.own_now.position)
        if claim.own_now
        else part(_TEMPLATE, "missing", text=claim.claim)
        for claim in (ballot.parts[walked] if walked is not None and following else ballot.claims)
    ]
    listed, _ = fitted(lines, room - len(head) - 1, lambda count: part(_TEMPLATE, "more", count=count))
    answered = ((claim.point, None, claim.claim) for claim in ballot.claims if claim.own_now)
    select = claims_select(ballot.debate, answered, say("change_answer"))
    blocks: list[Block] = [Text(f"{head}\n{listed}")]
    return [*blocks, *([select] if select else []), Buttons(_onwards(ballot, walked, following))]


def _onwards(ballot: Ballot, walked: int | None, following: int) -> tuple[Button, ...]:
    """What to press at the end of a part: on to the next, back to what was passed over, or one's own answers."""
    buttons = [my_answers(ballot.debate)]
    if walked is not None and following:
        numbers = (ballot.debate.key.debate, ballot.round.number, walked + 1)
        label = say("go_on", count=min(following, BALLOT_LIMIT))
        buttons.insert(0, Button(label, Action(Act.GO_ON, numbers), style=Style.PRIMARY))
    elif ballot.answered < len(ballot.claims):
        buttons.insert(0, take_part(ballot.debate, say("take_part_rest")))
    return tuple(buttons)


def _saved(ballot: Ballot, claim: BallotClaim, stance: Stance) -> list[Block]:
    """What was just saved, with what can be added to it."""
    return [
        Text(_saved_text(claim.claim, stance, claim.answers)),
        _additions(ballot.debate, ballot.round, stance),
        *_counts_most(ballot.debate, ballot.round, claim.point, claim.answers),
    ]


def _counts_most(
    debate: Debate, round: Round, point: PointNumber, answers: tuple[AnswerChoice, ...]
) -> tuple[Select, ...]:
    """The answers to choose from; nothing where there are none."""
    if not answers:
        return ()
    choices = tuple(Choice(plain(answer.words, CHOICE_LIMIT), str(answer.number)) for answer in answers[:CHOICES_LIMIT])
    action = Action(Act.CREDIT, (debate.key.debate, round.number, point))
    return (Select(action, say("counts_most"), choices),)


def _saved_text(claim: str, stance: Stance, answers: tuple[AnswerChoice, ...]) -> str:
    credit = next((answer.words for answer in answers if answer.number == stance.credit), None)
    facts = {"text": claim, "position": stance.position, "condition": stance.condition, "credit": credit}
    return part(_TEMPLATE, "saved", **facts)


def _additions(debate: Debate, round: Round, stance: Stance) -> Buttons:
    """A condition can be added to a "but", a reason to any answer; a reason given can be posted under one's name."""
    numbers = (debate.key.debate, round.number, stance.point)
    buttons = [Button(say("add_reason"), Action(Act.REASON, numbers))]
    if stance.position.conditional:
        buttons.insert(0, Button(say("add_condition"), Action(Act.CONDITION, numbers)))
    if stance.reason and stance.voice is not Voice.READER:
        buttons.append(Button(say("post_reason"), Action(Act.POST_REASON, numbers)))
    return Buttons(tuple(buttons))


def _visible(debate: Debate, voice: Voice) -> str:
    """Who can see the answers, and with whose they are counted where not with the members'."""
    visible = part(_TEMPLATE, "visible", named=named(debate), live=live(debate), least=WITHHOLD_BELOW)
    if voice is Voice.MEMBER:
        return visible
    gate = debate.terms.gate
    apart = part(_TEMPLATE, "apart", name=voice, member_days=gate.member_days, account_days=gate.account_days)
    return f"{apart}\n{visible}"
