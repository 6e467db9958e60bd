"""Telling which exercise a body does, by following all of them at once."""

from collections.abc import Mapping
from math import inf

from formcheck.assessment import Assessment
from formcheck.counting.holds import SHORTEST_HOLD_S
from formcheck.exercise import Exercise, Registry
from formcheck.pose import Pose
from formcheck.posture import in_posture
from formcheck.session import Session

DECIDE_S = 4.0
"""A movement is watched for this long before it is given a name."""
LASTING_S = 0.4
"""A movement must be far enough for this long, or for half as long as the shortest one takes."""
EARLIER_S = 1.0
"""A start position that was seen by more than this before another's is the one that was meant."""
RANK = (
    "cobra_kicks",
    "supine_twist",
    "seated_twist",
    "butterfly_side_bend",
    "butterfly_articulation",
    "upper_back_lift",
    "cobra",
    "crocodile_twist",
    "childs_pose_to_cobra",
    "childs_pose",
    "cat_cow",
)
"""Of several that fit and began together the first one counts: one that contains another comes
before it. Beside a trunk that rises the legs seem to go over, as in the crocodile twist; legs that
lie long and are seen from the head end seem folded, as in child's pose."""


class Recognizer:
    """Follows every exercise until one has been begun. For a new set, make a new one.

    An exercise is recognized by its start position and by a movement that gets far enough; what
    only fidgets is none.
    """

    def __init__(self, exercises: Registry) -> None:
        self._candidates = {name: _Candidate(each) for name, each in exercises.items()}
        self._found: str | None = None

    @property
    def found(self) -> str | None:
        """The exercise's id once it is known."""
        return self._found

    def update(self, pose: Pose) -> str | None:
        """Take in the next pose; return the exercise's id once it is known."""
        if self._found is not None:
            return self._found
        for candidate in self._candidates.values():
            candidate.update(pose)
        decided_s = pose.timestamp_s - DECIDE_S
        if any(one.fits and one.begun_s <= decided_s for one in self._candidates.values()):
            self._found = self._best()
        return self._found

    def finish(self) -> str | None:
        """End the stream; return the exercise's id if one was begun."""
        return self._found or self._best()

    def _best(self) -> str | None:
        fitting = {name: one.since_s for name, one in self._candidates.items() if one.fits}
        return meant_of(fitting) if fitting else None


def meant_of(since_s: Mapping[str, float]) -> str:
    """Return which exercise is meant of those that fit, by since when each one's start was seen."""
    together = min(since_s.values()) + EARLIER_S
    ranks = {name: i for i, name in enumerate(RANK)}
    return min(
        (name for name in since_s if since_s[name] <= together),
        key=lambda name: ranks.get(name, -1),
    )


class _Candidate:
    """An exercise that is followed to see whether it is done."""

    def __init__(self, exercise: Exercise) -> None:
        self._session = Session(exercise)
        self._lasting_s = min(LASTING_S, *(way.shortest_s / 2 for way in exercise.ways))
        self._exercise = exercise
        self._forget()

    def _forget(self) -> None:
        """Start watching anew."""
        self._missing = _pair(self._exercise)
        self._there_s: float | None = None
        self._longest_s = 0.0
        """For how long the position was held at most."""
        self.since_s = inf
        """Since when its start position was seen."""
        self.begun_s = inf
        """When the first movement from there began."""
        self._in_it = False
        """Whether the position was seen of somebody who has begun: kicks of who lies are others."""
        self.fits = False
        """Whether it has been begun."""

    def update(self, pose: Pose) -> None:
        """Take in the next pose."""
        seen = self._session.update(pose)
        if seen.armed:
            self.since_s = min(self.since_s, pose.timestamp_s)
        if seen.share > 0:
            self.begun_s = min(self.begun_s, pose.timestamp_s)
        self._in_it = self._in_it or self._is_begun(seen)
        if seen.share < 1:
            self._there_s = None
        elif self._there_s is None:
            self._there_s = pose.timestamp_s
        if self._there_s is not None and pose.timestamp_s - self._there_s >= self._lasting_s:
            self._missing.discard(seen.phase)
            self.fits = self._in_it and not self._missing
        self._longest_s = max(self._longest_s, seen.hold_s)
        if self.fits and self._passed_through(seen):
            self.fits, self.begun_s = False, inf
        if not seen.armed and not seen.count:  # then it was something else
            self._forget()

    def _is_begun(self, seen: Assessment) -> bool:
        return seen.body is not None and in_posture(seen.body, self._exercise.begun)

    def _passed_through(self, seen: Assessment) -> bool:
        """Return whether what was to be held has been left too soon."""
        return self._exercise.held and seen.share == 0 and self._longest_s < SHORTEST_HOLD_S


def _pair(exercise: Exercise) -> set[str | None]:
    """Return the two phases that must both be seen where each repetition has one of each.

    One alone is little: a head that nods rounds and arches a back by itself.
    """
    phases: set[str | None] = set(exercise.pattern)
    return phases if len(exercise.pattern) == len(phases) == 2 else set()
