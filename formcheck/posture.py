"""Positions of the body, as ranges of its measures."""

from dataclasses import dataclass
from math import inf, isnan

from formcheck.body import Body, Measure, reading


@dataclass(frozen=True)
class Range:
    """A measure and the values it may have."""

    measure: Measure
    at_least: float = -inf
    at_most: float = inf
    or_hidden: bool = False
    """Whether what was not seen may be anything."""

    def holds(self, body: Body) -> bool:
        """Return whether the body is within."""
        value = reading(self.measure, body)
        return self.or_hidden if isnan(value) else self.at_least <= value <= self.at_most


Posture = tuple[Range, ...]
"""What a position of the body amounts to."""


def in_posture(body: Body, posture: Posture) -> bool:
    """Return whether a body is in a position."""
    return all(part.holds(body) for part in posture)
