"""Excerpts: a passage's own words, shortened for a line, never reworded."""

from itertools import islice

CLAIM_LIMIT = 120
"""The most characters of the line that stands for a point."""
_CUT = "…"
_SENTENCE_LOOK = 2_000
_LEFT_OPEN = " \t,;:–—-(“„«\"'"


def excerpt(words: str, limit: int) -> str:
    """At most `limit` characters of `words`, word for word on one line; "…" ends it only where something was cut.

    White space is folded and the cut is at a word's edge; a first word longer than the limit is cut inside.

    Raises:
        ValueError: `limit` is below 1.
    """
    if limit < 1:
        raise ValueError(f"no room for a word: {limit}")
    line = " ".join(words[: 4 * limit + _SENTENCE_LOOK].split())
    whole = len(words) <= 4 * limit + _SENTENCE_LOOK or not words[4 * limit + _SENTENCE_LOOK :].strip()
    if len(line) <= limit and whole:
        return line
    kept = line[:limit] if len(line) > limit else line
    room = kept[: limit - 1]
    edge = room.rfind(" ") if line[len(room) : len(room) + 1] != " " else len(room)
    cut = room[:edge].rstrip(_LEFT_OPEN) if edge > 0 else ""
    return (cut or _whole_letters(room)) + _CUT


def claim_of(passage_words: str) -> str:
    """A line of at most CLAIM_LIMIT characters made of the passage's own words.

    Its first sentence where that fits and says more than a word or two, else an excerpt from its start.
    """
    line = " ".join(passage_words[:_SENTENCE_LOOK].split())
    if len(line) <= CLAIM_LIMIT and len(passage_words) <= _SENTENCE_LOOK:
        return line
    from nupunkt import sent_spans

    said = ""
    for _, end in islice(sent_spans(line), 4):
        sentence = line[:end].rstrip()
        if len(sentence) > CLAIM_LIMIT:
            break
        said = sentence
        if len(sentence.split()) > 2:
            break
    return said if len(said.split()) > 2 else excerpt(passage_words, CLAIM_LIMIT)


def _whole_letters(room: str) -> str:
    """`room` without a joiner or a modifier left hanging at its end."""
    return room.rstrip("\u200d\ufe0f") or room
