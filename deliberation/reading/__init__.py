"""Reading in line: a text becomes pairs of a quote and what its author says to it, and the questions they ask.

`inline` reads the pairs; `angles`, `quotelines` and `htmlquotes` know the marks, `margins` what belongs to nobody's
answer. `prose` proposes words between quotation marks, with `introductions` such as "You say,"; `naming` finds points
that are answered by their names, `questions` what is asked and of whom. `voices` tells the author's words from
repeated ones, such as those of an `oldermail` beneath a header, which begins with `attribution`s.
"""

from deliberation.reading.inline import QuotedPair, QuoteSyntax, read_in_line
from deliberation.reading.questions import questions_in

__all__ = ["QuoteSyntax", "QuotedPair", "questions_in", "read_in_line"]
