"""Locating quotes as people alter them, with known spans."""

import pytest

from bench.altered import ALTERATIONS, altered_quotes, made_up_texts
from bench.quoters import HABITS, quotes_by_hand
from deliberation.ids import StatementId
from deliberation.locating import DebateIndex


def index_of(*texts: str) -> DebateIndex:
    """An index of statements 1, 2, …"""
    index = DebateIndex()
    for number, text in enumerate(texts, 1):
        index.add(StatementId(number), 1, text)
    return index


@pytest.mark.parametrize("kind", list(ALTERATIONS))
def test_quotes_as_people_alter_them_are_found_where_they_came_from(kind: str):
    texts = made_up_texts(120)
    index = index_of(*texts)
    quotes = [quote for quote in altered_quotes(texts, 480) if quote.kind == kind]
    places = [(quote, index.locate(quote.words)) for quote in quotes]
    right = [(quote, place) for quote, place in places if place is not None and place.statement == quote.source + 1]
    assert len(right) == len(quotes)
    exact = sum(place.span == quote.span for quote, place in right)
    near = sum(place.span.overlap(quote.span) >= 0.9 for quote, place in right)
    assert exact >= (0.85 if kind == "edited" else 0.95) * len(quotes)
    assert near >= 0.97 * len(quotes)


@pytest.mark.parametrize("habit", list(HABITS))
def test_quotes_as_people_make_them_by_hand_are_found_where_they_came_from(habit: str):
    texts = made_up_texts(120)
    index = index_of(*texts)
    quotes = [quote for quote in quotes_by_hand(texts, 500) if quote.kind == habit]
    places = [(quote, index.locate(quote.words)) for quote in quotes]
    right = [(quote, place) for quote, place in places if place is not None and place.statement == quote.source + 1]
    assert len(right) == len(quotes) >= 40
    said = [(quote.span.of(texts[quote.source]), place.span.of(texts[quote.source])) for quote, place in right]
    assert sum(there.rstrip(".,?") == here.rstrip(".,?") for there, here in said) >= 0.95 * len(quotes)


def test_quotes_from_another_debate_are_found_nowhere():
    index = index_of(*made_up_texts(200, seed=1))
    strangers = altered_quotes(made_up_texts(60, seed=2), 300)
    assert [quote for quote in strangers if index.locate(quote.words) is not None] == []
