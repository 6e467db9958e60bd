"""The breath pacer: when to breathe in and out."""

from dataclasses import dataclass

BREATH_S = 5.0
"""A breath takes so long unless somebody says otherwise."""
ANOTHER_S = 1.0
"""A hold that is so much shorter than just before is another one."""


@dataclass(frozen=True)
class Breath:
    """Where in an even breath an instant is: the first half goes in, the second out."""

    inhaling: bool
    share: float
    """How much of the half breath is over, 0 to 1."""
    count: int
    """How many whole breaths are over."""

    @property
    def text(self) -> str:
        """What to do."""
        return "Breathe in" if self.inhaling else "Breathe out"

    @property
    def tone(self) -> str:
        """The name of the tone with which this half begins."""
        return "breathe_in" if self.inhaling else "breathe_out"

    @property
    def fill(self) -> float:
        """How full the lungs are, 0 to 1: what grows and shrinks on a screen."""
        return self.share if self.inhaling else 1 - self.share


def breath_at(now_s: float, breath_s: float) -> Breath:
    """Return the breath at a time since the pacer began."""
    if breath_s <= 0:
        raise ValueError(f"a breath must take some time, got {breath_s} s")
    count, over_s = divmod(now_s, breath_s)
    halves = 2 * over_s / breath_s
    return Breath(halves < 1, halves % 1, int(count))


class BreathPacer:
    """Follows the breaths of one set. For a new set, make a new one.

    The first breath of a hold begins with it, as far as that is known while it is drawn in. Then
    no breath is broken off, whether landmarks miss an instant of the hold or it is over.
    """

    def __init__(self, breath_s: float) -> None:
        self._breath_s = breath_s
        self._since_s = 0.0
        self._held_s = 0.0

    def update(self, now_s: float, held_s: float) -> Breath:
        """Take in how long a position has been held by now, 0 if none is; return the breath."""
        another = self._held_s == 0 or held_s < self._held_s - ANOTHER_S
        drawing_in = now_s - self._since_s < self._breath_s / 2
        if held_s > 0 and (another or drawing_in):
            self._since_s = now_s - held_s
        self._held_s = held_s
        return breath_at(now_s - self._since_s, self._breath_s)


def breath_tone(before: Breath | None, now: Breath) -> str | None:
    """Return the tone to play when a half breath has begun since the last look."""
    begun = before is None or (before.inhaling, before.count) != (now.inhaling, now.count)
    return now.tone if begun else None
