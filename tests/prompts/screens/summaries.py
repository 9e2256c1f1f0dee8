"""Summaries, digests, decisions and agendas, as posts and private screens."""

from collections.abc import Callable
from dataclasses import replace

from deliberation.asking.explained import Unshown
from deliberation.following import Called
from deliberation.ids import (
    PointNumber,
    UserId,
)
from deliberation.stance import Tally
from deliberation.terms import Gate, Terms, Voice
from deliberation.views.board import PointAside
from deliberation.views.digest import DecidedEntry, WeeklyDigest
from deliberation.views.summary import Apart, Closing, Label, PointResult, RoundSummary
from prompts import posts
from prompts.post import Post
from tests.prompts import asked, samples
from tests.prompts.screens.given import COUNTED, NAMED


def _quiet() -> WeeklyDigest:
    return replace(samples.digest(), closed=(), open=(), questions=0, unanswered=0, changed_most=())


def _nothing_shown() -> Post:
    shown = Unshown(samples.CLAIMS[0], samples.link(0), samples.MIA)
    return posts.summary(replace(samples.summary(), unshown=(shown,)), samples.USERS, samples.LEDGER)[0]


def _edited_since(result: PointResult) -> PointResult:
    """What moved people was edited after they said so."""
    assert result.credited is not None
    return replace(result, credited=replace(result.credited, edited=True))


def _with_guests() -> Post:
    """Guests answered two of the points: enough of them to be shown on one."""
    gate = Terms(gate=Gate(member_days=7))
    closer = replace(samples.CLOSER, apart=(Apart(Voice.GUEST, 6, Tally((4, 1, 0, 0, 1))),))
    apart = replace(samples.APART, apart=(Apart(Voice.GUEST, 3),))
    summary = samples.summary(replace(COUNTED, terms=gate), results=(closer, apart))
    return posts.summary(replace(summary, apart=(Apart(Voice.GUEST, 7),)), samples.USERS, samples.LEDGER)[0]


def _changed_points() -> RoundSummary:
    result = replace(samples.CLOSER, former_words="Quiet hours from 22:00", moves=None, before=None, label=Label.AGREED)
    assert result.reason_for is not None
    for_it = replace(result.reason_for, meant="I meant channels, not voice.")
    midnight = replace(samples.CLOSER.conditions[0], meant="Midnight by the server's clock.")
    result = replace(result, meant="From Sunday to Thursday.", reason_for=for_it, conditions=(midnight,))
    aside = PointAside(PointNumber(6), "nobody asked for music at night", samples.link(6), "off topic")
    found = samples.summary(results=(result,), proposed=())
    asked = tuple(replace(question, meant="I asked about voice channels.") for question in found.questions)
    return replace(found, set_aside=(aside,), questions=asked)


def _closed_late() -> RoundSummary:
    """Too few answered, after a notice, and many of them came at the end."""
    asked = samples.open_round(2).ask_to_close(samples.OPENED, by=samples.IVO)
    closed = asked.close(asked.closes_at, by=None)
    results = tuple(replace(result, label=Label.TOO_FEW) for result in (samples.CLOSER, samples.APART))
    first = replace(results[0], without=Tally((1, 2, 0, 1, 1)))
    debate = replace(COUNTED, terms=Terms(quorum=20))
    summary = samples.summary(debate, results=(first, results[1]), current=closed, closing=Closing.EARLY)
    questions = ("Who would switch the channels off?",)
    return replace(summary, too_few=True, newcomers=6, proposed_questions=questions, scheduled=samples.open_round(3))


def _decided() -> WeeklyDigest:
    entry = DecidedEntry("New logo", samples.DECISION, samples.COUNT, samples.link(30))
    unshown = replace(entry, title="Game night", count=replace(samples.COUNT, tally=None, answered=3))
    paused = replace(samples.digest().open[0], paused=True)
    return replace(samples.digest(), decided=(entry, unshown), reviews=(entry,), open=(paused,))


def _summary_that_calls() -> Post:
    told = Called((UserId(501), UserId(502)))
    return posts.summary(samples.summary(), samples.USERS, samples.LEDGER, told=told)[0]


POSTS: dict[str, Callable[[], Post]] = {
    "summary-counted": lambda: posts.summary(samples.summary(), samples.USERS, samples.LEDGER)[0],
    "summary-edited-since": lambda: posts.summary(
        samples.summary(results=(_edited_since(samples.CLOSER),), proposed=()), samples.USERS, samples.LEDGER
    )[0],
    "summary-words-nobody-said": lambda: posts.summary(
        samples.summary(results=(replace(samples.CLOSER, unverified=True),)), samples.USERS, samples.LEDGER
    )[0],
    "summary-named": lambda: posts.summary(samples.summary(NAMED), samples.USERS, samples.LEDGER)[0],
    "summary-with-guests": _with_guests,
    "summary-closed-early": lambda: posts.summary(
        samples.summary(current=samples.closed_round(by=samples.IVO), closing=Closing.EARLY),
        samples.USERS,
        samples.LEDGER,
    )[0],
    "summary-last-unread": lambda: posts.summary(
        samples.summary(current=replace(samples.closed_round(3), unread=True), proposed=()), {}, samples.LEDGER
    )[0],
    "digest": lambda: posts.digest(samples.digest()),
    "digest-quiet": lambda: posts.digest(_quiet()),
    "summary-changed-points": lambda: posts.summary(_changed_points(), samples.USERS, samples.LEDGER)[0],
    "summary-closed-with-notice": lambda: posts.summary(_closed_late(), samples.USERS, samples.LEDGER)[0],
    "summary-reopened-cancelled": lambda: posts.reopened(
        posts.summary(samples.summary(), {}, samples.LEDGER)[0], 2, cancelled=True
    ),
    "summary-reopened": lambda: posts.reopened(posts.summary(samples.summary(), {}, samples.LEDGER)[0], 2),
    "decision": lambda: posts.decision(COUNTED, samples.DECISION, samples.COUNT, samples.USERS),
    "decision-superseded": lambda: posts.superseded(
        posts.decision(COUNTED, samples.DECISION, replace(samples.COUNT, tally=None, answered=3), {})
    ),
    "digest-decided": lambda: posts.digest(_decided()),
    "agenda": lambda: posts.agenda(COUNTED, 3, samples.AGENDA[:1], samples.AGENDA, samples.USERS),
    "agenda-empty": lambda: posts.agenda(COUNTED, 3, (), (), {}),
    "summary-nothing-shown": _nothing_shown,
    "summary-readers-ask": lambda: posts.summary(
        replace(samples.summary(asked.SPEAKERS), questions=asked.BY_READERS), samples.USERS, samples.LEDGER
    )[0],
    "summary-that-calls": _summary_that_calls,
}
