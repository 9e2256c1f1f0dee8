"""What stands around an answer and is no part of it: signatures, page furniture, "On Monday Ann wrote:".

The rules are about the kind of line, never about one text. All of them look at whole lines near an end, so that
the words of an answer are never searched for phrases.
"""

import re

_LONGEST_LINE = 80
_SHORT_LINE = 60
_LONGEST_HEADER = 400
_BLANK = " \t\r\n\u00a0"

_FIGURE = re.compile(r"\d")
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|[ée]crit|escribi[óo]|escribe|escreveu|ha scritto|scrive|schreef|geschreven|"
    r"skrev|skrifaði|kirjoitti|napisał(?:\(a\)|a)?|napsala?|írta|пишет|написала?|пише|yazdı|a scris|έγραψε)\b"
    r"|写道|寫道|さんが書きました|のメール|님이 작성",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^[ \t>]*-{2,}[ \t]*(?:original message|forwarded message|reply message|urspr[üu]ngliche nachricht|"
    r"weitergeleitete nachricht|message d['’]origine|message transf[ée]r[ée]|mensaje original|mensagem original|"
    r"messaggio originale|oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|"
    r"исходное сообщение|пересылаемое сообщение)[ \t]*-{2,}[ \t\r]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(r"^(?:-- ?|__ ?|— ?)\r?$", re.MULTILINE)
_SIGNATURE_LINES = 12

_FURNITURE = re.compile(
    r"(?:"
    r"(?:leave|add|post|write) (?:a |your )?(?:comment|reply)|(?:\d+|no|one) comments?(?: so far)?|comments? \(\d+\)"
    r"|continue reading.{0,20}|log in to (?:reply|comment)|permalink|back to top|(?:previous|next|older|newer) posts?"
    r"|posted (?:in|by|on|at) .{1,60}|filed under.{1,60}|share this.{0,40}|like this.{0,20}|(?:un)?subscribe.{0,40}"
    r"|(?:hinterlasse |schreibe? )?(?:einen )?kommentar(?: hinterlassen| schreiben| verfassen)?"
    r"|laisser un commentaire|(?:deja|dejar) un comentario|deixe (?:um|o seu) coment[áa]rio|lascia un commento"
    r"|(?:plaats|geef) een reactie|skriv en kommentar|оставить комментарий|发表评论|コメントを残す"
    r"|sent from (?:my|outlook|mail|yahoo|proton).{0,50}|get outlook for .{1,20}|sent via .{1,30}"
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


def is_attribution(line: str) -> bool:
    """Whether `line` only says who wrote, and when, what is quoted beneath it.

    It ends with a colon and holds a date's figures followed by an address, or a figure or an address together with
    a word for writing; or such a word is the last before the colon of a short line.
    """
    line = line.strip()
    if len(line) > _LONGEST_HEADER or not line.endswith((":", "：")):
        return False
    figure = _FIGURE.search(line)
    address = max(line.rfind("@"), line.rfind("<"))
    if figure is not None and address > figure.start():
        return True
    wrote = _WROTE.search(line)
    if wrote is None:
        return False
    return figure is not None or address >= 0 or (len(line) <= _SHORT_LINE and len(line[wrote.end() :].split()) <= 1)


def without_attribution(text: str, start: int, end: int) -> int:
    """Where `start` to `end` ends without the lines that only say who wrote what is quoted next.

    Mail programs wrap such a line over up to four.
    """
    stop = _last_word(text, start, end)
    if stop == start or text[stop - 1] not in ":：":
        return end
    begin = stop
    for _ in range(4):
        begin = max(start, text.rfind("\n", max(start, begin - _LONGEST_HEADER), begin - 1) + 1)
        lines = " ".join(text[begin:stop].split())
        if is_attribution(lines) and _begins_attribution(text, start, begin, lines):
            return begin
        if begin == start:
            break
    return end


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
    """Where what is said between `start` and `end` ends without a forwarded message's header or a signature."""
    if text.find("--", start, end) < 0 and text.find("__", start, end) < 0:
        return end
    header = _HEADER.search(text, start, end)
    if header:
        end = header.start()
    tail = end
    for _ in range(_SIGNATURE_LINES):
        if tail > start:
            tail = max(start, text.rfind("\n", start, tail))
    mark = _SIGNATURE.search(text, tail, end)
    return mark.start() if mark else end


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
    """Where the words end before "Best regards," and the name beneath; `end` where nothing would remain."""
    lines: list[tuple[int, str]] = []
    stop = end
    while stop > start and len(lines) < 4:
        begin = max(start, text.rfind("\n", start, stop) + 1)
        line = text[begin:stop].strip(_BLANK)
        if len(line) > 40 or (line and line[-1] in ".?!" and not _SIGN_OFF.fullmatch(line.rstrip(".!"))):
            return end
        if line:
            lines.append((begin, line))
            named = len(lines) > 1 or line.endswith(",")
            kept = _last_word(text, start, begin)
            if _SIGN_OFF.fullmatch(line.rstrip(".!")) and named and kept > start:
                return kept
        stop = begin - 1
    return end


def _begins_attribution(text: str, start: int, begin: int, lines: str) -> bool:
    """Whether an attribution's first line was reached: a blank line or the start above it, or its own date or name."""
    if begin <= start or not text[text.rfind("\n", start, begin - 1) + 1 : begin].strip():
        return True
    return any(character.isdigit() for character in lines) or lines[:1].isupper()


def _last_word(text: str, start: int, end: int) -> int:
    """The end of the last non-blank character between `start` and `end`; `start` where there is none."""
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return end
