"""A person's comfortable ranges, kept as plain JSON in the user's data folder."""

import json
from dataclasses import replace
from pathlib import Path

from platformdirs import user_data_path

from formcheck.app.failures import say
from formcheck.app.outputs import made
from formcheck.app.videos.analyze import Task
from formcheck.calibration import Calibration, CalibrationError, calibrated, calibration_of
from formcheck.exercises import EXERCISES, is_built_in
from formcheck.io.files import replacing, shown


def ranges_folder() -> Path:
    """Return where ranges are kept."""
    return user_data_path("formcheck") / "ranges"


def range_file(exercise_id: str, own: bool = False) -> Path:
    """Return where the range for an exercise is kept; an own one may have the id of another."""
    folder = ranges_folder()
    return (folder / "own" if own and exercise_id in EXERCISES else folder) / f"{exercise_id}.json"


def save_range(calibration: Calibration, own: bool = False) -> Path:
    """Keep a range in place of the one before; return the file."""
    path = range_file(calibration.exercise_id, own)
    made(path.parent)
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(calibration.as_dict(), indent=2) + "\n", encoding="utf-8")
    return path


def load_range(exercise_id: str, own: bool = False) -> Calibration | None:
    """Return the range for an exercise; None if there is none, or raise CalibrationError."""
    path = range_file(exercise_id, own)
    try:
        return calibration_of(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise CalibrationError(f"{shown(path)}: it can't be read") from error


def own_task(task: Task, wanted: str) -> Task:
    """Return a task with the person's own limits; what can't be read is told and left out.

    The exercise is wanted by its id, or by its own file.
    """
    try:
        kept = load_range(task.exercise.id, own=not is_built_in(task.exercise))
        exercise = calibrated(task.exercise, kept) if kept is not None else task.exercise
    except CalibrationError as error:
        say(f"{error}; run formcheck live {shown(wanted)} --calibrate")
        return task
    return replace(task, exercise=exercise)
