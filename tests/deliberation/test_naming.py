"""Points that are answered by their names."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.reading.inline import marked_quotes
from deliberation.reading.naming import named_answers

EXCHANGE = Path(__file__).parents[2] / ".." / "shared" / "exchange"
CLAIMS = ("Shared tools", "Open the workshop at night", "Member fees by income", "Self-managed repairs")


def named(text: str, claims: tuple[str, ...] = CLAIMS) -> list[tuple[str, str]]:
    """The name and the answer of each point that `text` answers by name."""
    found = named_answers(text, claims, marked_quotes(text))
    return [(answer.name.of(text), answer.response.of(text)) for answer in found]


@pytest.mark.parametrize(
    "line",
    [
        "Shared tools: yes, gladly.",
        "shared tools : yes, gladly.",
        "SHARED TOOLS — yes, gladly.",
        "Shared tools - yes, gladly.",
        "- Shared tools: yes, gladly.",
        "  • shared tools: yes, gladly.",
        "1. Shared tools: yes, gladly.",
        "a) shared tools: yes, gladly.",
        "* **Shared tools:** yes, gladly.",
        "**Shared tools**: yes, gladly.",
        "“Shared tools”: yes, gladly.",
        "On shared tools: yes, gladly.",
        "Re: shared tools: yes, gladly.",
        "Shared tools (the first one): yes, gladly.",
        "### Shared tools\n\nyes, gladly.",
        "**Shared tools**\nyes, gladly.",
        "- shared tools, yes, gladly.",
        "Shared tool: yes, gladly.",
        "Shared tools:\nyes, gladly.",
        "Shared tools： yes, gladly.",
        "\tShared tools:\tyes, gladly.\r\n",
    ],
)
def test_a_line_that_opens_with_a_points_name_answers_it(line: str):
    for text in (line, f"Dear all,\n\n{line}"):
        (answer,) = named_answers(text, CLAIMS, ())
        assert answer.point == 0
        assert answer.name.of(text).lower() in ("shared tools", "shared tool")
        assert answer.response.of(text) == "yes, gladly."


@pytest.mark.parametrize(
    "text",
    [
        "I like shared tools: they are cheap.",
        "Shared toolboxes everywhere: no.",
        "Shared tools are something I could live with.",
        "The workshop: it is cold.",
        "Fees: too high.",
        "Shared tools:",
        "Shared tools:\n\n> We should buy a saw.\nYes.",
        "> Shared tools: yes.",
        "```\nShared tools: yes.\n```",
        "",
        ":",
    ],
)
def test_other_lines_answer_no_point_by_name(text: str):
    assert named(text) == []


def test_a_large_part_of_a_claim_names_it_where_no_other_has_that_part():
    assert named("workshop at night: never.") == [("workshop at night", "never.")]
    assert named("workshop at night: never.", (*CLAIMS, "Heat the workshop at night")) == []


def test_another_spelling_of_the_words_names_the_claim():
    assert named("Self managed repairs: fine.") == [("Self managed repairs", "fine.")]
    assert named("Members fees by incomes: fine.") == [("Members fees by incomes", "fine.")]


def test_the_answer_of_an_item_ends_with_the_item():
    text = (
        "My list:\n\n"
        "- shared tools: yes,\n  if we label them.\n\n  Labels are cheap.\n"
        "- something else: hm.\n"
        "- member fees by income: no.\n\n"
        "That was my list.\n"
    )
    assert named(text) == [
        ("shared tools", "yes,\n  if we label them.\n\n  Labels are cheap."),
        ("member fees by income", "no."),
    ]


def test_answers_under_names_in_paragraphs_go_on_to_the_next_name_and_the_last_to_its_paragraphs_end():
    text = "Shared tools: yes.\n\nLabels are cheap.\n\nMember fees by income: no.\n\nThat was all."
    assert named(text) == [("Shared tools", "yes.\n\nLabels are cheap."), ("Member fees by income", "no.")]


def test_a_heading_is_answered_by_all_that_stands_beneath():
    text = "## Shared tools\nYes.\n\nLabels are cheap.\n\n## Member fees by income\nNo.\n\nNever."
    assert named(text) == [("Shared tools", "Yes.\n\nLabels are cheap."), ("Member fees by income", "No.\n\nNever.")]


def test_an_answer_ends_with_the_next_quote():
    assert named("Shared tools: yes.\n> Who labels them?\nI do.\n\nMember fees by income: no.") == [
        ("Shared tools", "yes."),
        ("Member fees by income", "no."),
    ]


def test_a_signature_belongs_to_no_answer():
    assert named("Shared tools: yes.\n\n-- \nMia") == [("Shared tools", "yes.")]


def test_claims_without_words_name_nothing():
    assert named("…: yes\n: no", ("…", "", "  ")) == []


@given(
    st.lists(
        st.sampled_from(
            ["Shared tools", "shared", ":", " - ", "\n", "\n\n", "- ", "> ", "yes ", "**", "(", ")", "\t", "’"]
        ),
        max_size=30,
    ).map("".join)
)
def test_names_and_answers_lie_in_order_and_apart(text: str):
    end = 0
    for answer in named_answers(text, CLAIMS, marked_quotes(text)):
        assert end <= answer.name.start < answer.name.end <= answer.response.start < answer.response.end <= len(text)
        end = answer.response.end
        for span in (answer.name, answer.response):
            assert span.of(text) == span.of(text).strip() != ""


@pytest.mark.skipif(not EXCHANGE.is_dir(), reason="the shared letters are not beside the project")
def test_the_points_that_a_real_letter_answers_by_name_are_found():
    text = (EXCHANGE / "second-reaction.txt").read_text(encoding="utf-8")
    gold: dict[str, Any] = json.loads((EXCHANGE / "second-reaction.gold.json").read_text(encoding="utf-8"))
    expected = gold["proposals_answered_in_pair_2"]
    claims = [proposal["claim"] for proposal in expected]

    found = named_answers(text, claims, marked_quotes(text))

    # The careful reader's spans begin with the names.
    assert [[answer.name.start, answer.response.end] for answer in found] == [one["span"] for one in expected]
    assert [answer.name.of(text) for answer in found] == claims
    assert [answer.point for answer in found] == [0, 1, 2, 3]
