"""Introductions: words that say that somebody says what stands between the quotation marks beside them."""

import re

_LONGEST = 100
"""Characters of a sentence before a quote within which an introduction is looked for."""
_LONGEST_LEAD_IN = 10
"""Words; a sentence that says more than that has something of its own to say."""
_VERBS = "|".join(
    (
        "say|says|said|saying|write|writes|wrote|written|writing|ask|asks|asked|doubt|doubts|doubted|claim|claims|claimed",
        "argue|argues|argued|suggest|suggests|suggested|think|thinks|thought|believe|believes|mean|means|meant|state",
        "states|stated|note|notes|noted|add|adds|added|call|calls|called|insist|insists|conclude|concludes|concluded",
        "object|objects|objected|reply|replies|replied|answer|answers|answered|propose|proposes|proposed|mention",
        "mentions|mentioned|worry|assume|assumes|assert|asserts|maintain|maintains|put it|quote|quoting|quoted|told",
        "tell|tells|continue|continues|speak of|according to|in your words|your phrase|your point",
        "your claim|your question",
        "sagst|sagt|sagen|sagte|sagtest|schreibst|schreibt|schreiben|schrieb|schriebst|meinst|meint|meinte|fragst|fragt",
        "behauptest|behauptet|glaubst|glaubt|bezweifelst|bezweifelt|zweifelst|findest|findet|laut|zitat",
        "dis|dit|dites|disait|écris|écrit|écrivez|écrivait|affirmes|affirme|affirmez|penses|pense|pensez|demandes|demande",
        "demandez|doutes|doutez|selon|dices|dice|dijo|dijiste|escribes|escribe|escribió|afirmas|afirma|piensas|preguntas",
        "según|disse|diz|dizes|escreve|escreves|escreveu|segundo|dici|scrivi|scrive|scritto|affermi|pensi|chiedi|secondo",
        "zeg|zegt|zei|schrijf|schrijft|schreef|denkt|vraagt|beweert|volgens|säger|skriver|skrev|siger|sier|menar",
        "пишешь|пишет|пишете|писал|писала|говоришь|говорит|говорите|сказал|сказала|считаешь|считаете|спрашиваешь",
    )
)
_SAYS = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)|[说說写寫言云問问]", re.IGNORECASE)
_OWN = re.compile(
    r"(?<!\w)(?:I|we|my|our|yes|no|ich|wir|ja|nein|je|nous|oui|non|yo|sí|eu|sim|io|sì|ik|wij|nee|я|мы|да|нет)(?!\w)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…。？！][\"”’»)\]*_]{0,2}[ \t\u00a0\r]|\n")
_LINE_MARKER = re.compile(r"[ \t\u00a0]*(?:[-*+•·–—]|\(?\d{1,3}[.)])?[ \t\u00a0]*")
_SAID_AFTER = re.compile(
    rf"[ \t]?(?:you|he|she|they|one|du|sie|ihr|er|tu|vous|il|elle|usted|você|jij|u)[ \t](?:\w{{1,8}}[ \t])?(?:{_VERBS})"
    r"(?:[ \t]\w{1,12}){0,3}[.:;!?—–]",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    rf"[ \t,]{{0,3}}(?:(?:{_VERBS})[ \t]\w|(?:you|he|she|they|du|sie|ihr|er|tu|vous|il|elle)[ \t](?:{_VERBS})(?!\w))",
    re.IGNORECASE,
)


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
    bare = lead.rstrip(" \t\r\n\u00a0*_(")
    if not bare.endswith((":", "：")) and _SAYS.search(lead) is None:
        return None
    if not whole or len(lead.split()) > _LONGEST_LEAD_IN or _OWN.search(lead) or _SAYS.search(lead) is None:
        return opened
    marker = _LINE_MARKER.match(text, begin, opened)
    return marker.end() if marker else begin


def said_after(text: str, closed: int) -> int | None:
    """Where the words after a quote end that say who said it ("you say."); None where nothing there does.

    `closed` is the end of the quote with its marks. Where those words go on into the author's own, that is the end.
    """
    tail = _SAID_AFTER.match(text, closed)
    if tail is not None:
        return tail.end()
    return closed if _SAID_BY.match(text, closed) else None
