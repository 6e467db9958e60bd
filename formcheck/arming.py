"""Waiting for the start position, and what is learnt of the person there."""

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import replace
from math import isnan
from statistics import median

import numpy as np

from formcheck.body import Body, LevelLine, Measure, View, reading
from formcheck.geometry import distance, slope
from formcheck.landmarks import SIDES, Landmark, Side
from formcheck.measures.tilting import mat_slope
from formcheck.pose import FloatArray
from formcheck.posture import Posture, in_posture
from formcheck.tracking.view import view_of

HOLD_S = 1.0
"""How long the start position must be held before anything counts."""
GAP_S = 0.25
"""How long it may be missed meanwhile."""
LONGEST_STEP_S = 0.5
"""A longer gap between two poses was not watched."""
FORGET_S = 2.0
"""Who was out of sight for longer may have been anywhere."""
STILL_TORSO = 0.12
"""Who has settled in the position moves head and trunk by less than this."""
AT_REST_TORSO = 0.06
"""Who is at rest in it, by less than this: by 0.006 to 0.027 in 58 rendered cats and cows. Who
turns round at the far end of a movement moves by 0.05 to 0.12."""
SETTLED_S = 0.6
SETTLED_SHARE = 0.75
"""They have settled once they were so still for this share of so long: who is on the way to
elsewhere may pass through the position, and landmarks may jump."""
STEEPEST_DEG = 20.0
"""A camera that seems tilted further is to be set level, or was misread. Of 93 rendered kicks six
seem tilted by 12 to 15, for the camera looks down on them from aside."""
STILL_JOINTS = np.array(
    [
        Landmark.NOSE,
        Landmark.LEFT_SHOULDER,
        Landmark.RIGHT_SHOULDER,
        Landmark.LEFT_HIP,
        Landmark.RIGHT_HIP,
    ]
)


class _Moment:
    """A body in the start position, each of whose measures is taken once."""

    def __init__(self, watched_s: float, body: Body) -> None:
        self.watched_s = watched_s
        self.body = body
        self.trunk = body.points.take(STILL_JOINTS, axis=0)
        """Where head and ends of the trunk are. Shape (5, 2)."""
        self._bodies: dict[tuple[Side | None, bool], Body] = {}
        """The body as it is while a side is worked, with guesses or without."""
        self._values: dict[tuple[Measure, Side | None, bool], float] = {}

    def value(self, measure: Measure, working: Side | None, guess: bool) -> float:
        """Return a measure while a side is worked."""
        key = measure, working, guess
        if key not in self._values:
            self._values[key] = reading(measure, self._as_worked(working, guess))
        return self._values[key]

    def _as_worked(self, working: Side | None, guess: bool) -> Body:
        key = working, guess
        if key not in self._bodies:
            body = self.body if guess else self.body.in_picture
            self._bodies[key] = replace(body, working=working)
        return self._bodies[key]


class Arming:
    """Watches for the start position. For a new set, make a new one."""

    def __init__(self, posture: Posture, settled: bool = True) -> None:
        self._posture = posture
        self._settles = settled
        """Whether the body must have settled in it, too."""
        self._held: deque[_Moment] = deque()
        self._moved: list[float] = []
        """How far head or trunk moved from each moment that is held until the last."""
        self._last_s: float | None = None
        self._watched_s = 0.0
        """The time but for that in which nobody was seen."""

    def update(self, timestamp_s: float, body: Body) -> bool:
        """Take in a body; return whether the position has been held long enough."""
        if not in_posture(body, self._posture):
            if self._last_s is not None and timestamp_s - self._last_s > GAP_S:
                self.drop()
            return False
        step_s = 0.0 if self._last_s is None else timestamp_s - self._last_s
        if step_s > FORGET_S:
            self.drop()
        self._last_s = timestamp_s
        self._watched_s += min(step_s, LONGEST_STEP_S)
        self._held.append(_Moment(self._watched_s, body))
        held_s = self._watched_s - self._held[0].watched_s
        while self._watched_s - self._held[0].watched_s > HOLD_S + GAP_S:
            self._held.popleft()
        self._moved = _moved(self._held)
        return held_s >= HOLD_S and (not self._settles or self._moves_less(STILL_TORSO))

    def drop(self) -> None:
        """Start waiting anew."""
        self._held.clear()
        self._moved.clear()
        self._last_s = None

    def _moves_less(self, torsos: float) -> bool:
        now_s = self._held[-1].watched_s
        held = zip(self._held, self._moved, strict=True)
        still = [far <= torsos for one, far in held if now_s - one.watched_s <= SETTLED_S]
        return sum(still) >= SETTLED_SHARE * len(still)

    @property
    def at_rest(self) -> bool:
        """Whether the body is at rest in the position, rather than about to leave it again."""
        return self._moves_less(AT_REST_TORSO)

    @property
    def view(self) -> View:
        """The view in which the position was seen."""
        return view_of(np.stack([moment.body.world for moment in self._held]))

    @property
    def body(self) -> Body:
        """The body as it usually was in the position."""
        bodies = [moment.body for moment in self._held]
        points, world, back = (
            _usual(np.stack([getattr(body, part) for body in bodies]))
            for part in ("points", "world", "back")
        )
        return replace(bodies[-1], points=points, world=world, back=back, view=self.view)

    def level(self, line: LevelLine) -> float:
        """Level the bodies by a line that is to be level; return by how many degrees.

        A camera that seems tilted further than cameras are was misread: then it is by 0.
        """
        tilt_deg = camera_tilt(self.body, line)
        if not abs(tilt_deg) <= STEEPEST_DEG:
            return 0.0
        levelled = (_Moment(one.watched_s, one.body.levelled(tilt_deg)) for one in self._held)
        self._held = deque(levelled)
        return tilt_deg

    def median(
        self, measures: Mapping[str, Measure], working: Side | None = None, guess: bool = True
    ) -> dict[str, float]:
        """Return the usual value of each measure since the body has settled in the position.

        Only of those that were seen; what was out of the picture was, if guesses will do.
        """
        held = zip(self._held, self._moved, strict=True)
        still = [moment for moment, torsos in held if torsos <= STILL_TORSO]
        read = {
            name: [moment.value(measure, working, guess) for moment in still]
            for name, measure in measures.items()
        }
        seen = {name: [v for v in values if not isnan(v)] for name, values in read.items()}
        return {name: median(values) for name, values in seen.items() if values}


def camera_tilt(body: Body, line: LevelLine) -> float:
    """Return how far a camera is tilted, told by a line that is to be level, in degrees.

    It is + where the mat rises to the right, or to the front of who is seen in profile. What it
    rises there because the camera looks down on it from aside is taken off, so that uprights are
    upright once it is levelled.
    """
    if len(line) == 1:
        return _rise(*(body.joint(line[0], side) for side in SIDES))
    seen_deg = _rise(*(body.joint(name, body.near) for name in line))
    return seen_deg - float(np.nan_to_num(mat_slope(body)))


def _rise(first: FloatArray, second: FloatArray) -> float:
    """Return how steeply the line through two points rises to the right, in degrees."""
    return float(slope((second - first) * np.sign(second[0] - first[0])))


def _moved(moments: Collection[_Moment]) -> list[float]:
    """Return how far the head or an end of the trunk moved until the last, whichever is more."""
    places = np.array([moment.trunk for moment in moments])
    moved: list[float] = np.fmax.reduce(distance(places, places[-1]), axis=-1).tolist()
    return moved


def _usual(moments: FloatArray) -> FloatArray:
    """Return what numbers usually were; NaN where most moments, the first axis, lack them."""
    usual: FloatArray = np.median(moments, axis=0)
    now_and_then = np.isnan(usual) & (np.isnan(moments).mean(axis=0) <= 0.5)
    if now_and_then.any():
        usual[now_and_then] = np.nanmedian(moments[:, now_and_then], axis=0)
    return usual
