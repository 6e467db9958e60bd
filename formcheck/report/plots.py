"""Places on a page: of times along a line, of values in a plot. All in percent."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.pose import FloatArray

MOST_POINTS = 1200
"""A curve is drawn with no more; each stretch keeps its highest and its lowest."""
_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600)
_MOST_TICKS = 8
_ROOM = 0.08
"""Space left above and below a curve, over its extent."""

Segment = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Axis:
    """From values to percent of a length."""

    first: float
    last: float

    def at(self, value: float) -> float:
        """Return where a value is, from 0 to 100."""
        extent = self.last - self.first
        share = (value - self.first) / extent if extent else 0.0
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def length(self, start: float, end: float) -> float:
        """Return how long a stretch is."""
        return round(self.at(end) - self.at(start), 2)


def time_axis(last_s: float, first_s: float = 0.0) -> Axis:
    """Return the axis of a whole source."""
    return Axis(first_s, max(last_s, first_s + 0.001))


def ticks_s(last_s: float, first_s: float = 0.0) -> list[int]:
    """Return round times to write along the axis."""
    extent_s = last_s - first_s
    step_s = next((s for s in _STEPS_S if extent_s / s <= _MOST_TICKS), _STEPS_S[-1])
    return list(range(math.ceil(first_s / step_s) * step_s, math.floor(last_s) + 1, step_s))


def value_axis(curves: Iterable[FloatArray], more: Sequence[float] = ()) -> Axis:
    """Return an axis on which all values have room."""
    known = np.concatenate([*curves, np.array(more, float)])
    known = known[~np.isnan(known)]
    if not len(known):
        return Axis(0.0, 1.0)
    lowest, highest = float(known.min()), float(known.max())
    room = _ROOM * (highest - lowest) or 0.5
    return Axis(lowest - room, highest + room)


def segments(times_s: FloatArray, values: FloatArray, x: Axis, y: Axis) -> tuple[Segment, ...]:
    """Return the stretches of a curve between gaps."""
    known = ~np.isnan(values)
    edges = np.flatnonzero(np.diff(known.astype(int), prepend=0, append=0))
    stretches = zip(edges[::2], edges[1::2], strict=True)
    share = MOST_POINTS / max(1, int(known.sum()))
    return tuple(
        tuple(
            (x.at(times_s[i]), round(100 - y.at(values[i]), 2))
            for i in _kept(values[start:stop], start, share)
        )
        for start, stop in stretches
        if stop - start > 1
    )


def _kept(values: FloatArray, first: int, share: float) -> list[int]:
    """Return the rows to draw: all, or the extremes of equal pieces."""
    if share >= 1:
        return list(range(first, first + len(values)))
    pieces = np.array_split(values, max(1, math.ceil(len(values) * share / 2)))
    rows: set[int] = set()
    start = first
    for piece in pieces:
        rows.update((start + int(piece.argmin()), start + int(piece.argmax())))
        start += len(piece)
    return sorted({first, *rows, first + len(values) - 1})
