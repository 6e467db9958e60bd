"""Following the movement of an exercise: from bodies to phases, movements and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import nan
from statistics import median_low

from formcheck.body import Body, reading
from formcheck.counting.course import BEGIN, CALM
from formcheck.counting.excursion import Excursion
from formcheck.counting.holds import Hold, hold_of
from formcheck.counting.leading import Lead
from formcheck.counting.logbook import Completed, SetLog
from formcheck.counting.motion import Motion
from formcheck.counting.passing import Passing, Values
from formcheck.counting.recent import RecentRest
from formcheck.counting.reps import Repetition
from formcheck.counting.swing import SwingDetector
from formcheck.exercise import Exercise, Holds, Way
from formcheck.landmarks import Side

THERE = 0.7
"""From this share of the way on the body is in that phase."""
USUAL = 5
"""The usual range is that of this many movements."""
MISTAKEN = 0.5
"""Who passes through rest further from where rest seemed to be, over the way that is needed, does
not rest there."""


class Movement:
    """Follows the movement of one set. For a new set, make a new one.

    What the ways' measures are becomes shares of what is needed, a course of shares becomes a
    movement once it is over, and the log makes repetitions or holds of movements. Who passes
    through rest elsewhere than it seemed to be has the last seconds looked at again.
    """

    def __init__(self, exercise: Exercise) -> None:
        goal = exercise.goal
        timing = goal if isinstance(goal, Holds) else Holds()
        self._exercise = exercise
        self._ways = {way.phase: way for way in exercise.ways}
        begin = BEGIN if isinstance(goal, Holds) else goal.begin
        self._swings = SwingDetector(timing.gap_s, begin, exercise.alike)
        self._open_end = isinstance(goal, Holds) or goal.open_end
        """Whether what is under way at the end of the set is over by that."""
        self._motion = Motion(timing.settling_s, timing.on_the_way_speed)
        self._lead = Lead(exercise.ways)
        self._passings = [Passing(neutral) for neutral in exercise.neutrals]
        self._rests: Values = {}
        """What the measures are at rest, as far as is known."""
        self._counted_from: Values = {}
        """Where rest was when something was counted last: who takes the set up again rests there
        as well, wherever they were when they seemed to rest first."""
        self.had_begun = False
        """Whether the body turned out not to have been at rest in the start position."""
        self._recent: dict[str, RecentRest] = defaultdict(RecentRest)
        self._stretch: dict[str, float] = defaultdict(lambda: 1.0)
        """How much further than usual a person has to go who goes far, by way."""
        self._shares: Mapping[str, float] = {}
        self.log = SetLog(exercise)
        """What the movements came to so far."""

    # -- where the body is ------------------------------------------------------------------

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

    # -- what happens to it -----------------------------------------------------------------

    def rest_at(self, rests: Values) -> None:
        """Take what the ways' measures are at rest, as far as that was seen."""
        self._rests, self.had_begun = {**self._rests, **rests}, False

    def update(self, now_s: float, body: Body) -> Completed:
        """Take in a body; return what it completes."""
        if self._exercise.held:
            self._motion.update(now_s, body)
        values = {phase: reading(way.measure, body) for phase, way in self._ways.items()}
        if not self._swings.reached:
            self._lead.update(now_s, body)
        told = [(one, one.update(now_s, body, values)) for one in self._passings]
        completed = self._look_again(told) or self._go_on(now_s, values)
        if completed.move is not None and not completed.repetitions:  # with the past it may
            before = [(one, self._counted_from) for one in self._passings]
            completed = self._look_again(before) or completed
        return completed

    def finish(self) -> Completed:
        """End the set; return what it completes."""
        return self._end(self._swings.finish(anyhow=self._open_end))

    def leave(self) -> Completed:
        """End what is under way, for the person has left the exercise; return what it completes.

        A hold lasted until then. Any other movement was the first part of getting up, unless it
        was on its way back.
        """
        last = self._swings.finish(anyhow=self._exercise.held)
        completed = self._end(last if last is not None and last.reached else None)
        self._forget_way()
        return completed

    def drop(self, seen_s: float) -> Completed:
        """Forget the movement under way, for nobody was seen since; return what it completed.

        A hold lasted until then, and another may begin at once. A repetition may have been whole,
        and only not known to be over; the next one begins at rest.
        """
        start_s, side = self._swings.start_s, self.side
        if self._exercise.held:
            completed = self.leave()
            if completed.move is None:
                self.log.lose(start_s, seen_s, side)
            return completed
        done = self._counted(self.log.lose(start_s, seen_s, side))
        self._swings.drop(until_rest=True)
        self._forget_way()
        return Completed(None, done)

    # -- from measures to movements ---------------------------------------------------------

    def _go_on(self, now_s: float, values: Values) -> Completed:
        """Take in the measures of the ways; return what they complete."""
        shares = {way: self._share(now_s, self._ways[way], value) for way, value in values.items()}
        self._shares = self._lead.only(shares)
        excursion = self._swings.update(now_s, self._shares)
        if excursion is not None:
            return self._take(excursion)
        at_rest = self._swings.way is None
        return Completed(None, self._counted(self.log.rest(now_s))) if at_rest else Completed()

    def _share(self, now_s: float, way: Way, value: float) -> float:
        """Return how much of a way its measure has gone: 0 at rest, 1 as far as is needed."""
        rest = way.rest
        if rest == "start":
            rest = self._rests.get(way.phase, nan)
        elif rest == "recent":
            rest = self._recent[way.phase].update(now_s, value)
        return (value - rest) / (way.reach * self._stretch[way.phase])

    def _end(self, last: Excursion | None) -> Completed:
        """Take in the last movement, if there is one, and close the repetition it belongs to."""
        move, done = self._take(last) if last is not None else Completed()
        return Completed(move, done + self._counted(self.log.close()))

    def _take(self, excursion: Excursion) -> Completed:
        """Take in a movement that is over."""
        way = self._ways[excursion.way]
        if any(passing.stayed(way) for passing in self._passings):
            return Completed()
        if excursion.end_s - excursion.start_s < way.shortest_s or not excursion.reached:
            self.log.fall_short(excursion, way.side)
            return Completed()
        self._lead.drop()
        hold = hold_of(excursion, self._motion, way.side)
        completed = self.log.take(self._entered(excursion, hold), hold)
        if completed.move is not None:
            usual = median_low(move.peak for move in self.log.moves[way.phase][-USUAL:])
            self._stretch[way.phase] = max(1.0, way.own_range * usual)
        self._counted(completed.repetitions)
        return completed

    def _entered(self, excursion: Excursion, hold: Hold) -> Excursion:
        """Return a movement with how it was entered, and its shares of what everybody needs."""
        there_s, _ = excursion.plateau_s
        return replace(
            excursion,
            shares=excursion.shares * self._stretch[excursion.way],
            entry_s=self._motion.lasted_s(there_s),
            entry_speed=self._motion.speed(there_s),
            entered_s=hold.start_s,
        )

    def _counted(self, repetitions: tuple[Repetition, ...]) -> tuple[Repetition, ...]:
        """Remember where rest was if something was counted; return what was."""
        if repetitions:
            self._counted_from = self._rests
            for passing in self._passings:
                passing.drop()
        return repetitions

    def _forget_way(self) -> None:
        """Forget how the body got where it is, for it was left or lost."""
        self._motion.drop()
        self._lead.drop()
        for passing in self._passings:
            passing.drop()

    # -- the past, once it is known where rest is -------------------------------------------

    def _look_again(self, told: Iterable[tuple[Passing, Values]]) -> Completed | None:
        """Look at the past again by where rest may be; go on from there if that counts.

        Each passing comes with where that is. None if it makes no repetition.
        """
        for passing, rests in told:
            if not passing.past or not self._is_mistaken(rests):
                continue
            again = Movement(replace(self._exercise, neutrals=()))
            again.rest_at(rests)
            for now_s, values in passing.past:
                again._go_on(now_s, values)
            if again.log.repetitions:
                return Completed(None, self._take_over(again, passing))
        return None

    def _is_mistaken(self, rests: Values) -> bool:
        """Return whether some measure rests elsewhere than it seemed to in the start position."""
        return any(
            abs(rest - self._rests.get(phase, nan)) > MISTAKEN * abs(self._ways[phase].reach)
            for phase, rest in rests.items()
        )

    def _take_over(self, again: "Movement", passing: Passing) -> tuple[Repetition, ...]:
        """Go on from what was made of the past of what passes; return what that counts."""
        since_s, _ = passing.past[0]
        self.rest_at(again._rests)
        self.had_begun = passing.had_begun
        self._swings, self._stretch = again._swings, again._stretch
        return self._counted(self.log.revise(again.log, since_s))
