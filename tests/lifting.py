"""The plainest exercise: the chest goes up and comes down; the hips should stay down."""

from collections.abc import Iterable

from formcheck.assessment import Assessment
from formcheck.body import near
from formcheck.checks import Check, Limit, Severity
from formcheck.exercise import Exercise, Repetitions, Way
from formcheck.measures import chest_height, hip_height, trunk_elevation
from formcheck.pose import Pose, unseen
from formcheck.posture import Range
from formcheck.session import Session
from tests.figure import Figure
from tests.movement import FACE_DOWN, SAME, SETTLE, Movement, Step, summary_of

HIPS_DOWN = Check(
    "hips_down", near(hip_height), Limit(0.2, 0.15), "torso", "Hips down", Severity.ALERT
)
LIFTING = Exercise(
    id="lifting",
    name="Lifting",
    views=("side",),
    setup="Lie face down and lift the chest.",
    camera="Beside the mat.",
    rest_phase="down",
    start=(Range(trunk_elevation, -20, 25), Range(near(hip_height), at_most=0.3)),
    ways=(Way("up", near(chest_height), reach=0.2, own_range=0.45),),
    goal=Repetitions(("up",), target=5, enough=3),
    checks=(HIPS_DOWN,),
    within=(Range(near(hip_height), at_most=0.65),),
)
PAUSE_S = 1.4
"""Long enough at rest for the start position to be learnt anew."""


def lifts(
    angles: Iterable[float],
    way_s: float = 1.0,
    pause_s: float = PAUSE_S,
    settle: Step = SETTLE,
    start: Figure = FACE_DOWN,
) -> Movement:
    """Return lifts by so many degrees; 15 and more are repetitions."""
    steps = [settle]
    for angle in angles:
        steps += [(way_s, {"trunk": angle}), (way_s, {"trunk": 0.0}), (pause_s, SAME)]
    return Movement(start, steps)


def assessments(poses: Iterable[Pose], exercise: Exercise = LIFTING) -> list[Assessment]:
    """Return what a session says after each pose."""
    session = Session(exercise)
    return [session.update(pose) for pose in poses]


def counted(poses: Iterable[Pose]) -> int:
    """Return how many repetitions there were."""
    return len(summary_of(LIFTING, poses).repetitions)


def hidden(poses: Iterable[Pose], since_s: float, until_s: float) -> list[Pose]:
    """Return the poses with nobody seen for a while."""
    return [
        unseen(pose.timestamp_s) if since_s <= pose.timestamp_s < until_s else pose
        for pose in poses
    ]
