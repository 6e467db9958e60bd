"""Opened cameras of every kind, read one picture after the other by one thread."""

import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Protocol, cast

import cv2

from formcheck.io.devices import devices, listable
from formcheck.io.files import shown
from formcheck.io.frames import Grab, Picture, SourceError, SourceInfo
from formcheck.io.network import NetworkCamera, is_address, without_secrets
from formcheck.io.video import VideoFile

_SIZE = (640, 480)
_COLOURED = 3
"""Dimensions of an array of coloured pixels."""
_BACKENDS = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_DSHOW}
_REMEDIES = {
    "darwin": "allow your terminal to use it (System Settings, Privacy & Security, Camera)",
    "win32": "close other programs that use it, and allow it (Settings, Privacy, Camera)",
}
_REMEDY = "another program may be using it; close that, or unplug the camera and plug it in"


class Grabber(Protocol):
    """An opened camera. It is used from one thread."""

    @property
    def info(self) -> SourceInfo:
        """What is known of it."""

    def read(self) -> Grab | None:
        """Wait for the next picture; None at the end of a file; SourceError if it is gone."""

    def close(self) -> None:
        """Let go of it."""


def camera_name(camera: str) -> str:
    """Return how a camera is called in results and on the screen."""
    if is_address(camera):
        return without_secrets(camera)
    return f"camera {camera}" if camera.isdigit() else shown(camera)


def open_grabber(camera: str) -> Grabber:
    """Open the camera of an index, a device path, a network address or a video file."""
    if is_address(camera):
        return NetworkCamera(camera)
    if camera.isdigit() or Path(camera).is_char_device():
        return Local(camera)
    if camera.startswith("/dev/"):
        raise SourceError(f"{shown(camera)}: there is no such camera; {_there_are()}")
    return PlayedFile(Path(camera))


class Local:
    """A camera of this machine."""

    def __init__(self, camera: str) -> None:
        self._name = camera_name(camera)
        if listable():
            _check_device(self._name, Path(f"/dev/video{camera}" if camera.isdigit() else camera))
        with ExitStack() as undo:
            self._capture = _captured(camera)
            undo.callback(self._capture.release)
            first = self._grab() if self._capture.isOpened() else None
            if first is None:
                remedy = _REMEDIES.get(sys.platform, _REMEDY)
                raise SourceError(f"{self._name}: it gives no picture; {remedy}")
            undo.pop_all()
        height, width = first.shape[:2]
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self.info = SourceInfo(self._name, width, height, fps if fps > 0 else None)

    def read(self) -> Grab:
        """Wait for the next picture."""
        picture = self._grab()
        if picture is None:
            raise SourceError(f"{self._name}: it is gone; plug it in again")
        return Grab(picture)

    def close(self) -> None:
        """Switch it off."""
        self._capture.release()

    def _grab(self) -> Picture | None:
        done, picture = self._capture.read()
        if not done or picture.ndim != _COLOURED:
            return None
        return cast(Picture, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))


def _captured(camera: str) -> cv2.VideoCapture:
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # failures are told here
    backend = _BACKENDS.get(sys.platform, cv2.CAP_ANY)
    name = int(camera) if camera.isdigit() else camera
    capture = cv2.VideoCapture(name, backend)
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, _SIZE[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _SIZE[1])
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


def _check_device(name: str, path: Path) -> None:
    try:
        path.open("rb", buffering=0).close()
    except FileNotFoundError as error:
        raise SourceError(f"{name}: there is no such camera; {_there_are()}") from error
    except PermissionError as error:
        remedy = "join the group video and log in again"
        raise SourceError(f"{name}: no permission to use it; {remedy}") from error
    except OSError as error:
        raise SourceError(f"{name}: it can't be opened ({error.strerror}); {_REMEDY}") from error


def _there_are() -> str:
    found = ", ".join(str(device) for device in devices())
    return f"there is {found}" if found else "plug one in, or give a video or an address"


class PlayedFile:
    """A video file as if it were a camera: each picture comes when its time has come."""

    def __init__(self, path: Path) -> None:
        self._files = ExitStack()
        video = self._files.enter_context(VideoFile(path))
        self.info = video.info
        self._frames = self._files.enter_context(closing(iter(video)))
        self._start_s: float | None = None

    def read(self) -> Grab | None:
        """Wait for the next picture; the first one is there at once."""
        frame = next(self._frames, None)
        if frame is None:
            return None
        now_s = time.monotonic()
        if self._start_s is None:
            self._start_s = now_s
        time.sleep(max(0.0, self._start_s + frame.timestamp_s - now_s))
        return Grab(frame.image, frame.timestamp_s)

    def close(self) -> None:
        """Close the file."""
        self._files.close()
