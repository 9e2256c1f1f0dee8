"""Letters given on the command line: read before anything is played, and what the bot made of them afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.rehearsal.errors import CannotRehearse
from bot.rehearsal.stage import Stage
from deliberation.card import Card, CardPair
from deliberation.errors import Refusal
from deliberation.ids import Span, StatementId
from deliberation.reading import read_in_line
from deliberation.record import DebateRecord
from deliberation.statement import LETTER_LIMIT, letter_text
from prompts import posts


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
        return Letter(path.name, data, letter_text(data, path.name))
    except Refusal as refused:
        raise CannotRehearse(f"{path}: {' '.join(posts.refusal(refused).split())}") from None


async def tell_pairs(stage: Stage, message: int, letter: Letter, write: Callable[[str], None]) -> None:
    """Write which pairs of quote and answer the bot has recorded for `letter`, dropped as `message`, and where each
    quote was found. Spans are counted in the characters of the letter's text.
    """
    record = await stage.record()
    card = await stage.bot.store.card(record.debate.key, StatementId(message))
    spans = {span.start: span for span in _answered(record, StatementId(message))}
    read = read_in_line(letter.text)
    write(f"{letter.name} answers {len(read)} quoted passages:")
    for number, pair in enumerate(read, start=1):
        recorded = spans.get(pair.quote.start)
        response = pair.response
        write(f"{number:>2}. quote    [{pair.quote.start}:{pair.quote.end}] {_excerpt(pair.quote, letter.text)}")
        if response is not None:
            kept = "" if recorded == pair.quote else " (not recorded)"
            write(f"    response [{response.start}:{response.end}] {_excerpt(response, letter.text)}{kept}")
        write(f"    {_found(card, number, stage)}")


def _answered(record: DebateRecord, statement: StatementId) -> tuple[Span, ...]:
    return tuple(
        counterpoint.quote for counterpoint in record.counterpoints if counterpoint.passage.statement == statement
    )


def _found(card: Card | None, number: int, stage: Stage) -> str:
    pair = next((pair for pair in card.pairs if pair.number == number), None) if card is not None else None
    if pair is None:
        return "not recorded"
    if pair.source is None:
        return "found in no earlier message here"
    where = "found, with changes" if pair.changed else "found"
    return f"{where}, in {_whose(pair)} message {pair.source_link.message if pair.source_link else ''}"


def _whose(pair: CardPair) -> str:
    return f"{pair.source_guest}'s" if pair.source_guest else "a member's"


def _excerpt(span: Span, text: str, most: int = 60) -> str:
    words = " ".join(span.of(text).split())
    return words if len(words) <= most else f"{words[:most]}…"
