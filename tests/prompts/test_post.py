"""A post travels through the outbox as JSON and comes out the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.post import (
    CUSTOM_ID_LIMIT,
    Act,
    Action,
    Attached,
    Block,
    Button,
    Buttons,
    Choice,
    Picture,
    Post,
    Rule,
    Select,
    Style,
    Text,
)

WORDS = st.text(max_size=30)
ACTIONS = st.builds(Action, st.sampled_from(Act), st.lists(st.integers(0, 2**63), max_size=4).map(tuple))
BUTTONS = st.builds(
    Button,
    label=WORDS,
    action=st.none() | ACTIONS,
    url=st.none() | WORDS,
    style=st.sampled_from(Style),
    disabled=st.booleans(),
)
CHOICES = st.builds(Choice, label=WORDS, value=WORDS, description=st.none() | WORDS)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Text, WORDS),
    st.builds(Rule),
    st.builds(Picture, WORDS, WORDS),
    st.builds(Attached, WORDS),
    st.builds(Buttons, st.lists(BUTTONS, max_size=5).map(tuple)),
    st.builds(Select, ACTIONS, WORDS, st.lists(CHOICES, max_size=5).map(tuple)),
)
POSTS = st.builds(Post, st.lists(BLOCKS, max_size=6).map(tuple), st.booleans())


@given(POSTS)
def test_a_post_comes_out_of_the_outbox_as_it_went_in(post: Post) -> None:
    assert Post.from_json(post.as_json()) == post


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"silent":false,"blocks":[{"kind":"song"}]}', "null"])
def test_what_is_no_post_is_refused(body: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — the message is the JSON reader's or ours
        Post.from_json(body)


@given(st.sampled_from(Act), st.tuples(*[st.integers(0, 2**64)] * 2, *[st.integers(0, 10_000)] * 2))
def test_an_act_with_its_numbers_fits_a_custom_id(act: Act, numbers: tuple[int, ...]) -> None:
    assert len(Action(act, numbers).custom_id) <= CUSTOM_ID_LIMIT


def test_a_post_counts_its_components_as_discord_does() -> None:
    row = Buttons((Button("Yes"), Button("No")))
    select = Select(Action(Act.VIEW, (1,)), "Your view on…", (Choice("one", "1"),))

    assert Post((Text("words"), Rule(), row, select)).components == 1 + 1 + 1 + 3 + 2
