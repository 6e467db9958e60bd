"""When to believe a track, and when to search for the person afresh."""

from formcheck.vision.sighting import Sighting

RETRY_S = 0.5
"""How long a track may be in doubt, or nobody be there, before a search, and between searches."""
FORGET_S = 2.0
"""After this long without the person, whoever is there is the person."""


class Watch:
    """Remembers the person as last believed. Time comes with each call and may run backwards."""

    def __init__(self) -> None:
        self._last: Sighting | None = None
        self._seen_s = 0.0
        self._searched_s: float | None = None

    def believes(self, timestamp_s: float, tracked: Sighting) -> bool:
        """Return whether a sighting is a whole person, and the one seen so far."""
        known = self._last is not None and not self.elsewhere(timestamp_s, tracked)
        return known and tracked.plausible

    def elsewhere(self, timestamp_s: float, tracked: Sighting) -> bool:
        """Return whether a sighting is of somebody else than the person of a moment ago."""
        last = self.person(timestamp_s)
        return last is not None and last.beside(tracked)

    def person(self, timestamp_s: float) -> Sighting | None:
        """Return the person of a moment ago."""
        recent = _within(FORGET_S, self._seen_s, timestamp_s)
        return self._last if recent else None

    def saw(self, timestamp_s: float, person: Sighting) -> Sighting:
        """Take a sighting for the person, and return it."""
        self._last, self._seen_s = person, timestamp_s
        return person

    def search_due(self, timestamp_s: float) -> bool:
        """Return whether to search now, for the track is in doubt; it says so once a while."""
        if self._last is not None and _within(RETRY_S, self._seen_s, timestamp_s):
            return False
        if self._searched_s is not None and _within(RETRY_S, self._searched_s, timestamp_s):
            return False
        self._searched_s = timestamp_s
        return True


def _within(seconds: float, then_s: float, now_s: float) -> bool:
    return 0 <= now_s - then_s < seconds
