"""Locating quotes: which earlier statement said these words, and where exactly.

`index` keeps a debate's statements and finds candidates with `postings`; `folding` makes texts comparable, `chaining`
and `aligning` find the span, `comparing` and `alteration` say how alike it is and what was changed.
"""

from deliberation.locating.index import DebateIndex, Located

__all__ = ["DebateIndex", "Located"]
