"""Numbers and checks in plain words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import floor
from typing import Any

from formcheck.exercise import AnyCheck, Exercise
from formcheck.result import Json

_UNITS = {"deg": "°", "torso": " torso", "share": "", "s": " s", "torso/s": " torso/s"}
_REASONS = {
    "range": "not far enough",
    "lost": "out of sight",
    "incomplete": "a part was missing",
}
_VERDICTS = {"good": "good", "fault": "fault", "not_seen": "not seen"}


@dataclass(frozen=True)
class CheckText:
    """What a check is about, for people who have not heard of it."""

    title: str
    seen: str = ""
    """What a fault looks like."""
    why: str = ""
    do: str = ""


def value_text(value: float, unit: str) -> str:
    """Return a value with its unit."""
    if unit == "share":
        return f"{_number_text(100 * value, 0)} %"
    if unit == "parts":
        return _number_text(value, 0)
    return f"{_number_text(value, 0 if unit == 'deg' else 2)}{_UNITS.get(unit, ' ' + unit)}"


def _number_text(value: float, digits: int) -> str:
    """Return a number with so many digits; nothing is not less than nothing."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def clock_text(time_s: float) -> str:
    """Return a time as minutes and seconds."""
    minutes, tenths = divmod(round(time_s * 10), 600)
    return f"{minutes}:{tenths / 10:04.1f}"


def seconds_text(duration_s: float) -> str:
    """Return a duration."""
    return f"{duration_s:.1f} s"


def breaths_text(breaths: float) -> str:
    """Return a number of breaths; only whole ones are ``3.0``, since they are the goal."""
    return f"{floor(round(10 * breaths, 6)) / 10:.1f}"


def percent_text(share: float) -> str:
    """Return a share as a percentage; only all of it is 100 %."""
    percent = round(100 * share)
    return f"{99 if percent == 100 and share < 1 else percent} %"


def count_text(number: float, noun: str) -> str:
    """Return a number of things: ``1 repetition``, ``2 repetitions``, ``2.5 breaths``."""
    text = f"{number:g}" if isinstance(number, float) else str(number)
    return f"{text} {noun}" if number == 1 else f"{text} {noun}s"


def bound_text(check: AnyCheck) -> str:
    """Return how values are held against the limit of a check."""
    return "at most" if check.limit.enter > check.limit.leave else "at least"


def reason_text(reason: str) -> str:
    """Return why a movement did not become a repetition."""
    return _REASONS.get(reason, reason)


def tally_text(number: int | None) -> str:
    """Return how many of something were counted apart, if that was seen."""
    return verdict_text("not_seen") if number is None else str(number)


def verdict_text(verdict: str) -> str:
    """Return a verdict as people say it."""
    return _VERDICTS.get(verdict, verdict)


def exercise_name(exercise: str, known: Exercise | None) -> str:
    """Return what an exercise is called; of one that is not at hand only the id is known."""
    return known.name if known is not None else _spoken(exercise)


def check_text(exercise: str, check: str) -> CheckText:
    """Return what is to be said about a check; of a user's own only its id is known."""
    texts = _texts()["checks"]
    known: dict[str, str] = {**texts.get(check, {}), **texts.get(f"{exercise}.{check}", {})}
    return CheckText(**{"title": _spoken(check), **known})


def fault_titles(result: Json, checks: Iterable[str]) -> str:
    """Return the titles of checks of a result as a list in words."""
    return ", ".join(check_text(result["exercise"], check).title for check in checks)


def base_name(path: str) -> str:
    """Return the name of a file without its folders, of whichever system they are."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def signal_text(exercise: str) -> str:
    """Return what the movement that was counted is called."""
    text: str = _texts()["signals"].get(exercise, "Movement that was counted")
    return text


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


@cache
def _texts() -> Any:
    return json.loads(files("formcheck.texts").joinpath("texts.json").read_text("utf-8"))
