"""The log of a set: its movements, the repetitions or holds they made, and what fell short."""

from collections import Counter, defaultdict
from dataclasses import replace
from math import inf
from typing import NamedTuple

from formcheck.counting.excursion import Excursion
from formcheck.counting.holds import PASSED_S, SHORTEST_HOLD_S, Hold
from formcheck.counting.reps import Partial, RepCounter, Repetition
from formcheck.exercise import Exercise
from formcheck.landmarks import Side

OPEN_S = 12.0
"""A repetition whose next part does not begin for this long is over: two breaths may lie between
two parts."""
TRIED_S = 0.5
"""What falls short sooner was no movement: landmarks that jump seemed to kick for 0.2 to 0.5 s."""
AT_ONCE_S = 0.15
"""What falls short the other way until so soon before a movement only gathered swing for it: of 60
rendered sets in 13 the head went back a little before it was rounded forward. Nor is it a try if it
begins so soon after one and is farthest in its first half: in 5 of 386 sets who had come back past
rest settled so, farthest after 0.2 to 0.45 of that time, and tries after 0.57 to 0.62."""

SWING = 0.8
"""A swing takes no longer than this share of what it is for: 0.26 to 0.64 of it in 8 rendered sets.
Who tries the other way, and falls short, takes about as long as for that."""


class Completed(NamedTuple):
    """What was just completed."""

    move: Excursion | None = None
    """The movement, if it got far enough."""
    repetitions: tuple[Repetition, ...] = ()

    @property
    def repetition(self) -> Repetition | None:
        """The last of the repetitions, if there is one."""
        return self.repetitions[-1] if self.repetitions else None


class SetLog:
    """Writes down what the movements of a set come to. For a new set, make a new log."""

    def __init__(self, exercise: Exercise) -> None:
        self._held = exercise.held
        self._ways = {way.phase: way for way in exercise.ways}
        self._counter = RepCounter(exercise.pattern, exercise.alike)
        """Of positions that are held it learns nothing, and no repetition is ever open."""
        self.moves: dict[str, list[Excursion]] = defaultdict(list)
        """The movements that got far enough, by way."""
        self.repetitions: list[Repetition] = []
        self.holds: list[Hold] = []
        self.partials: list[Partial] = []
        self._short_way = ""
        """Which way the last movement went that was not far enough."""

    @property
    def tally(self) -> Counter[str]:
        """How many movements of each way got far enough."""
        return Counter({way: len(moves) for way, moves in self.moves.items()})

    def take(self, move: Excursion, hold: Hold) -> Completed:
        """Take in a movement that got far enough, and how long it was held."""
        self._forget_swing(move)
        if self._held and hold.held_s < PASSED_S:
            return Completed()
        self.moves[move.way].append(move)
        if self._held:
            self.holds.append(hold)
            return Completed(move)
        return Completed(move, self._count(self._counter.update(move)))

    def fall_short(self, move: Excursion, side: Side | None) -> None:
        """Take in a movement that does not count."""
        self._counter.fell_short(move.way)
        tried_s = SHORTEST_HOLD_S if self._held else TRIED_S
        if move.end_s - move.start_s >= tried_s and not self._is_settling(move):
            self.partials.append(Partial(move.start_s, move.end_s, side, "range"))
            self._short_way = move.way

    def rest(self, now_s: float) -> tuple[Repetition, ...]:
        """Let time pass without a movement; return the repetition that is over by that."""
        span = self._counter.span
        return () if span is None or now_s - span[1] <= OPEN_S else self.close()

    def close(self) -> tuple[Repetition, ...]:
        """Close the repetition that is not gone on with; return it if it counts."""
        span = self._counter.span
        if span is None:
            return ()
        done = self._count(self._counter.finish())
        if not done:
            self.partials.append(Partial(*span, None, "incomplete"))
        return done

    def lose(
        self, begun_s: float | None, seen_s: float, side: Side | None
    ) -> tuple[Repetition, ...]:
        """Drop what is under way, for nobody was seen since; return the repetition if it was whole.

        ``begun_s`` is when the movement under way began, if there is one.
        """
        done: tuple[Repetition, ...] = ()
        if self._counter.span is not None:
            since_s, _ = self._counter.span
            done = self._count(self._counter.finish()) if begun_s is None else ()
            begun_s = None if done else since_s
            self._counter.drop()
        if begun_s is not None:
            self.partials.append(Partial(begun_s, seen_s, side, "lost"))
        return done

    def forget(self, since_s: float) -> None:
        """Forget what fell short since a time."""
        self.partials = [partial for partial in self.partials if partial.start_s < since_s]

    def revise(self, again: "SetLog", since_s: float) -> tuple[Repetition, ...]:
        """Replace all since a time by what another log has; return the repetitions that it adds."""
        self.forget(since_s)
        self.partials += again.partials
        for way, moves in self.moves.items():
            again.moves[way][:0] = [move for move in moves if move.start_s < since_s]
        self.moves, self._counter = again.moves, again._counter
        self.repetitions += again.repetitions
        return tuple(again.repetitions)

    def _is_settling(self, move: Excursion) -> bool:
        """Return whether a movement only came back past rest: soon farthest, then slowly done."""
        over_s = max((moves[-1].end_s for moves in self.moves.values() if moves), default=-inf)
        middle_s = (move.start_s + move.end_s) / 2
        return move.start_s - over_s <= AT_ONCE_S and move.peak_s < middle_s

    def _forget_swing(self, move: Excursion) -> None:
        """Forget what fell short just before if it only gathered swing."""
        last = self.partials[-1] if self.partials else None
        if last is None or last.reason != "range" or self._short_way == move.way:
            return
        at_once = move.start_s - last.end_s <= AT_ONCE_S
        if at_once and last.end_s - last.start_s <= SWING * (move.end_s - move.start_s):
            self.partials.pop()

    def _count(self, repetitions: list[Repetition]) -> tuple[Repetition, ...]:
        measured = tuple(self._measured(repetition) for repetition in repetitions)
        self.repetitions += measured
        return measured

    def _measured(self, repetition: Repetition) -> Repetition:
        """Add side and range, which the exercise knows."""
        ways = [self._ways[part.way] for part in repetition.parts]
        extents = [
            (way.phase, abs(way.reach) * part.peak)
            for way, part in zip(ways, repetition.parts, strict=True)
        ]
        side = ways[0].side if len(ways) == 1 else None
        far = self._counter.range_of(extents)
        return replace(repetition, side=side, range=far, range_unit=ways[0].unit)
