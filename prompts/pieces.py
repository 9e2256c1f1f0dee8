"""What several posts are made of: mentions, buttons, the select of claims, and fitting a list into a post."""

from collections.abc import Callable, Iterable, Sequence

from deliberation.debate import Attribution, Debate, Tallies
from deliberation.ids import ParticipantId, PointNumber, StatementId
from deliberation.question import Question, QuestionKind
from deliberation.stance import POSITIONS, Position
from deliberation.views.board import Waiting
from prompts.post import (
    CHOICE_LIMIT,
    CHOICES_LIMIT,
    Act,
    Action,
    Button,
    Buttons,
    Choice,
    Select,
    Style,
    Users,
)
from prompts.render import part
from prompts.sentences import say
from prompts.words import called, plain


def named(debate: Debate) -> bool:
    """Whether names may stand beside what people chose."""
    return debate.attribution is Attribution.NAMED


def live(debate: Debate) -> bool:
    """Whether counts are shown while a round is open."""
    return debate.tallies is Tallies.LIVE


def mention(participant: ParticipantId | None, users: Users) -> str:
    """A mention, which readers see as a name; "somebody" for who was erased or is not known."""
    user = users.get(participant) if participant is not None else None
    return part("shared", "somebody") if user is None else f"<@{user}>"


def author_if_named(debate: Debate, author: ParticipantId | None, users: Users) -> str | None:
    """The mention of a quoted author, in a named debate; None in one that shows counts only."""
    return mention(author, users) if named(debate) and author is not None else None


def asked_of(question: Waiting | Question, users: Users) -> str | None:
    """Whom a question was put to: a mention, or a guest author's name; None where it was put to nobody known."""
    if question.put_to is not None:
        return mention(question.put_to, users)
    return called(question.guest, 80) if question.guest else None


def take_part(debate: Debate, label: str | None = None) -> Button:
    """The button that opens the ballot."""
    return Button(label or say("take_part"), Action(Act.TAKE_PART, (debate.key.debate,)), style=Style.PRIMARY)


def my_answers(debate: Debate) -> Button:
    """The button that shows a member their own answers."""
    return Button(say("my_answers"), Action(Act.MINE, (debate.key.debate,)))


def answer_in_line(debate: Debate, statement: StatementId) -> Button:
    """The button that shows a statement's passages to answer."""
    return Button(say("answer_in_line"), Action(Act.PASSAGES, (debate.key.debate, statement, 1)))


def answer_a_point(debate: Debate) -> Button:
    """The button that shows the points to answer."""
    return Button(say("answer_in_line"), Action(Act.ANSWER, (debate.key.debate, 1)))


def ask_about(debate: Debate, statement: StatementId | None = None) -> Button:
    """The button that shows what one can ask about: a statement and what it quotes, or all points."""
    return Button(say("ask_question"), Action(Act.ABOUT, (debate.key.debate, statement or 0, 1)))


def what_needs_me(debate: Debate | None = None) -> Button:
    """The button that shows what waits for whoever presses it, in one debate or all they see."""
    return Button(say("what_needs_me"), Action(Act.NEEDS, (debate.key.debate if debate else 0,)))


def second_a_question(debate: Debate) -> Button:
    """The button that lists the open questions, to second them."""
    return Button(say("second_a_question"), Action(Act.OPEN_QUESTIONS, (debate.key.debate, 1)))


def asked_words(kind: QuestionKind, words: str, about: str | None, of: str, limit: int = 100) -> str:
    """What a question asks, on one line."""
    return part("shared", "asked_for", kind=kind.value, text=words, about=about, of=of, limit=limit)


def positions_row(act: Act, numbers: tuple[int, int, int], chosen: Position | None) -> Buttons:
    """The five positions as buttons; the one chosen stands out. `numbers` are debate, round and point."""
    return Buttons(
        tuple(
            Button(
                say(f"vote_{position.value}"),
                Action(act, (*numbers, position.rank)),
                style=Style.PRIMARY if position is chosen else Style.SECONDARY,
            )
            for position in POSITIONS
        )
    )


def claims_select(
    debate: Debate, claims: Iterable[tuple[PointNumber, int | str | None, str]], placeholder: str
) -> Select | None:
    """A select over the first CHOICES_LIMIT of these claims, each point once; None where there are none. Claims whose
    words were erased are left out: nobody can say what they think of them.

    A claim comes with its point and the number or letter under which the post above shows it, if it shows one.
    """
    labels: dict[PointNumber, str] = {}
    for point, number, claim in claims:
        if claim:
            labels.setdefault(point, claim if number is None else say("numbered_claim", number=number, claim=claim))
    choices = tuple(
        Choice(plain(label, CHOICE_LIMIT), str(point)) for point, label in list(labels.items())[:CHOICES_LIMIT]
    )
    return Select(Action(Act.VIEW, (debate.key.debate,)), placeholder, choices) if choices else None


def stacked(lines: Iterable[str]) -> str:
    """Lines under each other. A list among them ends with an empty line: what follows would else be read into it."""
    under = list(lines)
    return "\n".join(f"{line}\n" if "\n- " in line and line is not under[-1] else line for line in under)


def looked_through(head: str, looked: int | None) -> str:
    """`head`, with how many debates were looked through, where those were not all."""
    return head if looked is None else f"{head}\n{part('questions', 'moved_last', count=looked)}"


def fitted(lines: Sequence[str], room: int, more: Callable[[int], str], between: str = "\n") -> tuple[str, int]:
    """As many of `lines` as fit into `room` characters, joined, and how many those are.

    Where some are left out, the text ends with what `more` says about their number.
    """
    for shown in range(len(lines), -1, -1):
        kept = list(lines[:shown])
        if shown < len(lines):
            kept.append(more(len(lines) - shown))
        text = between.join(kept)
        if len(text) <= room:
            return text, shown
    return "", 0
