"""Child's pose, seen from the side: rest and reset."""

from dataclasses import replace

import numpy as np

from formcheck.body import Body, SidedMeasure, far, near
from formcheck.checks import Check, Limit
from formcheck.elementwise import choose
from formcheck.exercise import Exercise, Holds, Way
from formcheck.geometry import y_of
from formcheck.landmarks import Side
from formcheck.measures import (
    chest_height,
    front_up,
    hand_from_head,
    head_over_mat,
    hip_to_ankle,
    knee_flexion,
    thigh_length,
)
from formcheck.pose import FloatArray
from formcheck.posture import Range

SHORTEST_THIGH = 0.4
"""In a body folded on its heels the landmarks lose the hip at times: then the thigh is 0.1 to 0.35
torsos long in profile, and else 0.45 to 0.9."""
KNEELING_DEG = 60.0
"""The knees of somebody who kneels are bent by more; landmarks that say otherwise are misplaced."""


def with_legs(measure: SidedMeasure) -> SidedMeasure:
    """Leave a measure out of bodies whose hip or knee is not where it can be."""

    def measured(body: Body, side: Side) -> FloatArray:
        thigh = thigh_length(body, side)
        misplaced = (thigh < SHORTEST_THIGH) | (knee_flexion(body, side) < KNEELING_DEG)
        return choose(misplaced, np.nan, measure(body, side))

    return measured


SEAT_TO_HEELS = Check(
    "seat_to_heels",
    near(with_legs(hip_to_ankle)),
    Limit(0.55, 0.5),
    "torso",
    "Sit back on your heels",
)
LONGEST_LEG = 1.5
"""Kneeling the hip is up to 1.4 from the ankle, lying and standing mostly from 1.6."""
STRAIGHT_DEG, STRAIGHT = 30.0, 0.25
"""Straight legs count for longer by the second number. Of a body that is folded flat the landmarks
may draw them so, but not as long as they are: up to 1.2. Short ones that lie are from 1.3."""
FORWARD = -0.95
"""On all fours the chest is this far over the knees or higher: 0.95 to 1.2 torsos."""


def leg_reach(body: Body, side: Side) -> FloatArray:
    """How far a hip is from its ankle, or more than that where the leg is drawn straight."""
    straight = knee_flexion(body, side) < STRAIGHT_DEG
    return hip_to_ankle(body, side) + choose(straight, STRAIGHT, 0.0)


UPRIGHT = 0.6
"""A trunk that rises by more is not folded, though the chest is little over the knees of who sits
with the knees up: it rises by 0.34 at most in 30 rendered holds."""


def folding(body: Body) -> FloatArray:
    """Return how low the chest is: over the knees it falls as the body folds."""
    return choose(y_of(body.trunk) > UPRIGHT, FORWARD, -near(chest_height)(body))


CHILDS_POSE = Exercise(
    id="childs_pose",
    name="Child's pose",
    views=("side",),
    setup=(
        "Kneel, seat on the heels, fold the body over the thighs, forehead on the mat, arms long. "
        "Breathe into the back."
    ),
    camera="Beside the mat at mid-body, at knee to hip height, the whole body in the picture.",
    rest_phase="kneeling",
    start=(
        Range(near(knee_flexion), at_least=KNEELING_DEG),
        Range(front_up, at_most=0.6),
    ),
    ways=(Way("child", folding, reach=0.3, rest=FORWARD),),
    goal=Holds(each_side=False, gap_s=0.5),  # landmarks of a folded body jump
    within=(
        Range(near(leg_reach), at_most=LONGEST_LEG),
        Range(far(leg_reach), at_most=LONGEST_LEG, or_hidden=True),
    ),
    checks=(
        replace(SEAT_TO_HEELS, during=("child",)),
        Check(
            "forehead_down",
            head_over_mat,
            # 39 rendered heads on the mat read up to 0.22 and 26 lifted ones from 0.26; 11 that are
            # drawn up with the seat 0.14 to 0.32.
            Limit(0.24, 0.22),
            "torso",
            "Rest your forehead on the mat",
            during=("child",),
            when=(Range(near(hand_from_head), at_least=0.35, or_hidden=True),),  # else on a fist
        ),
    ),
)
