"""Trends as a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from formcheck.exercises import EXERCISES
from formcheck.history.trends import Week
from formcheck.report.page import write_page
from formcheck.texts.words import check_text, exercise_name, seconds_text, value_text

_IN_UNITS = {"torso": "in torso lengths", "deg": "in degrees"}


@dataclass(frozen=True)
class Column:
    """A number of one week. Its height is a share of the largest."""

    week: str
    height: float
    value: str


@dataclass(frozen=True)
class Chart:
    """One number, week by week."""

    title: str
    columns: tuple[Column, ...]
    kind: str
    """``range``, ``good``, ``held`` or ``faults``."""


@dataclass(frozen=True)
class Trend:
    """One exercise, week by week."""

    exercise: str
    weeks: tuple[Week, ...]

    @property
    def name(self) -> str:
        """What the exercise is called."""
        return exercise_name(self.exercise, EXERCISES.get(self.exercise))

    @property
    def held(self) -> bool:
        """Whether it is held rather than repeated."""
        return is_held(self.exercise, sum(week.held_s for week in self.weeks))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """What there is to see of it."""
        charts = []
        unit = next((week.range_unit for week in self.weeks if week.range_unit), None)
        if unit is not None:
            title = f"Usual range, {_IN_UNITS.get(unit, unit)}"
            charts.append(_chart(title, "range", self.weeks, lambda week: week.range, unit))
        if self.held:
            charts.append(_chart("Held", "held", self.weeks, lambda week: week.held_s, "s"))
        else:
            title = "Without a fault"
            charts.append(_chart(title, "good", self.weeks, lambda week: float(week.good), ""))
        charts.append(_chart("Faults", "faults", self.weeks, lambda week: float(week.faults), ""))
        return tuple(charts)


def trends_of(weeks: Sequence[Week]) -> tuple[Trend, ...]:
    """Return weeks by exercise."""
    groups = groupby(weeks, key=lambda week: week.exercise)
    return tuple(Trend(exercise, tuple(group)) for exercise, group in groups)


def write_history_page(path: Path, weeks: Sequence[Week]) -> None:
    """Write the trends of all exercises as one page."""
    write_page(path, "history.html.j2", title="History", trends=trends_of(weeks))


def is_held(exercise: str, held_s: float) -> bool:
    """Return whether an exercise is held; of one that is not at hand whether it ever was."""
    known = EXERCISES.get(exercise)
    return known.held if known is not None else held_s > 0


def fault_title(week: Week) -> str:
    """Return what was at fault most often in a week."""
    return check_text(week.exercise, week.most).title if week.most else ""


def number_text(value: float | None, unit: str) -> str:
    """Return a number of a week, with its unit if it has one."""
    if value is None:
        return ""
    if unit == "s":
        return seconds_text(value)
    return value_text(value, unit).removesuffix(" torso") if unit else f"{value:.0f}"


def _chart(
    title: str,
    kind: str,
    weeks: Sequence[Week],
    number: Callable[[Week], float | None],
    unit: str,
) -> Chart:
    numbers = [number(week) for week in weeks]
    largest = max((each for each in numbers if each is not None), default=0.0) or 1.0
    columns = (
        Column(week.week, round((each or 0.0) / largest, 3), number_text(each, unit) or "-")
        for week, each in zip(weeks, numbers, strict=True)
    )
    return Chart(title, tuple(columns), kind)
