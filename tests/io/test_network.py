import io
import itertools
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.io.camera import Camera
from formcheck.io.frames import SourceError
from formcheck.io.network import NetworkCamera, without_secrets
from tests.io.making import blank, cornered, corners, make_video, noise
from tests.io.mjpeg import MjpegServer, jpeg

GOOD = jpeg(cornered())
TORN = GOOD[: len(GOOD) // 3]
NOISE = b"\xff\xd8 this is no picture"
PATIENT_S = 5.0


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


def shot_of(camera):
    shot = camera.newest(PATIENT_S)
    assert shot is not None
    return shot


def test_pictures_arrive_whole_and_in_order():
    with MjpegServer(itertools.repeat(GOOD)) as server, Camera(server.address()) as camera:
        shots = [shot_of(camera) for _ in range(5)]
        assert camera.info.path == server.address()
        assert (camera.info.width, camera.info.height) == (96, 64)
    assert corners(shots[-1].frame.image) == ["red", "green", "blue", "white"]
    times_s = [shot.frame.timestamp_s for shot in shots]
    assert times_s == sorted(set(times_s))


def broadcast(video):
    """Yield what a camera sends for each picture of an H.264 video."""
    sent = io.BytesIO()
    with av.open(str(video)) as clip, av.open(sent, "w", format="mpegts") as out:
        stream = out.add_stream_from_template(clip.streams.video[0])
        for packet in clip.demux(video=0):
            if packet.dts is None:
                continue
            packet.stream = stream
            out.mux(packet)
            yield sent.getvalue()
            sent.seek(0)
            sent.truncate()


@contextmanager
def on_air(parts, step_s=0.0):
    """Yield the address of a camera that sends these parts to its first caller."""

    def send():
        caller, _ = server.accept()
        with caller:
            for part in parts:
                try:
                    caller.sendall(part)
                except OSError:  # it has hung up
                    return
                time.sleep(step_s)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=send)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def test_the_first_picture_is_there_long_before_the_second_key_frame():
    parts = list(broadcast(Path(__file__).parents[2] / "samples" / "cobra.mp4"))
    with on_air(parts, step_s=1 / 15) as address:
        started_s = time.monotonic()
        camera = NetworkCamera(address)
        waited_s = time.monotonic() - started_s
        camera.close()
    assert waited_s < PATIENT_S < len(parts) / 15


def test_pictures_that_can_be_decoded_in_part_are_left_out(tmp_path):
    path = make_video(tmp_path / "clip.avi", noise(40))
    path.write_bytes(blank(path.read_bytes()))
    with on_air(list(broadcast(path))) as address:
        camera = NetworkCamera(address)
        for _ in range(39):
            camera.read()
        with pytest.raises(SourceError, match="it has stopped sending"):
            camera.read()
        camera.close()


def test_torn_pictures_are_left_out():
    sent = itertools.cycle([GOOD, TORN, NOISE])
    with MjpegServer(sent, step_s=0.005) as server, Camera(server.address()) as camera:
        for _ in range(10):
            image = shot_of(camera).frame.image
            assert corners(image) == ["red", "green", "blue", "white"]


def test_a_connection_that_breaks_is_made_again():
    sent = itertools.cycle([GOOD] * 10 + [None])
    with (
        MjpegServer(sent, step_s=0.005) as server,
        Camera(server.address(), reopen_s=0.01) as camera,
    ):
        deadline_s = time.monotonic() + PATIENT_S
        while server.asked < 3 and time.monotonic() < deadline_s:
            camera.newest(0.1)
        assert server.asked >= 3
        shot_of(camera)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("none", "no video at this address", id="wrong path"),
        pytest.param("private", "it wants a password", id="password"),
        pytest.param("page", "no video", id="web page"),
        pytest.param("silent", "no answer; is its app running", id="silence"),
    ],
)
def test_what_cannot_be_opened_says_why_within_two_seconds(path, message):
    with MjpegServer([GOOD]) as server:
        start_s = time.monotonic()
        with pytest.raises(SourceError, match=message) as told, Camera(server.address(path)):
            pass
        assert time.monotonic() - start_s < 2.2
        server.released.set()
    assert str(told.value).startswith(server.address(path))


def test_nobody_at_the_address():
    with MjpegServer([GOOD]) as server:
        address = server.address()
    with pytest.raises(SourceError, match="nobody answers there"), Camera(address):
        pass


def test_other_kinds_of_address_are_refused(tmp_path):
    address = f"concat://{tmp_path}/a.mp4"
    with pytest.raises(SourceError, match="give an address that starts with"), Camera(address):
        pass


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1/video",
        "http://me:secret@\u2100/video",
        "http://me:my/secret@10.0.0.5/video",
        "http://10.0.0.5:80800/video",
    ],
)
def test_an_address_that_is_none_is_told_without_its_password(address):
    with pytest.raises(SourceError, match="address can't be read; write") as told, Camera(address):
        pass
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://10.0.0.5:8080/video", "http://10.0.0.5:8080/video"),
        ("rtsp://me:secret@10.0.0.5/live?token=1", "rtsp://10.0.0.5/live"),
    ],
)
def test_passwords_are_not_shown(address, shown):
    assert without_secrets(address) == shown


def test_an_address_may_begin_with_a_capital():
    served = MjpegServer(itertools.repeat(GOOD))
    with served as server, Camera(server.address().capitalize()) as camera:
        assert camera.info.width == cornered().shape[1]


def test_the_picture_is_as_sharp_as_sent():
    with MjpegServer(itertools.repeat(GOOD)) as server, Camera(server.address()) as camera:
        image = shot_of(camera).frame.image
    assert np.abs(image.astype(int) - cornered()).mean() < 8
