"""Whether pictures come often enough for movements that are fast."""

from collections import deque
from statistics import median

FEW_PICTURES = "More light, or move more slowly"
"""Webcams give few pictures in dim light; slow movements are followed all the same."""
RECENT = 20
"""So many steps from one picture to the next tell how often they come."""


class PictureRate:
    """Follows how often pictures come. For a new set, make a new one."""

    def __init__(self, least_hz: float) -> None:
        self._longest_s = 1 / least_hz if least_hz > 0 else float("inf")
        self._steps_s: deque[float] = deque(maxlen=RECENT)

    def update(self, step_s: float) -> bool:
        """Take in the seconds since the last picture; return whether there are too few of late."""
        self._steps_s.append(step_s)
        return len(self._steps_s) == RECENT and median(self._steps_s) > self._longest_s
