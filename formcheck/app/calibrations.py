"""Where calibrations are kept: one small JSON file for each exercise."""

import json
import os
from pathlib import Path

from platformdirs import user_data_path

from formcheck.calibration import Calibration, CalibrationError, calibration_of
from formcheck.io.files import output_error, replacing, shown

VARIABLE = "FORMCHECK_DATA"
"""The environment variable that names another folder for the user's data."""


def calibrations_folder() -> Path:
    """Return the folder in which calibrations are kept."""
    named = os.environ.get(VARIABLE)
    data = Path(named).expanduser() if named else user_data_path("formcheck", appauthor=False)
    return data / "calibrations"


def save_calibration(calibration: Calibration, folder: Path | None = None) -> Path:
    """Keep a calibration; return where, or raise OutputError."""
    path = _path(calibration.exercise_id, folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(path.parent, error) from error
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(calibration.as_dict(), indent=2) + "\n", encoding="utf-8")
    return path


def load_calibration(exercise_id: str, folder: Path | None = None) -> Calibration | None:
    """Return the calibration of an exercise, if there is one; raise CalibrationError if broken."""
    path = _path(exercise_id, folder)
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        calibration = calibration_of(values)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CalibrationError(f"can't read {shown(path)}: {error.strerror}") from error
    except ValueError as error:
        raise CalibrationError(_broken(path)) from error
    if calibration.exercise_id != exercise_id:
        raise CalibrationError(_broken(path))
    return calibration


def _path(exercise_id: str, folder: Path | None) -> Path:
    return (folder or calibrations_folder()) / f"{exercise_id}.json"


def _broken(path: Path) -> str:
    return f"{shown(path)} is no calibration; delete it and calibrate again"
