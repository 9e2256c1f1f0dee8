"""The chart of a round: there is ink where there should be, and the same in words."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from deliberation.ids import PointNumber
from deliberation.stance import Tally
from prompts.charts import ROWS, WIDTH, describe_positions, ordered, picture, positions_picture, positions_svg
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
    assert describe_positions((CLOSER, NEW), people=12) == (
        "Counts of Yes; Yes, but; Unsure; No, but; No, from the point with most Yes to the one with most No. "
        "1: 6, 3, 1, 1, 0 (before 4, 1, 1, 3, 2); one did not answer."
    )


def test_a_picture_of_points_that_thousands_answered_tells_all_of_them_in_words() -> None:
    thousands = Tally((1000, 2000, 3000, 4000, 5000))
    point = replace(CLOSER, tally=thousands, before=thousands)
    many = tuple(replace(point, number=PointNumber(number)) for number in range(30, 30 + ROWS))

    described = describe_positions(many, people=50_000)

    assert len(described) <= DESCRIPTION_LIMIT
    assert described.count("49989 did not answer.") == ROWS


def test_more_points_in_words_than_fit_say_that_the_others_stand_in_the_text() -> None:
    many = tuple(replace(CLOSER, number=PointNumber(number)) for number in range(1, 60))

    described = describe_positions(many)

    assert len(described) <= DESCRIPTION_LIMIT
    assert described.endswith("The other points' counts are in the text.")


def test_points_stand_in_the_order_from_most_yes_to_most_no() -> None:
    tallies = ((0, 0, 1, 0, 9), (9, 0, 1, 0, 0), (4, 0, 2, 0, 4), (4, 0, 2, 0, 4))
    results = [
        replace(CLOSER, number=PointNumber(number), tally=Tally(tally)) for number, tally in enumerate(tallies, start=1)
    ]

    assert [result.number for result in ordered([*results, NEW])] == [2, 3, 4, 1]


@pytest.mark.parametrize(("now", "lean"), [((8, 0, 0, 0, 2), "left"), ((2, 0, 0, 0, 8), "right")])
def test_an_arrow_shows_which_way_the_answers_went(now: tuple[int, int, int, int, int], lean: str) -> None:
    moved = replace(CLOSER, tally=Tally(now), before=Tally((5, 0, 0, 0, 5)))
    image = _image(positions_picture((moved,)))
    beneath = image.height - 24 - 26
    left, right = (130, beneath, 430, image.height - 10), (476, beneath, 776, image.height - 10)

    inks = {"left": _ink(image, left), "right": _ink(image, right)}
    assert inks.pop(lean) > 200
    assert max(inks.values()) < 20


def test_small_print_is_large_enough_on_a_phone() -> None:
    """A phone shows a picture 345 pixels wide: nothing is smaller than 8 of them, names and words not below 10."""
    svg = positions_svg((replace(CLOSER, answered=11_111), APART), people=12)
    sizes = [float(size) * 345 / WIDTH for size in re.findall(r'font-size="([\d.]+)"', svg)]

    assert min(sizes) >= 10


def test_where_nothing_was_counted_there_is_no_chart() -> None:
    with pytest.raises(ValueError, match="nothing was counted"):
        positions_svg((NEW,))


def test_a_point_that_hundreds_answered_keeps_its_bar_inside() -> None:
    svg = positions_svg((replace(CLOSER, tally=Tally((300, 1, 1, 1, 40))),))

    image = _image(picture(svg))

    assert _ink(image, (776 + 4, 100, WIDTH - 4, 170)) == 0
