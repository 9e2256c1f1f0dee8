"""The agenda: what was picked for which round."""

from collections.abc import Sequence
from datetime import datetime

import sqlite_utils

from deliberation.actor import Actor
from deliberation.ids import ActId, DebateKey
from deliberation.log import Deed
from deliberation.round import following
from deliberation.steering.agenda import AGENDA_LIMIT, AgendaItem, Pick, agenda_of
from storage.sqlite import records
from storage.sqlite.rounds.helm import show, take


def set_agenda(
    db: sqlite_utils.Database, key: DebateKey, picks: Sequence[Pick], *, actor: Actor, act: ActId, at: datetime
) -> tuple[AgendaItem, ...]:
    """Put `picks` on the agenda of the next round, in the place of what was picked for it before; those that are not
    there any more are passed over. What stands on it now.

    Raises:
        NoDebateHere, AnotherServer, NotAModerator, DebateEnded: as they say.
    """
    helm = take(db, key, actor=actor, act=act, at=at)
    number = following(helm.rounds)
    if not helm.did(Deed.AGENDA_SET):
        this = (key.guild, key.debate, number)
        db.execute("DELETE FROM agenda WHERE guild_id = ? AND debate = ? AND round = ?", this)
        known = _known(db, key)
        wanted = [pick for pick in dict.fromkeys(picks) if pick in known][:AGENDA_LIMIT]
        for place, pick in enumerate(wanted):
            db.execute(
                "INSERT INTO agenda (guild_id, debate, round, place, point, statement, span_start)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*this, place, pick.point, pick.statement, pick.start),
            )
        helm.note(Deed.AGENDA_SET, round=number, picked=len(wanted))
        if helm.rounds:
            show(db, key, helm.rounds[-1].number, at)
    return agenda_of(records.record(db, key), number)


def _known(db: sqlite_utils.Database, key: DebateKey) -> set[Pick]:
    record = records.record(db, key)
    return {Pick(point.number) for point in record.points} | {Pick.of(question) for question in record.questions}
