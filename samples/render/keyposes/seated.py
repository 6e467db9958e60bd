"""Sitting: the seated twist, and the side bend and articulation in butterfly."""

from dataclasses import dataclass, replace

from samples.render.keyposes.fitting import (
    HANDS_OUT,
    PITCH,
    Span,
    fitted,
    hands_apart,
    on_mat,
    reaching,
    straight_leg_m,
    with_hands,
)
from samples.render.posing import Figure, Poser
from samples.render.posture import Arm, Bend, Foot, Leg, Posture, Reach, Sides, both, plus

LONG_SEAT = Posture(
    pitch_deg=-3,
    lumbar=Bend(2),
    arms=on_mat((0.27, 0.24, 0.12), (0.5, 1, 0), fingers=(0.4, 0.4, -0.8), thumb=(0, -1, 0)),
    on_trunk=1,
    hips_anchored=1,
    anchor_m=(0, 0.15),
)
SOLES_TOGETHER = Foot((0.035, -0.26, 0), (1, -0.15, 0.1), (0.25, -1, 0), (1, 0, 0.5))
BUTTERFLY = Posture(
    pitch_deg=2,
    legs=both(Leg(88, 120, 0, 50, placed=1, foot=SOLES_TOGETHER)),
    arms=on_mat((0.36, 0.10, 0.12), (0.6, 1, 0), fingers=(0.4, -0.1, -0.9), thumb=(0, -1, 0)),
    on_trunk=1,
    hips_anchored=1,
    anchor_m=(0, 0.12),
)
SLUMP = Posture(
    pitch_deg=-16,
    lumbar=Bend(32),
    thoracic=Bend(14),
    neck=Bend(-8),
    arms=Sides(Arm(mat=Reach(hand_m=(-0.15, -0.05, 0))), Arm()),
)
"""What lets the back sink in a seated twist to the right."""
ARM_LOW = Posture(arms=Sides(Arm(chest=Reach(hand_m=(0.5, 0, -0.85))), Arm()))
"""What keeps the left arm from sweeping overhead in a bend to the right."""
WAIST_FOLD = Posture(lumbar=Bend(-38), neck=Bend(8), hinge=0.8)
"""What makes the arch hang in the lower back."""


@dataclass(frozen=True)
class SeatedTwist:
    """The postures of the seated twist, written for the right."""

    seat: Posture
    twist: Posture


@dataclass(frozen=True)
class SideBend:
    """The postures of the butterfly side bend, written for the right."""

    upright: Posture
    centre: Posture
    bend: Posture


@dataclass(frozen=True)
class Articulation:
    """The postures of the butterfly articulation."""

    rest: Posture
    round: Posture
    arch: Posture
    over_arched: Posture


def seated_twist(poser: Poser) -> SeatedTwist:
    """Return the seated twist for a body."""
    back = LONG_SEAT.anchor_m[1]
    ahead = Foot(
        (0.15, back - straight_leg_m(poser), 0), (0.1, 0, 1), (0.15, -0.25, 1), (0, 1, 0.2)
    )
    seat = replace(LONG_SEAT, legs=both(Leg(88, 4, placed=1, foot=ahead)))
    seat = hands_apart(poser, seat, 0.985, Span(0.16, 0.5))
    crossed = Foot((-0.03, back - 0.36, 0), (0.25, -0.3, 1), (0, -1, 0), (0, 0, 1))
    hooked = Reach((-0.24, back - 0.26, 0.58), (-0.1, -0.5, -1), (-0.1, -0.2, 1), (0, 1, 0))
    behind = Reach((0.06, back + 0.20, 0.12), (0.5, 1, 0), (0.3, 0.7, -0.7), (-1, 0, 0))
    twist = replace(
        seat,
        turn_deg=-6,
        lumbar=Bend(2, twist_deg=-18),
        thoracic=Bend(twist_deg=-34),
        neck=Bend(twist_deg=-20),
        head=Bend(twist_deg=-6),
        legs=Sides(seat.legs.left, replace(seat.legs.right, foot=crossed)),
        arms=Sides(Arm(mat=hooked), Arm(mat=behind)),
    )
    return SeatedTwist(seat, twist)


def side_bend(poser: Poser) -> SideBend:
    """Return the butterfly side bend for a body."""
    upright = hands_apart(poser, BUTTERFLY, 0.985, Span(0.16, 0.6))
    beside = upright.anchor_m[1] - 0.02
    forward = replace(upright, pitch_deg=10, lumbar=Bend(10), thoracic=Bend(6))
    forward = with_hands(forward, back=beside)
    swept = Reach((-0.02, -0.06, 0.57), (1, 0.1, 0.3), (-0.9, 0, 0.5), (0, 1, 0))
    propped = Reach((0.45, beside, 0.06), (0.3, 1, 0.3), (1, -0.2, -0.1), (0, -1, 0))
    bend = replace(
        upright,
        lumbar=Bend(3, lateral_deg=-18),
        thoracic=Bend(lateral_deg=-20),
        neck=Bend(lateral_deg=-10),
        arms=Sides(
            replace(upright.arms.left, chest=swept, on_chest=1),
            Arm(mat=propped),
        ),
    )
    centre = hands_apart(poser, forward, 0.96, Span(0.2, 0.6))
    right_out = replace(HANDS_OUT, arms=Sides(Arm(), HANDS_OUT.arms.right))
    return SideBend(upright, centre, fitted(poser, bend, right_out, _right_reach, Span(-0.2, 0.25)))


def _right_reach(figure: Figure) -> float:
    return figure.reach["right"] - 0.95


def articulation(poser: Poser) -> Articulation:
    """Return the butterfly articulation for a body."""
    arm_m = poser.body.arms["left"].length_m / poser.body.scale
    back = BUTTERFLY.anchor_m[1] + 0.68 * arm_m
    behind = on_mat((0.2, back, 0.06), (0.3, 1, 0.2), fingers=(0.3, 1, -0.1))
    start = replace(BUTTERFLY, pitch_deg=0, arms=behind)
    rest = replace(start, lumbar=Bend(4), thoracic=Bend(4))
    rounded = replace(start, lumbar=Bend(36), thoracic=Bend(30), neck=Bend(30), head=Bend(12))
    arched = replace(start, lumbar=Bend(-11), thoracic=Bend(-13), neck=Bend(-10), head=Bend(-4))
    return Articulation(
        fitted(poser, rest, PITCH, reaching(0.985), Span(-40, 5)),
        fitted(poser, rounded, PITCH, reaching(0.93), Span(-55, 0)),
        fitted(poser, arched, PITCH, reaching(0.99), Span(-35, 12)),
        fitted(poser, plus(arched, WAIST_FOLD), PITCH, reaching(0.99), Span(-35, 35)),
    )
