"""From a source's picture to the landmarker's input, and from its landmarks back.

The input is a part of the picture, often all of it. It is scaled, turned if asked, and lies in the
upper left corner of a picture with room to spare, because the library ends the process when a
mask's width is not a multiple of four.
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.io.frames import Picture
from formcheck.pose import FloatArray
from formcheck.vision.parts import Part

Turn = Literal[0, 90, 270]
"""How far a picture is turned clockwise."""

TURNS: tuple[Turn, ...] = (0, 90, 270)

MULTIPLE_PX = 16
_FLIP: dict[Turn, int | None] = {
    0: None,
    90: cv2.ROTATE_90_CLOCKWISE,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
_BACK = {0: np.eye(2), 90: np.array([[0, 1], [-1, 0]]), 270: np.array([[0, -1], [1, 0]])}
"""Takes a direction of the turned picture back to the upright one."""


@dataclass(frozen=True)
class Framing:
    """How the landmarker looks at the pictures of a source."""

    longest_side_px: int
    """The longer side of its input."""
    turn_deg: Turn = 0
    part: Part | None = None
    """None: at all of it."""


@dataclass(frozen=True)
class InputTransform:
    """How a part of a source's picture was scaled and turned."""

    part: Part
    scaled_px: tuple[int, int]
    """Width and height, upright."""
    turn_deg: Turn = 0

    def upright(self, points: FloatArray) -> FloatArray:
        """Return points of the input, shape (..., 2), in the scaled upright picture."""
        width, height = self.scaled_px
        corner = {0: (0, 0), 90: (0, height), 270: (width, 0)}[self.turn_deg]
        return np.asarray(points @ _BACK[self.turn_deg].T + corner)

    def to_source(self, upright: FloatArray) -> FloatArray:
        """Return points of the scaled upright picture in pixels of the source."""
        return np.asarray(upright * (self.part.size / self.scaled_px) + self.part.corner)

    def from_source(self, points: FloatArray) -> FloatArray:
        """Return points in pixels of the source in the scaled upright picture."""
        return np.asarray((points - self.part.corner) * (self.scaled_px / self.part.size))

    def world(self, metres: FloatArray) -> FloatArray:
        """Return world landmarks, shape (..., 3), as seen in the upright picture."""
        return np.concatenate([metres[..., :2] @ _BACK[self.turn_deg].T, metres[..., 2:]], axis=-1)

    def mask(self, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return a mask of the input as one of the scaled upright picture."""
        width, height = self.scaled_px if self.turn_deg == 0 else self.scaled_px[::-1]
        return np.rot90(mask[:height, :width], self.turn_deg // 90)

    def spread(
        self, mask: npt.NDArray[np.uint8], image: Picture, shape: tuple[int, ...]
    ) -> npt.NDArray[np.uint8]:
        """Return a mask of the scaled upright picture as one of all of an image.

        The image is thought to be scaled to a shape: (height, width).
        """
        scale = np.divide(shape[::-1], image.shape[1::-1])
        corners = np.stack([self.part.corner, self.part.corner + self.part.size])
        (left, top), (right, bottom) = np.rint(corners * scale).astype(int)
        everywhere = np.zeros(shape, np.uint8)
        size = (int(right - left), int(bottom - top))
        everywhere[top:bottom, left:right] = cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST)
        return everywhere


def scaled(image: Picture, longest_side_px: int) -> Picture:
    """Return a picture whose longer side is as long as asked for."""
    height, width = image.shape[:2]
    scale = longest_side_px / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size == (width, height):
        return image
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, size, interpolation=method), np.uint8)


def framed(image: Picture, framing: Framing) -> tuple[Picture, InputTransform]:
    """Return the landmarker's input for a picture, and how to get back from it.

    Small pictures are scaled up too: landmarks and the edge of the mask get better by it.
    """
    part = framing.part or Part.whole(image)
    upright = scaled(part.of(image), framing.longest_side_px)
    flip = _FLIP[framing.turn_deg]
    turned = upright if flip is None else cv2.rotate(upright, flip)
    height, width = upright.shape[:2]
    return _padded(turned), InputTransform(part, (width, height), framing.turn_deg)


def _padded(image: npt.NDArray[np.generic]) -> Picture:
    height, width, channels = image.shape
    if height % MULTIPLE_PX == width % MULTIPLE_PX == 0:
        return np.ascontiguousarray(image, dtype=np.uint8)
    room = (-(-height // MULTIPLE_PX) * MULTIPLE_PX, -(-width // MULTIPLE_PX) * MULTIPLE_PX)
    padded = np.zeros((*room, channels), np.uint8)
    padded[:height, :width] = image
    return padded
