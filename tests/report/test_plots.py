import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.report.plots import MOST_POINTS, Axis, segments, ticks_s, time_axis, value_axis

VALUES = st.lists(st.floats(-1e3, 1e3) | st.just(float("nan")), min_size=1, max_size=60)


@given(VALUES)
def test_curves_stay_in_their_plot_and_skip_what_was_not_seen(values):
    array = np.array(values)
    times_s = np.arange(len(values), dtype=float)
    drawn = segments(times_s, array, time_axis(len(values)), value_axis([array]))
    points = [point for segment in drawn for point in segment]
    assert all(0 <= x <= 100 and 0 <= y <= 100 for x, y in points)
    assert all(len(segment) > 1 for segment in drawn)
    seen = ~np.isnan(array)
    beside = seen & (np.append(seen[1:], False) | np.append(False, seen[:-1]))
    assert len(points) == beside.sum()


def test_long_curves_keep_their_extremes(rng):
    times_s = np.arange(20_000) / 30
    values = rng.normal(size=20_000)
    values[[777, 12_345]] = 30, -30
    y = value_axis([values])
    (line,) = segments(times_s, values, time_axis(times_s[-1]), y)
    heights = [height for _, height in line]
    assert len(line) <= MOST_POINTS + 4
    assert min(heights) == pytest.approx(100 - y.at(30), abs=0.01)
    assert max(heights) == pytest.approx(100 - y.at(-30), abs=0.01)
    assert [x for x, _ in line] == sorted(x for x, _ in line)


@pytest.mark.parametrize(
    ("duration_s", "expected"),
    [
        (0.5, [0]),
        (5.2, [0, 1, 2, 3, 4, 5]),
        (14.7, [0, 2, 4, 6, 8, 10, 12, 14]),
        (60.0, [0, 10, 20, 30, 40, 50, 60]),
        (600.0, [0, 120, 240, 360, 480, 600]),
    ],
)
def test_ticks_are_round_and_few(duration_s, expected):
    assert ticks_s(duration_s) == expected


def test_axis():
    axis = Axis(10.0, 20.0)
    assert [axis.at(value) for value in (5, 10, 12.5, 20, 99)] == [0, 0, 25, 100, 100]
    assert axis.length(12.5, 15) == 25
    assert Axis(1.0, 1.0).at(1.0) == 0


def test_an_axis_has_room_for_the_limit_and_for_nothing():
    axis = value_axis([np.array([0.0, 10.0])], [55.0])
    assert axis.first < 0
    assert axis.last > 55
    assert value_axis([np.array([np.nan])]) == Axis(0.0, 1.0)
