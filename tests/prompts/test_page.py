"""The page of a debate: what it must show, what it must not, and that nobody's words do anything in it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from deliberation.debate import Attribution
from deliberation.exporting.report import Report, report_now, report_of
from deliberation.exporting.transcript import Transcript
from deliberation.ids import ActId, RoundNumber
from deliberation.points.meant import Meant, QuotedAs
from prompts.page import PAGE_LIMIT, page
from tests.deliberation.records import Story
from tests.prompts.crowd import STATEMENT, reworded
from tests.prompts.debates import ZONE, quiet_hours, transcript_of

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "</style><b>loud</b>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}{% for x in y %}",
    "<!-- --><![CDATA[ ]]>&lt;b&gt;&#60;b&#62;",
    "javascript:alert(1)",
    "\u202egnihtyna \u2066 \u0000\u0007 a" + "\u0301" * 60,
    "%s %(count)s {0} %n",
)
OURS = {"a", "article", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure"} | {
    *("footer", "form", "h1", "h2", "h3", "h4", "h5", "head", "header", "html", "label", "li", "main", "meta", "nav"),
    *("ol", "option", "output", "p", "q", "script", "section", "select", "span", "style", "summary", "table", "tbody"),
    *("td", "th", "thead", "time", "title", "tr"),
    *("circle", "defs", "g", "line", "path", "pattern", "rect", "svg", "text"),
}


class Seen(HTMLParser):
    """The elements of a page, their attributes and all it says."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def written(story: Story, number: int = 2, names: dict[str, str] | None = None, *, limit: int = PAGE_LIMIT) -> str:
    """The page of a story's round."""
    known = {story.who(name): called for name, called in (names or {}).items()}
    return page(report_of(transcript_of(story.record), RoundNumber(number)), known, ZONE, limit=limit)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_wherever_they_stand(words: str) -> None:
    story = quiet_hours(Attribution.NAMED)
    transcript = reworded_transcript(transcript_of(story.record), words)
    names = {story.who(name): words for name in ("mia", "noor", "ivo", "tom", "ada")}
    seen = Seen(page(report_of(transcript, RoundNumber(2)), names, ZONE))

    assert {tag for tag, _ in seen.elements} <= OURS
    assert [tag for tag, _ in seen.elements].count("script") == 1
    assert [tag for tag, _ in seen.elements].count("style") == 1
    assert not [name for _, attributes in seen.elements for name in attributes if name.startswith("on")]
    links = [attributes["href"] or "" for tag, attributes in seen.elements if tag == "a"]
    assert all(link.startswith(("#", "https://discord.com/channels/")) for link in links)
    assert "49" not in seen.text.replace("{{ 7 * 7 }}", "")


def reworded_transcript(transcript: Transcript, words: str) -> Transcript:
    """The same debate with everybody's words replaced."""
    record = transcript.record
    return replace(
        transcript,
        passages=dict.fromkeys(transcript.passages, words),
        record=replace(
            record,
            debate=replace(record.debate, title=words),
            points=reworded(record.points, lambda _: words),
            counterpoints=reworded(record.counterpoints, lambda _: words),
            stances=tuple(replace(stance, condition=words) for stance in record.stances),
        ),
    )


def test_nothing_is_asked_of_the_network() -> None:
    seen = Seen(written(quiet_hours()))

    (policy,) = [attributes["content"] or "" for _, attributes in seen.elements if attributes.get("http-equiv")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not [tag for tag, attributes in seen.elements if "src" in attributes or (tag == "link")]


def test_ids_stand_once() -> None:
    ids = [attributes["id"] for _, attributes in Seen(written(quiet_hours())).elements if "id" in attributes]

    assert len(ids) == len(set(ids))


def test_every_point_its_counts_and_every_reply_can_be_read() -> None:
    text = Seen(written(quiet_hours())).text

    for words in (
        "Quiet hours in voice from 23:00",
        "Raids could have a room of their own",
        "Yes\u00a05 · Yes,\u00a0but\u00a04",
    ):
        assert words in text
    assert "My flatmate sleeps next door, and half of us work early." in text
    assert "Moved closer" in text


def test_its_picture_says_beside_each_count_of_how_many() -> None:
    story = quiet_hours()
    summary = report_of(transcript_of(story.record), RoundNumber(2)).summary
    assert summary is not None
    shown = written(story)
    for result in summary.results:
        expected = (
            f">{result.answered} of {summary.people}<" if result.answered < summary.people else f">{result.answered}<"
        )
        assert expected in shown
    assert any(result.answered < summary.people for result in summary.results)
    assert f"{summary.people - summary.results[-1].answered} did not answer" in shown


def test_nobody_is_named_where_only_counts_are_shown() -> None:
    called = {"mia": "Mia Muster", "noor": "Noor Nagy", "ivo": "Ivo Iser"}

    counted = written(quiet_hours(), names=called)
    named = written(quiet_hours(Attribution.NAMED), names=called)

    assert not [name for name in called.values() if name in counted]
    assert all(name in named for name in called.values())
    assert "data-by=" not in counted
    assert "data-by=" in named


def test_few_answers_are_not_broken_down() -> None:
    story = Story()
    shed = story.proposes("Paint it green")
    story.opens_round()
    story.crowd_stands(shed, "YYnN")
    story.closes_round()

    seen = Seen(written(story, 1))

    assert "4 answered; counts are shown from 5 on" in seen.text
    assert "svg" not in [tag for tag, _ in seen.elements]
    assert not re.search(r"Yes\s*\d", seen.text)


def test_counts_of_an_open_round_are_not_there() -> None:
    story = quiet_hours()
    story.opens_round()
    story.crowd_stands(story.record.points[1].number, "NNNNNNNNNNN")

    told = page(report_now(transcript_of(story.record)), {}, ZONE)

    assert told.count("Yes\u00a05 · Yes,\u00a0but\u00a00 · Unsure\u00a00 · No,\u00a0but\u00a00 · No\u00a06")
    assert "No\u00a011" not in told


def test_before_any_round_has_closed_there_are_words_and_no_counts() -> None:
    story = Story()
    shed = story.proposes("Paint it green")
    story.opens_round()
    story.answers("mia", shed, "Green hides the moss.")
    story.crowd_stands(shed, "YYYYYYYY")

    seen = Seen(page(report_now(transcript_of(story.record)), {}, ZONE))

    assert "No round has closed yet" in seen.text
    assert "Green hides the moss." in seen.text
    assert not re.search(r"Yes\s*\d", seen.text)


def test_the_same_debate_gives_the_same_page() -> None:
    assert written(quiet_hours()) == written(quiet_hours())


def large(replies: int) -> Report:
    """A debate of 400 people on 40 points, with statements of 2,000 characters."""
    story = Story()
    points = [
        story.proposes(f"Rule {number} should hold in every channel, also on weekends") for number in range(1, 41)
    ]
    story.opens_round()
    for point in points:
        story.crowd_stands(point, "YYyy?nnNNN" * 40)
    for number in range(replies):
        story.answers(f"p{number % 400 + 1}", points[number % 40], f"{number} {STATEMENT}"[:2000])
    story.closes_round()
    return report_of(transcript_of(story.record), RoundNumber(1))


@pytest.mark.long
def test_a_large_debate_fits_what_discord_takes_in_whole() -> None:
    whole = page(large(400), {}, ZONE)

    assert len(whole.encode()) < PAGE_LIMIT
    assert "shortened so that" not in whole


def test_where_replies_are_too_many_they_are_shortened_and_it_says_so() -> None:
    story = Story()
    shed = story.proposes("Paint it green")
    story.opens_round()
    for number in range(40):
        story.answers(f"p{number}", shed, STATEMENT)
    story.closes_round()

    shortened = written(story, 1, limit=75_000)

    assert len(shortened.encode()) <= 75_000
    assert "40 long replies are shortened" in shortened
    assert shortened.count("(shortened)") == 40


def test_what_somebody_quoted_says_they_meant_stands_beneath_their_words() -> None:
    story = quiet_hours()
    credited = story.record.counterpoints[0].number
    added = Meant(RoundNumber(2), QuotedAs.REPLY, credited, story.who("mia"), "Ten on weekdays.", ActId(1), story.now)
    story.record = replace(story.record, meant=(added,))

    text = " ".join(Seen(written(story)).text.split())

    assert "Not what I meant, says its author: Ten on weekdays." in text
