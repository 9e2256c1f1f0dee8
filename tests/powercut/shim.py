"""The shim, compiled, and the environment of a process under it: see `shim.c`."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")


def why_not() -> str | None:
    """Why nothing can run under the shim here; None where it can."""
    if not sys.platform.startswith("linux"):
        return "the shim is written for Linux"
    if shutil.which("cc") is None:
        return "there is no C compiler (cc) to compile the shim with"
    return None


@dataclass(frozen=True)
class Shim:
    """A compiled shim that watches one folder."""

    library: Path
    folder: Path
    """What is watched: everything that a process writes below it can be lost."""
    beside: Path
    """Where the journal and the flag of the full disk lie: not watched."""
    sync_takes: float = 0.0
    """Seconds that each fsync takes."""

    @property
    def journal(self) -> Path:
        """What processes did, in order; to be deleted before the next one."""
        return self.beside / "journal"

    @property
    def _full(self) -> Path:
        return self.beside / "full"

    def variables(self, *, journal: bool = True) -> dict[str, str]:
        """What puts a process under the shim; with `journal` it adds to `journal` what it does."""
        given = {
            "LD_PRELOAD": str(self.library),
            "POWERCUT_FOLDER": str(self.folder),
            "POWERCUT_FULL": str(self._full),
            "POWERCUT_SYNC_US": str(round(self.sync_takes * 1_000_000)),
        }
        return {**given, **({"POWERCUT_JOURNAL": str(self.journal)} if journal else {})}

    def environment(self) -> dict[str, str]:
        """The environment of the next process to run under the shim, whose `journal` begins empty."""
        self.journal.unlink(missing_ok=True)
        return {**os.environ, **self.variables()}

    def fill(self, *, grows: bool) -> None:
        """The disk is full from now on: for what `grows` only, or for every write."""
        flag = self._full.with_name("filling")
        flag.write_text("grow" if grows else "all")
        flag.replace(self._full)  # never seen half written

    def make_room(self) -> None:
        """There is room again."""
        self._full.unlink(missing_ok=True)


def compiled(folder: Path, *, beside: Path, sync_takes: float = 0.0) -> Shim:
    """A shim that watches `folder` and keeps what it needs in `beside`; both must be there and apart.

    Raises:
        subprocess.CalledProcessError: the compiler refuses it; what it says is on stderr.
    """
    library = beside / "shim.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", library, SOURCE, "-ldl", "-lpthread"],
        check=True,
    )
    return Shim(library, folder.resolve(), beside, sync_takes)
