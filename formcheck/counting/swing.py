"""Following a signal as it leaves rest and comes back: the root of all counting.

A movement may leave rest in several ways (a cow and a cat, a bend to the left and one to the
right). Each way has a share of its own: 0 at rest, 1 as far as it must get to count.
"""

from collections import deque
from collections.abc import Mapping
from math import inf, isnan

from formcheck.counting.course import (
    BEGIN,
    COMING_BACK,
    REST,
    RISEN,
    AlikeCourse,
    Course,
    GappyCourse,
    Sample,
    leader_of,
)
from formcheck.counting.excursion import Excursion

LEAD_S = 1.5
"""How far back its start is looked for."""
ENOUGH = 1.5
"""Farther than this a position is left no sooner: landmarks that jump go far."""
LEFT = 0.7
"""It is no longer held below this share of its peak, or of enough."""


class _Pause:
    """Follows a movement that was over before it was quite at rest.

    It may go on down after a while: only what rises again, or goes another way, is a new one.
    """

    def __init__(self, way: str, share: float) -> None:
        self._way = way
        self._low = share

    def update(self, shares: Mapping[str, float]) -> bool:
        """Take in the share of each way that is seen; return whether this is its lowest."""
        share = shares.get(self._way, inf)
        lowest = share < self._low
        self._low = min(self._low, share)
        return lowest

    def lasts(self, shares: Mapping[str, float]) -> bool:
        """Return whether nothing new has begun."""
        share = shares.get(self._way, self._low)
        others = (other for way, other in shares.items() if way != self._way)
        risen = share > self._low * (1 + RISEN / COMING_BACK)
        return self._low > REST and not risen and max(others, default=0.0) <= share


class SwingDetector:
    """Cuts a stream of shares into excursions. For a new set, make a new detector."""

    def __init__(self, gap_s: float = 0.0, begin: float = BEGIN, alike: bool = False) -> None:
        self._gap_s = gap_s
        """For how long an excursion may seem to be over and still go on."""
        self._begin = begin
        """Past this share one has begun."""
        self._alike = alike
        """Whether the ways may be taken for one another."""
        self._course: Course | None = None
        self._lead: deque[Sample] = deque()
        self._until_rest = False
        """Whether nothing begins before all ways have been at rest."""
        self._pausing: _Pause | None = None
        """What the last movement came to, until it is at rest or a new one begins."""

    @property
    def waiting(self) -> bool:
        """Whether rest has not been seen since what was under way was dropped."""
        return self._until_rest

    @property
    def way(self) -> str | None:
        """The way of the excursion under way, if any."""
        return self._course.way if self._course else None

    @property
    def share(self) -> float:
        """How far the excursion under way is, 0 at rest."""
        return self._course.shares[-1] if self._course else 0.0

    @property
    def reached(self) -> bool:
        """Whether the excursion under way has got far enough to count."""
        return self._course is not None and self._course.peak >= 1

    @property
    def start_s(self) -> float | None:
        """When the excursion under way left rest."""
        return self._course.times_s[self._course.start()] if self._course else None

    @property
    def held(self) -> tuple[float, float] | None:
        """Since when it was held and until when, if it is over now; None if it is not held."""
        course = self._course
        if course is None or course.shares[-1] < LEFT * min(course.peak, ENOUGH):
            return None
        return course.held()

    def update(self, timestamp_s: float, shares: Mapping[str, float]) -> Excursion | None:
        """Take in each way's share; return what has just ended.

        A share that is NaN is skipped.
        """
        seen = {way: share for way, share in shares.items() if not isnan(share)}
        if not seen:
            return None
        leader = leader_of(seen)
        if self._course is None:
            self._wait((timestamp_s, seen), leader)
            return None
        course = self._course = self._course.taken_for(timestamp_s, seen, leader)
        if not course.is_in(seen):  # out of sight: over once the movement goes another way
            return self._close(course, len(course.shares) - 1) if seen[leader] > BEGIN else None
        course.append((timestamp_s, seen))
        end = course.end(overtaken=seen[leader] > max(BEGIN, course.shares[-1]))
        return None if end is None else self._close(course, end)

    def finish(self, anyhow: bool = False) -> Excursion | None:
        """End the stream; return the excursion under way if it was on its way back, or anyhow."""
        course = self._course
        self.drop()
        if course is None:
            return None
        end = course.cut_off()
        if end is None and anyhow:
            end = len(course.shares) - 1
        return None if end is None else course.cut(end)

    def drop(self, until_rest: bool = False) -> None:
        """Forget the excursion under way, and if asked for all there is until the next rest."""
        self._course = self._pausing = None
        self._lead.clear()
        self._until_rest = until_rest

    def _wait(self, sample: Sample, leader: str) -> None:
        """Look for the beginning of an excursion; the last seconds lead into it."""
        self._until_rest = self._until_rest and sample[1][leader] > REST
        if self._until_rest:
            return
        if self._pausing is not None and self._pausing.update(sample[1]):
            self._lead.clear()
        self._lead.append(sample)
        while sample[0] - self._lead[0][0] > LEAD_S:
            self._lead.popleft()
        if self._pausing is not None and self._pausing.lasts(sample[1]):
            return
        self._pausing = None
        if sample[1][leader] > self._begin:
            self._course = self._begun(leader, sample[0])

    def _begun(self, way: str, timestamp_s: float) -> Course:
        if self._gap_s:
            return GappyCourse(way, self._lead, self._gap_s, timestamp_s)
        return AlikeCourse(way, self._lead) if self._alike else Course(way, self._lead)

    def _close(self, course: Course, end: int) -> Excursion:
        self.drop()
        if course.shares[-1] > REST and not course.risen:
            self._pausing = _Pause(course.way, course.shares[-1])
        return course.cut(end)
