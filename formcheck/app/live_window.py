"""The live window: scenes on the screen, keys and clicks back."""

import ctypes
import os
import sys
from dataclasses import replace
from types import TracebackType
from typing import Any

import cv2

from formcheck.app.failures import UsageError
from formcheck.app.live_stage import Command
from formcheck.app.live_view import KEYS, Key, Painter, Scene, View, card
from formcheck.io.frames import Picture

TITLE = "formcheck"
_WIDTH_PX = 1000
"""Of the window when it opens."""
_CARD_PX = (960, 760)
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
        self._view: View | None = None
        self._clicked: Key | None = None
        self._pressed: set[Key] = set()
        self._is_sized = False

    def __enter__(self) -> "LiveWindow":
        check_display()
        flags = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
        cv2.namedWindow(TITLE, flags)
        cv2.setMouseCallback(TITLE, self._click)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        cv2.destroyAllWindows()
        cv2.waitKey(1)  # some systems take it down only then

    def show(self, scene: Scene) -> Command | None:
        """Show a scene; return what the person pressed meanwhile."""
        pressed = (*scene.pressed, *self._pressed)
        pace = scene.pace if "d" in self._pressed else ""
        self._view = self._painter.paint(replace(scene, pressed=pressed, pace=pace))
        return self._own(self._put(self._view.image))

    def end(self, title: str, lines: list[str]) -> Command | None:
        """Show the summary; return what was pressed."""
        self._view = None
        return self._own(self._put(card(_CARD_PX, title, [*lines, "", "Any key closes this."]), 20))

    def _put(self, image: Picture, wait_ms: int = 1) -> Command | None:
        if not self._is_sized:
            height, width = image.shape[:2]
            cv2.resizeWindow(TITLE, _WIDTH_PX, round(_WIDTH_PX * height / width))
            self._is_sized = True
        cv2.imshow(TITLE, cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
        code = cv2.waitKey(wait_ms) & _NO_KEY
        if cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) < 1:
            return "close"
        clicked, self._clicked = self._clicked, None
        return clicked or _BY_CODE.get(code)

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
        if event == cv2.EVENT_LBUTTONDOWN and self._view is not None:
            self._clicked = self._view.key_at(x, y)


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
