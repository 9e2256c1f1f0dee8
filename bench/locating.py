"""How exactly, and how fast, quotes are located: `python bench/locating.py [quotes]`.

Altered quotes with known spans are looked for among made-up statements, and among real ones where the shared texts
lie beside the project. Speed is given beside rapidfuzz's extractOne and partial_ratio_alignment doing the same job
on the same quotes in the same run.
"""

import csv
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.altered import AlteredQuote, altered_quotes, made_up_texts
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


def _same_words(one: str, other: str) -> bool:
    """Whether two passages say the same: arguments of a real debate repeat one another."""
    return one == other or fold(one).words == fold(other).words


def report_exactness(title: str, texts: Sequence[str], quotes: Sequence[AlteredQuote]) -> None:
    """Print, for each kind of alteration, how often the very span, nearly it, another statement or nothing is found."""
    index = index_of(texts)
    outcomes: dict[str, Counter[str]] = {}
    for quote in quotes:
        outcome = outcomes.setdefault(quote.kind, Counter())
        outcome["all"] += 1
        found = index.locate(quote.words)
        if found is None:
            outcome["nothing"] += 1
        elif _same_words(found.span.of(texts[found.statement - 1]), quote.span.of(texts[quote.source])):
            outcome.update(("exact", "near", *(["changed"] if found.changed else [])))
        elif found.statement - 1 != quote.source:
            outcome["wrong"] += 1
        else:
            outcome["exact"] += found.span == quote.span
            outcome["near"] += found.span.overlap(quote.span) >= 0.9
            outcome["changed"] += found.changed
    print(f"\n{title}: {len(texts)} statements, {len(quotes)} quotes")
    print(f"{'':24}{'exact span':>11}{'IoU ≥ 0.9':>11}{'wrong':>8}{'nothing':>9}{'changed':>9}")
    for kind, outcome in outcomes.items():
        shares = [outcome[name] / outcome["all"] for name in ("exact", "near", "wrong", "nothing", "changed")]
        widths = (11, 11, 8, 9, 9)
        print(f"{kind:24}" + "".join(f"{share:>{width}.1%}" for share, width in zip(shares, widths, strict=True)))


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
    megabytes = sum(map(len, texts)) / 1e6
    ours = seconds_each(small, quotes)
    print(f"\n500 statements, {megabytes:.2f} MB: {built:.2f} s to index, {ours * 1e3:.2f} ms for a quote")
    many = made_up_texts(20_000, seed=3)
    quotes_of_many = altered_quotes(many, count)
    large = index_of(many)
    ours_of_many = seconds_each(large, quotes_of_many)
    megabytes = sum(map(len, many)) / 1e6
    print(
        f"20,000 statements, {megabytes:.1f} MB: {ours_of_many * 1e3:.2f} ms for a quote, {ours_of_many / ours:.2f} ×"
    )
    print(f"the index takes {large.nbytes() / 1e6 / megabytes:.1f} MB for 1 MB of text")
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
    texts = made_up_texts(500)
    report_exactness("made-up statements", texts, altered_quotes(texts, count))
    real = real_texts()
    if real:
        report_exactness("a real debate", real, altered_quotes(real, count))
    report_speed(min(count, 600))
    report_reading()


if __name__ == "__main__":
    main()
