"""Quotes altered as people alter them, with the span they came from: made from a seed, the same every time."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from deliberation.ids import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_COMMON = _WORD.findall(
    "the of and to a in that it is was for on with as be at by this are from or had not but what all were when we "
    "there can an your which their if will each about how up out them then she many some so these would other into "
    "has more two like him see time could no make than first been its who now my over did down only way find use"
)
_SYLLABLES = _WORD.findall("ba den cor lis mun ter ra vel sto pin que al for shi gan dro mel ut pra nex")


@dataclass(frozen=True)
class AlteredQuote:
    """A quote, how it was altered, and where in which text it came from."""

    kind: str
    words: str
    source: int
    span: Span


def made_up_texts(count: int, seed: int = 7) -> list[str]:
    """`count` statements of about 1,200 characters whose words are as unevenly frequent as a language's (Zipf)."""
    chance = random.Random(seed)
    rare = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(6_000)]
    words = list(dict.fromkeys(_COMMON + rare))
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    texts: list[str] = []
    for _ in range(count):
        sentences: list[str] = []
        for _ in range(chance.randint(8, 16)):
            said = chance.choices(words, cum_weights=weights, k=chance.randint(6, 28))
            if len(said) > 12:
                said[len(said) // 2] += ","
            sentences.append(" ".join(said).capitalize() + chance.choice("....?"))
        breaks = [" " if chance.random() < 0.8 else "\n\n" for _ in sentences]
        texts.append("".join(sentence + gap for sentence, gap in zip(sentences, breaks, strict=True)).strip())
    return texts


def altered_quotes(texts: Sequence[str], count: int, seed: int = 11) -> list[AlteredQuote]:
    """`count` quotes from `texts`, of every kind in turn."""
    chance = random.Random(seed)
    quotes: list[AlteredQuote] = []
    kinds = list(ALTERATIONS)
    while len(quotes) < count:
        kind = kinds[len(quotes) % len(kinds)]
        source = chance.randrange(len(texts))
        span = _a_span(texts[source], chance)
        if span is not None:
            words = ALTERATIONS[kind](span.of(texts[source]), chance)
            quotes.append(AlteredQuote(kind, words, source, span))
    return quotes


def _a_span(text: str, chance: random.Random) -> Span | None:
    """A run of 8 to 60 words of `text`, with the full stop after it where there is one; None where too few."""
    words = list(_WORD.finditer(text))
    length = chance.randint(8, 60)
    if len(words) < length + 2:
        return None
    first = chance.randrange(len(words) - length)
    if chance.random() < 0.5:
        while first and text[words[first - 1].end()] not in ".?!":
            first -= 1
    end = words[min(first + length, len(words)) - 1].end()
    if text[end : end + 1] in (".", "?", "!"):
        end += 1
    return Span(words[first].start(), end)


def _same(words: str, chance: random.Random) -> str:
    return words


def _rewrapped(words: str, chance: random.Random) -> str:
    """Other line ends, other quote marks and dashes, emphasis, perhaps another case."""
    width = chance.randint(30, 70)
    lines: list[str] = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    text = "\n".join(lines).replace("'", "’").replace('"', "”").replace("–", "-").replace("—", "--")
    if chance.random() < 0.3:
        inner = text.split(" ")
        inner[len(inner) // 2] = f"**{inner[len(inner) // 2]}**"
        text = " ".join(inner)
    return text.lower() if chance.random() < 0.2 else text


def _without_middle(words: str, chance: random.Random, mark: str) -> str:
    """Some words of the middle left out."""
    parts = words.split(" ")
    first = chance.randint(2, max(2, len(parts) // 2))
    length = chance.randint(1, max(1, len(parts) - first - 3))
    return " ".join(parts[:first]) + mark + " ".join(parts[first + length :])


def _shortened(words: str, chance: random.Random) -> str:
    return _without_middle(words, chance, " ")


def _shortened_with_mark(words: str, chance: random.Random) -> str:
    return _without_middle(words, chance, chance.choice([" … ", " ... ", " [...] ", " […] ", "… "]))


def _edited(words: str, chance: random.Random) -> str:
    """One to three small edits: letters swapped, a word replaced, dropped or added."""
    parts = words.split(" ")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(parts))
        inner = chance.randrange(1, len(parts) - 1)
        edit = chance.randrange(4)
        if edit == 0 and len(parts[at]) > 4:
            middle = len(parts[at]) // 2
            parts[at] = parts[at][: middle - 1] + parts[at][middle] + parts[at][middle - 1] + parts[at][middle + 1 :]
        elif edit == 1:
            parts[at] = re.sub(r"\w+", chance.choice(_COMMON), parts[at], count=1)
        elif edit == 2 and len(parts) > 7:
            del parts[inner]
        else:
            parts.insert(inner, chance.choice(_COMMON))
    return " ".join(parts)


def _bracketed(words: str, chance: random.Random) -> str:
    """Words replaced, or added, in square brackets."""
    parts = words.split(" ")
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(parts))
        parts[at] = re.sub(r"\w+", f"[{chance.choice(_COMMON)}]", parts[at], count=1)
    return " ".join(parts)


ALTERATIONS: dict[str, Callable[[str, random.Random], str]] = {
    "verbatim": _same,
    "rewrapped": _rewrapped,
    "shortened": _shortened,
    "shortened with a mark": _shortened_with_mark,
    "edited": _edited,
    "bracketed": _bracketed,
}
