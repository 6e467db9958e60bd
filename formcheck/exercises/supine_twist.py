"""The twist on the back, seen from the side. The knee that crosses the body drives it."""

from functools import partial

from formcheck.body import Body, on, since_start, working
from formcheck.checks import Against, Check, Limit, MoveCheck, Severity
from formcheck.elementwise import choose
from formcheck.exercise import Exercise, Holds, Way
from formcheck.landmarks import SIDES, Side
from formcheck.measures import (
    entry_span_s,
    front_up,
    gaze_to_knee,
    height,
    knee_come_over,
    knee_let_go,
    knee_raised,
    shoulder_lift,
    shoulder_lifted,
    trunk_depth,
    trunk_elevation,
    twist_entry_s,
    uprightness,
)
from formcheck.measures.draping import UNCROSSED
from formcheck.measures.orientation import trunk_axes
from formcheck.pose import FloatArray
from formcheck.posture import Range

TWISTED = ("twist_left", "twist_right")
ACROSS = 0.3
"""How far it must go from there; rendered twists go 0.4 to 0.75."""
KNEE_IN = 0.5
"""A knee drawn to the chest is so much higher than the other: in 27 of 28 rendered sets in which
one was, for 0.4 s and more, it was the one that went over then."""

STAYS_DOWN = Range(since_start(uprightness), -0.4, 0.4)
"""-0.3 to 0.2 in 190 rendered sets of both lying twists; 0.6 of who sits up or comes into cobra."""
NOT_ROLLED_OVER = tuple(
    Range(since_start(on(side, partial(height, joint="shoulder"))), at_most=0.42, or_hidden=True)
    for side in SIDES
)
"""Shoulders rise by up to 0.36 in 92 rendered sets, lifted ones among them, and by 0.46 if somebody
rolls over to get up."""
FLAT = Range(shoulder_lifted, at_most=0.2, or_hidden=True)
"""A shoulder that is lifted takes the ears along, by which the gaze is told, and turns the line
along which a knee goes over."""
FROM_ABOVE = 0.7
"""The front of who lies below the camera points to it by more: 0.9 to 1 by 5 rendered bodies, up to
0.5 from beside the mat but for one of 0.87 from as high as 1.5 m."""


def elevation_on_back(body: Body) -> FloatArray:
    """Slope of the trunk over the mat: 180 supine, whichever way the head lies seen from above.

    There the face is turned to neither side of the trunk.
    """
    slope = trunk_elevation(body)
    front = trunk_axes(body)[1]
    unsided = (front[..., 2] > FROM_ABOVE) & (slope < 90)
    return choose(unsided, 180 - slope, slope)


def draped(side: Side) -> Way:
    """Return the way of a knee that is drawn in and goes over."""
    drawn_in = Range(on(side, knee_raised), at_least=KNEE_IN)
    way = on(side, knee_let_go)
    return Way(f"twist_{side}", way, ACROSS, side, UNCROSSED, led_by=drawn_in)


SUPINE_TWIST = Exercise(
    id="supine_twist",
    name="Supine twist",
    views=("side", "top"),
    setup=(
        "On the back. One knee to the chest, hands below it, a full breath; then drape the knee "
        "slowly over to the other side and look the other way. Both shoulders stay flat: if one "
        "lifts, come gently out. Hold for three breaths, then the other side. End with a hug."
    ),
    camera="Beside the mat at mat to knee height, the whole body in the picture.",
    rest_phase="supine",
    start=(
        Range(elevation_on_back, 150, 210),
        Range(trunk_depth, at_most=0.5),  # up to 0.25 from beside the mat, from 0.8 from its end
        Range(front_up, at_least=0.8),  # 0.9 or more; less by bodies whose back is taken for it
    ),
    ways=tuple(draped(side) for side in SIDES),
    goal=Holds(gap_s=0.7),
    within=(Range(trunk_depth, at_most=0.75), STAYS_DOWN, *NOT_ROLLED_OVER),
    checks=(
        Check(
            "both_shoulders_flat",
            working(shoulder_lift),
            Limit(0.24, 0.2),  # rendered: up to 0.21 lying flat, 30 of 31 lifted 0.23 to 0.49
            "torso",
            "Keep both shoulders on the mat",
            Severity.ALERT,
            during=TWISTED,
            views=("side",),  # from above lifted shoulders are as far apart as flat ones
            against=Against.START,
        ),
        Check(
            "knee_across",
            working(knee_come_over),
            Limit(0.1, 0.14),  # rendered knees that do not cross up to 0.12, others 0.16 to 0.9
            "torso",
            "Let your knee fall across your body",
            during=TWISTED,
            when=(FLAT,),
        ),
        Check(
            "gaze_opposite",
            gaze_to_knee,
            Limit(17, 11),
            "deg",
            "Look the other way",
            during=TWISTED,
            when=(Range(working(knee_come_over), at_least=-0.1), FLAT),
        ),
        MoveCheck(
            "slow_entry",
            twist_entry_s,
            Limit(1.3, 1.4),  # lowered within 0.9 s 0.7 to 1.2 in 7 of 8 sets, within 2 s from 1.47
            "s",
            "Lower your knee slowly",
            span=entry_span_s,
        ),
    ),
)
