"""From child's pose to the cobra and back, seen from the side. The seat's way drives it."""

from dataclasses import replace
from functools import partial

from formcheck.body import near
from formcheck.checks import Against, Check, Limit
from formcheck.exercise import Exercise, Repetitions, Way
from formcheck.exercises.childs_pose import SEAT_TO_HEELS
from formcheck.exercises.cobra import HIPS_DOWN, NECK, OVER_ARCH, shoulders_down
from formcheck.measures import along, hip_height, hip_to_ankle, knee_flexion, trunk_elevation
from formcheck.posture import Range

FLAT_HIP = 0.11
"""Height of the hip over the knee when both lie on the mat: 0.10 to 0.14 in rendered bodies."""

UP = (Range(trunk_elevation, 18, 120), Range(near(knee_flexion), at_most=40))
"""In the cobra itself: chest up, legs long."""

CHILDS_POSE_TO_COBRA = Exercise(
    id="childs_pose_to_cobra",
    name="Child's pose to cobra",
    views=("side",),
    setup=(
        "Fold into child's pose. The weight moves from the legs to the hands; as the legs "
        "straighten the back arches into a full cobra: shoulder blades down, chest open, long "
        "neck. Without moving the hands press back, still arched, until the seat meets the heels; "
        "round forward."
    ),
    camera="Beside the mat at mid-body, at hip height, the whole body in the picture.",
    rest_phase="child",
    start=(
        Range(trunk_elevation, -40, 35),
        Range(near(knee_flexion), at_least=95),
        Range(near(hip_to_ankle), at_most=1.0),
    ),
    ways=(Way("cobra", near(hip_to_ankle), reach=0.5, own_range=0.5, shortest_s=0.8),),
    goal=Repetitions(("cobra",), target=7, enough=5, open_end=True),
    within=(Range(trunk_elevation, -50, 110),),
    checks=(
        replace(
            OVER_ARCH,
            limit=Limit(55, 48),
            against=Against.ZERO,  # the start is folded, not flat
            during=("cobra",),
            when=UP,
        ),
        replace(NECK, during=("cobra",), when=UP),
        shoulders_down(1.5, 1.8, UP),  # rendered bodies 1.6 to 2.9, those who shrug 1.3 to 1.8
        Check(
            "hands_fixed",
            near(partial(along, joint="wrist")),
            Limit(0.3, 0.24),
            "torso",
            "Leave your hands where they are",
            against=Against.DEVIATION,
        ),
        replace(SEAT_TO_HEELS, during=("child",)),
        replace(
            HIPS_DOWN,
            limit=Limit(FLAT_HIP + 0.14, FLAT_HIP + 0.1),
            measure=near(hip_height),
            against=Against.ZERO,
            during=("cobra",),
            when=UP,
        ),
    ),
)
