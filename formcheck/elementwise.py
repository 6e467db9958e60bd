"""What numpy does with each number of an array, without the detour over arrays for a single one.

Measures are taken of one body or of a whole recording. Of one body they are numbers, for which
numpy's own functions take several times as long as these.
"""

from typing import Any

import numpy as np

from formcheck.pose import BoolArray, FloatArray


def choose(condition: BoolArray | bool, one: Any, other: Any) -> FloatArray:
    """Return the one where a condition holds, and the other where it does not. Shape (...)."""
    single = not isinstance(condition, np.ndarray) or condition.ndim == 0
    chosen: FloatArray
    chosen = (one if condition else other) if single else np.where(condition, one, other)
    return chosen


def clip(value: FloatArray, low: float, high: float) -> FloatArray:
    """Return the nearest values that are no less than one bound and no more than the other."""
    clipped: FloatArray = np.minimum(np.maximum(value, low), high)
    return clipped
