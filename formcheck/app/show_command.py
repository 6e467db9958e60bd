"""``formcheck show``: results and reports of earlier analyses."""

import webbrowser
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formcheck.app.failures import UsageError, say
from formcheck.app.result_text import show_results
from formcheck.app.tables import plain_table
from formcheck.io.files import OutputError, shown
from formcheck.io.frames import SourceError
from formcheck.io.recording import load_recording
from formcheck.report.curves import followed
from formcheck.report.page import Row, write_report
from formcheck.report.part import ReportPart, part_without_pictures, with_video
from formcheck.report.written import (
    FOLDER_PAGE,
    known_part,
    page_of,
    read_sets,
    results_below,
    write_folder_report,
)
from formcheck.result import Json

PAGES = (".html", ".htm")


def show_path(out: Console, path: Path, open_page: bool) -> None:
    """Print what a result, or those in a folder, came to; open the page if that is wished."""
    if path.is_dir():
        page = _show_folder(out, path, open_page)
    elif path.suffix.lower() in PAGES and path.is_file():
        page, open_page = path, True
    else:
        page = _show_result_file(out, path, open_page)
    if open_page:
        opened = webbrowser.open(page.resolve().as_uri())
        say(f"{'opened' if opened else 'no browser found; open'} {shown(page)}")
    elif page.exists():
        out.print(f"Report: {escape(shown(page))}")


def _show_folder(out: Console, folder: Path, open_page: bool) -> Path:
    """Print what is in a folder, and write its page if that can be; return where it is."""
    found = list(results_below(folder))
    if not found:
        raise UsageError(f"{shown(folder)}: it holds no result; analyse something into it first")
    out.print(_table(folder, found))
    try:
        write_folder_report(folder)
    except OutputError as error:
        if open_page:
            raise
        say(f"no {FOLDER_PAGE} was written: {error}")
    return folder / FOLDER_PAGE


def _table(folder: Path, found: Sequence[tuple[Path, Json]]) -> Table:
    table = plain_table("exercise", "done", "good", "to work on", "file")
    for path, result in found:
        row = Row(known_part(result), "")
        work = ", ".join(row.faults) or row.faultless
        file = escape(shown(path.relative_to(folder)))
        table.add_row(escape(row.name), row.counted, row.good, escape(work), file)
    return table


def _show_result_file(out: Console, path: Path, open_page: bool) -> Path:
    if not path.exists():
        raise SourceError(f"{shown(path)}: there is no such file; check the name")
    sets = read_sets(path)
    if not sets:
        raise UsageError(f"{shown(path)}: this is no result; give a .json, a report or a folder")
    show_results(out, ((result, known_part(result).exercise) for result in sets))
    page = page_of(path)
    if open_page and not page.exists():
        alone = len(sets) == 1
        write_report(page, [_part(path, each) if alone else known_part(each) for each in sets])
    return page


def _part(path: Path, result: Json) -> ReportPart:
    """Return all that can be shown of a result, with curves if its poses lie beside it."""
    part = known_part(result)
    poses = path.with_suffix(".poses.npz")
    if part.exercise is not None and poses.exists():
        recording = load_recording(poses)
        _, trace = followed(part.exercise, recording)
        part = part_without_pictures(result, trace, recording)
    video = path.with_suffix(".mp4")
    return with_video(part, video, older=_is_older(video, path, result))


def _is_older(video: Path, path: Path, result: Json) -> bool:
    """Return whether a video was there before a result was made; a batch writes that last."""
    of_batch = "made_of" in result
    return video.exists() and video.stat().st_mtime < path.stat().st_mtime and not of_batch
