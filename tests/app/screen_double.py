"""A desktop nobody sits at: a screen (Xvfb), windows with frames (openbox), hands (xdotool)."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np

SIZE = (1280, 960)
PATIENT_S = 20.0
_STEP_S = 0.02
_XWD_WORDS = 25
"""The header of a window dump: its size, and how many colours follow, tell where pixels begin."""


def is_here():
    return all(shutil.which(program) for program in ("Xvfb", "xdotool", "openbox"))


class VirtualScreen:
    """Use it in a `with` block; programs find it by `environment`."""

    def __init__(self, folder):
        self._folder = Path(folder)

    def __enter__(self):
        reading, writing = os.pipe()
        width, height = SIZE
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
             "-fbdir", str(self._folder), "-nolisten", "tcp", "-noreset"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as said:
            self.display = f":{said.readline().strip()}"
        self.environment = {**os.environ, "DISPLAY": self.display}
        self._desktop = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._has_desktop, "a desktop")
        return self

    def __exit__(self, *_):
        for process in (self._desktop, self._process):
            process.terminate()
            process.wait()

    def _has_desktop(self):
        return self._hands("get_desktop", check=False) != ""

    def picture(self):
        """Return what is on the screen, as red, green, blue."""
        dump = (self._folder / "Xvfb_screen0").read_bytes()
        header = np.frombuffer(dump, ">u4", _XWD_WORDS)
        size, line, colours = int(header[0]), int(header[12]), int(header[19])
        rows = np.frombuffer(dump, np.uint8, offset=size + 12 * colours)[: line * SIZE[1]]
        return rows.reshape(SIZE[1], line // 4, 4)[:, : SIZE[0], 2::-1].copy()

    def press(self, key):
        self._hands("key", key)

    def click(self, x, y):
        self._hands("mousemove", str(x), str(y), "click", "1")

    def close_window(self):
        """Close the window as desktops do, without asking the program's own keys."""
        self.press("alt+F4")

    def _hands(self, *words, check=True):
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=check
        )
        return done.stdout


def until(condition, what):
    """Wait for something to come true, and return it."""
    deadline_s = time.monotonic() + PATIENT_S
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline_s, f"it never came to that: {what}"
        time.sleep(_STEP_S)
