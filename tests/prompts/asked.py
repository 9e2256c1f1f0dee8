"""Questions, what waits for somebody, and what the record answers, to render posts from."""

from dataclasses import replace

from deliberation.asking.choices import Counted, MyStand, Shape, Stood, Unanswered
from deliberation.asking.explained import Explained, Sense
from deliberation.asking.needs import MyQuestions, Needs, RepliedTo
from deliberation.asking.searching import Found, Hit, search_for
from deliberation.asking.seconding import OpenQuestion
from deliberation.ids import ActId, DebateId, DebateKey, PointNumber, RoundNumber, Span, StatementId
from deliberation.question import Document, Question, QuestionKind, Response
from deliberation.stance import Position, Tally
from deliberation.statement import StatementKind
from deliberation.terms import Terms
from deliberation.views.board import Waiting
from tests.prompts import listed, samples

DEBATE = samples.debate()
OTHER = replace(DEBATE, key=DebateKey(samples.GUILD, DebateId(1300000000000000009)), title="Game night")


def question(
    number: int, kind: QuestionKind = QuestionKind.PLAIN, words: str = "", about: str | None = None
) -> Question:
    """A question of Noor's to Mia about the first claim."""
    return Question(
        statement=StatementId(1400000000000000000),
        span=Span(0, len(samples.CLAIMS[0])),
        words=words,
        asked_by=samples.NOOR,
        put_to=samples.MIA,
        round=RoundNumber(1),
        link=samples.link(number),
        kind=kind,
        act=ActId(1600000000000000000 + number),
        about=about,
        point=PointNumber(1),
        of=samples.CLAIMS[0],
        asked_at=samples.OPENED,
    )


PLAIN = question(1, words="Who switches the music off?")
EVIDENCE = question(2, QuestionKind.EVIDENCE)
MEANING = question(3, QuestionKind.MEANING, about="quiet")
ANSWERED = replace(
    EVIDENCE, response=Response("The poll of May: https://polls.test/may", samples.MIA, samples.DEADLINE)
)
SECONDED = replace(EVIDENCE, seconders=frozenset({samples.IVO, samples.MIA, samples.NOOR}))
READ = replace(PLAIN, act=None, words="What about headphones?", of="", point=None)

NEEDS = (
    Needs(
        DEBATE,
        questions=(PLAIN, EVIDENCE, MEANING, READ),
        replies=(RepliedTo("Then nobody could sing on birthdays.", samples.link(8), samples.IVO),),
        confirmations=(listed.REWORDING, listed.RESTATEMENT),
        round=RoundNumber(2),
        claims=3,
    ),
    Needs(OTHER, round=RoundNumber(1), claims=1),
)
MINE = (
    MyQuestions(
        DEBATE,
        put_to_me=(replace(PLAIN, asked_by=samples.IVO, put_to=samples.NOOR),),
        asked=(MEANING, ANSWERED, replace(PLAIN, response=Response(None, samples.NOOR, samples.DEADLINE))),
    ),
)
EXPLAINED = Explained(
    (Sense("quiet", "Nobody can make out words in the next room."),),
    ("https://polls.test/may", "https://polls.test/june", "https://polls.test/july"),
)
DOCUMENTED = Explained(
    sources=("https://polls.test/may",),
    documents=(Document("survey [final].pdf", samples.link(7)), Document("counts.csv", samples.link(9))),
)

SPEAKERS = replace(DEBATE, terms=Terms(speakers=77))
FOR_A_SPEAKER = (Needs(SPEAKERS, questions=(SECONDED,), readers_ask=(replace(SECONDED, words="And what else?"),)),)
OPEN = (
    OpenQuestion(SECONDED, own=False, seconded=True),
    OpenQuestion(replace(PLAIN, seconders=frozenset({samples.IVO})), own=True, seconded=False),
    OpenQuestion(MEANING, own=False, seconded=False),
    OpenQuestion(READ, own=False, seconded=False),
)
WAITING = (
    Waiting("", samples.link(2), samples.MIA, kind=QuestionKind.EVIDENCE, of=samples.CLAIMS[0], seconds=3),
    Waiting("Who switches the music off?", samples.link(1), None, seconds=1),
    Waiting("And who asked Ada?", samples.link(4), None, guest="Aunt Ada"),
)
BY_READERS = tuple(replace(waiting, by_readers=bool(waiting.seconds)) for waiting in WAITING)

UNANSWERED = (
    Unanswered(
        DEBATE,
        (
            Waiting("Who switches the music off?", samples.link(1), samples.MIA),
            Waiting("", samples.link(2), samples.MIA, kind=QuestionKind.EVIDENCE, of=samples.CLAIMS[0]),
            Waiting("", samples.link(3), samples.MIA, kind=QuestionKind.MEANING, about="quiet", of=samples.CLAIMS[0]),
            Waiting("And who asked Ada?", samples.link(4), None, guest="Aunt Ada"),
        ),
        (Waiting(samples.CLAIMS[2], samples.link(0), None),),
    ),
)
DIFFER = (
    Shape(DEBATE, RoundNumber(1), False, 14, (Counted(samples.CLAIMS[1], samples.link(0), Tally((5, 1, 0, 1, 5))),)),
    Shape(OTHER, RoundNumber(2), True, 9, (Counted("Play on Fridays", samples.link(5), Tally((3, 0, 0, 0, 4))),)),
)
STAND = (MyStand(DEBATE, (Stood(samples.CLAIMS[0], samples.link(0), Position.DISAGREE_IN_PART, RoundNumber(2)),)),)


def hit(number: int, words: str, kind: StatementKind = StatementKind.MESSAGE, **facts: object) -> Hit:
    """A statement that a search brought."""
    made = Hit(DEBATE, StatementId(number), kind, samples.NOOR, None, samples.OPENED, samples.link(number), words)
    return replace(made, **facts)  # pyright: ignore[reportArgumentType]


HITS = tuple(
    hit(number, f"…and the pool's opening hours are too short, as I said {number} times…") for number in range(2, 9)
)
FOUND = Found(search_for("what was said about opening hours?"), HITS)
FOUND_HERE = Found(
    search_for("opening"),
    (
        hit(1, "The opening hours are too short."),
        hit(2, "Longer opening hours", StatementKind.OPENING),
        hit(3, "…when the opening hours end…", StatementKind.LETTER, author=None, guest="Aunt Ada"),
    ),
    partly=True,
)
NOTHING_FOUND = Found(search_for("trombone"), ())
