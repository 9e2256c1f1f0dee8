"""A book of 1656 that answers in line: its quotes are found although spelling and words differ."""

import pytest

from bench.hobbes import EDITION, Joined, joined_answers, read_book

pytestmark = pytest.mark.skipif(not EDITION.exists(), reason="the edition of 1656 does not lie beside the project")


@pytest.fixture(scope="module")
def joined() -> list[Joined]:
    """The quotes of the book with where they were found."""
    return joined_answers(read_book())


def test_an_old_books_answers_are_joined_to_the_passages_they_answer(joined: list[Joined]):
    lettered = [one for one in joined if one.lettered]
    assert len(lettered) > 150
    assert sum(one.right_passage for one in lettered) >= 0.95 * len(lettered)


def test_an_old_books_quotes_are_hardly_ever_found_in_another_speech(joined: list[Joined]):
    assert [one for one in joined if one.found is not None and not one.right_speech] == []
    assert sum(one.right_speech for one in joined) >= 0.97 * len(joined)


def test_no_passage_goes_on_for_pages_because_its_last_words_are_common(joined: list[Joined]):
    for one in joined:
        if one.found is not None and "&c." not in one.words:
            assert one.found.span.end - one.found.span.start < 4 * len(one.words)
