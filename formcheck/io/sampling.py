"""Which frames of a fast video are looked at: as few as are enough to follow a body."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import floor
from typing import TypeVar

T = TypeVar("T")

ENOUGH_HZ = 15.0
"""So many frames a second lose nothing: in 88 rendered sets at 30 a second every second frame gave
the same repetitions, holds, sides and kicks as all of them, and the same verdicts in 84."""
_NEARLY = 0.05
"""Rates such as 29.97 are whole multiples too."""


@dataclass(frozen=True)
class Sampling:
    """Steps of equal length through a video, of each of which the first frame is taken.

    They are told by the times of frames alone and begin half a frame early, so that neither where
    reading begins nor stamps that jitter change which frames are taken.
    """

    stride: int = 1
    """Frames in a step; 1: every frame is taken."""
    fps: float = 0.0

    @classmethod
    def enough(cls, fps: float | None) -> "Sampling":
        """Return what takes as few frames as are enough from a video; all if its rate is None."""
        fps = fps or 0.0
        return cls(max(1, floor(fps / ENOUGH_HZ + _NEARLY)), fps)

    def begin_s(self, time_s: float) -> float:
        """Return when the step begins that a time lies in."""
        return time_s if self.stride == 1 else (self._step(time_s) * self.stride - 0.5) / self.fps

    def taken(self, timed: Iterator[tuple[float, T]]) -> Iterator[tuple[float, T]]:
        """Return those of timed things that are taken."""
        if self.stride == 1:
            return timed
        return (next(step) for _, step in groupby(timed, lambda each: self._step(each[0])))

    @property
    def rest_s(self) -> float:
        """For how long after a frame that is taken those that are passed over may follow."""
        return (self.stride - 0.5) / self.fps if self.stride > 1 else 0.0

    def frames(self, taken: int, told: int | None) -> int:
        """Return of how many frames so many were taken, by what a file tells of its frames."""
        frames = taken * self.stride
        return frames if self.stride == 1 or told is None else min(frames, told)

    def count(self, frames: int) -> int:
        """Return how many of so many frames are taken."""
        return -(-frames // self.stride)

    def _step(self, time_s: float) -> int:
        return floor((time_s * self.fps + 0.5) / self.stride)
