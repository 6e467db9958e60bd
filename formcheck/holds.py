"""Timing how long a position is held."""

from dataclasses import dataclass

from formcheck.excursion import Excursion
from formcheck.landmarks import Side


@dataclass(frozen=True)
class Hold:
    """One position held. Times in seconds."""

    side: Side | None
    start_s: float
    end_s: float

    @property
    def held_s(self) -> float:
        """How long it was held."""
        return self.end_s - self.start_s


def hold_of(excursion: Excursion, side: Side | None) -> Hold:
    """Return the hold within a movement: from when it got there to when it was left."""
    start_s, end_s = excursion.plateau_s
    return Hold(side, start_s, end_s)
