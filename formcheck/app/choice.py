"""Which exercise is meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from formcheck.app.own import ExerciseError, load_exercise
from formcheck.exercise import Exercise
from formcheck.exercises import EXERCISES
from formcheck.io.files import shown

LIST = "formcheck exercises"
"""What prints the ids of all exercises."""


def choose_exercise(wanted: str | Path | Exercise) -> Exercise:
    """Return the exercise of an id or of a user's own file, or raise ExerciseError."""
    if isinstance(wanted, Exercise):
        return wanted
    name = str(wanted)
    if name in EXERCISES:
        return EXERCISES[name]
    if is_file(wanted):
        return load_exercise(wanted)
    raise ExerciseError(f"there is no exercise {shown(name)!r}; {advice(name, EXERCISES, LIST)}")


def is_file(wanted: str | Path) -> bool:
    """Return whether a user's own file is named, and not an id."""
    name = str(wanted)
    return isinstance(wanted, Path) or name.endswith(".py") or "/" in name


def advice(name: str, known: Iterable[str], listed: str) -> str:
    """Return which of the known names may be meant, and what prints them all."""
    spelt = {_plain(each): each for each in known}
    words = _plain(name)
    near = [words] if words in spelt else get_close_matches(words, spelt, n=3, cutoff=0.5)
    meant = f"did you mean {' or '.join(spelt[each] for each in near)}? " if near else ""
    return f"{meant}see: {listed}"


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")
