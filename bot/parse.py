"""`counterpoint parse`: which passages a reply quotes, where each was said, and what the reply says to it."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO, cast

from bot.requests import Answer, NotARequest, Request, serve, text_of
from bot.terminal import never_fail, printable
from deliberation.ids import Span, StatementId
from deliberation.locating import Located
from deliberation.parsing import LocatedPair, Parsed, Sources, parse
from prompts.operator import tell

FAILED = 2
STANDARD_INPUT = Path("-")


class UnreadableFile(Exception):
    """A file cannot be shown; the message says why."""


def run(reply: Path | None, sources: Sequence[Path], *, as_json: bool, as_lines: bool) -> int:
    """Show what `reply` quotes of `sources`, or answer the requests of standard input; the exit code."""
    if as_lines or reply is None:
        return serve(Parser().parsed)
    try:
        text = _text_of(reply)
        earlier = [_text_of(source) for source in sources]
    except UnreadableFile as error:
        print(f"counterpoint parse: {error}", file=sys.stderr)
        return FAILED
    held = Sources()
    held.become(earlier)
    parsed = parse(text, held)
    try:
        if as_json:
            answer = {"id": str(reply), **_answer(parsed, [str(source) for source in sources], None)}
            print(json.dumps(answer, allow_nan=False))
        else:
            Page(sys.stdout, text, list(zip(map(str, sources), earlier, strict=True))).show(parsed.pairs)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has read enough; Python would complain once more when it flushes at its end.
        sys.stdout = None
    return 0


class Parser:
    """Answers requests. Sources that a request has in common with the one before are kept."""

    def __init__(self) -> None:
        self._sources = Sources()

    def parsed(self, request: Request) -> Answer:
        """`pairs`, `questions` and, where the request has `points`, `named`; spans are `[start, end]`, end exclusive.

        A question is put `to` whoever it mentions, as written (`@Mia`, `<@123>`), else to the author of that source.

        Raises:
            NotARequest: it lacks its text, or its sources or points are not lists of such.
        """
        text = text_of(request, "text")
        sources = _entries(request, "sources", "text")
        points = _entries(request, "points", "claim")
        ids = [name for name, _ in sources]
        reply_to = request.get("reply_to")
        if reply_to is not None and reply_to not in ids:
            raise NotARequest("request_unknown_source", name="reply_to")
        self._sources.become([earlier for _, earlier in sources])
        near = None if reply_to is None else StatementId(ids.index(reply_to) + 1)
        parsed = parse(text, self._sources, [claim for _, claim in points], reply_to=near)
        return _answer(parsed, ids, [name for name, _ in points] if "points" in request else None)


def _entries(request: Request, name: str, text: str) -> list[tuple[object, str]]:
    """The ids and texts of the list that `request` may have under `name`."""
    given = request.get(name)
    if given is None:
        return []
    if not isinstance(given, list):
        raise NotARequest("request_lacks_list", name=name)
    entries: list[tuple[object, str]] = []
    for entry in cast("list[object]", given):
        found = cast("dict[str, object]", entry) if isinstance(entry, dict) else dict[str, object]()
        words = found.get(text)
        if "id" not in found or not isinstance(words, str):
            raise NotARequest("request_lacks_entry", name=name, text=text)
        entries.append((found["id"], words))
    return entries


def _answer(parsed: Parsed, sources: Sequence[object], points: Sequence[object] | None) -> dict[str, object]:
    """What was parsed, with the request's own ids; `named` only where there were points, `via` only where the quoter
    took the words from somebody who quotes them.
    """

    def source(located: Located) -> dict[str, object]:
        found = {
            "id": sources[located.statement - 1],
            "span": _offsets(located.span),
            "score": round(located.score, 4),
            "changed": located.changed,
        }
        return {**found, "via": [sources[one - 1] for one in located.via]} if located.via else found

    answer: dict[str, object] = {
        "pairs": [
            {
                "quote": _offsets(found.pair.quote),
                "syntax": found.pair.syntax.value,
                "response": _offsets(found.pair.response) if found.pair.response else None,
                "source": source(found.located) if found.located else None,
            }
            for found in parsed.pairs
        ]
    }
    if points is not None:
        answer["named"] = [
            {"point": points[named.point], "name": _offsets(named.name), "response": _offsets(named.response)}
            for named in parsed.named
        ]
    answer["questions"] = [
        {"span": _offsets(asked.span), "to": asked.person or (sources[asked.to - 1] if asked.to is not None else None)}
        for asked in parsed.questions
    ]
    return answer


def _offsets(span: Span) -> list[int]:
    return [span.start, span.end]


class Page:
    """Pairs as a person reads them on a terminal: the quote, where it stands, the answer beneath."""

    def __init__(self, out: TextIO, text: str, sources: Sequence[tuple[str, str]]) -> None:
        self._out = out
        self._text = text
        self._sources = sources
        self._coloured = out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        never_fail(out)

    def show(self, pairs: Sequence[LocatedPair]) -> None:
        """Write all pairs."""
        if not pairs:
            self._lines(tell("parsed_none"))
        for number, found in enumerate(pairs, start=1):
            if number > 1:
                self._lines("")
            self._lines(found.pair.words, colour="36", head=f"{number:>3}  ", margin="│ ")
            self._source(found)
            response = found.pair.response
            if response is None:
                self._lines(tell("parsed_unanswered"), colour="2", margin="     ")
            else:
                self._lines(response.of(self._text), margin="     ")

    def _source(self, found: LocatedPair) -> None:
        """Where the quote was said, in its source's own words where they differ."""
        located = found.located
        if located is None:
            self._lines(tell("parsed_nowhere"), colour="33", margin="     ")
            return
        name, text = self._sources[located.statement - 1]
        line = text.count("\n", 0, located.span.start) + 1
        key = "parsed_changed" if located.changed else "parsed_found"
        self._lines(tell(key, name=name, line=line), colour="33" if located.changed else "2", margin="     ")
        if located.changed:
            self._lines(located.span.of(text), colour="32", margin="     │ ")

    def _lines(self, words: str, *, colour: str = "", head: str = "", margin: str = "") -> None:
        """Write `words`, each line behind a margin; what would move the cursor or change colours is left out."""
        for line in words.splitlines() or [""]:
            shown = printable(line)
            if colour and self._coloured:
                shown = f"\x1b[{colour}m{shown}\x1b[0m"
            self._out.write(f"{head or ' ' * len(head)}{margin}{shown}".rstrip() + "\n")
            head = " " * len(head)


def _text_of(path: Path) -> str:
    """The text at `path`, every character as it stands.

    Raises:
        UnreadableFile: it is missing, may not be read, or is not text.
    """
    try:
        data = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
        return data.decode("utf-8")
    except FileNotFoundError as error:
        raise UnreadableFile(tell("file_missing", path=path)) from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise UnreadableFile(tell("file_unreadable", path=path, reason=reason)) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(tell("file_not_text", path=path)) from error
