"""One picture and its time, and what is known of where it comes from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""RGB, upright. Shape (height, width, 3)."""


class SourceError(Exception):
    """A source can't be read; the message is one line that says why and what to do."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture and when it was taken."""

    timestamp_s: float
    """Seconds since the source began."""
    image: Picture
    """RGB, upright. Shape (height, width, 3); ValueError is raised for any other, or not uint8."""

    def __post_init__(self) -> None:
        shape: tuple[int, ...] = getattr(self.image, "shape", ())
        kind = getattr(self.image, "dtype", type(self.image).__name__)
        if len(shape) != 3 or shape[2] != 3 or 0 in shape or kind != np.uint8:
            raise ValueError(
                f"a frame's image is RGB: uint8 of shape (height, width, 3), not {kind} of {shape}"
            )


@dataclass(frozen=True, eq=False)
class Grab:
    """One picture as it came from a camera."""

    image: Picture
    timestamp_s: float | None = None
    """Seconds of the source's own clock; None: it has none, what counts is when it came."""


def tick(timestamp_s: float) -> int:
    """Return a time in whole microseconds, by which frames and poses find each other."""
    return round(timestamp_s * 1_000_000)


@dataclass(frozen=True)
class SourceInfo:
    """What is known of a source; what is not is None."""

    path: str
    width: int
    """Pixels of the upright picture."""
    height: int
    fps: float | None = None
    """Pictures a second, on average."""
    duration_s: float | None = None
    frames: int | None = None
    """How many the file tells; once it was read, how many there were."""
    rotation_deg: int = 0
    """How far the stored picture was turned clockwise to stand upright: 0, 90, 180 or 270."""
