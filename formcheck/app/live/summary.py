"""What a live session came to, in a few lines that can be read from the mat."""

from collections import Counter
from collections.abc import Sequence

from formcheck.app.live.live_set import Kept
from formcheck.report.overview import is_judged
from formcheck.result import Json
from formcheck.texts.goals import goal_of

MOST_CUES = 3
_FULL = 3
"""Of more sets than these, only one line each is shown."""


def summary(sets: Sequence[Kept]) -> tuple[str, list[str]]:
    """Return a title and lines."""
    if len(sets) == 1:
        (kept,) = sets
        return kept.task.exercise.name, [_achieved(kept), *_cues(kept.result)]
    lines = [f"{kept.task.exercise.name}: {_achieved(kept)}" for kept in sets]
    events = [event for kept in sets for event in kept.result["events"]]
    return "All done", [*lines, *(_cues({"events": events}) if len(sets) <= _FULL else [])]


def _achieved(kept: Kept) -> str:
    result, goal = kept.result, goal_of(kept.task.exercise)
    if kept.task.exercise.held:
        longest_s = max((hold["held_s"] for hold in result["holds"]), default=0.0)
        return f"{_done(result)} held for {goal}, the longest {int(longest_s)} s"
    good = sum(repetition["good"] for repetition in result["repetitions"])
    return f"{_done(result)} of {goal}{f', {good} of them good' if is_judged(result) else ''}"


def _done(result: Json) -> str:
    """Return the count, by side where there are sides."""
    sides = {side: n for side, n in result["count_by_side"].items() if n is not None}
    if not sides:
        return str(result["count"])
    return ", ".join(f"{n} {side}" for side, n in sides.items())


def _cues(result: Json) -> list[str]:
    """Return what to do better, what was asked for most often first."""
    cues = Counter(event["cue"] for event in result["events"])
    return [
        f"{cue} ({n} {'time' if n == 1 else 'times'})" for cue, n in cues.most_common(MOST_CUES)
    ]
