"""How the person turns to the camera, in words."""

from formcheck.body import View
from formcheck.exercise import Exercise

_TURNS: dict[View, tuple[str, str]] = {
    "side": ("Turn side-on", "Stay side-on"),
    "front": ("Face the camera", "Keep facing the camera"),
    "top": ("Lie below the camera", "Stay below the camera"),
    "foot": ("Point your feet at the camera", "Stay as you lie"),
    "oblique": ("Turn half to the camera", "Stay half to the camera"),
}
"""By view, the easiest to take first: how to get there, and how to stay there."""


def wanted_view(exercise: Exercise) -> View:
    """Return the view to ask for: of those the exercise can be judged from, the easiest to take."""
    return next(view for view in _TURNS if view in exercise.views)


def turn_to(exercise: Exercise, before: Exercise | None = None) -> str:
    """Return which way to face for an exercise, given the one before it."""
    view = wanted_view(exercise)
    there, stay = _TURNS[view]
    return stay if before is not None and wanted_view(before) == view else there
