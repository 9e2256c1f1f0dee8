"""The command line. What a command needs is imported when it is given, so that a mistyped one is told at once."""

import argparse
import gc
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

_Add: TypeAlias = Callable[..., argparse.ArgumentParser]
"""Adds a command: takes its name and help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit code."""
    given = _parser().parse_args(arguments)
    try:
        if given.command == "run":
            with _nothing_to_clear():
                from bot.running import run
            return run(given.database)
        if given.command == "rehearse":
            from bot.rehearsal import main as rehearse

            return rehearse(given)
        return _beside_the_bot(given) if given.command in ("db", "health") else _on_files(given)
    except KeyboardInterrupt:  # before the command could listen for it: importing takes a moment
        return 0


@contextmanager
def _nothing_to_clear() -> Generator[None]:
    """While modules are loaded: that makes many objects and no rubbish; looking for some is a fifth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _beside_the_bot(given: argparse.Namespace) -> int:
    """Do what is done about a bot that may be running."""
    if given.command == "health":
        from bot.health import run as health

        return health(given.database)
    from bot.keeping import run as keep

    return keep(given)


def _on_files(given: argparse.Namespace) -> int:
    """Do what needs no Discord."""
    if given.command == "parse":
        from bot.parse import run as parse

        return parse(given.reply, given.source, as_json=given.json, as_lines=given.jsonl)
    if given.command == "suggest":
        from bot.suggest import run as suggest

        return suggest()
    if given.command == "analyse":
        with _nothing_to_clear():
            from bot.analysing.command import run as analyse
        return analyse(given.votes, given.before, given.groups, parts=given.stability, as_json=given.json)
    if given.command == "import":
        from bot.importing import run as bring_in

        return bring_in(given)
    from bot.export import run as export

    return export(given.debate, given.format, given.database, given.out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="counterpoint", description="Structured debate on Discord.")
    parser.add_argument("--version", action=_Version, nargs=0, help="tell the version and end")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog="counterpoint")
    _describe_running(commands.add_parser)
    _describe_reading(commands.add_parser)
    _describe_analysing(commands.add_parser)
    _describe_exchanging(commands.add_parser)
    _describe_watching(commands.add_parser)
    _describe_suggesting(commands.add_parser)
    return parser


def _describe_running(add: _Add) -> None:
    """The bot itself, on Discord or rehearsed."""
    run = add("run", help="run the bot on Discord, with the settings in .env (see .env.example)")
    run.add_argument("--database", type=Path, metavar="PATH", help="the database, instead of DATABASE")
    rehearse = add("rehearse", help="play a sample debate in an in-memory Discord and join it")
    rehearse.add_argument("--headless", action="store_true", help="play to the end, print the transcript, no page")
    rehearse.add_argument("--fast", action="store_true", help="leave the pauses out")
    rehearse.add_argument(
        "--letter",
        dest="letter",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="upload this letter, too (repeatable)",
    )
    rehearse.add_argument("--database", type=Path, metavar="PATH", help="keep the database here")
    rehearse.add_argument("--port", type=_port, metavar="N", help="the page's port on this machine")


def _describe_reading(add: _Add) -> None:
    """A reply read in line."""
    parse = add("parse", help="show which passages a reply quotes and what it says to each")
    either = parse.add_mutually_exclusive_group(required=True)
    either.add_argument("reply", type=Path, nargs="?", metavar="REPLY", help="the reply's file; - reads standard input")
    either.add_argument("--jsonl", action="store_true", help="answer requests, one JSON object a line")
    parse.add_argument(
        "--source",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="an earlier statement in which quotes are looked for (repeatable, the oldest first)",
    )
    parse.add_argument("--json", action="store_true", help="the answer as a JSON object")


def _describe_analysing(add: _Add) -> None:
    """A sheet of votes."""
    analyse = add("analyse", help="show where people agree and divide in a sheet of votes")
    analyse.add_argument(
        "votes", type=Path, metavar="VOTES", help="a Polis export or the bot's own CSV; - reads standard input"
    )
    analyse.add_argument(
        "--before", type=Path, metavar="VOTES", help="earlier votes of the same people, to compare with"
    )
    analyse.add_argument(
        "--groups", type=Path, metavar="FILE", help="who is in which group, instead of looking for groups"
    )
    analyse.add_argument(
        "--stability",
        type=_parts,
        default=5,
        metavar="N",
        help="leave people out in N parts, 2 to 50, to see how stable groups are (usually 5; 0 leaves that out)",
    )
    analyse.add_argument("--json", action="store_true", help="the figures as a JSON object (see docs/analyse.md)")


def _describe_exchanging(add: _Add) -> None:
    """What leaves a database, and what a debate starts from."""
    export = add("export", help="write a debate to a file (see docs/exports.md)")
    export.add_argument("debate", metavar="DEBATE", help="its number, its thread's number or its title")
    export.add_argument(
        "--format",
        required=True,
        choices=("letter", "html", "csv", "json", "polis", "argdown", "aif"),
        help="which kind",
    )
    export.add_argument("--database", type=Path, metavar="PATH", help="the database, instead of DATABASE")
    export.add_argument("--out", type=Path, metavar="FILE", help="where to; - is standard output")
    bring = add("import", help="write down a debate that starts from an existing exchange")
    bring.add_argument("source", choices=("letter", "polis"), help="a letter that quotes, or Polis' comments.csv")
    bring.add_argument("file", type=Path, metavar="FILE", help="the exchange")
    bring.add_argument("--server", type=_id, required=True, metavar="ID", help="the server's number")
    bring.add_argument("--channel", type=_id, required=True, metavar="ID", help="the text channel it is to open in")
    bring.add_argument("--by", type=_id, required=True, metavar="ID", help="the member who opens and leads it")
    bring.add_argument("--title", metavar="TEXT", help="its title; else the file's name")
    bring.add_argument("--deadline", default="7 days", metavar="WHEN", help="when round 1 closes; usually 7 days")
    bring.add_argument("--database", type=Path, metavar="PATH", help="the database, instead of DATABASE")


def _describe_watching(add: _Add) -> None:
    """What an operator asks and does about a bot and its database."""
    health = add("health", help="say whether the bot that runs here is well: exit code 0, else 1")
    health.add_argument("--database", type=Path, metavar="PATH", help="the database it runs on, instead of DATABASE")
    _describe_keeping(add("db", help="check the database, copy it, or put a copy back (see docs/operators.md)"))


def _describe_suggesting(add: _Add) -> None:
    """Stances that words suggest."""
    suggest = add("suggest", help="say which stance the words of answers suggest")
    suggest.add_argument("--jsonl", action="store_true", required=True, help="answer requests, one JSON object a line")


def _describe_keeping(keep: argparse.ArgumentParser) -> None:
    deeds = keep.add_subparsers(dest="deed", required=True, metavar="DEED")
    check = deeds.add_parser("check", help="say whether it is in order: exit code 0, else 1; 2 where it cannot be read")
    check.add_argument("copy", type=Path, nargs="?", metavar="COPY", help="a copy, instead of the bot's database")
    backup = deeds.add_parser("backup", help="copy it, also while the bot is running, and check the copy")
    backup.add_argument("--to", type=Path, metavar="FILE", help="where to; else into backups/ beside the database")
    restore = deeds.add_parser("restore", help="put a copy in its place, while the bot is stopped")
    restore.add_argument("copy", type=Path, metavar="COPY", help="the copy; it stays as it is")
    for deed in (check, backup, restore):
        deed.add_argument("--database", type=Path, metavar="PATH", help="the database, instead of DATABASE")


class _Version(argparse.Action):
    """Tells the version. Looking it up reads the installed packages' descriptions: not at every start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"counterpoint {version('counterpoint')}\n")
        parser.exit()


def _id(given: str) -> int:
    if not given.isascii() or not given.isdecimal() or not 0 < int(given[:20]) < 2**63 or len(given) > 19:
        raise argparse.ArgumentTypeError(f"{given!r} is not the number of anything on Discord")
    return int(given)


def _parts(given: str) -> int:
    if not given.isascii() or not given.isdecimal() or len(given) > 2 or not (int(given) == 0 or 2 <= int(given) <= 50):
        raise argparse.ArgumentTypeError(f"{given!r} is not 0 or a number from 2 to 50")
    return int(given)


def _port(given: str) -> int:
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise argparse.ArgumentTypeError(f"{given!r} is not a port: a number from 1 to 65535")
    return int(given)


if __name__ == "__main__":
    sys.exit(main())
