"""Timing how long a position is held."""

from dataclasses import dataclass

from formcheck.counting.excursion import Excursion
from formcheck.counting.motion import Motion
from formcheck.landmarks import Side

SHORTEST_HOLD_S = 2.5
"""A position that is left sooner was not held, but passed through: a knee that is drawn in before
it goes over was half over for 0.5 to 2.2 s in 11 rendered sets."""
PASSED_S = 0.5
"""What lasts no longer was not held, however far it went: somebody who rolled over to get up seemed
to hold a twist for 0.2 s."""


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


def hold_of(excursion: Excursion, motion: Motion, side: Side | None) -> Hold:
    """Return the hold within a movement: from when the body came to rest there to when it left."""
    return Hold(side, *motion.at_rest(*excursion.plateau_s))
