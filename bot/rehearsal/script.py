"""The sample debate: six members of a volunteer project argue about patches written with AI, in two rounds.

Lantern, Harbour and everybody here are made up. Rounds are written as scenes; the second is cut where a visitor can
join it.
"""

from bot.rehearsal.acts import (
    Answer,
    Deletes,
    Does,
    Drops,
    Edits,
    JoinsLetter,
    Looks,
    Meanwhile,
    ReadersLetters,
    Says,
    Scene,
    Votes,
    Who,
)
from bot.rehearsal.steps import Channel, Finds, Picks, Presses, Uses, Writes
from deliberation.stance import Position
from prompts.post import Act

SERVER = "Lantern, the open e-book reader"
HOME = "governance"
NEWS = "weekly-news"
CHAT = "general"
MODERATOR = Who.MARA
READER = "Reader"
"""Whose letters are given on the command line."""

_YES = Position.AGREE
_YES_BUT = Position.AGREE_WITH_RESERVATIONS
_UNSURE = Position.UNDECIDED
_NO_BUT = Position.DISAGREE_IN_PART
_NO = Position.DISAGREE

DISCLOSE = "Every pull request says which parts an AI tool wrote"
CLOSE_UNREAD = "A pull request mostly written by AI is closed without review"
ONE_AT_A_TIME = "New contributors have one open pull request at a time"
BOT_CLOSES = "An AI tool may label and close duplicate bug reports"
OPENING_CLAIMS = (DISCLOSE, CLOSE_UNREAD, ONE_AT_A_TIME, BOT_CLOSES)

_HOUR_TO_READ = "Reading a bad patch takes me an hour; producing one takes a minute."
_TICK_BOX = "make it one tick box"
_LABEL_YES = "Label, yes. Close, never."
_IS_THAT_RULE = "This is that rule"
_NO_AUTHOR = "reviewing something that has no author"

_COUNTED_IT = "would have cut December's pile in half"
_WHICH_PATCHES = "Which patches did you count?"

BOARD = Finds(acts=(Act.VIEW, Act.TAKE_PART))
"""The board of the open round."""


def _views(who: Who, claim: str, position: Position) -> Does:
    """Picks a point on the board and says what they think of it."""
    return Does(who, (BOARD, Picks(Act.VIEW, (claim,)), Presses(Act.GIVE, last=position.rank)))


_DIGEST = {"weekday": 0, "hour": 9, "zone": "Europe/Lisbon", "channel": Channel(NEWS)}

OPENING: tuple[Scene, ...] = (
    Scene(18 * 60, Does(Who.MARA, (Uses("digest set", _DIGEST, home=HOME),))),
    Scene(
        2,
        Does(
            Who.MARA,
            (
                Uses("debate open", home=HOME),
                Writes(("Patches written with AI", "\n".join(OPENING_CLAIMS), "3 days")),
            ),
        ),
    ),
)

FIRST_ROUND: tuple[Scene, ...] = (
    Scene(
        11,
        Says(
            Who.JONAS,
            "I reviewed eleven patches in December that nobody had run. "
            + _HOUR_TO_READ
            + " I do this after work, and I will not keep doing it if the pile keeps growing.\n\n"
            "What bothers me most is how good they look. I used to be able to tell from the style that somebody "
            "was guessing.",
            name="eleven patches",
        ),
    ),
    Scene(3, Says(Who.TOBI, "lol ok this is going to be a long one, getting tea")),
    Scene(
        9,
        Says(
            Who.PRIYA,
            "> Reading a bad patch takes me an hour; producing one takes a minute.\n\n"
            "That was true of bad patches before, too. What helps is a size limit, and tests that have to pass before "
            "a person looks. Both work whoever did the typing.\n\n"
            "> I used to be able to tell from the style that somebody was guessing.\n\n"
            "Then style was a poor test, and it kept out people whose English or whose formatting was odd. I would "
            "rather read what somebody ran and what they saw.",
            replying_to="eleven patches",
        ),
    ),
    Scene(
        14,
        Says(
            Who.LUCIA,
            f"> {BOT_CLOSES}\n\n"
            "My first report here was closed as a duplicate by a person who had misread it. She said sorry, and we "
            "found the real bug together. A tool that closes does not say sorry. Label, yes. Close, never.",
        ),
    ),
    Scene(
        6,
        Says(
            Who.TOBI,
            "> I reviewed eleven patches in December that nobody had run.\n\n"
            "one of those was mine i think, the footnote one. i did run it, just not with right-to-left books. "
            "would you have told me if you'd had the time?",
        ),
    ),
    Scene(
        25,
        Says(
            Who.JONAS,
            f"> {CLOSE_UNREAD}\n\n"
            "Yes, if nobody is there to explain it. I don't mind the tool. I mind reviewing something that has no "
            "author.",
        ),
    ),
    Scene(
        4,
        Says(
            Who.TOBI,
            f"> {ONE_AT_A_TIME}\n\nas a new contributor: fine by me. waiting is ok if i know that i'm next.",
        ),
    ),
    Scene(24 * 60, Drops(Who.WEN, "wen-on-provenance.md")),
    Scene(16, Says(Who.MARA, "Thank you, Wen. A tick box I can add to the form in five minutes.")),
    Scene(2, Says(Who.TOBI, "honestly sounds like some of you just dont want beginners here", name="outburst")),
    Scene(1, Deletes(Who.TOBI, "outburst")),
    Scene(1, Says(Who.TOBI, "sorry, deleted that. wasn't fair")),
    Scene(
        50,
        Says(
            Who.JONAS,
            "Ines from Harbour puts it better than I can:\n"
            "> A patch is a promise to come back when it breaks.\n\n"
            "That is what I miss. Nobody comes back.",
        ),
    ),
    Scene(7, Says(Who.PRIYA, "Is that from the letter that went round in the spring?")),
    Scene(5, JoinsLetter(Who.MARA, "ines-to-small-projects.md", guest="Ines Okafor")),
    Scene(
        38,
        Says(
            Who.LUCIA,
            "> we lost our best translator, who had used a tool to write her commit messages and said so.\n\n"
            "That could be me. I am dyslexic and I write with a tool open, alwyas.",
            name="that could be me",
        ),
    ),
    Scene(
        2,
        Edits(
            Who.LUCIA,
            "that could be me",
            "> we lost our best translator, who had used a tool to write her commit messages and said so.\n\n"
            'That could be me. I am dyslexic and I write with a tool open, always. If the form says "AI" and I tick '
            "it, what happens to me then?",
        ),
    ),
    Scene(
        21,
        Says(
            Who.PRIYA,
            "<I will not keep doing it if the pile keeps growing.>\n"
            "This is the part we can solve. One open pull request per newcomer would have cut December's pile in "
            "half. I counted.",
        ),
    ),
    Scene(
        30,
        Votes(
            Who.LUCIA,
            (
                Answer(DISCLOSE, _NO_BUT, condition="The form says that ticking the box changes nothing"),
                Answer(CLOSE_UNREAD, _NO_BUT, reason="It would have closed mine.", credit=_IS_THAT_RULE),
                Answer(ONE_AT_A_TIME, _YES_BUT),
                Answer(BOT_CLOSES, _NO),
            ),
        ),
    ),
    Scene(8, Says(Who.LUCIA, "good night all, I have voted")),
    Scene(
        9 * 60,
        Votes(
            Who.JONAS,
            (
                Answer(DISCLOSE, _YES, reason="Then I know what to ask about."),
                Answer(CLOSE_UNREAD, _YES_BUT, condition="Unless the author can explain every line"),
                Answer(ONE_AT_A_TIME, _YES),
            ),
        ),
    ),
    Scene(
        40,
        Votes(
            Who.PRIYA,
            (
                Answer(DISCLOSE, _NO, reason="It counts keystrokes and says nothing about understanding."),
                Answer(CLOSE_UNREAD, _NO_BUT),
                Answer(ONE_AT_A_TIME, _YES_BUT, condition="It ends with the first merged patch"),
                Answer(BOT_CLOSES, _YES),
            ),
        ),
    ),
    Scene(
        22,
        Votes(
            Who.TOBI,
            (
                Answer(DISCLOSE, _NO, reason="i'd tick it and then nobody would read my patch"),
                Answer(CLOSE_UNREAD, _NO_BUT),
                Answer(ONE_AT_A_TIME, _YES_BUT),
                Answer(BOT_CLOSES, _UNSURE),
            ),
        ),
    ),
    Scene(
        180,
        Votes(
            Who.WEN,
            (
                Answer(DISCLOSE, _YES_BUT, condition="One tick box and one line"),
                Answer(CLOSE_UNREAD, _UNSURE),
                Answer(ONE_AT_A_TIME, _YES),
                Answer(BOT_CLOSES, _NO, credit=_LABEL_YES),
            ),
        ),
    ),
    Scene(5, Says(Who.WEN, "👍")),
    Scene(
        60,
        Votes(
            Who.MARA,
            (
                Answer(DISCLOSE, _YES, credit=_TICK_BOX),
                Answer(CLOSE_UNREAD, _UNSURE),
                Answer(ONE_AT_A_TIME, _YES),
                Answer(BOT_CLOSES, _YES_BUT),
            ),
        ),
    ),
    Scene(1, Looks()),
    Scene(30 * 60, Meanwhile("The deadline passes.")),
    Scene(15 * 60, Meanwhile("Monday morning: the weekly digest is due.")),
)

SECOND_ROUND_BEGINS: tuple[Scene, ...] = (
    Scene(9 * 60 + 30, Does(Who.MARA, (Uses("round open", {"deadline": "friday 18:00"}),))),
    Scene(35, JoinsLetter(Who.JONAS, "jonas-second-thoughts.txt")),
    Scene(12, Says(Who.TOBI, "lol jonas counted too")),
    Scene(
        8,
        Says(
            Who.TOBI,
            "<make it one tick box and one line, not an essay>\n"
            "ok that changes it for me. i was scared of a form that puts you in a pile. a box is fine.\n\n"
            f"<{_HOUR_TO_READ}>\n"
            "i timed mine: a week. but i believe you about the others, and with one at a time you'd get to mine "
            "sooner.",
        ),
    ),
    Scene(
        19,
        Says(
            Who.MARA,
            '> If the form says "AI" and I tick it, what happens to me then?\n\n'
            "Nothing. It goes next to the licence line and reviewers are not shown it. I will write that into the "
            "form.",
        ),
    ),
    Scene(
        33,
        Says(
            Who.PRIYA,
            "> A tool that closes does not say sorry.\n\n"
            'Fair. I was thinking of the label only. Take "close" out of it and I am a yes.\n\n'
            "> I still want to close what nobody will answer for\n\n"
            "Then let us write exactly that: no answer in two weeks, closed. It does the work, and it never asks "
            "how anybody typed.",
        ),
    ),
    Scene(3, Says(Who.WEN, "Two weeks also fits our freeze, by the way.")),
    Scene(9, Says(Who.JONAS, "Anybody else having trouble with the nightly build?", channel=CHAT)),
    Scene(
        45,
        Votes(
            Who.WEN,
            (
                Answer(CLOSE_UNREAD, _YES_BUT, condition="It says: no answer in two weeks", credit=_NO_AUTHOR),
                Answer(BOT_CLOSES, _NO, credit=_LABEL_YES),
            ),
            keeps_the_rest=True,
        ),
    ),
    Scene(
        10,
        Votes(
            Who.MARA,
            (
                Answer(DISCLOSE, _YES, credit=_TICK_BOX),
                Answer(CLOSE_UNREAD, _YES_BUT, condition="It says: no answer in two weeks", credit=_NO_AUTHOR),
                Answer(BOT_CLOSES, _NO_BUT, condition="Only the label, not the closing", credit=_LABEL_YES),
            ),
            keeps_the_rest=True,
        ),
    ),
    Scene(
        4,
        Does(
            Who.LUCIA,
            (
                BOARD,
                Presses(Act.ANSWER),
                Picks(Act.TO_POINT, (ONE_AT_A_TIME,)),
                Writes(("For a first patch, yes. Nobody learns from ten at once.",)),
            ),
        ),
    ),
    Scene(
        1,
        Does(
            Who.WEN,
            (BOARD, Presses(Act.ABOUT), Picks(Act.ABOUT_ONE, (_COUNTED_IT,)), Writes((_WHICH_PATCHES,))),
        ),
    ),
    Scene(1, _views(Who.WEN, _HOUR_TO_READ, _YES)),
    Scene(1, _views(Who.MARA, _HOUR_TO_READ, _YES)),
)
"""A visitor finds the debate here: two have answered the round, four have not."""

SECOND_ROUND_ENDS: tuple[Scene, ...] = (
    Scene(
        14 * 60,
        Says(
            Who.LUCIA,
            "> Most rules depend on people telling the truth, and most people do.\n\n"
            "They do when it is safe. With Mara's line on the form I will be the first to tick the box.",
        ),
    ),
    Scene(
        25,
        Votes(
            Who.TOBI,
            (
                Answer(DISCLOSE, _YES_BUT, condition="One tick box and one line", credit=_TICK_BOX),
                Answer(CLOSE_UNREAD, _NO, credit=_IS_THAT_RULE),
                Answer(ONE_AT_A_TIME, _YES),
                Answer(BOT_CLOSES, _NO, credit=_LABEL_YES),
            ),
        ),
    ),
    Scene(
        18,
        Votes(
            Who.LUCIA,
            (
                Answer(DISCLOSE, _YES_BUT, condition="The form says that ticking it changes nothing", credit=_TICK_BOX),
                Answer(CLOSE_UNREAD, _NO, credit=_IS_THAT_RULE),
            ),
            keeps_the_rest=True,
        ),
    ),
    Scene(
        52,
        Votes(
            Who.PRIYA,
            (
                Answer(DISCLOSE, _NO_BUT, reason="A box is harmless. It still counts keystrokes.", credit=_TICK_BOX),
                Answer(CLOSE_UNREAD, _NO, credit=_IS_THAT_RULE),
                Answer(BOT_CLOSES, _NO_BUT, condition="Only the label, not the closing", credit=_LABEL_YES),
            ),
            keeps_the_rest=True,
        ),
    ),
    Scene(
        70,
        Votes(
            Who.JONAS,
            (
                Answer(DISCLOSE, _YES_BUT, condition="One tick box and one line", credit=_TICK_BOX),
                Answer(CLOSE_UNREAD, _YES),
                Answer(ONE_AT_A_TIME, _YES),
                Answer(BOT_CLOSES, _NO, credit=_LABEL_YES),
            ),
        ),
    ),
    Scene(
        2,
        Does(Who.JONAS, (BOARD, Presses(Act.OPEN_QUESTIONS), Picks(Act.SECOND, (_WHICH_PATCHES,)))),
    ),
    Scene(
        2,
        Does(
            Who.PRIYA,
            (
                BOARD,
                Presses(Act.NEEDS),
                Picks(Act.ONE_QUESTION, (_WHICH_PATCHES,)),
                Presses(Act.RESPOND),
                Writes(("All 34 of December. 21 came from four people, so 17 would have waited.",)),
            ),
        ),
    ),
    Scene(2, _views(Who.JONAS, _HOUR_TO_READ, _YES)),
    Scene(3, _views(Who.PRIYA, _HOUR_TO_READ, _YES_BUT)),
    Scene(4, _views(Who.TOBI, _HOUR_TO_READ, _YES_BUT)),
    Scene(5, Does(Who.TOBI, (Uses("stance mine"),))),
    Scene(30, ReadersLetters()),
    Scene(1, Looks()),
    Scene(8 * 60, Does(Who.MARA, (Uses("round close"),))),
    Scene(12 * 60, Meanwhile("Nobody is shut out: closing early takes effect after twelve hours.")),
    Scene(
        50,
        Does(
            Who.MARA,
            (
                Uses("debate decide"),
                Writes(
                    (
                        "New contributors have one open pull request at a time, until their first one is merged.",
                        "Nobody is against it, and reviewers get their evenings back.",
                        "90 days",
                    ),
                    picks=(ONE_AT_A_TIME,),
                ),
            ),
        ),
    ),
    Scene(
        4,
        Does(Who.MARA, (Uses("round agenda"), Picks(Act.AGENDA, (CLOSE_UNREAD, "would you have told me")))),
    ),
    Scene(10, Does(Who.MARA, (Uses("digest now", home=NEWS),))),
)
