"""The seated twist, seen from the front. The turn of the shoulders drives it."""

from formcheck.body import on, resting, since_start, working
from formcheck.checks import Against, Check, Limit
from formcheck.exercise import Exercise, Holds, Way
from formcheck.measures import (
    chest_turned,
    elbow_off_thigh,
    face_past_chest,
    head_lead,
    hip_height,
    seat_over_knees,
    seat_tipped,
    shoulder_turn,
    shoulders_tilt,
    straighter_knee,
    trunk_lean,
    uprightness,
)
from formcheck.posture import Range

TWISTED = ("twist_left", "twist_right")
TURNED_DEG = 29.0
"""A chest turned this far has twisted."""
TURNED = Range(working(chest_turned), at_least=TURNED_DEG)
"""Who turns slowly is on the way to the thigh until then: in a rendered set the elbow was 1.4 torso
lengths off it at 27 degrees, and there at 68."""
UPRIGHT = Range(since_start(trunk_lean), -14, 14)
"""Of who leans further aside, 16 to 43 degrees in 14 rendered sets, elbow and hips are misread."""
GROUNDED = Range(seat_tipped, at_most=0.07)
"""Of who lifts one side the elbow seems off the thigh, in 3 of 17 rendered sets by 0.28 to 0.3."""
HEAD_ALONG = Range(working(face_past_chest), at_most=36, or_hidden=True)
"""A head that turns further takes the hips along: of 76 rendered sets that sit well 5 seem tipped,
4 of them with the face 39 to 47 degrees past the chest; of those that are tipped none has over 37.
"""

ON_THE_SEAT = Range(seat_over_knees, at_most=0.5)
"""-0.7 to 0.44 of who sits in 154 rendered sets, 0.5 to 0.85 of who kneels or stands."""
SITTING = (ON_THE_SEAT, Range(uprightness, at_least=0.3))
"""The trunk is up by 0.62 to 1 in 110 rendered sets, also bent far aside; of who has lain down by
0.13 at most, of who is folded by 0.3."""

SEATED_TWIST = Exercise(
    id="seated_twist",
    name="Seated twist",
    views=("front",),
    setup=(
        "Sit with long legs. Bend one leg, its foot inside the other thigh; the hand of that side "
        "behind you, the other elbow to the outside of the bent thigh. Breathing in, sit tall; "
        "breathing out, twist slowly and look over the shoulder. The twist is the point, not how "
        "far the head turns. Three breaths, then the other side."
    ),
    camera="In front of you, at chest height of the seated body, all of it in the picture.",
    rest_phase="seated",
    start=(
        Range(trunk_lean, -15, 15),
        Range(on("left", shoulder_turn), -25, 25),
        Range(on("left", hip_height), at_most=0.65),
        Range(on("right", hip_height), at_most=0.65),
        Range(straighter_knee, at_most=70),
    ),
    ways=(
        Way("twist_left", on("left", chest_turned), TURNED_DEG, "left", unit="deg"),
        Way("twist_right", on("right", chest_turned), TURNED_DEG, "right", unit="deg"),
    ),
    goal=Holds(gap_s=0.5, settling_s=0.4),  # shoulders tell the way; hidden arms jump in the hold
    within=SITTING,
    checks=(
        Check(
            "sit_tall",
            trunk_lean,
            Limit(15, 12),
            "deg",
            "Sit up tall",
            during=TWISTED,
            against=Against.DEVIATION,
        ),
        Check(
            "shoulders_level",
            shoulders_tilt,
            Limit(20, 17),  # rendered level shoulders read up to 20, 12 of 13 tilted ones 23 to 45
            "deg",
            "Level your shoulders",
            during=TWISTED,
        ),
        Check(
            "hips_grounded",
            seat_tipped,
            Limit(0.1, 0.085),  # rendered seats on the mat read up to 0.095, lifted ones 0.1 to 0.3
            "torso",
            "Keep both sit bones down",
            during=TWISTED,
            when=(UPRIGHT, HEAD_ALONG),
        ),
        Check(
            "neck_leads",
            working(head_lead),
            Limit(45, 40),
            "deg",
            "Turn from your spine, not your neck",
            during=TWISTED,
        ),
        Check(
            "elbow_to_thigh",
            resting(elbow_off_thigh),
            Limit(0.23, 0.19),  # rendered elbows on the thigh up to 0.22, others 0.27 to 0.7
            "torso",
            "Bring your elbow to your thigh",
            during=TWISTED,
            when=(UPRIGHT, GROUNDED, TURNED),
        ),
    ),
)
