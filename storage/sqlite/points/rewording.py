"""Rewording: other words for a point, its author's or somebody else's, and what its author says of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import CLAIM_LIMIT
from deliberation.errors import AuthorNotHere, NoRestating, NothingToConfirm, NotTheAuthor, OwnPoint, SameWords
from deliberation.ids import ActId, DebateKey, ParticipantId, PointNumber, RoundNumber
from deliberation.line import line_of
from deliberation.log import Deed
from deliberation.points.changes import RESTATEMENT_LIMIT, Restatement, Rewording, Verdict, claim_in, holds_from
from storage.sqlite.points.at_point import AtPoint, at_point
from storage.sqlite.points.changes import save_restatement, save_rewording
from storage.sqlite.rules import must_keep_words
from storage.sqlite.servers import acting


def reword_point(
    db: Database, key: DebateKey, point: PointNumber, words: str, *, actor: Actor, act: ActId, at: datetime
) -> Rewording:
    """Give a point other words. Its author's hold at once; anybody else's wait for the author. One proposal waits at a
    time: a newer one takes its place.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NotAModerator, NoSuchPoint, PointSetAside, PointSplit: as they say.
        AuthorNotHere: nobody can confirm them.
        EmptyText, TextTooLong: not a word, or over CLAIM_LIMIT characters.
        SameWords: they stand for it already.
        TimedOut, BlockedWord: as they say.
    """
    here = at_point(db, key, point, actor)
    by = here.participant(actor, at)
    if by != here.point.author:
        here.must_lead(actor)
    if done := _known(here.changes.rewordings, act):
        return done
    here.must_stand()
    if here.point.author is None:
        raise AuthorNotHere({"what": "words"})
    line = line_of(words, "claim", CLAIM_LIMIT)
    must_keep_words(db, line, actor=actor, at=at)
    if line == claim_in(here.point, RoundNumber(here.rounds[-1].number + 1), here.changes.rewordings):
        raise SameWords
    for waiting in here.changes.rewordings:
        if waiting.point == here.number and waiting.verdict is Verdict.WAITING:
            save_rewording(db, key, replace(waiting, verdict=Verdict.DECLINED))
    proposed = Rewording(here.number, act, line, by, at)
    if by == here.point.author:
        return _confirm_rewording(here, proposed, at)
    save_rewording(db, key, proposed)
    return proposed


def decide_rewording(
    db: Database,
    key: DebateKey,
    point: PointNumber,
    proposed: ActId,
    verdict: Verdict,
    *,
    actor: Actor,
    at: datetime,
) -> Rewording:
    """What a point's author says of words proposed for it; what they said first, where they said it already.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NoSuchPoint, PointSetAside, PointSplit: as they say.
        NotTheAuthor: somebody else decides.
        NothingToConfirm: no such words were proposed, or they were erased.
    """
    here = at_point(db, key, point, actor)
    _must_be_author(here, actor, at)
    known = _known(here.changes.rewordings, proposed)
    if known is None or not known.words:
        raise NothingToConfirm
    if known.verdict is not Verdict.WAITING:
        return known
    here.must_stand()
    if verdict is Verdict.CONFIRMED:
        return _confirm_rewording(here, known, at)
    declined = replace(known, verdict=Verdict.DECLINED)
    save_rewording(db, key, declined)
    return declined


def restate_point(
    db: Database, key: DebateKey, point: PointNumber, words: str, *, actor: Actor, act: ActId, at: datetime
) -> Restatement:
    """Say a point in one's own words, for its author to confirm. A newer one of the same person replaces theirs that
    still waits.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, MissingRole, NoSuchPoint, PointSetAside, PointSplit: as they say.
        NoRestating: the debate was opened without it.
        OnlySpeakers: others write here.
        AuthorNotHere, OwnPoint: there is nobody else to confirm it.
        EmptyText, TextTooLong: not a word, or over RESTATEMENT_LIMIT characters.
        TimedOut, BlockedWord: as they say.
    """
    here = at_point(db, key, point, actor)
    if not here.debate.terms.steelman:
        raise NoRestating
    acting(db, actor).must_hold(here.debate.terms.gate.role)
    here.debate.terms.must_speak(actor)
    if done := _known(here.changes.restatements, act):
        return done
    here.must_stand()
    if here.point.author is None:
        raise AuthorNotHere({"what": "words"})
    by = here.participant(actor, at)
    if by == here.point.author:
        raise OwnPoint
    line = line_of(words, "restatement", RESTATEMENT_LIMIT)
    must_keep_words(db, line, actor=actor, at=at)
    for waiting in here.changes.restatements:
        if (waiting.point, waiting.by, waiting.verdict) == (here.number, by, Verdict.WAITING):
            save_restatement(db, key, replace(waiting, verdict=Verdict.DECLINED))
    restated = Restatement(here.number, act, line, by, at)
    save_restatement(db, key, restated)
    return restated


def decide_restatement(
    db: Database,
    key: DebateKey,
    point: PointNumber,
    proposed: ActId,
    verdict: Verdict,
    *,
    actor: Actor,
    at: datetime,
) -> Restatement:
    """Whether a restatement is what the point's author means; what they said first, where they said it already.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NoSuchPoint: as they say.
        NotTheAuthor: somebody else decides.
        NothingToConfirm: no such words were proposed, or they were erased.
    """
    here = at_point(db, key, point, actor)
    _must_be_author(here, actor, at)
    known = _known(here.changes.restatements, proposed)
    if known is None or not known.words:
        raise NothingToConfirm
    if known.verdict is not Verdict.WAITING:
        return known
    decided = replace(known, verdict=verdict)
    save_restatement(db, key, decided)
    return decided


def _confirm_rewording(here: AtPoint, proposed: Rewording, at: datetime) -> Rewording:
    number = holds_from(here.rounds, answered=_is_answered(here))
    confirmed = replace(proposed, verdict=Verdict.CONFIRMED, by=here.point.author, round=number)
    save_rewording(here.db, here.key, confirmed)
    own = int(proposed.by == here.point.author)
    here.note(Deed.CLAIM_REWORDED, proposed.by, proposed.act, at, numbers={"round": number, "own": own})
    here.changed(at)
    return confirmed


def _is_answered(here: AtPoint) -> bool:
    """Whether anybody has answered the point in the last round."""
    found = here.db.execute(
        "SELECT 1 FROM stance WHERE guild_id = ? AND debate = ? AND round = ? AND point = ? LIMIT 1",
        (here.key.guild, here.key.debate, here.rounds[-1].number, here.number),
    ).fetchone()
    return found is not None


def _must_be_author(here: AtPoint, actor: Actor, at: datetime) -> None:
    author: ParticipantId | None = here.point.author
    if author is None or author != here.participant(actor, at):
        raise NotTheAuthor


_Proposed = TypeVar("_Proposed", Rewording, Restatement)


def _known(proposed: Iterable[_Proposed], act: ActId) -> _Proposed | None:
    return next((words for words in proposed if words.act == act), None)
