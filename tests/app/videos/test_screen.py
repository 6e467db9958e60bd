import io

import pytest
from rich.console import Console

from formcheck.app.videos.screen import Screen
from formcheck.profiles import HEALTH_NOTE
from tests.app.figure import frames


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")  # a dumb one would get no bars


def console(is_terminal):
    return Console(
        file=io.StringIO(), force_terminal=is_terminal, force_interactive=is_terminal, width=80
    )


def test_a_terminal_gets_a_bar_for_each_step_and_keeps_none():
    out = console(True)
    with Screen(out) as screen:
        for step in ("Finding the body", "Drawing"):
            assert len(list(screen.track(frames(3, 8, 8), step, 3))) == 3
    shown = out.file.getvalue()
    assert "Finding the body" in shown
    assert "Drawing" in shown
    assert "100%" in shown
    assert shown.endswith("\x1b[2K")  # the bar itself is wiped


def test_a_file_gets_no_bars():
    out = console(False)
    with Screen(out) as screen:
        assert len(list(screen.track(frames(3, 8, 8), "Drawing", None))) == 3
    assert out.file.getvalue() == ""


def test_a_download_is_told_before_the_work():
    out = console(True)
    with Screen(out) as screen:
        screen.download("Getting the pose model (9 MB, once)", 0, 9_000_000)
        screen.download("Getting the pose model (9 MB, once)", 9_000_000, 9_000_000)
        assert len(list(screen.track(frames(2, 8, 8), "Finding the body", 2))) == 2
    assert out.file.getvalue().count("Getting the pose model (9 MB, once) ...") == 1


def test_the_health_note_is_shown_once():
    out = console(False)
    with Screen(out) as screen:
        screen.start()
        screen.start()
    assert out.file.getvalue() == f"{HEALTH_NOTE}\n"
