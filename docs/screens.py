"""Every screen of the product: what it shows in a line, who has it before them, and what they did to get there.

A new screen is one entry, under the moment of the sample debate at which it is reached. Entries are taken in order, and
what is done for one has happened for those behind it.
"""

from dataclasses import dataclass

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.rehearsal import script
from bot.rehearsal.acts import Scene, Who
from bot.rehearsal.play import LETTERS
from bot.rehearsal.stage import Stage
from bot.rehearsal.steps import Finds, Menu, Picks, Presses, Role, Types, Uses, Waits, Writes
from docs.tour import DESKTOP, Screen
from prompts.post import Act
from prompts.privacy import Step

_BOARD = script.BOARD
_OPENING = Finds(acts=(Act.HOW, Act.TAKE_PART))
_SUMMARY = Finds(acts=(Act.NOT_MEANT,))
_BALLOT = (_BOARD, Presses(Act.TAKE_PART))
_AGAIN = (_BOARD, Picks(Act.VIEW, (script.CLOSE_UNREAD,)), Presses(Act.GIVE, last=1))
_WORDS = "Reading a bad patch takes me an hour"
_MESSAGE = "What bothers me most"
_REPLY = "I would rather wait a week than be waved through."
_QUESTION = Menu("Ask about this", "Two weeks also fits our freeze")
_ERASE = Presses(Act.PRIVACY, last=Step.ASK)
_EXCHANGE = ("wen-on-provenance.md", (LETTERS / "wen-on-provenance.md").read_bytes())
_RESTATES = Presses(Act.RESTATE)
_SPEAKERS, _COLUMNS = "Designers", "Two columns on wide screens"


def _denied(stage: Stage) -> None:
    """The home for debates denies two permissions to the bot."""
    _deny(stage, discord.Permissions(attach_files=True, add_reactions=True))


def _allowed(stage: Stage) -> None:
    """It denies them no more."""
    _deny(stage, discord.Permissions.none())


def _deny(stage: Stage, denied: discord.Permissions) -> None:
    bot = stage.bot.user
    assert bot is not None
    overwrite = Overwrite(bot.id, OverwriteType.MEMBER, deny=denied.value)
    stage.env.backend.set_overwrite(stage.channels[script.HOME].id, overwrite)


def _named_speakers(stage: Stage) -> None:
    """Mara and Priya get the role whose holders speak."""
    role = stage.guild.create_role(_SPEAKERS)
    for who in (Who.MARA, Who.PRIYA):
        stage.env.backend.add_member_role(stage.guild.id, stage.cast[who].id, role.id)


@dataclass(frozen=True, slots=True)
class Moment:
    """What has been played by then, and the screens that are reached there."""

    name: str
    scenes: tuple[Scene, ...]
    screens: tuple[Screen, ...]


MOMENTS = (
    Moment(
        "Setting up and opening",
        (),
        (
            Screen(
                "setup",
                "/setup: what a server settles for all its debates, and what the bot lacks there",
                Who.MARA,
                (Uses("setup", home=script.HOME),),
            ),
            Screen(
                "setup-lacking",
                "/setup where the bot lacks permissions: which, and where",
                Who.MARA,
                (Uses("setup", home=script.HOME),),
                before=_denied,
            ),
            Screen(
                "opening-form",
                "/debate open: the form that opens a debate",
                Who.MARA,
                (Uses("debate open", home=script.HOME),),
                before=_allowed,
            ),
            Screen(
                "opening-refused",
                "A form that cannot be taken comes back with everything that was written",
                Who.MARA,
                (Uses("debate open", home=script.HOME), Writes(("Game night", "Thursdays at eight", "yesterday"))),
            ),
            Screen(
                "import-form",
                "/debate import: the form filled with what a letter quotes",
                Who.MARA,
                (Uses("debate import", {"source": "letter", "file": _EXCHANGE}, home=script.HOME),),
            ),
            Screen(
                "privacy-nothing",
                "/privacy before one has taken part",
                Who.TOBI,
                (Uses("privacy", home=script.HOME),),
            ),
        ),
    ),
    Moment(
        "A debate opens",
        script.OPENING,
        (
            Screen("opening", "The opening of a debate that shows counts only", Who.TOBI, (_OPENING,)),
            Screen("how", "How this works", Who.TOBI, (_OPENING, Presses(Act.HOW))),
            Screen("board-empty", "The board of a round that has just begun", Who.TOBI, (_BOARD,)),
        ),
    ),
    Moment(
        "During a round",
        script.FIRST_ROUND + script.SECOND_ROUND_BEGINS,
        (
            Screen(
                "thread",
                "The thread: a message that replies to two passages in line, and the card under it",
                Who.TOBI,
                (Finds("A tool that closes does not say sorry", acts=(Act.PASSAGES,)),),
                width=DESKTOP,
                around=True,
            ),
            Screen(
                "card-letter", "The card under a letter: each passage with its reply", Who.TOBI, (Finds("A letter by"),)
            ),
            Screen(
                "card-changed",
                "The card of a quote that differs from what was said: both versions",
                Who.LUCIA,
                (
                    Types(
                        "> Reading a bad patch takes me a whole evening; producing one takes a minute.\n\n"
                        "It took me a week to write mine."
                    ),
                    Finds("quoted with changes"),
                ),
            ),
            Screen("board", "The board: the claims, who is asked what, what nobody replied to", Who.TOBI, (_BOARD,)),
            Screen(
                "ballot",
                "A claim on the ballot, private, with last round's counts and words of the other side",
                Who.TOBI,
                (*_BALLOT, Presses(Act.SKIP, until="on the other side")),
            ),
            Screen(
                "ballot-saved",
                "The ballot after a press: what was saved, what can be added, and the next claim",
                Who.TOBI,
                (
                    *_BALLOT,
                    Presses(Act.SKIP, until=script.CLOSE_UNREAD),
                    Presses(Act.VOTE, last=4),
                    Picks(Act.CREDIT, ("This is that rule",)),
                ),
            ),
            Screen("ballot-german", "The ballot of somebody whose Discord is German", Who.TOBI, _BALLOT, locale="de"),
            Screen(
                "condition-form",
                "What would make it a yes?",
                Who.WEN,
                (*_AGAIN, Presses(Act.CONDITION)),
            ),
            Screen("reason-form", "A reason, noted for oneself", Who.WEN, (*_AGAIN, Presses(Act.REASON))),
            Screen("ballot-end", "The end of the ballot", Who.WEN, _BALLOT),
            Screen("claim", "One claim, picked on the board", Who.TOBI, (_BOARD, Picks(Act.VIEW))),
            Screen(
                "passages",
                "Apps → Answer in line: the passages of a message, to pick the one to answer",
                Who.TOBI,
                (Menu("Answer in line", _MESSAGE),),
            ),
            Screen(
                "answer-form",
                "The form of a reply in line, with one's view and what would make it a yes",
                Who.TOBI,
                (Menu("Answer in line", _MESSAGE), Picks(Act.PICK, (_WORDS[:20],))),
            ),
            Screen(
                "answered",
                "What became of the reply",
                Who.TOBI,
                (
                    Menu("Answer in line", _MESSAGE),
                    Picks(Act.PICK, (_WORDS[:20],)),
                    Writes((_REPLY, "It says how long"), ("Yes, but…",)),
                ),
            ),
            Screen("reply", "The reply as the bot posts it for its author", Who.JONAS, (Finds(_REPLY),)),
            Screen("edit-form", "Changing one's reply", Who.TOBI, (Finds(_REPLY), Presses(Act.EDIT))),
            Screen("take-back", "Taking one's reply back asks once", Who.TOBI, (Finds(_REPLY), Presses(Act.TAKE_BACK))),
            Screen("report-form", "Reporting a reply", Who.JONAS, (Finds(_REPLY), Presses(Act.REPORT))),
            Screen(
                "reported",
                "What became of the report",
                Who.JONAS,
                (Finds(_REPLY), Presses(Act.REPORT), Writes(("This is not about the rule",))),
            ),
            Screen("reports", "/debate reports: what is reported, for moderators", Who.MARA, (Uses("debate reports"),)),
            Screen(
                "remove-form",
                "Removing a reply asks for a reason, which its author is told",
                Who.MARA,
                (Uses("debate reports"), Presses(Act.REMOVE)),
            ),
            Screen(
                "points-to-answer",
                "Answer in line, on the board: pick the point",
                Who.LUCIA,
                (_BOARD, Presses(Act.ANSWER)),
            ),
            Screen(
                "this-answers",
                "Apps → This answers…: pick the message one's own message answers",
                Who.TOBI,
                (Menu("This answers…", "lol jonas counted too"),),
            ),
            Screen(
                "question-about",
                "Ask a question, on the board: pick what it is about",
                Who.TOBI,
                (_BOARD, Presses(Act.ABOUT)),
            ),
            Screen(
                "question-form", "Apps → Ask a question: the form, with three kinds of question", Who.TOBI, (_QUESTION,)
            ),
            Screen(
                "question-asked",
                "What became of the question",
                Who.TOBI,
                (_QUESTION, Writes(("Which freeze is that?",))),
            ),
            Screen(
                "second-a-question",
                "Second a question: the open questions, those seconded most first",
                Who.TOBI,
                (_BOARD, Presses(Act.OPEN_QUESTIONS), Picks(Act.SECOND, ("Which patches",))),
            ),
            Screen(
                "needs",
                "What needs me? Questions, quotes without a reply, claims",
                Who.WEN,
                (Uses("ask", {"what": "needs"}),),
            ),
            Screen(
                "response-form",
                "The form that answers a question",
                Who.WEN,
                (Uses("ask", {"what": "needs"}), Picks(Act.ONE_QUESTION), Presses(Act.RESPOND)),
            ),
            Screen(
                "questions-mine",
                "/question mine: those one asked and those put to one",
                Who.TOBI,
                (Uses("question mine"),),
            ),
            Screen("ask", "/ask: what can be asked of the record", Who.TOBI, (Uses("ask"),)),
            Screen("ask-unanswered", "What nobody has answered", Who.TOBI, (Uses("ask", {"what": "unanswered"}),)),
            Screen(
                "ask-found",
                "/ask with words: what was said, quoted with links",
                Who.TOBI,
                (Uses("ask", {"search": "tick box"}),),
            ),
            Screen("follow", "/debate follow", Who.TOBI, (Uses("debate follow"),)),
            Screen("points", "/points: all points, those that divide most first", Who.TOBI, (Uses("points"),)),
            Screen("point", "One point, with its replies and its history", Who.TOBI, (Uses("points"), Picks(Act.READ))),
            Screen(
                "rewording-proposed",
                "/point reword: other words wait for the point's author",
                Who.MARA,
                (
                    Uses(
                        "point reword", {"point": 5, "words": "Reading a bad patch takes an hour, making one a minute"}
                    ),
                ),
            ),
            Screen(
                "rewording-confirm",
                "Its author is asked whether that is what they mean",
                Who.JONAS,
                (Uses("points", {"point": 5}),),
            ),
            Screen("stance-mine", "/stance mine: one's own answers, round by round", Who.MARA, (Uses("stance mine"),)),
            Screen(
                "not-yours",
                "A refusal says what happened and what to do",
                Who.TOBI,
                (Finds("Nobody learns from ten"), Presses(Act.TAKE_BACK)),
            ),
        ),
    ),
    Moment(
        "A round closes",
        script.SECOND_ROUND_ENDS,
        (
            Screen("summary", "The summary of a round", Who.TOBI, (_SUMMARY,)),
            Screen(
                "summary-desktop",
                "The same summary on a computer",
                Who.TOBI,
                (_SUMMARY,),
                width=DESKTOP,
            ),
            Screen(
                "everything",
                "Everything: all points, behind a summary's button",
                Who.TOBI,
                (_SUMMARY, Presses(Act.POINTS)),
            ),
            Screen("page", "The page that comes with a summary", Who.TOBI, (_SUMMARY,), opens=".html"),
            Screen("export", "/debate export", Who.TOBI, (Uses("debate export", {"format": "letter"}),)),
            Screen(
                "not-meant",
                "Not what I meant: which words, for whoever a summary quotes",
                Who.JONAS,
                (_SUMMARY, Presses(Act.NOT_MEANT)),
            ),
            Screen("digest", "The weekly digest", Who.TOBI, (Finds("Debates, "),)),
            Screen("agenda", "/round agenda: what the next round is about", Who.MARA, (Uses("round agenda"),)),
            Screen("decision-form", "/debate decide: the form", Who.MARA, (Uses("debate decide"),)),
            Screen(
                "decision",
                "A decision beside its final counts",
                Who.TOBI,
                (Finds("until their first one is merged"),),
            ),
            Screen(
                "round-schedule",
                "/round schedule: the next round opens by itself",
                Who.MARA,
                (Uses("round schedule", {"opens": "tomorrow 9:00", "deadline": "3 days"}),),
            ),
            Screen("round-unschedule", "/round unschedule", Who.MARA, (Uses("round unschedule"),)),
            Screen("round-open", "/round open", Who.MARA, (Uses("round open", {"deadline": "3 days"}),)),
            Screen("round-extend", "/round extend", Who.MARA, (Uses("round extend", {"deadline": "5 days"}),)),
            Screen("round-close", "/round close: twelve hours' notice", Who.MARA, (Uses("round close"),)),
            Screen("round-keep-open", "/round keep-open", Who.MARA, (Uses("round keep-open"),)),
            Screen("round-pause", "/round pause", Who.MARA, (Uses("round pause", {"reason": "The build is down"}),)),
            Screen("board-paused", "The board of a paused round", Who.TOBI, (Waits(2), _BOARD)),
            Screen("log", "/debate log: who did what and why", Who.TOBI, (Uses("debate log"),)),
            Screen("stance-history", "/stance history", Who.TOBI, (Uses("stance history"),)),
        ),
    ),
    Moment(
        "One's own data",
        (),
        (
            Screen("privacy", "/privacy: what is kept and who can see it", Who.TOBI, (Uses("privacy"),)),
            Screen(
                "privacy-files",
                "One's data as files",
                Who.TOBI,
                (Uses("privacy"), Presses(Act.PRIVACY, last=Step.HAND_OVER)),
            ),
            Screen("erase", "Erasing asks", Who.TOBI, (Uses("privacy"), _ERASE)),
            Screen(
                "erase-again",
                "Erasing asks a second time",
                Who.TOBI,
                (Uses("privacy"), _ERASE, Presses(Act.PRIVACY, last=Step.ASK_AGAIN)),
            ),
            Screen(
                "erased",
                "It is done",
                Who.TOBI,
                (
                    Uses("privacy"),
                    _ERASE,
                    Presses(Act.PRIVACY, last=Step.ASK_AGAIN),
                    Presses(Act.PRIVACY, last=Step.ERASE),
                ),
            ),
        ),
    ),
    Moment(
        "A debate with names",
        (),
        (
            Screen(
                "opening-named",
                "The opening of a debate with names",
                Who.JONAS,
                (
                    Uses("debate open", {"steelman": True}, home=script.CHAT),
                    Writes(("Game night", "Thursdays at eight\nOne game a month", "3 days"), ("Names are shown",)),
                    Waits(2),
                    Finds("Game night", acts=(Act.HOW,)),
                ),
            ),
            Screen(
                "restate-form",
                "In your own words: a point restated for its author to confirm",
                Who.PRIYA,
                (Finds("Game night", acts=(Act.VIEW,)), Uses("points", here=True), Picks(Act.READ), _RESTATES),
            ),
        ),
    ),
    Moment(
        "Speakers and readers",
        (),
        (
            Screen(
                "opening-speakers",
                "The opening of a debate that named speakers write",
                Who.MARA,
                (
                    Uses("debate open", {"speakers": Role(_SPEAKERS)}, home=script.CHAT),
                    Writes((_COLUMNS, "The settings get a second column\nThe page stays one column", "3 days")),
                    Waits(2),
                    Finds(_COLUMNS, acts=(Act.HOW,)),
                ),
                before=_named_speakers,
            ),
            Screen(
                "reader-refused",
                "A reader is told what they can do instead of writing",
                Who.WEN,
                (Finds(_COLUMNS, acts=(Act.VIEW,)), Presses(Act.ANSWER)),
            ),
            Screen(
                "reader-asks",
                "A reader asks a speaker",
                Who.JONAS,
                (
                    Finds(_COLUMNS, acts=(Act.VIEW,)),
                    Presses(Act.ABOUT),
                    Picks(Act.ABOUT_ONE, ("second column",)),
                    Writes(("Which settings?",)),
                ),
            ),
            Screen(
                "speaker-needs",
                "What needs me? of a speaker",
                Who.MARA,
                (Finds(_COLUMNS, acts=(Act.VIEW,)), Presses(Act.NEEDS)),
            ),
        ),
    ),
)


def gallery() -> str:
    """The page that shows every picture, one line to each."""
    parts = [
        "# Every screen",
        "Pictures of the real bot in the sample debate of `counterpoint rehearse`, as a member has them on a phone.\n"
        "`docs/pictures.py` takes them; `docs/screens.py` lists them.",
    ]
    for moment in MOMENTS:
        parts.append(f"## {moment.name}")
        parts.extend(f"{screen.line}\n\n![{screen.line}](pictures/{screen.name}.png)" for screen in moment.screens)
    return "\n\n".join(parts) + "\n"
