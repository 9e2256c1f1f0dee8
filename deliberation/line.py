"""Lines: words that somebody typed to stand in one line, taken as they are but for their white space."""

from deliberation.errors import EmptyText, TextTooLong


def line_of(words: str, what: str, limit: int) -> str:
    """`words` on one line.

    Raises:
        EmptyText: there is not a word in it.
        TextTooLong: it is over `limit` characters.
    """
    line = " ".join(words.split())
    if not line:
        raise EmptyText({"what": what})
    if len(line) > limit:
        raise TextTooLong({"what": what, "length": len(line), "limit": limit, "unit": "characters"})
    return line
