"""Undoing what a camera that moves does to landmarks."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from formcheck.pose import CAMERA_REACH_PX, FloatArray, Pose


class CameraMotion:
    """Adds up how the camera has moved since the stream began. For a new stream, make a new one.

    Many faults are told from how a joint has moved in the picture since the start position. A
    camera that is nudged, held by hand, or follows the person would move all of them.
    """

    def __init__(self) -> None:
        self._turn = 1 + 0j
        """Turn and zoom; a point of the picture is taken for a complex number."""
        self._shift_px = 0j

    def undone(self, pose: Pose) -> Pose:
        """Take in the next pose; return it as the camera would see it from its first place."""
        if np.count_nonzero(pose.camera):
            origin, beside = (complex(*moved) for moved in pose.camera.tolist())
            self._shift_px += self._turn * origin
            self._turn *= 1 + (beside - origin) / CAMERA_REACH_PX
        if self._turn == 1 and self._shift_px == 0:
            return pose
        image = _plane(pose.image) * self._turn + self._shift_px
        across = _plane(pose.world) * (self._turn / abs(self._turn))
        world = np.column_stack([across.real, across.imag, pose.world[:, 2]])
        return replace(pose, image=np.column_stack([image.real, image.imag]), world=world)


def _plane(points: FloatArray) -> npt.NDArray[np.complex128]:
    """Return points as complex numbers, x + iy. Shape (points,)."""
    return np.asarray(points[:, 0] + 1j * points[:, 1], np.complex128)
