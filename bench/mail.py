"""Whose words are whose in real mails: `python bench/mail.py [--misses]`.

A careful reader labelled 23 mails without having seen the program's output: what is quoted, what is the author's own,
what is neither (signatures, headers). This compares `voices` with those labels, character by character, blanks left
out. The mails (crisp-oss/email-reply-parser, MIT) lie beside the project.

One passage is left out of the count because readers differ: in email_2 the author cites a web page between quotation
marks, which the labels call quoted and the reader calls the author's, since nobody in the debate said it.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from deliberation.reading.voices import voices

MAILS = Path(__file__).parents[1] / ".." / "shared" / "mail" / "crisp-fixtures"
GOLD = Path(__file__).parents[1] / "tests" / "deliberation" / "gold" / "mail.json"
ARGUABLE = {"email_2.txt": [(818, 1025)]}
_LETTERS = {"own": "o", "quoted": "q", "neither": "n"}


@dataclass(frozen=True)
class Compared:
    """A mail with the reader's and the program's label of each character: o, q, n, or a blank where none counts."""

    name: str
    text: str
    interleaved: bool
    gold: str
    read: str

    @property
    def counted(self) -> int:
        """How many characters count."""
        return len(self.gold) - self.gold.count(" ")

    @property
    def right(self) -> int:
        """How many have the reader's label."""
        return sum(one == other != " " for one, other in zip(self.gold, self.read, strict=True))


def mail_text(name: str) -> str:
    """A mail as it stands, line ends included."""
    with (MAILS / name).open(encoding="utf-8", newline="") as file:
        return file.read()


def labels_read(text: str) -> str:
    """The program's label of each character."""
    labels = ["n"] * len(text)
    for spoken in voices(text):
        span = spoken.span
        labels[span.start : span.end] = _LETTERS[spoken.voice.value] * (span.end - span.start)
    return "".join(labels)


def compared_mails() -> list[Compared]:
    """Every labelled mail."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    mails: list[Compared] = []
    for name, mail in gold["mails"].items():
        text = mail_text(name)
        labels = [" "] * len(text)
        for start, end, label in cast("list[tuple[int, int, str]]", mail["spans"]):
            labels[start:end] = _LETTERS[label] * (end - start)
        for start, end in ARGUABLE.get(name, []):
            labels[start:end] = " " * (end - start)
        shown = "".join(" " if letter.isspace() else label for letter, label in zip(text, labels, strict=True))
        mails.append(Compared(name, text, mail["interleaved"], shown, labels_read(text)))
    return mails


def _print_misses(mail: Compared) -> None:
    """Print the stretches whose labels differ."""
    at = 0
    while at < len(mail.text):
        pair = mail.gold[at], mail.read[at]
        end = at
        while end < len(mail.text) and (mail.text[end].isspace() or (mail.gold[end], mail.read[end]) == pair):
            end += 1
        if pair[0] not in (" ", pair[1]):
            print(f"    {at}-{end} is {pair[0]}, read as {pair[1]}: {mail.text[at:end]!r}")
        at = max(end, at + 1)


def main() -> None:
    """Print the share of characters with the reader's label, for each mail and in all."""
    if not MAILS.exists():
        raise SystemExit("The mails do not lie beside the project (see the bench's first lines).")
    mails = compared_mails()
    for mail in mails:
        marked = "interleaved" if mail.interleaved else ""
        print(f"{mail.right / mail.counted:8.2%} {mail.right:6} of {mail.counted:6}  {mail.name} {marked}")
        if "--misses" in sys.argv:
            _print_misses(mail)
    for title, some in (
        ("interleaved", [mail for mail in mails if mail.interleaved]),
        ("the others", [mail for mail in mails if not mail.interleaved]),
        ("all", mails),
    ):
        pooled = sum(mail.right for mail in some) / sum(mail.counted for mail in some)
        average = sum(mail.right / mail.counted for mail in some) / len(some)
        print(f"{title}: {len(some)} mails, {pooled:.2%} of characters, {average:.2%} on average")


if __name__ == "__main__":
    main()
