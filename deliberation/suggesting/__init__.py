"""Suggested stances: what an answer's own words let one expect its author to press, or nothing.

`weighing` adds up the signs in the words, `lexicon` holds the cue lists of each language (`cues/*.toml`, which others
can add to), `sentences` tells an author's own words from quoted ones. Words suggest, members decide: nothing here is a
stance.
"""

from deliberation.suggesting.lexicon import Lexicon, shipped_lexicon
from deliberation.suggesting.weighing import SURE, Suggestion, suggest

__all__ = ["SURE", "Lexicon", "Suggestion", "shipped_lexicon", "suggest"]
