"""The renderer's pure parts, and laws of the body where its data is at hand."""

import subprocess
import sys

import numpy as np
import pytest
from numpy.testing import assert_allclose

from samples.render import assets
from samples.render.body import Body, Limb, Shape
from samples.render.camera import FILL, Camera, framing
from samples.render.clips.catalogue import CLIPS
from samples.render.clips.performance import Viewpoint
from samples.render.keyposes import kneeling, prone, seated, supine
from samples.render.kinematics import bend, turn_to_floor
from samples.render.motion import begin, eased
from samples.render.posing import JOINTS, Poser
from samples.render.posture import (
    SIDES,
    Arm,
    Bend,
    Leg,
    Posture,
    Reach,
    Sides,
    both,
    mirrored,
    mix,
    plus,
)
from samples.render.rotations import X, Z, about, frame, partly, shortest, twist_deg, unit
from samples.render.truth import faults, intervals, near_limits

CLIP = {clip.name: clip for clip in CLIPS}

needs_body = pytest.mark.skipif(
    not assets.folder().exists(), reason="the body's data has not been downloaded"
)


def test_only_drawing_needs_opengl():
    code = (
        "import sys; sys.modules['moderngl'] = None;"
        "import samples.render.__main__, samples.render.take;"
        "import importlib.util;"
        "assert importlib.util.find_spec('samples.render.film')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


class TestRotations:
    @pytest.fixture
    def axis(self, rng):
        return unit(rng.normal(size=3))

    def test_turns_add_up(self, axis):
        assert_allclose(about(axis, 25) @ about(axis, 40), about(axis, 65), atol=1e-12)

    def test_keep_lengths_and_handedness(self, axis):
        turn = about(axis, 70)
        assert_allclose(turn @ turn.T, np.eye(3), atol=1e-12)
        assert np.linalg.det(turn) == pytest.approx(1)

    @pytest.mark.parametrize("fraction", [0.0, 0.25, 1.0])
    def test_a_part_of_a_turn_is_a_smaller_turn(self, axis, fraction):
        assert_allclose(partly(about(axis, 80), fraction), about(axis, 80 * fraction), atol=1e-9)

    def test_shortest_brings_one_direction_to_another(self, axis, rng):
        goal = unit(rng.normal(size=3))
        assert_allclose(shortest(axis, goal) @ axis, goal, atol=1e-9)
        assert_allclose(shortest(axis, -axis) @ axis, -axis, atol=1e-9)

    def test_twist_is_what_is_left_beside_the_swing(self, axis):
        swing = about(np.cross(axis, [0.3, 0.2, 0.9]), 35)
        assert twist_deg(swing @ about(axis, 50), axis) == pytest.approx(50)

    def test_frame_holds_its_first_axis(self, axis):
        axes = frame(axis, Z)
        assert_allclose(axes[:, 0], axis)
        assert_allclose(axes.T @ axes, np.eye(3), atol=1e-12)


HIGH = Posture(pitch_deg=10, arms=both(Arm(mat=Reach((0.2, 0.0, 0.4), (0, 1, 0)))))
LOW = Posture(
    pitch_deg=50,
    lumbar=Bend(10, 4, -6),
    anchor_m=(0.1, 0.2),
    legs=Sides(Leg(30), Leg(60, knee_deg=90)),
    arms=both(Arm(chest=Reach((0.1, 0.0, 0.0)), on_chest=1.0)),
)


class TestPosture:
    def test_a_mix_starts_and_ends_at_its_postures(self):
        assert mix(HIGH, LOW, 0.0).pitch_deg == 10
        assert mix(HIGH, LOW, 1.0).legs == LOW.legs
        assert mix(HIGH, LOW, 0.25).pitch_deg == pytest.approx(20)

    def test_a_reach_that_only_one_has_is_not_scaled(self):
        arm = mix(HIGH, LOW, 0.5).arms.left
        assert arm.mat == HIGH.arms.left.mat
        assert arm.chest == LOW.arms.left.chest
        assert arm.on_chest == 0.5

    def test_mirrored_twice_is_the_same(self):
        assert mirrored(mirrored(LOW)) == LOW
        assert mirrored(LOW) != LOW

    def test_mixing_and_mirroring_commute(self):
        assert mirrored(mix(HIGH, LOW, 0.3)) == mix(mirrored(HIGH), mirrored(LOW), 0.3)

    def test_a_change_is_added_as_often_as_told(self):
        assert plus(LOW, Posture(pitch_deg=5), 2.0).pitch_deg == 60


class TestMotion:
    @pytest.mark.parametrize(
        ("starts_moving", "ends_moving", "speeds"),
        [
            (False, False, (0, 0)),  # from stop to stop
            (False, True, (0, 2)),  # into a posture that is passed
            (True, False, (2, 0)),  # out of one
            (True, True, (1, 1)),  # between two of them
        ],
    )
    def test_speed_at_the_ends(self, starts_moving, ends_moving, speeds):
        step = 1e-6
        start = eased(step, starts_moving, ends_moving) / step
        end = (1 - eased(1 - step, starts_moving, ends_moving)) / step
        assert (start, end) == pytest.approx(speeds, abs=1e-4)

    def test_keys_are_reached_in_time(self):
        motion = begin(HIGH, "rest", held_s=1.0).move(LOW, 2.0, "down", "left").stay(0.5)
        assert motion.at(1.0).posture == HIGH
        assert motion.at(3.2).posture.pitch_deg == pytest.approx(50)
        assert motion.at(99.0).phase == "down"
        half_way = motion.at(2.0)
        assert half_way.posture.pitch_deg == pytest.approx(30)
        assert half_way.settled == pytest.approx(0)
        assert half_way.side == "left"

    def test_a_hold_lasts_a_little_longer_than_the_stay(self):
        motion = begin(HIGH, "rest", held_s=1.0)
        motion.hold(LOW, "twist", (2.0, 4.0), "right")
        assert motion.end_s == 7.0
        (hold,) = motion.holds
        assert (hold.start_s, hold.end_s) == pytest.approx((2.76, 7.2))


class TestReaching:
    LIMB = Limb(unit([0.2, 0, -1]), unit([0.2, -0.3, -1]), -X, 0.30, 0.25, np.eye(3))

    def tip(self, limb, bent):
        joint = limb.upper_m * (bent.upper @ limb.upper)
        return joint, joint + limb.fore_m * (bent.fore @ limb.fore)

    def test_the_end_gets_to_its_place_and_the_joint_to_its_side(self):
        start, goal, pole = (
            np.array([0.1, 0.2, 0.3]),
            np.array([0.3, 0.0, 0.0]),
            np.array([0, 1, 0]),
        )
        bent = bend(self.LIMB, start, goal, pole)
        joint, tip = self.tip(self.LIMB, bent)
        assert_allclose(start + tip, goal, atol=1e-9)
        assert (joint - tip / 2) @ pole > 0

    def test_a_place_out_of_reach_is_pointed_at(self):
        goal = np.array([0.0, -2.0, 0.0])
        bent = bend(self.LIMB, np.zeros(3), goal, Z)
        assert bent.reach > 3
        assert_allclose(unit(self.tip(self.LIMB, bent)[1]), unit(goal), atol=1e-9)

    @pytest.mark.parametrize(
        ("height_m", "expected_deg"),
        [
            (0.5, -30.0),  # a rod of a metre, half a metre up
            (0.0, 0.0),  # it lies on the floor
            (2.0, 0.0),  # the floor is out of reach
        ],
    )
    def test_turn_to_floor(self, height_m, expected_deg):
        pivot = np.array([0.0, 0.0, height_m])
        rod = pivot + np.linspace([0, 0, 0], [0, 1, 0], 20)
        assert turn_to_floor(rod, pivot, X) == pytest.approx(expected_deg, abs=0.1)


class TestCamera:
    CAMERA = Camera(np.array([-3.0, 0, 0.5]), np.array([0, 0, 0.5]), 40.0, 0.0, 640, 480)

    @pytest.mark.parametrize(
        ("point", "pixel"),
        [
            ((0, 0, 0.5), (320, 240)),  # looked at
            ((0, 0, 0.5 + 3 * np.tan(np.radians(20))), (320, 0)),  # upper edge
            ((-4, 0, 0.5), (np.nan, np.nan)),  # behind
        ],
    )
    def test_where_points_are(self, point, pixel):
        assert_allclose(self.CAMERA.project(np.array([point], float))[0], pixel, atol=1e-9)

    def test_right_of_a_camera_at_the_persons_right_is_the_head_end(self):
        assert self.CAMERA.project(np.array([[0.0, -0.5, 0.5]]))[0, 0] > 320

    def test_framing_sees_everything_from_as_near_as_it_can(self, rng):
        points = rng.uniform([-0.3, -0.9, 0.0], [0.3, 0.9, 0.5], size=(50, 3))
        camera = framing(Viewpoint(10.0, 0.8), "right", points, (640, 480))
        off = np.abs(camera.project(points) / [640, 480] - 0.5).max()
        assert off == pytest.approx(FILL / 2, abs=0.01)
        assert camera.eye[0] < 0

    def test_near_left_is_the_other_side_of_the_mat(self, rng):
        points = rng.uniform(-0.3, 0.3, size=(20, 3))
        view = Viewpoint(10.0, 0.8)
        right, left = (framing(view, side, points, (640, 480)).eye for side in ("right", "left"))
        assert right[0] < 0 < left[0]


class TestTruth:
    @pytest.mark.parametrize(
        ("wrong", "expected"),
        [
            ("........", []),  # nothing
            ("..###...", [(2, 5)]),  # long enough
            ("..##....", []),  # too short
            ("###.####", [(0, 3), (4, 8)]),  # at both ends
        ],
    )
    def test_intervals_last_long_enough(self, wrong, expected):
        frames = np.array([mark == "#" for mark in wrong])
        assert intervals(frames, fps=10, least_s=0.3) == expected

    def test_alerts_need_less_time_than_warnings(self):
        ratio = np.array([np.nan] * 5 + [1.2] * 6 + [0.9] * 5)  # 0.4 s at 15 frames a second
        measured = {"over_arch": ratio, "hips_down": ratio}
        found = faults(CLIP["cobra"], measured)
        assert [(fault["check"], fault["worst_ratio"]) for fault in found] == [("over_arch", 1.2)]
        assert near_limits(measured, found) == ["hips_down"]

    def test_what_never_applies_is_not_near_its_limit(self):
        assert near_limits({"hips_down": np.full(9, np.nan)}, []) == []


POSTURES = [
    pytest.param(kneeling.COW, id="cow"),
    pytest.param(kneeling.CHILD, id="child's pose"),
    pytest.param(prone.COBRA, id="cobra"),
    pytest.param(prone.kicking(prone.COBRA, "left", 110.0), id="kick"),
    pytest.param(supine.SUPINE, id="supine"),
    pytest.param(seated.BUTTERFLY, id="butterfly"),
]


@pytest.fixture(scope="module")
def poser():
    return Poser(Body(Shape("female", "asian", height=-0.2)))


@needs_body
class TestBody:
    @pytest.mark.parametrize("posture", POSTURES)
    def test_a_mirrored_posture_is_a_mirrored_figure(self, poser, posture):
        leaning = plus(posture, Posture(lumbar=Bend(lateral_deg=5, twist_deg=8)))
        figure, mirror = poser.pose(leaning), poser.pose(mirrored(leaning))
        for joint in JOINTS:
            for side, other in zip(SIDES, SIDES[::-1], strict=True):
                seen = mirror.points[f"{joint} {other}"] * [-1, 1, 1]
                assert_allclose(seen, figure.points[f"{joint} {side}"], atol=0.005)

    @pytest.mark.parametrize("posture", POSTURES)
    def test_bones_keep_their_lengths(self, poser, posture):
        figure = poser.pose(posture)
        for side in SIDES:
            for joints, limb in (
                (("shoulder", "elbow", "wrist"), poser.body.arms[side]),
                (("hip", "knee", "ankle"), poser.body.legs[side]),
            ):
                top, middle, tip = (figure.points[f"{joint} {side}"] for joint in joints)
                lengths = np.linalg.norm(middle - top), np.linalg.norm(tip - middle)
                assert lengths == pytest.approx((limb.upper_m, limb.fore_m), abs=1e-4)

    @pytest.mark.parametrize("posture", POSTURES)
    def test_something_rests_on_the_floor_and_nothing_sinks_in(self, poser, posture):
        lowest = poser.pose(posture).lowest_m
        assert min(lowest.values()) == pytest.approx(0, abs=0.02)
