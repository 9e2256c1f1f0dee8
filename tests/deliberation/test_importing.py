"""Proposals out of exchanges from elsewhere."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.debate import CLAIM_LIMIT, PROPOSAL_LIMIT, Attribution, Tallies, drafted
from deliberation.errors import NothingToImport
from deliberation.importing.proposals import Proposed, Source, proposed
from tests.deliberation.records import START

SHARED = Path(__file__).parents[3] / "shared"
HEADER = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def test_what_a_letter_quotes_is_proposed_in_order_and_once() -> None:
    letter = "> Paint it green\n\nGreen fades.\n\n> No fence\n\nWhy not?\n\n> paint it green\n\nAs I said."

    assert proposed(Source.LETTER, letter) == Proposed(("Paint it green", "No fence"), 2)


def test_comments_are_proposed_by_their_votes_without_those_moderated_out() -> None:
    sheet = HEADER + '1,x,0,1,3,1,1,"Paint, green"\n1,x,1,1,9,0,-1,Spam\n1,x,2,1,5,9,0,No fence\n'

    assert proposed(Source.POLIS, sheet) == Proposed(("No fence", "Paint, green"), 2)


def test_more_than_a_debate_can_open_with_are_counted() -> None:
    sheet = HEADER + "".join(f"1,x,{number},1,{number},0,1,Comment {number}\n" for number in range(60))

    found = proposed(Source.POLIS, sheet)

    assert (len(found.claims), found.found) == (PROPOSAL_LIMIT, 60)
    assert found.claims[0] == "Comment 59"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source.LETTER, ""),
        (Source.LETTER, "Dear all, I quote nobody."),
        (Source.LETTER, "> ---\n\nWhat?"),
        (Source.POLIS, ""),
        (Source.POLIS, HEADER),
        (Source.POLIS, "comment-id,vote\n1,1\n"),
        (Source.POLIS, 'comment-id,"agrees\n'),
    ],
)
def test_where_there_is_nothing_to_propose_it_says_so(source: Source, text: str) -> None:
    with pytest.raises(NothingToImport):
        proposed(source, text)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300), max_size=40))
def test_whatever_is_proposed_a_debate_can_open_with(passages: list[str]) -> None:
    letter = "\n\n".join(f"> {passage}\n\nWell." for passage in passages)
    try:
        found = proposed(Source.LETTER, letter)
    except NothingToImport:
        return

    draft = drafted(
        title="The shed",
        proposals="\n".join(found.claims),
        attribution=Attribution.COUNTED,
        tallies=Tallies.HIDDEN,
        deadline=START,
    )
    assert 1 <= len(draft.proposals) <= PROPOSAL_LIMIT
    assert all(len(claim) <= CLAIM_LIMIT for claim in draft.proposals)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the Polis conversations are not here")
@pytest.mark.parametrize("path", sorted(SHARED.glob("polis/*/comments.csv")), ids=lambda path: path.parent.name)
def test_a_conversation_as_polis_exports_it_can_be_proposed(path: Path) -> None:
    found = proposed(Source.POLIS, path.read_text(encoding="utf-8"))

    assert len(found.claims) == min(PROPOSAL_LIMIT, found.found)
    assert found.found > 10


def test_a_list_within_a_list_leaves_no_mark_before_a_proposal() -> None:
    assert proposed(Source.LETTER, "> - - 2. Close at ten\n\nTen is early.").claims == ("Close at ten",)
