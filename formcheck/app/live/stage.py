"""Where a live session is shown when there is no window."""

import sys
from contextlib import suppress
from typing import Literal, Protocol, TextIO

from formcheck.app.live.view import DIGITS, Key, Scene

Command = Key | Literal["close"]
"""A key that was pressed, or the window was closed."""


class Stage(Protocol):
    """Where scenes are shown, and commands come from."""

    def show(self, scene: Scene) -> Command | None:
        """Show a scene; return what the person pressed meanwhile."""

    def end(self, title: str, lines: list[str]) -> Command | None:
        """Show the summary for a moment; return what was pressed, None while nothing is."""


class Terminal:
    """What is said, as lines of text on a terminal."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._shown = ""

    def show(self, scene: Scene) -> None:
        """Write what is new, if it can be: what is heard goes on all the same."""
        text = scene.headline if len(scene.headline) > DIGITS else scene.caption
        if text and text != self._shown:
            minutes, seconds = divmod(int(scene.time_s), 60)
            with suppress(OSError):
                self._out.write(f"{minutes}:{seconds:02}  {text}\n")
                self._out.flush()
        self._shown = text

    def end(self, title: str, lines: list[str]) -> Command:
        """Leave it: the command prints more than that."""
        return "close"
