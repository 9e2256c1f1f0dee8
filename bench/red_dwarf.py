"""What red-dwarf finds in a file of votes: `python bench/red_dwarf.py VOTES`. The peer of `analysing.py`."""

import csv
import sys
from pathlib import Path


def number_of_groups(path: Path) -> int:
    """The number of groups that red-dwarf finds in a file of votes, of which it wants the latest only."""
    from reddwarf.implementations.polis import run_pipeline

    with path.open(encoding="utf-8", newline="") as file:
        votes = [
            {
                "participant_id": int(row["voter-id"]),
                "statement_id": int(row["comment-id"]),
                "vote": int(row["vote"]),
                "modified": int(row["timestamp"]),
            }
            for row in csv.DictReader(file)
        ]
    votes.sort(key=lambda vote: vote["modified"])
    latest = {(vote["participant_id"], vote["statement_id"]): vote for vote in votes}
    found = run_pipeline(votes=list(latest.values()), random_state=1)
    return len(set(found.clusterer.labels_))


if __name__ == "__main__":
    print(number_of_groups(Path(sys.argv[1])))
