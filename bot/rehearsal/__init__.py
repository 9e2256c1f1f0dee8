"""The rehearsal: the real bot in an in-memory Discord, with a sample debate played through what members can do.

`main` is the way in. `script` is the debate as data, `stage` the world, `play` and `ballots` carry the acts out,
`transcript` tells them, `page` opens the browser's page on them. Nothing here is used by the bot itself.
"""

from argparse import Namespace


def main(options: Namespace) -> int:
    """Rehearse as `options` say (`headless`, `fast`, `letter`, `database`, `port`); the process's exit code."""
    from bot.rehearsal.command import rehearse

    return rehearse(options)
