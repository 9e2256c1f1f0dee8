"""Requests from a pipe: one JSON object a line in, one a line out, in order, each as soon as it is answered."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any, BinaryIO, NoReturn, cast

Request = Mapping[str, Any]
Answer = Mapping[str, object]


class NotARequest(ValueError):
    """A request lacks something; `key` names the sentence that says so, `facts` what it tells."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


def serve(answer: Callable[[Request], Answer]) -> int:
    """Answer standard input's requests on standard output until it ends; the exit code."""
    try:
        answer_lines(sys.stdin.buffer, sys.stdout.buffer, answer)
    except BrokenPipeError:
        # Whoever reads has read enough; Python would complain once more when it flushes at its end.
        sys.stdout = None
    return 0


def answer_lines(lines: Iterable[bytes], out: BinaryIO, answer: Callable[[Request], Answer]) -> None:
    """Write an answer to each of `lines` to `out`, with the request's `id`.

    A line that is no request, or that `answer` refuses by NotARequest, is answered by `error`, a sentence saying why.
    Blank lines are passed over.
    """
    for line in lines:
        if not line.strip():
            continue
        request: Request = {}
        try:
            request = _request(line)
            answered = answer(request)
        except NotARequest as error:
            from prompts.operator import tell

            answered = {"error": tell(error.key, **error.facts)}
        out.write(json.dumps({"id": request.get("id"), **answered}, allow_nan=False).encode() + b"\n")
        out.flush()


def text_of(request: Request, name: str) -> str:
    """The text that `request` has under `name`.

    Raises:
        NotARequest: there is none.
    """
    text = request.get(name)
    if not isinstance(text, str):
        raise NotARequest("request_lacks_text", name=name)
    return text


def _request(line: bytes) -> Request:
    """The object that `line` holds."""
    try:
        request: object = json.loads(line.decode("utf-8-sig"), parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise NotARequest("request_not_json") from error
    if not isinstance(request, dict):
        raise NotARequest("request_no_object")
    return cast("Request", request)


def _finite(digits: str) -> float:
    """JSON knows no largest number, but Python's `inf` could not be written back."""
    number = float(digits)
    if not isfinite(number):
        raise NotARequest("request_number_too_large")
    return number


def _refused(constant: str) -> NoReturn:
    """NaN and Infinity are no JSON, although Python reads them."""
    raise ValueError(constant)
