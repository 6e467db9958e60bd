"""Check the form of floor exercises from body landmarks."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formcheck.app.videos.analyze import check_video
    from formcheck.app.videos.landmarking import open_landmarker
    from formcheck.assessment import Assessment, Summary
    from formcheck.exercise import Exercise
    from formcheck.exercises import EXERCISES
    from formcheck.io.frames import Frame, SourceError
    from formcheck.pose import Pose
    from formcheck.result import result_of
    from formcheck.session import Session

__version__ = "0.1.0"

__all__ = [
    "EXERCISES",
    "Assessment",
    "Exercise",
    "Frame",
    "Pose",
    "Session",
    "SourceError",
    "Summary",
    "__version__",
    "check_video",
    "open_landmarker",
    "result_of",
]

_MODULES = {
    "EXERCISES": "formcheck.exercises",
    "Assessment": "formcheck.assessment",
    "Exercise": "formcheck.exercise",
    "Frame": "formcheck.io.frames",
    "Pose": "formcheck.pose",
    "Session": "formcheck.session",
    "SourceError": "formcheck.io.frames",
    "Summary": "formcheck.assessment",
    "check_video": "formcheck.app.videos.analyze",
    "open_landmarker": "formcheck.app.videos.landmarking",
    "result_of": "formcheck.result",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: video and model libraries take a second."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
