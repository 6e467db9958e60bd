"""The cobra, seen from the side. The height of the chest drives it."""

from dataclasses import replace
from functools import partial

import numpy as np

from formcheck.body import Body, near
from formcheck.checks import Against, Check, Limit, Severity
from formcheck.exercise import Exercise, Repetitions, Way
from formcheck.landmarks import Side
from formcheck.measures import (
    above,
    ahead,
    ankle_gap,
    chest_height,
    ear_distance,
    hip_height,
    knee_flexion,
    neck_extension,
    shoulder_over_wrist,
    trunk_elevation,
    trunk_extension,
)
from formcheck.pose import FloatArray
from formcheck.posture import Posture, Range

PRONE = (
    Range(trunk_elevation, -20, 25),
    Range(near(hip_height), -0.3, 0.48),
    Range(near(knee_flexion), at_most=50),
)
HANDS_BY_SHOULDERS = (
    Range(near(partial(ahead, joint="wrist", of="shoulder")), -0.6, 1.0, or_hidden=True),
    Range(near(partial(above, joint="wrist", over="shoulder")), at_least=-0.5, or_hidden=True),
)
HIPS_DOWN = Check(
    "hips_down",
    near(hip_height),
    Limit(0.17, 0.12),
    "torso",
    "Press your hips into the mat",
    against=Against.START,
)
OVER_ARCH = Check(
    "over_arch",
    near(trunk_extension),
    # Against lying flat, so that the camera's height and place matter little. Rendered bodies
    # read up to 42 within the true limit of 55, and from 61 at 1.4 times that.
    Limit(58, 52),
    "deg",
    "Lower your chest. Ease your lower back",
    Severity.ALERT,
    against=Against.START,
)
NECK = Check(
    "neck_over_extension",
    near(neck_extension),
    Limit(38, 33),  # rendered bodies: up to 36 within the limit, from 40 clearly past it
    "deg",
    "Look at the top of your mat",
    Severity.ALERT,
)

RAISED = (Range(trunk_elevation, 18, 120),)
FLAT_DEG = 14.0
"""A trunk that lies, or is folded over the thighs, slopes by less: -12 to 8 by rendered bodies."""


def neck_growth(body: Body, side: Side, shrugged: float, free: float) -> FloatArray:
    """Return how many times as long a neck is as it was lying down.

    NaN from the first to the second number: so long seems the neck of some whose shoulders are
    free and of some who shrug.
    """
    if body.start is None or trunk_elevation(body.start) > FLAT_DEG:
        return np.full(body.points.shape[:-2], np.nan)
    grown = ear_distance(body, side) / ear_distance(body.start, side)
    return np.where((shrugged < grown) & (grown < free), np.nan, grown)


def shoulders_down(shrugged: float, free: float, when: Posture = RAISED) -> Check:
    """Return the check that shoulders stay away from the ears, by how long a neck seems then."""
    return Check(
        "shoulders_away_from_ears",
        near(partial(neck_growth, shrugged=shrugged, free=free)),
        Limit(shrugged, free),
        "share",
        "Draw your shoulders down",
        during=("cobra",),
        when=when,
    )


COBRA = Exercise(
    id="cobra",
    name="Cobra",
    views=("side",),
    setup=(
        "Lie face down, legs together, hands just under the shoulders, elbows tented. "
        "Breathing in, lift the chest slowly, eyes to the top of the mat, the belly pushing into "
        "the mat. A low lift is a full lift. Breathing out, lower."
    ),
    camera="Beside the mat at mid-body, at knee to hip height, the whole body in the picture.",
    rest_phase="prone",
    start=PRONE + HANDS_BY_SHOULDERS,
    ways=(Way("cobra", near(chest_height), reach=0.2, own_range=0.45, shortest_s=0.6),),
    goal=Repetitions(("cobra",), target=5, enough=3),
    within=(Range(near(hip_height), at_most=0.65),),
    level=("wrist", "knee"),
    checks=(
        replace(HIPS_DOWN, during=("cobra",)),
        OVER_ARCH,
        NECK,
        Check(
            "hands_under_shoulders",
            near(shoulder_over_wrist),
            Limit(0.30, 0.24),
            "torso",
            "Bring your hands under your shoulders",
            during=("prone",),
        ),
        shoulders_down(0.9, 1.3),  # rendered bodies 0.93 to 2.7, those who shrug 0.7 to 1.2
        Check(
            "ankles_together",
            ankle_gap,
            Limit(1.3, 1.15),
            "share",
            "Press your ankles together",
            views=("front", "foot", "top"),
        ),
    ),
)
