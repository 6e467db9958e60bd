"""A user's own exercise: a Python file that holds one constant."""

import importlib.util
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from formcheck.app.failures import UsageError
from formcheck.app.own_fields import wrong_field
from formcheck.exercise import Exercise
from formcheck.exercises import EXERCISES, is_built_in
from formcheck.io.files import shown

_MODULE = "formcheck_own_exercise"


class ExerciseError(UsageError):
    """There is no such exercise; the message is one line that says what to do."""


def load_exercise(path: str | Path) -> Exercise:
    """Return the one exercise that a Python file holds, or raise ExerciseError.

    The file is run. The exercises of formcheck that it imports do not count.
    """
    path = Path(path)
    if not path.is_file():
        raise ExerciseError(f"{shown(path)}: there is no such file; check the name")
    found = {
        id(value): value
        for value in vars(_run(path)).values()
        if isinstance(value, Exercise) and all(value is not ours for ours in EXERCISES.values())
    }
    if len(found) != 1:
        holds = f"{len(found)} exercises" if found else "no exercise"
        raise ExerciseError(f"{shown(path)}: it holds {holds}; let it hold one Exercise constant")
    (exercise,) = found.values()
    return sound(exercise, shown(path))


def sound(exercise: Exercise, name: str) -> Exercise:
    """Return an exercise, or raise ExerciseError if no session could be made of it."""
    wrong = wrong_field(exercise)
    if wrong is not None:
        raise ExerciseError(f"{name}: {wrong}")
    return exercise


@contextmanager
def blamed(exercise: Exercise) -> Iterator[None]:
    """Raise as ExerciseError what arises while an own exercise is followed."""
    try:
        yield
    except Exception as error:
        if is_built_in(exercise):
            raise
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise ExerciseError(
            f"the exercise {exercise.id!r} can't be followed ({reason}); correct its file"
            f"{_line(error)}"
        ) from error


def _run(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(_MODULE, path)
    if spec is None or spec.loader is None:
        raise ExerciseError(f"{shown(path)}: this is no Python file; its name has to end with .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[_MODULE] = module  # dataclasses look up the module they are made in
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise ExerciseError(f"{shown(path)}{_line(error)}: {_reason(error)}") from error
    finally:
        del sys.modules[_MODULE]
    return module


def _line(error: BaseException) -> str:
    """Return where in an own file an error arose."""
    if isinstance(error, SyntaxError):
        return f", line {error.lineno}" if error.lineno else ""
    lines = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__") == _MODULE
    ]
    return f", line {lines[-1]}" if lines else ""


def _reason(error: BaseException) -> str:
    text = error.msg if isinstance(error, SyntaxError) else " ".join(str(error).split())
    return f"{type(error).__name__}: {text}; correct the file"
