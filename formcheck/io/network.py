"""Cameras that send over the network: a phone's camera app, a surveillance camera."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from urllib.parse import SplitResult, urlsplit, urlunsplit

import av

from formcheck.io.files import shown
from formcheck.io.frames import Grab, Picture, SourceError, SourceInfo
from formcheck.io.upright import upright

OPEN_S = 1.8
READ_S = 5.0
"""A camera that sends nothing for this long is lost."""

SCHEMES = ("http", "https", "rtsp", "rtsps", "rtmp", "udp", "tcp")
_OPTIONS = {
    "protocol_whitelist": "http,https,httpproxy,tcp,tls,udp,rtp,rtsp,rtsps,rtmp,crypto",
    # no playlists: they could fetch from elsewhere
    "format_whitelist": "mpjpeg,mjpeg,rtsp,rtp,sdp,mpegts,flv,live_flv,mov,matroska,h264,hevc,asf",
    # not fflags=nobuffer: it throws away what was read to find out what is sent, with the one
    # key frame in it, and of H.264 nothing is seen until the next one comes, in ten seconds or so
    "flags": "low_delay",
    "probesize": str(1 << 18),
    "analyzeduration": "500000",
    "rtsp_transport": "tcp",
}

_Kinds = type[Exception] | tuple[type[Exception], ...]
_REASONS: tuple[tuple[_Kinds, str], ...] = (
    ((av.ExitError, TimeoutError), "no answer; is its app running, in the same network?"),
    (ConnectionRefusedError, "nobody answers there; start the camera's app and check the port"),
    (av.HTTPNotFoundError, "no video at this address; the camera's app shows the right one"),
    (
        (av.HTTPUnauthorizedError, av.HTTPForbiddenError),
        "it wants a password; write it as http://user:password@...",
    ),
    (av.InvalidDataError, "what it sends is no video; check the address"),
)


def is_address(camera: str) -> bool:
    """Return whether a camera is named by a network address."""
    return "://" in camera


def without_secrets(address: str) -> str:
    """Return an address that may be shown and kept: no user, password or query."""
    parts = _parts(address)
    place = parts.netloc.rpartition("@")[2]
    return shown(urlunsplit((parts.scheme, place, parts.path, "", "")))


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        int(parts.port or 0)  # raises where a password with a slash in it stands in its place
    except ValueError:  # neither it nor the error is shown: a password may be in them
        raise SourceError(
            "the camera's address can't be read; write it like http://192.168.1.20:8080/video"
        ) from None
    return parts


class NetworkCamera:
    """A camera that sends MJPEG over HTTP, RTSP, or what else FFmpeg reads."""

    def __init__(self, address: str) -> None:
        self._name = without_secrets(address)
        scheme = _parts(address).scheme
        if scheme not in SCHEMES:
            raise SourceError(
                f"{self._name}: give an address that starts with {SCHEMES[0]} or rtsp"
            )
        address = f"{scheme}://{address.partition('://')[2]}"  # a phone's keyboard writes Http
        with ExitStack() as undo:
            try:
                self._container = av.open(address, timeout=(OPEN_S, READ_S), options=dict(_OPTIONS))
                undo.callback(self._container.close)
                pictures = self._decoded()
                first = next(pictures, None)
            except (av.FFmpegError, OSError) as error:
                raise self._gone(error) from error
            if first is None:
                raise SourceError(f"{self._name}: it sends no picture; check its address")
            undo.pop_all()
        self._pictures = chain([first], pictures)
        height, width = first.shape[:2]
        rate = self._container.streams.video[0].average_rate
        self.info = SourceInfo(self._name, width, height, float(rate) if rate else None)

    def read(self) -> Grab:
        """Wait for the next picture that is whole, or raise SourceError."""
        try:
            picture = next(self._pictures, None)
        except (av.FFmpegError, OSError) as error:
            raise self._gone(error) from error
        if picture is None:
            raise SourceError(f"{self._name}: it has stopped sending; start it again")
        return Grab(picture)

    def close(self) -> None:
        """Hang up."""
        self._container.close()

    def _decoded(self) -> Iterator[Picture]:
        """Yield the whole pictures, leaving out torn ones."""
        streams = self._container.streams.video
        if not streams:
            raise SourceError(f"{self._name}: it sends no moving pictures; check its address")
        streams[0].thread_type = "SLICE"  # threads by frame would hold pictures back
        for packet in self._container.demux(streams[0]):
            try:
                pictures = packet.decode()
            except av.InvalidDataError:
                continue
            yield from (upright(picture) for picture in pictures if not picture.is_corrupt)

    def _gone(self, error: Exception) -> SourceError:
        known = next((line for kind, line in _REASONS if isinstance(error, kind)), None)
        reason = " ".join((getattr(error, "strerror", None) or str(error)).split())
        line = known or f"it gives no video ({reason}); check the address"
        return SourceError(f"{self._name}: {line}")
