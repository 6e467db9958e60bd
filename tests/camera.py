"""A camera without a lens: points in space in, what a landmarker would say of them out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.landmarks import Landmark
from formcheck.pose import FloatArray, Pose


def _from(azimuth_deg: float, elevation_deg: float = 0.0) -> FloatArray:
    """Return a camera's axes to the right, up and out of the picture.

    The azimuth runs from the person's right to the front, to the left and to behind.
    """
    azimuth, elevation = np.radians(azimuth_deg), np.radians(elevation_deg)
    right = np.array([np.cos(azimuth), 0.0, -np.sin(azimuth)])
    level = np.array([np.sin(azimuth), 0.0, np.cos(azimuth)])
    out = level * np.cos(elevation) + np.array([0.0, np.sin(elevation), 0.0])
    return np.stack([right, np.cross(out, right), out])


PLACES: Mapping[str, FloatArray] = {
    "right": _from(0),
    "front": _from(90),
    "left": _from(180),
    "behind": _from(270, 16),
    "above": _from(0, 90),
    "raised behind": _from(-12, 30),
    "raised before": _from(12, 30),
    "corner": _from(53, 45),
    "other corner": _from(127, 45),
}
"""Where a camera stands from the person."""
TORSO_M = 0.5


@dataclass(frozen=True)
class Camera:
    """Where a camera stands, and how large and where in its picture the body is."""

    place: str = "right"
    torso_px: float = 150.0
    hips_px: tuple[float, float] = (320.0, 240.0)
    slope_deg: float = 0.0
    """How steeply a level mat rises to the right of the picture."""

    @property
    def beside(self) -> bool:
        """Whether it shows a profile."""
        return self.place in ("left", "right", "raised behind", "raised before")

    def look(
        self, points: FloatArray, back: FloatArray, timestamp_s: float, hidden: tuple[Landmark, ...]
    ) -> Pose:
        """Return the pose of a body in torso lengths, without any error."""
        hips = (points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP]) / 2
        seen = (points - hips) @ PLACES[self.place].T
        slope = np.radians(self.slope_deg)
        turned = seen[:, :2] @ [[np.cos(slope), np.sin(slope)], [-np.sin(slope), np.cos(slope)]]
        visibility = np.ones(len(Landmark))
        visibility[list(hidden)] = 0.0
        return Pose(
            timestamp_s,
            np.array(self.hips_px) + turned * [self.torso_px, -self.torso_px],
            seen * [TORSO_M, -TORSO_M, -TORSO_M],
            visibility,
            back,
            1.0,
        )
