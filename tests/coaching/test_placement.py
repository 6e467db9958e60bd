from dataclasses import replace

import numpy as np
import pytest

from formcheck.coaching.placement import Advice, Placement, start_text
from formcheck.exercises import EXERCISES
from formcheck.landmarks import Landmark
from formcheck.pose import unseen
from tests.camera import Camera
from tests.figure import FOLD, Kneeling, Prone, Seated, Tabletop, seen_from_above

SIZE = (640, 480)
FPS = 20
COBRA, SIDE_BEND, CAT_COW, FROM_FOLD = (
    EXERCISES[name] for name in ("cobra", "butterfly_side_bend", "cat_cow", "childs_pose_to_cobra")
)
WELL = Camera(torso_px=130, hips_px=(320, 300))
HANDS = tuple(mark for mark in Landmark if "WRIST" in mark.name)


def advice(pose_at, *, exercise=COBRA, brightness=0.5, seconds=1.5, fps=FPS):
    """Return every advice that was given, each once, in order."""
    placement = Placement(exercise, SIZE)
    told: list[Advice] = []
    for i in range(round(seconds * fps)):
        given = placement.update(pose_at(i / fps), brightness)
        told += [given] if not told or given.text != told[-1].text else []
    return told


def seen(figure, camera=WELL, hidden=()):
    return lambda at_s: figure.pose(at_s, camera, hidden)


@pytest.mark.parametrize(
    ("pose_at", "more", "code", "text"),
    [
        pytest.param(unseen, {}, "nobody", "Step into the picture", id="nobody"),
        pytest.param(
            unseen, {"brightness": 0.97}, "nobody", "Step into the picture", id="nobody, in light"
        ),
        pytest.param(unseen, {"brightness": 0.05}, "dark", "Turn on a light", id="black"),
        pytest.param(seen(Prone()), {"brightness": 0.05}, "dark", "Turn on a light", id="dark"),
        pytest.param(
            seen(Prone()), {"brightness": 0.97}, "bright", "Turn the camera from the light",
            id="light in the lens",
        ),
        pytest.param(
            seen(Prone(), Camera(torso_px=130, hips_px=(150, 300))), {}, "cut", "Show me your feet",
            id="feet outside",
        ),
        pytest.param(
            seen(Prone(), Camera(torso_px=130, hips_px=(90, 300))), {}, "cut", "Show me your feet",
            id="feet and knees outside",
        ),
        pytest.param(
            seen(Prone(), Camera(torso_px=130, hips_px=(470, 300))), {}, "cut",
            "Show me your head", id="head outside",
        ),
        pytest.param(
            seen(Prone(), Camera(torso_px=130, hips_px=(320, 462)), HANDS), {}, "cut",
            "Show me your hands", id="hands hard to see at the lower edge",
        ),
        pytest.param(
            seen(Prone(), Camera(torso_px=300, hips_px=(320, 300))), {}, "near",
            "Move back one step", id="larger than the picture",
        ),
        pytest.param(
            seen(Prone(), Camera(torso_px=50)), {}, "far", "Come closer", id="small",
        ),
        pytest.param(
            seen(Prone(), Camera("behind", 130)), {}, "view", "Turn side-on",
            id="from the feet for the cobra",
        ),
        pytest.param(
            seen(Seated(), WELL), {"exercise": SIDE_BEND}, "view", "Face the camera",
            id="from the side for the side bend",
        ),
        pytest.param(
            seen(Tabletop(), replace(WELL, slope_deg=24)), {"exercise": CAT_COW}, "level",
            "Set the camera level", id="camera tilted",
        ),
        pytest.param(
            seen(Tabletop(), replace(WELL, slope_deg=15)), {"exercise": CAT_COW}, "hold",
            "Hold still: 3", id="camera tilted, which can be made up for",
        ),
        pytest.param(
            seen(Kneeling()), {"exercise": CAT_COW}, "start", start_text(CAT_COW),
            id="hands far above the knees, for it is not the start position",
        ),
        pytest.param(
            seen(Tabletop(), Camera(torso_px=260, hips_px=(250, 200))), {"exercise": CAT_COW},
            "near", "Move back one step", id="so near that it would not fit stretched out",
        ),
        pytest.param(
            seen(Prone(trunk=60)), {}, "start", "Lie face down", id="not in the start position"
        ),
        pytest.param(seen(Prone()), {}, "hold", "Hold still: 3", id="all is well"),
    ],
)  # fmt: skip
def test_what_is_missing(pose_at, more, code, text):
    last = advice(pose_at, **more)[-1]
    assert (last.code, last.text) == (code, text)


def test_one_thing_after_the_other_in_the_order_that_helps():
    def walk_in(at_s):
        steps = (
            unseen(at_s),
            Prone(trunk=60).pose(at_s, Camera("behind", 50)),
            Prone(trunk=60).pose(at_s, Camera("behind", 130)),
            Prone(trunk=60).pose(at_s, WELL),
            Prone().pose(at_s, WELL),
        )
        return steps[min(int(at_s / 2), 4)]

    told = advice(walk_in, seconds=14)
    assert [one.text for one in told] == [
        "One moment",
        "Step into the picture",
        "Come closer",
        "Turn side-on",
        "Lie face down",
        "Hold still: 3",
        "Hold still: 2",
        "Hold still: 1",
        "Begin when you like",
    ]
    assert [one.ready for one in told] == [False] * 8 + [True]


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_frame_rate_does_not_matter(fps):
    placement = Placement(COBRA, SIZE)
    poses = [Prone().pose(i / fps, WELL) for i in range(5 * fps)]
    ready_s = next(p.timestamp_s for p in poses if placement.update(p, 0.5).ready)
    assert ready_s == pytest.approx(0.8 + 3, abs=2.01 / fps)


@pytest.mark.parametrize(
    ("away_s", "ready"),
    [
        pytest.param(0.2, True, id="an instant does not matter"),
        pytest.param(0.6, False, id="longer starts the countdown anew"),
    ],
)
def test_leaving_the_start_position_during_the_countdown(away_s, ready):
    def pose_at(at_s):
        away = 2.0 <= at_s < 2.0 + away_s
        return Prone(trunk=60 if away else 0).pose(at_s, WELL)

    assert advice(pose_at, seconds=4.5)[-1].ready == ready


def test_the_countdown_starts_anew_after_something_else_was_missing():
    placement = Placement(COBRA, SIZE)
    for i in range(5 * FPS):
        dark = 2.0 <= i / FPS < 3.5
        given = placement.update(Prone().pose(i / FPS, WELL), 0.05 if dark else 0.5)
    assert given.text == "Hold still: 3"


@pytest.mark.parametrize(
    ("paused_s", "left_s"),
    [
        pytest.param(0.5, 0.95, id="a slow machine goes on"),
        pytest.param(20.0, 3.0, id="after a pause it starts anew"),
    ],
)
def test_a_time_without_pictures_during_the_countdown(paused_s, left_s):
    placement = Placement(COBRA, SIZE)
    for i in range(round(2.3 * FPS)):
        placement.update(Prone().pose(i / FPS, WELL), 0.5)
    given = placement.update(Prone().pose(2.25 + paused_s, WELL), 0.5)
    assert given.countdown_s == pytest.approx(left_s, abs=0.11)


def test_what_flickers_changes_nothing():
    def pose_at(at_s):
        return unseen(at_s) if int(at_s * FPS) % 2 else Prone(trunk=60).pose(at_s, WELL)

    assert [one.code for one in advice(pose_at, seconds=4)] == ["wait"]


def test_ready_stays_ready():
    placement = Placement(COBRA, SIZE)
    for i in range(5 * FPS):
        placement.update(Prone().pose(i / FPS, WELL), 0.5)
    assert placement.update(unseen(9.0), 0.0).ready


def test_a_body_without_landmarks_is_nobody():
    pose = replace(Prone().pose(0.0, WELL), visibility=np.zeros(len(Landmark)))
    assert advice(lambda at_s: replace(pose, timestamp_s=at_s))[-1].code == "nobody"


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_where_to_begin_is_short(exercise):
    text = start_text(exercise)
    assert 0 < len(text.split()) <= 6


def seen_from_its_end(pose):
    """Return the pose as if in space the front, not the side, were to the camera."""
    about_upright = [[0, 0, 1], [0, 1, 0], [-1, 0, 0]]
    return replace(pose, world=pose.world @ about_upright)


@pytest.mark.parametrize(
    ("figure", "drawn", "code"),
    [
        pytest.param(FOLD, seen_from_above, "hold", id="a fold as if seen from above"),
        pytest.param(FOLD, seen_from_its_end, "view", id="a fold seen from its end"),
        pytest.param(Kneeling(), seen_from_its_end, "view", id="kneeling, seen from the front"),
    ],
)
def test_a_fold_does_not_tell_whether_it_is_seen_from_the_side(figure, drawn, code):
    pose_at = seen(figure, Camera(torso_px=100, hips_px=(320, 300)))
    given = advice(lambda at_s: drawn(pose_at(at_s)), exercise=FROM_FOLD)
    assert code in [one.code for one in given]
