"""`counterpoint analyse`: the command itself."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.analysing.report import report_of
from bot.analysing.sheets import Sheet, Unusable, read_groups, read_sheet
from bot.terminal import never_fail, printable
from deliberation.grouping.groups import PARTS
from deliberation.measuring.analysis import Analysis, analysed
from deliberation.measuring.votes import in_natural_order

FAILED = 2


@dataclass(frozen=True)
class Figures:
    """A sheet's figures, and what its groups are called."""

    sheet: Sheet
    analysis: Analysis
    group_names: tuple[str, ...]


def run(votes: Path, before: Path | None, groups: Path | None, *, parts: int = PARTS, as_json: bool) -> int:
    """Print the figures of the votes in a file; the exit code."""
    try:
        figures = figures_of(votes, before, groups, parts)
    except Unusable as error:
        print(f"counterpoint analyse: {error}", file=sys.stderr)
        return FAILED
    try:
        if as_json:
            print(
                json.dumps(
                    report_of(figures.analysis, figures.sheet, figures.group_names),
                    allow_nan=False,
                    check_circular=False,
                )
            )
        else:
            from prompts.analysis import analysis_lines  # templates are loaded only for words

            never_fail(sys.stdout)
            sheet = figures.sheet
            for line in analysis_lines(figures.analysis, str(votes), figures.group_names, sheet.withheld, sheet.unread):
                print(printable(line))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has read enough; Python would complain once more when it flushes at its end.
        sys.stdout = None
    return 0


def figures_of(votes: Path, before: Path | None = None, groups: Path | None = None, parts: int = PARTS) -> Figures:
    """The figures of the votes in a file, compared with those in `before`, in the groups that `groups` says or in those
    found, whose stability is told by leaving people out in so many `parts`.

    Without `before`, the bot's own file is compared with its own earlier rounds.

    Raises:
        Unusable: a file is missing or malformed, or the files do not fit together.
    """
    sheet = read_sheet(votes)
    earlier = sheet.before if before is None else read_sheet(before).votes
    if before is not None and earlier is not None and earlier.scale != sheet.votes.scale:
        raise Unusable("sheets_of_two_kinds", path=votes, before=before)
    if groups is None:
        analysis = analysed(sheet.votes, earlier, moderated=sheet.moderated, parts=parts)
        number = analysis.groups.number if analysis.groups else 0
        return Figures(sheet, analysis, tuple(map(str, range(number))))
    given = read_groups(groups)
    names = in_natural_order(set(given.values()))
    number_of = {name: number for number, name in enumerate(names)}
    numbered = {person: number_of[name] for person, name in given.items()}
    if not numbered.keys() & set(sheet.votes.people):
        raise Unusable("groups_of_others", path=groups, votes=votes)
    return Figures(sheet, analysed(sheet.votes, earlier, numbered, sheet.moderated), names)
