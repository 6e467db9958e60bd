"""What is known of a set: after one pose, and when it is over."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.body import Body, View
from formcheck.checks import Event
from formcheck.counting.holds import Hold
from formcheck.counting.reps import Partial, Repetition
from formcheck.exercise import Exercise
from formcheck.judging.watch import Finding
from formcheck.landmarks import Side


@dataclass(frozen=True, eq=False)
class Assessment:
    """What is known after one pose."""

    timestamp_s: float
    """That of the pose, in seconds of the source."""
    body: Body | None = None
    """The body that was seen; None if there was none."""
    view: View | None = None
    """From where the start position was seen last that could be judged; None until then."""
    armed: bool = False
    """Whether the start position has been taken, so that what is done counts and is judged."""
    phase: str | None = None
    """The phase the body is in; None between two, and while it is not armed."""
    side: Side | None = None
    """The side that is worked just now; None at rest, and where an exercise has none."""
    share: float = 0.0
    """How far the movement under way is; 1 counts."""
    count: int = 0
    """Repetitions so far."""
    repetition: Repetition | None = None
    """The repetition this pose completed, if any."""
    hold_s: float = 0.0
    """How long the position is held by now."""
    raised: tuple[str, ...] = ()
    """The checks whose fault is raised now, alerts first."""
    faulted: tuple[str, ...] = ()
    """The checks of whole movements that found a fault in the one this pose completed."""
    values: Mapping[str, float] = field(default_factory=dict)
    """What was judged, by check, as it is held against the limit; only what applied."""

    def near(self, exercise: Exercise) -> Side | None:
        """Return the side closer to the camera; None unless the exercise is seen in profile.

        Until its view is known, it may be each of those from which it can be judged.
        """
        views = exercise.views if self.view is None else (self.view,)
        in_profile = exercise.profiled and set(views) == {"side"}
        return self.body.near if in_profile and self.body is not None else None


@dataclass(frozen=True, eq=False)
class Summary:
    """What a whole set came to."""

    exercise: Exercise
    view: View | None
    """From where the start position was seen; None if it was not."""
    view_ok: bool
    """Whether the exercise can be judged from there."""
    person_share: float
    """The share of the poses in which somebody was seen, 0 to 1."""
    whole_share: float
    """The share of the poses in which all of somebody was in the picture, 0 to 1."""
    judged_share: float
    """The share of the poses in which somebody was armed, 0 to 1."""
    repetitions: tuple[Repetition, ...]
    partials: tuple[Partial, ...]
    holds: tuple[Hold, ...]
    findings: tuple[Finding, ...]
    events: tuple[Event, ...]
    tally: Counter[str] = field(default_factory=Counter)
    """How many movements of each way got far enough."""
