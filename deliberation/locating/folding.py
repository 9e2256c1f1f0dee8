"""Folding: the words of a text and where they stand, so that two spellings of the same words are the same.

White space, case, accents, quote marks, dashes, ellipses and markdown's marks fall away, because what is compared is
the sequence of words; the offsets lead back to the text as it was given.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d"
    "\u00ad\u2060\ufeff\u20d0-\u20ff\ufe20-\ufe2f"
)
_WIDE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that put no blanks between words: each letter counts as a word."""
_LETTER = rf"[^\W_{_WIDE}]"
_WORD = re.compile(rf"([{_WIDE}]|{_LETTER}[{_MARKS}]*(?:['’ʼ]?{_LETTER}[{_MARKS}]*)*|&)")
_ASCII_WORD = re.compile(r"([a-z0-9]+(?:'[a-z0-9]+)*|&)")
_WIDE_LETTER = re.compile(f"[{_WIDE}]")
_UNSEEN = re.compile(r"\]\([^()\s]{0,2000}\)|<a?:\w{1,64}(:\d{1,20})>")
"""What a reader does not see of a link and of an emoji."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The words of a text, lower case, each with its first character and the one after its last."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)


def fold(text: str) -> Folded:
    """The words of `text`; a link's address and an emoji's number are no words."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(map(_lowered, text))
    parts = (_ASCII_WORD if lowered.isascii() else _WORD).split(lowered)
    ends = list(accumulate(map(len, parts)))
    folded = Folded(parts[1::2], ends[0:-1:2], ends[1::2])
    if "](" in text or "<" in text:
        unseen = [found.span(1) if found[1] else found.span() for found in _UNSEEN.finditer(text)]
        if unseen:
            folded = _kept(folded, unseen)
    return folded


def key_of(word: str) -> str:
    """What `word`, lower case, has in common with its other spellings: no accents, no apostrophes; & is and."""
    if word == "&":
        return "and"
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word).casefold()
        word = "".join(letter for letter in word if unicodedata.category(letter) not in ("Mn", "Cf", "Me")) or word
    return word.replace("'", "").replace("’", "").replace("ʼ", "")


def weight_of(word: str) -> int:
    """How much a word says: its letters, two for a letter of a script without blanks."""
    return 2 if len(word) == 1 and _WIDE_LETTER.match(word) else len(word)


def _lowered(character: str) -> str:
    """`character` in lower case where that is one character."""
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def _kept(folded: Folded, unseen: Iterable[tuple[int, int]]) -> Folded:
    """`folded` without the words that begin in one of the spans `unseen`, which are in order."""
    spans = list(unseen)
    firsts = [start for start, _ in spans]
    kept: list[int] = []
    for number, start in enumerate(folded.starts):
        before = bisect_right(firsts, start) - 1
        if before < 0 or start >= spans[before][1]:
            kept.append(number)
    return Folded(
        [folded.words[number] for number in kept],
        [folded.starts[number] for number in kept],
        [folded.ends[number] for number in kept],
    )
