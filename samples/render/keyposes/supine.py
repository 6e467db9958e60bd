"""Face up: the supine twist."""

from dataclasses import dataclass, replace

from samples.render.keyposes.fitting import (
    PITCH,
    Span,
    as_high,
    fitted,
    hands_apart,
    hands_beside,
    on_mat,
    pinned,
    reaching,
    straight_leg_m,
    with_hands,
)
from samples.render.posing import Poser
from samples.render.posture import Bend, Foot, Leg, Posture, Reach, Sides, both

SUPINE = Posture(
    pitch_deg=-90,
    neck=Bend(6),
    head=Bend(4),
    head_rests=1,
    arms=on_mat((0.42, 0.25, 0.045), (1, 0.3, -0.2), fingers=(0.5, -1, 0), thumb=(0, 0, 1)),
    on_trunk=1,
    hips_anchored=1,
    anchor_m=(0, 0.1),
)
BELOW_KNEE = Reach((0.055, -0.085, -0.04), (1, 0.2, -0.3), (-1, 0, 0), (0, 0.2, 1))
"""A hand that holds the shin just below the knee."""
SHOULDER_UP = Posture(lumbar=Bend(twist_deg=14), thoracic=Bend(twist_deg=22))
"""What lets the chest go over with the knee, written for the right."""


@dataclass(frozen=True)
class SupineTwist:
    """The postures of the supine twist, written for the right knee."""

    supine: Posture
    knee_in: Posture
    twist: Posture
    hug: Posture


def supine_twist(poser: Poser) -> SupineTwist:
    """Return the supine twist for a body."""
    feet = SUPINE.anchor_m[1] - straight_leg_m(poser)
    lying = Foot((0.15, feet, 0), (0.3, 0, 1), (0.4, -0.5, 1), (0, 1, 0.3))
    legs = both(Leg(2, 6, 25, 5, placed=1, foot=lying))
    supine = hands_beside(poser, replace(SUPINE, legs=legs), "shoulder", ahead_m=0.30)
    knee_in, hug = _knee_in(poser, supine), _hug(poser, supine)
    return SupineTwist(supine, knee_in, _twist(poser, supine), hug)


def _knee_in(poser: Poser, supine: Posture) -> Posture:
    arms = supine.arms
    held = replace(
        supine,
        thoracic=Bend(8),
        legs=Sides(supine.legs.left, Leg(0, 128, 25)),
        arms=Sides(
            replace(arms.left, other_knee=BELOW_KNEE, on_other_knee=1),
            replace(arms.right, own_knee=BELOW_KNEE, on_own_knee=1),
        ),
    )
    hip = Posture(legs=Sides(Leg(), Leg(hip_deg=1)))
    return pinned(poser, fitted(poser, held, hip, reaching(0.985), Span(95, 150)))


def _hug(poser: Poser, supine: Posture) -> Posture:
    holding = replace(supine.arms.left, own_knee=BELOW_KNEE, on_own_knee=1)
    held = replace(supine, thoracic=Bend(8), legs=both(Leg(0, 138, 25, 3)), arms=both(holding))
    hips = Posture(legs=both(Leg(hip_deg=1)))
    return pinned(poser, fitted(poser, held, hips, reaching(0.97), Span(95, 150)))


def _twist(poser: Poser, supine: Posture) -> Posture:
    open_arms = hands_beside(poser, with_hands(supine, outward=0.6), "shoulder")
    open_arms = hands_apart(poser, open_arms, 0.96, Span(0.4, 1.0))
    feet = supine.anchor_m[1] - straight_leg_m(poser)
    long_leg = Foot((0.06, feet, 0), (0.7, 0.1, 0.6), (0.9, -0.25, 0.3), (0.2, 1, 0.1))
    twist = replace(
        open_arms,
        turn_deg=84,
        lumbar=Bend(twist_deg=-38),
        thoracic=Bend(twist_deg=-42),
        neck=Bend(6, twist_deg=-32),
        head=Bend(4, twist_deg=-18),
        legs=Sides(replace(supine.legs.left, placed=1, foot=long_leg), Leg(88, 92, 25, -22)),
    )
    height = float(poser.pose(supine).middle("shoulder")[2])
    return pinned(poser, fitted(poser, twist, PITCH, as_high("shoulder", height), Span(-20, 5)))
