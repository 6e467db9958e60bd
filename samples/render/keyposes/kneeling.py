"""On hands and knees, and folded down from there: cat, cow and child's pose."""

from dataclasses import dataclass, replace

from samples.render.keyposes.fitting import (
    HANDS_BACK,
    Span,
    fitted,
    hands_back_m,
    hands_beside,
    leant,
    on_mat,
    reaching,
    with_hands,
)
from samples.render.posing import Poser
from samples.render.posture import Bend, Leg, Posture, Sides, both, plus


def _kneeling(hip_deg: float, knee_deg: float = 92.0, abduction_deg: float = 0.0) -> Sides[Leg]:
    return both(Leg(hip_deg, knee_deg, 62.0, abduction_deg, shank_rests=1.0))


TABLE = Posture(
    pitch_deg=76,
    lumbar=Bend(2),
    thoracic=Bend(2),
    neck=Bend(-8),
    head=Bend(-5),
    legs=_kneeling(76),
    arms=on_mat((0.16, -0.2, 0.045), elbow=(0.35, 1, 0)),
    on_knees=1,
    anchor_m=(0, 0.24),
)
CAT = replace(
    TABLE,
    pitch_deg=47,
    lumbar=Bend(28),
    thoracic=Bend(26),
    neck=Bend(35),
    head=Bend(15),
    legs=_kneeling(49),
)
COW = replace(
    TABLE,
    pitch_deg=94,
    lumbar=Bend(-15),
    thoracic=Bend(-11),
    neck=Bend(-7),
    head=Bend(-6),
    legs=_kneeling(94),
)
CHILD = replace(
    TABLE,
    pitch_deg=64,
    lumbar=Bend(20),
    thoracic=Bend(12),
    neck=Bend(),
    head=Bend(),
    head_rests=1,
    legs=_kneeling(138, knee_deg=150, abduction_deg=8),
    arms=on_mat((0.18, -0.7, 0.045), elbow=(1, 0.2, 0.5)),
    anchor_m=(0, 0.05),
)
SWAYBACK = Posture(lumbar=Bend(-24), hinge=0.8)
"""What turns a cow into one that hangs in the lower back."""
SEAT_UP = Posture(pitch_deg=20, legs=both(Leg(hip_deg=-18, knee_deg=-26)))
"""What lifts the seat off the heels in child's pose."""


@dataclass(frozen=True)
class CatCow:
    """The postures of cat and cow with the hands in one place."""

    table: Posture
    cat: Posture
    cow: Posture
    over_arched: Posture


def cat_cow(poser: Poser, strength: float) -> CatCow:
    """Return cat and cow for a body, and a cow with the given amount of swayback."""
    table = TABLE
    for _ in range(4):  # hands and trunk settle together
        table = hands_beside(poser, table, "shoulder")
        table = leant(poser, table, 0.998, Span(-20, 20))
    hands = hands_back_m(table)
    cat, cow = with_hands(CAT, back=hands), with_hands(COW, back=hands)
    swayed = plus(cow, SWAYBACK, strength)
    span = Span(-30, 30)
    return CatCow(table, *(leant(poser, pose, 0.99, span) for pose in (cat, cow, swayed)))


def childs_pose(poser: Poser) -> Posture:
    """Return child's pose for a body, arms long ahead."""
    start = with_hands(CHILD, back=0.0)
    return fitted(poser, start, HANDS_BACK, reaching(0.95), Span(-1.1, -0.5))
