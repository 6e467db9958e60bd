from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.butterfly_articulation import (
    BUTTERFLY_ARTICULATION,
    FEET_AHEAD,
    NECK_SEEN,
    bent_neck,
)
from formcheck.landmarks import Landmark
from formcheck.measures import ragged_lumbar_arch
from formcheck.posture import in_posture
from tests.camera import Camera
from tests.figure import Seated, Tabletop
from tests.movement import check_of


def sitting(wrists=-0.7, feet=0.7, far_foot=0.7):
    """Return a body that sits, seen from its right side, with hands and feet so far ahead."""
    body = replace(Seated().body(), view="side")
    points = body.points.copy()
    hips = points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 0].mean()
    points[[Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST], 0] = hips + wrists
    points[Landmark.RIGHT_ANKLE, 0] = points[Landmark.RIGHT_HIP, 0] + feet
    points[Landmark.LEFT_ANKLE, 0] = points[Landmark.LEFT_HIP, 0] + far_foot
    return replace(body, points=points)


@pytest.mark.parametrize(
    ("near", "far", "ahead"),
    [(0.7, 0.6, 0.7), (-0.2, 0.6, 0.6), (-0.2, -0.1, -0.1), (np.nan, 0.6, 0.6)],
)
def test_the_foot_that_is_further_ahead_tells_how_somebody_sits(near, far, ahead):
    assert FEET_AHEAD.measure(sitting(feet=near, far_foot=far)) == pytest.approx(ahead)


@pytest.mark.parametrize("position", [BUTTERFLY_ARTICULATION.start, BUTTERFLY_ARTICULATION.within])
def test_who_sits_on_the_heels_does_not_begin_or_is_done(position):
    assert in_posture(sitting(feet=0.5, far_foot=0.5), position)
    assert not in_posture(sitting(feet=-0.2, far_foot=-0.1), position)


@pytest.mark.parametrize("check_id", ["over_arch", "arms_straight_in_arch"])
def test_elbows_beside_the_back_are_not_taken_for_it(check_id):
    check = check_of(BUTTERFLY_ARTICULATION, check_id)
    start = sitting()
    behind, beside = (replace(sitting(wrists), start=start) for wrists in (-0.7, 0.1))
    assert check.applies("arch", behind)
    assert not check.applies("arch", beside)


@pytest.mark.parametrize(("shift", "applies"), [(0.4, True), (0.75, True), (1.0, False)])
@pytest.mark.parametrize("check_id", ["over_arch", "arms_straight_in_arch"])
def test_far_arched_a_knee_seems_elsewhere_and_farther_off_it_is_lost(check_id, shift, applies):
    arched = sitting()
    arched.points[Landmark.RIGHT_KNEE, 1] += shift
    body = replace(arched, start=sitting())
    assert check_of(BUTTERFLY_ARTICULATION, check_id).applies("arch", body) is applies


ALONG = np.linspace(0, 1, 21)
HOLLOW = np.interp(ALONG, [0, 0.2, 0.3, 1], [0, -0.25, -0.25, 0])
OVER_THE_ARM = np.interp(ALONG, [0, 0.2, 0.3, 0.4, 1], [0, -0.12, -0.12, 0.15, 0.15])
FLUSH_WITH_THE_ARM = np.where(np.arange(21) == 12, 0.1, HOLLOW)
JUMPY = HOLLOW + np.where(np.isin(np.arange(21), [5, 10, 14]), 0.1, 0.0)


@pytest.mark.parametrize(
    ("back", "low", "high"),
    [
        pytest.param(HOLLOW, 0.19, 0.21, id="a hollow back"),
        pytest.param(np.where(ALONG > 0.8, np.nan, HOLLOW), 0.27, 0.3, id="its upper end unseen"),
        pytest.param(np.where(ALONG > 0.6, np.nan, HOLLOW), 0.27, 0.3, id="an arm before it"),
        pytest.param(
            np.where(ALONG > 0.6, np.nan, FLUSH_WITH_THE_ARM), 0.27, 0.3, id="up to an arm"
        ),
        pytest.param(OVER_THE_ARM, 0.12, 0.15, id="over to an arm"),
        pytest.param(JUMPY, 0.19, 0.21, id="ragged in the dark"),
    ],
)
def test_an_edge_that_passes_over_to_an_arm_is_no_deep_arch(back, low, high):
    assert low < ragged_lumbar_arch(replace(sitting(), back=back)) < high


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param((ALONG > 0.45) & (ALONG < 0.55), id="amid the bend"),
        pytest.param(ALONG > 0.5, id="most of the back"),
        pytest.param(ALONG < 0.1, id="from the hip on, what is seen may be an arm"),
    ],
)
def test_an_arch_whose_bend_is_not_seen_is_not_told(hidden):
    back = np.where(hidden, np.nan, HOLLOW)
    assert np.isnan(ragged_lumbar_arch(replace(sitting(), back=back)))


@pytest.mark.parametrize(("neck", "seen"), [(-30, True), (0, True), (20, False)])
@pytest.mark.parametrize("wrists", [-0.7, 0.1], ids=["hands behind", "hands ahead"])
def test_a_neck_is_judged_of_who_looks_ahead_at_first_and_props_up_behind(neck, seen, wrists):
    arching = replace(Tabletop(neck=40).body(), start=Tabletop(neck=neck).body(), view="side")
    hands = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]
    arching.points[hands, 0] = arching.middle("hip")[0] + wrists
    assert in_posture(arching, NECK_SEEN) is seen
    neck_check = check_of(BUTTERFLY_ARTICULATION, "neck_over_extension")
    assert neck_check.applies("arch", arching) is (seen and wrists < 0)


def test_the_neck_tells_rounding_from_arching_unless_the_face_is_hidden():
    rounding, arching, hidden = (bent_neck(Tabletop(neck=neck).body()) for neck in (-80, 0, 120))
    margin = BUTTERFLY_ARTICULATION.neutrals[0].margin
    assert rounding / margin > 1
    assert arching / margin < -1
    assert np.isnan(hidden)


@pytest.mark.parametrize(("place", "goes_on"), [("left", True), ("right", True), ("front", False)])
def test_who_turns_to_the_camera_is_done(place, goes_on):
    turned = Seated().body(Camera(place))
    sits = replace(sitting(), world=turned.world)
    assert in_posture(sits, BUTTERFLY_ARTICULATION.within) is goes_on
