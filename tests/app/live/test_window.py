import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from formcheck.app.failures import UsageError
from formcheck.app.live.view import KEYS, Painter
from formcheck.app.live.window import check_display
from tests.app.live.window_driver import SCENE
from tests.app.screen_double import PATIENT_S, VirtualScreen, is_here, until

needs_screen = pytest.mark.skipif(not is_here(), reason="Xvfb, xdotool or openbox is missing")
VIEW = Painter().paint(SCENE)


@pytest.fixture(scope="module")
def screen(tmp_path_factory):
    with VirtualScreen(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


class Driver:
    """The window in a process of its own, and what it tells."""

    def __init__(self, screen):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.app.live.window_driver"],
            env=screen.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.told: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.told.append(line.strip())

    def end(self):
        """Wait for the end; return what was written to standard error."""
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._process.wait(PATIENT_S)
        self._reader.join()
        self._process.stdout.close()
        with self._process.stderr as err:
            return err.read()

    def kill(self):
        """End it if it has not ended, and pass on what it wrote to standard error."""
        assert self._process.stderr is not None
        self._process.kill()
        if not self._process.stderr.closed:
            sys.stderr.write(self.end())


@pytest.fixture
def driver(screen):
    driver = Driver(screen)
    try:
        until(lambda: settled(screen), "the picture")
        yield driver
    finally:
        driver.kill()


def place(screen):
    """Return where the scene is on the screen: left, top, and its scale.

    None if it is not there, or not in its shape while the window is being changed. The mirrored
    scene's right half is red.
    """
    picture = screen.picture()
    rows, columns = np.nonzero((picture[..., 0] > 150) & (picture[..., 1] < 50))
    if len(columns) < 1000:
        return None
    half, whole = np.ptp(columns) + 1, np.ptp(rows) + 1
    height, width = SCENE.image.shape[:2]
    if abs(half / whole - width / 2 / height) > 0.01:
        return None
    return columns.min() - half, rows.min(), half / (width / 2)


def settled(screen):
    """Return the place of the scene once it stays the same."""
    before = place(screen)
    time.sleep(0.2)
    return before if before == place(screen) else None


def on_screen(screen, key):
    """Return where a person would click a key's button."""
    left, top, scale = until(lambda: settled(screen), "a picture")
    box = VIEW.buttons[key]
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return round(left + scale * x), round(top + scale * y)


@needs_screen
def test_it_is_mirrored_and_in_the_colours_of_the_camera(screen, driver):
    left, top, scale = settled(screen)
    shown = screen.picture()[top:, left:]
    assert tuple(shown[round(100 * scale), round(600 * scale)]) == (200, 0, 0)
    assert tuple(shown[round(100 * scale), round(40 * scale)]) == (0, 0, 0)
    assert not shown[round(500 * scale), round(10 * scale)].max() > 60


@needs_screen
def test_keys_and_clicks_come_back(screen, driver):
    for key, told in (("space", "space"), ("n", "n"), ("r", "r")):
        screen.press(key)
        until(lambda told=told: told in driver.told, f"the key {told}")
        driver.told.clear()
        screen.click(*on_screen(screen, told))
        until(lambda told=told: told in driver.told, f"a click on {told}")
        driver.told.clear()
    screen.press("Escape")
    until(lambda: "q" in driver.told, "the end")
    until(lambda: place(screen) is None, "the summary")
    screen.press("x")
    assert driver.end() == ""
    assert driver.told == ["q", "ended"]


@needs_screen
def test_full_screen_and_back(screen, driver):
    before = place(screen)
    screen.press("f")
    until(lambda: (full := settled(screen)) and full[2] > before[2], "the full screen")
    until(lambda: screen.picture()[10, 10].max() < 60, "dark borders")
    screen.click(*on_screen(screen, "n"))
    until(lambda: driver.told == ["n"], "a click")
    screen.press("f")
    until(lambda: place(screen) == before, "the window")
    assert driver.told == ["n"]


@needs_screen
def test_the_delay_is_shown_when_asked_for(screen, driver):
    def lit():
        """How much is bright where the delay is shown, above the last button, at the right."""
        x, y = on_screen(screen, "d")
        return int((screen.picture()[y - 60 : y - 20, x:] > 150).sum())

    dark = lit()
    screen.press("d")
    until(lambda: lit() > dark, "the delay")
    screen.press("d")
    until(lambda: lit() == dark, "no delay")


@needs_screen
def test_closing_the_window_is_told(screen, driver):
    screen.close_window()
    assert driver.end() == ""
    assert driver.told == ["close"]


@needs_screen
def test_closing_the_window_as_it_opens_is_told(screen):
    program = (
        "import cv2\n"
        "from formcheck.app.live import window\n"
        "from tests.app.live.window_driver import SCENE\n"
        "with window.LiveWindow() as shown:\n"
        "    print('open', flush=True)\n"
        "    for _ in range(100):\n"
        "        window._is_closed() or cv2.waitKey(50)\n"
        "    print(shown.show(SCENE))"
    )
    words = [sys.executable, "-c", program]
    with subprocess.Popen(
        words, env=screen.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        screen.close_window()
        assert process.stdout.read() == "close\n"


@needs_screen
def test_its_events_have_one_reader(screen):
    program = (
        "import ctypes\n"
        "from formcheck.app.live.window import LiveWindow\n"
        "with LiveWindow():\n"
        "    ctypes.CDLL(None).XSetEventQueueOwner"
    )
    subprocess.run([sys.executable, "-c", program], env=screen.environment, check=True)


@pytest.mark.parametrize(
    ("display", "told"),
    [
        pytest.param(None, "there is no display; add --no-window", id="none"),
        pytest.param(":987", "the display :987 can't be opened; add --no-window", id="not there"),
    ],
)
def test_without_a_display_it_says_so(monkeypatch, display, told):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    if display is not None:
        monkeypatch.setenv("DISPLAY", display)
    with pytest.raises(UsageError, match=told):
        check_display()


def test_without_its_library_there_is_no_display(monkeypatch):
    def missing(_):
        raise OSError

    monkeypatch.setattr("ctypes.CDLL", missing)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(UsageError, match="add --no-window"):
        check_display()


def test_every_key_is_on_a_button():
    assert set(VIEW.buttons) == set(KEYS)
    for key, box in VIEW.buttons.items():
        assert VIEW.key_at((box.left + box.right) / 2, (box.top + box.bottom) / 2) == key
        assert 0 <= box.left < box.right <= VIEW.image.shape[1]
        assert 480 <= box.top < box.bottom <= VIEW.image.shape[0]
    assert VIEW.key_at(0, 0) is None
