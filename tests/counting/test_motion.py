from functools import partial
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body import Body
from formcheck.counting.motion import Motion
from formcheck.landmarks import MIRROR

SETTLING_S, ON_THE_WAY_SPEED = 1.2, 0.25
BACK, WORLD = np.zeros(21), np.zeros((33, 3))


def body(x, far=1.0):
    """Return a body all of whose joints are so far along, left and right apart by more."""
    points = np.full((33, 2), [far * x, 0.0])
    points[11::2] -= [0.2, 0]
    points[12::2] += [0.2, 0]
    return Body(points, WORLD, BACK, "left")


def eased(part):
    part = min(max(part, 0.0), 1.0)
    return part * part * (3 - 2 * part)


def followed(start_s, takes_s, until_s, fps=30, look=body, settling_s=SETTLING_S):
    """Return the motion of a body that goes somewhere from a time on, and stays."""
    motion = Motion(settling_s, ON_THE_WAY_SPEED)
    for i in range(round(until_s * fps)):
        motion.update(i / fps, look(eased((i / fps - start_s) / takes_s)))
    return motion


@pytest.mark.parametrize("takes_s", [0.6, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_movement_lasts_as_long_as_it_lasts(takes_s, fps):
    motion = followed(2.0, takes_s, 12, fps)
    assert motion.lasted_s(2.0 + takes_s) == pytest.approx(takes_s, abs=0.45)


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_left_and_right_may_be_taken_for_each_other(fps):
    sides = iter([slice(None), MIRROR] * 500)

    def mixed_up(x):
        return Body(body(x).points[next(sides)], WORLD, BACK, "left")

    motion = followed(2.0, 1.0, 8, fps, look=mixed_up)
    assert motion.lasted_s(3.0) == pytest.approx(1.0, abs=0.25)


def test_what_is_not_seen_of_a_body_does_not_matter():
    def partly_hidden(x):
        seen = body(x)
        seen.points[25:] = nan
        return seen

    motion = followed(2.0, 1.0, 8, look=partly_hidden)
    assert motion.lasted_s(3.0) == pytest.approx(1.0, abs=0.25)


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(lambda x: body(round(x)), id="landmarks that jump"),
        pytest.param(lambda x: body(nan), id="nothing seen"),
    ],
)
def test_what_is_no_movement_has_no_length(look):
    assert isnan(followed(2.0, 1.0, 8, look=look).lasted_s(3.0))


@pytest.mark.parametrize(
    ("there_s", "lasted_s"),
    [
        pytest.param(3.0, 1.0, id="the movement just over"),
        pytest.param(4.5, 2.0, id="none since then"),
        pytest.param(1.0, nan, id="not followed for long enough"),
    ],
)
def test_who_was_not_seen_to_move_moved_slowly(there_s, lasted_s):
    lasted = followed(2.0, 1.0, 9).lasted_s(there_s)
    assert lasted == pytest.approx(lasted_s, abs=0.2, nan_ok=True)


@pytest.mark.parametrize("far", [0.1, 0.2, 0.3])
def test_a_small_slow_movement_is_slow_though_little_of_it_is_seen(far):
    assert followed(2.0, 2.0, 8, look=partial(body, far=far)).lasted_s(3.5) >= 1.3


@pytest.mark.parametrize("takes_s", [1.0, 2.0, 4.0])
@pytest.mark.parametrize("fps", [15, 30, 60])
def test_its_speed_is_the_largest_on_the_way(takes_s, fps):
    motion = followed(2.0, takes_s, 12, fps)
    assert motion.speed(2.0 + takes_s) == pytest.approx(1.5 / takes_s, rel=0.1)
    assert motion.speed(9.0) == 0


def test_a_movement_under_way_is_as_long_as_it_is_by_now():
    assert followed(2.0, 3.0, 4.0).lasted_s(4.0) == pytest.approx(1.8, abs=0.25)


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_time_at_rest_begins_when_the_body_has_come_to_rest(fps):
    motion = followed(2.0, 2.0, 12, fps)
    assert motion.at_rest(3.2, 10.0) == pytest.approx((4.0, 10.0), abs=0.25)


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_and_ends_when_it_leaves(fps):
    motion = followed(8.0, 2.0, 12, fps)
    assert motion.at_rest(3.0, 8.8) == pytest.approx((3.0, 8.0), abs=0.25)


@pytest.mark.parametrize(
    ("start_s", "end_s"),
    [
        pytest.param(4.5, 7.0, id="at rest throughout"),
        pytest.param(2.6, 2.9, id="on the way throughout"),
        pytest.param(7.0, 7.0, id="no time at all"),
    ],
)
def test_else_it_stays_as_it_is(start_s, end_s):
    assert followed(2.0, 2.0, 12).at_rest(start_s, end_s) == (start_s, end_s)


@pytest.mark.parametrize(
    ("takes_s", "settling_s"),
    [
        pytest.param(8.0, 1.2, id="for longer than it takes to settle"),
        pytest.param(2.8, 0.4, id="for longer than that takes in this exercise"),
    ],
)
def test_who_moves_about_for_long_is_there_all_the_same(takes_s, settling_s):
    motion = followed(2.0, takes_s, 12, look=partial(body, far=6.0), settling_s=settling_s)
    assert motion.at_rest(4.0, 11.5) == (4.0, 11.5)


@pytest.mark.parametrize(
    ("until_s", "on_the_way"),
    [
        pytest.param(1.9, False, id="before"),
        pytest.param(3.0, True, id="half-way"),
        pytest.param(4.5, False, id="there"),
    ],
)
def test_on_the_way(until_s, on_the_way):
    motion = followed(2.0, 2.0, until_s)
    assert motion.on_the_way is on_the_way
    rested_s = 2.3 if on_the_way else until_s
    assert motion.rested_until(until_s) == pytest.approx(rested_s, abs=0.2)


@pytest.mark.parametrize("gone_s", [(1.0, 2.8), (1.8, 3.0), (2.5, 3.3), (3.2, 4.2), (3.9, 5.5)])
@pytest.mark.parametrize("fps", [15, 30])
def test_a_movement_is_no_shorter_for_what_was_not_seen_of_it(gone_s, fps):
    motion = Motion(SETTLING_S, ON_THE_WAY_SPEED)
    for now_s in (i / fps for i in range(8 * fps)):
        if not gone_s[0] < now_s < gone_s[1]:
            motion.update(now_s, body(eased((now_s - 2) / 2)))
    assert motion.lasted_s(3.8) >= 1.6


def test_a_body_that_was_lost_has_not_moved_where_it_is_found():
    motion = followed(2.0, 1.0, 6)
    motion.drop()
    for i in range(60):
        motion.update(20 + i / 30, body(9.0))
    assert isnan(motion.lasted_s(21.0))


steps = st.tuples(st.floats(0.001, 3), st.one_of(st.floats(-5, 5), st.just(nan)))


@given(st.lists(steps, max_size=40), st.floats(0, 60), st.floats(0, 60))
def test_a_time_at_rest_lies_within_the_time(steps, one_s, other_s):
    motion, now_s = Motion(SETTLING_S, ON_THE_WAY_SPEED), 0.0
    for step_s, x in steps:
        now_s += step_s
        motion.update(now_s, body(x))
    start_s, end_s = sorted((one_s, other_s))
    first_s, last_s = motion.at_rest(start_s, end_s)
    assert start_s <= first_s <= last_s <= end_s
    assert not motion.lasted_s(one_s) < 0.4


def test_hands_that_seem_to_move_about_make_no_movement_longer():
    quiet = followed(2.0, 1.0, 8)
    jitter = np.random.default_rng(3)

    def restless(x):
        seen = body(x)
        seen.points[13:23] += jitter.normal(0, 0.05, (10, 2))
        return seen

    assert followed(2.0, 1.0, 8, look=restless).lasted_s(3.0) == quiet.lasted_s(3.0)
