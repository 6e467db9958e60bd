"""A user's own exercise: raising a straight arm, seen from the side."""

from formcheck.body import near
from formcheck.checks import Check, Limit, Severity
from formcheck.exercise import Exercise, Repetitions, Way
from formcheck.exercises.cobra import COBRA
from formcheck.measures import elbow_angle, trunk_elevation
from formcheck.posture import Range

BORROWED = COBRA  # one of formcheck's own does not count


def wrist_height(body, side):
    return body.joint("wrist", side)[..., 1] - body.joint("shoulder", side)[..., 1]


ARM_RAISE = Exercise(
    id="arm_raise",
    name="Arm raise",
    views=("side",),
    setup="Stand upright, arms down. Raise one arm to the front and over your head.",
    camera="Beside you, at hip height, the whole body in the picture.",
    rest_phase="down",
    start=(Range(trunk_elevation, 60, 120),),
    ways=(Way("up", near(wrist_height), reach=1.0),),
    goal=Repetitions(("up",), target=3, enough=2),
    checks=(
        Check(
            "elbows_straight",
            near(elbow_angle),
            Limit(150, 155),
            "deg",
            "Straighten your elbows",
            Severity.ALERT,
        ),
    ),
)
