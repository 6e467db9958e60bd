from dataclasses import replace
from math import nan

import numpy as np
import pytest

from formcheck.arming import Arming
from formcheck.body import near
from formcheck.landmarks import Landmark
from formcheck.measures import hip_height, shoulder_over_wrist, trunk_elevation, trunk_lean
from formcheck.posture import Range
from formcheck.tracking.tracker import BodyTracker
from tests.camera import Camera
from tests.figure import Prone, Seated, Supine, Tabletop

PRONE = (Range(trunk_elevation, -20, 25),)
FLAT, RAISED = Prone(), Prone(trunk=40)
FPS = 20


def armed_at(*parts, fps=FPS):
    """Return the first time at which a stream of (seconds, figure) is accepted."""
    arming = Arming(PRONE)
    figures = [figure for seconds, figure in parts for _ in range(round(seconds * fps))]
    for i, figure in enumerate(figures):
        if arming.update(i / fps, figure.body()):
            return i / fps
    return None


@pytest.mark.parametrize(
    ("parts", "expected_s"),
    [
        pytest.param([(2, FLAT)], 1.0, id="held from the beginning"),
        pytest.param([(0.9, FLAT)], None, id="not long enough"),
        pytest.param([(3, RAISED)], None, id="another position"),
        pytest.param([(2, RAISED), (2, FLAT)], 3.0, id="later"),
        pytest.param([(0.6, FLAT), (0.2, RAISED), (1, FLAT)], 1.0, id="missed for an instant"),
        pytest.param([(0.6, FLAT), (0.5, RAISED), (2, FLAT)], 2.1, id="left and come back"),
        pytest.param(
            [(0.8, FLAT), (0.5, RAISED)] * 4, None, id="again and again, always too short"
        ),
    ],
)
def test_armed(parts, expected_s):
    assert armed_at(*parts) == pytest.approx(expected_s, abs=0.06)


@pytest.mark.parametrize(
    ("seen_s", "gap_s", "armed"),
    [
        pytest.param(0.5, 0.6, True, id="out of sight for a moment"),
        pytest.param(0.8, 1.9, True, id="for longer"),
        pytest.param(0.05, 1.9, False, id="hardly seen but twice"),
        pytest.param(0.8, 2.1, False, id="out of sight for so long that it begins anew"),
        pytest.param(0.05, 60.0, False, id="a jump in time"),
    ],
)
def test_what_was_not_watched_was_not_held(seen_s, gap_s, armed):
    arming = Arming(PRONE)
    times_s = [i / FPS for i in range(round(seen_s * FPS))]
    later_s = [times_s[-1] + gap_s + t for t in times_s]
    seen = [arming.update(t, FLAT.body()) for t in [*times_s, *later_s]]
    assert any(seen) == armed


def shifted(figure, aside):
    """Return a figure's body so far along the mat."""
    body = figure.body()
    return replace(body, points=body.points + np.array([aside, 0.0]))


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_who_passes_through_the_position_is_not_in_it(fps):
    arming, moving_s, speed = Arming(PRONE), 2.0, 0.5
    times_s = (i / fps for i in range(4 * fps))
    armed_s = next(t for t in times_s if arming.update(t, shifted(FLAT, speed * min(t, moving_s))))
    assert moving_s < armed_s < moving_s + 0.5


def test_landmarks_that_jump_at_times_do_not_put_it_off():
    arming = Arming(PRONE)
    jumps = [0.5 if i % 5 == 2 else 0.0 for i in range(40)]
    armed = [arming.update(i / FPS, shifted(FLAT, jump)) for i, jump in enumerate(jumps)]
    assert armed.index(True) == pytest.approx(FPS, abs=2)


def test_a_nose_that_is_not_seen_does_not_put_it_off():
    arming, body = Arming(PRONE), FLAT.body()
    points = body.points.copy()
    points[Landmark.NOSE] = nan
    armed = [arming.update(i / FPS, replace(body, points=points)) for i in range(2 * FPS)]
    assert armed.index(True) == FPS


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_frame_rate_does_not_matter(fps):
    assert armed_at((0.5, RAISED), (2, FLAT), fps=fps) == pytest.approx(1.5, abs=1.01 / fps)


def test_what_is_dropped_has_to_be_held_again():
    arming, body = Arming(PRONE), FLAT.body()
    assert [arming.update(t, body) for t in (0.0, 0.5, 1.0)] == [False, False, True]
    arming.drop()
    assert [arming.update(t, body) for t in (1.5, 2.0, 2.5)] == [False, False, True]


@pytest.mark.parametrize(
    ("figure", "place", "view"),
    [
        pytest.param(FLAT, "right", "side", id="prone from the side"),
        pytest.param(FLAT, "behind", "foot", id="prone from the feet"),
        pytest.param(FLAT, "above", "top", id="prone from above"),
    ],
)
def test_the_view_is_that_of_the_position(figure, place, view):
    arming = Arming(())
    for i in range(3):
        arming.update(i / 2, figure.body(Camera(place)))
    assert arming.view == view


def held(figure, camera, posture=()):
    arming = Arming(posture)
    for i in range(5):
        arming.update(i / 4, figure.body(camera))
    return arming


@pytest.mark.parametrize("joints", [("knee", "wrist"), ("wrist", "knee")], ids="-".join)
@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize(
    ("slope_deg", "expected"),
    [
        pytest.param(0, 0, id="level"),
        pytest.param(8, 8, id="up to the right"),
        pytest.param(-8, -8, id="down to the right"),
        pytest.param(15, 15, id="far up to the right"),
        pytest.param(24, 0, id="too steep to be believed"),
    ],
)
def test_a_tilted_camera_is_levelled(slope_deg, expected, place, joints):
    arming = held(Tabletop(), Camera(place, slope_deg=slope_deg))
    folded = expected if place == "right" else -expected
    assert arming.level(joints) == pytest.approx(folded, abs=1e-6)
    slope = arming.median({"slope": trunk_elevation})["slope"]
    seen = slope_deg if place == "right" else -slope_deg
    assert slope == pytest.approx(seen - folded, abs=1e-6)


@pytest.mark.parametrize(("slope_deg", "expected"), [(0, 0), (8, 8), (-15, -15), (24, 0)])
def test_who_faces_a_tilted_camera_is_levelled_by_what_both_sides_have(slope_deg, expected):
    arming = held(Seated(), Camera("front", slope_deg=slope_deg))
    assert arming.level(("shoulder",)) == pytest.approx(expected, abs=1e-6)
    lean = arming.median({"lean": trunk_lean})["lean"]
    assert abs(lean) == pytest.approx(abs(slope_deg - expected), abs=1e-6)


@pytest.mark.parametrize("place", ["raised behind", "raised before"])
def test_a_camera_that_looks_down_is_not_taken_for_a_tilted_one(place):
    arming = held(Tabletop(), Camera(place))
    assert abs(arming.level(("knee", "wrist"))) < 4
    stacked = arming.median({"off": near(shoulder_over_wrist)})["off"]
    assert stacked < 0.1


def test_a_person_on_the_back_is_levelled_too():
    arming = held(Supine(), Camera(slope_deg=5))
    assert arming.level(("shoulder", "hip")) == pytest.approx(5)


def test_the_body_is_as_it_usually_was():
    arming = Arming(PRONE)
    for i, hips in enumerate([0.1, 0.1, 0.3, 0.1, 0.1]):
        arming.update(i / FPS, Prone(hips=hips).body())
    body = arming.body
    assert hip_height(body, body.near) == pytest.approx(0.1)
    assert body.view == arming.view


@pytest.mark.parametrize(
    ("hidden", "known"),
    [pytest.param(2, True, id="now and then"), pytest.param(3, False, id="mostly")],
)
def test_what_was_hidden_now_and_then_is_known(hidden, known):
    arming, tracker = Arming(PRONE), BodyTracker(profiled=True)
    ears = (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
    for i in range(5):
        body = tracker.update(FLAT.pose(i / FPS, hidden=ears if i < hidden else ()))
        assert body is not None
        arming.update(i / FPS, body)
    assert np.isfinite(arming.body.joint("ear", "left")).all() == known
    assert np.isfinite(arming.body.joint("hip", "left")).all()


@pytest.mark.parametrize(
    ("speed", "at_rest"), [(0.0, True), (0.08, True), (0.15, False)], ids=["still", "calm", "slow"]
)
def test_who_is_at_rest_moves_less_than_who_has_only_settled(speed, at_rest):
    arming = Arming(PRONE)
    settled = [arming.update(i / FPS, shifted(FLAT, speed * i / FPS)) for i in range(2 * FPS)]
    assert settled[-1]
    assert arming.at_rest == at_rest


def test_what_a_measure_usually_is():
    arming = Arming(())
    for i, hips in enumerate([0.1, 0.1, 0.5, 0.1, 0.1]):
        arming.update(i / 5, Prone(hips=hips).body())
    usual = arming.median({"hips": near(hip_height), "unseen": lambda body: np.asarray(nan)})
    assert usual["hips"] == pytest.approx(0.1, abs=1e-3)
    assert "unseen" not in usual


@pytest.mark.parametrize(
    ("before_s", "there", "since_s"),
    [
        pytest.param(0.8, 0.5, 0.5, id="on the way into the position"),
        pytest.param(4.0, 0.1, 1.35, id="long before"),
    ],
)
def test_what_a_measure_was_before_does_not_matter(before_s, there, since_s):
    arming = Arming(())
    for i in range(round((before_s + since_s) * FPS)):
        arming.update(i / FPS, shifted(FLAT, there if i < before_s * FPS else 0.0))
    place = {"place": lambda body: body.middle("hip")[0]}
    assert arming.median(place)["place"] == pytest.approx(FLAT.body().middle("hip")[0])


@pytest.mark.parametrize("side", ["left", "right"])
def test_what_it_is_for_a_side_that_is_worked(side):
    arming = held(FLAT, Camera())
    usual = arming.median({"side": lambda body: np.asarray(body.working == side)}, side)
    assert usual["side"] == 1
