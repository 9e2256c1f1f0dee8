"""The summary of a round as a post, with its picture and its ledger."""

import re
from collections.abc import Sequence

from deliberation.debate import DebateState
from deliberation.following import Called, Wish
from deliberation.measuring.steps import Step
from deliberation.views.board import Waiting
from deliberation.views.quotation import Quotation
from deliberation.views.summary import WITHHOLD_BELOW, Apart, Label, PointResult, RoundSummary
from prompts.charts import ROWS, describe_positions, ordered, positions_picture
from prompts.following import follow_button, mentioned
from prompts.pieces import asked_of, author_if_named, mention, my_answers, take_part
from prompts.post import (
    TEXT_LIMIT,
    Act,
    Action,
    Attached,
    Block,
    Button,
    Buttons,
    Picture,
    Post,
    RenderedFile,
    Rule,
    Text,
    Users,
)
from prompts.render import part
from prompts.sentences import say

_TEMPLATE = "summary"
NOBODY_TOLD = Called()
TOLD = 1_500
"""So many characters are read in a summary at most, but for one that is longer with the counts of its points alone."""
_UNREAD = re.compile(r"(?<=\])\(https://[^)]*\)|\\(?=[^\w\s])")
PICTURES_LIMIT = 8
"""A message holds ten files; two are the page and the ledger."""
_POINTS_SHOWN = 5
_BETWEEN_POINTS = "\n\n"
"""A blank line, so that the eye finds where the next point begins."""
_CONDITIONS_SHOWN = 2
_UNANSWERED_SHOWN = 1
_UNSHOWN_SHOWN = 3
_PROPOSED_SHOWN = 3
_ASIDE_SHOWN = 2


def summary(
    summary: RoundSummary,
    users: Users,
    ledger: str,
    page: RenderedFile | None = None,
    told: Called = NOBODY_TOLD,
) -> tuple[Post, tuple[RenderedFile, ...]]:
    """The summary of a round, its pictures, its `page` and its ledger as a CSV file; it mentions those who are `told`
    that the round closed.
    """
    head, tail = _head(summary, users), [*_tail(summary, users), *mentioned(told)]
    room = TEXT_LIMIT - len(head) - sum(map(len, tail)) - len(_more(len(summary.results), *_unpictured(summary)))
    room -= len(_untold([result.number for result in summary.results[:_POINTS_SHOWN]], page))
    points, untold = _points(summary, users, room, TOLD - sum(_read(text) for text in (head, *tail)))
    left = len(summary.results) - len(points)
    if untold:
        points.append(_untold(untold, page))
    if left:
        points.append(_more(left, *_unpictured(summary)))
    blocks: list[Block] = [Text(head), Rule()]
    blocks += [Text(_BETWEEN_POINTS.join(points)), Rule()] if points else []
    blocks += map(Text, tail)

    number = summary.round.number
    attached = [RenderedFile(f"round-{number}.csv", ledger.encode())]
    if page is not None:
        attached.insert(0, page)
    pictures = _pictures(summary)
    files = [*pictures, *attached]
    blocks += [Picture(picture.name, picture.description or "") for picture in pictures]
    blocks += [*(Attached(file.name) for file in attached), Buttons(_buttons(summary, told))]
    return Post(tuple(blocks), pings=told.users, pings_role=told.role), tuple(files)


def _pictures(summary: RoundSummary) -> list[RenderedFile]:
    """The points of `_pictured`, so many to a picture that a phone shows one whole."""
    counted = ordered(_pictured(summary))
    pages = [counted[start : start + ROWS] for start in range(0, len(counted), ROWS)]
    names = (f"round-{summary.round.number}{'' if page == 1 else f'-{page}'}.png" for page in range(1, len(pages) + 1))
    return [
        RenderedFile(name, positions_picture(page, summary.people), describe_positions(page, summary.people))
        for name, page in zip(names, pages, strict=True)
    ]


def _pictured(summary: RoundSummary) -> list[PointResult]:
    """All points that were counted; the first ones, where they are more than a message holds pictures of."""
    return _counted(summary)[: ROWS * PICTURES_LIMIT]


def _counted(summary: RoundSummary) -> list[PointResult]:
    return [result for result in summary.results if result.tally is not None and result.tally.answered]


def _read(text: str) -> int:
    """How many characters of a text are read: not the addresses behind its links, nor what makes marks plain."""
    return len(_UNREAD.sub("", text))


def _head(summary: RoundSummary, users: Users) -> str:
    closed_by, early = summary.round.closed_by, summary.round.early
    head = part(
        _TEMPLATE,
        "head",
        title=summary.debate.title,
        number=summary.round.number,
        planned=summary.debate.planned_rounds,
        answered=summary.answered,
        people=summary.people,
        closing=summary.closing,
        by=mention(closed_by, users) if closed_by is not None else None,
        asked_at=early.asked_at if early is not None and early.asked_at < early.at else None,
        unread=summary.round.unread,
        quorum=summary.debate.terms.quorum if summary.too_few else None,
        prolonged=summary.round.prolonged,
        newcomers=summary.newcomers,
        newcomers_told=any(result.without is not None for result in summary.results),
        withheld_below=WITHHOLD_BELOW if _all_withheld(summary) and summary.answered else None,
    )
    apart = [part(_TEMPLATE, "answered_apart", name=one.voice, count=one.answered) for one in summary.apart]
    return " ".join((head, *apart))


def _all_withheld(summary: RoundSummary) -> bool:
    """Whether no point's counts may be shown, so that it is said once for all of them."""
    return bool(summary.results) and all(result.tally is None for result in summary.results)


def _points(summary: RoundSummary, users: Users, room: int, told: int) -> tuple[list[str], list[int]]:
    """The first points: all there is to say of the first, then the counts of the others as far as there is room, then
    what else there is to say of those, while `told` characters last. And the numbers of those of which more could be
    said.

    What is said of a point is shown whole or not at all: both sides are heard, or neither.
    """
    results = summary.results[:_POINTS_SHOWN]
    counts = [_counts(summary, result) for result in results]
    stories = ["".join(f"\n{line}" for line in _story(summary, result, users)) for result in results]
    texts: list[str] = []
    untold: list[int] = []
    room += len(_BETWEEN_POINTS)
    if stories and len(counts[0]) + len(stories[0]) + len(_BETWEEN_POINTS) <= room:
        counts[0], stories[0] = counts[0] + stories[0], ""
    for text in counts:
        if len(text) + len(_BETWEEN_POINTS) > room:
            break
        texts.append(text)
        room -= len(text) + len(_BETWEEN_POINTS)
        told -= _read(text)
    for place, story in enumerate(stories[: len(texts)]):
        if len(story) <= room and _read(story) <= max(0, told):
            texts[place] += story
            room -= len(story)
            told -= _read(story)
        else:
            untold.append(results[place].number)
    return texts, untold


def _counts(summary: RoundSummary, result: PointResult) -> str:
    known = {
        "number": result.number,
        "claim": result.claim,
        "link": result.link,
        "unverified": result.unverified,
        "deleted": result.deleted,
    }
    if _all_withheld(summary):
        return part(_TEMPLATE, "uncounted", **known)
    counts = part(
        _TEMPLATE,
        "point",
        **known,
        label_name=result.label,
        answered=result.answered,
        silent=max(0, summary.people - result.answered),
        tally=result.tally,
        without=result.without,
        least=WITHHOLD_BELOW,
    )
    return "\n".join((counts, *(_apart(summary, one) for one in result.apart)))


def _apart(summary: RoundSummary, apart: Apart) -> str:
    gate = summary.debate.terms.gate
    return part(
        _TEMPLATE,
        "apart",
        name=apart.voice,
        member_days=gate.member_days,
        account_days=gate.account_days,
        answered=apart.answered,
        tally=apart.tally,
        least=WITHHOLD_BELOW,
    )


def _story(summary: RoundSummary, result: PointResult, users: Users) -> list[str]:
    """How people moved on a point, what each side says, and what would change a no into a yes."""
    lines: list[str] = []
    if result.meant:
        lines.append(part(_TEMPLATE, "meant", text=result.meant))
    if result.former_words is not None:
        lines.append(part(_TEMPLATE, "reworded", text=result.former_words))
    moves = result.moves
    if result.steps:
        lines.append(" · ".join(_step(step, users) for step in result.steps))
    elif moves is not None and moves.paired:
        lines.append(
            part(
                _TEMPLATE,
                "moves",
                paired=moves.paired,
                closer=moves.closer,
                apart=moves.apart,
                stayed=moves.stayed,
                apart_first=result.label is Label.APART,
                small_group=moves.small_group,
            )
        )
    lines += _reasons(summary, result, users, credits_shown=bool(lines))
    shown = result.conditions[:_CONDITIONS_SHOWN]
    for condition in shown:
        said = part(_TEMPLATE, "condition", text=condition.words, people=condition.people)
        lines.append(_with_meaning(said, condition.meant))
    if len(result.conditions) > len(shown):
        lines.append(part(_TEMPLATE, "more_conditions", count=len(result.conditions) - len(shown)))
    return lines


def _step(step: Step, users: Users) -> str:
    who = mention(step.participant, users)
    return part(_TEMPLATE, "step", who=who, before=step.before, after=step.after, length=step.length)


def _reasons(summary: RoundSummary, result: PointResult, users: Users, *, credits_shown: bool) -> list[str]:
    """The answer that moved people, and each side's reason.

    One answer is shown once. Where people moved closer it stands for what moved them; elsewhere it stands for the side
    that chose it, so that both sides are heard.
    """
    sides = [("reason_for", result.reason_for), ("reason_against", result.reason_against)]
    credited = result.credited if credits_shown else None
    links = [reason.link for _, reason in sides if reason is not None]
    lines: list[str] = []
    if credited is not None and (result.label is Label.CLOSER or credited.link not in links):
        lines.append(_quoted(summary, "credited", credited, users, people=credited.people))
    else:
        credited = None
    for kind, reason in sides:
        if reason is None or (credited is not None and reason.link == credited.link):
            continue
        still = result.label is Label.CLOSER and kind == "reason_against"
        lines.append(_quoted(summary, "still_against" if still else kind, reason, users))
    return lines


def _quoted(summary: RoundSummary, kind: str, quotation: Quotation, users: Users, **facts: object) -> str:
    by = author_if_named(summary.debate, quotation.author, users)
    about = {"text": quotation.words, "link": quotation.link, "by": by, "edited": quotation.edited}
    said = part(_TEMPLATE, kind, **about, **facts)
    return _with_meaning(said, quotation.meant)


def _with_meaning(said: str, meant: str | None) -> str:
    """`said` with what its author added beneath it."""
    return f"{said}\n{part(_TEMPLATE, 'meant', text=meant)}" if meant else said


def _tail(summary: RoundSummary, users: Users) -> list[str]:
    """What waits, how much was written, what is proposed next."""
    texts: list[str] = []
    if summary.questions or summary.unanswered:
        waiting = [_with_meaning(_question(question, users), question.meant) for question in summary.asked]
        waiting += [
            part(_TEMPLATE, "unanswered", text=point.words, link=point.link)
            for point in summary.unanswered[:_UNANSWERED_SHOWN]
        ]
        more = len(summary.questions) + len(summary.unanswered) - len(waiting)
        texts.append(part(_TEMPLATE, "waiting", parts=waiting, more=more))
    if summary.unshown:
        texts.append(part(_TEMPLATE, "unshown", claims=summary.unshown[:_UNSHOWN_SHOWN]))
    texts.append(
        part(
            _TEMPLATE,
            "messages",
            messages=summary.messages,
            answering=summary.answering,
            plain=summary.plain,
            first_plain=summary.first_plain,
        )
    )
    if summary.set_aside:
        aside = summary.set_aside[:_ASIDE_SHOWN]
        texts.append(part(_TEMPLATE, "set_aside", points=aside, more=len(summary.set_aside) - len(aside)))
    coming = (*summary.proposed, *summary.proposed_questions)
    if coming and not _ended(summary):
        shown = coming[:_PROPOSED_SHOWN]
        more = len(coming) - len(shown)
        texts.append(part(_TEMPLATE, "proposed", round=summary.round.number + 1, claims=shown, more=more))
    if summary.scheduled is not None:
        texts.append(part("round", "opens", number=summary.scheduled.number, at=summary.scheduled.opened_at))
    return texts


def _question(question: Waiting, users: Users) -> str:
    return part(
        _TEMPLATE,
        "question",
        text=question.words,
        link=question.link,
        who=asked_of(question, users),
        kind=question.kind.value,
        about=question.about,
        of=question.of,
        seconds=question.seconds,
        by_readers=question.by_readers,
    )


def _buttons(summary: RoundSummary, told: Called) -> tuple[Button, ...]:
    """Taking part is offered where a next round is planned; it works as soon as that round is open."""
    others = (my_answers(summary.debate), _everything(summary), _not_meant(summary))
    if told.anybody:
        others = (*others, follow_button(summary.debate, Wish.LEAVE))
    following = summary.round.number + 1
    if following > summary.debate.planned_rounds or _ended(summary):
        return others
    return (take_part(summary.debate, say("take_part_next", round=following)), *others)


def _everything(summary: RoundSummary) -> Button:
    """All points, those that divide most first."""
    return Button(say("everything"), Action(Act.POINTS, (summary.debate.key.debate, 0, 1)))


def _not_meant(summary: RoundSummary) -> Button:
    """For whoever is quoted, to add what they meant."""
    return Button(say("not_what_i_meant"), Action(Act.NOT_MEANT, (summary.debate.key.debate, summary.round.number)))


def _ended(summary: RoundSummary) -> bool:
    return summary.debate.state is DebateState.ENDED


def _untold(numbers: Sequence[int], page: RenderedFile | None) -> str:
    return part(_TEMPLATE, "untold", numbers=numbers, page=page is not None)


def _more(count: int, shown: int, counted: int) -> str:
    return part(_TEMPLATE, "more_points", count=count, shown=shown, counted=counted)


def _unpictured(summary: RoundSummary) -> tuple[int, int]:
    """How many points the pictures show, and of how many."""
    return len(_pictured(summary)), len(_counted(summary))
