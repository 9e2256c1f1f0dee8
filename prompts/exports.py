"""A debate as a file in one of the formats of docs/exports.md. The same debate gives the same bytes."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime

from deliberation.errors import NothingCounted
from deliberation.exporting.answers import all_answers
from deliberation.exporting.argdown import argdown_of
from deliberation.exporting.documents import aif_of, document_of, name_of
from deliberation.exporting.exchange import SharedAnswer, SharedPoint
from deliberation.exporting.formats import Format
from deliberation.exporting.letter import Block, letter_text
from deliberation.exporting.report import Report, last_closed, report_now
from deliberation.exporting.sheets import polis_sheets, words_csv
from deliberation.exporting.transcript import Transcript
from deliberation.ids import ParticipantId
from deliberation.record import DebateRecord
from deliberation.views.standings import standings_of
from prompts.page import Names, page
from prompts.post import RenderedFile
from prompts.render import part
from prompts.words import plain

_TEMPLATE = "exports"
_SUFFIXES = {
    Format.LETTER: "txt",
    Format.HTML: "html",
    Format.CSV: "csv",
    Format.JSON: "json",
    Format.POLIS: "polis.zip",
    Format.ARGDOWN: "argdown",
    Format.AIF: "aif.json",
}
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of each file in an archive: the earliest there is, whenever it is made."""


def export_file(
    wanted: Format, transcript: Transcript, pseudonyms: Mapping[ParticipantId, str], names: Names, zone: str
) -> RenderedFile:
    """A debate with everything that was said until now and the answers of the rounds that have closed.

    `names` are used in debates under names only; moments on a page are those of `zone`'s clocks.

    Raises:
        NothingCounted: answers alone are asked for, and no round has closed.
    """
    report = report_now(transcript)
    name = f"debate-{report.debate.key.debate}.{_SUFFIXES[wanted]}"
    if wanted in (Format.CSV, Format.POLIS):
        return RenderedFile(name, _answers(wanted, report, transcript, pseudonyms))
    return RenderedFile(name, _encoded(_text(wanted, report, transcript.record, names, zone=zone)))


def _text(wanted: Format, report: Report, record: DebateRecord, names: Names, *, zone: str) -> str:
    counted = last_closed(record)
    standings = standings_of(record, counted) if counted is not None else None
    match wanted:
        case Format.LETTER:
            return letter(report, names)
        case Format.JSON:
            return _json(document_of(report, record, names))
        case Format.ARGDOWN:
            return argdown_of(record.debate.title, report.exchange, standings)
        case Format.AIF:
            return _json(aif_of(report, standings, names))
        case _:
            return page(report, names, zone)


def _answers(wanted: Format, report: Report, transcript: Transcript, pseudonyms: Mapping[ParticipantId, str]) -> bytes:
    counted = last_closed(transcript.record)
    if counted is None:
        raise NothingCounted
    if wanted is Format.CSV:
        return _encoded(words_csv(transcript, counted, pseudonyms, report))
    return _archive(polis_sheets(transcript, counted, pseudonyms))


def letter(report: Report, names: Names) -> str:
    """The debate as one letter in line: what was proposed, decided, and said without answering anything, then each
    reply beneath the words it answers, in the order in which they came.
    """
    proposals = [point for point in report.exchange if point.asked and point.claim is not None]
    lines = [part(_TEMPLATE, "title", title=plain(report.debate.title))]
    lines += [part(_TEMPLATE, "point", number=point.number, claim=plain(point.claim or "")) for point in proposals]
    for decision in report.decisions:
        lines += ["", part(_TEMPLATE, "decision", day=_day(decision.at), what=decision.what, why=decision.why)]
    if report.remarks:
        lines += ["", part(_TEMPLATE, "remarks")]
    for remark in report.remarks:
        by = name_of(remark.speaker, names)
        said = part(_TEMPLATE, "remark", day=_day(remark.said_at), by=plain(by, 80) if by is not None else None)
        lines += ["", said, remark.words]
    blocks = [
        Block(
            heading=_heading(point, answer, names),
            quote=part("page/words", "gone") if point.claim is None else point.words or point.claim,
            answer=answer.words,
        )
        for point, answer in all_answers(report.exchange)
    ]
    return letter_text("\n".join(lines), blocks)


def _heading(point: SharedPoint, answer: SharedAnswer, names: Names) -> str:
    by, author = name_of(answer.speaker, names), name_of(point.speaker, names)
    return part(
        _TEMPLATE,
        "heading",
        day=_day(answer.said_at),
        by=plain(by, 80) if by is not None else None,
        author=plain(author, 80) if author is not None else None,
    )


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _encoded(text: str) -> bytes:
    """`text` in UTF-8; half of a pair of surrogates, which no text should hold, as a question mark."""
    return text.encode("utf-8", errors="replace")


def _archive(files: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _encoded(text), zipfile.ZIP_DEFLATED)
    return data.getvalue()
