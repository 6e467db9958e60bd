from itertools import pairwise
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.checks import Limit, Severity
from formcheck.judging.judge import Judge

LARGE, SMALL = Limit(0.25, 0.18), Limit(150, 155)
WARN, ALERT = Severity.WARN, Severity.ALERT
BAD, GOOD = 1.0, 0.0


def spans(severity, *parts, fps=20, limit=LARGE):
    """Return the faults of a stream of (seconds, value), as start, end and worst."""
    judge, frame, found = Judge(limit, severity), 0, []
    for seconds, value in parts:
        for _ in range(round(seconds * fps)):
            found.append(judge.update(frame / fps, value))
            frame += 1
    found.append(judge.finish())
    return [fault[:3] for fault in found if fault]


@pytest.mark.parametrize(
    ("severity", "parts", "count"),
    [
        pytest.param(WARN, [(1, GOOD)], 0, id="good"),
        pytest.param(WARN, [(1, GOOD), (0.5, BAD), (1, GOOD)], 0, id="a warning too short"),
        pytest.param(WARN, [(1, GOOD), (0.75, BAD), (1, GOOD)], 1, id="a warning long enough"),
        pytest.param(ALERT, [(1, GOOD), (0.25, BAD), (1, GOOD)], 0, id="an alert too short"),
        pytest.param(ALERT, [(1, GOOD), (0.45, BAD), (1, GOOD)], 1, id="an alert long enough"),
        pytest.param(ALERT, [(1, BAD)], 1, id="from the first instant to the last"),
        pytest.param(WARN, [(1, BAD), (0.3, GOOD), (1, BAD)], 1, id="gone too briefly to clear"),
        pytest.param(WARN, [(1, BAD), (0.5, GOOD), (1, BAD)], 2, id="gone long enough to clear"),
        pytest.param(WARN, [(0.4, BAD), (0.05, GOOD), (0.4, BAD)], 1, id="a flicker before"),
        pytest.param(WARN, [(0.4, BAD), (0.3, GOOD), (0.4, BAD)], 0, id="two that are too short"),
        pytest.param(WARN, [(1, 0.2), (1, 0.26), (1, 0.2)], 1, id="goes on down to leave"),
        pytest.param(WARN, [(1, 0.24), (1, 0.19)], 0, id="never entered"),
        pytest.param(WARN, [(1, nan)], 0, id="never seen"),
        pytest.param(WARN, [(0.5, BAD), (0.2, nan), (0.3, BAD), (1, GOOD)], 1, id="unseen within"),
        pytest.param(WARN, [(0.3, BAD), (0.5, nan), (1, GOOD)], 0, id="unseen after too short"),
        pytest.param(WARN, [(1, BAD), (5, nan), (1, GOOD)], 1, id="unseen does not clear it"),
        pytest.param(WARN, [(1, GOOD), (5, nan), (1, GOOD)], 0, id="unseen raises nothing"),
    ],
)
def test_debounce(severity, parts, count):
    assert len(spans(severity, *parts)) == count


def test_a_fault_lasts_from_limit_to_limit_with_its_worst():
    (span,) = spans(WARN, (1, GOOD), (0.5, 0.3), (0.5, 0.9), (0.5, 0.2), (1, GOOD))
    # 0.25 is 5/6 of the way from 0 to 0.3, and 0.18 a tenth of that from 0.2 to 0; a way is 0.05 s
    assert span == pytest.approx((0.95 + 0.05 * 5 / 6, 2.45 + 0.05 * 0.1, 0.9))


def test_small_values_are_worst_when_smallest():
    (span,) = spans(WARN, (1, 170), (0.5, 140), (0.5, 120), (1, 170), limit=SMALL)
    assert span == pytest.approx((0.95 + 0.05 * 2 / 3, 1.95 + 0.05 * 0.7, 120))


def test_beside_what_was_not_seen_a_fault_lasts_from_its_first_instant_to_its_last():
    (span,) = spans(WARN, (1, GOOD), (0.5, nan), (1, BAD), (0.5, nan), (1, GOOD))
    assert span == pytest.approx((1.5, 2.45, BAD))


def test_a_fault_that_was_closed_begins_anew_where_it_goes_on():
    judge = Judge(LARGE, ALERT)
    for i in range(10):
        judge.update(i / 20, BAD)
    assert judge.finish() == pytest.approx((0.0, 0.45, BAD, 0.0))
    for i in range(10, 20):
        judge.update(i / 20, BAD)
    assert judge.finish() == pytest.approx((0.5, 0.95, BAD, 0.5))
    for i in range(20, 40):
        judge.update(i / 20, 0.2)  # short of a new fault
    assert judge.finish() is None


def test_who_comes_back_into_the_start_position_takes_it_anew():
    judge = Judge(LARGE, WARN, at_rest=True)
    for i in range(60):
        judge.update(i / 20, GOOD)
    judge.finish()
    for i in range(60, 82):
        judge.update(i / 20, GOOD if i < 66 else BAD)
    assert judge.raised


def test_beside_where_it_does_not_apply_a_fault_lasts_from_its_first_instant_to_its_last():
    judge = Judge(LARGE, WARN)
    judge.update(0.0, GOOD)
    judge.rest(0.05)
    for i in range(20):
        judge.update(0.1 + i / 20, BAD)
    judge.rest(1.1)
    judge.update(1.15, GOOD)
    assert judge.finish() == pytest.approx((0.1, 1.05, BAD, 0.1))


@given(st.floats(0.301, 1.0), st.floats(0, 1), st.sampled_from([15, 30, 60]))
def test_what_lasts_long_enough_is_raised_wherever_the_frames_fall(lasts_s, shift, fps):
    judge, seconds = Judge(LARGE, ALERT), (np.arange(3 * fps) + shift) / fps
    ways_s = [0.9, 1.1, 0.92 + lasts_s, 1.08 + lasts_s]  # it passes the limits half-way
    values = np.interp(seconds, ways_s, [0.18, 0.32, 0.24, 0.12])
    found = [judge.update(*now) for now in zip(seconds.tolist(), values.tolist(), strict=True)]
    ((start_s, end_s, *_),) = [fault for fault in found if fault]
    assert start_s == pytest.approx(1.0)
    assert end_s == pytest.approx(1.0 + lasts_s)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize(
    ("severity", "held", "raise_s"),
    [(WARN, False, 0.6), (ALERT, False, 0.3), (WARN, True, 0.7), (ALERT, True, 0.7)],
)
def test_raised_when_it_has_lasted_whatever_the_frame_rate(fps, severity, held, raise_s):
    judge = Judge(LARGE, severity, held)
    raised_s = None
    for i in range(2 * fps):
        judge.update(i / fps, BAD)
        if judge.raised and raised_s is None:
            raised_s = i / fps
    assert raised_s == pytest.approx(raise_s, abs=1 / fps)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize(
    ("good_s", "bad_s", "raised"),
    [
        pytest.param(0.0, 0.8, True, id="there from the start"),
        pytest.param(0.3, 0.8, True, id="there when the position was taken"),
        pytest.param(2.0, 2.2, False, id="a hand taken away for a moment"),
        pytest.param(2.0, 2.8, True, id="a hand taken away for good"),
    ],
)
def test_in_the_start_position_what_comes_on_later_must_last(good_s, bad_s, raised, fps):
    judge = Judge(LARGE, WARN, at_rest=True)
    judge.update(-9.0, GOOD)
    judge.rest(-8.0)  # the position was left, and is taken anew
    for fidgets in range(2):
        for i in range(round((good_s + bad_s) * fps)):
            judge.update(fidgets * 9 + i / fps, GOOD if i < good_s * fps else BAD)
        assert judge.raised is raised
        judge.rest(8.0)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize(
    ("severity", "good_s", "to", "raised"),
    [
        pytest.param(WARN, 0.0, 0.1, False, id="gets good"),
        pytest.param(WARN, 0.0, 0.5, True, id="stops half-way"),
        pytest.param(WARN, 0.0, 1.0, True, id="stays as it is"),
        pytest.param(WARN, 0.0, 2.0, True, id="gets worse"),
        pytest.param(WARN, 1.0, 0.1, True, id="came on later"),
        pytest.param(ALERT, 0.0, 0.1, True, id="may hurt meanwhile"),
    ],
)
def test_who_comes_into_position_slowly_is_not_warned_on_the_way(severity, good_s, to, raised, fps):
    judge = Judge(LARGE, severity)
    for i in range(round(good_s * fps)):
        judge.update(i / fps, GOOD)
    for i in range(4 * fps):
        judge.update(good_s + i / fps, float(np.interp(i / fps, [0.0, 3.0], [BAD, to])))
        if judge.raised:
            break
    assert judge.raised is raised


def test_a_warning_that_waited_tells_of_the_fault_from_its_first_instant():
    (span,) = spans(WARN, (0.5, 1.0), (0.5, 0.8), (1, 0.5), (1, GOOD))
    assert span == pytest.approx((0.0, 1.95 + 0.05 * 0.64, 1.0))


@pytest.mark.parametrize(("bad_s", "raised"), [(0.9, False), (1.4, True)])
def test_where_hands_and_knees_are_placed_what_comes_on_later_must_last(bad_s, raised):
    judge = Judge(LARGE, WARN, stance=True)
    for i in range(round((2.0 + bad_s) * 20)):
        judge.update(i / 20, GOOD if i < 40 else BAD)
    assert judge.raised is raised


@pytest.mark.parametrize(
    ("severity", "bad_s", "raised"),
    [
        pytest.param(WARN, 1.2, False, id="who comes back slowly"),
        pytest.param(WARN, 1.6, True, id="who lets go"),
        pytest.param(ALERT, 0.9, True, id="what may hurt"),
    ],
)
def test_in_a_position_that_is_held_what_comes_on_later_must_last(severity, bad_s, raised):
    judge = Judge(LARGE, severity, held=True)
    for i in range(round((2.0 + bad_s) * 20)):
        judge.update(i / 20, GOOD if i < 40 else BAD)
    assert judge.raised is raised


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_cleared_when_it_has_been_gone(fps):
    judge = Judge(LARGE, WARN)
    for i in range(fps):
        judge.update(i / fps, BAD)
    gone_s = next(i / fps for i in range(1, fps) if judge.update(1 + i / fps - 1 / fps, GOOD))
    assert gone_s == pytest.approx(0.4, abs=2 / fps)
    assert not judge.raised


def test_not_applying_clears_like_being_good():
    judge = Judge(LARGE, WARN)
    for i in range(20):
        judge.update(i / 20, BAD)
    assert judge.rest(1.0) is None
    assert judge.raised
    assert judge.rest(1.5) is not None
    assert judge.rest(9.0) is None


values = st.one_of(st.sampled_from([GOOD, BAD, 0.2, nan]), st.floats(0, 0.5))


@given(st.lists(values, max_size=80), st.sampled_from([WARN, ALERT]))
def test_faults_never_overlap_and_last_long_enough(stream, severity):
    found = spans(severity, *((0.1, value) for value in stream), fps=10)
    for start_s, end_s, worst in found:
        assert end_s - start_s >= (0.3 if severity is ALERT else 0.6)
        assert worst > LARGE.enter
    assert all(end_s < start_s for (_, end_s, _), (start_s, _, _) in pairwise(found))


@given(st.lists(values, max_size=80))
def test_an_alert_is_raised_whenever_a_warning_would_be(stream):
    parts = [(0.1, value) for value in stream]
    for start_s, end_s, _ in spans(WARN, *parts, fps=10):
        assert any(a <= start_s and end_s <= b for a, b, _ in spans(ALERT, *parts, fps=10))


def test_two_bad_instants_far_apart_are_no_fault():
    judge = Judge(LARGE, WARN)
    judge.update(0.0, 1.0)
    for i in range(1, 100):
        judge.update(i / 10, nan)
    judge.update(10.0, 1.0)
    assert not judge.raised
