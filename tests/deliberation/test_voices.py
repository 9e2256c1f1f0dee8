"""Voices: an author's own words, and those they only repeat."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.reading import read_in_line
from deliberation.reading.voices import Voice, voices


def said(text: str, voice: Voice = Voice.OWN) -> list[str]:
    """The stretches of `text` in a voice."""
    return [spoken.span.of(text) for spoken in voices(text) if spoken.voice is voice]


HEADERS = {
    "a divider": "-----Original Message-----\n\n",
    "a divider with labels": "----- Forwarded message -----\nFrom: Ola <ola@example.org>\nDate: 3 May\nTo: Pia\n\n",
    "labels": "From: Ola Berg <ola@example.org>\nSent: Monday, 3 May 2021 10:02\nTo: Pia\nSubject: The gate\n\n",
    "labels in French": "De : Ola <ola@example.org>\nEnvoyé le : 3 mai 2021\nÀ : Pia\nObjet : Le portail\n\n",
    "labels set bold": "*From:* Ola [mailto:ola@example.org]\n*Sent:* 3 May 2021\n*To:* Pia\n\n",
    "labels beneath a rule": "________________________________\nFrom: Ola <ola@example.org>\nSent: 3 May\nTo: Pia\n\n",
    "an attribution": "On Mon, 3 May 2021 at 10:02, Ola <ola@example.org> wrote:\n\n",
    "a wrapped attribution": "On Mon, 3 May 2021 at 10:02, Ola Berg of the Gate\n<ola@example.org>\nwrote:\n\n",
    "an attribution wrapped at its commas": "On 3 May 2021,\nat 10:02,\nOla <ola@example.org> wrote:\n\n",
    "labels beneath an unknown divider": "------ Eredeti levél ------\nFrom: Ola\nTo: Pia\nDate: 3 May\n\n",
    "an attribution without a word": "3.5.2021, 10:02, Ola <ola@example.org>:\n\n",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
def test_an_older_mail_beneath_its_header_is_not_the_authors(header: str):
    text = f"The gate stays open.\n\nWe agreed on it.\n\n{header}Please close the gate.\n\nOla"
    assert said(text) == ["The gate stays open.\n\nWe agreed on it."]
    assert said(text, Voice.QUOTED) == ["Please close the gate.\n\nOla"]


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
def test_an_answer_to_the_last_quote_ends_where_an_older_mail_begins(header: str):
    text = f"> Please close it.\nNo, it stays open.\n\n{header}Please close the gate."
    (pair,) = read_in_line(text)
    assert pair.response is not None
    assert pair.response.of(text) == "No, it stays open."


def test_a_letter_with_its_own_header_is_the_authors():
    text = "From: Ola\nTo: Pia\nDate: 3 May 2021\n\nDear Pia, please close the gate.\n"
    assert said(text)[-1].endswith("please close the gate.")
    assert said(text, Voice.QUOTED) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ola wrote in 2019 and again in 2021:\n\nThe gate stays open. I think that is wrong.",
        "For: it is cheap.\nAgainst: it is ugly.\nMy view: keep it, 2 to 1.\n\nSo much for that.",
        "Write to me at ola@example.org and say:\n\nwhat you think of the gate.",
        "Most of it is clear.\n\nSent from my desk, it looks fine.",
        "First part.\n\n----\n\nSecond part, after a line.\n\n====\n\nThird part.",
    ],
)
def test_what_only_looks_like_a_header_ends_nobodys_words(text: str):
    assert said(text) == [text]


def test_marked_quotes_are_quoted_with_their_marks_and_what_they_quoted_themselves():
    text = "Hello.\n\n> > the gate?\n> Close it.\n\nNo.\n\n<Why not>\n\nBecause."
    assert said(text) == ["Hello.", "No.", "Because."]
    assert said(text, Voice.QUOTED) == ["> > the gate?\n> Close it.", "<Why not>"]


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nOla Berg\n" + "This message is for Pia only.\n" * 30,
        "Cheers 🎉\nOla\n\n—————\nOla Berg\n+47 555 0123 45\n",
        "Best regards,\nOla",
        "-Ola Berg\n",
        "Sent from GateMail<https://example.org/app>",
        "—\nOla Berg\nGatekeeper",
    ],
)
def test_a_signature_is_nobodys_words(signature: str):
    text = f"The gate stays open.\n\n{signature}"
    assert said(text) == ["The gate stays open."]


def test_a_list_of_dashed_words_is_no_signature():
    text = "We need:\n\n-Gates\n-Locks"
    assert said(text) == [text]


@given(
    st.lists(
        st.sampled_from(
            [
                "> a quoted line",
                "an answer",
                "",
                "From: Ola <o@example.org>",
                "To: Pia",
                "Date: 3 May 2021",
                "On 3 May 2021 Ola <o@example.org> wrote:",
                "-----Original Message-----",
                "-- ",
                "—————",
                "<quoted words>",
                "Best,",
                "o@example.org:",
            ]
        ),
        max_size=14,
    ).map("\n".join)
)
def test_stretches_lie_in_order_and_begin_and_end_with_something_to_see(text: str):
    end_before = 0
    for spoken in voices(text):
        assert end_before <= spoken.span.start < spoken.span.end <= len(text)
        end_before = spoken.span.end
        assert spoken.span.of(text) == spoken.span.of(text).strip()


PATHOLOGICAL = [
    "a@b 1 2:\n",
    "From: 1\n",
    "From: a@b\nTo: c\nCc: 1\n",
    "> q\nOn 1 2 a@b wrote: x\n",
    "> q\nFrom: a@1\nTo: b\nCc: c\n\n",
    "----- on 1 a@b wrote\n",
    "----\n",
    "@",
    "@\n",
    ":\n",
    "1 @ wrote wrote wrote\n\n",
    "-Aa Bb\n\n",
]


@pytest.mark.parametrize("unit", PATHOLOGICAL)
def test_telling_voices_apart_takes_time_in_proportion_to_the_text(unit: str):
    """Eight times the text takes about eight times as long; its square would take sixty-four times."""

    def seconds(length: int) -> float:
        text = "words\n" + unit * (length // len(unit)) + "\n> q\n\nwords"
        times: list[float] = []
        for _ in range(2):
            started = time.process_time()
            voices(text)
            times.append(time.process_time() - started)
        return min(times)

    assert seconds(100_000) < 24 * max(seconds(12_500), 0.001)
