"""Revising: where a passage of an older revision stands in a newer one."""

from deliberation.ids import Span


def carried(span: Span, old: str, new: str) -> Span | None:
    """Where the words that `span` covers in `old` stand in `new`: word for word, nearest to where they stood.

    None where they no longer stand there, or the span is empty.
    """
    words = span.of(old)
    if not words:
        return None
    behind = new.find(words, span.start)
    before = new.rfind(words, 0, span.start + len(words))
    places = [place for place in (before, behind) if place >= 0]
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - span.start))
    return Span(start, start + len(words))
