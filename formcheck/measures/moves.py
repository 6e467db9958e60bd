"""Values of a whole movement, for checks that judge it when it is over."""

from collections.abc import Callable, Sequence
from statistics import median_low

from formcheck.counting.excursion import Excursion
from formcheck.counting.motion import SLOWLY_S

TWISTED_FAST = 0.46
"""Who gets into a twist within a second is faster than this for a moment: 0.51 to 1.6 in 14
rendered sets. Landmarks that stick cut a slow movement into short ones, of 0.28 to 0.42."""

MoveValue = Callable[[Excursion, Sequence[Excursion]], float]


def twist_entry_s(move: Excursion, before: Sequence[Excursion]) -> float:
    """Seconds a twist took until it was reached; at least 2 if the body was never fast."""
    fast = move.entry_speed >= TWISTED_FAST
    return move.entry_s if fast else max(move.entry_s, SLOWLY_S)  # max keeps NaN if it is first


def entry_span_s(move: Excursion) -> tuple[float, float]:
    """From when to when the position was entered."""
    return move.start_s, move.entered_s


def return_span_s(move: Excursion) -> tuple[float, float]:
    """From when to when it went back, from where it was held."""
    return move.plateau_s[1], move.end_s


def return_s(move: Excursion, before: Sequence[Excursion]) -> float:
    """Seconds the way back takes."""
    return move.return_s


def usual_share(move: Excursion, before: Sequence[Excursion]) -> float:
    """How far it went over the usual range of those before it; NaN for the first two.

    Of two usual ranges it is the smaller one: some may have gone too far.
    """
    if len(before) < 2:
        return float("nan")
    return move.peak / median_low(one.peak for one in before)


def reach_of(reach: float, rest: float = 0.0) -> MoveValue:
    """Return what gives the largest value of a way's measure, given its reach and rest."""

    def value(move: Excursion, before: Sequence[Excursion]) -> float:
        return rest + move.peak * reach

    return value
