"""Parts of a source's picture, to look into for people who are too small in the whole of it."""

from dataclasses import dataclass

import numpy as np

from formcheck.io.frames import Picture
from formcheck.pose import FloatArray

SHARE = 0.5
"""Parts are squares whose sides are this share of the picture's longer side. In 18 rendered clips
of people who fill a quarter of it, all are found in the first frame so; in the whole picture the
library misses four throughout, and four now and then."""
SPARE = 1.25
"""A picture that is not longer than this many parts is not cut along that side."""
ROOM = 3.0
"""A part around somebody is so many times their extent, and no smaller than other parts."""


@dataclass(frozen=True)
class Part:
    """A rectangle of a picture, in whole pixels of it."""

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def whole(cls, image: Picture) -> "Part":
        """Return all of a picture."""
        height, width = image.shape[:2]
        return cls(0, 0, width, height)

    @property
    def corner(self) -> FloatArray:
        """Where its upper left corner is. Shape (2,)."""
        return np.array([self.left, self.top], dtype=np.float64)

    @property
    def size(self) -> FloatArray:
        """Its width and height. Shape (2,)."""
        return np.array([self.width, self.height], dtype=np.float64)

    def is_in(self, image: Picture) -> bool:
        """Return whether a picture is so large that it has this part."""
        return bool((self.corner + self.size <= image.shape[1::-1]).all())

    def of(self, image: Picture) -> Picture:
        """Return what a picture shows in it."""
        return image[self.top : self.top + self.height, self.left : self.left + self.width]

    def holds(self, box: FloatArray, image: Picture) -> bool:
        """Return whether all of a box, shape (2, 2), that is in the picture is in this part."""
        inside = np.clip(box, 0, image.shape[1::-1])
        return bool(((self.corner <= inside) & (inside <= self.corner + self.size)).all())


def parts(image: Picture) -> list[Part]:
    """Return parts that overlap by half, so that who fits into half of one is whole in one."""
    height, width = image.shape[:2]
    side = _side(image)
    return [
        Part(left, top, across, down)
        for top, down in _cuts(height, side)
        for left, across in _cuts(width, side)
    ]


def around(box: FloatArray, image: Picture) -> Part:
    """Return a part with somebody, whose box has shape (2, 2), in its middle, as far as it goes."""
    size = np.array(image.shape[1::-1])
    extent_px = float(np.hypot(*(box[1] - box[0])))
    side = np.minimum(max(_side(image), round(ROOM * extent_px)), size)
    corner = np.clip(np.rint(box.mean(axis=0) - side / 2), 0, size - side)
    return Part(*corner.astype(int).tolist(), *side.tolist())


def _side(image: Picture) -> int:
    longer: int = max(image.shape[:2])
    return max(1, round(SHARE * longer))


def _cuts(length: int, side: int) -> list[tuple[int, int]]:
    """Return where parts begin along one side of a picture, and how long they are."""
    if length <= SPARE * side:
        return [(0, length)]
    count = 1 + -(-2 * (length - side) // side)
    return [(int(start), side) for start in np.linspace(0, length - side, count)]
