"""What was in the way of judging a set, and what to do about it next time, in words."""

from math import floor

from formcheck.exercise import Exercise
from formcheck.result import Json

WELL_SEEN = 0.9
MOSTLY_JUDGED = 0.7
"""Of a short video, the second in which the start position is held is a good part."""


def hindrances(result: Json, exercise: Exercise | None) -> tuple[str, ...]:
    """Return a line for each; where the exercise is not at hand they do not say how to begin."""
    seen = result["seen"]
    texts = [placement(result, exercise)]
    if seen["person"] < WELL_SEEN:
        texts.append(
            "At times nobody was found: keep the whole body in the picture, in even light, with "
            "clothes that stand out against the mat."
        )
    if seen.get("whole", 1.0) < WELL_SEEN * seen["person"]:
        texts.append(
            "At times a part of the body was out of the picture, and what rests on that part was "
            "not judged then: keep the whole body in the picture."
        )
    if result["view"]["ok"] and seen["judged"] < MOSTLY_JUDGED * seen["person"]:
        texts.append(
            "Much of it was not judged: what counts begins once the start position has been held "
            f"for a second, and ends as it is left.{_how_to_begin(exercise)}"
        )
    texts.append(_too_slow(result["source"].get("fps"), exercise))
    return tuple(filter(None, texts))


def placement(result: Json, exercise: Exercise | None) -> str:
    """Return why nothing could be judged from where it was seen; empty if it could."""
    view = result["view"]
    camera = f" Camera: {exercise.camera}" if exercise else ""
    if view["seen"] is None:
        return (
            "The start position was not seen for a whole second, and nothing counts before."
            f"{_how_to_begin(exercise)}{camera}"
        )
    if not view["ok"]:
        return f"Seen from: {view['seen']}; it needs: {' or '.join(view['needed'])}.{camera}"
    return ""


def _too_slow(fps: float | None, exercise: Exercise | None) -> str:
    """Return that pictures were too few for an exercise; empty if they were not."""
    if exercise is None or fps is None or fps >= exercise.least_hz:
        return ""
    return (
        f"It has {floor(fps)} pictures a second, and fast movements need "
        f"{exercise.least_hz:.0f}: some may be lost. Give a webcam more light, or move more slowly."
    )


def _how_to_begin(exercise: Exercise | None) -> str:
    """Return the first sentence of the set-up."""
    if exercise is None:
        return ""
    return f" How to begin: {exercise.setup.split('. ')[0].rstrip('.')}."
