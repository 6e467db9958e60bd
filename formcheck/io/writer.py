"""Annotated videos: H.264 in mp4, which browsers and phones play."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.stream import VideoStream

from formcheck.io.decoding import opened
from formcheck.io.files import OutputError, discard, output_error, shown, temporary_name
from formcheck.io.fitting import fitted
from formcheck.io.frames import Frame, Picture, SourceError

_TICKS_HZ = 90_000
"""Steps of the time stamps; every usual frame rate divides it."""

_BT601 = 6
"""The matrix from RGB that OpenCV knows, many times faster than the general conversion."""
_BT709 = 1
_LIMITED_RANGE = 1

_OPTIONS = {"crf": "23", "preset": "superfast", "x264-params": "mbtree=1:rc-lookahead=10"}
"""With a look ahead superfast takes a third less time than veryfast and a sixth more room."""
_THREADS = 2
"""More only take memory: decoding and drawing want to be done as well."""

_MARK = {"comment": "annotated by formcheck"}
"""What the file of a video that can be made again says of itself."""


def can_be_made_again(path: Path) -> bool:
    """Return whether a file is a video that was written here from another one."""
    try:
        with opened(path) as container:
            return bool(container.metadata.items() >= _MARK.items())
    except SourceError:
        return False


class VideoWriter:
    """Writes frames with their own time stamps; the file appears when all of it is written.

    Use it in a `with` block. After Ctrl-C what was written is kept, as a video that plays; after an
    error only with only_once. An odd size gains one row or column, as H.264 needs.
    """

    def __init__(
        self, path: str | Path, width: int, height: int, fps: float, only_once: bool = False
    ) -> None:
        if width < 1 or height < 1 or not 0 < fps < float("inf"):
            raise ValueError(f"no video has {width} x {height} pixels at {fps} frames a second")
        self._path = Path(path)
        self._size = (width, height)
        self._rate = Fraction(fps).limit_denominator(1001)
        self._only_once = only_once
        """Whether its frames can't be had again."""
        self._last_pts = -1

    def __enter__(self) -> "VideoWriter":
        self._temporary = temporary_name(self._path)
        try:
            self._container, self._stream = self._started()
        except (OSError, av.FFmpegError) as error:
            discard(self._temporary)
            raise output_error(self._path, error) from error
        return self

    def _started(self) -> tuple[OutputContainer, VideoStream]:
        container = av.open(
            f"file:{self._temporary}", "w", format="mp4", options={"movflags": "faststart"}
        )
        stream = container.add_stream("libx264", rate=self._rate, options=dict(_OPTIONS))
        stream.width, stream.height = (side + side % 2 for side in self._size)
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = stream.time_base = Fraction(1, _TICKS_HZ)
        context.colorspace = _BT601
        context.color_primaries = context.color_trc = _BT709
        context.thread_count = _THREADS
        context.color_range = _LIMITED_RANGE
        if not self._only_once:
            container.metadata.update(_MARK)
        container.start_encoding()
        return container, stream

    def write(self, frame: Frame) -> None:
        """Add a frame; one of another size is scaled to fit, between black borders."""
        self.encode(self.converted(frame))

    def converted(self, frame: Frame) -> av.VideoFrame:
        """Return a frame as it is encoded: half the work, which any thread may do."""
        image = _evened(fitted(frame.image, self._size))
        planes = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), np.uint8)
        picture = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        picture.pts = round(frame.timestamp_s * _TICKS_HZ)
        picture.time_base = Fraction(1, _TICKS_HZ)
        return picture

    def encode(self, picture: av.VideoFrame) -> None:
        """Add a converted frame; one that is not later than the last is put right after it."""
        picture.pts = self._last_pts = max(picture.pts or 0, self._last_pts + 1)
        try:
            self._container.mux(self._stream.encode(picture))
        except (OSError, av.FFmpegError) as error:
            raise output_error(self._path, error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        keep = self._only_once or kind is None or issubclass(kind, KeyboardInterrupt)
        try:
            self._finish(keep and self._last_pts >= 0)
        except (OSError, av.FFmpegError) as failure:
            if kind is None:  # else the first error is what matters
                raise output_error(self._path, failure) from failure
        finally:
            discard(self._temporary)
        if kind is None and self._last_pts < 0:
            raise OutputError(f"can't write {shown(self._path)}: there was no frame to write")

    def _finish(self, keep: bool) -> None:
        try:
            if keep:
                self._container.mux(self._stream.encode())
        finally:
            self._container.close()  # a file that is open has its room on the disk even if removed
        if keep:
            self._temporary.replace(self._path.resolve())


def _evened(image: Picture) -> Picture:
    bottom, right = (side % 2 for side in image.shape[:2])
    if not (bottom or right):
        return np.ascontiguousarray(image)
    padded = cv2.copyMakeBorder(image, 0, bottom, 0, right, cv2.BORDER_REPLICATE)
    return np.asarray(padded, np.uint8)
