"""Following one check through time: when a fault is raised, and when it is cleared."""

from math import isnan, nan
from typing import NamedTuple

from formcheck.checks import Limit, Severity

RAISE_S = {Severity.ALERT: 0.3, Severity.WARN: 0.6}
"""How long a fault must last before it is raised."""
HELD_RAISE_S = 0.7
"""The same in a position that is held: there is time, and where limbs cross landmarks flicker. In
207 rendered sets faults that were there lasted 0.73 s or more, and four that were not 0.36 to
0.68 s."""
HELD_LATER_S = 1.4
"""How long a warning must last there that comes on later: who comes back slowly leaves the position
bit by bit. None of 107 intended faults of 221 rendered sets is missed for it."""
FIDGET_S = 2.5
"""How long one must last that comes on in the start position, where people fidget: who takes a
hand away from where it was right has it back after 1.2 to 2.1 s in three rendered sets. An alert
would have to last as long, too; none is judged there alone."""
STANCE_S = 1.2
"""The same for where hands and knees are placed: who sinks back from all fours to rest was past the
limits for 0.7 to 0.8 s in three of four rendered endings. None that was there is missed for it.
An alert would have to last as long, too; none tells that."""
ARRIVED_S = 0.5
"""How long after the start position was taken one that is seen then was there from the start."""
CLEAR_S = 0.4
"""How long it must be gone before it is cleared."""
GAP_S = 0.1
"""How long it may be gone before it is raised and still be the same fault."""
UNSEEN_S = 1.0
"""After this long without a value nobody knows whether it is still the same fault."""
STEP_S = 0.2
"""Between two values further apart in time nobody knows when the limit was passed."""


class Fault(NamedTuple):
    """A fault that is over. Times in seconds."""

    start_s: float
    end_s: float
    worst: float
    worst_s: float
    """When it was at its worst."""


class Judge:
    """Follows one check through a set. For a new set, make a new judge.

    A fault is under way from the first value past the limit; it is raised when it has lasted, and
    cleared when it has been gone for a while. A value that is missing for a moment changes nothing.
    It begins and ends where the course from one value to the next passes the limit, so that how
    long it lasts does not depend on the frame rate.

    How long it must last depends on what is judged: ``held`` is an exercise of holds, ``at_rest``
    the position between movements alone, ``stance`` where hands and knees are placed. What is no
    alert and there from the first value on must last from when it got better last: who takes up a
    position slowly is still on the way to it.
    """

    def __init__(
        self,
        limit: Limit,
        severity: Severity,
        held: bool = False,
        at_rest: bool = False,
        stance: bool = False,
    ) -> None:
        self._limit = limit
        self._raise_s = _raise_s(severity, held)
        self._raise_later_s = _later_s(severity, held, at_rest, stance)
        self._first_s: float | None = None
        """When the first value was since the check applies."""
        self._beyond = False
        """Whether the value before was past the limit."""
        self._before: tuple[float, float] | None = None
        """When it was, and what; None if nothing is known of how it went on from there."""
        self._since_s: float | None = None
        """When the fault under way began; None if none is."""
        self._last_s: float | None = None
        """Until when it was there."""
        self._needed_s = self._raise_s
        """How long it must last."""
        self._patient = severity is Severity.WARN
        self._eases = False
        """Whether the fault may still be on the way to good."""
        self._eased, self._eased_s = nan, nan
        """Its value when it began or was clearly better last, and when that was."""
        self._raised = False
        self._worst = self._worst_s = nan

    @property
    def raised(self) -> bool:
        """Whether a fault is raised now."""
        return self._raised

    def update(self, timestamp_s: float, value: float) -> Fault | None:
        """Take in one value; return the fault that has just cleared."""
        unseen = self._last_s is not None and timestamp_s - self._last_s > UNSEEN_S
        over = self.finish() if unseen else None
        if isnan(value):
            return over
        self._first_s = timestamp_s if self._first_s is None else self._first_s
        beyond = self._limit.passed(value, self._beyond)
        passed_s = self._passed_s(timestamp_s, value) if beyond != self._beyond else None
        if beyond:
            if passed_s is not None:
                over = over or self._clear(passed_s)  # one that was over before this one began
                self._extend(passed_s, later=passed_s - self._first_s > ARRIVED_S)
            self._extend(timestamp_s)
            self._ease(timestamp_s, value)
            if isnan(self._worst) or self._limit.worse(value, self._worst):
                self._worst, self._worst_s = value, timestamp_s
        else:
            if passed_s is not None:
                self._extend(passed_s)
            over = over or self._clear(timestamp_s)
        self._beyond, self._before = beyond, (timestamp_s, value)
        return over

    def rest(self, timestamp_s: float) -> Fault | None:
        """Let time pass without a fault, as when the check does not apply just now."""
        self._before = self._first_s = None
        return self._clear(timestamp_s)

    def finish(self) -> Fault | None:
        """Let nothing last; return the fault if one was raised."""
        self._first_s = None
        return self._close()

    def _close(self) -> Fault | None:
        """Close the fault; return it if it was raised."""
        raised, since_s, last_s = self._raised, self._since_s, self._last_s
        self._beyond, self._raised = False, False
        self._before = self._since_s = self._last_s = None
        if not raised or since_s is None or last_s is None:
            return None
        return Fault(since_s, last_s, self._worst, self._worst_s)

    def _clear(self, timestamp_s: float) -> Fault | None:
        """Close the fault if it has been gone for long enough; return it if it was raised."""
        gone_s = CLEAR_S if self._raised else GAP_S
        over = self._last_s is not None and timestamp_s - self._last_s >= gone_s
        return self._close() if over else None

    def _extend(self, timestamp_s: float, later: bool = False) -> None:
        """Let a fault last until a time, or begin then; later than the first value or not."""
        if self._since_s is None:
            self._since_s, self._worst = timestamp_s, nan
            self._needed_s = self._raise_later_s if later else self._raise_s
            self._eased, self._eased_s = nan, timestamp_s
            self._eases = self._patient and not later
        self._last_s = timestamp_s
        self._raised = self._raised or timestamp_s - self._eased_s >= self._needed_s

    def _ease(self, timestamp_s: float, value: float) -> None:
        """Take in a value past the limit: one that is clearly better lets the fault wait."""
        if not self._eases:
            return
        if isnan(self._eased):
            self._eased = value
        elif self._limit.eased(self._eased, value):
            self._eased, self._eased_s = value, timestamp_s

    def _passed_s(self, timestamp_s: float, value: float) -> float | None:
        """Return when the value has passed the limit; None if it is not known."""
        if self._before is None or timestamp_s - self._before[0] > STEP_S:
            return None
        then_s, before = self._before
        share = (self._limit.bound(self._beyond) - before) / (value - before)
        return then_s + (timestamp_s - then_s) * share


def _raise_s(severity: Severity, held: bool) -> float:
    """Return how long a fault must last that was there from the first value on."""
    return HELD_RAISE_S if held else RAISE_S[severity]


def _later_s(severity: Severity, held: bool, at_rest: bool, stance: bool) -> float:
    """Return how long a fault must last that was not there from the first value on."""
    if stance:
        return STANCE_S
    if at_rest:
        return FIDGET_S
    if held and severity is Severity.WARN:
        return HELD_LATER_S
    return _raise_s(severity, held)
