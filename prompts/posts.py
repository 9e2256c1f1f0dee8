"""The posts, one function each: what people read, from what the core computed. Texts are templates in `templates/`.

This is the room's front: each function stands in a file of its noun.
"""

from prompts.agenda import agenda
from prompts.answer import (
    above_form,
    answer,
    answered,
    earlier,
    now_answers,
    passages,
    points_to_answer,
    really_take_back,
    taken_back,
    unsaid,
)
from prompts.asking import asked_by_mention, found, inquired, menu
from prompts.ballot import ballot, one_claim, stance_saved
from prompts.board import board
from prompts.byname import by_name
from prompts.card import card
from prompts.decision import decision, reopened, superseded
from prompts.digest import digest
from prompts.history import history
from prompts.log import log
from prompts.meant import quoted_words
from prompts.mine import mine
from prompts.needs import needs, reminder
from prompts.opening import how_it_works, opening
from prompts.points import point, points
from prompts.post import Post, RenderedFile, Users
from prompts.questions import (
    about,
    above_question,
    above_response,
    my_questions,
    one_question,
    question_asked,
    question_label,
)
from prompts.refusals import refusal
from prompts.report import reports
from prompts.seconding import open_questions
from prompts.sentences import language_names, say
from prompts.setup import DISCORDS_OWN, setup_screen
from prompts.summary import summary

__all__ = [
    "DISCORDS_OWN",
    "Post",
    "RenderedFile",
    "Users",
    "about",
    "above_form",
    "above_question",
    "above_response",
    "agenda",
    "answer",
    "answered",
    "asked_by_mention",
    "ballot",
    "board",
    "by_name",
    "card",
    "decision",
    "digest",
    "earlier",
    "found",
    "history",
    "how_it_works",
    "inquired",
    "language_names",
    "log",
    "menu",
    "mine",
    "my_questions",
    "needs",
    "now_answers",
    "one_claim",
    "one_question",
    "open_questions",
    "opening",
    "passages",
    "point",
    "points",
    "points_to_answer",
    "question_asked",
    "question_label",
    "quoted_words",
    "really_take_back",
    "refusal",
    "reminder",
    "reopened",
    "reports",
    "say",
    "setup_screen",
    "stance_saved",
    "summary",
    "superseded",
    "taken_back",
    "unsaid",
]
