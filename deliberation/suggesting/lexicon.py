"""The lexicon: phrases by which people show where they stand, per language, as `cues/*.toml` lists them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import log
from typing import Any, cast

from deliberation.suggesting.sentences import END, PAUSE, Sentence, Spelling

LANGUAGES = ("en", "de")
"""The languages whose cues are shipped, the one that is assumed in doubt first."""

STRENGTHS = {"strong": 0.95, "likely": 0.88, "slight": 0.70, "none": 0.5}
"""How often somebody who uses a phrase means it so, by the names the files use."""

_START = "^"
_MOST_PADDING = 3
_SAMPLE = 200

_Words = tuple[str, ...]


class Says(StrEnum):
    """What a phrase says, by itself or about the phrases around it."""

    AGREE = "agree"
    DISAGREE = "disagree"
    CONCEDE = "concede"
    """Grants something; which side it is on shows in what follows."""
    UNDECIDED = "undecided"
    NOTHING = "nothing"
    """Looks like one of those above and is none."""
    NEGATES = "negates"
    """What follows in its clause is not said: it is denied, asked, supposed or reported."""
    REVERSES = "reverses"
    """An agreement that follows in its clause is a disagreement ("I don't think …")."""
    SUBORDINATES = "subordinates"
    """An agreement that follows in its clause is only granted ("while I agree …")."""
    CONTRASTS = "contrasts"
    """The main thing comes now ("but")."""
    LIMITS = "limits"
    """The main thing was said; this takes something back ("although")."""
    HEDGES = "hedges"
    """What stands beside it holds in part."""
    SUPPOSES = "supposes"
    """What was said before it in the sentence holds under a condition."""
    MOCKS = "mocks"
    """Agreement in this text is not meant."""
    JESTS = "jests"
    """Nothing in this text is meant."""

    @property
    def opinion(self) -> bool:
        """Whether it is about the matter, not about other phrases."""
        return self in _OPINIONS


_OPINIONS = frozenset({Says.AGREE, Says.DISAGREE, Says.CONCEDE, Says.UNDECIDED, Says.NOTHING})


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """A group of phrases that say the same."""

    says: Says
    weight: float
    """The log-odds that it is meant so."""
    contrasted: float | None
    """What it says before a "but", as log-odds, above 0 for agreement; None where that changes nothing."""
    partly: bool
    """Says it of a part only."""
    asked: bool
    """Counts only in a question; the others only outside one."""
    anywhere: bool
    """Counts in the middle of an answer, too."""
    answers: bool
    """Answers the question where there is one before it: then it says nothing about the view."""
    tentative: bool
    """Says nothing under a condition ("I would agree if")."""
    reach: int
    """Over how many words it works on others."""


@dataclass(slots=True)
class Node:
    """A step in the phrases' tree: what may follow, and what ends here."""

    following: dict[str, "Node"] = field(default_factory=dict[str, "Node"])
    ends: list[Cues] = field(default_factory=list[Cues])


@dataclass(frozen=True, slots=True)
class Match:
    """A group's phrase at the words `start` to `end` (exclusive) of a sentence."""

    cues: Cues
    start: int
    end: int
    """Without a pause that the phrase ends with, where it is an opinion."""
    padded: int = 0
    """How many words of it are padding."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language's phrases."""

    code: str
    common: frozenset[str]
    """Frequent words that no other language here has."""
    spelling: Spelling
    openers: frozenset[str]
    """Words that may stand before the beginning of what a sentence says."""
    padding: frozenset[str]
    """Words that may stand inside a phrase without changing it."""
    negations: frozenset[str]
    """Words that deny the sentence they stand in."""
    phrases: Node

    def matches(self, sentence: Sentence) -> list[Match]:
        """Every phrase found in `sentence`, the longest from each word of each group, by their first words."""
        words = [word.text for word in sentence.words]
        beginning = 0
        while words[beginning] == PAUSE or words[beginning] in self.openers:
            beginning += 1
        found: list[Match] = []
        for start, word in enumerate(words):
            if word in self.phrases.following:
                self._walk(self.phrases, words, start, found)
            if start <= beginning and (start == 0 or words[start - 1] == PAUSE or words[start - 1] in self.openers):
                self._walk(self.phrases.following.get(_START, Node()), words, start, found)
        return found

    def _walk(self, root: Node, words: Sequence[str], start: int, found: list[Match]) -> None:
        """Add to `found` the phrases below `root` that begin at `start`."""
        states: list[tuple[Node, int, int]] = [(root, 0, 0)]
        longest: dict[int, Match] = {}
        at = start
        while states and at < len(words):
            following: list[tuple[Node, int, int]] = []
            for node, run, padded in states:
                child = node.following.get(words[at])
                if child is not None:
                    following.append((child, 0, padded))
                    pause = words[at] in (PAUSE, END)
                    for cues in child.ends:
                        end = at if pause and cues.says.opinion else at + 1
                        longest[id(cues)] = Match(cues, start, end, padded)
                if node is not root and run < _MOST_PADDING and words[at] in self.padding:
                    following.append((node, run + 1, padded + 1))
            states = following
            at += 1
        found.extend(longest.values())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The languages there are cues for, the one that is assumed in doubt first."""

    languages: tuple[Language, ...]

    def language_of(self, words: Sequence[str]) -> Language:
        """The language whose frequent words turn up most among the first of `words`."""
        sample = words[:_SAMPLE]
        return max(self.languages, key=lambda language: sum(word in language.common for word in sample))


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that is part of the program, read once.

    This is the one thing the core reads: the lists lie beside the code in the package, like code that is imported.
    """
    folder = files("deliberation.suggesting") / "cues"
    return Lexicon(tuple(language((folder / f"{code}.toml").read_text(encoding="utf-8")) for code in LANGUAGES))


def language(toml: str) -> Language:
    """The language that a cue file describes; `cues/en.toml` says how such a file is written.

    Raises:
        ValueError: it is not TOML, lacks something, or holds what no cue file knows.
    """
    data = tomllib.loads(toml)
    try:
        spelled = Spelling(_split(data.get("spellings", {})), _split(data.get("endings", {})))
        kinds = {name: tuple(words) for name, words in data.get("kinds", {}).items()}
        root = Node()
        for group in data["cues"]:
            cues = _cues(group)
            for phrase in group["phrases"]:
                for words in _expanded(phrase, kinds):
                    _add(root, words, cues)
        return Language(
            code=data["language"],
            common=frozenset(data["common"]),
            spelling=spelled,
            openers=frozenset(data["openers"]),
            padding=frozenset(data["padding"]),
            negations=frozenset(data["negations"]),
            phrases=root,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a cue file: {error}") from error


def _split(spellings: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(stands_for.split()) for word, stands_for in spellings.items()}


_FIELDS = frozenset(
    ("says", "weight", "but", "partly", "asked", "anywhere", "answers", "tentative", "reach", "phrases")
)


def _cues(group: Mapping[str, Any]) -> Cues:
    unknown = group.keys() - _FIELDS
    if unknown:
        raise ValueError(f"not a cue file: {', '.join(sorted(unknown))}")
    but = group.get("but")
    return Cues(
        says=Says(group["says"]),
        weight=log_odds(STRENGTHS[group.get("weight", "none")]),
        contrasted=None if but is None else _signed(cast("str", but)),
        partly=group.get("partly", False),
        asked=group.get("asked", False),
        anywhere=group.get("anywhere", False),
        answers=group.get("answers", False),
        tentative=group.get("tentative", False),
        reach=group.get("reach", 8),
    )


def log_odds(share: float) -> float:
    """The natural logarithm of `share` against the rest, 0 for one half."""
    return log(share / (1 - share))


def _signed(name: str) -> float:
    """The log-odds of "agree likely", "disagree slight" or "none"."""
    side, _, strength = name.partition(" ")
    if side == "none":
        return 0.0
    return log_odds(STRENGTHS[strength]) * {"agree": 1, "disagree": -1}[side]


_PIECE = re.compile(r"\{(\w+)\}|([()|?])|([^\s(){}|?]+)|(\S)")


def _expanded(phrase: str, kinds: Mapping[str, tuple[str, ...]]) -> list[_Words]:
    """The sequences of words that `phrase` stands for."""
    pieces = [cast("tuple[str, str, str, str]", piece.groups("")) for piece in _PIECE.finditer(phrase)]
    sequences, after = _choices(pieces, 0, kinds)
    if after != len(pieces):
        raise ValueError(f"not a phrase: {phrase!r}")
    return sequences


def _choices(
    pieces: Sequence[tuple[str, str, str, str]], at: int, kinds: Mapping[str, tuple[str, ...]]
) -> tuple[list[_Words], int]:
    """What the pieces from `at` to the end of their parenthesis stand for, and where that end is."""
    done: list[_Words] = []
    sequences: list[_Words] = [()]
    while at < len(pieces) and pieces[at][1] != ")":
        kind, mark, word, _ = pieces[at]
        if mark == "|":
            done += sequences
            sequences = [()]
            at += 1
            continue
        options: list[_Words]
        if mark == "(":
            options, at = _choices(pieces, at + 1, kinds)
        elif kind:
            options = [tuple(words.split()) for words in kinds[kind]]
        elif word == ".":
            options = [(PAUSE,), (END,)]
        elif word:
            options = [(word,)]
        else:
            raise ValueError(f"not part of a phrase: {pieces[at]}")
        at += 1
        if at < len(pieces) and pieces[at][1] == "?":
            options = [*options, ()]
            at += 1
        sequences = [(*sequence, *option) for sequence in sequences for option in options]
    return done + sequences, at


def _add(root: Node, words: tuple[str, ...], cues: Cues) -> None:
    if not words:
        raise ValueError("not a phrase: it may be empty")
    node = root
    for word in words:
        node = node.following.setdefault(word, Node())
    if cues not in node.ends:
        node.ends.append(cues)
