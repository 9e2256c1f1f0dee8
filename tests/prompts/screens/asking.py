"""Questions and what is asked of the record, as posts and private screens."""

from collections.abc import Callable
from dataclasses import replace

from deliberation.asking.choices import Inquiry
from deliberation.ids import (
    MessageId,
    PointNumber,
    StatementId,
)
from deliberation.question import QuestionKind
from prompts import posts
from prompts.post import Post
from tests.prompts import asked, samples
from tests.prompts.screens.given import COUNTED, NAMED

STATEMENT = StatementId(1400000000000000004)


MANY_OPEN = tuple(
    replace(asked.OPEN[2], question=asked.question(number, words="Why?", kind=QuestionKind.PLAIN))
    for number in range(10, 21)
)


POSTS: dict[str, Callable[[], Post]] = {
    "question-about-a-card": lambda: posts.about(
        COUNTED, ((PointNumber(1), samples.CLAIMS[0]),), STATEMENT, 1, whole=True
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
