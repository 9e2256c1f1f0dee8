"""The weekly digest as a post."""

from deliberation.views.digest import WeeklyDigest
from prompts.decision import count_facts
from prompts.pieces import fitted, what_needs_me
from prompts.post import TEXT_LIMIT, Block, Buttons, Post, Rule, Text
from prompts.render import part

_TEMPLATE = "digest"


def digest(digest: WeeklyDigest) -> Post:
    """The weekly digest; of a quiet week, the one line that says so."""
    head = part(_TEMPLATE, "head", first=digest.first_day, last=digest.last_day)
    if digest.quiet:
        return Post((Text(f"{head}\n{part(_TEMPLATE, 'quiet')}"),))
    tail = "\n".join(_tail(digest))
    room = TEXT_LIMIT - len(head) - len(tail)
    rounds, _ = fitted(_rounds(digest), room, lambda count: part(_TEMPLATE, "more", count=count))
    blocks: list[Block] = [Text(head), Text(rounds)]
    if tail:
        blocks += [Rule(), Text(tail)]
    blocks.append(Buttons((what_needs_me(),)))
    return Post(tuple(blocks))


def _rounds(digest: WeeklyDigest) -> list[str]:
    closed = [
        part(
            _TEMPLATE,
            "closed",
            title=entry.title,
            round=entry.round,
            closer=entry.closer,
            apart=entry.apart,
            answered=entry.answered,
            people=entry.people,
            link=entry.link,
        )
        for entry in digest.closed
    ]
    opened = [
        part(
            _TEMPLATE,
            "open",
            title=entry.title,
            round=entry.round,
            deadline=entry.deadline,
            answered=entry.answered,
            people=entry.people,
            hidden=entry.hidden,
            paused=entry.paused,
            link=entry.link,
        )
        for entry in digest.open
    ]
    decided = [
        part(
            _TEMPLATE,
            "decided",
            title=entry.title,
            what=entry.decision.what,
            at=entry.decision.at,
            review=entry.decision.review_at,
            link=entry.link,
            **count_facts(entry.count),
        )
        for entry in digest.decided
    ]
    reviews = [
        part(_TEMPLATE, "review", title=entry.title, what=entry.decision.what, link=entry.link)
        for entry in digest.reviews
    ]
    return closed + opened + decided + reviews


def _tail(digest: WeeklyDigest) -> list[str]:
    lines: list[str] = []
    if digest.questions or digest.unanswered:
        lines.append(part(_TEMPLATE, "waiting", questions=digest.questions, unanswered=digest.unanswered))
    lines += [
        part(
            _TEMPLATE,
            "changed",
            people=quotation.people,
            text=quotation.words,
            link=quotation.link,
            edited=quotation.edited,
        )
        for quotation in digest.changed_most
    ]
    return lines
