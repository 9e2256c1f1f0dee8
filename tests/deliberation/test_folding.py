"""Folding: the same words, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.locating.folding import fold, key_of, weight_of


def keys(text: str) -> list[str]:
    """The words of `text` as they are compared."""
    return [key_of(word) for word in fold(text).words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Close the door", "close\n the\tDOOR"),
        ("don't “close” it", 'don’t "close" it'),
        ("door—window – wall", "door -- window - wall"),
        ("**close** the _door_", "close the door"),
        ("close … the door...", "close the door"),
        ("caf\u00e9 na\u00efve", "cafe\u0301 naive"),
        ("see [the door](https://example.org/a-b) there", "see the door there"),
        ("nice <:thumb:123456> one", "nice :thumb: one"),
        ("Straße", "strasse"),
        ("\ufb01ne", "fine"),
    ],
)
def test_spellings_of_the_same_words_are_alike(one: str, other: str):
    assert keys(one) == keys(other)


def test_figures_and_other_words_stay_apart():
    assert keys("14 days") != keys("30 days")
    assert keys("rise") != keys("fall")


def test_scripts_without_blanks_are_compared_letter_by_letter():
    assert keys("关上门。") == ["关", "上", "门"]
    assert weight_of("关") == 2


@given(st.text(max_size=300))
def test_every_word_stands_where_its_offsets_say(text: str):
    folded = fold(text)
    end_before = 0
    for word, start, end in zip(folded.words, folded.starts, folded.ends, strict=True):
        assert end_before <= start < end <= len(text)
        assert key_of(text[start:end].lower()) == key_of(word)
        end_before = end


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str):
    once = [key_of(word) for word in fold(text).words]
    assert [key_of(key) for key in once] == once
