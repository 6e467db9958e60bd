"""The video of a live session: the pictures as the camera gave them."""

from contextlib import AbstractContextManager, ExitStack, suppress
from types import TracebackType

from formcheck.app.live.keep import Keeper
from formcheck.io.files import OutputError
from formcheck.io.frames import Frame, SourceInfo
from formcheck.io.writer import VideoWriter

_USUAL_FPS = 25.0


class Tape(AbstractContextManager["Tape"]):
    """Keeps pictures if that is wished, and for as long as it can be."""

    def __init__(self, keeper: Keeper, runs: bool) -> None:
        self._keeper = keeper
        self._files = ExitStack()
        self._writer: VideoWriter | None = None
        self.runs = runs
        """Whether pictures are kept."""
        self.error: OutputError | None = None
        """What has ended it early."""

    def record(self, frame: Frame, camera: SourceInfo) -> None:
        """Keep a picture of a camera.

        Half a video that can't be ended takes the room of the results, and is let go of.
        """
        if not self.runs:
            return
        try:
            self._writer = self._writer or self._opened(camera)
            self._writer.write(frame)
        except OutputError as error:
            self.runs, self.error = False, error
            with suppress(OutputError):
                self._files.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the video."""
        self._files.__exit__(kind, error, trace)

    def _opened(self, camera: SourceInfo) -> VideoWriter:
        fps = camera.fps or _USUAL_FPS
        writer = VideoWriter(self._keeper.video, camera.width, camera.height, fps, only_once=True)
        return self._files.enter_context(writer)
