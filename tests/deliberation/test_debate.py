"""What must be settled before a debate opens."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.debate import (
    CLAIM_LIMIT,
    PROPOSAL_LIMIT,
    TITLE_LIMIT,
    Attribution,
    DebateDraft,
    DebateState,
    Tallies,
    drafted,
)
from deliberation.errors import (
    BadInput,
    DebateEnded,
    EmptyText,
    NoProposals,
    ProposalTooLong,
    ProposalTwice,
    TextTooLong,
    TooManyProposals,
)
from tests.deliberation.records import START, Story


def draft(proposals: str, title: str = "The shed") -> DebateDraft:
    return drafted(
        title=title,
        proposals=proposals,
        attribution=Attribution.COUNTED,
        tallies=Tallies.HIDDEN,
        deadline=START + timedelta(days=3),
    )


def test_each_line_is_a_proposal_without_its_list_mark() -> None:
    given_lines = "1. Paint it green\n\n- Move it\r\n  *  Sell   it \n2) Give it away\n• Burn it\nKeep it"
    assert draft(given_lines).proposals == (
        "Paint it green",
        "Move it",
        "Sell it",
        "Give it away",
        "Burn it",
        "Keep it",
    )


def test_a_number_that_belongs_to_the_words_is_kept() -> None:
    assert draft("14 days are enough\n1984 stays in the library").proposals == (
        "14 days are enough",
        "1984 stays in the library",
    )


@settings(deadline=None)
@given(st.text(max_size=400))
def test_each_proposals_span_covers_exactly_its_words_in_the_opening(proposals: str) -> None:
    try:
        made = draft(proposals)
    except BadInput:
        return
    assert tuple(span.of(made.opening_text) for span in made.proposal_spans) == made.proposals
    assert all(0 < len(proposal) <= CLAIM_LIMIT for proposal in made.proposals)


@pytest.mark.parametrize("proposals", ["3. Liga", "1. FC Nowhere", "3. Liga\n4. Liga", "1) x\n1) y", "2. Paint it"])
def test_a_number_that_counts_no_list_is_part_of_the_proposal(proposals: str) -> None:
    assert draft(proposals).proposals == tuple(proposals.splitlines())


@pytest.mark.parametrize("proposals", ["", "  \n\t\n", "-\n*\n", "1.\n2.\n"])
def test_a_debate_needs_a_proposal(proposals: str) -> None:
    with pytest.raises(NoProposals):
        draft(proposals)


def test_three_hundred_proposals_are_refused_with_the_count_and_the_limit() -> None:
    with pytest.raises(TooManyProposals) as refused:
        draft("\n".join(f"Proposal {number}" for number in range(300)))
    assert refused.value.facts == {"count": 300, "limit": PROPOSAL_LIMIT}
    assert len(draft("\n".join(f"Proposal {number}" for number in range(PROPOSAL_LIMIT))).proposals) == PROPOSAL_LIMIT


def test_a_long_proposal_is_refused_with_its_line() -> None:
    assert draft("x" * CLAIM_LIMIT).proposals == ("x" * CLAIM_LIMIT,)
    with pytest.raises(ProposalTooLong) as refused:
        draft("Paint it green\n" + "x" * (CLAIM_LIMIT + 1))
    assert refused.value.facts == {"line": 2, "length": CLAIM_LIMIT + 1, "limit": CLAIM_LIMIT}


def test_the_same_proposal_twice_is_refused_with_both_lines() -> None:
    with pytest.raises(ProposalTwice) as refused:
        draft("Paint it green\nMove it\n- PAINT it  green")
    assert refused.value.facts == {"line": 3, "first": 1}


def test_a_title_is_one_line_and_neither_empty_nor_too_long() -> None:
    assert draft("Move it", title="  The\n shed ").title == "The shed"
    with pytest.raises(EmptyText):
        draft("Move it", title=" \n ")
    with pytest.raises(TextTooLong) as refused:
        draft("Move it", title="x" * (TITLE_LIMIT + 1))
    assert refused.value.facts["limit"] == TITLE_LIMIT


def test_an_ended_debate_takes_nothing_more() -> None:
    debate = Story().record.debate
    debate.must_be_open()
    with pytest.raises(DebateEnded):
        replace(debate, state=DebateState.ENDED).must_be_open()
