"""Cameras of this machine; there is none where this runs, so the library's reader is a double."""

import errno
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.io import grabbing
from formcheck.io.frames import SourceError
from formcheck.io.grabbing import camera_name, open_grabber
from tests.io.making import cornered, corners, frames, make_video

BGR = cv2.cvtColor(cornered(), cv2.COLOR_RGB2BGR)


class Reader:
    """Stands for ``cv2.VideoCapture``."""

    def __init__(self, pictures, opens=True):
        self._pictures, self._opens = iter(pictures), opens
        self.released = 0

    def __call__(self, name, backend):
        self.name = name
        return self

    def isOpened(self):  # noqa: N802 - the library's name
        return self._opens

    def set(self, *_):
        return True

    def get(self, _):
        return 30.0

    def read(self):
        picture = next(self._pictures, None)
        return picture is not None, picture

    def release(self):
        self.released += 1


@pytest.fixture
def plug(monkeypatch):
    def put(*pictures, **options):
        reader = Reader(pictures, **options)
        monkeypatch.setattr(cv2, "VideoCapture", reader)
        monkeypatch.setattr(grabbing, "_check_device", lambda *_: None)
        return reader

    return put


def test_pictures_are_red_green_blue(plug):
    reader = plug(BGR, BGR)
    camera = open_grabber("2")
    grab = camera.read()
    assert grab is not None
    assert corners(grab.image) == ["red", "green", "blue", "white"]
    assert (camera.info.path, camera.info.width, camera.info.height) == ("camera 2", 96, 64)
    assert (camera.info.fps, reader.name) == (30.0, 2)
    camera.close()
    assert reader.released == 1


def test_a_camera_that_is_pulled_out_is_gone(plug):
    plug(BGR)
    with pytest.raises(SourceError, match="camera 0: it is gone; plug it in again"):
        open_grabber("0").read()


@pytest.mark.parametrize(
    ("pictures", "opens"),
    [
        pytest.param([BGR], False, id="does not open"),
        pytest.param([], True, id="opens, but gives nothing"),
        pytest.param([np.zeros(0, np.uint8)], True, id="gives something that is no picture"),
    ],
)
def test_a_busy_camera_is_told_and_let_go(plug, pictures, opens):
    reader = plug(*pictures, opens=opens)
    with pytest.raises(SourceError, match="camera 0: it gives no picture; "):
        open_grabber("0")
    assert reader.released == 1


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (FileNotFoundError(), "camera 7: there is no such camera; "),
        (PermissionError(), "camera 7: no permission to use it; join the group video"),
        (OSError(errno.EBUSY, "Device or resource busy"), r"can't be opened \(Device or resource"),
    ],
)
def test_why_a_device_cannot_be_used(monkeypatch, error, message):
    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(grabbing, "listable", lambda: True)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match=message):
        open_grabber("7")


@pytest.mark.parametrize(
    ("camera", "message"),
    [
        ("/dev/video99", "/dev/video99: there is no such camera; "),
        ("none.mp4", "none.mp4: there is no such file; check the name"),
    ],
)
def test_what_is_not_there(camera, message):
    with pytest.raises(SourceError, match=message):
        open_grabber(camera)


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no device at hand")
def test_what_is_a_device_is_opened_as_one():
    with pytest.raises(SourceError, match="/dev/null: it gives no picture; "):
        open_grabber("/dev/null")


@pytest.mark.parametrize(
    ("camera", "name"),
    [
        ("0", "camera 0"),
        ("/dev/video1", "/dev/video1"),
        ("http://me:secret@phone:8080/video", "http://phone:8080/video"),
    ],
)
def test_names(camera, name):
    assert camera_name(camera) == name


class Clock:
    """Stands for ``time``: it goes on while somebody sleeps."""

    def __init__(self):
        self.now_s = 0.0

    def monotonic(self):
        return self.now_s

    def sleep(self, seconds):
        self.now_s += seconds


def test_a_file_is_played_from_when_its_first_picture_is_wanted(tmp_path, monkeypatch):
    clock = Clock()
    monkeypatch.setattr(grabbing, "time", clock)
    film = open_grabber(str(make_video(tmp_path / "a.mp4", frames([0.0, 0.5, 0.7, 0.8]))))
    came_s = []
    for busy_s in (5.0, 0.1, 0.0, 1.0):
        clock.now_s += busy_s
        film.read()
        came_s.append(clock.now_s)
    film.close()
    assert came_s == pytest.approx([5.0, 5.5, 5.7, 6.7], abs=0.001)
