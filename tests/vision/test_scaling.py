import numpy as np
import pytest

from formcheck.vision.parts import Part
from formcheck.vision.scaling import TURNS, Framing, framed

SIZES = [(640, 480), (480, 640), (97, 63), (1920, 1080), (641, 479), (64, 48)]


def marked(width, height):
    """A black picture with one white block, and where its middle is."""
    image = np.zeros((height, width, 3), np.uint8)
    x, y, side = width * 7 // 10, height // 5, max(2, width // 40)
    image[y : y + side, x : x + side] = 255
    return image, np.array([x + side / 2, y + side / 2])


def middle(mask):
    return np.argwhere(mask).mean(axis=0)[::-1] + 0.5


@pytest.mark.parametrize("turn_deg", TURNS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_there_and_back(width, height, turn_deg):
    image, at = marked(width, height)
    placed, transform = framed(image, Framing(640, turn_deg))
    found = middle(placed[..., 0] > 100)
    back = transform.to_source(transform.upright(found))
    np.testing.assert_allclose(back, at, atol=max(1.0, 1.5 * width / 640))
    np.testing.assert_allclose(transform.from_source(back), transform.upright(found))


@pytest.mark.parametrize("turn_deg", TURNS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_mask_lies_over_the_landmarks(width, height, turn_deg):
    placed, transform = framed(marked(width, height)[0], Framing(640, turn_deg))
    mask = placed[..., 0] > 100
    upright = transform.mask(mask)
    assert upright.shape == transform.scaled_px[::-1]
    np.testing.assert_allclose(middle(upright), transform.upright(middle(mask)), atol=1e-6)


@pytest.mark.parametrize("turn_deg", TURNS)
def test_a_part_is_all_that_is_looked_at(turn_deg):
    image, at = marked(1280, 720)
    placed, transform = framed(image, Framing(640, turn_deg, Part(800, 100, 300, 200)))
    assert max(placed.shape) == 640
    found = middle(placed[..., 0] > 100)
    np.testing.assert_allclose(transform.to_source(transform.upright(found)), at, atol=1.0)


def test_a_mask_of_a_part_is_spread_over_the_picture():
    image, at = marked(1280, 720)
    placed, transform = framed(image, Framing(640, part=Part(800, 100, 300, 200)))
    mask = transform.mask(placed[..., 0] > 100).astype(np.uint8)
    for shape in ((720, 1280), (180, 320)):
        spread = transform.spread(mask, image, shape)
        assert spread.shape == shape
        np.testing.assert_allclose(middle(spread) * 1280 / shape[1], at, atol=1280 / shape[1])


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        pytest.param(640, 480, (480, 640), id="as it is"),
        pytest.param(1920, 1080, (368, 640), id="scaled down, with room below"),
        pytest.param(96, 64, (432, 640), id="scaled up"),
        pytest.param(1080, 1920, (640, 368), id="portrait"),
        pytest.param(10_000, 20, (16, 640), id="a strip"),
        pytest.param(1, 1, (640, 640), id="a single pixel"),
    ],
)
def test_input_is_a_multiple_of_sixteen(width, height, expected):
    placed, _ = framed(np.zeros((height, width, 3), np.uint8), Framing(640))
    assert placed.shape == (*expected, 3)
    assert placed.flags.c_contiguous


def test_world_landmarks_turn_with_the_picture():
    placed_points = np.array([[3.0, 4.0], [5.0, 9.0]])
    _, transform = framed(np.zeros((48, 64, 3), np.uint8), Framing(64, 90))
    metres = np.column_stack([placed_points, [0.1, 0.2]])
    world = transform.world(metres)
    np.testing.assert_allclose(np.diff(world[:, :2].T), np.diff(transform.upright(placed_points).T))
    np.testing.assert_allclose(world[:, 2], [0.1, 0.2])
