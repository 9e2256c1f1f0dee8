"""The chart of a round: there is ink where there should be, and the same in words."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from deliberation.ids import PointNumber
from deliberation.stance import Tally
from prompts.charts import WIDTH, describe_positions, picture, positions_picture, positions_svg
from prompts.post import DESCRIPTION_LIMIT
from tests.prompts.samples import APART, CLOSER, NEW

PAPER = (248, 248, 245)
LEGEND = (60, 20, WIDTH - 20, 66)
NUMBER = (20, 112, 80, 164)
FIRST_BAR = (96, 112, 776, 164)

Box = tuple[int, int, int, int]


def _image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGBA")


def _ink(image: Image.Image, box: Box) -> int:
    """How many dark pixels lie in a box."""
    return sum(1 for pixel in image.crop(box).convert("L").tobytes() if pixel < 100)


def test_letters_and_numbers_are_drawn() -> None:
    whole = _image(positions_picture((CLOSER, APART)))
    wordless = _image(picture(positions_svg((CLOSER, APART)).replace("<text", "<desc").replace("</text>", "</desc>")))

    assert _ink(whole, NUMBER) > 50
    assert _ink(whole, LEGEND) > _ink(wordless, LEGEND) + 300
    assert _ink(wordless, NUMBER) == 0


def test_the_chart_has_its_own_background_in_dark_and_light() -> None:
    image = _image(positions_picture((CLOSER,)))

    assert image.width == WIDTH
    assert image.getpixel((WIDTH - 30, 90)) == (*PAPER, 255)


def test_positions_are_told_apart_without_colour() -> None:
    """Each position's swatch has its own share of dark and light, or its own pattern."""
    image = _image(positions_picture((CLOSER,))).convert("L")
    swatches = [image.crop((x + 3, 31, x + 27, 55)).tobytes() for x in range(26, 26 + 5 * 154, 154)]

    looks = {(min(swatch), max(swatch), sum(swatch) // len(swatch)) for swatch in swatches}

    assert len(looks) == 5


def test_members_words_are_not_in_the_picture() -> None:
    assert CLOSER.claim not in positions_svg((CLOSER,))


def test_a_bar_leans_to_the_side_of_its_answers() -> None:
    yes = _image(positions_picture((replace(CLOSER, tally=Tally((9, 0, 0, 0, 0)), before=None),)))
    no = _image(positions_picture((replace(CLOSER, tally=Tally((0, 0, 0, 0, 9)), before=None),)))
    left, right = (FIRST_BAR[0], FIRST_BAR[1], 430, FIRST_BAR[3]), (442, FIRST_BAR[1], FIRST_BAR[2], FIRST_BAR[3])

    assert _ink(yes, left) > 1000 > _ink(yes, right)
    assert _ink(no, right) > 1000 > _ink(no, left)


def test_the_chart_says_the_same_in_words() -> None:
    assert describe_positions((CLOSER, NEW)) == (
        "Answers by point, from Yes to No. 1: 6, 3, 1, 1, 0 (before 4, 1, 1, 3, 2)."
    )


def test_many_points_in_words_stay_short_and_say_that_more_stand_in_the_text() -> None:
    many = tuple(replace(CLOSER, number=PointNumber(number)) for number in range(1, 9))

    described = describe_positions(many)

    assert len(described) <= DESCRIPTION_LIMIT
    assert described.endswith("The other points' counts are in the text.")


def test_where_nothing_was_counted_there_is_no_chart() -> None:
    with pytest.raises(ValueError, match="nothing was counted"):
        positions_svg((NEW,))


def test_a_point_that_hundreds_answered_keeps_its_bar_inside() -> None:
    svg = positions_svg((replace(CLOSER, tally=Tally((300, 1, 1, 1, 40))),))

    image = _image(picture(svg))

    assert _ink(image, (776 + 4, 100, WIDTH - 4, 170)) == 0
