"""Introductions: words that say that somebody says what stands between the quotation marks beside them."""

import re
from collections.abc import Sequence
from itertools import pairwise

_LONGEST = 100
"""Characters of a sentence before a quote within which an introduction is looked for."""
_LONGEST_LEAD_IN = 10
"""Words; a sentence that says more than that has something of its own to say."""
_SAYING = frozenset(
    " ".join(
        (
            "say says said saying write writes wrote written writing ask asks asked doubt doubts doubted claim",
            "claims claimed argue argues argued suggest suggests suggested think thinks thought believe believes",
            "believed mean means meant state states stated note notes noted add adds added insist",
            "insists insisted conclude concludes concluded object objects objected reply replies replied answer",
            "answers answered propose proposes proposed mention mentions mentioned worry worries assume assumes",
            "assumed assert asserts maintain maintains maintained put puts quote quotes quoting quoted tell tells",
            "told continue continues speak according sagst sagt sagen sagte sagtest schreibst schreibt schreiben",
            "schrieb schriebst meinst meint meinte meintest fragst fragt fragte behauptest behauptet behauptete",
            "glaubst glaubt bezweifelst bezweifelt zweifelst findest findet laut zitat dis dit dites disait disais",
            "écris écrit écrivez écrivait écrivais affirmes affirme affirmez penses pense pensez demandes demande",
            "demandez doutes doutez selon dices dice dijo dijiste escribes escribe escribió escribiste afirmas",
            "afirma piensas preguntas según disse diz dizes escreve escreves escreveu segundo dici scrivi scrive",
            "scritto affermi pensi chiedi secondo zeg zegt zei schrijf schrijft schreef denkt vraagt beweert",
            "volgens säger skriver skrev siger sier menar пишешь пишет пишете писал писала говоришь говорит",
            "говорите сказал сказала считаешь считаете спрашиваешь",
        )
    ).split()
)
_SAYING_WITHOUT_BLANKS = frozenset("说說写寫言云问問")
_YOUR = frozenset(("your", "yours", "his", "her", "their"))
_WORDS = frozenset(("words", "word", "phrase", "point", "claim", "question", "sentence", "line", "statement"))
_OWN_WORDS = "i we my our yes no ich wir ja nein je nous oui non yo sí eu sim io sì ik wij nee я мы да нет"
_OWN = frozenset(_OWN_WORDS.split())
"""With one of these a sentence says something of the author's own."""
_SPEAKER_WORDS = "you he she they one du sie ihr er tu vous il elle usted você jij u"
_SPEAKERS = frozenset(_SPEAKER_WORDS.split())
_LETTERS = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.?!…。？！][\"”’»)\]*_]{0,2}[ \t\u00a0\r]|\n")
_LINE_MARKER = re.compile(r"[ \t\u00a0]*(?:[-*+•·–—]|\(?\d{1,3}[.)])?[ \t\u00a0]*")
_AFTER = re.compile(r"[ \t]?,?[ \t]?([^\W\d_]+)[ \t]([^\W\d_]+)((?:[ \t][^\W\d_]{1,12}){0,4})([.:;!?—–])?")


def lead_in(text: str, opened: int) -> int | None:
    """Where the words begin that introduce the quote whose opening mark is at `opened`; None where none do.

    A colon introduces, and so does a word for saying in the same sentence, not far before. A short sentence that does
    nothing else belongs to the quote from its beginning; of any other the quote takes no more than the mark.
    """
    begin = max(0, opened - _LONGEST)
    whole = begin == 0
    for end in _SENTENCE_END.finditer(text, begin, opened):
        begin, whole = end.end(), True
    lead = text[begin:opened]
    words = _LETTERS.findall(lead.lower())
    says = _says(words) or not _SAYING_WITHOUT_BLANKS.isdisjoint(lead)
    if not says and not lead.rstrip(" \t\r\n\u00a0*_(").endswith((":", "：")):
        return None
    if not whole or not says or len(words) > _LONGEST_LEAD_IN or not _OWN.isdisjoint(words):
        return opened
    marker = _LINE_MARKER.match(text, begin, opened)
    return marker.end() if marker else begin


def said_after(text: str, closed: int) -> int | None:
    """Where the words after a quote end that say who said it ("you say."); None where nothing there does.

    `closed` is the end of the quote with its marks. Where those words go on into the author's own, that is the end.
    """
    after = _AFTER.match(text, closed)
    if after is None:
        return None
    first, second, more, end = after.groups()
    said = [first.lower(), second.lower(), *more.lower().split()]
    if said[0] in _SPEAKERS and not _SAYING.isdisjoint(said[1:3]):
        return after.end() if end else closed
    return closed if said[0] in _SAYING else None


def _says(words: Sequence[str]) -> bool:
    """Whether `words` say that somebody says something: a word for it, or "your words"."""
    if not _SAYING.isdisjoint(words):
        return True
    return any(one in _YOUR and other in _WORDS for one, other in pairwise(words))
