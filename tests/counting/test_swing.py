from itertools import pairwise
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.counting.swing import SwingDetector


def course(*points, fps=30):
    """Return times and shares that go smoothly through (seconds, share) points."""
    values = [points[0][1]]
    for (since_s, low), (until_s, high) in pairwise(points):
        part = np.arange(1, round((until_s - since_s) * fps) + 1) / round((until_s - since_s) * fps)
        values += (low + (high - low) * part * part * (3 - 2 * part)).tolist()
    return [i / fps for i in range(len(values))], values


def detect(times_s, shares, way="up", gap_s=0.0, anyhow=False):
    """Return the excursions in a stream of one way."""
    detector = SwingDetector(gap_s)
    found = [detector.update(t, {way: share}) for t, share in zip(times_s, shares, strict=True)]
    return [excursion for excursion in [*found, detector.finish(anyhow)] if excursion]


@pytest.mark.parametrize(
    ("begin", "peaks"), [pytest.param(0.3, [0.4], id="calm"), pytest.param(0.45, [], id="restless")]
)
def test_a_small_movement_is_one_where_rest_is_calm(begin, peaks):
    detector = SwingDetector(begin=begin)
    found = [
        detector.update(t, {"up": s})
        for t, s in zip(*course((0, 0), (1, 0.4), (2, 0)), strict=True)
    ]
    assert [round(excursion.peak, 2) for excursion in found if excursion] == peaks


def detect_each(*rows, fps=10, alike=False):
    """Return the excursions in a stream of several ways, a mapping for every instant."""
    detector = SwingDetector(alike=alike)
    found = [detector.update(i / fps, row) for i, row in enumerate(rows)]
    return [excursion for excursion in [*found, detector.finish()] if excursion]


@pytest.mark.parametrize(
    ("shares", "peaks"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([0, 1.2, 0], [1.2], id="there and back"),
        pytest.param([1.2, 1.5, 0], [1.5], id="there from the first instant"),
        pytest.param([0, 1.2], [], id="still there"),
        pytest.param([0, 0.4, 0], [], id="never begun"),
        pytest.param([0, 0.5, 0.1], [0.5], id="begun, far too short"),
        pytest.param([0, 1, 0.6, 1.1, 0], [1.1], id="a wobble that never comes back"),
        pytest.param([0, 0.44, 0.46, 0.44, 0.46, 0], [0.46], id="jitter where it begins"),
        pytest.param([0, 1, 0.1, 0.3, 0.1, 0.3, 0], [1], id="jitter where it ends"),
        pytest.param([0, 1, nan, 1.3, nan, 0], [1.3], id="missing on the way"),
        pytest.param([nan, nan], [], id="never seen"),
        pytest.param([0, 1, 0, 1.1, 0], [1, 1.1], id="twice"),
        pytest.param([0, 2, 0.1, 2, 0.2, 2, 0], [2, 2, 2], id="thrice without a pause"),
        pytest.param([0, 2, 0.25, 0.75, 2, 0], [2, 2], id="twice, never quite at rest between"),
        pytest.param([0, 1, 0.3, 0.3, 0.3, 0.3, 0.3], [1], id="back, but not quite at rest"),
        pytest.param([0, -3, 0], [], id="the other way"),
        pytest.param([0, 3, 1.1, *[1.15] * 9, 0], [3], id="a pause on the way back"),
        pytest.param([0, 3, 1.1, *[1.15] * 9, 0.7, *[0.8] * 9, 0], [3], id="two pauses"),
        pytest.param([0, 3, 1.1, *[1.15] * 9, 3, 0], [3, 3], id="up again after a pause"),
    ],
)
def test_excursions(shares, peaks):
    times_s = [0.2 * i for i in range(len(shares))]
    assert [excursion.peak for excursion in detect(times_s, shares)] == peaks


@pytest.mark.parametrize("fps", [10, 15, 30, 60, 120])
def test_frame_rate_does_not_matter(fps):
    (excursion,) = detect(*course((0, 0), (1, 0), (2, 1.2), (3, 1.2), (4, 0), (5, 0), fps=fps))
    assert excursion.peak == pytest.approx(1.2)
    assert excursion.start_s == pytest.approx(1.0, abs=0.15)
    assert excursion.end_s == pytest.approx(3.75, abs=0.1)
    assert excursion.return_s == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize(
    ("points", "start_s"),
    [
        pytest.param([(0, 0), (1, 0), (1.5, 2), (2, 0)], 1.0, id="out of rest"),
        pytest.param([(0, 0), (1, 0.5), (3, 0.5), (3.4, 2), (4, 0)], 3.0, id="from halfway up"),
        pytest.param([(0, 0.3), (1, 0.3), (2, 1.5), (3, 0)], 1.0, id="rest is above zero"),
        pytest.param([(0, -0.5), (1, -0.5), (2, 1.5), (3, 0)], 1.0, id="rest is below zero"),
        pytest.param([(0, 0.8), (1, 0.1), (1.3, 0.1), (2, 1.5), (3, 0)], 1.3, id="after a try"),
        pytest.param([(0, 0), (1, -0.04), (2, 0.04), (3, 2), (4, 0)], 2.0, id="out of drift"),
    ],
)
@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_movement_starts_at_the_foot_of_its_rise(points, start_s, fps):
    *_, excursion = detect(*course(*points, fps=fps))
    assert excursion.start_s == pytest.approx(start_s, abs=0.25)


def test_a_movement_starts_where_its_own_way_did():
    down, up = course((0, 0.4), (1, 0.4), (2, 0)), course((0, -0.4), (1, -0.4), (2, 1.5), (3, 0))
    rows = [{"up": share} for share in up[1]]
    for row, share in zip(rows, down[1], strict=False):
        row["down"] = share
    (excursion,) = detect_each(*rows, fps=30)
    assert excursion.way == "up"
    assert excursion.start_s == pytest.approx(1.0, abs=0.25)


@pytest.mark.parametrize("way", ["up", "down"])
def test_after_a_pause_a_movement_starts_where_it_rises(way):
    before = course((0, 0), (1, 3), (2, 1))[1] + [1.01] * 60
    _, after = course((4, 1), (5, 3), (6, 0))
    rows = [{"up": share} for share in before] + [{"up": 0.4, way: share} for share in after]
    first, second = detect_each(*rows, fps=30)
    assert (first.way, second.way) == ("up", way)
    assert second.start_s == pytest.approx(4.0, abs=0.25)
    assert second.peak == pytest.approx(3, abs=0.01)


def test_what_is_returned_covers_the_movement_and_no_more():
    times_s, shares = course((0, 0), (3, 0), (4, 1.5), (5, 0), (9, 0))
    (excursion,) = detect(times_s, shares)
    assert 3 <= excursion.start_s < excursion.peak_s == pytest.approx(4)
    assert excursion.peak_s < excursion.end_s <= 5
    assert len(excursion.times_s) == len(excursion.shares)
    assert excursion.shares[[0, -1]].max() < 0.2


@pytest.mark.parametrize(
    ("shares", "peaks"),
    [
        pytest.param([0, 1.2], [], id="still there: not over"),
        pytest.param([0, 1.2, 1.1], [], id="hardly on the way back"),
        pytest.param([0, 1.2, 0.7], [1.2], id="well on the way back"),
        pytest.param([0, 1.2, 0, 0.3], [1.2], id="over before, the next not begun"),
    ],
)
def test_the_end_of_a_stream(shares, peaks):
    assert [excursion.peak for excursion in detect(range(len(shares)), shares)] == peaks


def test_after_the_end_nothing_is_open():
    detector = SwingDetector()
    for i, share in enumerate([0.0, 1.2, 0.7]):
        detector.update(i, {"up": share})
    assert detector.way == "up"
    assert detector.finish() is not None
    assert detector.way is None
    assert detector.finish() is None


def test_what_is_dropped_is_forgotten():
    detector = SwingDetector()
    for i, share in enumerate([0.0, 1.2]):
        detector.update(i, {"up": share})
    detector.drop()
    assert (detector.way, detector.share, detector.start_s) == (None, 0.0, None)
    assert detector.update(2, {"up": 0.0}) is None


@pytest.mark.parametrize(("until_rest", "counted"), [(False, 2), (True, 1)])
def test_after_a_drop_the_next_may_have_to_begin_at_rest(until_rest, counted):
    detector = SwingDetector()
    detector.drop(until_rest)
    shares = [1.2, 1.2, 0.0, 0.0, 0.6, 1.2, 0.6, 0.0]
    ended = [detector.update(i / 10, {"up": share}) for i, share in enumerate(shares)]
    assert sum(excursion is not None for excursion in ended) == counted


@pytest.mark.parametrize(
    ("shares", "held"),
    [
        pytest.param([0.0, 0.3], None, id="not begun"),
        pytest.param([0.0, 0.6, 1.2, 1.3, 1.3], (2, 4), id="since it was nearly there"),
        pytest.param([0.0, 1.3, 1.0, 1.3], (1, 3), id="wavering"),
        pytest.param([0.0, 1.3, 1.5, 1.3, 2.2, 1.2], (2, 4), id="landmarks jump far"),
        pytest.param([0.0, 1.3, 1.3, 0.8], None, id="left"),
    ],
)
def test_since_when_it_is_held(shares, held):
    detector = SwingDetector()
    for i, share in enumerate(shares):
        detector.update(i, {"up": share})
    assert detector.held == held


@pytest.mark.parametrize(
    ("rows", "ways"),
    [
        pytest.param(
            [{"l": 0, "r": 0}, {"l": 1, "r": -1}, {"l": 0, "r": 0}, {"l": -1, "r": 1}, {"r": 0}],
            ["l", "r"],
            id="one way, then the other",
        ),
        pytest.param(
            [{"l": 0, "r": 0}, {"l": 0.5, "r": 0.4}, {"l": 0.3, "r": 1}, {"l": 0, "r": 0}],
            ["r"],
            id="the way is the one it turns out to go",
        ),
        pytest.param(
            [{"l": 0, "r": 0}, {"l": 1, "r": 0.9}, {"l": 1, "r": 1.05}, {"l": 0, "r": 0}],
            ["l"],
            id="a little more of the other changes nothing",
        ),
        pytest.param(
            [
                {"l": 0, "r": 0},
                {"l": 1.2, "r": 0},
                {"l": 0.3, "r": 0.9},
                {"l": 0, "r": 1},
                {"r": 0},
            ],
            ["l", "r"],
            id="over when the other way has begun",
        ),
        pytest.param(
            [{"l": 0, "r": 0}, {"l": 1.2, "r": 0}, {"l": nan, "r": 0.1}, {"l": nan, "r": 1}],
            ["l"],
            id="out of sight and another has begun: over",
        ),
        pytest.param(
            [{"l": 0, "r": 0}, {"l": 0.7, "r": 0}, {"r": 0.7}, {"r": 1.2}, {"r": 1.1}, {"r": 0}],
            ["l", "r"],
            id="out of sight for good: the other goes on",
        ),
        pytest.param(
            [{"l": 0, "r": 0}, {"l": 1.2, "r": 0}, {"l": nan, "r": 0.1}, {"l": 0, "r": 0}],
            ["l"],
            id="out of sight for a while",
        ),
    ],
)
def test_ways(rows, ways):
    assert [excursion.way for excursion in detect_each(*rows)] == ways


@pytest.mark.parametrize(
    ("bends", "way"),
    [
        pytest.param(
            [(10, 45), (9, 86), (94, 0), (94, 0), (10, 59), (6, 25)], "right", id="for a moment"
        ),
        pytest.param(
            [(36, 31), (42, 65), (63, 25), (62, 42), (31, 0)], "left", id="at first, in part"
        ),
        pytest.param([(21, 0), (110, 0), (36, 60), (47, 57), (65, 45)], "left", id="again later"),
    ],
)
def test_a_kick_in_which_one_leg_is_taken_for_the_other_is_one(bends, way):
    """Bends of both knees in degrees, as the landmarks had them of rendered kicks."""
    rest = [(5, 1)] * 8
    rows = [{"left": left / 30, "right": right / 30} for left, right in [*rest, *bends, *rest]]
    (kick,) = detect_each(*rows, fps=15, alike=True)
    assert kick.way == way
    assert kick.peak == pytest.approx(max(max(pair) for pair in bends) / 30)
    assert len(detect_each(*rows, fps=15)) > 1


shares = st.one_of(st.floats(-0.5, 2.0), st.sampled_from([nan, 0.0, 0.2, 0.45, 1.0]))
streams = st.lists(st.tuples(shares, shares), max_size=60)


@given(streams, st.booleans())
def test_excursions_are_in_order_apart_and_begun(stream, alike):
    rows = [{"left": left, "right": right} for left, right in stream]
    before_s = -inf
    for excursion in detect_each(*rows, alike=alike):
        assert before_s < excursion.start_s <= excursion.peak_s <= excursion.end_s
        assert excursion.peak > 0.45
        assert not np.isnan(excursion.shares).any()
        before_s = excursion.end_s


@given(streams, st.sampled_from([-3.0, 0.5, 1000.0]))
def test_a_shift_of_time_shifts_the_excursions(stream, shift_s):
    times_s = [i / 16 for i in range(len(stream))]
    there = detect(times_s, [left for left, _ in stream])
    later = detect([t + shift_s for t in times_s], [left for left, _ in stream])
    assert [e.start_s + shift_s for e in there] == [e.start_s for e in later]
    assert [e.end_s + shift_s for e in there] == [e.end_s for e in later]


@given(streams, st.booleans())
def test_names_and_order_of_the_ways_do_not_matter(stream, alike):
    there = detect_each(*({"a": left, "b": right} for left, right in stream), alike=alike)
    swapped = detect_each(*({"y": right, "x": left} for left, right in stream), alike=alike)
    if not any(left == right for left, right in stream):
        assert [e.way for e in there] == [{"x": "a", "y": "b"}[e.way] for e in swapped]


@pytest.mark.parametrize("low", [0.22, 0.3, 0.38])
@pytest.mark.parametrize("fps", [15, 30, 60])
def test_back_by_more_than_half_is_back_even_at_speed(low, fps):
    way_s = 0.3
    points = [(0.0, 0.0), (1.0, 0.0)]
    for i in range(6):
        points += [(1 + way_s * (2 * i + 1), 2.5), (1 + way_s * (2 * i + 2), 2.5 * low)]
    points += [(points[-1][0] + 0.3, 0.0), (points[-1][0] + 1.5, 0.0)]
    assert len(detect(*course(*points, fps=fps))) == 6


@pytest.mark.parametrize(
    ("gap_s", "holds"),
    [
        pytest.param(0.0, 2, id="over at once"),
        pytest.param(0.9, 1, id="a gap is bridged"),
    ],
)
def test_a_gap_ends_an_excursion_or_not(gap_s, holds):
    times_s, shares = course(
        (0, 0), (1, 1.2), (3, 1.2), (3.2, 0), (3.7, 0), (4, 1.2), (6, 1.2), (7, 0), (9, 0)
    )
    ended = detect(times_s, shares, gap_s=gap_s)
    assert len(ended) == holds
    assert ended[-1].end_s == pytest.approx(7, abs=0.3)


@pytest.mark.parametrize(
    ("peak", "resting", "holds"),
    [
        pytest.param(2.0, 0.3, 2, id="back"),
        pytest.param(2.0, 0.7, 2, id="half-way back, which is not far enough"),
        pytest.param(1.3, 0.7, 1, id="not half-way back"),
        pytest.param(2.8, 1.05, 1, id="still far enough, however far it seemed at first"),
    ],
)
def test_a_hold_that_is_left_for_long_is_over(peak, resting, holds):
    times_s, shares = course(
        (0, 0), (1, peak), (4, peak), (5, resting), (15, resting), (16, peak), (19, peak), (20, 0)
    )
    assert len(detect(times_s, shares, gap_s=0.7, anyhow=True)) == holds


@pytest.mark.parametrize(
    ("away_s", "start_s"),
    [
        pytest.param(0.3, 0.3, id="a gap"),
        pytest.param(1.2, 4.2, id="longer than a gap"),
    ],
)
def test_a_gap_begins_no_excursion_either(away_s, start_s):
    """The farthest may come after the gap; it is looked for where rest was left before it."""
    detector = SwingDetector(gap_s=0.7)
    found = []
    for i in range(150):
        time_s = i / 15
        held = 1.3 if time_s < 3 else 1.8
        away = not 0.4 <= time_s < 8 or 3 <= time_s < 3 + away_s
        found.append(detector.update(time_s, {"up": 0.0 if away else held}))
    ended = [excursion for excursion in found if excursion]
    assert ended[-1].start_s == pytest.approx(start_s, abs=0.1)


@pytest.mark.parametrize(
    ("left_s", "way"),
    [
        pytest.param((1.1, 6.0), "left", id="mistaken for a moment"),
        pytest.param((1.5, 6.0), "left", id="mistaken at first"),
        pytest.param((3.0, 3.4), "right", id="mistaken in between"),
    ],
)
def test_which_way_is_held_is_told_by_what_leads_for_longer_than_a_gap(left_s, way):
    detector = SwingDetector(gap_s=0.7)
    ended = []
    for i in range(120):
        time_s = i / 15
        held = 1.5 if 1 <= time_s < 6 else 0.0
        is_left = left_s[0] <= time_s < left_s[1]
        shares = {"left": held if is_left else 0.0, "right": 0.0 if is_left else held}
        if (excursion := detector.update(time_s, shares)) is not None:
            ended.append(excursion)
    (excursion,) = ended
    assert excursion.way == way
    assert excursion.start_s == pytest.approx(left_s[0] if way == "left" else 1.0, abs=0.2)


@pytest.mark.parametrize(("led_s", "way"), [(0.1, "left"), (0.3, "right")])
def test_what_may_have_gaps_is_taken_for_another_way_only_when_new(led_s, way):
    detector = SwingDetector(gap_s=0.7)
    for i in range(36):
        time_s = i / 30
        left = 1.6 if led_s <= time_s - 0.5 < led_s + 0.2 else 0.0
        right = 1.2 if time_s >= 0.5 and not left else 0.0
        detector.update(time_s, {"left": left, "right": right})
    assert detector.way == way
