from dataclasses import replace
from math import nan

import numpy as np
import pytest

from formcheck.counting.excursion import Excursion
from formcheck.measures import (
    entry_span_s,
    reach_of,
    return_s,
    return_span_s,
    twist_entry_s,
    usual_share,
)
from formcheck.measures.moves import TWISTED_FAST


def move(peak=1.0, in_s=1.0, back_s=1.0, fps=60):
    """Return a movement there and, after a second, back."""
    times_s = np.arange(0, in_s + 1 + back_s, 1 / fps)
    part = np.clip(np.minimum(times_s / in_s, (times_s[-1] - times_s) / back_s), 0, 1)
    shares = peak * part * part * (3 - 2 * part)
    return Excursion("up", 0.0, float(times_s[-1]), times_s, shares)


@pytest.mark.parametrize(
    ("took_s", "speed", "expected"),
    [
        pytest.param(0.8, 2 * TWISTED_FAST, 0.8, id="fast"),
        pytest.param(0.8, TWISTED_FAST / 2, 2.0, id="never fast, and cut short by the landmarks"),
        pytest.param(3.0, TWISTED_FAST / 2, 3.0, id="slow"),
        pytest.param(nan, 0.0, nan, id="not followed"),
    ],
)
def test_who_is_never_fast_takes_long_to_twist(took_s, speed, expected):
    entry = twist_entry_s(replace(move(), entry_s=took_s, entry_speed=speed), [])
    assert entry == pytest.approx(expected, nan_ok=True)


def test_a_position_is_entered_until_the_body_rests_in_it():
    assert entry_span_s(replace(move(), entered_s=1.4)) == (0, 1.4)


def test_it_goes_back_from_where_it_was_held():
    assert return_span_s(move(back_s=0.5)) == pytest.approx((2.1, 2.5), abs=0.05)
    assert return_span_s(move(back_s=0.5))[1] == move(back_s=0.5).end_s


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
