"""``formcheck analyze``: recorded videos, one after the other."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.app.failures import STOPPED, UsageError, report, say
from formcheck.app.outputs import Outputs, check_names, json_text, outputs_in
from formcheck.app.result_text import show_result
from formcheck.app.tables import console
from formcheck.app.videos.analyze import Analysis, AutoTask, Task, UnwrittenError, analyze
from formcheck.app.videos.folders import check_folder
from formcheck.app.videos.landmarking import Sight, is_recording
from formcheck.app.videos.lean import keep_little
from formcheck.app.videos.screen import Screen
from formcheck.history.keep import filmed_at, keep
from formcheck.io.files import shown
from formcheck.report.written import write_folder_report

STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True)
class AnalyzeWishes:
    """What is to become of the results."""

    folder: Path | None = None
    json_file: Path | None = None
    video: bool = True
    pictures: bool = True
    """Whether the report shows pictures; else stick figures."""
    history: bool = True
    """Whether results are kept in the history."""

    @property
    def on_standard_output(self) -> bool:
        """Whether standard output is for JSON alone."""
        return self.json_file == STANDARD_OUTPUT

    def outputs(self, source: Path) -> Outputs:
        """Return the files that are wished for a source."""
        results = (self.json_file,) if self.json_file and not self.on_standard_output else ()
        if self.folder is None:
            return Outputs(results)
        outputs = outputs_in(self.folder, source, self.video, self.pictures)
        return replace(outputs, results=(*results, *outputs.results))


def analyze_all(
    sources: Sequence[Path], task: Task | AutoTask, sight: Sight, wishes: AnalyzeWishes
) -> int:
    """Analyse sources one after the other; return the status of the first failure, else 0."""
    if wishes.json_file is not None and len(sources) > 1:
        raise UsageError("--json takes one video; for several give a folder with -o")
    if wishes.folder is not None:
        check_names(sources)
    keep_little()
    first = 0
    with Screen() as screen:
        for number, source in enumerate(sources):
            if number:
                console().print()
            status = _one(source, Order(task, sight, wishes), screen)
            first = first or status
            if status == STOPPED:
                break
    if wishes.folder is not None:
        write_folder_report(wishes.folder)
    return STOPPED if status == STOPPED else first


@dataclass(frozen=True)
class Order:
    """All that was asked for."""

    task: Task | AutoTask
    sight: Sight
    wishes: AnalyzeWishes


def _one(source: Path, order: Order, screen: Screen) -> int:
    """Analyse one source; return its status."""
    try:
        check_folder(source, order.wishes.folder)
        outputs = order.wishes.outputs(source)
        analysis = analyze(source, order.task, order.sight, outputs, screen)
        screen.clear()
        _show(source, analysis, order)
        return _end(source, analysis, outputs)
    except KeyboardInterrupt:
        screen.clear()
        say(f"{shown(source)}: stopped before it was analysed")
        return STOPPED
    except UnwrittenError as error:
        screen.clear()
        _show(source, error.analysis, order)
        return report(error)
    except BrokenPipeError:  # whoever read the results has enough
        raise
    except Exception as error:
        screen.clear()
        return report(error)


def _show(source: Path, analysis: Analysis, order: Order) -> None:
    """Keep in the history what a source came to, and print it."""
    if order.wishes.history and not is_recording(source):  # nobody exercises by judging anew
        keep(analysis.result, filmed_at(source), say)
    if order.wishes.on_standard_output:
        sys.stdout.write(json_text(analysis.result))
        sys.stdout.flush()
    else:
        show_result(console(), analysis.result, analysis.summary.exercise)


def _end(source: Path, analysis: Analysis, outputs: Outputs) -> int:
    """Say what is left to say of a source; return its status."""
    name = shown(source)
    if analysis.damage is not None:
        say(f"{name}: {analysis.damage}; the rest was analysed")
    kept = ", ".join(shown(path) for path in outputs.files if path.exists())
    if analysis.stopped:
        until_s = analysis.recording.timestamp_s[-1]
        cut = ", but the annotated video ends early" if analysis.cut else ""
        kept = f"; kept {kept}" if kept else ""
        say(f"{name}: stopped; analysed until {until_s:.1f} s{cut}{kept}")
        return STOPPED
    if kept:
        say(f"wrote {kept}")
    return 0
