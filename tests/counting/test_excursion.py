from math import isnan

import numpy as np
import pytest

from formcheck.counting.excursion import Excursion
from tests.counting.test_swing import course, detect


@pytest.mark.parametrize(
    ("peak", "reached"), [(0.99, False), (1.0, True), (1.5, True)], ids=["short", "just", "far"]
)
def test_reached(peak, reached):
    (excursion,) = detect([0, 1, 2], [0, peak, 0])
    assert excursion.reached is reached


@pytest.mark.parametrize("seconds", [0.5, 0.9, 2.0])
@pytest.mark.parametrize("fps", [15, 30, 60])
def test_the_way_back_takes_as_long_as_it_takes(seconds, fps):
    points = (0, 0), (1, 1.2), (2, 1.2), (2 + seconds, 0), (4 + seconds, 0)
    (excursion,) = detect(*course(*points, fps=fps))
    assert excursion.return_s == pytest.approx(seconds, rel=0.35)


@pytest.mark.parametrize("seconds", [0.4, 0.8])
def test_the_way_back_is_as_fast_at_every_frame_rate(seconds):
    points = (0, 0), (1, 1.2), (2, 1.2), (2 + seconds, 0), (4 + seconds, 0)
    slow, usual, fast = (detect(*course(*points, fps=fps))[0].return_s for fps in (15, 30, 60))
    assert slow == pytest.approx(fast, rel=0.03)
    assert usual == pytest.approx(fast, rel=0.03)


def test_how_a_position_is_left_and_reached_does_not_matter():
    straight = course((0, 0), (1, 1.2), (2, 1.2), (2.6, 0), (4, 0))
    easing = course((0, 0), (1, 1.2), (2, 1.2), (4, 1.0), (4.4, 0.2), (6, 0))
    (one,), (other,) = detect(*straight), detect(*easing)
    assert other.return_s == pytest.approx(one.return_s, rel=0.2)


@pytest.mark.parametrize("until_s", [2.65, 2.75])
def test_how_long_the_way_back_takes_is_not_known_if_it_was_cut_off(until_s):
    whole = course((0, 0), (1, 1.2), (2, 1.2), (3.2, 0))
    times_s, shares = (np.array(part)[np.array(whole[0]) < until_s] for part in whole)
    assert isnan(Excursion("up", 0.0, until_s, times_s, shares).return_s)


def test_the_plateau_is_where_it_was_held():
    times_s, shares = course((0, 0), (1, 0), (2, 1.3), (8, 1.3), (9, 0), (10, 0))
    (excursion,) = detect(times_s, shares)
    assert excursion.plateau_s == pytest.approx((2, 8), abs=0.3)


def test_too_short_to_tell_a_speed():
    one = Excursion("up", 0.0, 0.0, np.zeros(1), np.ones(1))
    assert isnan(one.return_s)
