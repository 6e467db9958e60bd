"""Lying on the front: the positions that are common to what is done there, seen from the side."""

import numpy as np

from formcheck.body import Body, near
from formcheck.elementwise import choose
from formcheck.geometry import x_of, y_of
from formcheck.measures import hip_height, hip_to_ankle, knee_flexion, thigh_level, trunk_elevation
from formcheck.measures.orientation import trunk_axes
from formcheck.pose import FloatArray
from formcheck.posture import Range

UPRIGHT_DEG = 40.0
"""Of a trunk that has risen so far it shows where the chest looks."""


def chest_ahead(body: Body) -> FloatArray:
    """How much the front of a risen trunk looks ahead: 1, 0 to the camera, -1 to where feet lay."""
    front = x_of(trunk_axes(body)[1])
    ahead = front if body.near == "right" else -front
    return choose(trunk_elevation(body) > UPRIGHT_DEG, ahead, np.nan)


def chest_up(body: Body) -> FloatArray:
    """How much the front of the trunk looks up: -1 on the belly, 1 on the back."""
    return y_of(trunk_axes(body)[1])


THIGHS_DOWN = Range(near(thigh_level), at_least=0.45, or_hidden=True)
"""The thighs run along the mat: by 0.67 to 1 in 268 rendered sets. Of who pushes back into child's
pose, kneels or stands, the hips are over the knees or behind them: -1 to 0."""
CHEST_AHEAD = Range(chest_ahead, at_least=0.2, or_hidden=True)
"""0.36 to 1 in 89 rendered sets. Who turns over and sits up where they lay looks to their feet or
to the camera, -0.9 to 0.15, and would seem to arch far back."""
NOT_TURNED_OVER = Range(chest_up, at_most=0.5)
"""-1 to 0.14 in 171 rendered sets, mostly 0.8 to 1 of who lies on the back."""
LYING = (Range(near(hip_height), at_most=0.65), THIGHS_DOWN, CHEST_AHEAD, NOT_TURNED_OVER)
LEGS_LONG = (
    Range(near(hip_height), -0.3, 0.48),
    Range(near(knee_flexion), at_most=50),
    Range(near(hip_to_ankle), at_least=0.8, or_hidden=True),  # folds are drawn straight at times
    THIGHS_DOWN,
)
PRONE = (Range(trunk_elevation, -20, 25), *LEGS_LONG)
