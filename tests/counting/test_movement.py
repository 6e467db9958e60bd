from dataclasses import replace

import numpy as np
import pytest

from formcheck.counting.movement import Movement
from formcheck.exercise import Exercise, Neutral, Repetitions, Way
from tests.leaning import lean, leaning

SWINGING = Exercise(
    id="swinging",
    name="Swinging",
    views=("side",),
    setup="Lean forward, then back.",
    camera="Beside you.",
    rest_phase="upright",
    start=(),
    ways=(Way("forward", lean, reach=0.4), Way("back", lean, reach=-0.4)),
    goal=Repetitions(("forward", "back"), target=5, enough=3),
    checks=(),
    neutrals=(Neutral(lean, margin=0.1, whole=1.5, between=0.5, zero=False),),
)


def follow(leans, rest, exercise=SWINGING, fps=15):
    """Return a movement that has followed how far somebody leaned, who seemed to rest so far."""
    movement = Movement(exercise)
    movement.rest_at({"forward": rest, "back": rest})
    for i, share in enumerate(leans):
        movement.update(i / fps, leaning(share))
    movement.finish()
    return movement


def swings(periods, begun_at=0.0, per_period=45):
    """Return leans to either side by 1, from somewhere on the way on."""
    phase = np.arcsin(begun_at) + 2 * np.pi * np.arange(periods * per_period + 1) / per_period
    return np.sin(phase)


@pytest.mark.parametrize("begun_at", [1.0, -1.0, 0.0])
def test_who_swings_from_end_to_end_rests_between(begun_at):
    movement = follow(swings(6, begun_at), rest=begun_at)
    assert len(movement.log.repetitions) in {5, 6}
    blind = follow(swings(6, begun_at), begun_at, replace(SWINGING, neutrals=()))
    assert bool(blind.log.repetitions) == (begun_at == 0)


def test_what_was_counted_before_rest_went_elsewhere_stays_counted():
    leans = np.concatenate([swings(3), np.linspace(0, 0.7, 15), 0.7 + swings(4)])
    movement = follow(leans, rest=0.0)
    assert len(movement.log.repetitions) == 7
    assert movement.log.tally["back"] == 7
    starts_s = [repetition.start_s for repetition in movement.log.repetitions]
    assert starts_s == sorted(starts_s)


def test_no_repetition_is_made_of_what_came_before_and_after_somebody_was_lost():
    movement = Movement(SWINGING)
    movement.rest_at({"forward": 1.0, "back": 1.0})
    for i, share in enumerate(swings(6, begun_at=1.0)):
        if i == 30:
            movement.drop(seen_s=2.0)
        movement.update(i / 15 if i < 30 else i / 15 + 3, leaning(share))
    assert movement.log.repetitions
    assert all(repetition.start_s > 5 for repetition in movement.log.repetitions)
    assert movement.log.partials[0].reason == "lost"


def test_who_goes_one_way_only_counts_nothing():
    assert not follow(np.abs(swings(6)), rest=0.0).log.repetitions


def test_of_what_fell_short_only_what_came_before_rest_went_elsewhere_stays():
    tried = [*0.3 * np.sin(np.linspace(0, np.pi, 30)), *np.zeros(30)]
    movement = follow([*tried, *swings(3), *np.linspace(0, 0.7, 15), *0.7 + swings(4)], rest=0.0)
    assert len(movement.log.repetitions) == 7
    (partial,) = movement.log.partials
    assert partial.end_s < 2


@pytest.mark.parametrize(
    ("before", "reasons"),
    [
        pytest.param([-0.3, 0.0], [], id="the other way, to gather swing"),
        pytest.param([-0.15, -0.3, -0.15, 0.0], ["range"], id="the other way, for as long"),
        pytest.param([-0.3, 0.0, 0.0], ["range"], id="the other way, but then at rest"),
        pytest.param([0.15, 0.3, 0.2, 0.1], ["range"], id="the same way"),
    ],
)
def test_what_fell_short_is_a_try_unless_it_only_gathered_swing(before, reasons):
    over = [0.35, 0.7, 0.35, 0.0]
    there = [0.0, 0.0, *before, *over, 0.0, *np.negative(over), 0.0]
    leans = np.interp(np.arange(0, 8, 1 / 30), np.arange(len(there)) * 0.35, there)
    movement = follow(leans, 0.0, replace(SWINGING, neutrals=()), fps=30)
    assert len(movement.log.repetitions) == 1
    assert [partial.reason for partial in movement.log.partials] == reasons


@pytest.mark.parametrize(
    ("after", "reasons"),
    [
        pytest.param([0.3, 0.2, 0.1, 0.0], [], id="past rest, and slowly to it"),
        pytest.param([0.0, 0.0, 0.3, 0.2, 0.1, 0.0], ["range"], id="after a rest"),
        pytest.param([0.1, 0.2, 0.3, 0.0], ["range"], id="farthest late"),
    ],
)
def test_what_falls_short_at_once_is_a_try_unless_it_only_settles(after, reasons):
    there = [0.0, 0.0, 0.7, 0.0, -0.7, *after, 0.0, 0.0]
    leans = np.interp(np.arange(0, 9, 1 / 30), np.arange(len(there)) * 0.5, there)
    movement = follow(leans, 0.0, replace(SWINGING, neutrals=()), fps=30)
    assert len(movement.log.repetitions) == 1
    assert [partial.reason for partial in movement.log.partials] == reasons
