"""Face down: cobra, its kicks, the upper back lift and the crocodile twist."""

from dataclasses import dataclass, replace

from samples.render.keyposes.fitting import (
    HANDS_BACK,
    PITCH,
    Span,
    fitted,
    hands_apart,
    hands_back_m,
    hands_beside,
    leant,
    on_mat,
    reaching,
    with_hands,
)
from samples.render.keyposes.kneeling import CHILD, SEAT_UP
from samples.render.posing import Poser
from samples.render.posture import Bend, Foot, Leg, Posture, Side, Sides, both, mix, plus


def _long(hip_deg: float = -2.0, abduction_deg: float = -7.0) -> Sides[Leg]:
    return both(Leg(hip_deg, 4.0, 64.0, abduction_deg, knee_rests=1.0, shank_rests=1.0))


PRONE = Posture(
    pitch_deg=90,
    neck=Bend(-5),
    head_rests=1,
    legs=_long(),
    arms=on_mat((0.24, -0.45, 0.045), elbow=(0.4, 1, 0.8)),
    on_trunk=1,
    hips_anchored=1,
    anchor_m=(0, -0.1),
)
COBRA = replace(
    PRONE,
    pitch_deg=84,
    lumbar=Bend(-26),
    thoracic=Bend(-20),
    neck=Bend(3),
    head=Bend(2),
    head_rests=0,
    legs=_long(-8),
    arms=on_mat((0.22, -0.45, 0.045), elbow=(0.5, 1, 0.2)),
)
FULL_COBRA = replace(
    COBRA,
    lumbar=Bend(-32),
    thoracic=Bend(-22),
    legs=_long(-14),
    arms=on_mat((0.2, -0.45, 0.045), elbow=(0.5, 1, 0.2)),
    on_trunk=0,
    hips_anchored=0,
    anchor_m=(0, 0.34),
)
LOW_V = replace(
    PRONE,
    legs=_long(abduction_deg=6),
    arms=on_mat((0.33, 0.02, 0.05), (1, 0, 0.3), fingers=(0.3, 1, 0), thumb=(-0.2, 0, 1)),
)
LIFT = replace(
    LOW_V,
    pitch_deg=86,
    lumbar=Bend(-18),
    thoracic=Bend(-18),
    neck=Bend(-6),
    head_rests=0,
    legs=_long(-6, abduction_deg=6),
    arms=on_mat((0.30, 0.02, 0.26), (1, 0, 0.2), fingers=(0.3, 1, 0), thumb=(-0.2, 0, 1)),
)
ARMS_OUT = replace(
    PRONE,
    legs=_long(abduction_deg=3),
    arms=on_mat((0.6, -0.5, 0.045), (0, 1, 0.6), fingers=(1, 0, 0), thumb=(0, -1, 0)),
)
HIPS_UP = Posture(pitch_deg=-6, lift_m=0.11, legs=both(Leg(hip_deg=-12)))
"""What lifts the hips of a cobra off the mat."""
LEGS_UP = Posture(legs=both(Leg(hip_deg=-3, knee_rests=-1, shank_rests=-1)))
"""What lifts the legs together with the chest."""
FOOT_UP = Posture(
    legs=Sides(Leg(), Leg(foot=Foot((0.05, 0, 0.12), instep=(0, 0.3, 0)))),
)
"""What lets the crossing foot of a crocodile float."""


@dataclass(frozen=True)
class Pair:
    """Where a movement starts and where it goes."""

    start: Posture
    peak: Posture


def cobra(poser: Poser) -> Pair:
    """Return lying face down and the cobra for a body, hands under the shoulders."""
    start = hands_beside(poser, PRONE, "shoulder", ahead_m=-0.02)
    return Pair(start, with_hands(COBRA, back=hands_back_m(start)))


def hips_up(poser: Poser, cobra: Posture) -> Posture:
    """Return a cobra that hangs between hands and feet."""
    return leant(poser, plus(cobra, HIPS_UP), 0.985, Span(-5, 25))


def upper_back_lift(poser: Poser) -> Pair:
    """Return lying with the arms in a low V, and the lift."""
    start = hands_beside(poser, LOW_V, "hip")
    start = fitted(poser, start, HANDS_BACK, reaching(0.975), Span(-0.4, 0.05))
    return Pair(start, with_hands(LIFT, back=hands_back_m(start) + 0.02))


def childs_pose_to_cobra(poser: Poser) -> Pair:
    """Return child's pose and the full cobra with the hands in one place."""
    peak = hands_beside(poser, FULL_COBRA, "shoulder", ahead_m=0.03)
    child = with_hands(CHILD, outward=0.2, back=hands_back_m(peak))
    return Pair(_behind_hands(poser, child), peak)


def half_way(poser: Poser, start: Posture, peak: Posture) -> Posture:
    """Return the posture between child's pose and cobra, hands where they are."""
    return _behind_hands(poser, mix(start, peak, 0.5))


def seat_up(poser: Poser, child: Posture) -> Posture:
    """Return child's pose with the seat off the heels and the hands where they are."""
    return _behind_hands(poser, plus(child, SEAT_UP))


def _behind_hands(poser: Poser, posture: Posture) -> Posture:
    """Return the posture as far behind the hands as the arms are long."""
    back = Posture(anchor_m=(0, 1))
    return fitted(poser, posture, back, reaching(0.985), Span(-0.35, 0.35))


def crocodile_twist(poser: Poser) -> Pair:
    """Return lying with the arms in a T, and the right leg rolled over to the left."""
    start = hands_beside(poser, ARMS_OUT, "shoulder")
    start = hands_apart(poser, start, 0.97, Span(0.4, 1.0))
    along = start.anchor_m[1]
    right = Foot((-0.30, along + 0.34, 0), (0.1, 0.25, 1), (-0.55, 0.8, 0), (0, 0, 1))
    left = Foot((-0.02, along + 0.86, 0), (-1, 0, 0.1), (-0.3, 1, -0.1), (-1, -0.2, 0.35))
    legs = start.legs.left
    placed = replace(legs, knee_rests=0, shank_rests=0, placed=1)
    peak = replace(
        start,
        turn_deg=-92,
        lumbar=Bend(twist_deg=38),
        thoracic=Bend(twist_deg=38),
        neck=Bend(-5, twist_deg=-10),
        legs=Sides(replace(placed, foot=left), replace(placed, foot=right)),
    )
    height = float(poser.pose(start).points["shoulder left"][2])
    level = fitted(
        poser,
        peak,
        PITCH,
        lambda figure: float(figure.points["shoulder left"][2]) - height,
        Span(-5, 18),
    )
    return Pair(start, level)


def kicking(posture: Posture, side: Side, knee_deg: float) -> Posture:
    """Return the posture with one heel brought to the seat."""

    def kick(leg: Leg) -> Leg:
        return replace(leg, knee_deg=knee_deg, ankle_deg=20.0, shank_rests=0.0)

    left, right = posture.legs.left, posture.legs.right
    legs = Sides(kick(left), right) if side == "left" else Sides(left, kick(right))
    return replace(posture, legs=legs)
