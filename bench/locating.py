"""How exactly, and how fast, quotes are located: `python bench/locating.py [quotes]`.

Altered quotes with known spans, made by two sets of rules (`altered`, `quoters`), are looked for among made-up
statements, and among real ones where the shared texts lie beside the project. Speed is given beside rapidfuzz's
extractOne and partial_ratio_alignment doing the same job on the same quotes in the same run.
"""

import csv
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.altered import AlteredQuote, altered_quotes, made_up_texts
from bench.hobbes import EDITION, read_book
from bench.quoters import quotes_by_hand
from deliberation.ids import StatementId
from deliberation.locating import DebateIndex
from deliberation.locating.folding import fold
from deliberation.reading import read_in_line

SHARED = Path(__file__).parents[1] / ".." / "shared"


def index_of(texts: Sequence[str]) -> DebateIndex:
    """An index of `texts`, numbered from 1."""
    index = DebateIndex()
    for number, text in enumerate(texts, 1):
        index.add(StatementId(number), 1, text)
    return index


def real_texts() -> list[str]:
    """The arguments of a real debate, each once; none where the shared texts are absent."""
    arguments = SHARED / "stance" / "nixon-kennedy-1960.tsv"
    if not arguments.exists():
        return []
    with arguments.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        found = {row[name] for row in rows for name in ("argument1", "argument2")}
    return sorted(text for text in found if text and len(text) > 300)


def polis_comments() -> list[str]:
    """The comments of the shared Polis conversations, each once; none where they are absent."""
    found: dict[str, None] = {}
    for path in sorted((SHARED / "polis").glob("*/comments.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found.update((row["comment-body"], None) for row in csv.DictReader(file))
    return list(found)


def speeches() -> list[str]:
    """The speeches of a book of 1656; none where it is absent."""
    return [speech.text for speech in read_book().speeches] if EDITION.exists() else []


@dataclass(frozen=True)
class Outcome:
    """What became of an altered quote."""

    kind: str
    exact: bool = False
    """Its very span was found, or the same words elsewhere."""
    near: bool = False
    """A span was found that overlaps its own by nine tenths."""
    wrong: bool = False
    """Another statement was found, which says it differently."""
    twin: bool = False
    """So it was, but that statement suits the quote as well as its own: nobody could tell."""
    nothing: bool = False
    changed: bool = False


def outcome_of(quote: AlteredQuote, index: DebateIndex, texts: Sequence[str]) -> Outcome:
    """Locate a quote among all `texts`, which are indexed."""
    found = index.locate(quote.words)
    if found is None:
        return Outcome(quote.kind, nothing=True)
    here, there = found.span.of(texts[found.statement - 1]), quote.span.of(texts[quote.source])
    if here == there or fold(here).words == fold(there).words:
        return Outcome(quote.kind, exact=True, near=True, changed=found.changed)
    if found.statement - 1 != quote.source:
        own = index_of([texts[quote.source]]).locate(quote.words)
        twin = own is None or own.score <= found.score
        return Outcome(quote.kind, wrong=True, twin=twin, changed=found.changed)
    near = found.span.overlap(quote.span) >= 0.9
    return Outcome(quote.kind, exact=found.span == quote.span, near=near, changed=found.changed)


def report_exactness(title: str, texts: Sequence[str], quotes: Sequence[AlteredQuote]) -> None:
    """Print, for each kind of alteration, how often the very span, nearly it, another statement or nothing is found."""
    index = index_of(texts)
    outcomes = [outcome_of(quote, index, texts) for quote in quotes]
    names = ("exact", "near", "wrong", "twin", "nothing", "changed")
    print(f"\n{title}: {len(texts)} statements, {len(quotes)} quotes")
    print(f"{'':24}{'exact span':>11}{'IoU ≥ 0.9':>11}{'wrong':>9}{'(a twin)':>9}{'nothing':>9}{'changed':>9}")
    for kind in (*dict.fromkeys(outcome.kind for outcome in outcomes), "all"):
        of_kind = [outcome for outcome in outcomes if kind in (outcome.kind, "all")]
        shares = [sum(getattr(outcome, name) for outcome in of_kind) / len(of_kind) for name in names]
        widths = (11, 11, 9, 9, 9, 9)
        cells = (f"{share:>{width}.2%}" for share, width in zip(shares, widths, strict=True))
        print(f"{kind:24}" + "".join(cells))


def seconds_each(index: DebateIndex, quotes: Sequence[AlteredQuote]) -> float:
    """Seconds for one quote, once everything is warm."""
    for quote in quotes[:20]:
        index.locate(quote.words)
    started = time.process_time()
    for quote in quotes:
        index.locate(quote.words)
    return (time.process_time() - started) / len(quotes)


def report_speed(count: int) -> None:
    """Print the time for one quote among 500 and 20,000 statements, beside rapidfuzz among the 500."""
    texts = made_up_texts(500)
    quotes = altered_quotes(texts, count)
    started = time.process_time()
    small = index_of(texts)
    seconds_each(small, quotes[:1])
    built = time.process_time() - started
    many = made_up_texts(20_000, seed=3)
    quotes_of_many = altered_quotes(many, count)
    large = index_of(many)
    turns = [(seconds_each(small, quotes), seconds_each(large, quotes_of_many)) for _ in range(3)]
    ours, ours_of_many = (min(times) for times in zip(*turns, strict=True))
    megabytes, megabytes_of_many = (sum(map(len, said)) / 1e6 for said in (texts, many))
    print(f"\n500 statements, {megabytes:.2f} MB: {built:.2f} s to index, {ours * 1e3:.2f} ms for a quote")
    grown = f"{ours_of_many * 1e3:.2f} ms for a quote, {ours_of_many / ours:.2f} ×"
    print(f"20,000 statements, {megabytes_of_many:.1f} MB: {grown}")
    print(f"the index takes {large.nbytes() / 1e6 / megabytes_of_many:.1f} MB for 1 MB of text")
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        print("rapidfuzz is not installed; to compare: uv pip install rapidfuzz")
        return
    some = quotes[: max(6, count // 20)]
    exact = 0
    started = time.process_time()
    for quote in some:
        _, _, best = process.extractOne(quote.words, texts, scorer=fuzz.partial_ratio)
        found = fuzz.partial_ratio_alignment(quote.words, texts[best])
        exact += found is not None and (best, found.dest_start, found.dest_end) == (
            quote.source,
            quote.span.start,
            quote.span.end,
        )
    theirs = (time.process_time() - started) / len(some)
    share = exact / len(some)
    print(f"rapidfuzz: {theirs * 1e3:.1f} ms for a quote, {share:.0%} exact spans; {theirs / ours:.0f} × as long")


def report_reading() -> None:
    """Print how fast replies are read."""
    paragraphs = made_up_texts(40, seed=5)
    for number in range(0, 40, 8):
        paragraphs[number] = f"> {paragraphs[number][:200]}\n\n{paragraphs[number]}"
    text = "\n\n".join(paragraphs) * 20
    started = time.process_time()
    pairs = read_in_line(text)
    took = time.process_time() - started
    print(f"\nreading: {len(text) / took / 1e6:.0f} MB/s of a reply with {len(pairs)} quotes")


def main() -> None:
    """Print every figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_200
    sets = {
        "made-up statements": made_up_texts(500),
        "a real debate": real_texts(),
        "a book of 1656": speeches(),
        "Polis comments": polis_comments(),
    }
    for title, texts in sets.items():
        if texts:
            report_exactness(f"{title}, cut anywhere", texts, altered_quotes(texts, count))
            report_exactness(f"{title}, as people quote", texts, quotes_by_hand(texts, count))
    report_speed(min(count, 600))
    report_reading()


if __name__ == "__main__":
    main()
