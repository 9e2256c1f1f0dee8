"""Guests: nobody's letter is brought under the name of a member."""

import pytest

from deliberation.errors import GuestIsAMember
from deliberation.guest import must_be_no_member


@pytest.mark.parametrize(
    "guest",
    ["Mara", "mara", "@mara", "MARA  LIND", "M\u200bara", "\u202eMara\u202c", "Ｍａｒａ", "@\u2060mara", "Mara\u3164"],
)
def test_a_members_name_is_known_whatever_its_case_and_spacing(guest: str) -> None:
    with pytest.raises(GuestIsAMember) as refused:
        must_be_no_member(guest, ("ben", "Mara", "Mara Lind"))

    assert refused.value.facts == {"guest": guest}


def test_a_name_nobody_here_has_is_a_guests() -> None:
    must_be_no_member("Mara Lind", ("Mara", "Lind", "Marah Lind"))
