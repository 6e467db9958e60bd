"""Pictures in the one size that all that follows counts on."""

import cv2
import numpy as np

from formcheck.io.frames import Picture

TURNED_S = 0.7
"""After this long in one other size pictures are not torn: the phone that sends them was turned.

Less than it takes a camera to stall.
"""
_COLOURS = 3


class Fit:
    """Tells torn pictures from those of a phone that was turned, and fits these into the size."""

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._other: tuple[int, int] | None = None
        self._since_s = 0.0

    def update(self, image: Picture, now_s: float) -> Picture | None:
        """Return the next picture in the size; None if it is torn, or may be."""
        if image.dtype != np.uint8 or image.shape[2:] != (_COLOURS,) or not image.size:
            return None
        size = image.shape[1], image.shape[0]
        if size == self._size:
            self._other = None
            return image
        if size != self._other:
            self._other, self._since_s = size, now_s
        return fitted(image, self._size) if now_s - self._since_s >= TURNED_S else None


def fitted(image: Picture, size: tuple[int, int]) -> Picture:
    """Return a picture scaled to fit into a width and a height, between black borders."""
    width, height = size
    if image.shape[:2] == (height, width):
        return image
    scale = min(width / image.shape[1], height / image.shape[0])
    inner = tuple(max(1, round(side * scale)) for side in image.shape[1::-1])
    left, top = (width - inner[0]) // 2, (height - inner[1]) // 2
    whole = np.zeros((height, width, 3), np.uint8)
    scaled = cv2.resize(image, inner, interpolation=cv2.INTER_AREA)
    whole[top : top + inner[1], left : left + inner[0]] = scaled
    return whole
