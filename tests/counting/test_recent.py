from math import isnan, nan

import numpy as np
import pytest

from formcheck.counting.recent import RecentRest


def rest_after(values, fps=30, rest=None):
    rest = rest or RecentRest()
    return [rest.update(i / fps, float(value)) for i, value in enumerate(values)]


def kicking(seconds, fps, base=10.0):
    """A knee that is bent for half of each second."""
    times_s = np.arange(seconds * fps) / fps
    return base + 100 * np.clip(np.sin(2 * np.pi * times_s), 0, None)


def test_a_constant_is_its_own_rest():
    assert rest_after([5.0] * 10)[-1] == 5.0


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_rest_is_where_a_swinging_signal_comes_back_to(fps):
    assert rest_after(kicking(6, fps), fps)[-1] == pytest.approx(10, abs=1)


def test_it_follows_when_rest_moves():
    assert rest_after([0.0] * 90 + [20.0] * 120)[-1] == 20.0


def test_a_single_peak_does_not_move_it():
    assert rest_after([0.0] * 60 + [100.0] * 10)[-1] == 0.0


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([4.0, nan, nan, nan], id="then missing"),
        pytest.param([nan, 4.0, nan], id="missing at first"),
    ],
)
def test_missing_values_change_nothing(values):
    assert rest_after(values)[-1] == 4.0


def test_before_anything_was_seen_there_is_no_rest():
    assert isnan(rest_after([nan])[-1])
    assert isnan(RecentRest().update(0.0, nan))


def test_what_is_long_past_is_forgotten():
    rest = RecentRest()
    rest.update(0.0, 4.0)
    assert isnan(rest.update(60.0, nan))
