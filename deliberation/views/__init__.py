"""Views of a record: the board, cards, ballots, summaries, digests and ledgers, computed from what is stored."""
