"""Reading the history: what was done, and how it changes from week to week."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from statistics import median
from typing import Any, TypeVar

from formcheck.history.store import Entry, History
from formcheck.result import Json

_ENTRIES = """
    SELECT id, done_at, exercise, source, count, good, held_s, good_s, range, range_unit,
        coalesce((SELECT sum(events) FROM fault WHERE fault.result = result.id), 0)
    FROM result
    WHERE (:exercise IS NULL OR exercise = :exercise)
        AND (:before IS NULL OR done_at < :before)
    ORDER BY done_at DESC, id DESC
    LIMIT :most
"""
_FAULTS = "SELECT result, check_id, events FROM fault"
ALL = -1
"""As a LIMIT, SQLite takes it for none."""

Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Week:
    """All that was done of one exercise in one week."""

    exercise: str
    week: str
    """As calendars number it: ``2025-W07``."""
    sets: int
    repetitions: int
    """In exercises that are held: holds that reached the goal."""
    good: int
    held_s: float
    range: float | None
    """The usual range of motion: the median of the sets'."""
    range_unit: str | None
    faults: int
    """How many warnings were raised."""
    most: str | None
    """The check whose fault was raised most often."""


def entries(
    history: History,
    exercise: str | None = None,
    most: int = ALL,
    before: datetime | None = None,
) -> list[Entry]:
    """Return results, the latest first; of one exercise, or before a time."""
    return history.read(lambda database: _entries(database, exercise, most, before))


def weeks(history: History, exercise: str | None = None, most: int | None = None) -> list[Week]:
    """Return week by week, the earliest first, by exercise; of the latest weeks if asked for."""
    done, faults = history.read(lambda database: _done(database, exercise))
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for entry in done:
        grouped.setdefault((entry.exercise, week_of(entry.done_at)), []).append(entry)
    latest = set(sorted({week for _, week in grouped})[-(most or len(grouped)) :])
    return [
        _week(name, week, group, faults)
        for (name, week), group in sorted(grouped.items())
        if week in latest
    ]


def results(history: History) -> list[tuple[Entry, Json]]:
    """Return every result in full, the latest first."""
    told = history.read(_told)
    return [(entry, told[entry.id]) for entry in entries(history) if entry.id in told]


def week_of(day: datetime) -> str:
    """Return the week of a day as calendars number it."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _entries(
    database: sqlite3.Connection,
    exercise: str | None,
    most: int = ALL,
    before: datetime | None = None,
) -> list[Entry]:
    until = _utc_text(before) if before is not None else None
    wanted = {"exercise": exercise, "most": most, "before": until}
    return [_entry(row) for row in database.execute(_ENTRIES, wanted)]


def _told(database: sqlite3.Connection) -> dict[int, Json]:
    rows = database.execute("SELECT result, text FROM document")
    return {number: _understood(json.loads, text) for number, text in rows}


def _done(
    database: sqlite3.Connection, exercise: str | None
) -> tuple[list[Entry], dict[int, list[tuple[str, int]]]]:
    done = _entries(database, exercise)
    faults: dict[int, list[tuple[str, int]]] = {}
    for result, check, events in database.execute(_FAULTS):
        faults.setdefault(result, []).append((check, events))
    return done, faults


def _week(
    exercise: str, week: str, group: Sequence[Entry], faults: dict[int, list[tuple[str, int]]]
) -> Week:
    ranges = [entry.range for entry in group if entry.range is not None]
    units = [entry.range_unit for entry in group if entry.range_unit is not None]
    raised: dict[str, int] = {}
    for entry in group:
        for check, events in faults.get(entry.id, ()):
            raised[check] = raised.get(check, 0) + events
    return Week(
        exercise,
        week,
        sets=len(group),
        repetitions=sum(entry.count for entry in group),
        good=sum(entry.good for entry in group),
        held_s=sum(entry.held_s for entry in group),
        range=median(ranges) if ranges else None,
        range_unit=units[0] if units else None,
        faults=sum(raised.values()),
        most=max(raised, key=lambda check: (raised[check], check)) if raised else None,
    )


def _entry(row: Sequence[Any]) -> Entry:
    number, done_at, *rest = row
    done = _understood(datetime.fromisoformat, done_at)
    return Entry(number, _in_zone(done, None), *rest)


def _understood(meaning: Callable[[str], Meaning], text: str) -> Meaning:
    """Return what a text means; one that nobody has written so is damage of the file."""
    try:
        return meaning(text)
    except (TypeError, ValueError) as error:
        raise sqlite3.DatabaseError("a row is damaged") from error


def _utc_text(day: datetime) -> str:
    return _in_zone(day, timezone.utc).isoformat(timespec="seconds")


def _in_zone(time: datetime, zone: timezone | None) -> datetime:
    """Return a time in a zone, or the local one; at the ends of all years zones do not matter."""
    try:
        return time.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return time.replace(tzinfo=timezone.utc)
