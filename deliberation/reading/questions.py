"""Direct questions: what somebody asks in their own words."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from deliberation.ids import Span

_ASKS = frozenset("?？؟՞⁇⁈⁉")
_ASK = re.compile("[?？؟՞⁇⁈⁉]+")
_MOST_MARKS = 1_000
_AFTER = " \t\r\n\"'”’»)]*_~.!…"
_OPEN = {"“": "”", "„": "“", "«": "»", "‘": "’", "(": ")"}
_FEWEST_WORDS_AFTER_LEAD_IN = 4
_PART_ENDS = re.compile(r"\n|[。？！]+[”’»）」』]*")
_BLANK_LINE = re.compile(r"\n[ \t\r\u00a0]*\n")
_LONG_RUN = re.compile(r"[.?!…]{9,}")
_LEAD_INS = (": ", ":\n", "; ", ";\n")
_ANSWERS = frozenset(
    " ".join(
        (
            "yes yeah yep no nope probably perhaps maybe certainly surely absolutely hardly never because",
            "ja nein doch vielleicht wahrscheinlich natürlich weil nee misschien omdat",
            "oui non peut-être parce sí quizás porque sim não talvez sì forse perché da нет да потому",
        )
    ).split()
)
"""A sentence that begins with one of these answers the question before it."""
_LONGEST_CLOSING = 24
_LONGEST_LINE = 400
_LONGEST_ENDING = 60
_TAG = re.compile(
    r",[ \t\u00a0]*¿?(?:right|no|eh|huh|ok|okay|correct|yes|yeah|innit"
    r"|don[’']?t you (?:think|agree)|wouldn[’']?t you say"
    r"|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|ca|wo)n[’']?t"
    r" (?:it|they|we|you|he|she|i)"
    r"|oder|nicht wahr|ne|gell|non|n[’']est-ce pas|verdad|né|vero|hè|toch)[ \t\u00a0]*[?？!]+\Z",
    re.IGNORECASE,
)
"""What makes a claim sound like a question; nobody is asked anything."""
_RHETORICAL = re.compile(
    r"(?:and |but |so |well,? |really, )?(?:is|are|was|were|do|does|did|has|have|can|could|would|should)n[’']?t "
    r"(?:it|that|this|they|these|those) (?:just |all |rather |quite |simply )?"
    r"(?:obvious|clear|plain|absurd|ridiculous|silly|ironic|crazy|strange|funny|the (?:whole )?point|enough)\b"
    r"|(?:and |but |so )?(?:who (?:cares|knows)|so what|why bother|what else is new|what could (?:possibly )?go wrong"
    r"|are you (?:kidding|serious|joking)(?: me)?|seriously|really|wer wei(?:ß|ss)(?: das)?(?: schon)?|na und)"
    r"[ \t]*[?？!]+\Z",
    re.IGNORECASE,
)
_ADDRESS = r"<@!?\d{1,20}>|@[^\W\d_][\w.-]{0,31}"
_ADDRESSED = re.compile(
    r"[ \t\u00a0*_~•-]*(?:(?:hi|hey|hello|and|but|so|hallo|und|aber),?[ \t]+)?"
    rf"(?P<person>{_ADDRESS})[ \t]*[,:;–—-]?[ \t]",
    re.IGNORECASE,
)
_ADDRESSED_AT_END = re.compile(rf",[ \t\u00a0]*(?P<person>{_ADDRESS})[ \t]*[?？!]+\Z")
_BLANK = " \t\r\n\u00a0"
_DRESS = _BLANK + "*_~-•>"


def asks(text: str) -> bool:
    """Whether there is any question mark in `text`."""
    return _ASK.search(text) is not None


def questions_in(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of `within` that are direct questions, in order, as spans of `text`.

    From the first to the last character of the question, without a lead-in up to a colon or semicolon ("Tell me:").
    A question inside quotation marks or brackets is somebody else's or an aside, one that the author answers in the
    next words is asked of nobody, and a sentence that only says "?", a claim with a tag ("…, right?") and what is only
    put as a question ("Isn't it obvious?") ask nothing. A text is taken to
    ask nothing after its thousandth question mark.
    """
    own = within.of(text)
    marks = list(islice(_ASK.finditer(own), _MOST_MARKS))
    if not marks:
        return ()
    if len(marks) == _MOST_MARKS:
        own = own[: marks[-1].end()]
    from nupunkt import sent_spans

    found: list[Span] = []
    for begin, stop in _paragraphs_with(own, [mark.start() for mark in marks]):
        for start, end in sent_spans(_LONG_RUN.sub(_as_blanks, own[begin:stop])):
            for first, last in _lines(own, begin + start, begin + end):
                question = _question(own, first, last)
                if question is not None:
                    found.append(Span(within.start + question[0], within.start + question[1]))
    return tuple(found)


def person_asked(text: str, question: Span) -> str | None:
    """Whom the question addresses by a mention, as written: `@Mia` or `<@123>`; None where it addresses nobody so.

    The mention begins the question or its line, or ends it behind a comma; one in the middle only speaks of somebody.
    """
    line = text.rfind("\n", max(0, question.start - _LONGEST_LINE), question.start) + 1
    for start in dict.fromkeys((question.start, line)):
        found = _ADDRESSED.match(text, start, question.end)
        between = text[found.end() : question.start] if found and found.end() < question.start else ""
        if found is not None and not any(mark in between for mark in ".?!…"):
            return found["person"]
    ending = _ADDRESSED_AT_END.search(text, max(question.start, question.end - _LONGEST_ENDING), question.end)
    return ending["person"] if ending else None


def _paragraphs_with(own: str, marks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The paragraphs in which `marks` stand, in order: finding sentences is slow, and most text asks nothing."""
    ends = [0, *(blank.end() for blank in _BLANK_LINE.finditer(own)), len(own)]
    done = 0
    for mark in marks:
        place = bisect_right(ends, mark)
        if place > done:
            yield ends[place - 1], ends[place]
            done = place


def _as_blanks(run: re.Match[str]) -> str:
    """A long run of marks as one mark and blanks: finding sentences in it takes quadratic time."""
    return run[0][0] + " " * (len(run[0]) - 1)


def _lines(own: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence that ask on their own: a list's items, and sentences of scripts without blanks.

    A line that merely goes on in the next is one part with it.
    """
    parts: list[tuple[int, int]] = []
    at = start
    ended = True
    while at < end:
        mark = _PART_ENDS.search(own, at, end)
        part_end = end if mark is None else mark.end()
        if own[at:part_end].strip():
            if ended or _begins_item(own, at, part_end):
                parts.append((at, part_end))
            else:
                parts[-1] = (parts[-1][0], part_end)
            ended = False
        tail = own[max(at, part_end - _LONGEST_CLOSING) : part_end]
        ended = ended or not tail.endswith("\n") or tail.isspace() or tail.rstrip(_AFTER)[-1:] in _ASKS
        at = part_end
    return parts


def _begins_item(own: str, start: int, end: int) -> bool:
    """Whether a line begins with a list's marker."""
    head = own[start : min(end, start + 12)].lstrip()
    return head[:2] in ("- ", "* ", "• ") or (head[:1].isdigit() and head[1:3].strip()[:1] in (".", ")"))


def _question(own: str, start: int, end: int) -> tuple[int, int] | None:
    """The question that the sentence from `start` to `end` asks; None where it asks none."""
    last = end
    while last > start and own[last - 1] in _AFTER and own[last - 1] not in _ASKS and end - last < _LONGEST_CLOSING:
        last -= 1
    if last == start or own[last - 1] not in _ASKS:
        return None
    sentence = own[start:last]
    if _is_inside(sentence) or _is_answered(own[end : end + 40]):
        return None
    lead_in = max(sentence.rfind(mark) for mark in _LEAD_INS)
    if lead_in >= 0 and len(sentence[lead_in + 1 :].split()) >= _FEWEST_WORDS_AFTER_LEAD_IN:
        start += lead_in + 1
    while start < last and own[start] in _DRESS:
        start += 1
    asked = own[start:last]
    if _TAG.search(asked, max(0, len(asked) - _LONGEST_ENDING)) or _RHETORICAL.match(asked):
        return None
    return (start, last) if any(letter.isalnum() for letter in asked) else None


def _is_answered(following: str) -> bool:
    """Whether the author's next words, in the same paragraph, answer the question."""
    beginning = following.split("\n", 1)[0].split()
    if beginning[:2] in (["Of", "course"], ["Not", "really"], ["Not", "at"]):
        return True
    return bool(beginning) and beginning[0].strip(".,;:!?–—…").lower() in _ANSWERS


def _is_inside(sentence: str) -> bool:
    """Whether the end of `sentence` lies inside quotation marks or brackets that it opened itself."""
    for opening, closing in _OPEN.items():
        opened = sentence.rfind(opening)
        if opened >= 0 and sentence.find(closing, opened + 1) < 0:
            return True
    return sentence.count('"') % 2 == 1 and not sentence.startswith('"', len(sentence) - 1)
