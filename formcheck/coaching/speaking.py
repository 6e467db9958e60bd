"""One voice: what is said when, of all that might be said."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

Level = Literal["quiet", "normal", "chatty"]
"""How much is said."""
SPACING_S = 2.5
"""From the beginning of one utterance to the next; six words take about two seconds."""
REPEAT_S = 10.0
"""Before this long the same words are not said again."""
STALE_S = 1.5
"""What could not be said for this long is no longer true, and dropped."""
END_STALE_S = SPACING_S + 0.2
"""That a set or a hold is over is told after what is being said just then."""
BEAT_S = 0.8
"""The numbers of one countdown or count may follow each other as closely, and an alert anything but
another: a voice that is still speaking is busy."""
COUNTDOWNS = frozenset({"countdown", "hold_end"})
"""Kinds of which each utterance goes on with what the last one began."""
NUMBERS = COUNTDOWNS | {"count"}
"""Kinds that are said whatever was said before: the same number is another one then."""
FAULTS = frozenset({"alert", "form"})
"""Kinds that are only true while the fault is there, but for the moment it takes to say so."""
QUIET = frozenset({"alert", "hold_end", "camera", "view", "routine", "side"})
"""What is said at least; of who is not seen there would be no alert either, and who lies face down
does not see that another exercise, or side, is asked for."""
CHATTY = frozenset({"praise"})


class Rank(IntEnum):
    """What comes first when several things might be said."""

    OVER_ARCH = 0
    NECK_ALERT = 1
    ALERT = 2
    VIEW = 3
    """Where the person is to be: lost from sight, getting ready, what comes next."""
    HOLD = 4
    TRUNK = 5
    PELVIS = 6
    NECK = 7
    LIMBS = 8
    TEMPO = 9
    PRAISE = 10
    COUNT = 11


@dataclass(frozen=True)
class Utterance:
    """Something to say, or a tone."""

    time_s: float
    """When its reason was last there or, once it is said, when that was; seconds of the source."""
    kind: str
    """``alert camera view placement countdown routine hold hold_end side form tempo breath praise
    count right failure``."""
    text: str
    """At most six words; empty for a tone."""
    rank: Rank = Rank.VIEW
    stale_s: float = STALE_S
    """How long after its time it may still be said."""
    tone: str | None = None
    """``count right breathe_in breathe_out``; None for words."""


class Speaker:
    """Takes in what might be said and says one thing after the other, in time.

    One speaker serves a whole session, so that the end of one exercise and the beginning of the
    next do not talk at once.
    """

    def __init__(self, level: Level = "normal") -> None:
        self._level = level
        self._waiting: dict[str, Utterance] = {}
        self._said: dict[str, float] = {}
        self._last: Utterance | None = None
        self._last_s = float("-inf")
        self.busy = False
        """Whether the voice is still saying something: nothing else is said then."""

    def allows(self, kind: str) -> bool:
        """Return whether things of this kind are said at all."""
        if self._level == "quiet":
            return kind in QUIET
        return self._level == "chatty" or kind not in CHATTY

    def offer(self, utterance: Utterance) -> None:
        """Let something wait to be said; the same words again keep it fresh."""
        if self.allows(utterance.kind):
            self._waiting[utterance.text] = utterance

    def drop(self) -> None:
        """Let go of all that waits: what it is about is over."""
        self._waiting = {}

    def next(self, now_s: float, lowest: Rank = Rank.COUNT) -> Utterance | None:
        """Return what is to be said now, of nothing ranked below ``lowest``."""
        self._waiting = {
            text: one for text, one in self._waiting.items() if self._is_true(now_s, one)
        }
        ready = [
            one
            for one in self._waiting.values()
            if one.rank <= lowest and not self._repeats(now_s, one)
        ]
        best = min(ready, key=lambda one: (one.rank, one.time_s), default=None)
        if best is None or self.busy or now_s - self._last_s < self._spacing_s(best):
            return None
        del self._waiting[best.text]
        self._said[best.text] = now_s
        self._last, self._last_s = best, now_s
        return replace(best, time_s=now_s)

    def _is_true(self, now_s: float, one: Utterance) -> bool:
        """Return whether something may wait on; no fault for the time it may be told of again."""
        outlasted = one.kind in FAULTS and self._repeats(now_s, one)
        return now_s - one.time_s <= one.stale_s and not outlasted

    def _repeats(self, now_s: float, one: Utterance) -> bool:
        then_s = self._said.get(one.text)
        return one.kind not in NUMBERS and then_s is not None and now_s - then_s < REPEAT_S

    def _spacing_s(self, one: Utterance) -> float:
        last = self._last
        if last is None:
            return SPACING_S
        if one.kind == "alert":
            return SPACING_S if last.kind == "alert" else BEAT_S
        counts_on = one.kind == "count" and last.text.isdigit()
        goes_on = one.kind == last.kind and one.kind in COUNTDOWNS
        return BEAT_S if counts_on or goes_on else SPACING_S
