"""What stands around an answer and is no part of it: signatures, page furniture, "On Monday Ann wrote:".

The rules are about the kind of line, never about one text. All of them look at whole lines near an end, so that
the words of an answer are never searched for phrases.
"""

import re

from deliberation.reading.attribution import LONGEST_HEADER, goes_on, is_attribution
from deliberation.reading.oldermail import without_older_mail

_LONGEST_LINE = 80
_SHORT_LINE = 60
_LONGEST_SIGN_OFF = 40
_BLANK = " \t\r\n\u00a0"

_SIGNATURE = re.compile(r"^(?:-- ?|__ ?|— ?)\r?$", re.MULTILINE)
_SIGNATURE_LINES = 12
_DELIMITER = re.compile(r"^-- \r?$", re.MULTILINE)
"""What mail programs put above a signature (RFC 3676): it may go on for a page."""
_DELIMITED_LINES = 60
_RULE = re.compile(r"^[ \t]*[-—–_=]{3,}[ \t\r]*$", re.MULTILINE)
_CARD_LINES = 7
_CONTACT = re.compile(r"\S@\S|\+?\d[\d ()/-]{6,}\d|\bwww\.|https?://")
_LONG_DASHES = "–—―"
_SIGNED_NAME = re.compile(r"(?:--|[–—―]) ?(?P<name>[^\W\d_][\w'’-]*\.?(?: [^\W\d_][\w'’-]*\.?){0,4})")
_PARTICLES = frozenset(["van", "von", "de", "der", "den", "da", "di", "du", "la", "le"])
_NO_NAMES = frozenset(
    " ".join(
        (
            "yes no never always nobody everybody maybe perhaps because exactly agreed right wrong thanks ok okay true",
            "why what who how when where not and but so or i it that this we you they he she the a an if then none all",
            "ja nein nie doch vielleicht genau oui non jamais sí sì nunca да нет",
        )
    ).split()
)
"""Words that begin what somebody says, never a name."""
_DASHED_NAME = re.compile(r"[-–—]{1,2}[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")

_FURNITURE = re.compile(
    r"(?:"
    r"(?:leave|add|post|write) (?:a |your )?(?:comment|reply)|(?:\d+|no|one) comments?(?: so far)?|comments? \(\d+\)"
    r"|continue reading.{0,20}|log in to (?:reply|comment)|permalink|back to top|(?:previous|next|older|newer) posts?"
    r"|posted (?:in|by|on|at) .{1,60}|filed under.{1,60}|share this.{0,40}|like this.{0,20}|(?:un)?subscribe.{0,40}"
    r"|(?:hinterlasse |schreibe? )?(?:einen )?kommentar(?: hinterlassen| schreiben| verfassen)?"
    r"|laisser un commentaire|(?:deja|dejar) un comentario|deixe (?:um|o seu) coment[áa]rio|lascia un commento"
    r"|(?:plaats|geef) een reactie|skriv en kommentar|оставить комментарий|发表评论|コメントを残す"
    r"|sent from (?:my|outlook|mail|yahoo|proton)[^.,;!?]{0,50}|get outlook for .{1,20}|sent via .{1,30}"
    r"|(?:sent|gesendet|envoy[ée]|enviado|inviato|verzonden|skickat|отправлено|get)\b.{1,60}<https?://[^<>\s]{4,100}>"
    r"|von meinem .{1,40} gesendet|envoy[ée] de(?:puis)? mon .{1,40}|enviado (?:desde mi|do meu) .{1,40}"
    r"|inviato da(?:l mio)? .{1,40}|verzonden vanaf mijn .{1,40}|skickat från min .{1,40}|отправлено с .{1,40}"
    r")[.!:»→>… ]*",
    re.IGNORECASE,
)
_LOOSE_FURNITURE = re.compile(
    r"(?:share|reply|comments?|like|tweet|print|tags?: .{1,60}|categor(?:y|ies): .{1,60}|related(?: posts)?"
    r"|loading\W*)",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:all the best|best|best wishes|(?:best|kind|warm|with) regards|regards|cheers|sincerely|"
    r"yours(?: truly| sincerely| ever)?|(?:many )?thanks(?: again)?|thank you|"
    r"(?:mit )?(?:freundlichen?|vielen?|beste[nr]?|liebe[nr]?) gr[üu](?:ß|ss)(?:en?)?|"
    r"cordialement|bien à vous|amicalement|(?:un )?saludos?(?: cordiales)?|abra[çz]os?|cordiali saluti|"
    r"(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|(?:med )?vänliga? hälsning(?:ar)?|с уважением),?",
    re.IGNORECASE,
)


def without_attribution(text: str, start: int, end: int) -> int:
    """Where `start` to `end` ends without the lines that only say who wrote what is quoted next.

    Mail programs wrap such a line over up to four.
    """
    stop = _last_word(text, start, end)
    if stop == start or text[stop - 1] not in ":：":
        return end
    begin, found = stop, end
    for _ in range(4):
        begin = max(start, text.rfind("\n", max(start, begin - LONGEST_HEADER), begin - 1) + 1)
        lines = " ".join(text[begin:stop].split())
        if is_attribution(lines) and _begins_attribution(text, start, begin, lines):
            found = begin
            if not goes_on(text, start, begin):
                break
        if begin == start:
            break
    return found


def without_bare_marks(text: str, start: int, end: int) -> int:
    """Where what is said between `start` and `end` ends without last lines of nothing but `>`."""
    stop = _last_word(text, start, end)
    while stop > start and text[stop - 1] == ">":
        begin = max(start, text.rfind("\n", start, stop) + 1)
        if text[begin:stop].strip(_BLANK + ">"):
            break
        end = stop = _last_word(text, start, begin)
    return end


def without_signature(text: str, start: int, end: int) -> int:
    """Where what is said between `start` and `end` ends without an older mail's header or a signature."""
    end = without_older_mail(text, start, end)
    if not any(text.find(mark, start, end) >= 0 for mark in ("--", "__", "—", "==")):
        return end
    mark = _DELIMITER.search(text, _lines_above(text, start, end, _DELIMITED_LINES), end)
    if mark is None:
        mark = _SIGNATURE.search(text, _lines_above(text, start, end, _SIGNATURE_LINES), end)
    return mark.start() if mark else _without_card(text, start, end)


def _without_card(text: str, start: int, end: int) -> int:
    """Where the words end before a ruled line with a few short lines beneath it that say how to reach the author."""
    end = _last_word(text, start, end)
    for rule in _RULE.finditer(text, _lines_above(text, start, end, _CARD_LINES), end):
        card = text[rule.end() : end]
        if _CONTACT.search(card) and all(len(line) <= _SHORT_LINE for line in card.split("\n")):
            return rule.start()
    return end


def _lines_above(text: str, start: int, end: int, lines: int) -> int:
    """The beginning of the line so many lines above `end`, or `start`."""
    at = end
    for _ in range(lines):
        if at > start:
            at = max(start, text.rfind("\n", start, at))
    return at


def without_footer(text: str, start: int, end: int) -> int:
    """Where what is said from `start` to the end of a text, `end`, ends without page furniture and a sign-off.

    Furniture is a short last line, apart from the paragraph above it, that asks to comment or share, counts comments,
    or names the sending device. Words that may as well be an answer ("Share") are left where nothing else is said.
    """
    end = stop = _last_word(text, start, end)
    while stop > start:
        begin = max(start, text.rfind("\n", start, stop) + 1)
        if stop - begin > _LONGEST_LINE:
            break
        line = text[begin:stop].strip(_BLANK)
        kept = _last_word(text, start, begin)
        loose = kept > start and _LOOSE_FURNITURE.fullmatch(line) is not None
        if not loose and not _FURNITURE.fullmatch(line):
            break
        stop = kept
        if text.count("\n", kept, begin) >= 2:
            end = kept
    return _without_sign_off(text, start, end)


def _without_sign_off(text: str, start: int, end: int) -> int:
    """Where the words end before "Best regards," and the name beneath, or before a name behind a dash.

    `end` where nothing would remain.
    """
    lines: list[tuple[int, str]] = []
    stop = end
    while stop > start and len(lines) < 4:
        begin = max(start, text.rfind("\n", start, stop) + 1)
        line = text[begin:stop].strip(_BLANK)
        if len(line) > _LONGEST_SIGN_OFF:
            return end
        signed = _SIGN_OFF.fullmatch(_without_pictures(line))
        if line and line[-1] in ".?!" and not signed:
            return end
        if line:
            lines.append((begin, line))
            named = len(lines) > 1 or line.endswith(",")
            kept = _last_word(text, start, begin)
            if signed and named and kept > start:
                return kept
            if len(lines) == 1 and kept > start and _signs(text, start, kept, begin, line):
                return kept
        stop = begin - 1
    return end


def _without_pictures(line: str) -> str:
    """`line` without the marks and emoji at its end, but for a comma."""
    while line and not line[-1].isalnum() and line[-1] != ",":
        line = line[:-1]
    return line


def without_source(text: str, start: int, end: int) -> int:
    """Where what is said beneath a quote begins: behind a first line "— Ann", right beneath it, that says whose words
    those are; `start` where there is none.
    """
    first = start
    while first < end and text[first] in _BLANK:
        first += 1
    if first == end or text[first] not in (*_LONG_DASHES, "-") or text.count("\n", start, first) > 1:
        return start
    newline = text.find("\n", first, end)
    stop = newline if newline >= 0 else end
    if stop - first > _LONGEST_SIGN_OFF or not _is_dashed_name_apart(text[first:stop].strip(_BLANK)):
        return start
    asked = text[:start].rstrip(_BLANK + '>*_"”»')[-1:] in "?？"
    return start if asked and not text[stop:end].strip(_BLANK) else stop


def _signs(text: str, start: int, kept: int, begin: int, line: str) -> bool:
    """Whether the last line, from `begin` on, is a dash and its author's name: apart from the words that end at `kept`,
    or right beneath them where those are no such line themselves, as in a dialogue or a list.
    """
    if text.count("\n", kept, begin) > 1:
        return _is_dashed_name(line) or _is_dashed_name_apart(line)
    above = text[max(start, text.rfind("\n", start, kept) + 1) : kept].strip(_BLANK)
    return _is_dashed_name_apart(line) and above[:1] not in (*_LONG_DASHES, "-")


def _is_dashed_name_apart(line: str) -> bool:
    """Whether a line is a long dash, perhaps a blank, and a name: no sentence, no answer of one usual word."""
    found = _SIGNED_NAME.fullmatch(line)
    if found is None:
        return False
    names = [word for word in found["name"].split() if word not in _PARTICLES]
    return names[0].lower() not in _NO_NAMES and all(word[0].isupper() for word in names)


def _is_dashed_name(line: str) -> bool:
    """Whether a line is a dash and a name: capitals, and no blank behind the dash as in a list."""
    return _DASHED_NAME.fullmatch(line) is not None and all(word[0].isupper() for word in line.lstrip("-–—").split())


def _begins_attribution(text: str, start: int, begin: int, lines: str) -> bool:
    """Whether an attribution's first line was reached: a blank line or the start above it, or its own date or name."""
    if begin <= start or not text[max(start, text.rfind("\n", start, begin - 1) + 1) : begin].strip():
        return True
    return any(character.isdigit() for character in lines) or lines[:1].isupper()


def _last_word(text: str, start: int, end: int) -> int:
    """The end of the last non-blank character between `start` and `end`; `start` where there is none."""
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return end
