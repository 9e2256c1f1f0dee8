"""Regrouping points: putting them to everybody, merging, splitting, setting them aside and taking them up again."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from deliberation.actor import Actor
from deliberation.debate import CLAIM_LIMIT
from deliberation.errors import AuthorNotHere, NotItsWords, NotMerged, NotSetAside, SamePoint
from deliberation.ids import ActId, DebateKey, ParticipantId, PointNumber
from deliberation.line import line_of
from deliberation.log import Deed
from deliberation.point import Merge, Point, PointOrigin, span_within
from deliberation.points.changes import ASIDE_LIMIT, Aside, Split, aside_now, enough_ask, parts_of
from deliberation.record import DebateRecord
from deliberation.statement import Passage
from deliberation.views.standings import standings_now
from storage.sqlite import rows
from storage.sqlite.moments import micros
from storage.sqlite.points.at_point import AtPoint, at_point
from storage.sqlite.points.changes import save_aside, save_put_up, save_split
from storage.sqlite.points.joining import Occasion, add_point
from storage.sqlite.rules import must_keep_words
from storage.sqlite.servers import acting
from storage.sqlite.statements.texts import Texts
from storage.verbs.points import Asked


def ask_for_ballot(
    db: Database, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime
) -> Asked:
    """Ask that a point be put to everybody; it is, once its author and two others ask. Where named speakers write,
    it is theirs to say what everybody is asked: readers second questions.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, MissingRole, OnlySpeakers, NoSuchPoint, PointSetAside, PointSplit: as
            they say.
        AuthorNotHere: nobody can ask in the author's place.
    """
    here = at_point(db, key, point, actor)
    acting(db, actor).must_hold(here.debate.terms.gate.role)
    here.debate.terms.must_speak(acting(db, actor))
    here.must_stand()
    if here.point.author is None and not _is_asked(here):
        raise AuthorNotHere({"what": "ballot"})
    db.execute(
        "INSERT OR IGNORE INTO ballot_ask (guild_id, debate, point, participant, act, at) VALUES (?, ?, ?, ?, ?, ?)",
        (key.guild, key.debate, here.number, here.participant(actor, at), act, micros(at)),
    )
    askers = asking(db, key, here.number)
    if not _is_asked(here) and enough_ask(here.point.author, askers):
        _put_up(here, None, act, at)
        return Asked(here.number, put_up=True, people=len(askers))
    return Asked(here.number, put_up=_is_asked(here), people=len(askers))


def asking(db: Database, key: DebateKey, point: PointNumber) -> frozenset[ParticipantId]:
    """Who asks that a point be put to everybody."""
    found = db.execute(
        "SELECT participant FROM ballot_ask WHERE guild_id = ? AND debate = ? AND point = ?",
        (key.guild, key.debate, point),
    )
    return frozenset(ParticipantId(participant) for (participant,) in found)


def put_up_point(db: Database, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime) -> Point:
    """Put a point to everybody, from the open round on, or from the next; nothing more where it is asked already.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NotAModerator, NoSuchPoint, PointSetAside, PointSplit: as they say.
    """
    here = at_point(db, key, point, actor)
    here.must_lead(actor)
    here.must_stand()
    if not _is_asked(here):
        _put_up(here, here.participant(actor, at), act, at)
    return here.point


def merge_points(
    db: Database, key: DebateKey, source: PointNumber, target: PointNumber, *, actor: Actor, act: ActId, at: datetime
) -> Merge:
    """Merge `source` into `target`. A part merged back into the point it was split from takes the other parts along, so
    that the point is whole again.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NotAModerator, NoSuchPoint, PointSetAside, PointSplit: as they say.
        SamePoint: they are one already.
    """
    from_here, into = at_point(db, key, source, actor), at_point(db, key, target, actor)
    into.must_lead(actor)
    if from_here.number == into.number:
        raise SamePoint({"point": into.number})
    from_here.must_stand()
    by = into.participant(actor, at)
    parts = parts_of(into.number, into.changes.splits, into.merges)
    if from_here.number not in parts:
        into.must_stand()
    for number in dict.fromkeys((from_here.number, *(parts if from_here.number in parts else ()))):
        _merge(into, number, by, at)
    from_here.note(Deed.POINTS_MERGED, by, act, at, numbers={"into": into.number})
    into.changed(at)
    return Merge(from_here.number, into.number, by, at)


def unmerge_point(db: Database, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime) -> Merge:
    """Take `point` out of the one it was merged into: it stands again, with the stances that were given on it.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NotAModerator, NoSuchPoint: as they say.
        NotMerged: it was not.
    """
    into = at_point(db, key, point, actor)
    into.must_lead(actor)
    if into.number == point:
        raise NotMerged({"point": point})
    by = into.participant(actor, at)
    _merge(into, point, by, at, into=point)
    into.note(Deed.POINT_SPLIT, by, act, at, numbers={"out": point})
    into.changed(at)
    return Merge(point, point, by, at)


def split_point(
    db: Database,
    key: DebateKey,
    point: PointNumber,
    parts: tuple[str, ...],
    *,
    actor: Actor,
    act: ActId,
    at: datetime,
) -> tuple[Split, ...]:
    """Take a point apart into several, each in words of its passage. Its stances go with none of them.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NotAModerator, NoSuchPoint, PointSetAside, PointSplit: as they say.
        NotItsWords: a part is not in the words of the passage, or is all of them.
        EmptyText, TextTooLong: a part without a word, or over CLAIM_LIMIT characters.
    """
    here = at_point(db, key, point, actor)
    here.must_lead(actor)
    here.must_stand()
    passage = here.point.passage
    words = Texts(db, key).words(passage.statement, passage.revision, passage.span)
    spans = [span_within(line_of(part, "part", CLAIM_LIMIT), words) for part in parts]
    whole = len(" ".join(words.split()))
    by = here.participant(actor, at)
    splits: list[Split] = []
    for part, span in zip(parts, spans, strict=True):
        if span is None or len(" ".join(part.split())) == whole:
            raise NotItsWords({"part": " ".join(part.split())})
        origin = here.point.origin if here.point.origin is PointOrigin.UNVERIFIED else PointOrigin.PASSAGE
        number = add_point(
            db,
            key,
            origin,
            passage=Passage(passage.statement, passage.revision, span.moved(passage.span.start)),
            claim=" ".join(span.of(words).split()),
            author=here.point.author,
            occasion=Occasion(here.round_now, at),
        )
        splits.append(Split(here.number, number, by, at))
        save_split(db, key, splits[-1])
    numbers = {f"part {place}": split.part for place, split in enumerate(splits, start=1)}
    here.note(Deed.POINT_SPLIT, by, act, at, numbers=numbers)
    here.changed(at)
    return tuple(splits)


def set_aside(
    db: Database, key: DebateKey, point: PointNumber, reason: str, *, actor: Actor, act: ActId, at: datetime
) -> Aside:
    """Set a point aside; the reason that stands where it is set aside already.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NotAModerator, NoSuchPoint, PointSplit: as they say.
        EmptyText, TextTooLong: no reason, or one over ASIDE_LIMIT characters.
        TimedOut, BlockedWord: as they say.
    """
    here = at_point(db, key, point, actor)
    here.must_lead(actor)
    if (standing := aside_now(here.number, here.changes.asides)) is not None:
        return standing
    here.must_stand()
    line = line_of(reason, "reason", ASIDE_LIMIT)
    must_keep_words(db, line, actor=actor, at=at)
    aside = Aside(here.number, here.participant(actor, at), at, line)
    save_aside(db, key, aside, act)
    here.note(Deed.POINT_SET_ASIDE, aside.by, act, at, reason=aside.reason)
    here.changed(at)
    return aside


def take_up(db: Database, key: DebateKey, point: PointNumber, *, actor: Actor, act: ActId, at: datetime) -> Aside:
    """Take a point up again that was set aside.

    Raises:
        NoDebateHere, AnotherServer, DebateEnded, NotAModerator, NoSuchPoint: as they say.
        NotSetAside: it is not.
    """
    here = at_point(db, key, point, actor)
    here.must_lead(actor)
    if aside_now(here.number, here.changes.asides) is None:
        raise NotSetAside({"point": here.number})
    up = Aside(here.number, here.participant(actor, at), at, None, taken_up=True)
    save_aside(db, key, up, act)
    here.note(Deed.POINT_TAKEN_UP, up.by, act, at)
    here.changed(at)
    return up


def _is_asked(here: AtPoint) -> bool:
    """Whether the ballot asks the point."""
    bare = DebateRecord(
        debate=here.debate,
        rounds=here.rounds,
        points=rows.points_of(here.db, here.key),
        merges=here.merges,
        changes=replace(here.changes, put_up=dict.fromkeys(here.changes.put_up, here.rounds[-1].number)),
    )
    return any(claim.number == here.number for claim in standings_now(bare).claims)


def _put_up(here: AtPoint, by: ParticipantId | None, act: ActId, at: datetime) -> None:
    save_put_up(here.db, here.key, here.number, here.round_now, by=by, act=act, at=at)
    here.note(Deed.POINT_ON_BALLOT, by, act, at)
    here.changed(at)


def _merge(
    here: AtPoint, source: PointNumber, by: ParticipantId, at: datetime, *, into: PointNumber | None = None
) -> None:
    here.db.execute(
        "INSERT OR REPLACE INTO merge (guild_id, debate, source, target, by, at) VALUES (?, ?, ?, ?, ?, ?)",
        (here.key.guild, here.key.debate, source, here.number if into is None else into, by, micros(at)),
    )
