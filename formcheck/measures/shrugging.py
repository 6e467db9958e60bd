"""Whether shoulders are drawn up to the ears: a body in, the seeming length of the neck out.

Each is told against the start position, in which nobody shrugs. Missing landmarks give NaN.
"""

import numpy as np

from formcheck.body import Body
from formcheck.elementwise import choose
from formcheck.geometry import dot, length
from formcheck.landmarks import Side
from formcheck.measures.joints import ear_distance, trunk_elevation
from formcheck.measures.tilting import ears_over_shoulder
from formcheck.pose import FloatArray

FLAT_DEG = 14.0
"""A trunk that lies, or is folded over the thighs, slopes by less: -12 to 8 by rendered bodies."""
HEAD_DOWN = 0.1
"""The ears of who lies with the head down are higher than the shoulders by no more than this."""
SHRUGGED, FREE = 1.5, 1.8
"""Necks that grow by less are drawn in, by more are long: rendered ones grow to 1.6 to 2.9 times
what they were, those of people who shrug to 1.3 to 1.8."""
LONG = 0.28
"""Free necks that seemed long when folded grow little; rendered ones are 0.32 of the trunk or more
then, and drawn in ones that grow as little 0.27 or less."""


def flat_start(body: Body) -> Body | None:
    """Return the body in the start position if its trunk was flat on the mat or the thighs."""
    if body.start is None or trunk_elevation(body.start) > FLAT_DEG:
        return None
    return body.start


def neck_rise(body: Body, side: Side) -> FloatArray:
    """How steeply the ears rise over a shoulder while the trunk is lifted from lying flat.

    By how much they have risen, less what the shoulder has gone up the trunk, which who shrugs
    shows as well, over the sine of the trunk's slope. Of a long neck that is about its length.
    NaN if the head was lifted at the start: it can't rise then.
    """
    start = flat_start(body)
    if start is None:
        return body.unknown
    lying = ears_over_shoulder(start, side)
    rise = choose(lying > HEAD_DOWN, np.nan, ears_over_shoulder(body, side) - lying)
    crept = _up_the_trunk(body, side) - _up_the_trunk(start, side)
    return np.asarray((rise - crept) / np.sin(np.radians(trunk_elevation(body))))


def neck_growth(body: Body, side: Side) -> FloatArray:
    """Return how many times as long a neck is as it was folded.

    NaN where it may be drawn in or long, and where the start was not a fold.
    """
    start = flat_start(body)
    if start is None:
        return body.unknown
    neck = ear_distance(body, side)
    grown = neck / ear_distance(start, side)
    either = (grown < FREE) & ((grown > SHRUGGED) | (neck > LONG))
    return choose(either, np.nan, grown)


def _up_the_trunk(body: Body, side: Side) -> FloatArray:
    return dot(body.joint("shoulder", side) - body.middle("hip"), body.trunk) / length(body.trunk)
