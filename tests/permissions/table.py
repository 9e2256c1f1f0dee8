"""Who may do what, when: the rules as data, from which the tests (test_matrix.py) and docs/permissions.md are made.

A new verb of the store that takes an `actor`, a new `Act` and a new command each stand in a row here; a verb also has
its call in `calls.py`. What is expected was written down from the design, not read off the code.
"""

from dataclasses import dataclass
from enum import Enum

from prompts.post import Act


class Role(Enum):
    """As whom somebody acts; each takes part under a name of their own."""

    OUTSIDER = "without the debate's role"
    NEWCOMER = "newcomer"
    MEMBER = "member"
    AUTHOR = "author"
    OPENER = "opener"
    MODERATOR = "may manage threads"
    WARDEN = "holds the moderators' role"
    ADMINISTRATOR = "may manage the server"
    SILENCED = "timed out"
    SHUT_OUT = "cannot write there"


class State(Enum):
    """How the debate stands. There was a first round in all of them; the second is meant where one is open."""

    OPEN = "open"
    CLOSING = "to close early"
    LATE = "past its deadline"
    PAUSED = "paused"
    CLOSED = "closed"
    SUMMARISED = "summarised"
    CANCELLED = "cancelled"
    SCHEDULED = "next one scheduled"
    SPEAKERS = "written by named speakers"
    """Its round is open, and those of SPEAKERS hold the role of those who write."""
    ENDED = "debate ended"


SPEAKERS = frozenset({Role.MEMBER, Role.AUTHOR, Role.SILENCED, Role.SHUT_OUT})
"""Who write where speakers are named. The others read, also who leads and moderates."""


class Side(Enum):
    """To whom something is kept where named speakers write and others read."""

    SPEAKERS = "only speakers"
    READERS = "only readers"

    @property
    def roles(self) -> frozenset[Role]:
        """Who stand on that side."""
        return SPEAKERS if self is Side.SPEAKERS else frozenset(Role) - SPEAKERS

    @property
    def refusal(self) -> str:
        """What tells the others so."""
        return "OnlySpeakers" if self is Side.SPEAKERS else "OnlyReadersSecond"


@dataclass(frozen=True)
class Who:
    """Who may, and which refusals tell the others so."""

    said: str
    roles: frozenset[Role]
    refusals: frozenset[str] = frozenset()


@dataclass(frozen=True)
class When:
    """In which states it can be done, and which refusals tell that it cannot be now."""

    said: str
    states: frozenset[State]
    refusals: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """One thing that people do, whichever way they do it."""

    does: str
    who: Who
    when: When
    verbs: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    commands: tuple[str, ...] = ()
    says: bool = False
    """Whether words are kept that others read: refused to whoever is timed out."""
    posts: bool = False
    """Whether the bot posts in their name in the debate's thread: refused to whoever could not write there."""
    side: Side | None = None
    """To whom it is kept where named speakers write; None where that changes nothing."""


def _who(said: str, *roles: Role, refused: str = "") -> Who:
    return Who(said, frozenset(roles), frozenset(refused.split()))


def _when(said: str, *states: State, refused: str = "") -> When:
    return When(said, frozenset(states), frozenset(refused.split()))


def _but(said: str, *states: State, refused: str) -> When:
    return _when(said, *(state for state in State if state not in states), refused=refused)


_MODERATORS = (Role.MODERATOR, Role.WARDEN, Role.ADMINISTRATOR)
_ALL = tuple(Role)

ANYBODY = _who("anybody who sees the channel", *_ALL)
TAKERS = _who(
    "whoever holds the debate's role", *(role for role in _ALL if role is not Role.OUTSIDER), refused="MissingRole"
)
LEADERS = _who("the opener and moderators", Role.OPENER, *_MODERATORS, refused="NotAModerator")
MODERATORS = _who("moderators", *_MODERATORS, refused="NotAModerator")
ADMINISTRATORS = _who("whoever may manage the server", Role.ADMINISTRATOR, refused="NotAnAdministrator")
AUTHOR = _who("whoever wrote it", Role.AUTHOR, refused="NotYourWords NotTheAuthor MissingRole MayNotWrite")
AUTHOR_AND_LEADERS = _who("its author, the opener and moderators", Role.AUTHOR, *LEADERS.roles, refused="NotAModerator")
AUTHOR_AND_READERS = _who("its author, the opener and moderators", Role.AUTHOR, *LEADERS.roles, refused="NotYourWords")
NOT_WHO_WROTE_IT = _who(
    "whoever holds the debate's role, but who wrote it", *(TAKERS.roles - {Role.AUTHOR}), refused="MissingRole OwnWords"
)
ASKED = _who("whoever is asked", Role.AUTHOR, refused="NotYourQuestion")
NOT_WHO_ASKED = _who(
    "whoever holds the debate's role, but who asked", *(TAKERS.roles - {Role.MEMBER}), refused="MissingRole OwnQuestion"
)
ASKER = _who("whoever asked", Role.MEMBER, refused="NotYourQuestion")
ASKER_AND_ASKED = _who("whoever asked and whoever is asked", Role.MEMBER, Role.AUTHOR, refused="NotYourQuestion")
QUOTED = _who("whoever it quotes", Role.OPENER, refused="NotQuoted")  # a proposal
KEPT = _who("whoever something is kept about", *(TAKERS.roles), refused="NothingKept")
NOT_THE_AUTHOR = _who(
    "whoever holds the debate's role, but its author",
    *(TAKERS.roles - {Role.AUTHOR}),
    refused="MissingRole OwnPoint",
)

ALWAYS = _when("always", *State)
NOT_ENDED = _but("until the debate ends", State.ENDED, refused="DebateEnded")
TAKING = _when(
    "while a round is open",
    State.OPEN,
    State.SPEAKERS,
    State.CLOSING,
    refused="RoundClosed RoundPaused NoOpenRound DebateEnded",
)
NEXT_NOT_CLOSED = _but(
    "until the next round has closed",
    State.CLOSED,
    State.SUMMARISED,
    State.SCHEDULED,
    State.ENDED,
    refused="TooLateToAdd",
)
BETWEEN_ROUNDS = _when(
    "unless a round is unfinished",
    State.LATE,
    State.CLOSED,
    State.SUMMARISED,
    State.CANCELLED,
    State.SCHEDULED,
    refused="RoundUnfinished RoundPaused DebateEnded",
)
_ROUND = "NoOpenRound RoundPaused RoundClosed RoundNotPaused RoundStillOpen DebateEnded"
RUNNING = _when("while a round is open", State.OPEN, State.SPEAKERS, State.CLOSING, refused=_ROUND)

ROWS = (
    # Taking part
    Row("Open the ballot", TAKERS, TAKING, ("open_ballot", "open_claim"), (Act.TAKE_PART, Act.VIEW, Act.LOOK)),
    Row("Look at one's own ballot", ANYBODY, ALWAYS, ("ballot",), (Act.SKIP, Act.GO_ON)),
    Row("Answer a claim", TAKERS, TAKING, ("record_stance",), (Act.VOTE, Act.GIVE)),
    Row("Keep last round's answers", TAKERS, TAKING, ("keep_rest",), (Act.KEEP,)),
    Row("Credit somebody's reply", TAKERS, TAKING, (), (Act.CREDIT,)),
    Row("Write a reason, which only oneself reads", TAKERS, TAKING, ("must_take_words",), (Act.REASON,)),
    Row("Say what would make it a yes", TAKERS, TAKING, ("amend_stance",), (Act.CONDITION,), says=True),
    Row(
        "Read one's own answers",
        ANYBODY,
        ALWAYS,
        ("mine", "answered_debates", "own_chat"),
        (Act.MINE, Act.HISTORY, Act.OWN_IN),
        ("/stance mine", "/stance history"),
    ),
    # Replying
    Row(
        "Pick what to answer in line",
        TAKERS,
        NOT_ENDED,
        ("must_take_answer", "answerable", "asked"),
        (Act.ANSWER, Act.PASSAGES, Act.PICK, Act.TO_POINT),
        ("Answer in line",),
        posts=True,
        side=Side.SPEAKERS,
    ),
    Row(
        "Answer in line",
        TAKERS,
        NOT_ENDED,
        ("answer_in_line",),
        (Act.REPLY, Act.REPLY_TO),
        says=True,
        posts=True,
        side=Side.SPEAKERS,
    ),
    Row(
        "Post one's reason under one's name",
        TAKERS,
        NOT_ENDED,
        ("post_reason",),
        (Act.POST_REASON,),
        says=True,
        posts=True,
        side=Side.SPEAKERS,
    ),
    Row("See one's posted reply to change it", AUTHOR, NOT_ENDED, ("own_answer",), ()),
    Row(
        "Change one's posted reply",
        AUTHOR,
        NOT_ENDED,
        ("revise_answer",),
        (Act.EDIT,),
        says=True,
        posts=True,
        side=Side.SPEAKERS,
    ),
    Row("Take one's posted reply back", AUTHOR, NOT_ENDED, ("take_back",), (Act.TAKE_BACK, Act.TAKEN_BACK)),
    Row(
        "Say what one's message answers, or take that back",
        AUTHOR,
        NOT_ENDED,
        ("earlier", "say_what_answers", "unsay_what_answers"),
        (Act.OWN_PLAIN, Act.EARLIER, Act.WHICH, Act.MEANS, Act.MEANT, Act.UNSAY),
        ("This answers…",),
        side=Side.SPEAKERS,
    ),
    Row(
        "Count one's replies to proposals called by name, or not",
        AUTHOR,
        NOT_ENDED,
        ("own_by_name", "count_by_name", "uncount_by_name"),
        (Act.NAMED, Act.BY_NAME, Act.ALL_BY_NAME, Act.NOT_BY_NAME),
        side=Side.SPEAKERS,
    ),
    Row(
        "Bring a letter",
        TAKERS,
        NOT_ENDED,
        ("must_take_letter",),
        (),
        ("/debate join-letter",),
        says=True,
        side=Side.SPEAKERS,
    ),
    Row("Report a posted reply", ANYBODY, ALWAYS, ("report",), (Act.REPORT,)),
    Row("Read why a reply was removed", AUTHOR_AND_READERS, ALWAYS, ("why_removed",), (Act.WHY_REMOVED,)),
    Row("See what a summary quotes of oneself", ANYBODY, NEXT_NOT_CLOSED, ("quoted_in",), (Act.NOT_MEANT,)),
    Row(
        "Say beneath a summary what one meant",
        QUOTED,
        NEXT_NOT_CLOSED,
        ("add_meaning",),
        (Act.NOT_MEANT_OF, Act.NOT_MEANT_AS),
        says=True,
    ),
    # Questions
    Row(
        "Ask whoever wrote something",
        NOT_WHO_WROTE_IT,
        NOT_ENDED,
        ("must_take_question", "ask_question"),
        (Act.ABOUT, Act.ABOUT_ONE, Act.QUESTION),
        ("Ask about this",),
        says=True,
    ),
    Row(
        "Answer a question put to oneself",
        ASKED,
        NOT_ENDED,
        ("must_take_response", "respond"),
        (Act.RESPOND, Act.MEANT_FOR),
        says=True,
    ),
    Row(
        "Say that a question was answered elsewhere", ASKER_AND_ASKED, ALWAYS, ("settle_question",), (Act.IS_ANSWERED,)
    ),
    Row("Take back one's question", ASKER, ALWAYS, ("withdraw_question",), (Act.UNASK,), ("/question withdraw",)),
    Row("See the open questions", ANYBODY, ALWAYS, ("questions_to_second",), (Act.OPEN_QUESTIONS,)),
    Row("Second an open question", NOT_WHO_ASKED, NOT_ENDED, ("second_question",), (Act.SECOND,), side=Side.READERS),
    Row(
        "See one's questions, and what waits for oneself",
        ANYBODY,
        ALWAYS,
        ("my_questions", "needs"),
        (Act.ONE_QUESTION, Act.NEEDS, Act.MY_QUESTIONS),
        ("/question mine",),
    ),
    Row("Be reminded, or not", ANYBODY, ALWAYS, ("wants_reminding", "set_reminding"), (Act.REMIND,)),
    Row(
        "Ask the record, and search in it",
        ANYBODY,
        ALWAYS,
        ("inquire",),
        (Act.RECORD, Act.INQUIRE, Act.SEARCH, Act.FOUND),
        ("/ask",),
    ),
    # Points
    Row("Read the points", ANYBODY, ALWAYS, ("points", "point_page"), (Act.POINTS, Act.READ), ("/points",)),
    Row(
        "Ask that everybody be asked about a point",
        TAKERS,
        NOT_ENDED,
        ("ask_for_ballot",),
        (Act.ASK_ALL,),
        side=Side.SPEAKERS,
    ),
    Row(
        "Restate somebody's point",
        NOT_THE_AUTHOR,
        NOT_ENDED,
        ("restate_point",),
        (Act.RESTATE,),
        says=True,
        side=Side.SPEAKERS,
    ),
    Row(
        "Confirm other words for one's point",
        AUTHOR,
        NOT_ENDED,
        ("decide_rewording", "decide_restatement"),
        (Act.CONFIRM,),
    ),
    Row("See which words wait for one's yes", ANYBODY, ALWAYS, ("confirmations",)),
    Row("Reword a point", AUTHOR_AND_LEADERS, NOT_ENDED, ("reword_point",), (), ("/point reword",), says=True),
    Row("Put a point to everybody", LEADERS, NOT_ENDED, ("put_up_point",), (), ("/point ballot",)),
    Row("Merge points", LEADERS, NOT_ENDED, ("merge_points",), (), ("/point merge",)),
    Row("Split a point, or undo a merge", LEADERS, NOT_ENDED, ("split_point", "unmerge_point"), (), ("/point split",)),
    Row("Set a point aside", LEADERS, NOT_ENDED, ("set_aside",), (), ("/point aside",), says=True),
    Row("Take a point up again", LEADERS, NOT_ENDED, ("take_up",)),
    # Leading
    Row("Be asked what leading takes", LEADERS, ALWAYS, ("must_lead",)),
    Row(
        "Open the next round",
        LEADERS,
        _when(
            "after a round",
            State.CLOSED,
            State.SUMMARISED,
            State.CANCELLED,
            State.SCHEDULED,
            refused="RoundStillOpen DebateEnded",
        ),
        ("open_round",),
        (),
        ("/round open",),
    ),
    Row(
        "Schedule the next round",
        LEADERS,
        _but("unless a round is paused", State.PAUSED, State.ENDED, refused="RoundPaused DebateEnded"),
        ("schedule_round",),
        (),
        ("/round schedule",),
    ),
    Row(
        "Call off a scheduled round",
        LEADERS,
        _when("while one is scheduled", State.SCHEDULED, refused="NothingScheduled DebateEnded"),
        ("unschedule_round",),
        (),
        ("/round unschedule",),
    ),
    Row("Extend a round", LEADERS, RUNNING, ("extend_round",), (), ("/round extend",)),
    Row("Pause a round, and say why", LEADERS, RUNNING, ("pause_round",), (), ("/round pause",), says=True),
    Row(
        "Resume a round",
        LEADERS,
        _when("while a round is paused", State.PAUSED, refused=_ROUND),
        ("resume_round",),
        (),
        ("/round resume",),
    ),
    Row(
        "Cancel a round, and say why",
        LEADERS,
        _when(
            "until it closes",
            State.OPEN,
            State.SPEAKERS,
            State.CLOSING,
            State.LATE,
            State.PAUSED,
            refused=_ROUND,
        ),
        ("cancel_round",),
        (),
        ("/round cancel",),
        says=True,
    ),
    Row(
        "Open a closed round again",
        LEADERS,
        _when(
            "once it has closed", State.CLOSED, State.SUMMARISED, State.SCHEDULED, refused="NothingToReopen DebateEnded"
        ),
        ("reopen_round",),
        (),
        ("/round reopen",),
    ),
    Row(
        "Close a round",
        LEADERS,
        _when("while it is open", State.OPEN, State.SPEAKERS, State.LATE, refused=_ROUND + " ClosingAlready"),
        ("close_round",),
        (),
        ("/round close",),
    ),
    Row(
        "Keep a round open after all",
        LEADERS,
        _when("while it is to close early", State.CLOSING, refused=_ROUND + " NotClosingEarly"),
        ("keep_round_open",),
        (),
        ("/round keep-open",),
    ),
    Row("Pick the next agenda", LEADERS, NOT_ENDED, ("set_agenda",), (Act.AGENDA,), ("/round agenda",)),
    Row("Record a decision", LEADERS, ALWAYS, ("decide",), (Act.DECIDE,), ("/debate decide",), says=True),
    Row("End the debate", LEADERS, BETWEEN_ROUNDS, ("end_debate",), (), ("/debate end",)),
    Row(
        "Settle reports, or remove a posted reply",
        MODERATORS,
        ALWAYS,
        ("reports", "dismiss_report", "remove_statement"),
        (Act.REPORTS, Act.DISMISS, Act.REMOVE),
        ("/debate reports",),
    ),
    # Everybody
    Row(
        "Open a debate",
        ANYBODY,
        ALWAYS,
        ("open_debate",),
        (Act.OPEN, Act.AGAIN),
        ("/debate open", "/debate import"),
        says=True,
    ),
    Row(
        "Read how it works, a card's replies, the log; take the debate along",
        ANYBODY,
        ALWAYS,
        (),
        (Act.HOW, Act.PAIRS, Act.LOG),
        ("/debate log", "/debate export"),
    ),
    Row("Follow a debate", ANYBODY, NOT_ENDED, ("follow",), (Act.FOLLOW,), ("/debate follow",)),
    Row("See how much is kept about oneself", ANYBODY, ALWAYS, ("kept",), (), ("/privacy",)),
    Row(
        "Take along or erase what is kept about oneself", KEPT, ALWAYS, ("member_data", "erase_member"), (Act.PRIVACY,)
    ),
    # Server
    Row(
        "Set the digest, drop it, post one now",
        MODERATORS,
        ALWAYS,
        ("set_digest", "drop_digest", "owe_digest_now"),
        (),
        ("/digest set", "/digest now"),
    ),
    Row(
        "Change the server's settings",
        ADMINISTRATORS,
        ALWAYS,
        ("settings_for", "change_server", "set_server"),
        (Act.SETUP, Act.SETTLE),
        ("/setup", "/debate followers"),
    ),
)
