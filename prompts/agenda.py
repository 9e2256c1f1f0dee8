"""The private page on which the agenda of the next round is picked."""

from collections.abc import Sequence

from deliberation.debate import Debate
from deliberation.steering.agenda import AgendaItem, Pick
from prompts.post import CHOICE_LIMIT, Act, Action, Choice, Post, Select, Text, Users
from prompts.render import part
from prompts.round import picked_lines
from prompts.sentences import say
from prompts.words import plain

_TEMPLATE = "round"


def agenda(
    debate: Debate, number: int, picked: Sequence[AgendaItem], proposed: Sequence[AgendaItem], users: Users
) -> Post:
    """What stands on the agenda of round `number`, and a select of what is proposed for it. Private."""
    texts = [part(_TEMPLATE, "pick_head", number=number)]
    if picked:
        texts.append(part(_TEMPLATE, "coming", number=number, lines=picked_lines(picked, users)))
    if not proposed:
        return Post((Text("\n".join([*texts, part(_TEMPLATE, "nothing_to_pick")])),))
    chosen = {item.pick for item in picked}
    choices = tuple(
        Choice(plain(item.words, CHOICE_LIMIT), _value(item.pick), _kind(item), chosen=item.pick in chosen)
        for item in proposed
    )
    select = Select(Action(Act.AGENDA, (debate.key.debate,)), say("pick_agenda"), choices, least=0, most=len(choices))
    return Post((Text("\n".join(texts)), select))


def _value(pick: Pick) -> str:
    return f"p{pick.point}" if pick.point is not None else f"q{pick.statement}-{pick.start}"


def _kind(item: AgendaItem) -> str:
    return say("pick_point", number=item.pick.point) if item.pick.point is not None else say("pick_question")
