"""The course of one movement: where it left rest, how far it got, and when it is over."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import inf, nan

import numpy as np

from formcheck.counting.excursion import Excursion

BEGIN = 0.45
"""Past this share a movement has begun, if nothing else is known."""
REST = 0.2
"""Within this share it is over."""
COMING_BACK = 0.4
"""Once below this share of its own peak a movement may end before it is quite at rest."""
SETTLED_S = 0.35
"""If it has come that far and sinks no further for this long, it is over."""
RISEN = 0.2
"""If it rises again by this share of its peak, the next one has begun."""
CALM = 0.1
"""A movement starts where this share was passed last."""
FOOT_S = 0.2
RISING = 0.25
"""A signal rises that gains this share a second over the time before."""
LONGER = 1.1
"""From where to where it is held is looked at anew whenever it has got longer by this factor."""
LEADS = 1.1
"""Another way clearly leads that gets farther by this factor."""
TURNED = 0.75
"""A movement cut off by the end was on its way back below this share of its peak."""
CROSSED = 0.5
"""Of limbs that look alike one comes up as the other goes down if they meet below this share of its
peak. As one is taken for the other in the middle of a kick they seem to meet at 0.54 or above."""
KEPT_S = 0.2
"""An excursion that may have gaps is not taken for another one that is larger once it was far
enough to count for so long; a knee on its way over can seem to be the other one for less."""

Sample = tuple[float, Mapping[str, float]]
"""Time, and the share of each way."""


class Course:
    """The samples of one excursion, and where its top and its lowest point since then are."""

    gap_s = 0.0
    """For how long it may seem to be over and still go on."""

    def __init__(self, way: str, lead: Iterable[Sample]) -> None:
        self.way = way
        self.samples: list[Sample] = []
        self.times_s: list[float] = []
        self.shares: list[float] = []
        self.top = self.lowest = 0
        self._held_s, self._held_share, self._looked_at = (nan, nan), nan, 0
        for sample in lead:
            if self.is_in(sample[1]):
                self.append(sample)

    @property
    def peak(self) -> float:
        """How far it got."""
        return self.shares[self.top]

    @property
    def risen(self) -> bool:
        """Whether it rises again from its lowest point."""
        return self.shares[-1] > self.shares[self.lowest] + RISEN * self.peak

    def is_in(self, seen: Mapping[str, float]) -> bool:
        """Return whether it can be followed by the ways that are seen."""
        return self.way in seen

    @property
    def back(self) -> bool:
        """Whether it came back so far that it is over if it rises again."""
        return self.shares[self.lowest] <= COMING_BACK * self.peak

    def append(self, sample: Sample) -> None:
        """Take in a sample that it is in."""
        timestamp_s, shares = sample
        share = self._share(shares)
        self.samples.append(sample)
        self.times_s.append(timestamp_s)
        self.shares.append(share)
        latest = len(self.shares) - 1
        if share > self.peak:
            self.top = self.lowest = latest
        elif share <= self.shares[self.lowest]:
            self.lowest = latest

    def _share(self, shares: Mapping[str, float]) -> float:
        return shares[self.way]

    def taken_for(self, now_s: float, seen: Mapping[str, float], leader: str) -> "Course":
        """Return it, taken for one of another way if that clearly leads."""
        if leader != self.way and seen[leader] > max(self.peak, BEGIN) * LEADS:
            self.way = leader
        return self

    def end(self, overtaken: bool) -> int | None:
        """Return the index of the sample at which it is over, if it is.

        It is overtaken if the movement has already begun to go another way.
        """
        share = self.shares[-1]
        if share <= REST:
            return len(self.shares) - 1
        if not self.back:
            return None
        still = self.times_s[-1] - self.times_s[self.lowest] >= SETTLED_S
        return self.lowest if self.risen or still or overtaken else None

    def cut_off(self) -> int | None:
        """Return the index of the sample from which it was on its way back as the stream ended."""
        if self.shares[-1] >= TURNED * self.peak:
            return None
        low = self.shares[-1] + CALM * self.peak
        return next(i for i in range(self.top, len(self.shares)) if self.shares[i] <= low)

    def start(self) -> int:
        """Return where rest was left: its end, looked for backward in time."""
        lowest = first = self._first()
        for i in reversed(range(first)):
            share, low = self.shares[i], self.shares[lowest]
            if share <= CALM:
                return self._foot(i)
            if share < low:
                lowest = i
            elif low <= COMING_BACK * self.peak:
                risen = share > low + RISEN * self.peak
                if risen or self.times_s[lowest] - self.times_s[i] >= SETTLED_S:
                    break
        return lowest

    def _first(self) -> int:
        """Return the sample since which it was not back for longer than a gap until its top."""
        first = self.top
        for i in reversed(range(self.top)):
            if self.shares[i] > COMING_BACK * self.peak:
                first = i
            elif self.times_s[first] - self.times_s[i] >= self.gap_s:
                break
        return first

    def _foot(self, calm: int) -> int:
        """Return where the rise that leads up to a calm sample begins."""
        while calm and self.shares[calm] - self._before(calm) > RISING * FOOT_S:
            calm -= 1
        return calm

    def _before(self, sample: int) -> float:
        """Return the share a little before a sample."""
        then_s = self.times_s[sample] - FOOT_S
        return float(np.interp(then_s, self.times_s[: sample + 1], self.shares[: sample + 1]))

    def held(self) -> tuple[float, float]:
        """Return since when it was held and until when, if it is over now."""
        latest = len(self.shares) - 1
        if latest >= self._looked_at * LONGER:
            so_far = self.cut(latest)
            self._held_s, self._held_share = so_far.plateau_s, so_far.held_share
            self._looked_at = latest
        elif self.shares[latest] >= self._held_share:
            self._held_s = self._held_s[0], self.times_s[latest]
        return self._held_s

    def cut(self, end: int) -> Excursion:
        """Return the excursion up to a sample."""
        part = slice(self.start(), end + 1)
        times_s = np.array(self.times_s[part])
        return Excursion(
            self.way,
            float(times_s[0]),
            float(times_s[-1]),
            times_s,
            np.array(self.shares[part]),
        )


class AlikeCourse(Course):
    """One of limbs that look alike: whichever is seen to be out of rest, it is one movement.

    It went the way that is ahead in most of its samples. Of 798 kicks in 67 rendered sets 16 are
    told as those of the other leg so, and 9 twice or not at all; told way by way 26 and 20.
    """

    def is_in(self, seen: Mapping[str, float]) -> bool:
        """Return whether any way is seen."""
        return bool(seen)

    def _share(self, shares: Mapping[str, float]) -> float:
        return max(shares.values())

    def append(self, sample: Sample) -> None:
        """Take in a sample that it is in."""
        over = bool(self.shares) and self.peak > BEGIN and self.back
        top, lowest = self.top, self.lowest
        super().append(sample)
        if over and self.top != top:  # the next one, which goes farther at once
            self.top, self.lowest = top, lowest

    def taken_for(self, now_s: float, seen: Mapping[str, float], leader: str) -> Course:
        """Return it, taken for one of the way that is ahead in most of its samples."""
        ahead = self._ahead(len(self.samples))
        self.way = max(ahead, key=lambda way: ahead[way], default=self.way)
        return self

    def end(self, overtaken: bool) -> int | None:
        """Return the index of the sample at which it is over, if it is.

        One limb may come up as the other goes down.
        """
        other = self._leader(-1) != self._leader(self.top)
        crossed = other and self.shares[self.lowest] <= CROSSED * self.peak
        return self.lowest if crossed and self.risen else super().end(overtaken)

    def cut(self, end: int) -> Excursion:
        """Return the excursion up to a sample, and how sure it is which way it went."""
        ahead = self._ahead(end + 1)
        others = (
            share
            for _, shares in self.samples[self.start() : end + 1]
            for way, share in shares.items()
            if way != self.way
        )
        return replace(
            super().cut(end),
            ahead=ahead[self.way] / max(ahead.total(), 1),
            other=max(others, default=0.0),
        )

    def _ahead(self, stop: int) -> Counter[str]:
        """Return in how many samples each way was ahead, up to one."""
        indices = range(self.start(), stop)
        return Counter(self._leader(i) for i in indices if self.shares[i] > BEGIN)

    def _leader(self, index: int) -> str:
        return leader_of(self.samples[index][1])


class GappyCourse(Course):
    """One of a position that is held, which may seem to be left, or another one, for a moment."""

    def __init__(self, way: str, lead: Iterable[Sample], gap_s: float, led_s: float) -> None:
        self.gap_s = gap_s
        self._led_s = led_s
        """Until when no other way led."""
        self._reached_s = inf
        """Since when it has been far enough to count."""
        super().__init__(way, lead)

    def append(self, sample: Sample) -> None:
        """Take in a sample in which its way is seen."""
        super().append(sample)
        if self.shares[-1] >= 1:
            self._reached_s = min(self._reached_s, self.times_s[-1])

    def taken_for(self, now_s: float, seen: Mapping[str, float], leader: str) -> Course:
        """Return it, taken for one of another way if that clearly leads while it is new.

        Later it is replaced by one of another way that has led for as long as a gap.
        """
        if leader == self.way or seen[leader] < 1:
            self._led_s = now_s
        before = self.way
        if now_s - self._reached_s < KEPT_S:
            super().taken_for(now_s, seen, leader)
        if self.way != before or now_s - self._led_s < self.gap_s:
            return self
        return GappyCourse(leader, self.samples, self.gap_s, self._led_s)  # it was so all along

    def end(self, overtaken: bool) -> int | None:
        """Return the index of the sample at which it was over, if it has stayed so for a while."""
        came_back = min(COMING_BACK * self.peak, 1.0)  # who is still far enough has not left
        after = next(i for i in range(len(self.shares), 0, -1) if self.shares[i - 1] > came_back)
        if after == len(self.shares) or self.times_s[-1] - self.times_s[after] < self.gap_s:
            return None
        return min(range(after, len(self.shares)), key=lambda i: self.shares[i])

    def cut_off(self) -> None:
        """Return None: whether it is on its way back shows only after a gap."""


def leader_of(shares: Mapping[str, float]) -> str:
    """Return the way that is farthest."""
    return max(shares, key=lambda way: shares[way])
