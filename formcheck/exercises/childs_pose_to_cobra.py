"""From child's pose to the cobra and back, seen from the side. The seat's way drives it."""

from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from formcheck.body import Body, Measure, at_start, near
from formcheck.checks import Against, Check, Limit
from formcheck.elementwise import choose
from formcheck.exercise import Exercise, Repetitions, Way
from formcheck.exercises.childs_pose import KNEELING_DEG, SEAT_TO_HEELS, with_legs
from formcheck.exercises.cobra import HIPS_DOWN, NECK, OVER_ARCH, SHOULDERS_DOWN, THIGH_SEEN
from formcheck.geometry import y_of
from formcheck.landmarks import Side
from formcheck.measures import (
    ahead,
    along,
    hip_off_mat,
    hip_to_ankle,
    knee_flexion,
    neck_growth,
    shank_length,
    thigh_length,
    thigh_level,
    trunk_elevation,
)
from formcheck.measures.shrugging import FREE, SHRUGGED
from formcheck.pose import BoolArray, FloatArray
from formcheck.posture import Range
from formcheck.prone import NOT_TURNED_OVER, chest_up

SHORTEST_LEG = 1.2
"""From hip over knee to ankle: legs that lie straight in 196 rendered sets are 1.2 to 2.4 torsos.
Those of a body that is folded flat, which the landmarks may draw lying, are 0.6 to 1.2 for most."""
CHEST_DOWN = 0.5
"""In a fold the trunk rises by less, 0.2 at most; with the chest up the legs are lost."""
FOLDED = 0.35
"""How far the seat is then from the heels: usually 0.2 to 0.5."""
NEAR_HEELS = 0.7
"""Who has the seat nearer than this, and the chest down, is folded."""


def drawn_short(body: Body, side: Side) -> BoolArray:
    """Return whether a leg seems straight and is shorter than it can be: it is folded, or lost."""
    leg = thigh_length(body, side) + shank_length(body, side)
    return np.asarray((knee_flexion(body, side) < KNEELING_DEG) & (leg < SHORTEST_LEG))


def chest_down(body: Body) -> BoolArray:
    """Return whether the trunk is as low as in a fold."""
    return np.asarray(np.abs(y_of(body.trunk)) < CHEST_DOWN)


@lru_cache(maxsize=2)  # phases, ways and checks ask for that of one body and of its start
def seat_from_heels(body: Body, side: Side) -> FloatArray:
    """Return how far the seat is from the heels, also of a folded body drawn straight."""
    folded = choose(chest_down(body), FOLDED, np.nan)
    return choose(drawn_short(body, side), folded, hip_to_ankle(body, side))


def opened(measure: Measure) -> Measure:
    """Leave a measure out of bodies that are folded: there arms and the front are guesses."""

    def measured(body: Body) -> FloatArray:
        folded = chest_down(body) & (near(seat_from_heels)(body) < NEAR_HEELS)
        return choose(folded, np.nan, measure(body))

    return measured


def hands_from_knees(body: Body) -> FloatArray:
    """How far along the mat the near hand is from the knee of its side."""
    return np.abs(ahead(body, body.near, "wrist", "knee"))


HANDS_DOWN = Range(opened(hands_from_knees), at_least=0.45, or_hidden=True)
"""Hands on the mat are 0.54 and more from the knees in 84 rendered sets; of who comes up to kneel
they hang beside the thighs."""
ON_THE_FRONT = replace(NOT_TURNED_OVER, measure=opened(chest_up), or_hidden=True)
FROM_FOLD = (Range(at_start(near(seat_from_heels)), at_most=0.65),)
"""The neck is told against the start: with the seat up the head hangs otherwise than folded."""
UP = (Range(trunk_elevation, 18, 120), Range(near(knee_flexion), at_most=40))
"""In the cobra itself: chest up, legs long."""
SETTLED = (Range(near(thigh_level), at_least=0.86),)
"""Hips that have come down, or that stay up at fault: 0.88 to 1. On their way up less."""

CHILDS_POSE_TO_COBRA = Exercise(
    id="childs_pose_to_cobra",
    name="Child's pose to cobra",
    views=("side",),
    setup=(
        "Fold into child's pose. The weight moves from the legs to the hands; as the legs "
        "straighten the back arches into a full cobra: shoulder blades down, chest open, long "
        "neck. Without moving the hands press back, still arched, until the seat meets the heels; "
        "round forward."
    ),
    camera="Beside the mat at mid-body, at hip height, the whole body in the picture.",
    rest_phase="child",
    start=(
        Range(trunk_elevation, -40, 35),
        Range(near(with_legs(knee_flexion)), at_least=95, or_hidden=True),
        Range(near(seat_from_heels), at_most=1.1),  # 1.0 to 1.06 with the seat high up
    ),
    ways=(Way("cobra", near(seat_from_heels), reach=0.5, own_range=0.5, shortest_s=0.8),),
    goal=Repetitions(("cobra",), target=7, enough=5, open_end=True),
    within=(Range(trunk_elevation, -50, 110), HANDS_DOWN, ON_THE_FRONT),
    views_told=UP,  # in 5 of 50 rendered sets folds are drawn as if seen from above
    level=("wrist", "ankle"),
    checks=(
        replace(
            OVER_ARCH,
            limit=Limit(55, 48),
            against=Against.ZERO,  # the start is folded, not flat
            during=("cobra",),
            when=UP + THIGH_SEEN,
        ),
        replace(NECK, during=("cobra",), when=UP),
        replace(
            SHOULDERS_DOWN,
            measure=near(neck_growth),
            limit=Limit(SHRUGGED, FREE),
            unit="share",
            when=UP + FROM_FOLD,
        ),
        Check(
            "hands_fixed",
            near(partial(along, joint="wrist")),
            Limit(0.24, 0.2),  # of rendered hands that stay up to 0.16, of others 0.32 to 0.5
            "torso",
            "Leave your hands where they are",
            against=Against.LEAST_DEVIATION,
            when=UP,  # those of a body that is folded are hidden, or drawn off
        ),
        replace(SEAT_TO_HEELS, during=("child",)),
        replace(
            HIPS_DOWN,
            measure=near(hip_off_mat),
            # rendered hips on the mat read up to 0.17, and 0.24 where the back is over-arched;
            # others 0.25 to 0.35
            limit=Limit(0.23, 0.2),
            against=Against.ZERO,
            during=("cobra",),
            when=UP + SETTLED,
        ),
    ),
)
