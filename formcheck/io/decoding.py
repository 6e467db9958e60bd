"""The pictures of an open video file, and an account of what was broken in it."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.io.files import check_readable, shown
from formcheck.io.frames import SourceError

# Containers that hold their own pictures. Playlists could fetch others, from the network even.
_CONTAINERS = "mov,matroska,avi,gif,mpegts,mpeg,flv,asf,ogg,h264,hevc,m4v,mjpeg"
_OPTIONS = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file"}

_SEEKABLE = ("mov", "matroska", "avi")
"""Containers whose index tells the key frames for sure."""

_MISSING_END_S = 1.0
"""By how much a file may fall short of its announced length without being called cut off."""

_FASTEST_HZ = 480
"""Rates above are not counted but guessed from the step of the time stamps, often 1000 a second."""

_ASPECTS = (0.25, 4.0)
"""Pixel shapes that exist; others are writing errors."""


def opened(path: Path) -> InputContainer:
    """Open a video file, or raise SourceError."""
    check_readable(path)
    try:
        # "file:" keeps a name with a colon in it from being taken for an address
        return av.open(f"file:{path}", "r", options=_OPTIONS, metadata_errors="ignore")
    except (av.FFmpegError, OSError) as error:
        raise SourceError(f"{shown(path)}: {_unopened(path)}") from error


def _unopened(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(8)
    if start[4:] == b"ftyp":
        return "the recording is cut off, its index is missing; copy or record it again"
    return "this is not a video; give an mp4, mov, webm, avi or gif file"


class Decoder:
    """Yields the pictures of one open file that are whole, and counts those that are not."""

    def __init__(self, container: InputContainer, name: str) -> None:
        streams = [
            stream
            for stream in container.streams.video
            if not stream.disposition & Disposition.attached_pic  # the cover of a piece of music
        ]
        if not streams:
            raise SourceError(f"{name}: it holds no moving pictures; give a video")
        self._container = container
        self.stream: VideoStream = streams[0]
        if self.stream.codec_context is None:
            raise SourceError(f"{name}: its codec is unknown here; convert it to mp4 (H.264)")
        # Two threads outrun a landmarker; more only cost memory, 150 MB each at 8K.
        self.stream.thread_type = "AUTO"
        self.stream.thread_count = 2
        self._broken = 0
        self._broken_pts: int | None = None
        self._end_pts: int | None = None
        self._ended = False

    @property
    def time_base_s(self) -> Fraction:
        """Seconds of one step of the time stamps."""
        return self.stream.time_base or Fraction(1, 1000)

    @property
    def pixel_aspect(self) -> float:
        """Width of a pixel over its height."""
        aspect = float(self.stream.sample_aspect_ratio or 1)
        return aspect if _ASPECTS[0] <= aspect <= _ASPECTS[1] else 1.0

    @property
    def fps(self) -> float | None:
        """Pictures a second, on average."""
        rate = float(self.stream.average_rate or 0)
        return rate if 0 < rate <= _FASTEST_HZ else None

    @property
    def duration_s(self) -> float | None:
        """How long the pictures last, as the file says."""
        if self.stream.duration:
            return float(self.stream.duration * self.time_base_s)
        if self._container.duration:
            return (self._container.duration - self._lead) / av.time_base
        return None

    @property
    def _lead(self) -> int:
        """How much of the announced length comes before the start: Matroska counts it in."""
        counted = self._container.format.name.startswith("matroska")
        return max(0, self._container.start_time or 0) if counted else 0

    @property
    def frames(self) -> int | None:
        """How many pictures the file says it shows; None if it trims what it stores."""
        stored = self.stream.frames
        if stored and self.fps and self.duration_s:
            trimmed = abs(stored / self.fps - self.duration_s) > _MISSING_END_S
            return None if trimmed else stored
        return stored or None

    @property
    def can_skip(self) -> bool:
        """Whether the file tells where its key frames are."""
        return self._container.format.name.startswith(_SEEKABLE)

    def seek(self, pts: int) -> bool:
        """Move to the key frame before a time stamp; say whether the file can do that."""
        if not self.can_skip:
            return False
        try:
            self._container.seek(pts, stream=self.stream)
        except av.FFmpegError:
            return False
        return True

    def __iter__(self) -> Iterator[av.VideoFrame]:
        packets = self._container.demux(self.stream)
        while True:
            try:
                packet = next(packets)
            except (StopIteration, IndexError):  # PyAV fails to end a stream that began on the way
                self._ended = True
                return
            except av.FFmpegError:
                self._break(self._end_pts)
                yield from self._whole(None)
                return
            if packet.is_corrupt:
                self._break(packet.pts)
            if packet.pts is not None:
                self._end_pts = max(self._end_pts or 0, packet.pts + (packet.duration or 0))
            yield from self._whole(packet)

    def _whole(self, packet: "av.Packet[VideoStream] | None") -> list[av.VideoFrame]:
        try:
            pictures = self.stream.codec_context.decode(packet)
        except av.FFmpegError:
            self._break(packet.pts if packet else None)
            return []
        for picture in pictures:
            if picture.is_corrupt:
                self._break(picture.pts)
        return [picture for picture in pictures if not picture.is_corrupt]

    def _break(self, pts: int | None) -> None:
        self._broken += 1
        if self._broken_pts is None:
            self._broken_pts = pts

    def damage(self, origin_pts: int) -> str | None:
        """Return what was broken in what was read so far, as part of one line."""
        notes = []
        if self._broken:
            near_s = float(((self._broken_pts or origin_pts) - origin_pts) * self.time_base_s)
            notes.append(f"damaged from {near_s:.1f} s on (bad packets: {self._broken})")
        length_s = self._length_s(origin_pts)
        if length_s is not None and self.duration_s:
            notes.append(f"cut off at {length_s:.1f} s of {self.duration_s:.1f} s")
        return "; ".join(notes) or None

    def _length_s(self, origin_pts: int) -> float | None:
        """Return where the pictures ended, if that is too early. Sound may well last longer."""
        alone = len(self._container.streams) == 1 or self.stream.duration
        if not (self._ended and alone and self.duration_s and self._end_pts is not None):
            return None
        length_s = float((self._end_pts - origin_pts) * self.time_base_s)
        last_s = 2 / self.fps if self.fps else 0.0  # the last picture may be shown for a while
        return length_s if length_s + last_s < self.duration_s - _MISSING_END_S else None
