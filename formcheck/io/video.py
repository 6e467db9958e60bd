"""Video files, frame by frame, with their true time stamps."""

import math
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
from av.video.reformatter import VideoReformatter

from formcheck.io.decoding import Decoder, opened
from formcheck.io.files import shown
from formcheck.io.frames import Frame, SourceError, SourceInfo
from formcheck.io.sampling import Sampling
from formcheck.io.upright import display_matrix, rotation_deg, upright

_GUESSED_FPS = 25.0
"""For a stream that tells neither its time stamps nor its rate."""

_REPEAT_S = 1.0
"""A stamp that falls back less is out of order; one that falls back more begins a new count."""


class Clock:
    """Turns a stream's time stamps into seconds since its first picture, strictly rising."""

    def __init__(self, origin_pts: int, time_base_s: Fraction, step_s: float) -> None:
        self._origin_pts = origin_pts
        self._time_base_s = time_base_s
        self._step_s = step_s
        self._shift_s = 0.0
        self._last_s: float | None = None

    def read(self, pts: int | None) -> float | None:
        """Return the time of the next picture, or None if the picture has to be dropped.

        Without a stamp it follows the last one at the average rate. A stamp that is repeated or
        out of order is dropped: moving it would put its neighbours off too. A stamp that starts
        again from the beginning (joined recordings) goes on from the last one.
        """
        follows_s = 0.0 if self._last_s is None else self._last_s + self._step_s
        if pts is None:
            time_s = follows_s
        else:
            time_s = float((pts - self._origin_pts) * self._time_base_s) + self._shift_s
        if self._last_s is not None and time_s <= self._last_s:
            if time_s > self._last_s - _REPEAT_S:
                return None
            self._shift_s += follows_s - time_s
            time_s = follows_s
        self._last_s = time_s
        return time_s


class VideoFile:
    """The frames of a recorded video, or of one piece of it: start_s <= time < stop_s.

    A piece has the same time stamps and pictures as the whole, so that pieces can be decoded
    side by side. With sampled, a fast video gives as few frames as are enough to follow a body.
    Broken pictures are left out; `damage` then says so in one line.
    """

    def __init__(
        self,
        path: str | Path,
        start_s: float = 0.0,
        stop_s: float = math.inf,
        *,
        sampled: bool = False,
    ) -> None:
        self.damage: str | None = None
        self._path = Path(path)
        self._start_s = start_s
        self._stop_s = stop_s
        self._sampled = sampled
        self.can_skip = False
        """Whether a piece can be read without all that comes before it."""
        self._info: SourceInfo | None = None
        self._origin_pts: int | None = None

    @property
    def info(self) -> SourceInfo:
        """What the file says of itself; known inside the `with` block."""
        if self._info is None:
            raise ValueError("open the video with a `with` block first")
        return self._info

    @property
    def _sampling(self) -> Sampling:
        return Sampling.enough(self.info.fps if self._sampled else None)

    @property
    def _first_s(self) -> float:
        """From when on its frames are given: a step that is begun is read from its beginning."""
        return self._sampling.begin_s(self._start_s)

    def __enter__(self) -> "VideoFile":
        name = shown(self._path)
        with opened(self._path) as container:
            decoder = Decoder(container, name)
            first = next(iter(decoder), None)
            if first is None:
                raise SourceError(f"{name}: none of its pictures can be decoded; record it again")
            self._origin_pts = first.pts
            self.can_skip = decoder.can_skip
            self._info = _described(name, decoder, first)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to do: every iteration opens the file for itself and closes it."""

    def __iter__(self) -> Generator[Frame, None, None]:
        with ExitStack() as files:
            decoder, pictures = self._at_start(files)
            converter = VideoReformatter()  # one for all: to set one up takes longer than its work
            try:
                for time_s, picture in self._sampling.taken(self._timed(decoder, pictures)):
                    yield Frame(time_s, upright(picture, decoder.pixel_aspect, converter))
            finally:
                self.damage = decoder.damage(self._origin_pts or 0)

    def _at_start(self, files: ExitStack) -> tuple[Decoder, Iterator[av.VideoFrame]]:
        """Open the file at the last key frame before the piece, or else at its beginning."""
        name, first_s = shown(self._path), self._first_s
        if first_s > 0 and self._origin_pts is not None:
            decoder = Decoder(files.enter_context(opened(self._path)), name)
            pts = self._origin_pts + math.floor(first_s / decoder.time_base_s)
            pictures = iter(decoder)
            first = next(pictures, None) if decoder.seek(pts) else None
            if first is not None and first.pts is not None and first.pts <= pts:
                return decoder, chain([first], pictures)
        decoder = Decoder(files.enter_context(opened(self._path)), name)
        return decoder, iter(decoder)

    def _timed(
        self, decoder: Decoder, pictures: Iterator[av.VideoFrame]
    ) -> Iterator[tuple[float, av.VideoFrame]]:
        step_s = 1 / (self.info.fps or _GUESSED_FPS)
        first_s = self._first_s
        clock = Clock(self._origin_pts or 0, decoder.time_base_s, step_s)
        for picture in pictures:
            time_s = clock.read(picture.pts)
            if time_s is not None and time_s >= self._stop_s:
                return
            if time_s is not None and time_s >= first_s:
                yield time_s, picture


def _described(name: str, decoder: Decoder, first: av.VideoFrame) -> SourceInfo:
    turned_deg = rotation_deg(display_matrix(first))
    height, width = upright(first, decoder.pixel_aspect).shape[:2]
    return SourceInfo(
        name,
        width,
        height,
        fps=decoder.fps,
        duration_s=decoder.duration_s,
        frames=decoder.frames,
        rotation_deg=turned_deg,
    )
