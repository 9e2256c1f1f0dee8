"""How exactly, and how fast, quotes are located: `python bench/locating.py [quotes of a set] [seeds]`.

Altered quotes with known spans, made by two sets of rules (`altered`, `quoters`), are looked for among made-up
statements, and among real ones where the shared texts lie beside the project. Where the very words stand in several
statements the nearest is meant: those are counted as twins, not as wrong. Of the wrong ones those are counted apart
whose words the place that was found has as well as their own: a shortened quote may suit either. Speed is given beside
rapidfuzz's extractOne and partial_ratio_alignment doing the same job on the same quotes in the same run.
"""

import csv
import re
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

_BRACKETED = re.compile(r"\[[^\]]*\]")
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
    either: bool = False
    """So it was, but that place has as many of the quote's words in order as its own: nobody could tell."""
    twin: bool = False
    """The very words were found in another statement: the nearest, as the rule says, so that none is wrong."""
    nothing: bool = False
    changed: bool = False


def outcome_of(quote: AlteredQuote, index: DebateIndex, texts: Sequence[str]) -> Outcome:
    """Locate a quote among all `texts`, which are indexed."""
    found = index.locate(quote.words)
    if found is None:
        return Outcome(quote.kind, nothing=True)
    here, there = found.span.of(texts[found.statement - 1]), quote.span.of(texts[quote.source])
    other = found.statement - 1 != quote.source
    if here == there or fold(here).words == fold(there).words:
        return Outcome(quote.kind, exact=True, near=True, twin=other, changed=found.changed)
    if other:
        either = words_in_order(quote.words, here) >= words_in_order(quote.words, there)
        return Outcome(quote.kind, wrong=True, either=either, changed=found.changed)
    near = found.span.overlap(quote.span) >= 0.9
    return Outcome(quote.kind, exact=found.span == quote.span, near=near, changed=found.changed)


def words_in_order(quote: str, place: str) -> int:
    """How many of the quote's words, those in brackets aside, stand in `place` in the quote's order."""
    ours, theirs = fold(_BRACKETED.sub(" ", quote)).words, fold(place).words
    row = [0] * (len(theirs) + 1)
    for word in ours:
        diagonal = 0
        for at, other in enumerate(theirs, 1):
            diagonal, row[at] = row[at], diagonal + 1 if word == other else max(row[at], row[at - 1])
    return row[-1]


def report_exactness(title: str, texts: Sequence[str], quotes: Sequence[AlteredQuote]) -> None:
    """Print, for each kind of alteration, how often the very span, nearly it, another statement or nothing is found."""
    index = index_of(texts)
    outcomes = [outcome_of(quote, index, texts) for quote in quotes]
    names = ("exact", "near", "wrong", "either", "twin", "nothing", "changed")
    print(f"\n{title}: {len(texts)} statements, {len(quotes)} quotes")
    heads = ("exact span", "IoU ≥ 0.9", "wrong", "of it either", "a twin", "nothing", "changed")
    widths = (11, 11, 9, 13, 9, 9, 9)
    print(" " * 24 + "".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
    for kind in (*dict.fromkeys(outcome.kind for outcome in outcomes), "all"):
        of_kind = [outcome for outcome in outcomes if kind in (outcome.kind, "all")]
        shares = [sum(getattr(outcome, name) for outcome in of_kind) / len(of_kind) for name in names]
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
    seeds = [100 * seed for seed in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1)]
    sets = {
        "made-up statements": made_up_texts(500),
        "a real debate": real_texts(),
        "a book of 1656": speeches(),
        "Polis comments": polis_comments(),
    }
    for title, texts in sets.items():
        if texts:
            cut = [quote for seed in seeds for quote in altered_quotes(texts, count, 11 + seed)]
            by_hand = [quote for seed in seeds for quote in quotes_by_hand(texts, count, 23 + seed)]
            report_exactness(f"{title}, cut anywhere", texts, cut)
            report_exactness(f"{title}, as people quote", texts, by_hand)
    report_speed(min(count, 600))
    report_reading()


if __name__ == "__main__":
    main()
