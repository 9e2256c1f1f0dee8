"""Fuzzing what reads what people type: `uv run --with atheris python bench/fuzzing.py TARGET [SECONDS] [SEED]`.

A target is one of `tests/nobody/targets.py`. With atheris (Linux, a wheel to CPython 3.11) texts are bred towards code
that none has reached yet; without it they are put together at random from the hostile ones. The last line says how many
texts were tried. A text that breaks a rule ends the run with its traceback, and is shown.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from tests.nobody.texts import TEXTS

LONGEST = 4000
IDS = ("cp:take:1300000000000000003", "cp:vote:13:2:1:4:mabc", "cp:open:1:2:0:0:0:0:0:1", "vote:1:2:3:4", "1:2:3:4")
"""Beside the hostile texts, what breeding begins with."""
READ = ["deliberation", "prompts", "cogs"]
"""The code whose branches lead the breeding."""


def at_random(target: Callable[[str], None], seconds: float, seed: int) -> int:
    """How many texts were tried in that time, pieced together from the hostile ones."""
    draw, pieces, tried = random.Random(seed), list(TEXTS.values()), 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        text = "".join(_piece(draw, pieces) for _ in range(draw.randint(1, 8)))[:LONGEST]
        _try(target, text)
        tried += 1
    return tried


def _piece(draw: random.Random, pieces: list[str]) -> str:
    if draw.random() < 0.3:
        return "".join(chr(draw.choice((draw.randrange(128), draw.randrange(0x10FFFF)))) for _ in range(8))
    piece = draw.choice(pieces)
    start = draw.randrange(len(piece))
    return piece[start : start + draw.randint(1, 60)]


def _try(target: Callable[[str], None], text: str) -> None:
    try:
        target(text)
    except BaseException:
        print(f"breaks: {text!r}", file=sys.stderr)
        raise


def bred(target: Callable[[str], None], seconds: float, seed: int) -> None:
    """The same by atheris, which ends the process itself and says how many it tried."""
    import atheris

    def one(data: bytes) -> None:
        # As libFuzzer breeds bytes: read as UTF-8 with halves of letters let through.
        _try(target, data.decode("utf-8", "surrogateescape"))

    corpus = Path(tempfile.mkdtemp())
    for place, text in enumerate((*TEXTS.values(), *IDS)):
        (corpus / str(place)).write_bytes(text.encode("utf-8", "replace"))
    wanted = [f"-max_total_time={seconds:.0f}", f"-seed={seed}", f"-max_len={LONGEST}", f"-artifact_prefix={corpus}/"]
    atheris.Setup([sys.argv[0], *wanted, str(corpus)], one)
    atheris.Fuzz()


def main() -> None:
    """Fuzz one target."""
    try:
        import atheris
    except ImportError:
        atheris = None
    with atheris.instrument_imports(include=READ) if atheris else nullcontext():
        from tests.nobody.targets import TARGETS
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"which target? {', '.join(TARGETS)}")
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    if atheris:
        bred(TARGETS[name], seconds, seed)
    else:
        print(f"{name}: {at_random(TARGETS[name], seconds, seed)} texts at random in {seconds:.0f} s (seed {seed})")


if __name__ == "__main__":
    main()
