"""What an exercise is: one constant of these classes holds all of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from formcheck.body import LevelLine, Measure, View
from formcheck.checks import Check, MoveCheck, PatternCheck
from formcheck.counting.course import BEGIN
from formcheck.landmarks import SIDES, Side
from formcheck.posture import Posture, Range

AnyCheck = Check | MoveCheck | PatternCheck


@dataclass(frozen=True)
class Way:
    """One way in which the movement leaves rest."""

    phase: str
    """What the body does when it has got there."""
    measure: Measure
    """What grows on the way."""
    reach: float
    """How far from rest the measure must get to count; negative if it falls."""
    side: Side | None = None
    rest: float | Literal["start", "recent"] = "start"
    """The measure at rest: a number, its value in the start position, or where it was last."""
    unit: str = "torso"
    shortest_s: float = 0.15
    """What is over sooner was no movement of a body."""
    own_range: float = 0.0
    """The share of the person's own usual range that is needed as well."""
    led_by: Range | None = None
    """The position that leads into this way and no other, where only that tells them apart."""


@dataclass(frozen=True)
class Neutral:
    """What tells where rest is though the body was held otherwise in the start position."""

    measure: Measure
    """What it is as the body passes through rest is known, whatever it was like at the start."""
    margin: float
    """How far to either side of that is out of rest; negative if it falls on ways whose measure
    grows."""
    passings: int = 2
    """After how many it is believed: one each way, for what lags lags both ways, or more."""
    along: tuple[str, ...] = ()
    """The phases whose ways it goes along for certain; where it does not, the head moved alone."""
    whole: float = inf
    """It goes this far only from one end to the other: then rest is where it lies between them,
    and not where a body was that had begun before."""
    between: float = 0.5
    """Where rest lies, as a share of the way from its least to its most."""
    zero: bool = True
    """Whether the measure is 0 at rest; else rest is known by its ends alone."""


@dataclass(frozen=True)
class Repetitions:
    """An exercise counted in repetitions."""

    pattern: tuple[str, ...]
    """The phases that make up one repetition, one way after the other, as cat and cow, or two kicks
    of each leg; empty if every movement is one."""
    target: int
    """The number of both sides together, where there are two."""
    enough: int
    """The number that is enough when the target is too much, of both sides as well."""
    open_end: bool = False
    """Whether the last one may end where the movement is farthest."""
    alike: bool = False
    """Whether the ways may be taken for one another: then it is one movement that one of them goes
    on with where the other leaves off, and as many of one way in a row as a repetition has in all
    make one, too."""
    begin: float = BEGIN
    """Past this share of what is needed a movement has begun, and is told of if it falls short: a
    smaller one where the measure is calm at rest."""
    tally: Mapping[str, str] = field(default_factory=dict)
    """Movements counted apart, by the name under which they are reported."""


@dataclass(frozen=True)
class Holds:
    """An exercise held for breaths."""

    target_breaths: float = 3.0
    praised_breaths: float = 5.0
    each_side: bool = True
    gap_s: float = 0.0
    """For how long it may seem to be left and still be the same hold."""
    settling_s: float = 1.2
    """For how long the body may still be on its way once the measure is there, and again before
    the measure leaves: long where a limb is seen to be there before the trunk is."""
    on_the_way_speed: float = 0.25
    """How fast the body is at least on its way there and back, in torso lengths a second. Told so,
    holds of three exercises begin and end within 0.15 s of the truth on average (329 rendered)."""
    only: Side | None = None
    """The one side that is asked for, where there are two."""


@dataclass(frozen=True)
class Exercise:
    """An exercise: how it is set up and seen, what drives it, what is checked."""

    id: str
    name: str
    views: tuple[View, ...]
    """The views it can be judged from, the best first."""
    setup: str
    """How to do it, for the person."""
    camera: str
    """Where to put the camera."""
    rest_phase: str
    """What the phase is called when the body is at rest."""
    start: Posture
    """The position that must be held before anything counts."""
    ways: tuple[Way, ...]
    goal: Repetitions | Holds
    checks: tuple[AnyCheck, ...]
    begun: Posture = ()
    """The position of somebody who has begun already, from which the set can be joined as well;
    what is held against the start is then not known."""
    within: Posture = ()
    """What holds throughout the exercise; the set is over when it no longer does."""
    views_told: Posture = ()
    """The positions that tell from where it is seen, if the start position may not."""
    neutrals: tuple[Neutral, ...] = ()
    """What passes through rest in a movement that goes both ways."""
    level: LevelLine | None = None
    """What lies equally high in the start position, from which a tilted camera is told."""
    least_hz: float = 0.0
    """So many pictures a second are needed, or some of its movements may be lost; 0 where they are
    so slow that any camera will do."""

    @property
    def profiled(self) -> bool:
        """Whether it is seen in profile: only then is left and right of the picture folded."""
        return self.views[0] == "side"

    @property
    def held(self) -> bool:
        """Whether it is held, not repeated."""
        return isinstance(self.goal, Holds)

    @property
    def pattern(self) -> tuple[str, ...]:
        """The phases that make up one repetition; empty if every movement is one, or it is held."""
        return self.goal.pattern if isinstance(self.goal, Repetitions) else ()

    @property
    def alike(self) -> bool:
        """Whether its ways may be taken for one another."""
        return isinstance(self.goal, Repetitions) and self.goal.alike

    @property
    def sided(self) -> bool:
        """Whether each repetition or hold is of one of the two sides."""
        sides = {way.side for way in self.ways}
        return len(self.pattern) < 2 and sides.issuperset(SIDES)

    @property
    def each_side(self) -> bool:
        """Whether the goal is to be reached on both sides."""
        return self.sided and (isinstance(self.goal, Repetitions) or self.goal.each_side)

    def per_side(self, number: int) -> int:
        """Return how many of each side so many in all are, at least one; all, where it has none."""
        return max(1, number // 2) if self.each_side else number


Registry = Mapping[str, Exercise]
