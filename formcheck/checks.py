"""What good form is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import nan

from formcheck.body import Body, Measure
from formcheck.counting.excursion import Excursion
from formcheck.posture import Posture, in_posture


class Verdict(Enum):
    """The outcome of a check. What was not seen is neither good nor bad."""

    GOOD = "good"
    FAULT = "fault"
    NOT_SEEN = "not_seen"


class Severity(Enum):
    """How much a fault matters."""

    ALERT = "alert"
    """It may hurt."""
    WARN = "warn"
    """It is a matter of form."""


SEEN_SHARE = 0.2
"""A check that was judged for less of the time in which it applies was not seen."""


class Against(Enum):
    """What a measure is held against.

    At rest is in the start position, or where that was last held between two repetitions.
    """

    ZERO = "zero"
    """Nothing: the value itself."""
    START = "start"
    """The value at rest: their difference."""
    DEVIATION = "deviation"
    """The value at rest: how far it is from that, either way."""
    START_SHARE = "start share"
    """The value at rest: by what share it has dropped."""
    FIRST_SHARE = "first share"
    """The value when it first applied for a second: by what share it has dropped."""
    LEAST_DEVIATION = "least deviation"
    """The values at rest and when it first applied to this movement, for a second: how far it is
    from the nearer of them, either way. For starts in which the landmarks may be off, and who
    creeps along from one movement to the next."""


@dataclass(frozen=True)
class Limit:
    """A value a measure must not pass, and one it must come back to.

    With ``enter`` above ``leave`` large values are faults, the other way round small ones.
    """

    enter: float
    leave: float

    def __post_init__(self) -> None:
        if self.enter == self.leave:
            raise ValueError(f"enter and leave must differ, got {self}")

    def passed(self, value: float, already: bool = False) -> bool:
        """Return whether the value is a fault, given whether it was one already just before."""
        bound = self.bound(already)
        return value > bound if self.enter > self.leave else value < bound

    def bound(self, already: bool) -> float:
        """Return the value that parts good from fault, given whether it was a fault before."""
        return self.leave if already else self.enter

    def worse(self, a: float, b: float) -> bool:
        """Return whether a is worse than b."""
        return a > b if self.enter > self.leave else a < b

    def eased(self, before: float, value: float) -> bool:
        """Return whether a value is better than one before by more than the two bounds differ."""
        return self.worse(before + self.leave - self.enter, value)

    def best(self, values: Iterable[float]) -> float:
        """Return the value that is no worse than any other."""
        return min(values) if self.enter > self.leave else max(values)

    def scaled(self, factor: float) -> "Limit":
        """Return the limit at a share of its distance from zero."""
        return Limit(self.enter * factor, self.leave * factor)


@dataclass(frozen=True)
class Check:
    """One thing to watch while the exercise goes on."""

    id: str
    measure: Measure
    limit: Limit
    unit: str
    """``deg``, ``torso``, ``share`` or ``s``."""
    cue: str
    """What to tell the person, in a few words."""
    severity: Severity = Severity.WARN
    during: tuple[str, ...] = ()
    """The phases in which it applies; all if empty; ``end`` is the last second of a set."""
    against: Against = Against.ZERO
    usual_start: float = nan
    """What it reads in the start position of most people, for who was not seen in it."""
    views: tuple[str, ...] = ()
    """The views it can be seen in; all that the exercise has if empty."""
    when: Posture = ()
    """The position in which it applies."""
    profiles: Mapping[str, Limit] = field(default_factory=dict)
    """Limits of their own under a profile."""
    stance: bool = False
    """Whether it tells where hands or knees were placed: what comes on later must last longer, for
    who shifts, or goes back to rest, passes the limit for a moment."""

    @property
    def held_against_start(self) -> bool:
        """Whether it needs the value in the start position."""
        return self.against not in (Against.ZERO, Against.FIRST_SHARE)

    def applies(self, phase: str | None, body: Body) -> bool:
        """Return whether it can be judged in a phase, and of a body in its view and position."""
        if self.during and phase not in self.during:
            return False
        if self.views and body.view not in self.views:
            return False
        return in_posture(body, self.when)


@dataclass(frozen=True)
class MoveCheck:
    """One thing to judge about each movement when it is over."""

    id: str
    value: Callable[[Excursion, Sequence[Excursion]], float]
    """From the movement and all before it of the same way; NaN if it can't be told."""
    limit: Limit
    unit: str
    cue: str
    severity: Severity = Severity.WARN
    near_only: bool = False
    """Whether only movements of the side near to the camera are judged."""
    in_a_row: int = 1
    """Of so many judged movements in a row the best counts: one alone may be misread."""
    span: Callable[[Excursion], tuple[float, float]] | None = None
    """From when to when a movement shows what it is about; from rest to rest if None."""


@dataclass(frozen=True)
class PatternCheck:
    """Whether every repetition has the parts that it should have, no more and no less."""

    id: str
    cue: str
    severity: Severity = Severity.WARN
    limit: Limit = Limit(0.5, 0.4)
    unit: str = "parts"
    in_a_row: int = 1
    """Of so many repetitions in a row the best counts: in one a part may be misread."""


@dataclass(frozen=True)
class Event:
    """A warning that was raised. Times in seconds of the source."""

    check: str
    severity: Severity
    start_s: float
    end_s: float
    worst: float
    unit: str
    cue: str
