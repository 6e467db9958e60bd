"""Telling which exercise a body does, by following all of them at once."""

from collections.abc import Mapping

from formcheck.exercise import Exercise
from formcheck.pose import Pose
from formcheck.session import Session

DECIDE_S = 4.0
"""Movement is watched for this long before a name is given."""
LASTING_S = 0.4
"""A movement must be far enough for this long, or for half as long as the shortest one takes."""
RANK = (
    "cobra_kicks",
    "childs_pose_to_cobra",
    "supine_twist",
    "crocodile_twist",
    "seated_twist",
    "butterfly_side_bend",
    "butterfly_articulation",
    "upper_back_lift",
    "childs_pose",
    "cat_cow",
    "cobra",
)
"""Of several that fit the first one counts: one that contains another comes before it."""


class Recognizer:
    """Follows every exercise until one has been begun. For a new set, make a new one.

    An exercise is recognized by its start position and by a movement that gets far enough; what
    only fidgets is none.
    """

    def __init__(self, exercises: Mapping[str, Exercise]) -> None:
        self._sessions = {name: Session(exercise) for name, exercise in exercises.items()}
        self._ranks = {name: i for i, name in enumerate(RANK)}
        self._begun_s: float | None = None
        self._lasting_s = {
            name: min(LASTING_S, *(way.shortest_s / 2 for way in exercise.ways))
            for name, exercise in exercises.items()
        }
        self._there_s: dict[str, float] = {}
        self._fitting: set[str] = set()
        self._found: str | None = None

    @property
    def found(self) -> str | None:
        """The exercise's id once it is known."""
        return self._found

    def update(self, pose: Pose) -> str | None:
        """Take in the next pose; return the exercise's id once it is known."""
        if self._found is not None:
            return self._found
        now_s = pose.timestamp_s
        for name, session in self._sessions.items():
            seen = session.update(pose)
            if seen.share > 0 and self._begun_s is None:
                self._begun_s = now_s
            if seen.share < 1:
                self._there_s.pop(name, None)
            elif now_s - self._there_s.setdefault(name, now_s) >= self._lasting_s[name]:
                self._fitting.add(name)
            if not seen.armed and not seen.count:
                self._fitting.discard(name)  # it began like it, and then did something else
        if self._begun_s is not None and now_s - self._begun_s >= DECIDE_S:
            self._found = self._best()
        return self._found

    def finish(self) -> str | None:
        """End the stream; return the exercise's id if one was begun."""
        return self._found or self._best()

    def _best(self) -> str | None:
        return min(self._fitting, key=lambda name: self._ranks.get(name, -1), default=None)
