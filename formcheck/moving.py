"""Following the movement of an exercise: its phases, repetitions and holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import inf, nan
from statistics import median_low

from formcheck.body import Body, reading
from formcheck.course import CALM
from formcheck.excursion import Excursion
from formcheck.exercise import Exercise, Holds, Repetitions, Way
from formcheck.holds import PASSED_S, SHORTEST_HOLD_S, Hold, hold_of
from formcheck.landmarks import Side
from formcheck.leading import Lead
from formcheck.motion import Motion
from formcheck.passing import Passing, Values
from formcheck.recent import RecentRest
from formcheck.reps import Partial, RepCounter, Repetition
from formcheck.swing import SwingDetector

OPEN_S = 4.0
"""A repetition whose next part does not begin for this long is over."""
THERE = 0.7
"""From this share of the way on the body is in that phase."""
USUAL = 5
"""The usual range is that of this many movements."""
TRIED_S = 0.5
"""What falls short sooner was no movement: landmarks that jump seemed to kick for 0.2 to 0.5 s."""
MISTAKEN = 0.5
"""Who passes through rest further from where rest seemed to be, over the way that is needed, does
not rest there."""
AT_ONCE_S = 0.15
"""What falls short the other way until so soon before a movement only gathered swing for it: of 60
rendered sets in 13 the head went back a little before it was rounded forward. Nor is it a try if it
begins so soon after one and is farthest in its first half: in 5 of 386 sets who had come back past
rest settled so, farthest after 0.2 to 0.45 of that time, and tries after 0.57 to 0.62."""


class Movement:
    """Follows the movement of one set. For a new set, make a new one."""

    def __init__(self, exercise: Exercise) -> None:
        goal = exercise.goal
        self._exercise = exercise
        self._ways = {way.phase: way for way in exercise.ways}
        timing = goal if isinstance(goal, Holds) else Holds()
        self._swings = SwingDetector(timing.gap_s)
        self._reps = RepCounter(goal.pattern, goal.alike) if isinstance(goal, Repetitions) else None
        self._passings = [Passing(neutral) for neutral in exercise.neutrals]
        self._open_end = self._reps is None or (isinstance(goal, Repetitions) and goal.open_end)
        self._motion = Motion(timing.settling_s)
        self._lead = Lead(exercise.ways)
        self._rests: Values = {}
        self._counted_from: Values = {}
        """Where rest was when something was counted last: who takes the set up again rests there
        as well, wherever they were when they seemed to rest first."""
        self.had_begun = False
        """Whether the body turned out not to have been at rest in the start position."""
        self._recent: dict[str, RecentRest] = defaultdict(RecentRest)
        self._stretch: dict[str, float] = defaultdict(lambda: 1.0)
        """How much further than usual a person has to go who goes far, by way."""
        self._shares: Mapping[str, float] = {}
        self.moves: dict[str, list[Excursion]] = defaultdict(list)
        """The movements that got far enough, by way."""
        self.repetitions: list[Repetition] = []
        self.partials: list[Partial] = []
        self._short_way = ""
        """Which way the last movement went that was not far enough."""
        self.holds: list[Hold] = []

    @property
    def side(self) -> Side | None:
        """The side that is worked just now."""
        return self._ways[self._swings.way].side if self._swings.way else None

    @property
    def share(self) -> float:
        """How far the movement under way is; 1 counts."""
        return self._swings.share

    @property
    def hold_s(self) -> float:
        """How long a position has been held by now: what is kept of it if it is left at once."""
        held = self._swings.held if self._exercise.held else None
        if held is None:
            return 0.0
        start_s, end_s = self._motion.at_rest(*held)
        return max(0.0, min(end_s, self._motion.rested_until(end_s)) - start_s)

    @property
    def phase(self) -> str | None:
        """The phase the body is in; None between two."""
        way = self._swings.way
        if way is None:
            return self._exercise.rest_phase
        there = self._swings.share >= THERE and not self._motion.on_the_way
        return way if there else None

    @property
    def calm(self) -> bool:
        """Whether the body is at rest, and not only passing through it."""
        return self._swings.way is None and not any(s > CALM for s in self._shares.values())

    @property
    def waiting(self) -> bool:
        """Whether the body has not been at rest since it was lost."""
        return self._swings.waiting

    @property
    def tally(self) -> Counter[str]:
        """How many movements of each way got far enough."""
        return Counter({way: len(moves) for way, moves in self.moves.items()})

    def rest_at(self, rests: Values) -> None:
        """Take what the ways' measures are at rest."""
        self._rests, self.had_begun = rests, False

    def update(self, now_s: float, body: Body) -> tuple[Excursion | None, list[Repetition]]:
        """Take in a body; return the movement it completes, and the repetitions."""
        if self._exercise.held:
            self._motion.update(now_s, body)
        values = {phase: reading(way.measure, body) for phase, way in self._ways.items()}
        if not self._swings.reached:
            self._lead.update(now_s, body)
        again = self._again([(one, one.update(now_s, body, values)) for one in self._passings])
        if again:
            return None, again
        move, done = self._go_on(now_s, values)
        if move is not None and not done:
            again = self._again([(one, self._counted_from) for one in self._passings])
        return (None, again) if again else (move, done)

    def finish(self) -> tuple[Excursion | None, list[Repetition]]:
        """End the set; return what it completes."""
        return self._end(self._swings.finish(anyhow=self._open_end))

    def leave(self) -> tuple[Excursion | None, list[Repetition]]:
        """End what is under way, for the person has left the exercise; return what it completes.

        A hold lasted until then. Any other movement was the first part of getting up, unless it
        was on its way back.
        """
        last = self._swings.finish(anyhow=self._exercise.held)
        ended = self._end(last if last is not None and last.reached else None)
        self._forget_way()
        return ended

    def drop(self, seen_s: float) -> tuple[Excursion | None, list[Repetition]]:
        """Forget the movement under way, for nobody was seen since; return what it completed.

        A hold lasted until then, and another may begin at once. A repetition may have been whole,
        and only not known to be over; the next one begins at rest.
        """
        if not self._exercise.held:
            return None, self._drop_repetition(seen_s)
        start_s, side = self._swings.start_s, self.side
        move, done = self.leave()
        if move is None and start_s is not None:
            self.partials.append(Partial(start_s, seen_s, side, "lost"))
        return move, done

    def forget(self, since_s: float) -> None:
        """Forget what fell short since a time."""
        self.partials = [partial for partial in self.partials if partial.start_s < since_s]

    def _go_on(self, now_s: float, values: Values) -> tuple[Excursion | None, list[Repetition]]:
        """Take in the measures of the ways; return the movement they complete, and repetitions."""
        shares = {way: self._share(now_s, self._ways[way], value) for way, value in values.items()}
        self._shares = self._lead.only(shares)
        excursion = self._swings.update(now_s, self._shares)
        if excursion is not None:
            return self._take(excursion)
        span = self._reps.span if self._reps else None
        if span is not None and self._swings.way is None and now_s - span[1] > OPEN_S:
            return None, self._close(span)
        return None, []

    def _is_mistaken(self, rests: Values) -> bool:
        """Return whether some measure rests elsewhere than it seemed to in the start position."""
        return any(
            abs(rest - self._rests.get(phase, nan)) > MISTAKEN * abs(self._ways[phase].reach)
            for phase, rest in rests.items()
        )

    def _again(self, told: Iterable[tuple[Passing, Values]]) -> list[Repetition]:
        """Look at the past again by where rest may be; go on from there if that counts."""
        for passing, rests in told:
            if not passing.past or not self._is_mistaken(rests):
                continue
            again = Movement(replace(self._exercise, neutrals=()))
            again.rest_at(rests)
            for now_s, values in passing.past:
                again._go_on(now_s, values)
            if again.repetitions:
                return self._take_over(again, passing)
        return []

    def _take_over(self, again: "Movement", passing: Passing) -> list[Repetition]:
        """Go on from what was made of the past of what passes; return what that counts."""
        since_s, _ = passing.past[0]
        self.rest_at(again._rests)
        self.had_begun = passing.had_begun
        self.forget(since_s)
        self.partials += again.partials
        for way, moves in self.moves.items():
            again.moves[way][:0] = [move for move in moves if move.start_s < since_s]
        self.moves, self._stretch = again.moves, again._stretch
        self._swings, self._reps = again._swings, again._reps
        return self._count(again.repetitions)

    def _share(self, now_s: float, way: Way, value: float) -> float:
        rest = way.rest
        if rest == "start":
            rest = self._rests.get(way.phase, nan)
        elif rest == "recent":
            rest = self._recent[way.phase].update(now_s, value)
        return (value - rest) / (way.reach * self._stretch[way.phase])

    def _end(self, last: Excursion | None) -> tuple[Excursion | None, list[Repetition]]:
        """Take in the last movement, if there is one, and close the repetition it belongs to."""
        move, done = self._take(last) if last is not None else (None, [])
        if self._reps is not None and self._reps.span is not None:
            done = done + self._close(self._reps.span)
        return move, done

    def _take(self, excursion: Excursion) -> tuple[Excursion | None, list[Repetition]]:
        """Take in a movement that is over."""
        way = self._ways[excursion.way]
        if any(passing.stayed(way) for passing in self._passings):
            return None, []
        if excursion.end_s - excursion.start_s < way.shortest_s or not excursion.reached:
            self._fall_short(excursion, way)
            return None, []
        self._forget_swing(excursion)
        self._lead.drop()
        hold = hold_of(excursion, self._motion, way.side)
        if self._reps is None and hold.held_s < PASSED_S:
            return None, []
        there_s, _ = excursion.plateau_s
        excursion = replace(
            excursion,
            shares=excursion.shares * self._stretch[way.phase],
            entry_s=self._motion.lasted_s(there_s),
            entry_speed=self._motion.speed(there_s),
            entered_s=hold.start_s,
        )
        moves = self.moves[way.phase]
        moves.append(excursion)
        usual = median_low(move.peak for move in moves[-USUAL:])
        self._stretch[way.phase] = max(1.0, way.own_range * usual)
        if self._reps is None:
            self.holds.append(hold)
        return excursion, self._count(self._reps.update(excursion) if self._reps else [])

    def _fall_short(self, excursion: Excursion, way: Way) -> None:
        """Take in a movement that does not count."""
        if self._reps is not None:
            self._reps.fell_short(way.phase)
        tried_s = TRIED_S if self._reps is not None else SHORTEST_HOLD_S
        lasted_s = excursion.end_s - excursion.start_s
        if lasted_s >= tried_s and not self._is_settling(excursion):
            self.partials.append(Partial(excursion.start_s, excursion.end_s, way.side, "range"))
            self._short_way = way.phase

    def _drop_repetition(self, seen_s: float) -> list[Repetition]:
        """Forget the repetition under way; return it if it was whole."""
        start_s, side, done = self._swings.start_s, self.side, []
        if self._reps is not None and self._reps.span is not None:
            begun_s, _ = self._reps.span
            done = self._count(self._reps.finish()) if start_s is None else []
            start_s = None if done else begun_s
            self._reps.drop()
        if start_s is not None:
            self.partials.append(Partial(start_s, seen_s, side, "lost"))
        self._swings.drop(until_rest=True)
        self._forget_way()
        return done

    def _forget_way(self) -> None:
        """Forget how the body got where it is, for it was left or lost."""
        self._motion.drop()
        self._lead.drop()
        for passing in self._passings:
            passing.drop()

    def _is_settling(self, excursion: Excursion) -> bool:
        """Return whether a movement only came back past rest: soon farthest, then slowly done."""
        over_s = max((moves[-1].end_s for moves in self.moves.values() if moves), default=-inf)
        middle_s = (excursion.start_s + excursion.end_s) / 2
        return excursion.start_s - over_s <= AT_ONCE_S and excursion.peak_s < middle_s

    def _forget_swing(self, excursion: Excursion) -> None:
        """Forget what fell short just before if it only gathered swing."""
        last = self.partials[-1] if self.partials else None
        if last is None or last.reason != "range" or self._short_way == excursion.way:
            return
        if excursion.start_s - last.end_s <= AT_ONCE_S:
            self.partials.pop()

    def _close(self, span: tuple[float, float]) -> list[Repetition]:
        """Close a repetition that is not gone on with."""
        assert self._reps is not None
        done = self._count(self._reps.finish())
        if not done:
            self.partials.append(Partial(*span, None, "incomplete"))
        return done

    def _count(self, repetitions: list[Repetition]) -> list[Repetition]:
        measured = [self._measured(repetition) for repetition in repetitions]
        self.repetitions += measured
        if measured:
            self._counted_from = self._rests
            for passing in self._passings:
                passing.drop()
        return measured

    def _measured(self, repetition: Repetition) -> Repetition:
        """Add side and range, which the exercise knows."""
        ways = [self._ways[part.way] for part in repetition.parts]
        extents = [
            abs(way.reach) * part.peak for way, part in zip(ways, repetition.parts, strict=True)
        ]
        side = ways[0].side if len(ways) == 1 else None
        assert self._reps is not None
        far = self._reps.range_of(extents)
        return replace(repetition, side=side, range=far, range_unit=ways[0].unit)
