"""The live window: scenes on the screen, keys and clicks back."""

import ctypes
import os
import sys
from contextlib import suppress
from dataclasses import replace
from typing import Any

import cv2
import numpy as np

from formcheck.app.failures import UsageError
from formcheck.app.live.stage import Command
from formcheck.app.live.view import GROUND, KEYS, Key, Painter, Painting, Scene, card
from formcheck.io.frames import Picture

TITLE = "formcheck"
_ROOM_PX = (1100, 700)
"""Into which the window fits when it opens: small laptops have no more."""
_NEARLY = 4 / 3
"""A picture that would be enlarged by less is shown as large as it is: sharper, and sooner."""
_CORNER_PX = (40, 20)
_CARD_PX = (960, 760)
_SMALLEST_PX = 50
"""A window that is folded up has no shape worth following."""
_EVEN_PX = 2
_ESCAPE, _SPACE = 27, 32
_BY_CODE: dict[int, Key] = {_ESCAPE: "q", _SPACE: "space"}
_BY_CODE.update({ord(key): key for key in KEYS if len(key) == 1})
_NO_KEY = 255


class LiveWindow:
    """A window with the live picture. Use it in a `with` block, from the main thread alone.

    Full screen and the delay in the corner are its own affair; all other keys are given back.
    """

    def __init__(self) -> None:
        self._painter = Painter()
        self._painting: Painting | None = None
        self._clicked: Key | None = None
        self._pressed: set[Key] = set()
        self._card_px = _CARD_PX
        self._border_px = (0, 0)
        self._code = _NO_KEY

    def __enter__(self) -> "LiveWindow":
        check_display()
        _let_one_reader_have_the_events()
        flags = cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL
        cv2.namedWindow(TITLE, flags)
        cv2.setMouseCallback(TITLE, self._click)
        cv2.moveWindow(TITLE, *_CORNER_PX)
        first = card(_CARD_PX, "One moment", ["The camera and the pose model are opened."])
        self._fit(first)
        self._put(first, 20)
        return self

    def __exit__(self, *_: object) -> None:
        cv2.destroyAllWindows()
        cv2.waitKey(1)  # some systems take it down only then

    def show(self, scene: Scene) -> Command | None:
        """Show a scene; return what the person pressed meanwhile."""
        if _is_closed():  # as it opened, when nobody was asked
            return "close"
        pressed = (*scene.pressed, *self._pressed)
        pace = scene.pace if "d" in self._pressed else ""
        first = self._painting is None
        self._painting = self._painter.paint(replace(scene, pressed=pressed, pace=pace))
        if first:
            self._fit(self._painting.image)
        return self._own(self._put(self._painting.image))

    def end(self, title: str, lines: list[str]) -> Command | None:
        """Show the summary; return what was pressed."""
        if self._painting is not None:
            height, width = self._painting.image.shape[:2]
            self._card_px = _CARD_PX[0], round(_CARD_PX[0] * height / width)
        self._painting = None
        page = card(self._card_px, title, [*lines, "", "Any key closes this."])
        command = self._own(self._put(page, 20))
        return command or ("close" if self._code != _NO_KEY else None)

    def _fit(self, image: Picture) -> None:
        """Give the window the shape of a picture."""
        height, width = image.shape[:2]
        scale = min(_ROOM_PX[0] / width, _ROOM_PX[1] / height)
        scale = 1.0 if 1 < scale < _NEARLY else scale
        cv2.resizeWindow(TITLE, round(scale * width), round(scale * height))

    def _put(self, image: Picture, wait_ms: int = 1) -> Command | None:
        cv2.imshow(TITLE, cv2.cvtColor(self._bordered(image), cv2.COLOR_RGB2BGR))
        self._code = cv2.waitKey(wait_ms) & _NO_KEY
        if _is_closed():
            return "close"
        clicked, self._clicked = self._clicked, None
        return clicked or _BY_CODE.get(self._code)

    def _bordered(self, image: Picture) -> Picture:
        """Return a picture in the shape of the window, which would stretch it."""
        height, width = image.shape[:2]
        _, _, window_width, window_height = cv2.getWindowImageRect(TITLE)
        if min(window_width, window_height) < _SMALLEST_PX:
            return image
        x = max(0, round(height * window_width / window_height) - width) // 2
        y = max(0, round(width * window_height / window_width) - height) // 2
        self._border_px = (x, y)
        if max(x, y) <= _EVEN_PX:
            return image
        bordered = cv2.copyMakeBorder(image, y, y, x, x, cv2.BORDER_CONSTANT, value=GROUND)
        return np.asarray(bordered, np.uint8)

    def _own(self, command: Command | None) -> Command | None:
        """Do what is the window's own affair; return the rest."""
        if command not in ("f", "d"):
            return command
        self._pressed ^= {command}
        if command == "f":
            full = cv2.WINDOW_FULLSCREEN if "f" in self._pressed else cv2.WINDOW_NORMAL
            cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, full)
        return None

    def _click(self, event: int, x: int, y: int, flags: int, parameter: Any) -> None:
        if event == cv2.EVENT_LBUTTONDOWN and self._painting is not None:
            left, top = self._border_px
            self._clicked = self._painting.key_at(x - left, y - top)


def _is_closed() -> bool:
    try:
        return cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) < 1
    except cv2.error:  # some systems know nothing of a window that is closed
        return True


def _let_one_reader_have_the_events() -> None:
    """Load this machine's libX11-xcb ahead of the one that comes with the window library.

    The latter's XSetEventQueueOwner writes where libX11 1.6 kept that setting. It has moved since:
    two readers take each other's events, and a window that misses its own mapping stays white.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # not installed; most windows are right all the same
            ctypes.CDLL("libX11-xcb.so.1", mode=ctypes.RTLD_GLOBAL)


def check_display() -> None:
    """Raise UsageError if no window can be opened: the window library would end the program."""
    if sys.platform != "linux":
        return
    if not _reaches_display():
        name = os.environ.get("DISPLAY")
        what = f"the display {name} can't be opened" if name else "there is no display"
        raise UsageError(f"{what}; add --no-window to be coached by voice and captions alone")


def _reaches_display() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)
