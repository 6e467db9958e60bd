import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.io.sampling import ENOUGH_HZ, Sampling


def taken(sampling, times_s, from_s=0.0):
    first_s = sampling.begin_s(from_s)
    timed = iter([(time_s, i) for i, time_s in enumerate(times_s) if time_s >= first_s])
    return [i for _, i in sampling.taken(timed)]


@pytest.mark.parametrize(
    ("fps", "stride"),
    [
        (None, 1), (0.0, 1), (10, 1), (15, 1), (23.976, 1), (25, 1), (29.97, 2), (30, 2),
        (48, 3), (50, 3), (59.94, 4), (60, 4), (120, 8), (240, 16),
    ],
)  # fmt: skip
def test_as_few_frames_as_are_enough(fps, stride):
    assert Sampling.enough(fps).stride == stride


@pytest.mark.parametrize("fps", [29.97, 30, 50, 60, 119.88])
def test_frames_are_taken_evenly(fps):
    sampling = Sampling.enough(fps)
    assert taken(sampling, np.arange(500) / fps) == list(range(0, 500, sampling.stride))
    assert fps / sampling.stride == pytest.approx(ENOUGH_HZ, abs=2)
    assert sampling.count(500) == len(range(0, 500, sampling.stride))


@given(st.sampled_from([30, 60]), st.lists(st.floats(-0.4, 0.4), min_size=60, max_size=60))
def test_stamps_that_jitter_change_nothing(fps, jitter):
    sampling = Sampling.enough(fps)
    times_s = np.sort((np.arange(60) + jitter) / fps)
    assert taken(sampling, times_s) == list(range(0, 60, sampling.stride))


@given(st.lists(st.floats(0.001, 0.2), min_size=20, max_size=60), st.floats(0, 3))
def test_where_reading_begins_changes_nothing(gaps_s, from_s):
    sampling = Sampling.enough(30)
    times_s = np.cumsum(gaps_s)
    whole, piece = taken(sampling, times_s), taken(sampling, times_s, from_s)
    assert piece == [i for i in whole if i >= piece[0]] if piece else times_s[whole[-1]] < from_s


def test_a_rate_that_is_told_too_high_loses_nothing():
    assert taken(Sampling.enough(30), np.arange(50) / 15) == list(range(50))


def test_how_many_frames_there_were():
    every, second = Sampling(), Sampling.enough(30)
    assert every.frames(7, None) == every.frames(7, 9) == 7
    assert second.frames(7, None) == second.frames(7, 20) == 14
    assert second.frames(7, 13) == 13
    assert second.count(13) == second.count(14) == 7


def test_the_rest_of_a_step():
    assert Sampling().rest_s == 0
    assert 3 / 60 < Sampling.enough(60).rest_s < 4 / 60
