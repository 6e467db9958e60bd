"""``formcheck history``: what was done so far, week by week."""

import shutil
import webbrowser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from formcheck.app import own_range
from formcheck.app.choice import choose_exercise
from formcheck.app.failures import UsageError, say
from formcheck.app.live import keep
from formcheck.app.outputs import json_text
from formcheck.app.plot_text import bars, blocks_for
from formcheck.app.tables import plain_table, whole
from formcheck.app.videos import reuse
from formcheck.exercises import EXERCISES
from formcheck.history.page import Trend, fault_title, is_held, trends_of, write_history_page
from formcheck.history.store import Entry, History, open_history
from formcheck.history.trends import entries, results, weeks
from formcheck.io.files import OutputError, replacing, shown
from formcheck.report.csv_files import write_table
from formcheck.texts.words import count_text, exercise_name, value_text

CSV_COLUMNS = (
    *("id", "done_at", "exercise", "source", "count", "good"),
    *("held_s", "good_s", "range", "range_unit", "events"),
)


def show_history(out: Console, exercise: str | None, number_of_weeks: int, sets: int) -> None:
    """Print the latest sets, and the trend of each exercise."""
    known = open_history(say)
    exercise = _chosen(known, exercise)
    latest = entries(known, exercise, sets)
    if latest:
        out.print(_latest(latest))
    trends = trends_of(weeks(known, exercise, number_of_weeks))
    for trend in trends:
        _print_trend(out, trend)
    if not trends:
        of = f" of {escape(exercise)}" if exercise and entries(known, most=1) else ""
        out.print(f"Nothing{of} has been kept yet. Live sets and analysed videos are added.")
    out.print(f"[dim]Kept in {escape(shown(known.path))}[/]")


def write_trends(file: Path, exercise: str | None, number_of_weeks: int, open_page: bool) -> None:
    """Write the trends as a page."""
    known = open_history(say)
    write_history_page(file, weeks(known, _chosen(known, exercise), number_of_weeks))
    say(f"wrote {shown(file)}")
    if open_page and not webbrowser.open(file.resolve().as_uri()):
        say(f"no browser found; open {shown(file)}")


def export_history(file: Path) -> None:
    """Write everything into one file, as JSON or CSV."""
    known = open_history(say)
    if file.suffix.lower() == ".csv":
        rows = [_row(entry) for entry in entries(known)]
        write_table(file, CSV_COLUMNS, rows)
    elif file.suffix.lower() == ".json":
        rows = [{**_row(entry), "result": whole} for entry, whole in results(known)]
        with replacing(file) as temporary:
            temporary.write_text(json_text({"results": rows}), encoding="utf-8")
    else:
        raise UsageError(f"{shown(file)}: let its name end with .json or .csv")
    say(f"wrote {count_text(len(rows), 'result')} to {shown(file)}")


def forget(ids: Sequence[int], before: datetime | None, everything: bool) -> None:
    """Delete results for good."""
    if sum(map(bool, (ids, before, everything))) != 1:
        raise UsageError("say what to delete: numbers of the list, --before DAY, or --all")
    known = open_history(say)
    chosen = ids or [entry.id for entry in entries(known, before=before)]
    say(f"deleted {count_text(known.delete(chosen), 'result')}")
    if everything:
        _forget_damaged(known)
        _forget_files()


def _forget_damaged(known: History) -> None:
    """Delete what was set aside of the results."""
    for file in known.damaged_files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{shown(file)}: can't be deleted ({error.strerror})") from error
        say(f"deleted {shown(file)}")


def _forget_files() -> None:
    """Delete what was kept beside the results."""
    beside = {
        "live sessions": keep.sessions_folder(),
        "own ranges": own_range.ranges_folder(),
        "poses of videos": reuse.recordings_folder(),
    }
    for what, folder in beside.items():
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise OutputError(
                f"{shown(folder)}: not all could be deleted ({error.strerror})"
            ) from error
        say(f"deleted the {what} in {shown(folder)}")


def _chosen(known: History, exercise: str | None) -> str | None:
    """Return the id of the exercise that is asked for; raise ExerciseError if there is none.

    Of one whose file is not at hand any more the id may still be kept.
    """
    if exercise is None or entries(known, exercise, most=1):
        return exercise
    return choose_exercise(exercise).id


def _latest(latest: Sequence[Entry]) -> Table:
    ids = whole("id", [str(entry.id) for entry in latest])
    day = Column("when", min_width=len("2025-01-01"))
    table = plain_table(ids, day, "exercise", "count", "good", "warnings", "from")
    for entry in latest:
        table.add_row(
            str(entry.id),
            f"{entry.done_at:%Y-%m-%d %H:%M}",
            escape(exercise_name(entry.exercise, EXERCISES.get(entry.exercise))),
            str(entry.count),
            f"{entry.good_s:.0f} s" if is_held(entry.exercise, entry.held_s) else str(entry.good),
            str(entry.events),
            escape(shown(entry.source)),
        )
    return table


def _print_trend(out: Console, trend: Trend) -> None:
    blocks = blocks_for(out.encoding)
    out.print(f"\n[bold]{escape(trend.name)}[/] {trend.weeks[0].week} to {trend.weeks[-1].week}")
    for chart in trend.charts:
        plot = bars([column.height for column in chart.columns], blocks)
        values = f"{chart.columns[0].value} to {chart.columns[-1].value}"
        out.print(f"  {chart.title:<29}|{plot}| {values}", markup=False)
    last = trend.weeks[-1]
    most = f", most often: {fault_title(last)}" if last.most else ""
    usual = value_text(last.range, last.range_unit or "") if last.range is not None else ""
    done = f"{last.held_s:.0f} s held" if trend.held else f"{last.good} of {last.repetitions} good"
    reach = f", usual range {usual}" if usual else ""
    out.print(f"  latest week: {count_text(last.sets, 'set')}, {done}{reach}{escape(most)}")


def _row(entry: Entry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in CSV_COLUMNS}
    return {**values, "done_at": entry.done_at.isoformat(timespec="seconds")}
