"""A report: a debate's exchange and what its answers show, as a page tells them."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.debate import Debate
from deliberation.exporting.exchange import SharedPoint, exchange_of
from deliberation.exporting.figures import Figures, figures_of
from deliberation.exporting.remarks import Remark, remarks_of
from deliberation.exporting.transcript import Transcript
from deliberation.ids import RoundNumber
from deliberation.record import DebateRecord
from deliberation.round import RoundState
from deliberation.steering.decision import Decision
from deliberation.views.standings import Standings, standings_now, standings_of
from deliberation.views.summary import RoundSummary, summarise


@dataclass(frozen=True, eq=False)
class Report:
    """What a page tells."""

    debate: Debate
    summary: RoundSummary | None
    """The round whose answers are told; None where none has closed."""
    figures: Figures | None
    """None where `summary` is."""
    exchange: tuple[SharedPoint, ...]
    remarks: tuple[Remark, ...] = ()
    """What was said and answers nothing."""
    decisions: tuple[Decision, ...] = ()
    """Those whose words nobody erased."""


def report_of(transcript: Transcript, number: RoundNumber) -> Report:
    """The report that comes with the summary of round `number`, which is over: all that was said and answered by then.

    Raises:
        KeyError: there is no such round.
    """
    until = transcript.record.round(number).closed_at
    return _report(transcript, standings_of(transcript.record, number), number, until)


def report_now(transcript: Transcript) -> Report:
    """All that was said until now, with the answers of the last round that has closed: those of an open round are not
    told before its end, not even where its counts may be followed.
    """
    return _report(transcript, standings_now(transcript.record), last_closed(transcript.record))


def last_closed(record: DebateRecord) -> RoundNumber | None:
    """The last round whose answers may be told; None where there is none."""
    over = (RoundState.CLOSED, RoundState.SUMMARISED)
    return max((round_.number for round_ in record.rounds if round_.state in over), default=None)


def _report(
    transcript: Transcript, standings: Standings, counted: RoundNumber | None, until: datetime | None = None
) -> Report:
    record = transcript.record
    summary = summarise(record, counted) if counted is not None else None
    return Report(
        debate=record.debate,
        summary=summary,
        figures=figures_of(standings_of(record, counted), summary.results) if summary and counted else None,
        exchange=exchange_of(transcript, standings),
        remarks=remarks_of(transcript, standings),
        decisions=tuple(
            decision for decision in record.decisions if decision.what and (until is None or decision.at <= until)
        ),
    )
