"""Why a rehearsal cannot go on, in one sentence for who started it."""


class CannotRehearse(Exception):
    """The message is one sentence that says why, and what to do about it."""


class PortInUse(CannotRehearse):
    """Somebody else has the port asked for, or it may not be had."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is in use or not allowed; choose another with --port.")
