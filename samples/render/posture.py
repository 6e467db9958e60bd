"""A posture: the numbers that describe how the body is held.

Postures can be added, scaled and mixed number by number, so movement is a mix of two postures
and a fault is a small posture added to a good one. Directions and places on either side of the
body are (outward, back, up), so that left and right share their numbers. Lengths are for a body
of 1.63 m and grow with it.
"""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Generic, Literal, TypeVar

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
OTHER: dict[Side, Side] = {"left": "right", "right": "left"}

Vector = tuple[float, float, float]
ZERO: Vector = (0.0, 0.0, 0.0)

T = TypeVar("T")


@dataclass(frozen=True)
class Sides(Generic[T]):
    """One value for each side of the body."""

    left: T
    right: T

    def of(self, side: Side) -> T:
        """Return the value of one side."""
        return self.left if side == "left" else self.right


def both(value: T) -> Sides[T]:
    """Return the same value for both sides."""
    return Sides(value, value)


@dataclass(frozen=True)
class Bend:
    """How one part of the spine is bent against the part below."""

    flexion_deg: float = 0.0
    """+ forward, - backward."""
    lateral_deg: float = 0.0
    """+ to the left."""
    twist_deg: float = 0.0
    """+ to the left."""


@dataclass(frozen=True)
class Foot:
    """Where a placed foot stands, and how the leg gets there."""

    ankle_m: Vector = ZERO
    """From the middle of the mat; 0 up is the ankle of a foot flat on the floor."""
    knee: Vector = ZERO
    """Direction the knee points to."""
    toes: Vector = ZERO
    instep: Vector = ZERO
    """Direction the upper side of the foot faces."""


@dataclass(frozen=True)
class Leg:
    """One leg: joint angles, what of it is let down to the floor, or a placed foot."""

    hip_deg: float = 0.0
    """Flexion."""
    knee_deg: float = 0.0
    """Flexion."""
    ankle_deg: float = 0.0
    """+ pointed."""
    abduction_deg: float = 0.0
    knee_rests: float = 0.0
    """1: the hip turns until the knee touches the floor; 0: it does not."""
    shank_rests: float = 0.0
    """1: the knee turns until the foot touches the floor."""
    placed: float = 0.0
    """1: the foot is placed and the angles above are not used; between 0 and 1: a mix."""
    foot: Foot | None = None


@dataclass(frozen=True)
class Reach:
    """Where a hand goes and how the arm turns."""

    hand_m: Vector = ZERO
    """Place of the wrist."""
    elbow: Vector = ZERO
    """Direction the elbow points to."""
    fingers: Vector = ZERO
    thumb: Vector = ZERO


@dataclass(frozen=True)
class Arm:
    """One arm: reaches in up to four frames; the mat's has what the other shares leave."""

    mat: Reach | None = None
    """From the middle of the mat."""
    chest: Reach | None = None
    """In the frame of the chest."""
    own_knee: Reach | None = None
    """From the knee on the arm's side, in the frame of the shank; directions are the chest's."""
    other_knee: Reach | None = None
    """From the knee on the other side."""
    on_chest: float = 0.0
    on_own_knee: float = 0.0
    on_other_knee: float = 0.0
    shrug_deg: float = 0.0


@dataclass(frozen=True)
class Posture:
    """The whole body. All zero is upright, arms and legs at rest."""

    pitch_deg: float = 0.0
    """The pelvis about x: 90 face down, -90 face up."""
    turn_deg: float = 0.0
    """The pelvis about its own long axis, + to the left."""
    roll_deg: float = 0.0
    """The pelvis sideways, + raises the left hip."""
    lumbar: Bend = Bend()
    thoracic: Bend = Bend()
    neck: Bend = Bend()
    head: Bend = Bend()
    hinge: float = 0.0
    """0: the lumbar bend is spread over three joints; 1: all in one."""
    head_rests: float = 0.0
    """1: the neck bends until the head touches the floor."""
    on_trunk: float = 0.0
    """1: the trunk rests on the floor; together with on_knees below 1, the lowest part does."""
    on_knees: float = 0.0
    lift_m: float = 0.0
    """Raises the whole body off what it rests on."""
    hips_anchored: float = 0.0
    """0: the knees are at the anchor; 1: the hips."""
    anchor_m: tuple[float, float] = (0.0, 0.0)
    legs: Sides[Leg] = field(default_factory=lambda: both(Leg()))
    arms: Sides[Arm] = field(default_factory=lambda: both(Arm()))


def _blend(first: Any, second: Any, weights: tuple[float, float]) -> Any:
    """Weigh two values of one kind, number by number; where one has none, take the other's."""
    if first is None or second is None:
        return second if first is None else first
    if isinstance(first, tuple):
        return tuple(_blend(a, b, weights) for a, b in zip(first, second, strict=True))
    if is_dataclass(first):
        names = [part.name for part in fields(first)]
        parts = {n: _blend(getattr(first, n), getattr(second, n), weights) for n in names}
        return replace(first, **parts)  # type: ignore[type-var]
    return weights[0] * first + weights[1] * second


def mix(start: Posture, end: Posture, fraction: float) -> Posture:
    """Return the posture part of the way from one to the other."""
    result: Posture = _blend(start, end, (1.0 - fraction, fraction))
    return result


def plus(posture: Posture, change: Posture, times: float = 1.0) -> Posture:
    """Return the posture with a change added to it."""
    result: Posture = _blend(posture, change, (1.0, times))
    return result


def mirrored(posture: Posture) -> Posture:
    """Return the posture with left and right exchanged."""
    flip = {
        name: replace(bend, lateral_deg=-bend.lateral_deg, twist_deg=-bend.twist_deg)
        for name, bend in _bends(posture).items()
    }
    x, y = posture.anchor_m
    return replace(
        posture,
        turn_deg=-posture.turn_deg,
        roll_deg=-posture.roll_deg,
        anchor_m=(-x, y),
        legs=Sides(posture.legs.right, posture.legs.left),
        arms=Sides(posture.arms.right, posture.arms.left),
        **flip,
    )


def for_side(right: Posture, side: Side) -> Posture:
    """Return a posture written for the right side, for the given one."""
    return right if side == "right" else mirrored(right)


def _bends(posture: Posture) -> dict[str, Any]:
    """Return the parts of the spine by the names of their fields."""
    names = ("lumbar", "thoracic", "neck", "head")
    return {name: getattr(posture, name) for name in names}
