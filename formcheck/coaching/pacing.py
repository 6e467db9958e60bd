"""What is said while a position is held for breaths."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import permutations

from formcheck.assessment import Assessment
from formcheck.breath import ANOTHER_S
from formcheck.coaching.speaking import END_STALE_S, SPACING_S, STALE_S, Rank, Utterance
from formcheck.counting.holds import SHORTEST_HOLD_S
from formcheck.exercise import Holds
from formcheck.landmarks import SIDES, Side

COUNT_FROM = 3
"""The last seconds are counted down from here."""
NUMBER_STALE_S = 0.5
"""A second's number is wrong soon after."""
RELEASED_S = 1.0
"""A hold is over when it has been gone for this long; landmarks miss an instant."""
REMINDED_S = 4.0
"""For this long after a hold the other side is asked for."""


@dataclass(frozen=True)
class Mark:
    """Something to say when a hold has lasted so long."""

    at_s: float
    kind: str
    text: str
    rank: Rank = Rank.HOLD


def marks_of(goal: Holds, breath_s: float) -> tuple[Mark, ...]:
    """Return what is said during a hold: breaths, 3-2-1, its end, and praise for more."""
    breaths = round(goal.target_breaths)
    end_s = goal.target_breaths * breath_s
    free_s = end_s - COUNT_FROM - SPACING_S
    between = [Mark(n * breath_s, "hold", f"Breath {n + 1}") for n in range(1, breaths - 1)]
    if breaths > 1:
        between.append(Mark(min((breaths - 1) * breath_s, free_s), "hold", "One more breath"))
    numbers = [Mark(end_s - n, "hold_end", str(n)) for n in range(COUNT_FROM, 0, -1)]
    return (
        *(mark for mark in between if mark.at_s <= free_s),
        *numbers,
        Mark(end_s, "hold_end", "Done. Ease out slowly"),
        Mark(goal.praised_breaths * breath_s, "praise", "Beautifully held", Rank.PRAISE),
    )


class HoldPacer:
    """Follows the holds of one set. For a new set, make a new one."""

    def __init__(self, goal: Holds, breath_s: float, each_side: bool) -> None:
        self._marks = marks_of(goal, breath_s)
        self._end_s = goal.target_breaths * breath_s
        self._each_side = each_side
        self._only = goal.only
        self._is_wanted = True
        """Whether the hold under way is of a side that is asked for."""
        self._met: dict[int, set[Side | None]] = defaultdict(set)
        """Of which sides each hold that was long enough may have been, by its number."""
        self._held_s = 0.0
        self.number = 0
        """How many holds are over."""
        self._seen_s: float | None = None
        self._released_s: float | None = None

    @property
    def counting_down(self) -> bool:
        """Whether the voice is kept free for the countdown."""
        from_s = max(0.0, self._end_s - COUNT_FROM - SPACING_S)
        near = from_s < self._held_s < self._end_s
        return near and self._is_wanted

    @property
    def done(self) -> bool:
        """Whether the target is met, on each side where there are two."""
        if not self._each_side:
            return bool(self._met)
        left, right = SIDES
        return any(left in one and right in two for one, two in permutations(self._met.values(), 2))

    @property
    def held_s(self) -> float:
        """How long the hold under way has lasted; 0 between holds."""
        return self._held_s

    def update(self, assessment: Assessment) -> list[Utterance]:
        """Take in an assessment; return what might be said of the hold."""
        now_s, held_s = assessment.timestamp_s, assessment.hold_s
        if held_s <= 0:
            return self._miss(now_s)
        if held_s < self._held_s - ANOTHER_S:
            self._end()
        before_s, self._held_s = self._held_s, max(self._held_s, held_s)
        self._seen_s, self._released_s = now_s, None
        self._is_wanted = self._only in (None, assessment.side)
        if not self._is_wanted:
            return [self._other_side(now_s)] if held_s >= SHORTEST_HOLD_S else []
        if self._held_s >= self._end_s:
            self._met[self.number].add(assessment.side)
        return [
            Utterance(now_s, m.kind, m.text, m.rank, _stale_s(m))
            for m in self._marks
            if before_s < m.at_s <= held_s < m.at_s + _stale_s(m)
        ]

    def _miss(self, now_s: float) -> list[Utterance]:
        """End the hold when it has been gone for a while; then ask for the other side."""
        if self._seen_s is not None and now_s - self._seen_s > RELEASED_S:
            over_s = self._end_s if self._is_wanted else SHORTEST_HOLD_S
            long_enough = self._held_s >= over_s
            self._end()
            self._released_s = now_s if long_enough and not self.done else None
        if self._released_s is None or now_s - self._released_s > REMINDED_S:
            return []
        return [self._other_side(now_s)]

    def _other_side(self, now_s: float) -> Utterance:
        text = f"Now the {self._only or 'other'} side"
        return Utterance(now_s, "side", text, Rank.HOLD)

    def _end(self) -> None:
        self._held_s, self._seen_s = 0.0, None
        self.number += 1


def _stale_s(mark: Mark) -> float:
    if mark.kind != "hold_end":
        return STALE_S
    return NUMBER_STALE_S if mark.text.isdigit() else END_STALE_S
