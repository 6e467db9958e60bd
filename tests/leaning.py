"""The plainest body: all of it is as far ahead as it leans."""

import numpy as np

from formcheck.body import Body
from formcheck.measures import along


def leaning(far):
    """Return a body that leans so far from rest."""
    return Body(np.full((33, 2), far), np.zeros((33, 3)), np.zeros(21), "left")


def lean(body):
    """How far a body leans."""
    return along(body, "left", "hip")
