"""The bot on a store that syncs at checkpoints only, which a cut of the power must show:
`python -m tests.endurance.unsynced [--hurried] ADDRESS run …`
"""

import sys

from storage.sqlite.connecting import database
from tests.wire import launch

if __name__ == "__main__":
    lazy = tuple(pragma.replace("FULL", "NORMAL") for pragma in database._WRITING)  # pyright: ignore[reportPrivateUsage]
    assert lazy != database._WRITING  # pyright: ignore[reportPrivateUsage]
    database._WRITING = lazy  # pyright: ignore[reportPrivateUsage]
    sys.exit(launch.main())
