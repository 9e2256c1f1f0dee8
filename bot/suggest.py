"""`counterpoint suggest --jsonl`: which stance the words of an answer suggest."""

from bot.requests import Answer, Request, serve, text_of
from deliberation.suggesting import suggest
from deliberation.suggesting.lexicon import shipped_lexicon


def run() -> int:
    """Answer `{"id", "parent", "reply"}` by `{"id", "position", "confidence", "cues"}`, a line each; the exit code."""
    return serve(suggested)


def suggested(request: Request) -> Answer:
    """What the words of the request's `reply` to its `parent` suggest; `cues` are spans of the reply, end exclusive.

    Raises:
        NotARequest: one of the two texts is missing.
    """
    found = suggest(text_of(request, "parent"), text_of(request, "reply"), shipped_lexicon())
    return {
        "position": None if found.position is None else found.position.value,
        "confidence": round(found.confidence, 3),
        "cues": [[cue.start, cue.end] for cue in found.cues],
    }
