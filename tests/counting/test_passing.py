from dataclasses import replace

import numpy as np
import pytest

from formcheck.counting.passing import KEPT_S, Passing
from formcheck.exercise import Neutral, Way
from tests.leaning import lean, leaning

NEUTRAL = Neutral(lean, margin=0.1)
"""Stands for the trunk: how far the hips are ahead."""


def rests_of(trunk, values, fps=10, neutral=NEUTRAL):
    """Return what rest is told to be, body by body."""
    passing = Passing(neutral)
    return passing, [
        passing.update(i / fps, leaning(lean), {"way": value})
        for i, (lean, value) in enumerate(zip(trunk, values, strict=True))
    ]


def swinging(periods, per_period=20):
    return np.sin(2 * np.pi * np.arange(periods * per_period + 1) / per_period)


def test_rest_is_where_the_trunk_passes_through_it():
    trunk = swinging(2)
    _, rests = rests_of(trunk, 7 + 3 * trunk)
    told = [rest["way"] for rest in rests if rest]
    assert told == pytest.approx([7.0] * len(told), abs=0.1)
    assert len(told) == 2  # of three passings the first alone tells nothing


def test_what_lags_behind_the_trunk_lags_both_ways():
    trunk = swinging(2, 40)
    _, rests = rests_of(trunk, np.roll(trunk, 3))
    first = next(rest["way"] for rest in rests if rest)
    assert first == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize(
    "trunk",
    [
        pytest.param(0.09 * swinging(5), id="sways"),
        pytest.param(np.abs(swinging(5)), id="one way only"),
        pytest.param(np.full(50, np.nan), id="unseen"),
        pytest.param(swinging(1), id="one passing"),
    ],
)
def test_nothing_is_told_of_who_does_not_pass_through_rest_twice(trunk):
    assert not any(rests_of(trunk, trunk)[1])


def test_a_trunk_unseen_meanwhile_passes_through_rest_all_the_same():
    trunk = swinging(2)
    hidden = np.where(np.abs(trunk) < 0.5, np.nan, trunk)
    assert any(rests_of(hidden, trunk)[1])


def test_measures_unseen_meanwhile_are_left_out():
    trunk = swinging(2)
    _, rests = rests_of(trunk, np.where(np.arange(len(trunk)) % 2, np.nan, trunk))
    assert any(rests)
    assert not any(rests_of(trunk, np.full(len(trunk), np.nan))[1])


HALF = replace(NEUTRAL, whole=1.5, between=0.5)
"""Goes by 2 from end to end, and rests in the middle."""


@pytest.mark.parametrize("begun_at", [-1.0, 1.0])
def test_rest_of_who_had_begun_lies_between_the_ends(begun_at):
    trunk = begun_at * np.cos(np.pi * np.arange(41) / 10)
    passing, rests = rests_of(trunk - begun_at, 7 + 3 * trunk, neutral=HALF)
    told = [rest["way"] for rest in rests if rest]
    assert told == pytest.approx([7.0] * len(told), abs=0.6)
    assert told
    assert passing.had_begun
    assert not any(rests_of(trunk - begun_at, trunk)[1])  # where no length is known to be whole


def test_where_rest_is_known_by_the_ends_alone_nothing_is_told_before_they_are():
    by_ends = replace(HALF, zero=False)
    passing, rests = rests_of(3 + swinging(2), 7 + 3 * swinging(2), neutral=by_ends)
    told = [rest["way"] for rest in rests if rest]
    assert told == pytest.approx([7.0] * len(told), abs=0.6)
    assert told
    assert not passing.had_begun
    assert not any(rests_of(3 + 0.7 * swinging(2), swinging(2), neutral=by_ends)[1])


def test_of_who_was_at_rest_the_ends_tell_nothing_else():
    passing, rests = rests_of(swinging(2), swinging(2), neutral=replace(HALF, between=0.53))
    assert any(rests)
    assert not passing.had_begun


def test_what_goes_less_than_the_whole_way_goes_one_way():
    trunk = 0.7 * (1 - np.cos(np.pi * np.arange(41) / 10))
    passing, rests = rests_of(trunk, trunk, neutral=HALF)
    assert not any(rests)
    assert not passing.had_begun


def test_another_start_is_another_set():
    passing, _ = rests_of(swinging(1), swinging(1))
    again = replace(leaning(1.0), start=leaning(0.0))
    assert not passing.update(5.0, again, {"way": 1.0})
    assert len(passing.past) == 1


def test_as_many_passings_are_needed_as_it_is_asked_for():
    trunk = swinging(3)
    _, rests = rests_of(trunk, trunk, neutral=replace(NEUTRAL, passings=4))
    assert sum(map(bool, rests)) == 2  # the fourth and fifth of five


def test_the_past_begins_as_the_trunk_leaves_rest_and_is_kept_for_a_while():
    fps = 10
    still, moving = np.zeros(30), swinging(20)
    trunk = np.concatenate([still, moving])
    passing, _ = rests_of(trunk[:40], trunk[:40], fps)
    assert passing.past[0][0] == pytest.approx(3.1, abs=0.11)
    passing, _ = rests_of(trunk, trunk, fps)
    assert passing.past[-1][0] - passing.past[0][0] == pytest.approx(KEPT_S, abs=1.5 / fps)


def test_what_was_left_or_lost_tells_nothing_any_more():
    passing, _ = rests_of(swinging(1), swinging(1))
    passing.drop()
    assert not passing.past
    told = [passing.update(10 + i, leaning(x), {"way": x}) for i, x in enumerate(swinging(1))]
    assert not any(told)


@pytest.mark.parametrize("phase", ["along", "other"])
@pytest.mark.parametrize("reach", [1.0, -1.0])
@pytest.mark.parametrize(("trunk", "alone"), [(0.2, False), (0.03, True), (-0.2, True)])
def test_what_does_not_go_along_stayed(trunk, alone, reach, phase):
    passing = Passing(replace(NEUTRAL, along=("along",)))
    passing.update(0.0, leaning(trunk * reach), {phase: 0.0})
    assert passing.stayed(Way(phase, NEUTRAL.measure, reach)) == (alone and phase == "along")
    passing.drop()
    assert not passing.stayed(Way(phase, NEUTRAL.measure, reach))  # for nobody knows
