"""Decisions as posts, and what is said above a post that something newer has overtaken."""

from deliberation.debate import Debate
from deliberation.stance import POSITIONS, Tally
from deliberation.steering.decision import Decision
from deliberation.steering.outcome import FinalCount
from prompts.pieces import mention
from prompts.post import TEXT_LIMIT, Post, Text, Users
from prompts.render import part, renderer

_TEMPLATE = "decision"


def decision(debate: Debate, decision: Decision, count: FinalCount | None, users: Users) -> Post:
    """What a debate came to, by whom and why, with the final count."""
    lines = [part(_TEMPLATE, "head", title=debate.title, what=decision.what)]
    if decision.why:
        lines.append(part(_TEMPLATE, "why", text=decision.why))
    if count is not None:
        lines.append(part(_TEMPLATE, "count", round=count.round, **count_facts(count)))
    if decision.review_at is not None:
        lines.append(part(_TEMPLATE, "review", at=decision.review_at))
    lines.append(part(_TEMPLATE, "by", who=mention(decision.by, users), at=decision.at))
    return Post((Text("\n".join(lines)),))


def count_facts(count: FinalCount | None) -> dict[str, object]:
    """What a template needs to tell a final count: the claim, the counts in words, how many answered and how many
    did not.
    """
    if count is None:
        return {"claim": None, "counted": None, "answered": 0, "silent": 0}
    silent = max(0, count.people - count.answered)
    return {"claim": count.claim, "counted": _counted(count.tally), "answered": count.answered, "silent": silent}


def superseded(post: Post) -> Post:
    """The post of a decision, with the word that a newer one stands."""
    return Post((Text(part(_TEMPLATE, "superseded")), *post.blocks), silent=post.silent)


def reopened(post: Post, number: int, *, cancelled: bool = False) -> Post:
    """The summary of a round, with the word that the round was opened again, and perhaps cancelled then. Where that
    does not fit above all of it, what it ends with goes: what was proposed for a next round that has not come.
    """
    note, blocks = Text(part(_TEMPLATE, "reopened", number=number, cancelled=cancelled)), list(post.blocks)
    while Post((note, *blocks)).length > TEXT_LIMIT:
        blocks.remove([block for block in blocks if isinstance(block, Text)][-1])
    return Post((note, *blocks), silent=post.silent)


def _counted(tally: Tally | None) -> str | None:
    """`Yes 7 · Yes, but 1`: only the positions somebody took."""
    if tally is None:
        return None
    named = zip(POSITIONS, tally.counts, strict=True)
    return " · ".join(f"{renderer().position(position)} {number}" for position, number in named if number)
