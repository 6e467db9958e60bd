"""Makes postures fit a body: hands in reach, arms straight where they should be."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from samples.render.body import SIGN, bone_of
from samples.render.posing import Figure, Poser
from samples.render.posture import Arm, Foot, Leg, Posture, Reach, Side, Sides, Vector, both, plus
from samples.render.rotations import FloatArray

LEAN = Posture(pitch_deg=1.0, legs=both(Leg(hip_deg=1.0)))
"""The trunk turned about the hips by a degree, thighs kept."""
PITCH = Posture(pitch_deg=1.0)
HANDS_OUT = Posture(arms=both(Arm(mat=Reach(hand_m=(1.0, 0.0, 0.0)))))
HANDS_BACK = Posture(arms=both(Arm(mat=Reach(hand_m=(0.0, 1.0, 0.0)))))

Miss = Callable[[Figure], float]


@dataclass(frozen=True)
class Span:
    """Where to look for a number."""

    low: float
    high: float


def fitted(poser: Poser, posture: Posture, change: Posture, miss: Miss, span: Span) -> Posture:
    """Return the posture with as much of a change as brings the miss nearest to zero."""
    low, high = span.low, span.high
    best = low
    for count in (9, 7, 7):
        tried = np.linspace(low, high, count)
        misses = [abs(miss(poser.pose(plus(posture, change, times)))) for times in tried]
        best = float(tried[int(np.argmin(misses))])
        step = (high - low) / (count - 1)
        low, high = best - step, best + step
    return plus(posture, change, best)


def reaching(share: float) -> Miss:
    """Return how far the farther hand is from a share of the arm's length."""
    return lambda figure: max(figure.reach.values()) - share


def as_high(joint: str, height_m: float) -> Miss:
    """Return how far the middle of a joint is from a height."""
    return lambda figure: float(figure.middle(joint)[2]) - height_m


def on_mat(
    hand_m: Vector,
    elbow: Vector,
    fingers: Vector = (0.15, -1.0, 0.0),
    thumb: Vector = (-1.0, 0.0, 0.0),
) -> Sides[Arm]:
    """Return both arms reaching for the mat; palms down and fingers ahead unless told."""
    return both(Arm(mat=Reach(hand_m, elbow, fingers, thumb)))


def with_hands(
    posture: Posture,
    outward: float | None = None,
    back: float | None = None,
    up: float | None = None,
) -> Posture:
    """Return the posture with some of the places of both hands on the mat replaced."""

    def moved(arm: Arm) -> Arm:
        if arm.mat is None:
            raise ValueError("the arm does not reach for the mat")
        wanted = zip((outward, back, up), arm.mat.hand_m, strict=True)
        x, y, z = (old if new is None else new for new, old in wanted)
        return replace(arm, mat=replace(arm.mat, hand_m=(x, y, z)))

    arms = Sides(moved(posture.arms.left), moved(posture.arms.right))
    return replace(posture, arms=arms)


def hands_back_m(posture: Posture) -> float:
    """Return how far back on the mat the left hand is."""
    mat = posture.arms.left.mat
    if mat is None:
        raise ValueError("the arm does not reach for the mat")
    return mat.hand_m[1]


def pinned(poser: Poser, posture: Posture) -> Posture:
    """Return the same posture with both feet placed where they are.

    Between two such postures the feet go straight from place to place.
    """
    figure = poser.pose(posture)

    def pin(side: Side) -> Leg:
        hip, knee, ankle = (figure.points[f"{joint} {side}"] for joint in ("hip", "knee", "ankle"))
        foot = figure.chain.turns[bone_of("foot", side)] @ poser.body.legs[side].end
        place = (ankle - [0.0, 0.0, poser.body.ankle_m]) / poser.body.scale
        vectors = (place, knee - (hip + ankle) / 2, foot[:, 0], foot[:, 2])
        leg = posture.legs.of(side)
        return replace(leg, placed=1.0, foot=Foot(*(_sideways(v, side) for v in vectors)))

    return replace(posture, legs=Sides(pin("left"), pin("right")))


def _sideways(vector: FloatArray, side: Side) -> Vector:
    """Return (x, y, z) as (outward, back, up) of one side."""
    x, y, z = (float(part) for part in vector)
    return SIGN[side] * x, y, z


def straight_leg_m(poser: Poser) -> float:
    """Return how far from the hip the foot of a straight leg is."""
    return 0.998 * poser.body.legs["left"].length_m / poser.body.scale


def hands_beside(poser: Poser, posture: Posture, joint: str, ahead_m: float = 0.0) -> Posture:
    """Return the posture with the hands level with a joint along the mat, or ahead of it."""
    for _ in range(2):  # shoulders follow the hands a little
        along = float(poser.pose(posture).middle(joint)[1]) / poser.body.scale
        posture = with_hands(posture, back=along - ahead_m)
    return posture


def hands_apart(poser: Poser, posture: Posture, reach: float, span: Span) -> Posture:
    """Return the posture with the hands so far apart that the arms are straight enough."""
    return fitted(poser, with_hands(posture, outward=0.0), HANDS_OUT, reaching(reach), span)


def leant(poser: Poser, posture: Posture, reach: float, span: Span) -> Posture:
    """Return the posture with the trunk leant until the arms are straight enough."""
    return fitted(poser, posture, LEAN, reaching(reach), span)
