from dataclasses import replace

import numpy as np
import pytest

from formcheck.body import Body, near
from formcheck.counting.leading import Lead
from formcheck.exercise import Repetitions, Way
from formcheck.measures import chest_height, knee_flexion
from formcheck.posture import Range
from tests.lifting import LIFTING
from tests.movement import FACE_DOWN, SAME, SETTLE, Movement, summary_of

BODY = Body(np.zeros((33, 2)), np.zeros((33, 3)), np.zeros(21), "left")


SHARES = {"left": 0.3, "right": 0.9}


class Seen:
    """Stands for a measure: 1 while its position is seen, else 0."""

    def __init__(self, now=False):
        self.now = now

    def __call__(self, body):
        return np.asarray(float(self.now))


def ways_led_by(positions):
    """Return a way for each position that leads into it."""
    return [
        Way(name, Seen(), 1.0, led_by=Range(seen, at_least=1)) for name, seen in positions.items()
    ]


def shares_after(*spans, fps=15):
    """Return what is left of the shares after positions were seen, each for some seconds."""
    positions = {name: Seen() for name in SHARES}
    lead = Lead(ways_led_by(positions))
    now_s = 0.0
    for name, seconds in spans:
        for other, seen in positions.items():
            seen.now = other == name
        for _ in range(round(seconds * fps)):
            lead.update(now_s, BODY)
            now_s += 1 / fps
    return lead.only(SHARES)


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_what_leads_into_one_way_leaves_that_one_with_the_largest_share(fps):
    assert shares_after(("left", 0.6), fps=fps) == {"left": 0.9}
    assert shares_after(("right", 0.6), fps=fps) == {"right": 0.9}


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([("none", 2.0)], id="nothing"),
        pytest.param([("left", 0.3)], id="too short"),
        pytest.param([("left", 0.9), ("right", 0.8)], id="as long as another"),
    ],
)
def test_what_is_not_sure_leaves_all(spans):
    assert shares_after(*spans) == SHARES


def test_landmarks_that_swap_the_limbs_for_a_while_change_nothing():
    assert shares_after(("left", 1.5), ("none", 0.2), ("right", 0.8)) == {"left": 0.9}


def test_who_goes_from_one_to_the_other_goes_the_other_way():
    assert shares_after(("left", 3.0), ("none", 0.8), ("right", 0.6)) == {"right": 0.9}


def test_it_lasts_while_the_limbs_go_over():
    assert shares_after(("left", 1.0), ("none", 1.2)) == {"left": 0.9}


def test_a_position_left_for_longer_led_into_nothing():
    assert shares_after(("left", 1.0), ("none", 2.0)) == SHARES


def test_ways_that_nothing_leads_into_are_all_left():
    lead = Lead([Way(name, Seen(), 1.0) for name in SHARES])
    lead.update(0.0, BODY)
    assert lead.only(SHARES) == SHARES


def test_a_movement_that_is_over_is_forgotten():
    lead = Lead(ways_led_by({"left": Seen(True), "right": Seen()}))
    for i in range(30):
        lead.update(i / 15, BODY)
    assert lead.only({"left": np.nan, "right": 0.9}) == {"left": 0.9}
    lead.drop()
    assert lead.only(SHARES) == SHARES


def half_the_chest(body):
    return near(chest_height)(body) / 2


def sides_of(*steps):
    """Return which sides are worked; it looks like the right one, and a kick leads to the left."""
    kicked, never = Range(near(knee_flexion), 40), Range(near(knee_flexion), 400)
    ways = (
        Way("left", half_the_chest, 0.2, "left", led_by=kicked),
        Way("right", near(chest_height), 0.2, "right", led_by=never),
    )
    exercise = replace(LIFTING, ways=ways, goal=Repetitions((), 1, 1))
    poses = Movement(FACE_DOWN, [SETTLE, *steps, SETTLE]).poses()
    return [one.side for one in summary_of(exercise, poses).repetitions]


@pytest.mark.parametrize(("kicks", "side"), [(True, "left"), (False, "right")])
def test_a_set_goes_the_way_it_was_led_into(kicks, side):
    lead = [(0.5, {"knee_right": 60 * kicks}), (0.6, SAME), (0.5, {"knee_right": 0})]
    assert sides_of(*lead, (1, {"trunk": 30}), (1, {"trunk": 0})) == [side]


def test_what_led_into_one_movement_does_not_lead_into_the_next():
    up, down = (0.5, {"trunk": 30, "knee_right": 0}), (0.4, {"trunk": 0})
    assert sides_of((0.5, {"knee_right": 60}), (0.6, SAME), up, down, up, down) == ["left", "right"]
