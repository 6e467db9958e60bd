"""Repetitions and events as CSV, for spreadsheets and statistics."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from formcheck.io.files import replacing
from formcheck.result import Json

REPETITION_COLUMNS = (
    "kind",
    "index",
    "side",
    "start_s",
    "peak_s",
    "end_s",
    "good",
    "faults",
    "range",
    "range_unit",
    "held_s",
    "good_s",
    "breaths",
    "reason",
)
EVENT_COLUMNS = ("check", "severity", "start_s", "end_s", "worst", "unit", "cue")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins so is a formula to a spreadsheet."""


def write_repetitions(path: Path, result: Json) -> None:
    """Write repetitions, holds and what was not counted, in order of their beginning."""
    rows = [{"kind": "repetition", **each} for each in result["repetitions"]]
    rows += [{"kind": "hold", **each, "good": not each["faults"]} for each in result["holds"]]
    rows += [{"kind": "partial", **each} for each in result["partial"]]
    rows.sort(key=lambda row: row["start_s"])
    write_table(path, REPETITION_COLUMNS, rows)


def write_events(path: Path, result: Json) -> None:
    """Write the warnings that were raised."""
    write_table(path, EVENT_COLUMNS, result["events"])


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as CSV; what a row lacks stays empty."""
    with (
        replacing(path) as temporary,
        temporary.open("w", newline="", encoding="utf-8", errors="replace") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(row.get(column)) for column in columns])


def text_of(cell: str) -> str:
    """Return the text that a cell was written of."""
    return cell[1:] if cell.startswith(tuple(f"'{sign}" for sign in _FORMULA)) else cell


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
