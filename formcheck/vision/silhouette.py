"""The edge of the back, read from a picture of where the person is.

The landmarks say nothing of the spine between shoulder and hip; the outline of the body does.
"""

import numpy as np
import numpy.typing as npt

from formcheck.geometry import cross, midpoint
from formcheck.landmarks import Landmark
from formcheck.pose import BACK_SAMPLES, FloatArray

Mask = npt.NDArray[np.bool_]

REACH = 0.6
"""How far from the shoulder-hip line the edge is looked for, over that line's length."""
STEP = 0.15
"""A back's edge does not rise by more than this from one sample to the next."""
STEPS = 90
"""How many places are looked at along each line outwards: steps of 1/150 of the torso."""
_ALONG = np.linspace(0, 1, BACK_SAMPLES)
_OUT = np.linspace(0, REACH, STEPS)


def back_edge(mask: Mask, points: FloatArray) -> tuple[FloatArray, float]:
    """Return the heights of the back's edge over the hip-shoulder line, and their quality.

    The mask has shape (height, width), the landmarks (33, 2) are in its pixels. The heights,
    shape (21,), run from hip to shoulder in lengths of that line; + is away from the belly. A
    height is NaN where no edge was found; the quality, 0 to 1, is the share that was found.
    """
    hip = midpoint(points[Landmark.LEFT_HIP], points[Landmark.RIGHT_HIP])
    shoulder = midpoint(points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER])
    chord = shoulder - hip
    missing = np.full(BACK_SAMPLES, np.nan)
    if not np.linalg.norm(chord) > 1:  # also when NaN
        return missing, 0.0
    out = outwards(points, chord)
    column, row = (
        (hip[axis] + chord[axis] * _ALONG)[:, None] + out[axis] * _OUT for axis in (0, 1)
    )
    inside = _sample(mask, column, row)
    found = inside[:, 0] & ~inside.all(axis=1)
    heights = without_arm(np.where(found, _OUT[np.argmin(inside, axis=1)], np.nan))
    return heights, float(np.isfinite(heights).mean())


def without_arm(heights: FloatArray) -> FloatArray:
    """Return the heights up to where an arm behind the back begins: there the edge steps out."""
    steps = np.flatnonzero(np.diff(heights) > STEP)
    return np.where(np.arange(len(heights)) > steps[0], np.nan, heights) if steps.size else heights


def outwards(points: FloatArray, chord: FloatArray) -> FloatArray:
    """Return the way out of the back: square to the chord from hip to shoulder, and as long.

    The face looks to the other side.
    """
    ear = midpoint(points[Landmark.LEFT_EAR], points[Landmark.RIGHT_EAR])
    face = points[Landmark.NOSE] - ear
    across = np.array([chord[1], -chord[0]])
    return across if cross(chord, face) > 0 else -across


def _sample(mask: Mask, column: FloatArray, row: FloatArray) -> Mask:
    """Return the mask at places of one shape; outside of the picture nobody is."""
    height, width = mask.shape
    columns, rows = np.rint(column).astype(np.intp), np.rint(row).astype(np.intp)
    within = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    if within.all():
        inside: Mask = mask[rows, columns]
        return inside
    seen: Mask = within & mask[rows.clip(0, height - 1), columns.clip(0, width - 1)]
    return seen
