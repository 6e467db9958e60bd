import itertools
import threading
import time

import numpy as np
import pytest

from formcheck.io.camera import BLACK_S, DARK, FROZEN_S, STALLED_S, Camera, Health
from formcheck.io.frames import Grab, SourceError, SourceInfo
from tests.io.making import frames, make_video, picture

WIDTH, HEIGHT = 96, 64
BLACK = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
TORN = BLACK[:30]
IDLE = itertools.repeat(BLACK[..., 0])
"""From here on nothing that could be used comes."""
SHORT_S = 0.005
PATIENT_S = 5.0
"""Nothing here takes so long unless it is broken."""


class ScriptedCamera:
    """A camera that gives, in this order, pictures; raises errors; and waits for events.

    Each call of `open` is one time it is plugged in, with a script of its own; what is left when
    the scripts are at their end is a camera that is gone for good.
    """

    def __init__(self, *scripts):
        self._scripts = iter(scripts)
        self.opened = self.closed = self.reads = 0
        self.info = SourceInfo("scripted", WIDTH, HEIGHT, 30.0)

    def open(self, _):
        script = next(self._scripts, None)
        if script is None or isinstance(script, Exception):
            raise script or SourceError("scripted: it is gone")
        self._steps = itertools.chain(
            script[:-1], script[-1] if script[-1] is IDLE else script[-1:]
        )
        self.opened += 1
        return self

    def read(self):
        self.reads += 1
        step = next(self._steps, SourceError("scripted: it is gone"))
        if isinstance(step, Exception):
            raise step
        if isinstance(step, threading.Event):
            step.wait(PATIENT_S)
            return self.read()
        time.sleep(SHORT_S)
        return step if isinstance(step, Grab) or step is None else Grab(step)

    def close(self):
        self.closed += 1

    def camera(self, name="scripted"):
        return Camera(name, self.open, reopen_s=SHORT_S)


def until(condition):
    deadline_s = time.monotonic() + PATIENT_S
    while not condition():
        assert time.monotonic() < deadline_s, "it never came to that"
        time.sleep(SHORT_S)


def shot_of(camera):
    shot = camera.newest(PATIENT_S)
    assert shot is not None
    return shot


def shades(shot):
    return int(shot.frame.image[0, 0, 2])


def grey(shade):
    return np.full((HEIGHT, WIDTH, 3), shade, np.uint8)


SAME = [(time_s, 90, False) for time_s in np.arange(0.5, FROZEN_S + 0.1, 0.5)]
MORE = (FROZEN_S + 0.5, 90, False)


@pytest.mark.parametrize(
    ("light", "now_s", "state"),
    [
        pytest.param([], 9.0, "ok", id="no picture yet"),
        pytest.param([(0.0, 90)], STALLED_S, "ok", id="a picture just now"),
        pytest.param([(0.0, 90)], STALLED_S + 0.1, "stalled", id="none for a while"),
        pytest.param([(0.0, 90), (BLACK_S + 0.1, 0)], BLACK_S + 0.1, "black", id="dark for long"),
        pytest.param([(0.0, 90), (BLACK_S, 0)], BLACK_S, "ok", id="dark for a moment"),
        pytest.param([(0.0, 0), (BLACK_S + 0.1, 0)], BLACK_S + 0.1, "black", id="dark from on"),
        pytest.param([(0.0, 0), (1.0, 0), (1.1, DARK)], 1.1, "ok", id="light again"),
        pytest.param([(0.0, 90), *SAME], FROZEN_S, "ok", id="the same for a while"),
        pytest.param([(0.0, 90), *SAME, MORE], FROZEN_S + 0.5, "frozen", id="the same for long"),
        pytest.param([(0.0, 90), *SAME, MORE], FROZEN_S + 9, "frozen", id="and then none"),
        pytest.param([(0.0, 90), *SAME, (9.0, 90)], 9.0, "ok", id="another one at last"),
        pytest.param([(0.0, 90), *SAME, None], 9.0, "lost", id="the same, then pulled out"),
        pytest.param([(0.0, 90), *SAME, None, (9.0, 90, False)], 9.0, "frozen", id="it hangs on"),
        pytest.param([(0.0, 0), (9.0, 0, False)], 9.0, "black", id="the same black"),
        pytest.param([(0.0, 90), None], 0.1, "lost", id="pulled out"),
        pytest.param([(0.0, 90), None, (9.0, 90)], 9.0, "ok", id="plugged in again"),
        pytest.param([(0.0, 90), None, (9.0, 0)], 9.0, "ok", id="dark when it is plugged in"),
    ],
)
def test_how_the_camera_is(light, now_s, state):
    health = Health()
    for seen in light:
        if seen is None:
            health.lose()
        else:
            health.update(*seen)
    assert health.state(now_s) == state


def test_only_the_newest_picture_is_given():
    go = threading.Event()
    script = ScriptedCamera([grey(1), go, *map(grey, range(2, 12)), IDLE])
    with script.camera() as camera:
        first = shot_of(camera)
        go.set()
        until(lambda: camera.dropped == 9)
        last = shot_of(camera)
        assert camera.newest(0.0) is None
    assert (shades(first), shades(last)) == (1, 11)
    assert last.frame.timestamp_s > first.frame.timestamp_s >= 0
    assert last.arrived_s - first.arrived_s == pytest.approx(last.frame.timestamp_s, abs=1e-9)


def test_nothing_is_read_before_it_is_wanted():
    script = ScriptedCamera([grey(shade) for shade in range(60)])
    with script.camera() as camera:
        time.sleep(10 * SHORT_S)
        assert (script.opened, script.reads) == (1, 0)
        shot_of(camera)


def test_torn_pictures_are_dropped():
    torn = (TORN, BLACK[..., 0], BLACK.astype(float), np.zeros((0, 0, 3), np.uint8))
    script = ScriptedCamera([*torn, grey(7), IDLE])
    with script.camera() as camera:
        assert shades(shot_of(camera)) == 7
        assert camera.newest(4 * SHORT_S) is None


def test_pictures_whose_time_does_not_go_on_are_dropped():
    given = [Grab(grey(shade), time_s) for shade, time_s in enumerate((0.2, 0.2, 0.1, 0.3))]
    with ScriptedCamera([*given, None]).camera() as camera:
        shots = list(_all(camera))
    assert len(shots) + camera.dropped == 2
    assert (shades(shots[-1]), shots[-1].frame.timestamp_s) == (3, 0.3)


def test_a_phone_that_is_turned_goes_on(monkeypatch):
    monkeypatch.setattr("formcheck.io.fitting.TURNED_S", 4 * SHORT_S)
    turned = np.full((WIDTH, HEIGHT, 3), 90, np.uint8)
    with ScriptedCamera([grey(1), *[turned] * 20, IDLE]).camera() as camera:
        assert shades(shot_of(camera)) == 1
        shot = shot_of(camera)
        assert camera.state == "ok"
    assert shot.frame.image.shape == (HEIGHT, WIDTH, 3)
    assert shot.frame.image.max() == shot.light == 90


def test_a_camera_that_is_pulled_out_comes_back():
    gone = SourceError("scripted: it is gone")
    script = ScriptedCamera([grey(1), gone], gone, gone, [grey(2), IDLE])
    with script.camera() as camera:
        first = shot_of(camera)
        until(lambda: script.closed == 1)
        second = shot_of(camera)
        assert camera.state == "ok"
    assert (shades(first), shades(second)) == (1, 2)
    assert second.frame.timestamp_s > first.frame.timestamp_s
    assert (script.opened, script.closed) == (2, 2)


def test_a_camera_that_comes_back_in_another_size_goes_on(monkeypatch):
    monkeypatch.setattr("formcheck.io.fitting.TURNED_S", 4 * SHORT_S)
    larger = np.full((2 * HEIGHT, 2 * WIDTH, 3), 90, np.uint8)
    script = ScriptedCamera([grey(1)], [*[larger] * 20, IDLE])
    with script.camera() as camera:
        assert shades(shot_of(camera)) == 1
        script.info = SourceInfo("scripted", 2 * WIDTH, 2 * HEIGHT)
        shot = shot_of(camera)
        assert (camera.info.width, camera.info.height) == (WIDTH, HEIGHT)
    assert shot.frame.image.shape == (HEIGHT, WIDTH, 3)


def test_a_camera_that_stays_away_is_lost():
    with ScriptedCamera([grey(1)]).camera() as camera:
        camera.newest(PATIENT_S)
        until(lambda: camera.state == "lost")
        assert camera.newest(0.0) is None


def test_a_lens_cap_is_told():
    pictures = [Grab(BLACK)] * round(2 * BLACK_S / SHORT_S)
    with ScriptedCamera([grey(90), *pictures, IDLE]).camera() as camera:
        assert shot_of(camera).light == 90
        assert camera.state == "ok"
        until(lambda: camera.state == "black")


@pytest.fixture
def soon_frozen(monkeypatch):
    monkeypatch.setattr("formcheck.io.camera.FROZEN_S", 40 * SHORT_S)


@pytest.mark.usefixtures("soon_frozen")
def test_a_camera_that_hangs_is_told_and_opened_again():
    back = threading.Event()
    again = [grey(91), back, grey(92), IDLE]
    script = ScriptedCamera([grey(91)] * 2000, SourceError("scripted: busy"), again)
    with script.camera() as camera:
        assert shades(shot_of(camera)) == 91
        until(lambda: script.closed == 1)
        until(lambda: camera.state == "lost")
        until(lambda: script.opened == 2)
        until(lambda: camera.newest(0.0) is None and camera.state == "frozen")
        assert camera.newest(4 * SHORT_S) is None, "the same picture is no news"
        back.set()
        assert shades(shot_of(camera)) == 92
        assert camera.state == "ok"


@pytest.mark.usefixtures("soon_frozen")
def test_what_comes_over_the_network_is_not_asked_for_anew_where_it_stands_still():
    """It may be a video that ends on a still: it would begin anew."""
    back = threading.Event()
    script = ScriptedCamera([grey(91), *[grey(92)] * 200, back, grey(93), IDLE])
    with script.camera("http://phone:8080/video") as camera:
        until(lambda: camera.newest(0.0) is None and camera.state == "frozen")
        until(lambda: script.reads > 200)
        back.set()
        assert shades(shot_of(camera)) == 93
        assert (camera.state, script.opened) == ("ok", 1)


@pytest.mark.usefixtures("soon_frozen")
def test_a_file_may_stand_still():
    still = [Grab(grey(91), index / 30) for index in range(200)]
    with ScriptedCamera([*still, None]).camera() as camera:
        shots = list(_all(camera))
    assert len(shots) + camera.dropped == 200


def test_what_is_unforeseen_is_raised_to_whoever_asks():
    with (
        ScriptedCamera([grey(1), ZeroDivisionError("oh")]).camera() as camera,
        pytest.raises(ZeroDivisionError),
    ):
        until(lambda: camera.newest(0.0) and camera.newest(PATIENT_S))


def test_a_camera_that_cannot_be_opened_says_why():
    script = ScriptedCamera(SourceError("scripted: busy"))
    with pytest.raises(SourceError, match="scripted: busy"), script.camera():
        pass


def test_a_camera_that_hangs_is_reported_in_time():
    hangs, script = threading.Event(), ScriptedCamera([grey(1)])

    def opener(name):
        hangs.wait(PATIENT_S)
        return script.open(name)

    start_s = time.monotonic()
    with (
        pytest.raises(SourceError, match="camera 3: it does not answer; another program"),
        Camera("3", opener, open_s=0.05),
    ):
        pass
    assert time.monotonic() - start_s < 1.0
    hangs.set()
    until(lambda: script.closed == 1)


def test_a_file_is_played_at_its_own_speed(tmp_path):
    path = make_video(tmp_path / "a.mp4", frames([index / 20 for index in range(8)]))
    with Camera(str(path)) as camera:
        shots = list(itertools.takewhile(lambda _: camera.state != "ended", _all(camera)))
        assert camera.state == "ended"
        assert camera.info.path == str(path)
    times_s = np.array([shot.frame.timestamp_s for shot in shots])
    arrived_s = np.array([shot.arrived_s for shot in shots])
    assert times_s == pytest.approx(np.arange(8) / 20, abs=1e-3)
    assert (arrived_s - arrived_s[0] >= times_s - 0.01).all()
    assert [shades(shot) for shot in shots] == sorted(shades(shot) for shot in shots)


def _all(camera):
    while True:
        shot = camera.newest(0.2)
        if shot is None:
            return
        yield shot


def test_pictures_that_come_too_late_are_dropped(tmp_path):
    path = make_video(tmp_path / "a.mp4", frames([index / 50 for index in range(20)]))
    with Camera(str(path)) as camera:
        shots = []
        while camera.state != "ended":
            shot = camera.newest(0.2)
            if shot is not None:
                shots.append(shot)
                time.sleep(0.05)
        assert camera.dropped + len(shots) == 20
    assert 5 <= len(shots) <= 12


def test_the_picture_is_the_one_of_its_time(tmp_path):
    path = make_video(tmp_path / "a.mp4", frames([0.0, 0.05]))
    with Camera(str(path)) as camera:
        shot = shot_of(camera)
    assert np.abs(shot.frame.image.astype(int) - picture(0)).mean() < 8
