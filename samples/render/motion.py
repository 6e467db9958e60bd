"""Movement: timed key postures, and what they add up to."""

from dataclasses import dataclass, field

import numpy as np

from samples.render.posture import Bend, Posture, Side, mix, plus

HOLD_LEAD, HOLD_TAIL_S = 0.12, 0.2
"""A hold is in place shortly before the way in ends, and a moment into the way out."""


@dataclass(frozen=True)
class Key:
    """A posture at an instant."""

    time_s: float
    posture: Posture
    phase: str
    side: Side | None = None
    passing: bool = False
    """Whether the movement goes on through the posture without a stop."""


@dataclass(frozen=True)
class Moment:
    """What goes on at an instant."""

    posture: Posture
    phase: str
    settled: float
    """1 in a phase, 0 half way between two."""
    side: Side | None


@dataclass(frozen=True)
class Span:
    """A repetition or a hold: from when to when."""

    start_s: float
    end_s: float
    side: Side | None
    peak_s: float | None = None
    """When a repetition is furthest; a hold has none."""


@dataclass
class Motion:
    """A movement put together key by key."""

    keys: list[Key]
    repetitions: list[Span] = field(default_factory=list)
    holds: list[Span] = field(default_factory=list)
    kicks: list[Side] = field(default_factory=list)

    @property
    def end_s(self) -> float:
        """When the last key is reached."""
        return self.keys[-1].time_s

    def move(
        self, posture: Posture, duration_s: float, phase: str, side: Side | None = None
    ) -> "Motion":
        """Go on to a posture."""
        self.keys.append(Key(self.end_s + duration_s, posture, phase, side))
        return self

    def pass_through(self, posture: Posture, duration_s: float, phase: str) -> "Motion":
        """Go on to a posture on the way to the next."""
        self.keys.append(Key(self.end_s + duration_s, posture, phase, passing=True))
        return self

    def stay(self, duration_s: float) -> "Motion":
        """Stay in the last posture."""
        last = self.keys[-1]
        return self.move(last.posture, duration_s, last.phase, last.side)

    def count(self, start_s: float, peak_s: float, side: Side | None = None) -> None:
        """Note that a repetition ends now."""
        self.repetitions.append(Span(start_s, self.end_s, side, peak_s))

    def hold(
        self, posture: Posture, phase: str, durations_s: tuple[float, float], side: Side | None
    ) -> None:
        """Go into a posture and hold it: seconds of the way in, and of the hold."""
        way_in_s, held_s = durations_s
        self.move(posture, way_in_s, phase, side)
        start_s = self.end_s - HOLD_LEAD * way_in_s
        self.stay(held_s)
        self.holds.append(Span(start_s, self.end_s + HOLD_TAIL_S, side))

    def at(self, time_s: float) -> Moment:
        """Return what goes on at an instant."""
        for before, after in zip(self.keys, self.keys[1:], strict=False):
            if time_s <= after.time_s:
                return _between(before, after, time_s)
        last = self.keys[-1]
        return Moment(last.posture, last.phase, 1.0, last.side)


def begin(posture: Posture, phase: str, held_s: float = 1.6) -> Motion:
    """Return a motion that begins with holding a posture."""
    return Motion([Key(0.0, posture, phase)]).stay(held_s)


def smoothstep(fraction: float) -> float:
    """Return 0 to 1 with a soft start and a soft end."""
    inside = min(max(fraction, 0.0), 1.0)
    return inside * inside * (3.0 - 2.0 * inside)


def eased(fraction: float, starts_moving: bool, ends_moving: bool) -> float:
    """Return 0 to 1, soft at the ends where the movement stops."""
    if starts_moving and ends_moving:
        return fraction
    if ends_moving:
        return fraction * fraction
    if starts_moving:
        return fraction * (2.0 - fraction)
    return smoothstep(fraction)


def breathing(time_s: float) -> Posture:
    """Return how a body that keeps still moves all the same."""

    def sway(degrees: float, rate: float, phase: float) -> float:
        return degrees * float(np.sin(2.0 * rate * time_s + phase))

    return Posture(
        lumbar=Bend(flexion_deg=sway(0.6, 0.8, 2.0)),
        thoracic=Bend(sway(0.8, 1.5, 0.3), lateral_deg=sway(0.5, 0.9, 4.0)),
        neck=Bend(flexion_deg=sway(1.0, 1.1, 1.0)),
        head=Bend(twist_deg=sway(1.5, 0.7, 5.0)),
        anchor_m=(sway(0.003, 0.6, 3.0), 0.0),
    )


def alive(moment: Moment, time_s: float) -> Posture:
    """Return the posture of a moment with breath in it."""
    return plus(moment.posture, breathing(time_s))


def _between(before: Key, after: Key, time_s: float) -> Moment:
    duration_s = after.time_s - before.time_s
    elapsed = (time_s - before.time_s) / duration_s if duration_s > 0 else 1.0
    fraction = eased(elapsed, before.passing, after.passing)
    posture = mix(before.posture, after.posture, fraction)
    same = before.phase == after.phase
    nearer, farther = (before, after) if fraction < 0.5 else (after, before)
    return Moment(
        posture,
        phase=nearer.phase,
        settled=1.0 if same else abs(2.0 * fraction - 1.0),
        side=nearer.side or farther.side,
    )
