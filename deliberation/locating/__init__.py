"""Locating quotes: which earlier statement said these words, and where exactly.

`index` keeps a debate's statements and what they quote, each as `texts` in which candidates are found with `postings`;
`folding` makes texts comparable, `chaining` and `aligning` find the span, `comparing` and `alteration` say how alike it
is and what was changed.
"""

from deliberation.locating.index import DebateIndex
from deliberation.locating.texts import Located

__all__ = ["DebateIndex", "Located"]
