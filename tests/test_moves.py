from math import isnan, nan

import numpy as np
import pytest

from formcheck.excursion import Excursion
from formcheck.moves import entry_speed, reach_of, return_s, usual_share


def move(peak=1.0, in_s=1.0, back_s=1.0, fps=60):
    """Return a movement whose joint goes one torso length on the way in."""
    times_s = np.arange(0, in_s + 1 + back_s, 1 / fps)
    part = np.clip(np.minimum(times_s / in_s, (times_s[-1] - times_s) / back_s), 0, 1)
    along = np.clip(times_s / in_s, 0, 1)
    shares = peak * part * part * (3 - 2 * part)
    marks = np.stack([along, np.zeros_like(along)], axis=1)
    return Excursion("up", 0.0, float(times_s[-1]), times_s, shares, marks)


@pytest.mark.parametrize("in_s", [0.5, 1.2])
def test_entry_speed(in_s):
    assert entry_speed(move(in_s=in_s), []) == pytest.approx(1 / in_s, rel=0.05)


def test_an_entry_that_takes_long_is_slow_whatever_the_joint_does():
    assert entry_speed(move(in_s=2.0), []) == 0


def test_a_joint_that_is_not_followed_has_no_speed():
    one = move()
    unmarked = Excursion(
        "up", one.start_s, one.end_s, one.times_s, one.shares, np.full_like(one.marks, nan)
    )
    assert isnan(entry_speed(unmarked, []))


@pytest.mark.parametrize("back_s", [0.5, 0.8, 2.0])
def test_return(back_s):
    assert return_s(move(back_s=back_s), []) == pytest.approx(back_s, rel=0.3)


@pytest.mark.parametrize(
    ("peaks", "peak", "expected"),
    [
        pytest.param([], 1.0, nan, id="the first"),
        pytest.param([1.0], 1.0, nan, id="the second"),
        pytest.param([2.0, 2.0], 1.0, 0.5, id="half as far as usual"),
        pytest.param([1.0, 5.0, 1.0], 2.0, 2.0, id="usual is what most are"),
        pytest.param([1.0, 2.0], 1.0, 1.0, id="of two it is the smaller one"),
    ],
)
def test_usual_share(peaks, peak, expected):
    share = usual_share(move(peak), [move(one) for one in peaks])
    assert share == pytest.approx(expected, nan_ok=True)


def test_reach_is_the_largest_value_of_the_measure():
    assert reach_of(45.0)(move(2.0), []) == pytest.approx(90)
    assert reach_of(45.0, rest=8.0)(move(2.0), []) == pytest.approx(98)
