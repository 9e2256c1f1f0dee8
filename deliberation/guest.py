"""Guests: authors of letters who are not members of the server."""

from collections.abc import Iterable

from deliberation.errors import GuestIsAMember
from deliberation.visible import visible


def must_be_no_member(guest: str, members: Iterable[str]) -> None:
    """Refuse a guest named as one of `members`, the names by which the server's members are known: nobody's words may
    be brought as another member's. Case, spacing, letters that show nothing and an @ before it make no difference.

    Raises:
        GuestIsAMember: a member goes by that name.
    """
    wanted = _folded(guest)
    if any(_folded(name) == wanted for name in members):
        raise GuestIsAMember({"guest": guest})


def _folded(name: str) -> str:
    return " ".join(visible(name).strip().removeprefix("@").split()).casefold()
