"""A ballot walked through as a member would: one press a claim, a form behind a "but", the answer that counted most."""

from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from bot.rehearsal.acts import Answer, Votes
from bot.rehearsal.readable import Control, controls, fields
from bot.rehearsal.transcript import Transcript
from deliberation.ids import PointNumber
from deliberation.record import DebateRecord
from prompts.post import Act

_PRESSES_LIMIT = 60


async def walk(
    member: MemberActor,
    votes: Votes,
    ballot: ResponseMessage,
    record: DebateRecord,
    transcript: Transcript,
    *,
    every_screen: bool,
) -> None:
    """Answer the claims of `ballot` as `votes` says; the first and last screens are told, or all of them."""
    walker = _Walker(member, votes, ballot, record, transcript, every_screen=every_screen)
    transcript.screen(votes.who, ballot)
    for _ in range(_PRESSES_LIMIT):
        if not await walker.step():
            break
    else:
        raise RuntimeError("the ballot has no end")
    if not every_screen:
        transcript.screen(votes.who, ballot)


class _Walker:
    def __init__(
        self,
        member: MemberActor,
        votes: Votes,
        ballot: ResponseMessage,
        record: DebateRecord,
        transcript: Transcript,
        *,
        every_screen: bool,
    ) -> None:
        self._member = member
        self._votes = votes
        self._ballot = ballot
        self._record = record
        self._transcript = transcript
        self._every_screen = every_screen
        self._left = {
            point.number: answer for answer in votes.answers for point in record.points if point.claim == answer.claim
        }
        if len(self._left) != len(votes.answers):
            raise LookupError(f"{votes.who} answers a claim that nobody put up")

    async def step(self) -> bool:
        """Answer, pass over or keep the claim shown; False at the end."""
        claim = self._control(Act.VOTE)
        if claim is None:
            return False
        point = PointNumber(claim.numbers[2])
        answer = self._left.pop(point, None)
        if answer is not None:
            await self._give(point, answer)
        elif self._left:
            await self._press(self._control(Act.SKIP))
        elif self._votes.keeps_the_rest:
            await self._press(self._control(Act.KEEP))
            return False
        else:
            return False
        return True

    async def _give(self, point: PointNumber, answer: Answer) -> None:
        await self._press(self._control(Act.VOTE, last=answer.position.rank), f" on “{answer.claim}”")
        if answer.condition:
            await self._write(self._control(Act.CONDITION, point=point), answer.condition)
        if answer.reason:
            await self._write(self._control(Act.REASON, point=point), answer.reason)
        if answer.credit:
            await self._credit(self._control(Act.CREDIT, point=point), answer.credit)

    async def _press(self, control: Control | None, more: str = "") -> None:
        if control is None:
            raise LookupError("the ballot lacks a button")
        self._transcript.does(self._votes.who, f"presses [{control.label}]{more}")
        await self._member.click(self._ballot, custom_id=control.custom_id)
        self._show()

    async def _write(self, control: Control | None, text: str) -> None:
        if control is None:
            raise LookupError("the ballot lacks a form")
        opened = await self._member.click(self._ballot, custom_id=control.custom_id)
        if opened.modal is None:
            raise LookupError("the button opened no form")
        self._transcript.does(self._votes.who, f"presses [{control.label}] and writes: {text}")
        (field,) = fields(opened.modal)
        await self._member.submit_modal(opened, {str(field["custom_id"]): text})
        self._show()

    async def _credit(self, control: Control | None, words: str) -> None:
        if control is None:
            raise LookupError("the ballot offers no answers to choose from")
        chosen = next(counterpoint for counterpoint in self._record.counterpoints if words in counterpoint.words)
        self._transcript.does(self._votes.who, f"chooses under [{control.label}]: {chosen.words}")
        await self._member.select(self._ballot, [str(int(chosen.number))], custom_id=control.custom_id)
        self._show()

    def _control(self, act: Act, *, point: PointNumber | None = None, last: int | None = None) -> Control | None:
        for control in controls(self._ballot.components):
            fits = point is None or control.numbers[2] == point
            if control.act is act and fits and (last is None or control.numbers[-1] == last):
                return control
        return None

    def _show(self) -> None:
        if self._every_screen:
            self._transcript.screen(self._votes.who, self._ballot)
