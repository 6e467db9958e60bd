"""Sets told in words, for what the coach makes of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from formcheck.assessment import Assessment
from formcheck.coaching.cues import Coach
from formcheck.coaching.placement import Advice
from formcheck.coaching.speaking import Level, Speaker, Utterance
from formcheck.counting.excursion import Excursion
from formcheck.counting.reps import Repetition
from formcheck.exercises import EXERCISES
from tests.figure import Prone

BODY = Prone().body()
FPS = 20
Part = tuple[float, dict[str, Any]]
"""For how many seconds something is so; ``hold`` is the seconds held at its beginning."""
ADVICE = {
    "wait": Advice("wait", "One moment"),
    "far": Advice("far", "Come closer"),
    "start": Advice("start", "Lie face down"),
    **{f"hold {n}": Advice("hold", f"Hold still: {n}", float(n)) for n in (3, 2, 1)},
    "ready": Advice("ready", "Begin when you like"),
}


def assessments(parts: Sequence[Part], fps: int = FPS) -> list[tuple[Assessment, Advice | None]]:
    """Return what a session would say; ``done`` is how many repetitions end with the part."""
    told, count, frame = [], 0, 0
    for seconds, what in parts:
        for i in range(round(seconds * fps)):
            fields = {k: v for k, v in what.items() if k not in ("done", "hold", "advice", "of")}
            fields = {"body": BODY, "armed": True, **fields}
            if "hold" in what:
                fields["hold_s"] = what["hold"] + i / fps
            if i == round(seconds * fps) - 1 and what.get("done"):
                count += 1
                fields["repetition"] = _repetition(frame / fps, what.get("of"))
            else:
                fields.pop("faulted", None)
            now = Assessment(frame / fps, count=count, **fields)
            told.append((now, ADVICE.get(what.get("advice", ""))))
            frame += 1
    return told


def coached(
    exercise: str, parts: Sequence[Part], level: Level = "normal", fps: int = FPS
) -> list[Utterance]:
    """Return all that a coach says and plays."""
    coach = Coach(EXERCISES[exercise], Speaker(level))
    return [one for now, advice in assessments(parts, fps) for one in coach.update(now, advice)]


def words(utterances: Sequence[Utterance]) -> list[str]:
    return [one.text for one in utterances if one.text]


def tones(utterances: Sequence[Utterance]) -> list[str | None]:
    return [one.tone for one in utterances if not one.text]


def _repetition(end_s: float, side: Any) -> Repetition:
    times_s = np.array([end_s - 1, end_s - 0.5, end_s])
    part = Excursion("cobra", end_s - 1, end_s, times_s, np.array([0, 1, 0.0]))
    return Repetition((part,), side)
