"""The camera: where it stands, and where points of the world are in its picture."""

from dataclasses import dataclass
from math import cos, radians, sin, tan

import numpy as np

from samples.render.clips.performance import Viewpoint
from samples.render.posture import Side
from samples.render.rotations import FloatArray, Z, unit

NEAR_M, FAR_M = 0.05, 20.0
FILL = 0.86
"""How much of the picture the person may take up."""


@dataclass(frozen=True, eq=False)
class Camera:
    """A camera that looks at a place."""

    eye: FloatArray
    """Where it stands. Shape (3,)."""
    target: FloatArray
    """Where it looks. Shape (3,)."""
    field_of_view_deg: float
    """Upright."""
    roll_deg: float
    width: int
    height: int

    @property
    def matrix(self) -> FloatArray:
        """What brings world points into clip space. Shape (4, 4)."""
        lens = perspective(self.field_of_view_deg, self.width / self.height)
        return lens @ look_at(self.eye, self.target, self.roll_deg)

    def project(self, points: FloatArray) -> FloatArray:
        """Return pixels, x to the right and y down; NaN behind the camera. Shape (N, 2)."""
        clip = np.column_stack([points, np.ones(len(points))]) @ self.matrix.T
        depth = np.where(clip[:, 3:] > NEAR_M, clip[:, 3:], np.nan)
        x, y = (clip[:, :2] / depth).T
        return np.column_stack([(0.5 + x / 2) * self.width, (0.5 - y / 2) * self.height])


def look_at(eye: FloatArray, target: FloatArray, roll_deg: float = 0.0) -> FloatArray:
    """Return what brings the world in front of the camera: x right, y up, z backward."""
    backward = unit(np.asarray(eye) - target)
    right = unit(np.cross(Z, backward))
    up = np.cross(backward, right)
    turn = radians(roll_deg)
    right, up = cos(turn) * right + sin(turn) * up, cos(turn) * up - sin(turn) * right
    view = np.eye(4)
    view[:3, :3] = right, up, backward
    view[:3, 3] = -view[:3, :3] @ eye
    return view


def perspective(field_of_view_deg: float, aspect: float) -> FloatArray:
    """Return the projection of a lens with an upright field of view."""
    zoom = 1.0 / tan(radians(field_of_view_deg) / 2)
    depth = FAR_M - NEAR_M
    lens = np.zeros((4, 4))
    lens[0, 0], lens[1, 1] = zoom / aspect, zoom
    lens[2, 2], lens[2, 3] = -(FAR_M + NEAR_M) / depth, -2 * FAR_M * NEAR_M / depth
    lens[3, 2] = -1.0
    return lens


def parallel(half_width_m: float, near_m: float, far_m: float) -> FloatArray:
    """Return a projection without perspective, for a far light."""
    depth = far_m - near_m
    lens = np.diag([1.0 / half_width_m, 1.0 / half_width_m, -2.0 / depth, 1.0])
    lens[2, 3] = -(far_m + near_m) / depth
    return lens


def framing(viewpoint: Viewpoint, near: Side, points: FloatArray, size: tuple[int, int]) -> Camera:
    """Return the nearest camera at a viewpoint that sees all points."""
    centre = (points.min(axis=0) + points.max(axis=0)) / 2
    turn = radians(viewpoint.azimuth_deg)
    aside = -cos(turn) if near == "right" else cos(turn)
    low, high = 0.8, 6.0
    for _ in range(20):
        middle = (low + high) / 2
        eye = np.array([centre[0] + aside * middle, centre[1] - sin(turn) * middle, 0.0])
        eye[2] = viewpoint.height_m
        camera = Camera(
            eye, centre, viewpoint.field_of_view_deg, viewpoint.roll_deg, size[0], size[1]
        )
        if _sees(camera, points):
            high, found = middle, camera
        else:
            low = middle
    return found


def _sees(camera: Camera, points: FloatArray) -> bool:
    size = np.array([camera.width, camera.height])
    from_centre = np.abs(camera.project(points) / size - 0.5)
    return bool((from_centre <= FILL / 2).all())
