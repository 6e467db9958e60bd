"""Putting excursions together to repetitions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from formcheck.counting.excursion import Excursion
from formcheck.landmarks import Side


@dataclass(frozen=True)
class Repetition:
    """One finished repetition: the excursions that make it up. Times in seconds."""

    parts: tuple[Excursion, ...]
    side: Side | None = None
    range: float = float("nan")
    """How far it went, in the unit of the signal: from end to end, the farthest part of each way
    put together; where a way belongs to it more than once, as in kicks, its usual part."""
    range_unit: str = "torso"
    short: tuple[str, ...] = ()
    """The ways that were also begun but not gone far enough, since the repetition before."""

    @property
    def start_s(self) -> float:
        """When rest was left first."""
        return self.parts[0].start_s

    @property
    def peak_s(self) -> float:
        """When the last part was farthest."""
        return self.parts[-1].peak_s

    @property
    def end_s(self) -> float:
        """When rest was reached again."""
        return self.parts[-1].end_s

    @property
    def pattern(self) -> tuple[str, ...]:
        """The ways its parts went, in order."""
        return tuple(part.way for part in self.parts)


@dataclass(frozen=True)
class Partial:
    """A movement that did not become a repetition, and why."""

    start_s: float
    end_s: float
    side: Side | None
    reason: str
    """``range``: not far enough; ``lost``: out of sight; ``incomplete``: a part is missing."""


class RepCounter:
    """Counts repetitions in a stream of excursions. For a new set, make a new counter.

    A repetition needs every part of its pattern, in runs of one way after the other; it is
    counted when the last one is back at rest, and at most once. If the ways look alike, as many
    parts of one way in a row make one, too.
    """

    def __init__(self, pattern: tuple[str, ...], alike: bool = False) -> None:
        self._pattern = Counter(pattern)
        self._alike = alike
        self._parts: list[Excursion] = []
        self._short: list[str] = []

    @property
    def span(self) -> tuple[float, float] | None:
        """When the open repetition began and its latest part ended, if one is open."""
        return (self._parts[0].start_s, self._parts[-1].end_s) if self._parts else None

    def update(self, excursion: Excursion) -> list[Repetition]:
        """Take in a finished excursion; return the repetitions it completes."""
        done = []
        ways = [part.way for part in self._parts]
        if ways and excursion.way != ways[-1] and excursion.way in ways:
            done += self.finish()  # back to the first way: what was open is over
        self._parts.append(excursion)
        if Counter(part.way for part in self._parts) >= self._pattern or self._is_run():
            done += self.finish()
        return done

    def fell_short(self, way: str) -> None:
        """Take in that a way was begun but not gone far enough."""
        self._short.append(way)

    def finish(self) -> list[Repetition]:
        """Close the open repetition; it counts if no way is missing altogether, or in a run."""
        parts, short = tuple(self._parts), tuple(self._short)
        whole = {part.way for part in parts} >= set(self._pattern) or self._is_run()
        self.drop()
        return [Repetition(parts, short=short)] if parts and whole else []

    def range_of(self, extents: Sequence[tuple[str, float]]) -> float:
        """Return how far a repetition went, whose parts went so far, each with its way."""
        if any(times > 1 for times in self._pattern.values()):
            return fmean(far for _, far in extents)
        farthest: dict[str, float] = {}
        for way, far in extents:
            farthest[way] = max(far, farthest.get(way, 0.0))
        return sum(farthest.values())

    def drop(self) -> None:
        """Forget the open repetition."""
        self._parts, self._short = [], []

    def _is_run(self) -> bool:
        """Return whether the latest parts are as many of one way as make a repetition."""
        latest = [part.way for part in self._parts[-self._pattern.total() :]]
        return self._alike and len(latest) == self._pattern.total() and len(set(latest)) == 1
