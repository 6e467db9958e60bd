"""A camera read by its own thread: whoever asks gets the newest picture, never an old one."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.io.fitting import Fit
from formcheck.io.frames import Frame, Grab, Picture, SourceError, SourceInfo
from formcheck.io.grabbing import Grabber, camera_name, open_grabber
from formcheck.io.network import is_address

OPEN_S = 2.0
"""A camera that is not open within this time is reported."""
STALLED_S = 1.0
"""After this long without a picture the camera stalls."""
REOPEN_S = 1.0
"""A lost camera is tried again this often."""
BLACK_S = 0.5
"""After this long without light the picture is black."""
FROZEN_S = 4.0
"""After this long with the same picture, to the last bit, the camera hangs.

No sensor gives the same one twice; but what a phone sends is repeated for a second or two where
the network falters, and what is drawn may stand still for a moment.
"""
DARK = 12.0
"""Below this mean brightness, of 255, nothing can be seen: a lens cap, a shutter."""
_GRAIN = 8
"""Brightness is taken from every so many-th pixel."""

CameraState = Literal["ok", "stalled", "frozen", "black", "lost", "ended"]


def brightness(image: Picture) -> float:
    """Return how bright a picture is, 0 to 255."""
    return float(image[::_GRAIN, ::_GRAIN].mean())


def _alike(one: Picture, other: Picture) -> bool:
    """Return whether two pictures are the same; a few pixels tell of most that they are not."""
    few, others = one[::_GRAIN, ::_GRAIN], other[::_GRAIN, ::_GRAIN]
    return np.array_equal(few, others) and np.array_equal(one, other)


class Health:
    """Tells from when pictures came, and how bright they were, how the camera is."""

    def __init__(self) -> None:
        self._came_s: float | None = None
        self._light_s: float | None = None
        self._new_s = 0.0
        self._is_lost = False

    def update(self, now_s: float, light: float, is_new: bool = True) -> None:
        """Take in that a picture came, another one than the last or the same again."""
        self._is_lost = False
        self._came_s = now_s
        if is_new:
            self._new_s = now_s
        if self._light_s is None or light >= DARK:
            self._light_s = now_s

    def lose(self) -> None:
        """Take in that the camera is gone."""
        self._is_lost = True
        self._came_s = self._light_s = None

    def state(self, now_s: float) -> CameraState:
        """Return how the camera is now."""
        if self._is_lost:
            return "lost"
        if self._came_s is None or self._light_s is None:
            return "ok"
        is_black = self._came_s - self._light_s > BLACK_S
        if not is_black and self._came_s - self._new_s > FROZEN_S:
            return "frozen"
        if now_s - self._came_s > STALLED_S:
            return "stalled"
        return "black" if is_black else "ok"


@dataclass(frozen=True, eq=False)
class Shot:
    """A frame, and when it arrived."""

    frame: Frame
    arrived_s: float
    """By ``time.monotonic``."""
    light: float
    """Mean brightness, 0 to 255."""


class Camera:
    """A camera, read in the background from the first call of `newest` on.

    Pictures nobody asked for in time are dropped, and torn ones too. Those of another size, as of
    a phone that was turned, are fitted into that of the first. Time stamps are those of the
    source, or else of arrival.

    A camera that is lost is opened again until it works; so is one whose picture freezes, but not
    at an address: a video served there that ends on a still would begin anew.
    """

    def __init__(
        self,
        camera: str,
        opener: Callable[[str], Grabber] = open_grabber,
        open_s: float = OPEN_S,
        reopen_s: float = REOPEN_S,
    ) -> None:
        self._camera = camera
        self._opener = opener
        self._open_s, self._reopen_s = open_s, reopen_s
        self._changed = threading.Condition()
        self._wanted, self._closed = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._health = Health()
        self._image: Picture | None = None
        self._info: SourceInfo | None = None
        self._failure: Exception | None = None
        self._shot: Shot | None = None
        self._has_ended = False
        self._start_s: float | None = None
        self._last_s = -1.0
        self.dropped = 0
        """How many pictures nobody asked for in time."""

    def __enter__(self) -> "Camera":
        self._thread.start()
        with self._changed:
            self._changed.wait_for(lambda: self._info or self._failure, self._open_s)
            if self._failure is not None:
                raise self._failure
            if self._info is None:
                self._let_go()
                name = camera_name(self._camera)
                raise SourceError(
                    f"{name}: it does not answer; another program may be using it, close that"
                )
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()
        self._thread.join(self._open_s)  # a driver that hangs must not keep the program

    def _let_go(self) -> None:
        """Tell the thread to end, wherever it waits."""
        self._closed.set()
        self._wanted.set()

    @property
    def info(self) -> SourceInfo:
        """What is known of the camera as it was opened first."""
        if self._info is None:
            raise ValueError("open the camera with a `with` block first")
        return self._info

    @property
    def state(self) -> CameraState:
        """How it is."""
        with self._changed:
            if self._has_ended and self._shot is None:
                return "ended"
            return self._health.state(time.monotonic())

    def newest(self, timeout_s: float) -> Shot | None:
        """Return the newest picture that was not returned yet; wait for it at most so long."""
        self._wanted.set()
        with self._changed:
            self._changed.wait_for(self._has_news, timeout_s)
            if self._failure is not None:
                raise self._failure
            shot, self._shot = self._shot, None
            return shot

    def _has_news(self) -> bool:
        return bool(self._shot or self._failure or self._has_ended)

    # -- the thread -------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            grabber = self._opener(self._camera)
            while not self._read(grabber):
                grabber = self._again()
        except _ClosedError:
            return
        except Exception as error:  # whoever asks for the next picture gets it
            with self._changed:
                self._failure = error
                self._changed.notify_all()

    def _read(self, grabber: Grabber) -> bool:
        """Read until the camera is lost (False), closed, or at its end (True); then let it go."""
        try:
            with self._changed:
                self._info = self._info or grabber.info
                self._changed.notify_all()
            fit = Fit(self._info.width, self._info.height)
            self._wanted.wait()
            opened_s = time.monotonic()
            while not self._closed.is_set():
                grab = grabber.read()
                if grab is None:
                    self._end()
                    return True
                self._take(grab, fit)
                if self._hangs(opened_s):
                    return False
        except SourceError:
            with self._changed:
                self._health.lose()
        finally:
            grabber.close()
        return self._closed.is_set()

    def _hangs(self, opened_s: float) -> bool:
        """Return whether it is to be opened again because its picture stands still."""
        if is_address(self._camera) or time.monotonic() - opened_s <= FROZEN_S:
            return False
        return self.state == "frozen"

    def _again(self) -> Grabber:
        """Open the camera again, as often as it takes."""
        while not self._closed.wait(self._reopen_s):
            try:
                return self._opener(self._camera)
            except SourceError:
                with self._changed:
                    self._health.lose()
        raise _ClosedError

    def _take(self, grab: Grab, fit: Fit) -> None:
        now_s = time.monotonic()
        image = fit.update(grab.image, now_s)
        if image is None:
            return
        if self._start_s is None:
            self._start_s = now_s
        time_s = now_s - self._start_s if grab.timestamp_s is None else grab.timestamp_s
        if time_s <= self._last_s:
            return
        self._last_s = time_s
        light = brightness(grab.image)  # without borders
        is_new = self._is_new(grab)
        with self._changed:
            self._health.update(now_s, light, is_new)
            if self._health.state(now_s) == "frozen":
                return
            self.dropped += self._shot is not None
            self._shot = Shot(Frame(time_s, image), now_s, light)
            self._changed.notify_all()

    def _is_new(self, grab: Grab) -> bool:
        """Return whether a picture is another one than the last; a file's always are."""
        last, self._image = self._image, grab.image
        return grab.timestamp_s is not None or last is None or not _alike(grab.image, last)

    def _end(self) -> None:
        with self._changed:
            self._has_ended = True
            self._changed.notify_all()


class _ClosedError(Exception):
    """The camera was closed while it was opened again."""
