import subprocess
import sys
import threading

import numpy as np
import pytest

from formcheck.app.failures import UsageError
from formcheck.app.live_view import KEYS, Painter
from formcheck.app.live_window import check_display
from tests.app.screen_double import PATIENT_S, SIZE, VirtualScreen, is_here, until
from tests.app.window_driver import SCENE

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
            [sys.executable, "-m", "tests.app.window_driver"],
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
        """End it if it has not ended."""
        if self._process.poll() is None:
            self._process.kill()
            sys.stderr.write(self.end())


@pytest.fixture
def driver(screen):
    driver = Driver(screen)
    try:
        until(lambda: red_half(screen.picture()), "the picture")
        yield driver
    finally:
        driver.kill()


def red_half(picture):
    """Return where the red half of the scene is on the screen: "left", "right" or nowhere."""
    red = (picture[..., 0] > 150) & (picture[..., 1] < 50)
    columns = np.flatnonzero(red.any(axis=0))
    if len(columns) < 100:
        return ""
    return "left" if columns.mean() < SIZE[0] / 2 - 100 else "right"


def on_screen(screen, key):
    """Return where a person would click a key's button."""
    left, top, width, height = screen.windows()[0]
    box = VIEW.buttons[key]
    rows, columns = VIEW.image.shape[:2]
    scale = min(width / columns, height / rows)
    x = left + (width - scale * columns) / 2 + scale * (box.left + box.right) / 2
    y = top + (height - scale * rows) / 2 + scale * (box.top + box.bottom) / 2
    return round(x), round(y)


@needs_screen
def test_it_is_mirrored_and_in_the_colours_of_the_camera(screen, driver):
    left, _, width, _ = screen.windows()[0]
    red = screen.picture()[200, left : left + width]
    assert tuple(red[width * 3 // 4]) == (200, 0, 0)
    assert tuple(red[width // 4]) == (0, 0, 0)


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
    until(lambda: not red_half(screen.picture()), "the summary")
    screen.press("x")
    screen.press("Return")
    screen.press("space")
    assert driver.end() == ""
    assert driver.told == ["q", "ended"]


@needs_screen
def test_full_screen_and_back(screen, driver):
    before = screen.windows()
    screen.press("f")
    until(lambda: screen.windows()[0][2:] == SIZE, "the full screen")
    until(lambda: screen.picture()[10, 10].max() < 60, "dark borders")
    screen.click(*on_screen(screen, "n"))
    until(lambda: driver.told == ["n"], "a click")
    screen.press("f")
    until(lambda: screen.windows() == before, "the window")
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
