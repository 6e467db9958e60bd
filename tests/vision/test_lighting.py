import numpy as np
import pytest

from formcheck.vision.lighting import BRIGHT, MOST, brightened


def room(brightness):
    """A picture of which a fifth is so bright, and the rest half as much."""
    image = np.full((480, 640, 3), brightness // 2, np.uint8)
    image[:96] = brightness
    return image


@pytest.mark.parametrize("brightness", [40, 60, 100])
def test_a_dark_picture_is_brightened_evenly(brightness):
    lit = brightened(room(brightness))
    assert lit.dtype == np.uint8
    assert lit[0, 0, 0] == pytest.approx(BRIGHT, abs=1)
    assert lit[-1, -1, 0] == pytest.approx(BRIGHT / 2, abs=2)


@pytest.mark.parametrize("brightness", [120, 200, 255])
def test_a_lit_picture_is_left_alone(brightness):
    image = room(brightness)
    assert brightened(image) is image


def test_what_is_darker_than_dark_is_not_blown_up_to_noise():
    assert brightened(room(4))[0, 0, 0] == pytest.approx(4 * MOST)
    assert not brightened(room(0)).any()


def test_colours_stay_what_they_are():
    image = room(40)
    image[..., 2] = 10
    lit = brightened(image)[0, 0].astype(float)
    assert lit[0] / lit[2] == pytest.approx(4, abs=0.2)


@pytest.mark.parametrize("size", [(1, 1), (16, 640)])
def test_any_size_will_do(size):
    assert brightened(np.zeros((*size, 3), np.uint8)).shape == (*size, 3)
