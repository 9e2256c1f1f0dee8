"""What can go wrong, in the domain's words. `prompts/refusals` has a sentence for each, keyed by `code`.

Refusal
├── NotAllowed          NotAModerator · NotAnAdministrator · MissingRole · AnotherServer · TimedOut
│                       · NotYourWords · MayNotWrite
│                       · NotTheAuthor · NoRestating · OwnPoint · NotQuoted · NotYourQuestion · OnlySpeakers
│                       · OwnQuestion · OnlyReadersSecond
├── WrongTime           RoundClosed · RoundPaused · RoundNotPaused · NoOpenRound · RoundStillOpen · RoundUnfinished
│                       · ClosingAlready · ClosesSoonAnyway · NotClosingEarly · DebateEnded · PointSetAside
│                       · PointErased · PointSplit · SlowMode · OverLimit · TooLateToAdd · TooManyQuestions
│                       · QuestionSettled
├── NotFound            NoDebateHere · NoSuchPoint · NoSuchCounterpoint · NothingToKeep · NothingToReopen
│                       · NothingScheduled · NoPlaceForDebate · NoSuchStatement · NoSuchPassage
│                       · NothingToConfirm · AuthorNotHere · NotMerged · NotSetAside
│                       · NothingKept · NothingNew · NothingCounted · NobodysWords · NobodyToAsk · NoSuchQuestion
└── BadInput            EmptyText · TextTooLong · NotText · TooManyProposals · ProposalTooLong · NoProposals
                        · SamePoint · SameWords · NotItsWords · GuestIsAMember · BlockedWord · NotANumber
                        · RoleOfEverybody · UnreadableDate · DateInThePast · DateTooFar · DeadlineNotLater
                        · NothingToImport · OpensTooSoon · UnknownTimeZone · OwnWords · …
"""

from dataclasses import dataclass, field


@dataclass
class Refusal(Exception):
    """Something somebody may not do, or cannot do now, said so that they know what to do next.

    `facts` are what the sentence needs (a limit, a time, a number); never a member's words beyond their own.
    """

    facts: dict[str, object] = field(default_factory=dict[str, object])

    @property
    def code(self) -> str:
        """The name under which the sentence stands."""
        return type(self).__name__

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class NotAllowed(Refusal):
    """The person may not do this."""


class NotAModerator(NotAllowed):
    """Only who moderates this channel may do this. Facts: `opener`, whether who opened the debate may, too."""


class NotAnAdministrator(NotAllowed):
    """Only who may manage the whole server may do this."""


class MissingRole(NotAllowed):
    """The debate is for holders of one role. Facts: `role` (its id), `gone` (whether the server has deleted it)."""


class AnotherServer(NotAllowed):
    """A button or command of one server used in another."""


class TimedOut(NotAllowed):
    """A moderator's time-out keeps them from saying anything. Facts: `until` (a datetime)."""


class NotYourWords(NotAllowed):
    """Only whoever wrote a statement may change it, take it back or say what it answers."""


class MayNotWrite(NotAllowed):
    """They could not write in the debate's thread themselves: it is locked, or their roles keep them out."""


class NotTheAuthor(NotAllowed):
    """Only the author of a point says what stands for it."""


class NoRestating(NotAllowed):
    """The debate was opened without restating points in one's own words."""


class OwnPoint(NotAllowed):
    """Restating a point of one's own."""


class OnlySpeakers(NotAllowed):
    """Named speakers write in this debate, and others read it. Facts: `role` (whose holders write), `then` (whether
    somebody wrote it as a reader who is a speaker now), `gone` (whether the server has deleted the role).
    """


class NotQuoted(NotAllowed):
    """Adding to words that the summary does not quote of whoever adds."""


class NotYourQuestion(NotAllowed):
    """Neither asked by them nor put to them."""


class OwnQuestion(NotAllowed):
    """Seconding what one asked oneself."""


class OnlyReadersSecond(NotAllowed):
    """Seconding a question as one of a debate's named speakers."""


class WrongTime(Refusal):
    """Not now."""


class RoundClosed(WrongTime):
    """The round of this button has closed. Facts: `round`."""


class NoOpenRound(WrongTime):
    """There is no open round now. Facts: `round`, the last one."""


class RoundStillOpen(WrongTime):
    """The next round cannot open while this one is. Facts: `round`."""


class RoundUnfinished(WrongTime):
    """A debate cannot end while some have answered its open round and others have still to. Facts: `round`."""


class RoundPaused(WrongTime):
    """The round is paused. Facts: `round`."""


class RoundNotPaused(WrongTime):
    """There is nothing to resume. Facts: `round`."""


class ClosingAlready(WrongTime):
    """Somebody asked to close the round early before. Facts: `round`, `closes` (a datetime)."""


class ClosesSoonAnyway(WrongTime):
    """Closing it early would take longer than waiting for its deadline. Facts: `round`, `closes` (a datetime)."""


class NotClosingEarly(WrongTime):
    """Nobody asked to close the round early. Facts: `round`, `closes` (a datetime)."""


class DebateEnded(WrongTime):
    """The debate has ended."""


class PointSetAside(WrongTime):
    """The point was set aside. Facts: `point`, `reason`."""


class PointErased(WrongTime):
    """Whoever wrote the point has erased its words. Facts: `point`."""


class PointSplit(WrongTime):
    """The point was split. Facts: `point`, `parts` (the numbers of what it became)."""


class SlowMode(WrongTime):
    """Too soon after what they said last where slow mode is on. Facts: `again_at` (a datetime)."""


class OverLimit(WrongTime):
    """More than one member may bring within an hour. Facts: `what` ("statements", "letters" or "size" in bytes),
    `limit`, `again_at` (a datetime: when there is room for this).
    """


class TooLateToAdd(WrongTime):
    """A later round has closed since the summary. Facts: `round`, that round."""


class TooManyQuestions(WrongTime):
    """As many questions as one person is given at a time wait for this one. Facts: `limit`."""


class QuestionSettled(WrongTime):
    """The question was answered or taken back already."""


class NotShown(WrongTime):
    """Discord did not take what was to be shown in public; nothing of it is kept."""


class NotFound(Refusal):
    """There is no such thing here."""


class NoDebateHere(NotFound):
    """The command was used outside a debate's thread."""


class NoPlaceForDebate(NotFound):
    """A debate cannot open where it was asked for."""


class NoSuchPoint(NotFound):
    """No point has this number. Facts: `point`."""


class NoSuchCounterpoint(NotFound):
    """No counterpoint of somebody else has this number on this point. Facts: `counterpoint`."""


class NothingToKeep(NotFound):
    """ "Keep the rest" pressed by somebody with no earlier answers left to keep."""


class NothingKept(NotFound):
    """Nothing is kept about somebody who asks to have it erased or handed over."""


class NothingNew(NotFound):
    """A digest that somebody asked for would have nothing to tell."""


class NothingCounted(NotFound):
    """No round has closed yet, so there are no answers to hand over."""


class NothingToReopen(NotFound):
    """Only the last round can be reopened, and only one that closed. Facts: `round`, the last one."""


class NothingScheduled(NotFound):
    """No round is scheduled."""


class NoSuchStatement(NotFound):
    """What was to be answered or changed is not known here, or was deleted."""


class NobodysWords(NotFound):
    """A bot posted this; it shows no statement of anybody's."""


class NoSuchPassage(NotFound):
    """There are no words of the statement's author at that place."""


class NothingToConfirm(NotFound):
    """No such words wait for the author of this point."""


class AuthorNotHere(NotFound):
    """Whoever said it is a guest or was erased, and cannot agree. Facts: `what` ("ballot" or "words")."""


class NotMerged(NotFound):
    """The point was not merged into another. Facts: `point`."""


class NotSetAside(NotFound):
    """The point is not set aside. Facts: `point`."""


class NobodyToAsk(NotFound):
    """Whoever said this is a guest, was erased, or has deleted it."""


class NoSuchQuestion(NotFound):
    """The question is gone."""


class BadInput(Refusal):
    """What was given cannot be taken."""


class OwnWords(BadInput):
    """A question to oneself."""


class NothingToImport(BadInput):
    """A file that holds nothing to begin a debate with. Facts: `what` ("letter" or "polis")."""


class EmptyText(BadInput):
    """A title, a letter or an answer without a word in it. Facts: `what`."""


class TextTooLong(BadInput):
    """Facts: `what`, `length`, `limit`, `unit` ("characters" or "bytes")."""


class SaidAlready(BadInput):
    """The same words to the same point, by the same person, a second time. Facts: `link`, where they stand."""


class AnswersAlready(BadInput):
    """A message all of whose words already answer what it quotes. Facts: `posted`, whether the bot posted it so."""


class AnswersItself(BadInput):
    """A statement cannot answer its own words, or what was said after it."""


class NotText(BadInput):
    """A file that is not plain text in UTF-8. Facts: `filename`."""


class NoProposals(BadInput):
    """A debate was opened without a single proposal."""


class TooManyProposals(BadInput):
    """Facts: `count`, `limit`."""


class ProposalTooLong(BadInput):
    """Facts: `line` (its number, from 1), `length`, `limit`."""


class ProposalTwice(BadInput):
    """The same proposal on two lines. Facts: `line`, `first`."""


class SamePoint(BadInput):
    """Merging a point with itself. Facts: `point`."""


class SameWords(BadInput):
    """These words stand for the point already."""


class NotItsWords(BadInput):
    """A part of a point in words that its passage does not say. Facts: `part`."""


class GuestIsAMember(BadInput):
    """A letter brought as a guest's under the name of a member. Facts: `guest`."""


class BlockedWord(BadInput):
    """A word that the server lets nobody have the bot say. Facts: `word`, as they wrote it."""


class NotANumber(BadInput):
    """Something else than a whole number, or too high a one. Facts: `given`, `highest`."""


class RoleOfEverybody(BadInput):
    """@everyone where a role is asked for that sets its holders apart."""


class UnreadableDate(BadInput):
    """Facts: `given`."""


class DateInThePast(BadInput):
    """Facts: `given`, `read_as` (a datetime)."""


class DateTooFar(BadInput):
    """Facts: `given`, `read_as`, `days` (the limit)."""


class DeadlineNotLater(BadInput):
    """A deadline that is not behind the one it replaces, or not behind the opening. Facts: `round`, `deadline`."""


class OpensTooSoon(BadInput):
    """A round scheduled for before the last one closes. Facts: `round`, the last one, and `closes` (a datetime)."""


class UnknownTimeZone(BadInput):
    """Facts: `given`, `close` (names that look alike, perhaps none)."""
