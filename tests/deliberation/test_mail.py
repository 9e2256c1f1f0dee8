"""Real mails: what a careful reader calls quoted, own or neither is read so."""

from pathlib import Path

import pytest

from bench.mail import ARGUABLE, MAILS, Compared, compared_mails, mail_text
from deliberation.reading.voices import Voice, voices

pytestmark = pytest.mark.skipif(not MAILS.exists(), reason="the mails do not lie beside the project")


@pytest.fixture(scope="module")
def mails() -> list[Compared]:
    """The labelled mails beside what was read."""
    return compared_mails()


def test_nearly_every_character_of_real_mails_is_on_the_side_a_careful_reader_puts_it(mails: list[Compared]):
    assert sum(mail.right for mail in mails) >= 0.98 * sum(mail.counted for mail in mails)
    assert sum(mail.right / mail.counted for mail in mails) >= 0.98 * len(mails)
    assert [mail.name for mail in mails if mail.right < 0.95 * mail.counted] == []


def test_answers_between_the_quotes_of_real_mails_are_read_to_the_letter(mails: list[Compared]):
    interleaved = [mail for mail in mails if mail.interleaved]
    assert len(interleaved) >= 3
    assert [mail.name for mail in interleaved if mail.right < mail.counted] == []


def test_words_between_quotation_marks_that_nobody_in_the_debate_said_stay_the_authors():
    name, [(start, end)] = next(iter(ARGUABLE.items()))
    own = [spoken.span for spoken in voices(mail_text(name)) if spoken.voice is Voice.OWN]
    assert any(span.start <= start and end <= span.end for span in own)


@pytest.mark.parametrize("path", sorted(MAILS.glob("*.txt")) if MAILS.exists() else [], ids=lambda path: path.stem)
def test_every_mail_is_read_in_stretches_that_lie_in_order_and_apart(path: Path):
    text = mail_text(path.name)
    end_before = 0
    for spoken in voices(text):
        assert end_before <= spoken.span.start < spoken.span.end <= len(text)
        end_before = spoken.span.end
