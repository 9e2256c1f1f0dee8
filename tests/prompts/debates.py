"""Debates with their words, to write pages and files from: one of ordinary size, one as large as can be."""

from deliberation.debate import Attribution
from deliberation.exporting.transcript import Transcript
from deliberation.ids import StatementId
from deliberation.record import DebateRecord
from tests.deliberation.records import OPENING, Story

ZONE = "Europe/Berlin"


def transcript_of(record: DebateRecord) -> Transcript:
    """The transcript of a story, whose points are all there is of its passages."""
    gone = {head.id for head in record.statements if head.withdrawn}
    texts = {
        answer.passage.statement: f"> …\n\n{answer.words}" for answer in record.counterpoints if not answer.withdrawn
    }
    proposals = "\n".join(point.claim for point in record.points if point.passage.statement == OPENING)
    return Transcript(
        record=record,
        passages={point.number: point.claim for point in record.points if point.passage.statement not in gone},
        texts={StatementId(OPENING): proposals, **texts},
    )


def quiet_hours(attribution: Attribution = Attribution.COUNTED) -> Story:
    """A debate of eleven people over two rounds, with replies to replies."""
    story = Story("Late-night rules", attribution=attribution, planned_rounds=3)
    quiet = story.proposes("Quiet hours in voice from 23:00")
    bots = story.proposes("Bots only in #bots")
    links = story.proposes("New members wait a day before posting links")
    story.opens_round()
    story.crowd_stands(quiet, "YYyyNNnn??N")
    story.crowd_stands(bots, "YYYYYNNNNNN")
    sleep = story.answers(
        "mia", quiet, "My flatmate sleeps next door, and half of us work early.\n\nTen is too early, midnight too late."
    )
    games = story.answers("noor", quiet, "The raids start at ten. Quiet hours end them.")
    raids = story.answered_words(games)
    story.answers("ivo", raids, "Raids could have a room of their own, which is never quiet.")
    story.answers("mia", bots, "I mute #general now, and I miss the game nights.")
    story.answers("tom", bots, "The jokes of the bot are why I open this server at all.")
    story.closes_round()
    story.opens_round()
    story.crowd_stands(quiet, "YYYYYyyy?yN", credits={"y": sleep, "N": games})
    story.crowd_stands(bots, "YYYYYNNNNNN")
    story.crowd_stands(links, "YYY.yyn?..N")
    story.answers("ada", links, "Most spam comes within the first hour.")
    story.closes_round()
    return story
