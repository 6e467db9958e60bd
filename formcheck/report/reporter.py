"""The report of one analysis, from the frames that pass by to the files."""

from collections.abc import Iterable

from formcheck.io.frames import Frame
from formcheck.report.curves import Trace
from formcheck.report.moments import Poses, WorstMoments
from formcheck.report.part import ReportPart, part_of, with_video
from formcheck.report.written import ReportFiles, write_report_files
from formcheck.result import Json


class Reporter:
    """Keeps what the report of a set needs; without files there is none."""

    def __init__(
        self,
        files: ReportFiles | None,
        result: Json,
        poses: Poses,
        trace: Trace,
    ) -> None:
        self._files = files
        self._result = result
        self._trace = trace
        self._moments = WorstMoments(result, poses if files is not None else (), trace)

    @property
    def wants_pictures(self) -> bool:
        """Whether frames have to be looked at."""
        return self._files is not None and self._files.pictures and self._moments.missing

    def watch(self, frames: Iterable[Frame]) -> Iterable[Frame]:
        """Pass frames through and keep the pictures that the report shows."""
        return self._moments.watch(frames) if self.wants_pictures else frames

    def seek(self, frames: Iterable[Frame]) -> None:
        """Look at frames until all pictures are there."""
        self._moments.seek(frames)

    def part(self) -> ReportPart:
        """Return what the report shows, but for a video."""
        return part_of(self._result, self._trace, self._moments.moments)

    def write(self) -> None:
        """Write the files, if there are to be any."""
        if self._files is not None:
            part = with_video(self.part(), self._files.video, older=not self._files.drawn)
            write_report_files(self._files, part)
