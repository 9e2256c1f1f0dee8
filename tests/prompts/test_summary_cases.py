"""What a summary says of every kind of round, word for word, and what holds of all of them."""

import re
from collections.abc import Callable

import pytest

from prompts.post import Attached, Picture, Rule
from prompts.summary import TOLD
from tests.prompts.cases import CASES, forty_points, posted
from tests.prompts.reading import as_text, assert_fits

LONGEST = TOLD + 200
"""With the lines that say what was left out."""


@pytest.mark.parametrize("name", CASES)
def test_a_round_of_every_kind_reads_as_agreed(name: str, golden: Callable[[str, str], None]) -> None:
    post, files = posted(CASES[name]())

    assert_fits(post, files)
    golden(f"case-{name}.md", as_text(post))


@pytest.mark.parametrize("name", CASES)
def test_every_quote_leads_to_its_message(name: str) -> None:
    post, _ = posted(CASES[name]())
    quotes = [line for line in post.text.splitlines() if re.search(r'(For|Against|credit[s]? this): "', line)]

    assert all("https://discord.com/channels/" in line for line in quotes)


@pytest.mark.parametrize("name", CASES)
def test_a_summary_is_read_in_a_minute(name: str) -> None:
    post, _ = posted(CASES[name]())

    assert len(re.sub(r"\]\(https://[^)]*\)", "]", post.text)) <= LONGEST


def test_beside_every_count_stands_how_many_did_not_answer_unless_all_did() -> None:
    for case in CASES.values():
        post, _ = posted(case())
        people = re.search(r"of (\d+) answered", post.text)
        counts = [line for line in post.text.splitlines() if line.startswith("Yes ")]
        for line in counts:
            given = sum(int(count) for count in re.findall(r"\s(\d+)(?=\s·|$)", line.replace("\u00a0", " ")))
            assert people is not None
            assert given == int(people[1]) or "did not answer" in line


def test_forty_points_fill_several_pictures_whose_words_tell_all_their_counts() -> None:
    post, files = posted(forty_points())
    pictures = [block for block in post.blocks if isinstance(block, Picture)]

    assert [picture.filename for picture in pictures] == [
        "round-2.png",
        *(f"round-2-{page}.png" for page in range(2, 6)),
    ]
    told = " ".join(picture.description for picture in pictures)
    assert sorted(int(number) for number in re.findall(r"(\d+): \d", told)) == list(range(1, 41))
    assert len(files) <= 10
    assert not any(isinstance(block, Rule) for block in post.blocks[-3:])
    assert sum(isinstance(block, Attached) for block in post.blocks) == 1
