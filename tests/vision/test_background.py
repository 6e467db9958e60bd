from dataclasses import replace

import cv2
import numpy as np
import pytest

from formcheck.pose import unseen
from formcheck.tracking.camera_motion import CameraMotion
from formcheck.vision.background import Background
from tests.vision.people import person

SIZE = (640, 480)
CORNERS = np.array([[0.0, 0.0], [640.0, 0.0], [0.0, 480.0], [640.0, 480.0]])


@pytest.fixture
def room(rng):
    """A picture with a lot of corners, larger than what a camera shows of it."""
    grains = rng.uniform(0, 255, (60, 80)).astype(np.float32)
    return cv2.resize(grains, (1280, 960), interpolation=cv2.INTER_NEAREST)


def shot(room, rng, x_px=0.0, y_px=0.0, turn_deg=0.0, zoom=1.0):
    """What the camera shows of the room, with noise, and where the room is in it."""
    place = cv2.getRotationMatrix2D((640, 480), turn_deg, zoom)
    place[:, 2] += [x_px - 320, y_px - 240]
    seen = cv2.warpAffine(room, place, SIZE, flags=cv2.INTER_AREA)
    noisy = cv2.GaussianBlur(seen, (0, 0), 1.5) + rng.normal(0, 2, SIZE[::-1])
    return np.repeat(np.clip(noisy, 0, 255).astype(np.uint8)[..., None], 3, axis=2), place


def errors_px(room, rng, path):
    """How far the corners of each picture, undone, are from where the room says they are."""
    background, motion, first = Background(), CameraMotion(), None
    for there in path:
        image, place = shot(room, rng, **there)
        place = np.vstack([place, [0, 0, 1]])
        first = place if first is None else first
        home = first @ np.linalg.inv(place)
        pose = replace(unseen(0.0), image=np.resize(CORNERS, (33, 2)), world=np.zeros((33, 3)))
        pose = replace(pose, camera=background.update(image, None))
        undone = motion.undone(pose).image[: len(CORNERS)]
        yield np.abs(undone - (CORNERS @ home[:2, :2].T + home[:2, 2])).max()


WAYS = {
    "nudged": [{"x_px": min(max(i - 10, 0), 4) * 8.0, "y_px": min(i, 4) * -4.0} for i in range(30)],
    "follows the person": [{"x_px": -2.0 * i} for i in range(60)],
    "slips slowly": [{"y_px": 0.3 * i} for i in range(90)],
    "turned and moved nearer": [{"turn_deg": 0.2 * i, "zoom": 1 + 0.004 * i} for i in range(25)],
    "held by hand": [
        {"x_px": 8 * np.sin(i / 4), "y_px": 5 * np.sin(i / 3), "turn_deg": np.sin(i / 7)}
        for i in range(90)
    ],
}


@pytest.mark.parametrize("way", WAYS)
def test_a_camera_that_moves_is_followed(room, rng, way):
    assert max(errors_px(room, rng, WAYS[way])) < 3.5


def covered(image, x_px):
    """The room with something large and gray in front of it."""
    image[100:350, max(x_px, 0) : max(x_px + 300, 0)] = 90
    return image


STILL = {
    "nothing happens": lambda i, image: image,
    "somebody walks through": lambda i, image: covered(image, 20 * i - 300),
    "the light goes on": lambda i, image: image * (1 + (i > 20)),
    "it goes dark for a moment": lambda i, image: image // (50 if 20 < i < 30 else 1),
    "a frozen picture": lambda i, image: image * (i < 20),
}


@pytest.mark.parametrize("name", STILL)
def test_a_camera_that_stands_does_not_move(room, rng, name):
    background = Background()
    for i in range(50):
        image = STILL[name](i, shot(room, rng)[0] // 2)
        assert not background.update(image, None).any()


def test_a_person_who_moves_is_no_camera_that_does(rng):
    wall = np.full((480, 640, 3), 128, np.uint8)
    clothes = rng.integers(0, 255, (160, 300, 3), np.uint8)
    mask = np.zeros((480, 640), bool)
    mask[200:360, 100:400] = True
    somebody, background = replace(person(), mask=mask), Background()
    for i in range(30):
        image = wall.copy()
        image[200:360, 100 + 3 * i : 400 + 3 * i] = clothes
        assert not background.update(image, somebody).any()


def test_pictures_of_another_size_begin_anew(room, rng):
    background = Background()
    for size in [(640, 480), (480, 640), (1, 1), (97, 73), (640, 480)]:
        image = np.ascontiguousarray(cv2.resize(shot(room, rng)[0], size))
        assert not background.update(image, None).any()
