"""What every post looks like, word for word."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from deliberation.answering.own_chat import OwnChat
from deliberation.asking.choices import Inquiry
from deliberation.asking.explained import Unshown
from deliberation.debate import Attribution, DebateState, Tallies
from deliberation.following import Call, Called, Following
from deliberation.ids import (
    ActId,
    ChannelId,
    CounterpointNumber,
    DebateId,
    DebateKey,
    MessageId,
    PointNumber,
    RoundNumber,
    StatementId,
    UserId,
)
from deliberation.log import Deed, LogEntry
from deliberation.points.news import ClaimNews, NewsKind
from deliberation.question import QuestionKind
from deliberation.server import Cards, Limits, ServerSettings
from deliberation.stance import Position, Tally
from deliberation.statement import StatementKind
from deliberation.steering.course import Course
from deliberation.terms import Gate, Terms, Voice
from deliberation.views.ballot import BallotClaim
from deliberation.views.board import Board, PointAside, Waiting
from deliberation.views.card import Card
from deliberation.views.digest import DecidedEntry, DigestSettings, WeeklyDigest
from deliberation.views.history import AnsweredDebate
from deliberation.views.preflight import Lack, Preflight, Purpose
from deliberation.views.privacy import Erased, Kept
from deliberation.views.summary import Apart, Closing, Label, PointResult, RoundSummary
from prompts import following, posts, privacy
from prompts.charts import positions_svg
from prompts.post import Post
from tests.prompts import asked, samples
from tests.prompts.reading import as_text, assert_fits

SPEAKERS = replace(samples.debate(), terms=Terms(speakers=76))
NAMED = samples.debate(attribution=Attribution.NAMED, tallies=Tallies.LIVE)
COUNTED = samples.debate()
STATEMENT = StatementId(1400000000000000004)


def nowhere(card: Card) -> Card:
    """The same card, had none of its quotes been found."""
    pairs = tuple(replace(pair, source=None, source_link=None, changed=False) for pair in card.pairs)
    return replace(card, pairs=pairs)


def _ballot_second_round() -> Post:
    kept = samples.ballot_claim(2, before=samples.stance(2, Position.DISAGREE))
    return posts.ballot(samples.ballot(samples.ballot_claim(1), kept, samples.ballot_claim(3)), kept)


def _answered_in_the_thread(suggested: Position | None) -> BallotClaim:
    """The first claim, which its member has answered in the thread but not on the ballot."""
    before = samples.stance(1, Position.DISAGREE)
    return replace(samples.ballot_claim(1, before=before), own_answer=samples.OWN_ANSWER, suggested=suggested)


def _ballot_suggesting() -> Post:
    claim = _answered_in_the_thread(Position.AGREE_WITH_RESERVATIONS)
    return posts.ballot(samples.ballot(claim, samples.ballot_claim(2)), claim)


def _ballot_after_a_but() -> Post:
    but = replace(
        samples.stance(1, Position.AGREE_WITH_RESERVATIONS, round_number=2, condition="it starts at midnight"),
        credit=CounterpointNumber(3),
    )
    answered = samples.ballot_claim(1, now=but, answers=samples.ANSWERS)
    following = samples.ballot_claim(3)
    return posts.ballot(samples.ballot(answered, following), following, PointNumber(1))


def _ballot_end(*, answered: int) -> Post:
    positions = (Position.AGREE, Position.UNDECIDED, Position.DISAGREE)
    claims = [
        samples.ballot_claim(number, now=samples.stance(number, position) if number <= answered else None)
        for number, position in enumerate(positions, start=1)
    ]
    return posts.ballot(samples.ballot(*claims), None, PointNumber(answered))


def _changing_an_answer() -> Post:
    claim = samples.ballot_claim(1, now=samples.stance(1, Position.AGREE))
    return posts.one_claim(COUNTED, samples.open_round(2), claim)


def _quiet() -> WeeklyDigest:
    return replace(samples.digest(), closed=(), open=(), questions=0, unanswered=0, changed_most=())


def _first_board() -> Board:
    """As it stands at the opening: nobody said anything, and that is said once."""
    points = tuple(replace(point, answers=0) for point in samples.board().points[:2])
    waiting = tuple(Waiting(point.claim, point.link, None) for point in points)
    board = samples.board(current=samples.open_round(1))
    return replace(board, points=points, questions=(), unanswered=waiting, people=0)


def _explained_board() -> Post:
    board = samples.board()
    waiting = (Waiting("", samples.link(2), samples.MIA, kind=QuestionKind.EVIDENCE, of=samples.CLAIMS[0]),)
    first = replace(board.points[0], explained=asked.EXPLAINED)
    second = replace(board.points[1], explained=asked.DOCUMENTED)
    return posts.board(replace(board, points=(first, second, *board.points[2:]), questions=waiting), samples.USERS)


def _nothing_shown() -> Post:
    shown = Unshown(samples.CLAIMS[0], samples.link(0), samples.MIA)
    return posts.summary(replace(samples.summary(), unshown=(shown,)), samples.USERS, samples.LEDGER)[0]


def _edited_since(result: PointResult) -> PointResult:
    """What moved people was edited after they said so."""
    assert result.credited is not None
    return replace(result, credited=replace(result.credited, edited=True))


def _counted_live_board() -> Board:
    """Counts can be followed, a question was put to somebody whose letter a member brought."""
    board = samples.board(samples.debate(tallies=Tallies.LIVE), tally=Tally((3, 1, 0, 0, 1)))
    asked = replace(board.questions[0], put_to=None, guest="Aunt Ada")
    return replace(board, questions=(asked,))


def _with_guests() -> Post:
    """Guests answered two of the points: enough of them to be shown on one."""
    gate = Terms(gate=Gate(member_days=7))
    closer = replace(samples.CLOSER, apart=(Apart(Voice.GUEST, 6, Tally((4, 1, 0, 0, 1))),))
    apart = replace(samples.APART, apart=(Apart(Voice.GUEST, 3),))
    summary = samples.summary(replace(COUNTED, terms=gate), results=(closer, apart))
    return posts.summary(replace(summary, apart=(Apart(Voice.GUEST, 7),)), samples.USERS, samples.LEDGER)[0]


def _ballot_of_a_guest() -> Post:
    debate = replace(COUNTED, terms=Terms(gate=Gate(member_days=7)))
    first = samples.ballot(samples.ballot_claim(1), samples.ballot_claim(2))
    guests = replace(first, debate=debate, voice=Voice.GUEST)
    return posts.ballot(guests, guests.claims[0])


def _restated_point() -> Post:
    """A point of a named debate in which restating is on, with words that wait for the reader."""
    debate = replace(NAMED, terms=Terms(steelman=True))
    page = samples.point_page(debate, replace(samples.LISTED[2], asked=False), waiting=(samples.RESTATEMENT,))
    return posts.point(page, samples.USERS)


def _aside_board() -> Board:
    aside = PointAside(PointNumber(6), "nobody asked for music at night", samples.link(6), "off topic")
    first, *others = samples.board().points
    points = (first, *(replace(point, asked=point.number == 4) for point in others))
    return replace(samples.board(), points=points, set_aside=(aside, replace(aside, number=PointNumber(9), reason="")))


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


def _ballot_news(kind: NewsKind, said: Position | None) -> Post:
    claim = replace(samples.ballot_claim(1), news=(ClaimNews(kind, "Music only until ten", said),))
    return posts.ballot(samples.ballot(claim), claim)


def _ballot_between_parts() -> Post:
    """Seven of nine claims answered."""
    claims = [
        replace(
            samples.ballot_claim(1, now=samples.stance(number, Position.AGREE) if number <= 7 else None),
            point=PointNumber(number),
            claim=f"Rule number {number}",
        )
        for number in range(1, 10)
    ]
    return posts.ballot(samples.ballot(*claims), None, PointNumber(7))


def _on_course(course: Course) -> Board:
    return replace(samples.board(), round=course.round, course=course)


def _paused_board() -> Board:
    paused = samples.open_round(2).pause(samples.OPENED)
    return _on_course(Course(paused, by=samples.IVO, reason="Half of us are away until Monday"))


def _cancelled_board() -> Board:
    cancelled = samples.open_round(2).cancel(samples.OPENED)
    return _on_course(Course(cancelled, by=samples.IVO, reason="The question has settled itself"))


def _busy_board() -> Board:
    """Closing early, prolonged and reopened before, with an agenda, a next round and a decision."""
    asked = replace(samples.open_round(2), prolonged=True, reopened=1).ask_to_close(samples.OPENED, by=samples.IVO)
    course = Course(
        asked,
        quorum=8,
        agenda=samples.AGENDA,
        scheduled=samples.open_round(3),
        coming=samples.AGENDA[1:],
        decision=samples.DECISION,
    )
    return _on_course(course)


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


NUMBERS = {"round": 2, "point": 4, "into": 1, "picked": 2, "opens": 1_796_000_000, "closes": 1_796_200_000}
DEEDS = tuple(
    LogEntry(
        deed,
        samples.IVO,
        samples.OPENED,
        ActId(number),
        numbers=NUMBERS,
        reason="It came up twice." if deed in (Deed.ROUND_CANCELLED, Deed.DEBATE_DECIDED) else None,
    )
    for number, deed in enumerate(Deed)
)


def _answered_debates() -> list[AnsweredDebate]:
    """Twelve debates, the last of which has ended."""
    debates = [samples.debate(title=f"Rules of room {number}") for number in range(1, 12)]
    ended = replace(samples.debate(title="The logo"), state=DebateState.ENDED)
    numbered = [
        replace(debate, key=DebateKey(samples.GUILD, DebateId(900 + place)))
        for place, debate in enumerate((*debates, ended))
    ]
    return [AnsweredDebate(debate, 3, 2, samples.OPENED) for debate in numbered]


MESSAGE = samples.card(kind=StatementKind.MESSAGE, pairs=samples.PAIRS[:2])
MANY_OPEN = tuple(
    replace(asked.OPEN[2], question=asked.question(number, words="Why?", kind=QuestionKind.PLAIN))
    for number in range(10, 21)
)

POSTS: dict[str, Callable[[], Post]] = {
    "opening-counted": lambda: posts.opening(COUNTED, samples.open_round(), samples.PROPOSALS),
    "opening-named": lambda: posts.opening(NAMED, samples.open_round(), samples.PROPOSALS),
    "opening-speakers": lambda: posts.opening(SPEAKERS, samples.open_round(), samples.PROPOSALS),
    "how-it-works-speakers": lambda: posts.how_it_works(SPEAKERS),
    "how-it-works": lambda: posts.how_it_works(COUNTED),
    "how-it-works-named": lambda: posts.how_it_works(NAMED),
    "board": lambda: posts.board(samples.board(), samples.USERS),
    "board-live": lambda: posts.board(samples.board(NAMED, tally=Tally((3, 1, 0, 0, 2))), samples.USERS),
    "board-counted-live": lambda: posts.board(_counted_live_board(), samples.USERS),
    "board-readers": lambda: posts.board(replace(samples.board(), apart=(Apart(Voice.READER, 3),)), samples.USERS),
    "board-closed": lambda: posts.board(samples.board(current=samples.closed_round()), samples.USERS),
    "board-first": lambda: posts.board(_first_board(), {}),
    "card-letter": lambda: posts.card(samples.card(), COUNTED, samples.USERS),
    "card-guest-named": lambda: posts.card(samples.card(guest="Aunt Ada"), NAMED, samples.USERS),
    "card-message": lambda: posts.card(MESSAGE, COUNTED, samples.USERS),
    "card-none-found": lambda: posts.card(nowhere(samples.card()), COUNTED, samples.USERS),
    "card-page": lambda: posts.card(samples.card(), COUNTED, samples.USERS, page=1),
    "card-by-name": lambda: posts.card(
        samples.card(
            kind=StatementKind.MESSAGE,
            pairs=(*samples.PAIRS[:1], replace(samples.PAIRS[0], number=2, by_name=True, response="Twice is late.")),
            not_counted=samples.BY_NAME[:2],
        ),
        COUNTED,
        samples.USERS,
    ),
    "card-only-by-name": lambda: posts.card(
        samples.card(pairs=(), not_counted=samples.BY_NAME[:2]), COUNTED, samples.USERS
    ),
    "by-name": lambda: posts.by_name(samples.BY_NAME, COUNTED, samples.card().statement),
    "by-name-nothing": lambda: posts.by_name((), COUNTED, samples.card().statement),
    "card-withdrawn": lambda: posts.card(samples.card(withdrawn=True), COUNTED, samples.USERS),
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
    "ballot-second-round": _ballot_second_round,
    "ballot-after-a-but": _ballot_after_a_but,
    "ballot-suggesting": _ballot_suggesting,
    "ballot-of-a-guest": _ballot_of_a_guest,
    "ballot-end": lambda: _ballot_end(answered=3),
    "ballot-end-unfinished": lambda: _ballot_end(answered=2),
    "one-claim": lambda: posts.one_claim(NAMED, samples.open_round(), samples.ballot_claim(1)),
    "one-claim-words-nobody-said": lambda: posts.one_claim(
        COUNTED, samples.open_round(), replace(samples.ballot_claim(1), unverified=True)
    ),
    "one-claim-changing": _changing_an_answer,
    "one-claim-suggesting": lambda: posts.one_claim(
        COUNTED, samples.open_round(2), _answered_in_the_thread(Position.DISAGREE)
    ),
    "stance-saved": lambda: posts.stance_saved(
        samples.CLAIMS[0], samples.stance(1, Position.DISAGREE_IN_PART), samples.open_round(), COUNTED
    ),
    "points": lambda: posts.points(samples.point_list(waiting=(samples.REWORDING, samples.RESTATEMENT)), samples.USERS),
    "points-empty": lambda: posts.points(replace(samples.point_list(), points=(), counted=None), {}),
    "point": lambda: posts.point(samples.point_page(), samples.USERS),
    "point-named-waiting": _restated_point,
    "board-set-aside": lambda: posts.board(_aside_board(), samples.USERS),
    "summary-changed-points": lambda: posts.summary(_changed_points(), samples.USERS, samples.LEDGER)[0],
    "ballot-merged-since": lambda: _ballot_news(NewsKind.MERGED, Position.DISAGREE),
    "ballot-reworded-since": lambda: _ballot_news(NewsKind.REWORDED, None),
    "ballot-between-parts": _ballot_between_parts,
    "board-paused": lambda: posts.board(_paused_board(), samples.USERS),
    "board-cancelled": lambda: posts.board(_cancelled_board(), samples.USERS),
    "board-busy": lambda: posts.board(_busy_board(), samples.USERS),
    "opening-ended": lambda: posts.opening(
        replace(COUNTED, state=DebateState.ENDED),
        samples.closed_round(),
        samples.PROPOSALS,
        Course(samples.closed_round(), decision=samples.DECISION),
        samples.USERS,
    ),
    "opening-between-rounds": lambda: posts.opening(
        COUNTED,
        samples.closed_round(),
        samples.PROPOSALS,
        Course(samples.closed_round(), scheduled=samples.open_round(3), coming=samples.AGENDA),
        samples.USERS,
    ),
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
    "log": lambda: posts.log(COUNTED, DEEDS, samples.USERS),
    "log-last-page": lambda: posts.log(COUNTED, DEEDS, samples.USERS, 9),
    "log-empty": lambda: posts.log(COUNTED, (), {}),
    "history": lambda: posts.history(_answered_debates(), 2),
    "history-empty": lambda: posts.history(()),
    "mine": lambda: posts.mine(samples.mine(*samples.MY_POINTS)),
    "mine-chat": lambda: posts.mine(samples.mine(*samples.MY_POINTS), OwnChat(27, samples.CHAT)),
    "mine-empty": lambda: posts.mine(samples.mine()),
    "board-explained": _explained_board,
    "summary-nothing-shown": _nothing_shown,
    "question-about-a-card": lambda: posts.about(
        COUNTED, ((PointNumber(1), samples.CLAIMS[0]),), STATEMENT, 1, whole=True
    ),
    "point-questioned": lambda: posts.point(
        replace(samples.point_page(), questions=(asked.PLAIN, asked.ANSWERED)), samples.USERS
    ),
    "question-about-nothing": lambda: posts.about(COUNTED, (), None, 1, whole=False),
    "question-asked": lambda: posts.question_asked(COUNTED, asked.PLAIN, samples.USERS),
    "question-put-to-me": lambda: posts.one_question(COUNTED, asked.MEANING, samples.USERS, samples.MIA),
    "question-of-mine": lambda: posts.one_question(COUNTED, asked.EVIDENCE, samples.USERS, samples.NOOR),
    "question-answered": lambda: posts.one_question(COUNTED, asked.ANSWERED, samples.USERS, samples.NOOR),
    "my-questions": lambda: posts.my_questions(asked.MINE, samples.USERS),
    "my-questions-none": lambda: posts.my_questions((), {}),
    "open-questions": lambda: posts.open_questions(COUNTED, asked.OPEN, samples.USERS),
    "open-questions-speakers": lambda: posts.open_questions(asked.SPEAKERS, MANY_OPEN, samples.USERS, 2),
    "open-questions-none": lambda: posts.open_questions(COUNTED, (), {}),
    "board-seconded": lambda: posts.board(replace(samples.board(), questions=asked.WAITING), samples.USERS),
    "board-readers-ask": lambda: posts.board(
        replace(samples.board(asked.SPEAKERS), questions=asked.BY_READERS), samples.USERS
    ),
    "summary-readers-ask": lambda: posts.summary(
        replace(samples.summary(asked.SPEAKERS), questions=asked.BY_READERS), samples.USERS, samples.LEDGER
    )[0],
    "needs-of-a-speaker": lambda: posts.needs(asked.FOR_A_SPEAKER, samples.USERS, 0, reminded=False),
    "needs": lambda: posts.needs(asked.NEEDS, samples.USERS, 0, reminded=False, looked=100),
    "needs-one-debate": lambda: posts.needs(asked.NEEDS[:1], samples.USERS, 7, reminded=True),
    "needs-nothing": lambda: posts.needs((), {}, 0, reminded=False),
    "ask-menu": lambda: posts.menu(COUNTED, seen=1),
    "ask-menu-everywhere": lambda: posts.menu(None, seen=4),
    "ask-menu-nothing-seen": lambda: posts.menu(None, seen=0),
    "ask-by-mention": lambda: posts.asked_by_mention(COUNTED, MessageId(1400000000000000007)),
    "ask-unanswered": lambda: posts.inquired(Inquiry.UNANSWERED, asked.UNANSWERED, COUNTED, samples.USERS),
    "ask-differ": lambda: posts.inquired(Inquiry.DIFFER, asked.DIFFER, None, {}),
    "ask-agree-nothing": lambda: posts.inquired(Inquiry.AGREE, (), None, {}, looked=100),
    "ask-stand": lambda: posts.inquired(Inquiry.STAND, asked.STAND, COUNTED, {}),
    "ask-found": lambda: posts.found(asked.FOUND, None, samples.USERS),
    "ask-found-second-page": lambda: posts.found(asked.FOUND, None, samples.USERS, 2),
    "ask-found-here": lambda: posts.found(asked.FOUND_HERE, NAMED, samples.USERS),
    "ask-found-nothing": lambda: posts.found(asked.NOTHING_FOUND, COUNTED, {}),
}


def _setup(*lacks: Lack, reads_messages: bool = True, digest: DigestSettings | None = None) -> Post:
    usual = ServerSettings(samples.GUILD)
    found = Preflight(lacks, reads_messages, "https://discord.com/oauth2/authorize?client_id=1")
    return posts.setup_screen(usual, digest, found, zone="UTC")


def _setup_settled() -> Post:
    """Everything settled, and much missing."""
    settings = ServerSettings(
        samples.GUILD,
        moderators=71,
        home=ChannelId(72),
        zone="Europe/Berlin",
        language="de",
        cards=Cards.LETTERS_ONLY,
        gate=Gate(role=73, member_days=14, account_days=30),
        attribution=Attribution.NAMED,
        quorum=12,
        limits=Limits(statements=20, letters=1, size=50_000),
        blocked=("swamp", "bog*"),
    )
    lacks = (
        Lack(Purpose.SERVER, None, ("attach_files", "add_reactions")),
        Lack(Purpose.HERE, ChannelId(74), ("create_public_threads",)),
        Lack(Purpose.HOME, ChannelId(72)),
        Lack(Purpose.DIGEST, ChannelId(75), ("read_messages", "send_messages")),
    )
    found = Preflight(lacks, False, "https://discord.com/oauth2/authorize?client_id=1")
    digest = DigestSettings(samples.GUILD, ChannelId(75), 6, 18, "Europe/Berlin", samples.OPENED)
    return posts.setup_screen(settings, digest, found, zone="UTC")


POSTS |= {"setup": _setup, "setup-settled": _setup_settled}


def _erased_card() -> Post:
    """A letter that quotes somebody whose words were erased."""
    card = samples.card()
    pairs = tuple(replace(pair, quoted="", source="", claim="", changed=False) for pair in card.pairs)
    return posts.card(replace(card, pairs=pairs), COUNTED, samples.USERS)


def _erased_board() -> Board:
    """The board of a debate whose opener was erased."""
    board = samples.board()
    points = tuple(replace(point, claim="") for point in board.points[:2]) + board.points[2:]
    return replace(board, debate=replace(board.debate, title=""), points=points)


def _call(told: Called) -> Post:
    return following.call(Call(COUNTED, RoundNumber(2), samples.open_round(2).deadline, told))


def _summary_that_calls() -> Post:
    told = Called((UserId(501), UserId(502)))
    return posts.summary(samples.summary(), samples.USERS, samples.LEDGER, told=told)[0]


POSTS |= {
    "following": lambda: following.following(Following(COUNTED, True, 12, None)),
    "following-many": lambda: following.following(Following(COUNTED, True, 140, None)),
    "following-many-by-role": lambda: following.following(Following(COUNTED, True, 140, 77)),
    "following-no-more": lambda: following.following(Following(COUNTED, False, 11, None)),
    "call-opened": lambda: _call(Called((UserId(501), UserId(502)))),
    "summary-that-calls": _summary_that_calls,
    "call-by-role": lambda: _call(Called(role=77)),
    "call-to-the-first": lambda: _call(Called(tuple(map(UserId, range(501, 601))), untold=40)),
    "call-edited": lambda: _call(Called()),
}


POSTS |= {
    "erased-opening": lambda: posts.opening(
        replace(COUNTED, title=""), samples.open_round(), tuple(replace(point, claim="") for point in samples.PROPOSALS)
    ),
    "erased-board": lambda: posts.board(_erased_board(), samples.USERS),
    "erased-card": _erased_card,
    "privacy": lambda: privacy.what_is_kept(Kept(3, 1_204, 30, 1)),
    "privacy-nothing": lambda: privacy.what_is_kept(Kept()),
    "privacy-erase": privacy.really_erase,
    "privacy-erase-again": privacy.really_really_erase,
    "privacy-erased": lambda: privacy.was_erased(Erased(12, 1, ())),
    "privacy-kept": privacy.was_kept,
}


@pytest.mark.parametrize("name", POSTS)
def test_a_post_reads_as_agreed(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.md", as_text(POSTS[name]()))


def test_words_that_suggest_nothing_leave_a_claim_as_it_is() -> None:
    unsure = _answered_in_the_thread(None)
    silent = replace(unsure, own_answer=None)

    assert posts.one_claim(COUNTED, samples.open_round(2), unsure) == posts.one_claim(
        COUNTED, samples.open_round(2), silent
    )


@pytest.mark.parametrize("name", [name for name in POSTS if not name.startswith("summary")])
def test_discord_takes_every_post(name: str) -> None:
    assert_fits(POSTS[name]())


def test_the_chart_is_drawn_as_agreed(golden: Callable[[str, str], None]) -> None:
    golden("chart-positions.svg", positions_svg((samples.CLOSER, samples.APART)))


def test_the_chart_of_a_first_round_has_nothing_to_compare(golden: Callable[[str, str], None]) -> None:
    golden("chart-first-round.svg", positions_svg((replace(samples.CLOSER, before=None),)))
