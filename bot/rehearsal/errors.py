"""Why a rehearsal cannot go on, in one sentence for who started it."""


class CannotRehearse(Exception):
    """The message is one sentence that says why, and what to do about it."""
