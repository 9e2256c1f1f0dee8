"""Quotes as people make them by hand and from memory, by whole sentences and clauses: a second set of alterations.

The first (`altered`) cuts at any word; this one cuts where people do, and mistypes, spells out, glosses and wraps as
they do. Made from a seed, the same every time, with the span each quote came from.
"""

import random
import re
from collections.abc import Callable, Sequence

from bench.altered import AlteredQuote
from deliberation.ids import Span

_AFTER_A_WORD = r"(?<=[a-z]{3}|[a-z]{2} )"
"""Not after "Mr" or a number."""
_CLAUSE_END = re.compile(rf"{_AFTER_A_WORD}[.?!;:,](?=\s|$)")
_SENTENCE_END = re.compile(rf"{_AFTER_A_WORD}[.?!](?=\s|$)")
_SPELLED_OUT = (
    (r"n't\b", " not"),
    (r"'ll\b", " will"),
    (r"'re\b", " are"),
    (r"\bit's\b", "it is"),
    (r"&", "and"),
    (r"isation\b", "ization"),
    (r"our\b", "or"),
    (r"\bdo not\b", "don't"),
    (r"\bcannot\b", "can not"),
    (r"\bwill not\b", "won't"),
)
_SMALL = frozenset(["the", "a", "an", "that", "of", "very", "just", "really", "so", "then", "also", "which"])
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LEAST_WORDS = 8


def quotes_by_hand(texts: Sequence[str], count: int, seed: int = 23) -> list[AlteredQuote]:
    """`count` quotes from `texts`, of every kind in turn; fewer where the texts have too few clauses."""
    chance = random.Random(seed)
    kinds = list(HABITS)
    quotes: list[AlteredQuote] = []
    for _ in range(20 * count):
        if len(quotes) == count:
            break
        kind = kinds[len(quotes) % len(kinds)]
        source = chance.randrange(len(texts))
        span = _clauses(texts[source], chance, most=900 if kind in _LONG else 300)
        words = HABITS[kind](span.of(texts[source]), chance) if span else None
        if span is not None and words is not None:
            quotes.append(AlteredQuote(kind, words, source, span))
    return quotes


def _clauses(text: str, chance: random.Random, most: int) -> Span | None:
    """One or more whole clauses of `text`, with the mark that ends the last, of at most `most` characters or so."""
    ends = [0, *(mark.end() for mark in _CLAUSE_END.finditer(text))]
    if len(ends) < 2:
        return None
    first = chance.randrange(len(ends) - 1)
    start = ends[first] + len(text[ends[first] :]) - len(text[ends[first] :].lstrip(' \n"”’)*'))
    later = [end for end in ends[first + 1 :] if end - start <= most and len(text[start:end].split()) >= _LEAST_WORDS]
    return Span(start, chance.choice(later)) if later else None


def _as_heard(words: str, chance: random.Random) -> str:
    """Small words dropped, as one quotes from memory."""
    parts = words.split()
    inner = [part for part in parts[1:-1] if part.lower() not in _SMALL or chance.random() < 0.5]
    return " ".join((parts[0], *inner, parts[-1]))


def _mistyped(words: str, chance: random.Random) -> str:
    """A slip of the fingers in one of twelve words: a neighbouring key, a letter lost, doubled or swapped."""
    parts = words.split()
    for _ in range(max(1, len(parts) // 12)):
        at = chance.randrange(len(parts))
        word = parts[at]
        if len(word) < 5:
            continue
        k = chance.randrange(1, len(word) - 1)
        row = next((row for row in _KEYS if word[k] in row), None)
        beside = row[row.index(word[k]) - 1] if row else word[k]
        parts[at] = chance.choice(
            (
                word[:k] + beside + word[k + 1 :],
                word[:k] + word[k + 1 :],
                word[:k] + word[k] + word[k:],
                word[:k] + word[k + 1] + word[k] + word[k + 2 :],
            )
        )
    return " ".join(parts)


def _spelled_out(words: str, chance: random.Random) -> str | None:
    """Contractions, ampersands and British spelling the other way round."""
    changed = words
    for pattern, other in _SPELLED_OUT:
        changed = re.sub(pattern, other, changed)
    return changed if changed != words else None


def _without_a_sentence(words: str, chance: random.Random) -> str | None:
    """A whole sentence of the middle left out, unmarked."""
    ends = [mark.end() for mark in _SENTENCE_END.finditer(words)]
    if len(ends) < 3:
        return None
    gone = chance.randrange(1, len(ends) - 1)
    return words[: ends[gone - 1]] + words[ends[gone] :]


def _ends_only(words: str, chance: random.Random) -> str | None:
    """The first and the last clause with a mark between."""
    ends = [mark.end() for mark in _CLAUSE_END.finditer(words)]
    if len(ends) < 3 or min(len(words[: ends[0]].split()), len(words[ends[-2] :].split())) < 3:
        return None
    return (
        words[: ends[0]].rstrip(",;:") + chance.choice((" ... ", " [...] ", " […] ", "… ")) + words[ends[-2] :].strip()
    )


def _glossed(words: str, chance: random.Random) -> str:
    """A word explained in brackets, and a capital put in brackets."""
    parts = words.split()
    at = chance.randrange(1, len(parts) - 1)
    parts[at] += " " + chance.choice(("[meaning us]", "[my emphasis]", "[here]", "[sic]"))
    if parts[0][0].isalpha():
        parts[0] = f"[{parts[0][0].swapcase()}]{parts[0][1:]}"
    return " ".join(parts)


def _hyphenated(words: str, chance: random.Random) -> str:
    """Wrapped with words parted at line ends, as copied from a page."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) < 46:
            lines[-1] += f" {word}" if lines[-1] else word
        elif len(word) > 8 and word.isalpha():
            lines[-1] += f" {word[: len(word) // 2]}-"
            lines.append(word[len(word) // 2 :])
        else:
            lines.append(word)
    return "\n".join(lines)


def _trailing(words: str, chance: random.Random) -> str:
    """Dots before and behind, and another mark at the end."""
    return f"… {words.rstrip('.,;:!?')} …"


def _emphasised(words: str, chance: random.Random) -> str:
    """A few words set off with markdown, curly quote marks, dashes of another kind."""
    parts = words.replace("'", "’").replace(" - ", " — ").replace('"', "”").split()
    first = chance.randrange(len(parts) - 2)
    mark = chance.choice(("**", "*", "__", "~~", "`"))
    parts[first] = mark + parts[first]
    parts[first + 2] += mark
    return " ".join(parts)


HABITS: dict[str, Callable[[str, random.Random], str | None]] = {
    "copied": lambda words, chance: words,
    "emphasised": _emphasised,
    "dots around": _trailing,
    "words parted": _hyphenated,
    "a sentence left out": _without_a_sentence,
    "ends only, marked": _ends_only,
    "small words dropped": _as_heard,
    "mistyped": _mistyped,
    "spelled out": _spelled_out,
    "glossed": _glossed,
}
_LONG = frozenset(("a sentence left out", "ends only, marked"))
