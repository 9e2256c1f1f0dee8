"""What is kept about a member: told, handed over as files, asked about twice, erased. All of it private."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from itertools import pairwise
from operator import itemgetter

from deliberation.debate import Debate
from deliberation.ids import DebateId, PointNumber, RoundNumber
from deliberation.stance import Position
from deliberation.views.privacy import Erased, Kept, MemberData, Row
from deliberation.views.summary import WITHHOLD_BELOW
from prompts.post import Act, Action, Button, Buttons, Post, RenderedFile, Style, Text
from prompts.render import part, renderer
from prompts.sentences import say

_TEMPLATE = "privacy"
_SAFE_NUMBER = 2**53
"""From here on programs that keep numbers as doubles, spreadsheets among them, would round an id."""
Claims = Mapping[tuple[DebateId, PointNumber, RoundNumber], str]
_CHOSEN = itemgetter("position", "reason", "condition")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Step(IntEnum):
    """What is asked for, as the number behind a button says it."""

    SHOW = 0
    ASK = 1
    ASK_AGAIN = 2
    ERASE = 3
    KEEP = 4
    HAND_OVER = 5


def what_is_kept(kept: Kept) -> Post:
    """What is kept about a member and who can see it, on one screen."""
    text = "\n\n".join((part(_TEMPLATE, "head", kept=kept), part(_TEMPLATE, "who_sees", least=WITHHOLD_BELOW)))
    buttons = (_button("take_my_data", Step.HAND_OVER), _button("erase_my_data", Step.ASK))
    return Post((Text(text), Buttons(buttons)) if kept.anything else (Text(text),))


def really_erase() -> Post:
    """What erasing takes away and what it cannot reach, and whether that is meant."""
    buttons = (_button("erase_my_data", Step.ASK_AGAIN), _button("keep_my_data", Step.KEEP))
    return Post((Text(part(_TEMPLATE, "ask")), Buttons(buttons)))


def really_really_erase() -> Post:
    """Asks a second time."""
    buttons = (
        _button("erase_now", Step.ERASE, Style.DANGER),
        _button("take_my_data", Step.HAND_OVER),
        _button("keep_my_data", Step.KEEP),
    )
    return Post((Text(part(_TEMPLATE, "ask_again")), Buttons(buttons)))


def was_erased(erased: Erased) -> Post:
    """That it is done."""
    return Post((Text(part(_TEMPLATE, "erased", statements=erased.statements, posts=erased.posts)),))


def was_kept() -> Post:
    """That nothing was done."""
    return Post((Text(part(_TEMPLATE, "untouched")),))


def handed_over() -> str:
    """What stands above the files."""
    return part(_TEMPLATE, "handed_over")


def too_large(size: int, limit: int) -> str:
    """That Discord does not take the files, both in bytes."""
    return part(_TEMPLATE, "too_large", size=size, limit=limit)


def my_data(data: MemberData, at: datetime, hidden: Collection[int] = ()) -> tuple[RenderedFile, ...]:
    """Everything kept about a member as of `at`: a text to read, and JSON with every row. Debates that are `hidden`
    from them now, by number, have their rows and no title.
    """
    titles = {debate.key.debate: _title(debate, hidden) for debate in data.debates}
    text = "\n".join(_lines(data, titles, at, hidden)) + "\n"
    tables = {name: [_exact(row) for row in found] for name, found in data.tables.items()}
    whole = {"at": at.isoformat(), "debates": {str(number): titles[number] for number in titles}, "tables": tables}
    exact = json.dumps(whole, ensure_ascii=False, indent=1)
    name = say("my_data_file")
    return RenderedFile(f"{name}.txt", text.encode()), RenderedFile(f"{name}.json", exact.encode())


def _title(debate: Debate, hidden: Collection[int]) -> str:
    if debate.key.debate in hidden:
        return part(_TEMPLATE, "hidden")
    return debate.title or say("erased")


def _lines(data: MemberData, titles: Mapping[DebateId, str], at: datetime, hidden: Collection[int]) -> Iterator[str]:
    yield part(_TEMPLATE, "title", at=f"{at:%Y-%m-%d %H:%M}")
    shown: set[int] = set()
    for debate in data.debates:
        of_debate = debate.key.debate
        yield from ("", "", f"# {part(_TEMPLATE, 'debate', title=titles[of_debate])}")
        wrote = [row for row in data.tables.get("revision", ()) if row["debate"] == of_debate]
        if wrote:
            yield from ("", f"## {part(_TEMPLATE, 'wrote')}")
        for row in wrote:
            yield from ("", _when(row["revised_at"]), str(row["text"]))
        answered = [row for row in data.tables.get("stance", ()) if row["debate"] == of_debate]
        if answered:
            yield from ("", f"## {part(_TEMPLATE, 'answered')}")
        yield from _answers(answered, {} if of_debate in hidden else data.claims)
        shown.update(map(id, (*wrote, *answered)))
    yield from ("", "", f"# {part(_TEMPLATE, 'rest')}")
    for name, found in data.tables.items():
        rest = [row for row in found if id(row) not in shown]
        if rest:
            yield from ("", f"## {name}")
        for row in rest:
            yield ", ".join(f"{column} {value}" for column, value in row.items() if value is not None)


def _answers(answered: Sequence[Row], claims: Claims) -> Iterator[str]:
    """The stances of one debate under the claims they are about, which stand above them as they were put then."""
    last, shown = None, None
    for row in _told(answered):
        claim = _claim(row, claims)
        if last is None or (last["point"], shown) != (row["point"], claim):
            yield from ("", part(_TEMPLATE, "claim", point=row["point"], claim=claim))
        same = last is not None and last["point"] == row["point"]
        yield from _answer(row, changed=last is not None and same and _CHOSEN(last) != _CHOSEN(row))
        last, shown = row, claim


def _told(answered: Sequence[Row]) -> Iterator[Row]:
    """What was answered, by point and in order. Every press is kept: one that the next only adds words to is not told
    apart from it.
    """
    ordered = sorted(answered, key=lambda row: tuple(int(row[name] or 0) for name in ("point", "round", "given_at")))
    for row, following in pairwise((*ordered, None)):
        if row is not None and not (following is not None and _adds(following, row)):
            yield row


def _adds(later: Row, row: Row) -> bool:
    """Whether `later` says all that `row` says, in the same round."""
    alike = all(later[name] == row[name] for name in ("point", "round", "position"))
    return alike and all(row[name] in (None, later[name]) for name in ("reason", "condition", "credit"))


def _claim(row: Row, claims: Claims) -> str | None:
    """The words in one line; None where they are not to be shown."""
    debate, point, number = (int(row[name] or 0) for name in ("debate", "point", "round"))
    claim = claims.get((DebateId(debate), PointNumber(point), RoundNumber(number)))
    return claim if claim is None else " ".join(claim.split()) or say("erased")


def _answer(row: Row, *, changed: bool) -> Iterator[str]:
    position = renderer().position(Position(row["position"]))
    said = part(_TEMPLATE, "answer", round=row["round"], position=position, changed=changed, kept=bool(row.get("kept")))
    yield f"{_when(row['given_at'])} {said}"
    if row["reason"]:
        yield "  " + part(_TEMPLATE, "reason", text=row["reason"])
    if row["condition"]:
        yield "  " + part(_TEMPLATE, "condition", text=row["condition"])


def _when(micros: str | float | None) -> str:
    return f"[{_EPOCH + timedelta(microseconds=int(micros or 0)):%Y-%m-%d %H:%M}]"


def _exact(row: Row) -> dict[str, object]:
    return {
        column: str(value) if isinstance(value, int) and abs(value) >= _SAFE_NUMBER else value
        for column, value in row.items()
        if value is not None
    }


def _button(label: str, step: Step, style: Style = Style.SECONDARY) -> Button:
    return Button(say(label), Action(Act.PRIVACY, (step,)), style=style)
