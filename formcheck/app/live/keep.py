"""What a live session leaves: results, poses and, if asked for, the video."""

from contextlib import suppress
from datetime import datetime, timezone
from glob import escape
from itertools import count
from pathlib import Path

from platformdirs import user_data_path

from formcheck import __version__
from formcheck.app.failures import say
from formcheck.app.live.live_set import Kept
from formcheck.app.outputs import Outputs, check_outputs, made, write_result
from formcheck.history.keep import keep
from formcheck.io.files import OutputError
from formcheck.io.recording import save_recording
from formcheck.report.page import write_report
from formcheck.report.part import ReportPart, part_without_pictures
from formcheck.report.written import page_of, report_files, write_report_files
from formcheck.result import SCHEMA, Json


def sessions_folder() -> Path:
    """Return where live sessions are kept unless another folder is named."""
    return user_data_path("formcheck") / "sessions"


class Keeper:
    """Writes each set as soon as it is over; what was kept before is never overwritten.

    A set that can't be written then is written when all is over: nobody is left alone with half
    of a routine.
    """

    def __init__(self, folder: Path, name: str, routine: bool, history: bool = True) -> None:
        self.folder, self._name, self._routine = made(folder), name, routine
        self._history = history
        self._taken: set[str] = set()
        self._waiting: list[tuple[str, Kept]] = []
        """Sets that could not be written yet, and what their files are called."""
        self._stem = self._free_stem()
        self.video = folder / f"{self._stem}.mp4"
        self.files: list[Path] = []
        """What is written by now."""
        self.sets: list[Kept] = []
        check_outputs(Outputs(poses=folder / f"{self._stem}.poses.npz"), folder)

    def keep(self, kept: Kept) -> None:
        """Write one set, if it can be; the history may lie on another disk."""
        self.sets.append(kept)
        if self._history:
            keep(kept.result, datetime.now(timezone.utc), say)
        self._waiting.append((self._stem_for(kept), kept))
        with suppress(OutputError):
            self._catch_up()

    def close(self) -> None:
        """Write what could not be written before, and what the whole routine came to."""
        self._catch_up()
        if self._routine and self.sets:
            path = self.folder / f"{self._stem}.json"
            write_result(path, routine_result(self._name, self.sets))
            self.files.insert(0, path)
            page = page_of(path)
            write_report(page, [_part(kept) for kept in self.sets], self._name)
            self.files.insert(1, page)

    def _catch_up(self) -> None:
        """Write what waits, into the folder even if that was removed meanwhile."""
        while self._waiting:
            made(self.folder)
            self._write(*self._waiting[0])
            del self._waiting[0]

    def _write(self, stem: str, kept: Kept) -> None:
        result, poses = self.folder / f"{stem}.json", self.folder / f"{stem}.poses.npz"
        write_result(result, kept.result)
        save_recording(poses, kept.recording)
        self._note(result, poses)
        if not self._routine:
            report = report_files(self.folder, stem)
            write_report_files(report, _part(kept))
            self._note(*report.files)

    def _note(self, *paths: Path) -> None:
        """Take in what is written; of a set that waited for room a part may be written again."""
        self.files += [path for path in paths if path not in self.files]

    def _stem_for(self, kept: Kept) -> str:
        if self._routine:
            return f"{self._stem}.{len(self.sets)}-{kept.task.exercise.id}"
        if len(self.sets) > 1:
            self._stem = self._free_stem()
        return self._stem

    def _free_stem(self) -> str:
        """Return the first name that nothing is called by yet."""
        stems = (self._name if n == 1 else f"{self._name}-{n}" for n in count(1))
        free = (stem for stem in stems if not any(self.folder.glob(f"{escape(stem)}.*")))
        stem = next(stem for stem in free if stem not in self._taken)
        self._taken.add(stem)
        return stem


def _part(kept: Kept) -> ReportPart:
    """Return what the report shows of a set; no picture is kept of it."""
    return part_without_pictures(kept.result, kept.trace, kept.recording)


def routine_result(routine: str, sets: list[Kept]) -> Json:
    """Return what a routine came to: the results of its sets, in order."""
    return {
        "schema": SCHEMA,
        "formcheck": __version__,
        "routine": routine,
        "sets": [kept.result for kept in sets],
    }
