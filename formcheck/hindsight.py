"""What was done before the start position was recognized.

How long the person's trunk is, and which way they look, may at first be mistaken: then the start
position is not recognized until the first repetition is over. Once it is, what came before is
looked at again, by what is known by then.
"""

from collections import deque

from formcheck.arming import HOLD_S, Arming
from formcheck.exercise import Exercise
from formcheck.moving import Movement
from formcheck.pose import Pose
from formcheck.posture import holds
from formcheck.tracking import BodyTracker

KEPT_S = 20.0
"""How far back it looks: two slow repetitions."""
AWAY_S = 0.5
"""After this long out of sight, or out of the exercise, the start position must be held again."""


class Hindsight:
    """Keeps the poses of somebody who is not yet in the start position."""

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

    def follow(self, movement: Movement, tracker: BodyTracker) -> None:
        """Let a movement go on with all since the start position was held, if that was earlier.

        The tracker knows the person, and the movement where they rest.
        """
        if self._poses[-1].timestamp_s - self._poses[0].timestamp_s < 2 * HOLD_S:
            return
        past, arming, armed = tracker.again(), Arming(self._exercise.start), False
        seen_s = self._poses[0].timestamp_s
        for pose in self._poses:
            now_s = pose.timestamp_s
            if now_s - seen_s > AWAY_S:
                movement.drop(seen_s, "lost")
                arming.drop()
                armed = False
            body = past.update(pose, movement.side) if pose.seen else None
            if body is None or not holds(self._exercise.within, body):
                continue
            seen_s = now_s
            if armed:
                movement.update(now_s, body)
            else:
                armed = arming.update(now_s, body)
