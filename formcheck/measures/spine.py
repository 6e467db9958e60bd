"""Measures of the back's edge: a body in, torso lengths out.

Each takes a body of one instant or a whole recording. Missing samples give NaN.
"""

from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from formcheck.body import Body
from formcheck.pose import BACK_SAMPLES, FloatArray

_ALONG = np.linspace(0, 1, BACK_SAMPLES)
"""Where the samples of a back are on the way from hip to shoulder."""
BESIDE = 2
"""How many samples on either side tell whether one jumps."""


def back_line(body: Body) -> FloatArray:
    """Heights of the back's edge over the line through its own two ends. Shape (..., 21).

    Each end is the mean of three samples, so that no single one can tip the line.
    """
    back = body.back
    hip, shoulder = (np.add.reduce(end, axis=-1) / 3 for end in (back[..., :3], back[..., -3:]))
    slope = (shoulder - hip) / (_ALONG[-2] - _ALONG[1])
    return np.asarray(back - (hip[..., None] + slope[..., None] * (_ALONG - _ALONG[1])))


@lru_cache(maxsize=2)  # of one body and of its start it is asked for again and again
def spine_curve(body: Body) -> FloatArray:
    """Height of the back's edge at its middle: + rounded, 0 flat, - hollow."""
    line = back_line(body)
    middle = line.shape[-1] // 2
    return np.asarray(line[..., middle - 2 : middle + 3].mean(axis=-1))


def lumbar_hollow(body: Body) -> FloatArray:
    """Lowest point of the lower third of the back's edge: the deeper the hollow, the lower."""
    line = back_line(body)
    return np.asarray(line[..., : line.shape[-1] // 3 + 1].min(axis=-1))


def lumbar_bend(body: Body) -> FloatArray:
    """Sharpest bend of the lower back: the second difference over a fifth of its edge.

    It needs no more of the back than its lower two thirds.
    """
    return np.asarray(_bends(body.back).max(axis=-1))


def ragged_lumbar_bend(body: Body) -> FloatArray:
    """Sharpest bend of a lower back whose edge is ragged, for arms or the dark: jumps left out.

    A hinge gets blunt by that. Arms may hide some of the back: it needs most of the bends.
    """
    bends = _bends(_without_jumps(body.back))
    enough = 2 * np.count_nonzero(~np.isnan(bends), axis=-1) > bends.shape[-1]
    return np.where(enough, np.fmax.reduce(bends, axis=-1), np.nan)


def ragged_lumbar_arch(body: Body) -> FloatArray:
    """Sharpest bend of a lower back whose edge is ragged.

    Where all of the back is seen it is no more than the depth of the hollow: an edge that passes
    over from the back to a bent arm has a sharp bend as well.
    """
    bend, depth = ragged_lumbar_bend(body), -lumbar_hollow(body)
    return np.where(np.isnan(depth), bend, np.minimum(bend, depth))


def lumbar_arch(body: Body) -> FloatArray:
    """Depth of the hollow in the lower back, or more than that where it bends in one place.

    The mean of the depth and of the sharpest bend: for an evenly hollowed back the two are about
    equal, at a hinge the bend is larger.
    """
    return (lumbar_bend(body) - lumbar_hollow(body)) / 2


def _bends(back: FloatArray) -> FloatArray:
    """Return how sharply the back bends in each place of its lower two thirds. Shape (..., 7)."""
    fifth, half = back.shape[-1] // 5, back.shape[-1] // 2
    bend = back[..., : -2 * fifth] - 2 * back[..., fifth:-fifth] + back[..., 2 * fifth :]
    return np.asarray(bend[..., : half - fifth + 1])


def _without_jumps(back: FloatArray) -> FloatArray:
    """Return the back up to where it is first hidden, each sample the median of those beside it.

    What is seen past a gap may be an arm. Of two in the middle it is the lower: arms stand out.
    """
    seen = np.logical_and.accumulate(~np.isnan(back), axis=-1)
    steady: FloatArray = np.where(seen, back, np.nan)
    windows = np.sort(sliding_window_view(steady, 2 * BESIDE + 1, axis=-1), axis=-1)
    middle = (np.count_nonzero(~np.isnan(windows), axis=-1, keepdims=True) - 1) // 2
    inner = np.take_along_axis(windows, np.maximum(middle, 0), axis=-1)[..., 0]
    steady[..., BESIDE:-BESIDE] = np.where(seen[..., BESIDE:-BESIDE], inner, np.nan)
    return steady
