"""Refusals: for everything that is not done, what happened and what to do next."""

from deliberation.errors import Refusal
from prompts.render import renderer

_TEMPLATE = "refusals"


def refusal(error: Refusal) -> str:
    """What happened and what to do next, for every kind of refusal, by its `code` and facts.

    A kind that has no sentence of its own gets the one of the kind above it; facts a sentence does not ask for are
    passed over, and those that are missing are left unsaid.
    """
    kinds = (kind.__name__ for kind in type(error).__mro__)
    name = next((kind for kind in kinds if renderer().has(_TEMPLATE, kind)), Refusal.__name__)
    asked = dict.fromkeys(renderer().facts_of(_TEMPLATE, name))
    return renderer().part(_TEMPLATE, name, **{fact: error.facts.get(fact) for fact in asked})
