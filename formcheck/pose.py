"""What a landmarker saw of one person at one instant."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.landmarks import JOINTS, SIDES, Landmark, sided

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

BACK_SAMPLES = 21
"""How many points of the back's edge a pose holds."""
_WHOLE = np.append(JOINTS, Landmark.NOSE)
CAMERA_REACH_PX = 1000.0
"""How far to the right the second of two points is that tell how the camera moves."""


@dataclass(frozen=True, eq=False)
class Pose:
    """Body landmarks of one person at one instant. What is missing is NaN, never zero."""

    timestamp_s: float
    """Seconds since the source began."""
    image: FloatArray
    """Pixels of the source, upright: x to the right, y down. Shape (33, 2)."""
    world: FloatArray
    """Metres from between the hips: x to the image's right, y down, z away. Shape (33, 3)."""
    visibility: FloatArray
    """How likely each landmark is in view, 0 to 1. Shape (33,)."""
    back: FloatArray
    """Edge of the back at even steps from hip to shoulder, as heights over the line between the
    two, over its length; + is away from the belly. Shape (21,)."""
    back_quality: float
    """How clean that edge was, 0 to 1."""
    camera: FloatArray = field(default_factory=lambda: np.zeros((2, 2)))
    """The camera's own motion since the pose before: by how much the points of the background that
    are now at (0, 0) and at (1000, 0) were elsewhere then, in pixels; 0 while it stands. Shape
    (2, 2)."""
    shown: BoolArray = field(default_factory=lambda: np.ones(len(Landmark), np.bool_))
    """Which landmarks are in the picture; where the others are is a guess. Shape (33,)."""

    def __post_init__(self) -> None:
        n = len(Landmark)
        shapes = {
            "image": (n, 2),
            "world": (n, 3),
            "visibility": (n,),
            "back": (BACK_SAMPLES,),
            "camera": (2, 2),
            "shown": (n,),
        }
        for name, expected in shapes.items():
            array = getattr(self, name)
            if array.shape != expected:
                raise ValueError(f"{name} must have shape {expected}, got {array.shape}")
            array.flags.writeable = False

    def middle(self, joint: str) -> FloatArray:
        """Return the point half-way between the left and right joint, in pixels. Shape (2,)."""
        left, right = (self.image[sided(side, joint)] for side in SIDES)
        return np.asarray((left + right) / 2)

    @property
    def seen(self) -> bool:
        """Whether there is a person at all."""
        return not bool(np.isnan(self.image).all())

    @property
    def whole(self) -> bool:
        """Whether head, trunk and limbs are in the picture; fingers and toes may be out of it."""
        return bool(self.shown[_WHOLE].all())


def in_picture(image: npt.NDArray[np.floating[Any]], size_px: tuple[int, int]) -> BoolArray:
    """Return which landmarks, shape (..., 2), are in a picture of a width and a height."""
    return np.asarray(((image >= 0) & (image <= size_px)).all(axis=-1))


def between(before: Pose, after: Pose, timestamp_s: float) -> Pose:
    """Return the pose at a time between two; of what only one of them has, the one before's."""
    share = (timestamp_s - before.timestamp_s) / (after.timestamp_s - before.timestamp_s)

    def mixed(name: str) -> FloatArray:
        one, other = getattr(before, name), getattr(after, name)
        mix = one + (other - one) * share
        return np.asarray(np.where(np.isnan(mix), one, mix))

    mixtures: dict[str, Any] = {n: mixed(n) for n in ("image", "world", "visibility", "back")}
    return Pose(timestamp_s, **mixtures, back_quality=before.back_quality)


def unseen(timestamp_s: float) -> Pose:
    """Return the pose of an instant at which nobody was found."""
    n = len(Landmark)
    return Pose(
        timestamp_s,
        image=np.full((n, 2), np.nan),
        world=np.full((n, 3), np.nan),
        visibility=np.zeros(n),
        back=np.full(BACK_SAMPLES, np.nan),
        back_quality=0.0,
    )
