import itertools
from dataclasses import replace

import numpy as np
import pytest

from formcheck.app.live.view import BLUE, Key, Painter, Scene, card, mirrored
from formcheck.breath import breath_at
from formcheck.landmarks import Landmark
from formcheck.overlay.overlay import GREEN, Overlay
from formcheck.session import Session
from tests.app.figure import standing
from tests.app.live.fakes import TASK

WIDTH, HEIGHT = 640, 480
GREY = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
ALL_KEYS: tuple[Key, ...] = ("q", "space", "n", "r", "f", "d")


def painted(**parts):
    return Painter().paint(Scene(GREY, **parts)).image


def changed(**parts):
    """Where a scene differs from a bare one: rows, columns."""
    return np.nonzero((painted(**parts) != painted()).any(axis=2))


def test_the_picture_is_over_the_bar():
    image = painted()
    assert (image[:HEIGHT] == 120).all()
    assert image.shape[0] > 1.2 * HEIGHT
    assert image.shape[1] == WIDTH


@pytest.mark.parametrize(
    ("parts", "within"),
    [
        pytest.param({"caption": "Turn side-on"}, "bar", id="what is said"),
        pytest.param({"progress": "2 of 6"}, "bar", id="where in the routine"),
        pytest.param({"pace": "30 a second"}, "bar", id="delay"),
        pytest.param({"recorded": True}, "bar", id="recording"),
        pytest.param({"pressed": ("d",)}, "bar", id="a key that is on"),
        pytest.param({"headline": "3"}, "picture", id="countdown"),
        pytest.param({"headline": "The camera is gone. I wait"}, "picture", id="trouble"),
        pytest.param({"headline": "Next: Cobra", "left_s": 5.0}, "picture", id="rest"),
    ],
)
def test_each_thing_has_its_place(parts, within):
    rows, columns = changed(**parts)
    assert len(rows) > 50
    assert (rows >= HEIGHT).all() if within == "bar" else (rows < HEIGHT).all()
    assert columns.min() >= 0


def test_what_is_said_can_be_read_from_three_metres():
    """Letters of a two hundredth of the distance: 15 mm of a picture 230 mm high."""
    rows, _ = changed(caption="HHH")
    assert (rows.max() + 1 - rows.min()) / HEIGHT > 15 / 230


def test_whole_seconds_of_a_rest_are_counted_down():
    shown = [painted(headline="Next: Cobra", left_s=left_s) for left_s in (5.0, 4.1, 4.0, 0.0)]
    same = [bool((one == another).all()) for one, another in itertools.pairwise(shown)]
    assert same == [True, False, False]


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (1280, 720), (160, 120)])
def test_it_fits_in_any_picture(size):
    width, height = size
    scene = Scene(
        np.full((height, width, 3), 120, np.uint8),
        caption="Press your hips gently into the soft mat",
        headline="Next: Butterfly articulation. Face the camera",
        left_s=5.0,
        progress="2 of 6: Butterfly articulation, then Butterfly side bend",
        breath=breath_at(1.0, 5.0),
        keys=ALL_KEYS,
        recorded=True,
        pace="30 a second, 24 ms late",
    )
    view = Painter().paint(scene)
    assert view.image.shape[1] == width
    right = max(box.right for box in view.buttons.values())
    assert right <= width
    assert (view.image[height:, -2:] < 60).all(), "nothing runs out of the picture"


def test_bars_that_are_kept_are_not_drawn_into():
    painter = Painter()
    scene = Scene(GREY, caption="Breathe", breath=breath_at(0.1, 4.0))
    first = painter.paint(scene).image
    painter.paint(replace(scene, breath=breath_at(1.9, 4.0)))
    assert (painter.paint(scene).image == first).all()


def test_the_pacer_grows_with_the_breath_and_changes_its_colour():
    areas = {}
    for now_s in (0.1, 1.9, 2.1, 3.9):
        breath = breath_at(now_s, 4.0)
        colour = BLUE if breath.inhaling else GREEN
        areas[now_s] = int((painted(breath=breath) == colour).all(axis=2).sum())
    assert areas[0.1] < areas[1.9]
    assert areas[2.1] > areas[3.9] > 0


def test_the_body_is_mirrored_with_the_picture():
    pose = standing(0.0, arm_deg=90.0)
    assessment = Session(TASK.exercise).update(pose)
    half = GREY.copy()
    half[:, : WIDTH // 2] = 30
    scene = Scene(half, pose, assessment, Overlay(TASK.exercise))
    image = Painter().paint(scene).image
    assert image[5, 0, 0] == 120
    assert image[5, WIDTH - 1, 0] in (30, 30 >> 2), "the dark half is on the right now"
    assert (scene.image == half).all()
    wrist = pose.image[Landmark.RIGHT_WRIST]
    x, y = WIDTH - 1 - round(wrist[0]), round(wrist[1])
    assert image[y - 3 : y + 4, x - 3 : x + 4].max() > 200, "the arm is drawn where it is seen"


def test_mirrored_twice_is_the_same():
    pose = standing()
    back = mirrored(mirrored(pose, WIDTH), WIDTH)
    np.testing.assert_allclose(back.image, pose.image)
    assert mirrored(pose, WIDTH).image[Landmark.NOSE, 0] == WIDTH - 1 - pose.image[Landmark.NOSE, 0]


def test_a_card_shows_every_line():
    lines = ["5 of 5, 4 of them good", "Press your hips into the mat (2 times)"]
    pages = [card((960, 760), "Cobra", lines[:n]) for n in range(3)]
    ink = [int((page > 150).sum()) for page in pages]
    assert ink[0] < ink[1] < ink[2]
    assert pages[0].shape == (760, 960, 3)
