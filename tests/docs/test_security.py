"""SECURITY.md: what it says stands against an attack is there."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SECURITY = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_exists() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", SECURITY))

    assert len(named) > 25
    assert not [name for name in sorted(named) if f"def {name}(" not in tests]


def test_every_place_that_it_names_exists() -> None:
    named = set(re.findall(r"`((?:tests|bench)/[\w/.]*)`", SECURITY))

    assert named
    assert not [place for place in sorted(named) if not (PROJECT / place).exists()]
