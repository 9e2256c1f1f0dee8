"""Somebody's own words, sentence by sentence, in the one spelling in which phrases are looked up."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from deliberation.reading import QuoteSyntax, read_in_line
from deliberation.reading.margins import without_attribution, without_footer, without_signature

PAUSE = ","
"""The word that stands for any pause within a sentence."""
END = "$"
"""The word that ends every sentence."""
OTHERS = '"'
"""The word that stands for words which are somebody else's."""

NOT_THEIRS = "\0"
"""What stands in the place of a character that is not the author's."""
_MASKED = re.compile(
    "|".join(
        (
            "```.*?```",
            "`[^`\n]{1,1000}`",
            '(?<!\\w)"[^"\n]{1,1000}"',
            "“[^“”\n]{1,1000}”",
            "„[^„“”\n]{1,1000}[“”]",
            "«[^«»\n]{1,1000}»",
            "(?<!\\w)‘[^‘’\n]{1,1000}’(?!\\w)",
            "~~[^~\n]{1,1000}~~",
            r"https?://\S+",
        )
    ),
    re.DOTALL,
)
_UNREAD = re.compile(r"<(?:@[!&]?|#|a?:\w{1,40}:|t:)\d{1,20}(?::\w)?>|(?<!\w)@\w{1,40}")
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ`´][^\W_]+)*|(?<![\w.,)])[+-]\d+(?!\w)|(?<!\S)/s(?!\w)"
    r"|[.!?…。？！]+|\n\s*|\0+|[^\w\s]"
)
_PAUSES = frozenset(",;:()—–[]")
_ASKS = frozenset("?？")
_ENDS = frozenset(".!?…。？！")
_LONGEST = 200
"""A sentence of more words is taken to end there."""
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")
_BULLETS = frozenset("-*•·")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as phrases spell it, and the characters of the text it was read from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence and its pauses; the last one is END."""

    words: tuple[Word, ...]
    asks: bool
    """Whether it ends with a question mark."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a language's words are brought into one spelling."""

    whole: Mapping[str, tuple[str, ...]]
    """What stands for a word or a sign: "dont" for "do not"."""
    endings: Mapping[str, tuple[str, ...]]
    """What stands for the end of a word: "'re" for "are"."""

    def of(self, word: str) -> tuple[str, ...]:
        """`word`, lower case, as phrases spell it."""
        known = self.whole.get(word)
        if known is not None:
            return known
        for size in (3, 2):
            ending = self.endings.get(word[-size:])
            if ending is not None and len(word) > size:
                return (word[:-size], *ending)
        return (word,)


def own_words(text: str) -> str:
    """`text`, with everything that is not its author's replaced by NUL characters: the length stays.

    Not theirs are what the text quotes in line, words between quotation marks, code, links, what was struck out,
    signatures and lines that say who wrote what is quoted.
    """
    pairs = read_in_line(text)
    if not pairs:
        end = without_footer(text, 0, without_signature(text, 0, len(text)))
        return _masked(text[:end]) + NOT_THEIRS * (len(text) - end)
    before = pairs[0].quote.start
    if pairs[0].syntax is QuoteSyntax.LINE:
        before = without_attribution(text, 0, text.rfind("\n", 0, before) + 1)
    parts = [_masked(text[:before])]
    at = before
    for pair in pairs:
        if pair.response is not None:
            parts += (NOT_THEIRS * (pair.response.start - at), _masked(pair.response.of(text)))
            at = pair.response.end
    parts.append(NOT_THEIRS * (len(text) - at))
    return "".join(parts)


def sentences(own: str, spelling: Spelling) -> Iterator[Sentence]:
    """The sentences of `own`, in order, none without a word. Time is linear in its length."""
    words: list[Word] = []
    asks = False
    for token in _TOKEN.finditer(own):
        start, end = token.span()
        sign = own[start]
        if len(words) >= _LONGEST:
            yield Sentence((*words, Word(END, start, start)), asks)
            words, asks = [], False
        if sign in _ENDS or (sign == "\n" and _ends_line(own, start, end)):
            asks = asks or not _ASKS.isdisjoint(token[0])
            if any(word.text != PAUSE for word in words):
                yield Sentence((*words, Word(END, start, start)), asks)
            words, asks = [], False
        elif token[0] in _PAUSES or (token[0] == "-" and not _joins(own, start)):
            words.append(Word(PAUSE, start, end))
        elif sign == NOT_THEIRS:
            words.append(Word(OTHERS, start, end))
        else:
            read = token[0].lower().translate(_APOSTROPHES)
            if sign.isalnum() or read in spelling.whole:
                words.extend(Word(word, start, end) for word in spelling.of(read))
    if any(word.text != PAUSE for word in words):
        yield Sentence((*words, Word(END, len(own), len(own))), asks)


def words_of(said: Iterable[Sentence]) -> list[str]:
    """The words of `said`, without pauses and ends."""
    return [word.text for sentence in said for word in sentence.words if word.text.isalnum()]


def _masked(part: str) -> str:
    """`part` without what is marked as somebody else's, as code or as a link; mentions and emoji are blanks."""
    part = _MASKED.sub(lambda found: NOT_THEIRS * len(found[0]), part)
    return _UNREAD.sub(lambda found: " " * len(found[0]), part)


def _ends_line(own: str, start: int, end: int) -> bool:
    """Whether the line end at `start` ends a sentence: a blank line, a list's next item, or a new beginning."""
    if own.count("\n", start, end) > 1:
        return True
    following = own[end : end + 1]
    return following in _BULLETS or following.isdigit() or (following.isupper() and own[start - 1 : start] != ",")


def _joins(own: str, at: int) -> bool:
    """Whether the hyphen at `at` stands inside a word."""
    return own[at - 1 : at].isalnum() and own[at + 1 : at + 2].isalnum()


def without_copied(said: Sequence[Sentence], theirs: Sequence[str], length: int) -> list[Sentence]:
    """`said`, with OTHERS for every run of `length` words or more that `theirs`, in the same spelling, has too."""
    known = {tuple(theirs[at : at + length]) for at in range(len(theirs) - length + 1)}
    if not known:
        return list(said)
    places = [
        (one, number)
        for one, sentence in enumerate(said)
        for number, word in enumerate(sentence.words)
        if word.text.isalnum()
    ]
    words = [said[one].words[number].text for one, number in places]
    copied: set[tuple[int, int]] = set()
    for at in range(len(words) - length + 1):
        if tuple(words[at : at + length]) in known:
            copied.update(places[at : at + length])
    return [
        Sentence(
            tuple(
                replace(word, text=OTHERS) if (one, number) in copied else word
                for number, word in enumerate(sentence.words)
            ),
            sentence.asks,
        )
        for one, sentence in enumerate(said)
    ]
