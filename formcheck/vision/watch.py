"""When to believe a track, and when to search for the person afresh."""

from collections import deque
from dataclasses import replace

import numpy as np

from formcheck.vision.sighting import Sighting, at_home

RETRY_S = 0.5
"""How long a track may be in doubt, or nobody be there, before a search, and between searches."""
GLANCE_S = 1.0
"""How often somebody far away is looked for or, while one is followed, somebody nearer."""
FORGET_S = 2.0
"""After this long without the person, whoever is there is the person."""
PLACE_EVERY_S = 0.5
"""How often it is asked, and remembered, where the person is. Who walks by before them can take the
track along without a jump: in 5 of 11 clips made so it came back 2 s after they had left."""
DOUBT = 0.75
"""Who is followed head to tail is believed less than this now and then: in 1,007 rendered sets the
three were who were followed so for 3 s and longer, and every fifth of the others."""
STEEP_DEG = 45.0
"""Whose trunk slopes more than this sits or stands."""
RARER = 1.5
"""The wait for the next look grows by this factor."""
PLACES = 12
"""How many places are remembered: those of 6 s."""
PLACE_S = 10.0
"""How long a place is remembered while nobody is seen."""
_NO_MASK = np.empty((0, 0), bool)
"""Masks take a hundred times the memory of the rest, and no place needs one."""


class Watch:
    """Remembers the person as last believed. Time comes with each call and may run backwards."""

    def __init__(self) -> None:
        self._last: Sighting | None = None
        self._seen_s = 0.0
        self._search = _Interval(RETRY_S)
        self._glance = _Interval(GLANCE_S)
        self._places: deque[tuple[float, Sighting]] = deque(maxlen=PLACES)
        self._newcomer: Sighting | None = None
        self._strayed = False

    def believes(self, timestamp_s: float, tracked: Sighting) -> bool:
        """Return whether a sighting is a whole person, and the one seen so far.

        Once in a while they must also be where the person has been for most of the last seconds;
        whether they strayed from there is remembered for search_due.
        """
        known = self._last is not None and not self.elsewhere(timestamp_s, tracked)
        whole = known and tracked.plausible
        asked = whole and self._place_due(timestamp_s)
        self._strayed = asked and not at_home(tracked, self.places(timestamp_s))
        return whole and not self._strayed

    def elsewhere(self, timestamp_s: float, tracked: Sighting) -> bool:
        """Return whether a sighting is of somebody else than the person of a moment ago."""
        last = self.person(timestamp_s)
        return last is not None and last.beside(tracked)

    def person(self, timestamp_s: float) -> Sighting | None:
        """Return the person of a moment ago."""
        recent = _within(FORGET_S, self._seen_s, timestamp_s)
        return self._last if recent else None

    def places(self, timestamp_s: float) -> list[Sighting]:
        """Return the person as they were now and then of late, the latest last."""
        return [place for then_s, place in self._places if _within(PLACE_S, then_s, timestamp_s)]

    def saw(self, timestamp_s: float, person: Sighting) -> Sighting:
        """Take a sighting for the person, and return it."""
        if self._place_due(timestamp_s):
            self._places.append((timestamp_s, replace(person, mask=_NO_MASK)))
        self._last, self._seen_s = person, timestamp_s
        return person

    def search_due(self, timestamp_s: float) -> bool:
        """Return whether to search now, for the track is in doubt; it says so once a while.

        A track that may just be off for an instant is given a moment.
        """
        seen = self._last is not None and _within(RETRY_S, self._seen_s, timestamp_s)
        return (not seen or self._strayed) and self._search.is_over(timestamp_s)

    def glance_due(self, timestamp_s: float) -> bool:
        """Return whether it is time to look for somebody far away; it says so once a while.

        While one is followed, it is time to look for somebody nearer.
        """
        return self._glance.is_over(timestamp_s)

    def stays(self, newcomer: Sighting | None) -> bool:
        """Take in who is nearer than the person, if anybody; return whether they were before."""
        before, self._newcomer = self._newcomer, newcomer
        return newcomer is not None and before is not None and newcomer.shares_place(before)

    def _place_due(self, timestamp_s: float) -> bool:
        return not self._places or not _within(PLACE_EVERY_S, self._places[-1][0], timestamp_s)


class Doubt:
    """Tells when to look afresh at whom a track may follow head to tail, ever more seldom.

    For a new track, make a new one.
    """

    def __init__(self) -> None:
        self._last_s: float | None = None
        self._wait_s = RETRY_S

    def is_due(self, timestamp_s: float, tracked: Sighting) -> bool:
        """Return whether to look now. Head to tail nobody seems to be folded, or to sit."""
        if self._last_s is None:  # the track is as fresh as a look can be
            self._last_s = timestamp_s
        waits = _within(self._wait_s, self._last_s, timestamp_s)
        believed = tracked.plausibility >= DOUBT or tracked.folded
        if waits or believed or tracked.slope_deg > STEEP_DEG:
            return False
        self._last_s, self._wait_s = timestamp_s, RARER * self._wait_s
        return True


class _Interval:
    """Tells now and then that it is time."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._last_s: float | None = None

    def is_over(self, timestamp_s: float) -> bool:
        """Return whether it is time again; the next interval begins then."""
        if self._last_s is not None and _within(self._every_s, self._last_s, timestamp_s):
            return False
        self._last_s = timestamp_s
        return True


def _within(seconds: float, then_s: float, now_s: float) -> bool:
    return 0 <= now_s - then_s < seconds
