from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.landmarks import Landmark
from formcheck.overlay.layout import MEMORY_S, Box, Placer, Room, boxes, head_box, layouts
from formcheck.pose import unseen
from tests.app.figure import standing

PICTURES = {"webcam": (640, 480), "phone": (480, 854), "television": (1920, 1080)}


def room(picture):
    unit = min(picture[1], 1.6 * picture[0])
    panel = (0.5 * unit, 0.41 * unit)
    cue = (min(picture[0] - 0.04 * unit, 1.6 * unit), 0.15 * unit)
    return Room(picture, panel, cue, 0.02 * unit)


def with_head_at(x_px, y_px, time_s=0.0, scale=1.0):
    """A standing person whose nose is there."""
    nose = standing(scale=scale).image[Landmark.NOSE]
    return standing(time_s, hip_px=np.array([320.0, 230.0]) + [x_px, y_px] - nose, scale=scale)


def gaps(text_boxes, pose):
    head = head_box(pose)
    assert head is not None
    return [box.gap(head) for box in text_boxes]


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_text_never_covers_the_head_wherever_it_is(picture):
    width, height = picture
    for x in np.linspace(0, width, 17):
        for y in np.linspace(0, height, 13):
            pose = with_head_at(x, y, scale=height / 900)
            assert all(gap > 0 for gap in gaps(Placer().place(room(picture), pose), pose))


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_text_makes_way_for_a_head_that_moves(picture):
    width, height = picture
    placer = Placer()
    for turn in np.linspace(0, 4 * np.pi, 400):
        x = width * (0.5 + 0.45 * np.cos(turn))
        y = height * (0.5 + 0.45 * np.sin(2.3 * turn))
        pose = with_head_at(x, y, turn, height / 900)
        assert all(gap > 0 for gap in gaps(placer.place(room(picture), pose), pose))


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_everything_is_within_the_picture_and_apart(picture):
    width, height = picture
    for layout in layouts():
        panel, cue = boxes(layout, room(picture))
        assert panel.gap(cue) > 0
        for box in (panel, cue):
            assert 0 <= box.left < box.right <= width
            assert 0 <= box.top < box.bottom <= height


def test_text_stays_where_it_is_while_the_head_sways():
    placer = Placer()
    x_px = 320 + 25 * np.sin(np.arange(100) / 5)
    places = [
        placer.place(room((640, 480)), with_head_at(x, 200, i / 15)) for i, x in enumerate(x_px)
    ]
    assert len({place[0] for place in places}) == 1


def test_text_leaves_the_body_only_after_a_while():
    """Feet come to lie under the panel; the head stays where it was."""
    placer, picture = Placer(), room((640, 480))
    free = standing(0.0, hip_px=(450.0, 240.0), scale=0.5)
    first, _ = placer.place(picture, free)
    image = free.image.copy()
    image[Landmark.LEFT_ANKLE :] = (first.left + first.right) / 2, (first.top + first.bottom) / 2
    covered = [replace(free, timestamp_s=i / 15, image=image) for i in range(1, 80)]
    stays = [placer.place(picture, pose)[0] == first for pose in covered]
    assert 0.5 * 15 < sum(stays) < MEMORY_S * 15
    assert stays == sorted(stays, reverse=True)  # it moves once


def test_text_does_not_follow_arms_that_swing():
    """Twelve landmarks are under the panel in turn and, two seconds long, elsewhere."""
    placer, picture = Placer(), room((640, 480))
    placed = []
    for i in range(300):
        pose = standing(i / 15, hip_px=(450.0, 300.0), scale=0.5)
        image = pose.image.copy()
        image[Landmark.LEFT_ELBOW : Landmark.RIGHT_THUMB + 1] = [(100, 100), (100, 400)][
            i // 30 % 2
        ]
        placed.append(placer.place(picture, replace(pose, image=image))[0])
    moves = sum(here != there for here, there in pairwise(placed))
    assert moves <= 1


def test_without_a_person_text_stays():
    placer, picture = Placer(), room((640, 480))
    there = placer.place(picture, with_head_at(60, 60))
    assert placer.place(picture, unseen(0.1)) == there
    assert head_box(unseen(0.1)) is None


def test_the_head_is_as_large_as_a_skull():
    """The figure's trunk is half a metre, its ears and eyes 0.02 to 0.08 m apart."""
    head = head_box(standing())
    assert head is not None
    face = standing().image[: Landmark.MOUTH_RIGHT + 1]
    assert head.left < np.nanmin(face[:, 0]) - 0.12 * 200
    assert head.top < np.nanmin(face[:, 1]) - 0.12 * 200
    assert head.right - head.left < 0.5 * 200


@pytest.mark.parametrize(
    ("other", "gap"),
    [
        pytest.param(Box(14, 0, 20, 10), 4, id="beside"),
        pytest.param(Box(0, -9, 10, -7), 7, id="above"),
        pytest.param(Box(13, 14, 20, 20), 5, id="across the corner"),
        pytest.param(Box(8, 2, 20, 8), -2, id="overlapping"),
    ],
)
def test_gap(other, gap):
    box = Box(0, 0, 10, 10)
    assert box.gap(other) == other.gap(box) == gap
