"""How far a video is, told from where it is analysed to where it is shown."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from formcheck.app.videos.landmarking import Display, WorkStep

_BETWEEN_S = 0.2
"""More often nobody looks."""


@dataclass(frozen=True)
class StepProgress:
    """How far one step of the work is."""

    what: str
    done: int
    total: int | None


class Teller(Display):
    """Tells how far the work is, now and then."""

    def __init__(self, tell: Callable[[StepProgress], None]) -> None:
        self._tell = tell
        self._told_s = 0.0

    def track(self, steps: Iterable[WorkStep], what: str, total: int | None) -> Iterable[WorkStep]:
        """Pass steps of the work through; tell of them."""
        for done, step in enumerate(steps):
            now_s = time.monotonic()
            if now_s - self._told_s >= _BETWEEN_S:
                self._told_s = now_s
                self._tell(StepProgress(what, done, total))
            yield step
