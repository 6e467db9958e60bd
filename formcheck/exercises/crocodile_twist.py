"""The twist face down, also called alligator. The leg that goes over drives it."""

from functools import partial

from formcheck.body import Body, larger, on, resting, working
from formcheck.checks import Against, Check, Limit, MoveCheck, Severity
from formcheck.elementwise import choose
from formcheck.exercise import Exercise, Holds, Way
from formcheck.exercises.supine_twist import STAYS_DOWN
from formcheck.measures import (
    arms_off_square,
    back_view,
    entry_span_s,
    front_up,
    height,
    hip_to_ankle,
    knee_flexion,
    leg_over,
    propped_up,
    twist_entry_s,
    uprightness,
)
from formcheck.pose import FloatArray
from formcheck.posture import Range

TWISTED = ("twist_left", "twist_right")
OVER = 0.25
"""How far a leg must go over; rendered ones go 0.3 to 0.6 and more."""
NOT_OVER = 0.03
"""Legs that lie long seem to go over by less; who begins to roll over swings an arm along."""

TAKEN_FOR_FRONT = (0.5, 0.83)
"""The front of who truly lies on the back points up by more, 0.86 to 1 by 112 rendered bodies; by
0.71 and 0.8 did those of two who lay face down and whose back was taken for the front."""


def face_down(body: Body) -> FloatArray:
    """How much of the back is seen, or 1 of a body that seems to lie on it as nobody can."""
    low, high = TAKEN_FOR_FRONT
    front = front_up(body)
    return choose((front > low) & (front < high), 1.0, back_view(body))


CROCODILE_TWIST = Exercise(
    id="crocodile_twist",
    name="Crocodile twist",
    views=("oblique", "side", "top"),
    setup=(
        "Lie face down, legs long, arms out to the sides as a T, forehead on the mat, one full "
        "breath. Breathing in, lift one leg and roll it over to the other side until its foot "
        "lands flat on the mat. Breathing out, turn the upper shoulder slowly up. Hold for three "
        "breaths. Roll back flat, other side, then child's pose."
    ),
    camera="Beside the head end of the mat, at 1.2 m height, the whole body in the picture.",
    rest_phase="prone",
    start=(
        Range(uprightness, -0.8, 0.7),
        Range(face_down, at_least=0.05),
        Range(propped_up, at_most=0.37),  # up to 0.26 by arms on the mat, from 0.47 in the cobra
        Range(on("left", knee_flexion), at_most=50),
        Range(on("right", knee_flexion), at_most=50),
        # up to 0.09 in 75 rendered sets; who is over already is taken for prone now and then
        Range(larger(leg_over), at_most=0.15, or_hidden=True),
    ),
    ways=(
        Way("twist_left", on("left", leg_over), OVER, "left", rest=0.0),
        Way("twist_right", on("right", leg_over), OVER, "right", rest=0.0),
    ),
    goal=Holds(gap_s=1.0, on_the_way_speed=0.18),  # a trunk that rolls goes hardly anywhere
    within=(
        Range(uprightness, -0.9, 0.8),
        STAYS_DOWN,
        # 0.5 to 2.3 but in one of 37 rendered sets, in child's pose 0.2 to 0.35
        Range(larger(hip_to_ankle), at_least=0.45, or_hidden=True),
    ),
    checks=(
        Check(
            "foot_planted",
            working(partial(height, joint="ankle")),
            Limit(0.3, 0.22),
            "torso",
            "Let your foot rest flat on the mat",
            during=TWISTED,
            views=("foot",),  # from the side a foot on the far edge of the mat looks as high
            against=Against.START,
        ),
        Check(
            "arms_in_t",
            arms_off_square,
            Limit(30, 25),  # rendered arms within 30 degrees read up to 29, others 31 to 73
            "deg",
            "Reach your arms out like a T",
            during=("prone",),
            when=(
                Range(back_view, at_least=0.33),  # from lower an arm hides behind the body
                Range(on("left", leg_over), at_most=NOT_OVER),
                Range(on("right", leg_over), at_most=NOT_OVER),
            ),
        ),
        Check(
            "bottom_shoulder_grounded",
            resting(partial(height, joint="shoulder")),
            Limit(0.15, 0.11),
            "torso",
            "Keep the lower shoulder on the mat",
            Severity.ALERT,
            during=TWISTED,
            views=("foot",),  # from elsewhere one on the mat looks as high as a lifted one
            against=Against.START,
        ),
        MoveCheck(
            "slow_entry",
            twist_entry_s,
            Limit(1.3, 1.4),  # rolled over within 0.9 s 0.8 to 1.2 in 5 of 6 sets, in 2 s from 1.33
            "s",
            "Roll over slowly",
            span=entry_span_s,
        ),
    ),
)
