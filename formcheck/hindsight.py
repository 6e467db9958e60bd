"""What was done before the start position was recognized.

How long the person's trunk is, and which way they look, may at first be mistaken, and somebody who
is folded up be drawn with the feet for hands: then the start position is not recognized until the
first repetition is over. Once it is, what came before is looked at again, by what is known by then.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np

from formcheck.arming import HOLD_S, Arming
from formcheck.body import Body
from formcheck.counting.logbook import Completed
from formcheck.counting.movement import Movement
from formcheck.counting.passing import KEPT_S
from formcheck.exercise import Exercise
from formcheck.pose import FloatArray, Pose
from formcheck.posture import Range, in_posture
from formcheck.tracking.tracker import BodyTracker

AWAY_S = 0.5
"""After this long out of sight, or out of the exercise, the start position must be held again."""


def outline_shift(body: Body) -> FloatArray:
    """Return how far an edge of the box around a body is from where it was at the start."""
    if body.start is None:
        return body.unknown
    return np.asarray(np.abs(_box(body) - _box(body.start)).max(axis=-1))


def _box(body: Body) -> FloatArray:
    """Return left, bottom, right and top of all that was seen. Shape (..., 4)."""
    edges = np.nanmin(body.points, axis=-2), np.nanmax(body.points, axis=-2)
    return np.concatenate(edges, axis=-1)


AS_AT_START = (Range(outline_shift, at_most=0.45),)
"""Who is where they are at the start, and as long and high, is in that position, however the limbs
are drawn: of four rendered folds drawn the wrong way round the edges were within 0.05 to 0.35."""


@dataclass(frozen=True, eq=False)
class PastStep:
    """One pose of the past that was followed."""

    timestamp_s: float
    step_s: float
    """Seconds since the pose before it that was."""
    body: Body
    phase: str | None
    """The phase the body was in; None between two."""
    completed: Completed
    """What it completed."""


class Hindsight:
    """Keeps the poses of somebody of whom nothing was counted since."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._poses: deque[Pose] = deque()

    def keep(self, pose: Pose) -> None:
        """Take in a pose, and forget those that are too old."""
        self._poses.append(pose)
        while pose.timestamp_s - self._poses[0].timestamp_s > KEPT_S:
            self._poses.popleft()

    def drop(self) -> None:
        """Forget all poses."""
        self._poses.clear()

    def follow(self, movement: Movement, tracker: BodyTracker) -> list[PastStep]:
        """Let a movement go on with all since the start position was held, if that was earlier.

        The tracker knows the person, and the movement where they rest. What fell short meanwhile
        is looked at anew, too. Return what the movement went on with.
        """
        steps: list[PastStep] = []
        seen_s = self._poses[0].timestamp_s
        too_short = self._poses[-1].timestamp_s - seen_s < 2 * HOLD_S
        if too_short:
            return steps
        past, start, armed = tracker.again(), _Start(self._exercise), False
        movement.log.forget(seen_s)
        for pose in self._poses:
            now_s = pose.timestamp_s
            body = past.update(pose, movement.side) if pose.seen else None
            within = body is not None and in_posture(body, self._exercise.within)
            step_s = now_s - seen_s
            if step_s > AWAY_S:
                _interrupt(movement, seen_s, left=body is not None and not within)
                start.drop()
                armed = False
            if body is None or not (within or in_posture(body, AS_AT_START)):
                continue
            seen_s = now_s
            if not armed:
                armed = start.update(now_s, body)
            elif within:
                completed = movement.update(now_s, body)
                steps.append(PastStep(now_s, step_s, body, movement.phase, completed))
        return steps


def _interrupt(movement: Movement, seen_s: float, left: bool) -> None:
    """End what is under way, for the person left the exercise or was out of sight since a time."""
    if left:
        movement.leave()
    else:
        movement.drop(seen_s)


class _Start:
    """Waits for the start position, or for a body that is drawn otherwise where it was in it.

    It need not have settled there: landmarks that jump are why somebody was not recognized.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._armings = [Arming(one, settled=False) for one in (exercise.start, AS_AT_START)]

    def update(self, timestamp_s: float, body: Body) -> bool:
        """Take in a body; return whether the position has been held long enough."""
        held = [arming.update(timestamp_s, body) for arming in self._armings]
        return any(held)

    def drop(self) -> None:
        """Start waiting anew."""
        for arming in self._armings:
            arming.drop()
