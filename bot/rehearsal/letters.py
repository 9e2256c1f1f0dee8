"""Letters given on the command line: read before anything is played, and what the bot made of them afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from discord.utils import snowflake_time

from bot.rehearsal.errors import CannotRehearse
from bot.rehearsal.stage import Stage
from cogs.arrivals import LETTER_SUFFIXES
from deliberation.debate import Debate
from deliberation.errors import Refusal
from deliberation.ids import Link, Span, StatementId
from deliberation.statement import LETTER_LIMIT, letter_text
from deliberation.views.card import CardPair
from prompts import posts

EXCERPT_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Letter:
    """A file to drop into the debate, with its text as it stands."""

    name: str
    data: bytes
    text: str


def read_letters(paths: Sequence[str | Path]) -> tuple[Letter, ...]:
    """The letters at `paths`.

    Raises:
        CannotRehearse: one is missing, empty, too long or not text.
    """
    return tuple(_read(Path(path)) for path in paths)


def _read(path: Path) -> Letter:
    try:
        with path.open("rb") as file:
            data = file.read(LETTER_LIMIT + 1)
    except FileNotFoundError:
        raise CannotRehearse(f"{path}: there is no such file.") from None
    except OSError as error:
        raise CannotRehearse(f"{path}: cannot be read ({(error.strerror or 'unknown reason').lower()}).") from None
    try:
        text = letter_text(data, "")  # the file is named before the sentence, once
    except Refusal as refused:
        raise CannotRehearse(f"{path}: {' '.join(posts.refusal(refused).split())}") from None
    # Discord's letters are known by their ending.
    name = path.name if path.suffix.lower() in LETTER_SUFFIXES else f"{path.name}.txt"
    return Letter(name, data, text)


async def recorded_pairs(stage: Stage, message: int, letter: Letter) -> str:
    """Which pairs of quote and answer the bot has recorded for `letter`, dropped as `message`, and where each quote
    was found. Spans are counted in the characters of the letter's text.
    """
    statement = StatementId(message)
    record = await stage.record()
    card = await stage.bot.store.card(record.debate.key, statement)
    pairs = card.pairs if card is not None else ()
    answers = {answer.quote: answer for answer in record.counterpoints if answer.passage.statement == statement}
    lines = [f"{letter.name}: {len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} of a quote and its answer"]
    for pair in pairs:
        if pair.quote is None:
            continue
        lines.append(f"{pair.number:>3}  quote    {_place(pair.quote, letter.text)}")
        answer = answers.get(pair.quote)
        lines.append(f"     answer   {_place(answer.passage.span, letter.text) if answer else 'nothing is said to it'}")
        lines.append(f"     {_found(stage, record.debate, pair)}")
    return "\n".join(lines)


def _found(stage: Stage, debate: Debate, pair: CardPair) -> str:
    if pair.source is None or pair.source_link is None:
        return "found in no earlier message here"
    whose = f"{pair.source_guest}'s letter" if pair.source_guest else _whose(stage, debate, pair.source_link)
    return f"found in {whose}{', quoted with changes' if pair.changed else ''}"


def _whose(stage: Stage, debate: Debate, link: Link) -> str:
    """Which message stands behind `link`, by its author and time."""
    if link.message == debate.thread:  # a thread has the number of the message it was made from
        return "the opening"
    message = stage.env.backend.messages.get(link.channel, {}).get(link.message)
    name = stage.member_name(message.author_id) if message is not None else None
    at = snowflake_time(link.message)
    return f"{name or 'somebody'}'s message of {at.day} {at:%b %H:%M}"


def _place(span: Span, text: str) -> str:
    return f"[{span.start}:{span.end}] {shorten(span.of(text), EXCERPT_LIMIT, placeholder=' …')}"
