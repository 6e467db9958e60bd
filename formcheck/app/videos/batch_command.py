"""``formcheck analyze FOLDER``: every video below it, several at a time."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

from rich.console import Console

from formcheck.app.failures import FAILED, STOPPED, UsageError, say
from formcheck.app.outputs import made
from formcheck.app.tables import console
from formcheck.app.videos.analyze_command import AnalyzeWishes
from formcheck.app.videos.batch import Outcome, Request, VideoJob, planned, size_bytes
from formcheck.app.videos.batch_screen import BatchScreen, table_of
from formcheck.app.videos.cluster import Workers, cluster
from formcheck.app.videos.crew import Crew, LostError, Told
from formcheck.app.videos.folders import videos_below
from formcheck.app.videos.landmarking import Display
from formcheck.io.files import is_folder, shown
from formcheck.profiles import HEALTH_NOTE
from formcheck.report.csv_files import write_table
from formcheck.report.written import SUMMARY, write_folder_report
from formcheck.vision.store import VARIABLE, obtain

TRIES = 2
"""How often a video is begun whose process dies."""


def is_batch(sources: Sequence[Path], output: Path | None) -> bool:
    """Return whether there is a folder of videos among the sources; one of pictures is none."""
    return any(is_folder(source) and bool(videos_below(source, output)) for source in sources)


def analyze_folders(
    sources: Sequence[Path], request: Request, wishes: AnalyzeWishes, address: str | None = None
) -> int:
    """Analyse every video in and below the sources; return the first failure's status, else 0.

    With the address of a Dask scheduler its workers do so, else processes of this machine.
    """
    if wishes.folder is None:
        raise UsageError("a folder of videos takes a folder for the results: -o DIR")
    if wishes.json_file is not None:
        raise UsageError("--json takes one video; of a folder each result is written to -o DIR")
    sight = request.sight
    if address is not None:
        with cluster(address) as work:
            obtain(sight.model, progress=Display().download)  # results are known again by it
            named = sight.model or os.environ.get(VARIABLE)  # workers have their own
            todo = _planned(sources, _alone(request, named), wishes.folder)
            return finish(todo, work, wishes.folder)
    model = obtain(sight.model, progress=Display().download)  # once, not by each process
    todo = _planned(sources, _alone(request, str(model.path)), wishes.folder)
    with Crew(min(sight.jobs, len(todo))) as crew:
        return finish(todo, crew.work, wishes.folder)


def _alone(request: Request, model: str | None) -> Request:
    """Return what is asked of a process that does one video at a time, with a model."""
    return replace(request, sight=replace(request.sight, jobs=1, model=model))


def _planned(sources: Sequence[Path], request: Request, output: Path) -> list[VideoJob]:
    found: dict[Path, Path] = {}  # each video once, with where it was found
    for source in sources:
        inside = videos_below(source, output) if is_folder(source) else []
        itself = source.resolve() if source.name in ("", "..") else source
        videos, root = (inside, source) if inside else ([itself], itself.parent)
        found.update({video: root for video in videos if video not in found})
    made(output)
    return planned(list(found.items()), output, request)


def finish(todo: Sequence[VideoJob], workers: Workers, output: Path) -> int:
    """Have videos analysed, show how it goes, and sum up; return the status."""
    outcomes: dict[int, Outcome] = {}
    Console(stderr=True).print(HEALTH_NOTE, soft_wrap=True)
    try:
        with BatchScreen(len(todo)) as screen:
            for job, outcome in _outcomes(todo, workers, screen):
                outcomes[job] = outcome
                screen.done(job)
                _tell(outcome)
    except KeyboardInterrupt:
        say(f"stopped after {len(outcomes)} of {len(todo)} videos; the same command goes on")
        return STOPPED
    ordered = [outcomes[job] for job in sorted(outcomes)]
    columns = [field.name for field in fields(Outcome)]
    try:
        write_table(output / SUMMARY, columns, map(asdict, ordered))
        write_folder_report(output)
    finally:  # on a full disk it is all that is left
        console().print(table_of(ordered))
    failed = [outcome.status for outcome in ordered if outcome.status]
    say(f"{len(ordered) - len(failed)} of {len(ordered)} videos analysed; see {shown(output)}")
    return failed[0] if failed else 0


def _outcomes(
    todo: Sequence[VideoJob], workers: Workers, screen: BatchScreen
) -> Iterator[tuple[int, Outcome]]:
    """Yield what came of each video; one whose process died is tried once more.

    The largest are begun first: a long one begun last would leave all but one process idle.
    """
    waiting = sorted(range(len(todo)), key=lambda index: -size_bytes(todo[index].source))
    for tried in range(TRIES):
        lost: list[int] = []
        for report in workers([todo[index] for index in waiting]):
            index = waiting[report.job]
            if isinstance(report, Told):
                if isinstance(report.value, Outcome):
                    yield index, report.value
                else:
                    screen.show(index, todo[index].name, report.value)
            elif isinstance(report.error, LostError) and tried + 1 < TRIES:
                lost.append(index)
            elif report.error is not None:
                yield index, _failed(todo[index], report.error)
        waiting = lost


def _failed(job: VideoJob, error: Exception) -> Outcome:
    reason = " ".join(str(error).split()) or type(error).__name__
    line = f"{shown(job.source)}: {reason}; start the same command again"
    return Outcome(job.name, FAILED, line)


def _tell(outcome: Outcome) -> None:
    """Say at once what went wrong with a video."""
    if outcome.status:
        say(outcome.message)
    elif outcome.message:
        say(f"{outcome.video}: {outcome.message}; the rest was analysed")
