"""The files of a report, beside the results."""

import csv
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from formcheck.exercise import Holds, Repetitions
from formcheck.exercises import EXERCISES
from formcheck.io.files import replacing
from formcheck.profiles import ProfileError, apply_profiles, profiles_of
from formcheck.report.csv_files import text_of, write_events, write_repetitions
from formcheck.report.page import write_report, write_summary
from formcheck.report.part import ReportPart
from formcheck.result import Json

FOLDER_PAGE = "report.html"
"""The page of a whole folder."""
SUMMARY = "summary.csv"
"""The table of all videos of a folder, with those that failed."""
_OF_A_RESULT = {
    *("schema", "source", "exercise", "view", "seen", "count", "count_by_side", "details"),
    *("repetitions", "partial", "holds", "checks", "events"),
}
"""The fields that every result has had from the first on."""


@dataclass(frozen=True)
class ReportFiles:
    """Where the report of one source goes."""

    page: Path
    repetitions: Path
    events: Path
    video: Path
    """The annotated video, which lies beside the page if it was ever drawn."""
    pictures: bool = True
    """Whether the page shows pictures; else stick figures."""
    drawn: bool = False
    """Whether this analysis draws the video; else it may be of another."""

    @property
    def files(self) -> tuple[Path, ...]:
        """All that are written."""
        return (self.page, self.repetitions, self.events)


def report_files(
    folder: Path, name: str, pictures: bool = True, drawn: bool = False
) -> ReportFiles:
    """Return the files of a report in a folder for a source of that name."""
    return ReportFiles(
        page_of(folder / f"{name}.json"),
        folder / f"{name}.repetitions.csv",
        folder / f"{name}.events.csv",
        folder / f"{name}.mp4",
        pictures,
        drawn,
    )


def page_of(result_file: Path) -> Path:
    """Return the page that belongs to a result; a folder's page has its name for itself."""
    page = result_file.with_suffix(".html")
    return page.with_name("report_.html") if page.name.lower() == FOLDER_PAGE else page


def write_report_files(files: ReportFiles, part: ReportPart) -> None:
    """Write the page and the tables of one part."""
    write_repetitions(files.repetitions, part.result)
    write_events(files.events, part.result)
    write_report(files.page, [part])


def write_folder_report(folder: Path) -> Path | None:
    """Write one page for all results below a folder, and for the videos that failed.

    Return where; None if there is nothing to tell. A single result's page is that page.
    """
    found = list(results_below(folder))
    failed = [each for each in failed_in(folder) if not _done_since(folder, each[0], found)]
    target = folder / FOLDER_PAGE
    if not found and not failed:
        return None
    only = found[0][0] if len(found) == 1 and not failed else None
    if only is not None and only.parent == folder and page_of(only).exists():
        with replacing(target) as temporary:
            shutil.copyfile(page_of(only), temporary)
        return target
    rows = [
        (known_part(result), _shown_in(path, result).relative_to(folder).as_posix())
        for path, result in found
    ]
    write_summary(target, rows, folder.resolve().name or "Results", failed)
    return target


def _shown_in(path: Path, result: Json) -> Path:
    """Return the page that shows a result, of one set that of the routine; else its own file."""
    page, routine = page_of(path), path.with_name(f"{path.stem.rpartition('.')[0]}.json")
    if not page.exists() and result in read_sets(routine):
        page = page_of(routine)
    return page if page.exists() else path


def known_part(result: Json) -> ReportPart:
    """Return the part for a result of which nothing else is at hand."""
    exercise = EXERCISES.get(result["exercise"])
    if exercise is not None and "goal" in result:
        exercise = replace(exercise, goal=_reached_at(exercise.goal, result["goal"]))
    if exercise is not None:
        with suppress(ProfileError):  # of a version that has others
            exercise = apply_profiles(exercise, profiles_of(",".join(result.get("profile", ()))))
    return ReportPart(result, exercise)


def _reached_at(goal: Repetitions | Holds, number: Any) -> Repetitions | Holds:
    """Return a goal with another number, such as a routine sets."""
    if isinstance(goal, Repetitions):
        return replace(goal, target=number)
    return replace(goal, target_breaths=number)


def results_below(folder: Path) -> Iterator[tuple[Path, Json]]:
    """Yield the result files below a folder, by name, and what they hold."""
    for path in sorted(folder.rglob("*.json")):
        result = read_result(path)
        if result is not None:
            yield path, result


def failed_in(folder: Path) -> list[tuple[str, str]]:
    """Return the videos that failed, by the table of a folder, and why."""
    try:
        with (folder / SUMMARY).open(newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["status"] not in ("0", None)]
        told = [(text_of(row["video"]), text_of(row["message"])) for row in rows]
        return [(video, message.split(f"{video}: ")[-1]) for video, message in told]
    except (OSError, ValueError, KeyError, AttributeError, csv.Error):  # none, or another table
        return []


def _done_since(folder: Path, video: str, found: Sequence[tuple[Path, Json]]) -> bool:
    """Return whether a video that failed has a result that is newer than the table of a folder."""
    since_ns = (folder / SUMMARY).stat().st_mtime_ns
    inner = Path(video).parts
    return any(
        Path(result["source"]["path"]).parts[-len(inner) :] == inner
        and path.stat().st_mtime_ns > since_ns
        for path, result in found
    )


def read_result(path: Path) -> Json | None:
    """Return the result that a file holds; None if it is no result."""
    result = _read(path)
    return result if _is_result(result) else None


def read_sets(path: Path) -> list[Json]:
    """Return the results that a file holds: of a routine those of its sets, else one or none."""
    content = _read(path)
    sets = content.get("sets") if isinstance(content, dict) else None
    found = sets if isinstance(sets, list) else [content]
    return [each for each in found if _is_result(each)]


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _is_result(content: Any) -> bool:
    return isinstance(content, dict) and content.keys() >= _OF_A_RESULT
