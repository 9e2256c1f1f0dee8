"""Quotes in prose, found and not invented: `python bench/prose.py [letters]`.

Letters are put together from altered quotes with known spans, between quotation marks of six kinds, with and without
"You say," before them, and sentences of other statements as answers. Beside it, words that nobody said so, taken from
statements which are not among the sources, are put between quotation marks.
"""

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence

from bench.altered import AlteredQuote, altered_quotes, made_up_texts
from bench.locating import real_texts
from deliberation.ids import Span
from deliberation.parsing import Sources, located_pairs, parse, read

INTRODUCED = ("You say, {}", "You doubt that {}", "Mara writes: {}", "And then you ask: {}", "In your words: {}")
BARE = ("{}", "The claim that {} is wrong.", "As for {}, hm.", "I am tired of {} by now.")
MARKS = (('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"), ("«\u00a0", "\u00a0»"), ("„", "“"))
UNQUOTABLE = re.compile(r"[\"“”‘’'\n]{2}|[\"“”]")


def letter(quotes: Sequence[AlteredQuote], answers: Sequence[str], chance: random.Random) -> tuple[str, list[Span]]:
    """A letter that answers `quotes`, and where each stands in it."""
    text = ""
    spans: list[Span] = []
    for quote in quotes:
        before, after = chance.choice(INTRODUCED + BARE).split("{}")
        opening, closing = chance.choice(MARKS)
        text += before + opening
        spans.append(Span(len(text), len(text) + len(quote.words)))
        text += quote.words + closing + (after or ".") + " " + " ".join(chance.sample(answers, 2)) + "\n\n"
    return text, spans


def report_found(title: str, texts: Sequence[str], letters: int) -> None:
    """Print how many quotes are found, whole, with their source."""
    chance = random.Random(29)
    sources, others = texts[::2], texts[1::2]
    usable = [
        quote
        for quote in altered_quotes(sources, 4 * letters)
        if not UNQUOTABLE.search(quote.words) and len(quote.words.split()) >= 6
    ]
    answers = [part.strip() + "." for text in others for part in re.split(r"[.?!]", text) if len(part.split()) > 4]
    answers = [answer for answer in answers if not UNQUOTABLE.search(answer)]
    held = Sources()
    held.become(sources)
    outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    extra = 0
    for _ in range(letters):
        quotes = chance.sample(usable, 2)
        text, spans = letter(quotes, answers, chance)
        pairs = {found.pair.quote: found for found in parse(text, held).pairs}
        for quote, span in zip(quotes, spans, strict=True):
            found = pairs.pop(span, None)
            outcome = outcomes[quote.kind]
            outcome["all"] += 1
            outcome["found"] += found is not None
            outcome["source"] += bool(found and found.located and found.located.statement - 1 == quote.source)
        extra += len(pairs)
    print(f"\n{title}: {letters} letters")
    for kind, outcome in outcomes.items():
        shares = [outcome[name] / outcome["all"] for name in ("found", "source")]
        print(f"{kind:24}{outcome['all']:>5} quotes: {shares[0]:.1%} read whole, {shares[1]:.1%} with their source")
    print(f"{extra} quotes that nobody quoted")


def report_invented(title: str, texts: Sequence[str], count: int) -> None:
    """Print how often words that are not the sources' are taken for a quote of them."""
    chance = random.Random(31)
    sources, others = texts[::2], texts[1::2]
    said = " ".join(" ".join(re.findall(r"\w+", text.lower())) for text in sources)
    held = Sources()
    held.become(sources)
    tried: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    sure = 0
    while sum(tried.values()) < count:
        words = chance.choice(others).split()
        length = chance.randint(3, 10)
        start = chance.randrange(max(1, len(words) - length))
        quoted = " ".join(words[start : start + length])
        if UNQUOTABLE.search(quoted) or " ".join(re.findall(r"\w+", quoted.lower())) in said:
            continue
        for kind, forms in (("introduced", INTRODUCED), ("not introduced", BARE)):
            text = chance.choice(forms).format(f"“{quoted}”")
            tried[kind] += 1
            taken[kind] += bool(parse(text, held).pairs)
            sure += bool(located_pairs(read(text), held.locate, sure=True))
    for kind, number in tried.items():
        print(f"{kind:24}{number:>5} that nobody said so: {taken[kind] / number:.1%} taken for a quote")
    print(f"{sure} where nothing may differ, as in the bot")


def main() -> None:
    """Print every figure."""
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    for title, texts in (("made-up statements", made_up_texts(400)), ("a real debate", real_texts())):
        if texts:
            report_found(title, texts, letters)
            report_invented(title, texts, 4 * letters)


if __name__ == "__main__":
    main()
