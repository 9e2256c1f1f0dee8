"""The oracle of what a Discord client shows: it sees what is live, and what is not."""

import pytest

from tests.nobody.client import Lead, shown


@pytest.mark.parametrize(
    ("markdown", "style"),
    [
        ("a **zq** b", "bold"),
        ("a *zq* b", "italic"),
        ("a _zq_ b", "italic"),
        ("a __zq__ b", "underline"),
        ("a ~~zq~~ b", "strike"),
        ("a ||zq|| b", "spoiler"),
        ("a `zq` b", "code"),
        ("a ```zq``` b", "block"),
        ("# zq", "heading"),
        ("one\n### zq", "heading"),
        ("-# zq", "small"),
        ("- zq", "list"),
        ("12. zq", "list"),
        ("> zq", "quote"),
        (">>> one\nzq", "quote"),
        ("[zq](https://a.example)", "link"),
    ],
)
def test_a_style_is_seen(markdown: str, style: str) -> None:
    assert shown(markdown).styles_of("zq") == {style}


@pytest.mark.parametrize(
    "markdown",
    [
        r"a \*\*zq\*\* b",
        r"\_\_zq\_\_",
        r"\|\|zq\|\|",
        r"\`zq\`",
        r"\# zq",
        r"\> zq",
        r"1\. zq",
        r"\[zq\](<https://a.example>)",
        "a #zq",
        "**zq",
    ],
)
def test_what_is_escaped_or_open_has_no_style(markdown: str) -> None:
    assert shown(markdown).styles_of("zq") == set()


def test_whom_a_message_calls_is_seen() -> None:
    calls = shown("@everyone @here <@&1> <@2> <#3> <t:4:R> </ask:5> <id:guide> <:e_e:6>").calls

    assert calls == ("@everyone", "@here", "@&1", "@2", "#3", "t:4:R", "/ask:5", "id:guide", ":e_e:6")
    assert shown("@\u200beveryone \\<@&1> \\<t:4:R>").calls == ()


def test_where_a_link_leads_is_seen() -> None:
    assert shown("[good](<https://evil.example>) <https://a.example> https://b.example/c.").leads == (
        Lead("good", "https://evil.example"),
        Lead("https://a.example", "https://a.example"),
        Lead("https://b.example/c", "https://b.example/c"),
    )
