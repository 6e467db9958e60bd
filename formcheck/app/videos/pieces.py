"""A recorded video cut into pieces whose poses are found side by side, and joined again.

Where a video is cut depends on the video alone, so one core and many come to the same poses.
Every piece runs on for a moment into the next one. Where both have followed the same person for
a while the next one takes over; where they never do, the piece is read again together with the
next, for only who comes from before knows whom to follow.
"""

from collections.abc import Callable, Sequence
from math import inf

import numpy as np

from formcheck.io.recording import Recording
from formcheck.landmarks import JOINTS

SHORTEST_S = 15.0
"""A shorter piece costs more to begin than it gains."""
USUAL_S = 40.0
"""More than two pieces are no shorter: each takes as long to begin as a second of it to read."""
LONGEST_S = 80.0
MOST_EQUAL = 8
"""Videos are cut into a power of two of equal pieces up to this many, so that usual numbers of
cores share them evenly; longer ones into a multiple of it."""
SPARSE_HZ = 1.0
"""A video that shows fewer pictures a second has hardly any in a piece: it tells a wrong length."""
PAIR = 2
OVERLAP_S = 0.7
"""How far a piece runs into the next: finding somebody takes 0.2 s to settle."""
AGREEING_S = 0.4
APART = 0.05
"""Two readings follow one person if their joints are on average no further apart, over the
body's extent. On eleven clips it was at most 0.03 once a landmarker had settled."""


def cuts(duration_s: float | None, fps: float | None = None) -> tuple[float, ...]:
    """Return where the pieces of a video begin."""
    sparse = fps is not None and fps < SPARSE_HZ
    if duration_s is None or duration_s < 2 * SHORTEST_S or sparse:
        return (0.0,)
    count = MOST_EQUAL * -(-duration_s // (MOST_EQUAL * LONGEST_S))
    while duration_s / count < (USUAL_S if count > PAIR else SHORTEST_S):
        count //= 2
    return tuple(round(duration_s * i / count, 3) for i in range(int(count)))


def joined(
    parts: Sequence[Recording],
    starts: Sequence[float],
    read_again: Callable[[float, float], Recording] | None = None,
) -> Recording:
    """Return the poses of pieces as if they were read in one go.

    Each part reaches into the next, whose start is given; read_again(start_s, stop_s) reads
    what can't be joined. Without it, that is where the poses end.
    """
    kept: list[Recording] = []
    current, first, following, reach = parts[0], 0, 1, 1
    while following < len(parts):
        seam_s = seam(current, parts[following], starts[following])
        if seam_s is not None:
            kept.append(current.part(-inf, seam_s))
            current = parts[following].part(seam_s, inf)
            first, following, reach = following, following + 1, 1
        elif read_again is None:
            break
        else:
            following = min(following + reach, len(parts))
            reach *= 2  # so that reading again and again stays within bounds
            stop_s = starts[following] + OVERLAP_S if following < len(parts) else inf
            current = _since(kept, read_again(starts[first], stop_s))
    return Recording.joined([*kept, current])


def _since(kept: Sequence[Recording], part: Recording) -> Recording:
    """Return what comes after what is kept already."""
    last_s = max((float(each.timestamp_s[-1]) for each in kept if len(each)), default=-inf)
    return part.part(np.nextafter(last_s, inf), inf)


def seam(before: Recording, after: Recording, start_s: float) -> float | None:
    """Return when the later reading can take over; None if they do not agree.

    It may where both have seen the same person, or both nobody, for a while.
    """
    overlap, opening = before.part(start_s, inf), after.part(start_s, start_s + OVERLAP_S)
    if not len(after) and not len(overlap):  # the video is shorter than it says
        return inf
    count = min(len(overlap), len(opening))
    times_s = overlap.timestamp_s[:count]
    if not np.array_equal(times_s, opening.timestamp_s[:count]):
        return None
    since_s: float | None = None
    for time_s, agreed in zip(times_s.tolist(), _agree(overlap, opening, count), strict=True):
        since_s = (time_s if since_s is None else since_s) if agreed else None
        if since_s is not None and time_s - since_s >= AGREEING_S:
            return float(time_s)
    return None


def _agree(one: Recording, other: Recording, count: int) -> list[bool]:
    """Return for each instant whether two readings follow the same person, or nobody."""
    here, there = (recording.image[:count, JOINTS] for recording in (one, other))
    extent_px = np.linalg.norm(np.ptp(here, axis=1), axis=-1)
    apart_px = np.linalg.norm(here - there, axis=-1).mean(axis=-1)
    nobody = np.isnan(here).all(axis=(1, 2)) & np.isnan(there).all(axis=(1, 2))
    agreed: list[bool] = (nobody | (apart_px <= APART * extent_px)).tolist()
    return agreed
