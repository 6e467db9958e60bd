import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.vision.parts import Part, around, parts

USUAL = [(640, 480), (480, 640), (1280, 720), (1080, 1920), (500, 500)]
SIZES = [*USUAL, (10_000, 20), (3, 2), (1, 1)]


def picture(width, height):
    return np.zeros((height, width, 3), np.uint8)


def box(left, top, right, bottom):
    return np.array([[left, top], [right, bottom]], dtype=np.float64)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_parts_show_something(width, height):
    image = picture(width, height)
    for part in parts(image):
        assert part.of(image).shape[:2] == (part.height, part.width)
        assert part.width > 0 < part.height


@pytest.mark.parametrize(
    ("width", "height", "count"),
    [
        pytest.param(640, 480, 6, id="three beside each other in two rows"),
        pytest.param(1280, 720, 3, id="wide"),
        pytest.param(1080, 1920, 3, id="upright"),
        pytest.param(10_000, 20, 3, id="a strip"),
        pytest.param(1, 1, 1, id="a pixel"),
    ],
)
def test_there_are_few(width, height, count):
    assert len(parts(picture(width, height))) == count


@given(st.sampled_from(USUAL), st.floats(0, 1), st.floats(0, 1), st.floats(0.02, 0.25))
def test_who_fills_a_quarter_is_whole_in_one(size, across, down, share):
    width, height = size
    side = share * max(width, height)
    left, top = across * (width - side), down * (height - side)
    there = box(left, top, left + side, top + side)
    image = picture(width, height)
    assert any(part.holds(there, image) for part in parts(image))


@given(
    st.sampled_from(SIZES),
    *[st.floats(-0.2, 1.2, allow_nan=False) for _ in range(4)],
)
def test_a_part_around_somebody_is_in_the_picture_and_holds_them(size, x, y, right, bottom):
    image = picture(*size)
    there = box(
        *np.minimum([x, y], [right, bottom]) * size, *np.maximum([x, y], [right, bottom]) * size
    )
    part = around(there, image)
    assert part.of(image).shape[:2] == (part.height, part.width)
    assert part.holds(there, image)


def test_somebody_small_is_in_the_middle_of_a_part_with_room():
    image = picture(1280, 720)
    part = around(box(500, 300, 740, 380), image)
    assert (part.left + part.width / 2, part.top + part.height / 2) == pytest.approx((620, 360), 1)
    assert part.width == pytest.approx(3 * np.hypot(240, 80), abs=1)


@pytest.mark.parametrize(
    ("there", "held"),
    [
        pytest.param(box(110, 210, 290, 390), True, id="inside"),
        pytest.param(box(90, 210, 290, 390), False, id="beyond its side"),
        pytest.param(box(110, 210, 290, 410), False, id="beyond its lower end"),
        pytest.param(box(110, 190, 290, 390), False, id="beyond its upper end"),
    ],
)
def test_what_is_held(there, held):
    assert Part(100, 200, 200, 200).holds(there, picture(640, 480)) == held


def test_what_is_out_of_the_picture_is_no_matter():
    assert Part(440, 280, 200, 200).holds(box(500, 300, 700, 520), picture(640, 480))
    assert Part.whole(picture(640, 480)).holds(box(-10, -10, 650, 490), picture(640, 480))
