import os
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.io.files import OutputError
from formcheck.io.frames import Frame
from formcheck.io.video import VideoFile
from formcheck.io.writer import VideoWriter, can_be_made_again
from tests.io.making import cornered, corners, frames

UNEVEN = [0.0, 0.04, 0.1, 0.5, 0.51, 1.2, 1.3]


def write(path, shown, error=None, **given):
    height, width = shown[0].image.shape[:2]
    with VideoWriter(path, width, height, 15.0, **given) as writer:
        for frame in shown:
            writer.write(frame)
        if error is not None:
            raise error
    return path


def read(path):
    with VideoFile(path) as video:
        return list(video)


def times(read_frames):
    return [frame.timestamp_s for frame in read_frames]


@pytest.mark.parametrize(
    "stamps",
    [
        UNEVEN,
        [i / 29.97 for i in range(40)],  # a television's rate
        [i / 240 for i in range(40)],  # slow motion
        [0.0],  # a single frame
    ],
)
def test_keeps_the_time_stamps(tmp_path, stamps):
    path = write(tmp_path / "out.mp4", frames(stamps))
    assert times(read(path)) == pytest.approx(stamps, abs=0.001)


def test_a_late_start_stays_late(tmp_path):
    path = write(tmp_path / "out.mp4", frames([2.5, 2.6, 2.8]))
    with av.open(str(path)) as container:
        stamps = [frame.time for frame in container.decode(video=0)]
    assert stamps == pytest.approx([2.5, 2.6, 2.8], abs=0.001)


def test_stamps_that_stand_still_do_not_stop_it(tmp_path):
    path = write(tmp_path / "out.mp4", frames([0.0, 0.1, 0.1, 0.2]))
    assert times(read(path)) == pytest.approx([0.0, 0.1, 0.1, 0.2], abs=0.001)


@pytest.mark.parametrize(
    ("width", "height", "stored"),
    [
        (96, 64, (96, 64)),
        (97, 63, (98, 64)),  # odd
        (1, 1, (2, 2)),
        (2000, 21, (2000, 22)),
    ],
)
def test_writes_every_size(tmp_path, width, height, stored):
    shown = frames([0.0, 0.1], width, height)
    copied = read(write(tmp_path / "out.mp4", shown))
    for ours, theirs in zip(copied, shown, strict=True):
        assert ours.image.shape == (stored[1], stored[0], 3)
        difference = ours.image[:height, :width].astype(int) - theirs.image
        assert np.abs(difference).mean() < 8


@pytest.mark.parametrize("colour", [(200, 60, 30), (20, 180, 60), (10, 30, 220), (250, 250, 250)])
def test_keeps_colours(tmp_path, colour):
    image = np.full((64, 96, 3), colour, np.uint8)
    (copied,) = read(write(tmp_path / "out.mp4", [Frame(0.0, image)]))
    assert np.abs(copied.image.astype(int) - image).max() <= 4


def test_browsers_can_start_before_it_is_all_there(tmp_path):
    path = write(tmp_path / "out.mp4", frames(UNEVEN))
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(path)) as container:
        (stream,) = container.streams
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")


def test_fits_frames_of_another_size(tmp_path):
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 96, 64, 10) as writer:
        writer.write(Frame(0.0, cornered(40, 64)))
        writer.write(Frame(0.1, cornered(400, 100)))
    tall, wide = (frame.image for frame in read(path))
    assert corners(tall[:, 28:68]) == corners(wide[20:44]) == ["red", "green", "blue", "white"]
    assert tall[:, :24].max() < 20
    assert wide[:16].max() < 20


def test_appears_only_when_it_is_whole(tmp_path):
    path = tmp_path / "out.mp4"
    path.write_text("old")
    with VideoWriter(path, 96, 64, 10) as writer:
        for frame in frames(UNEVEN):
            writer.write(frame)
        assert path.read_text() == "old"
    assert len(read(path)) == len(UNEVEN)
    assert list(tmp_path.iterdir()) == [path]


def test_a_video_tells_whether_it_can_be_made_again(tmp_path):
    drawn = write(tmp_path / "drawn.mp4", frames(UNEVEN))
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "part.mp4", frames(UNEVEN), KeyboardInterrupt)
    filmed = write(tmp_path / "filmed.mp4", frames(UNEVEN), only_once=True)
    given = [drawn, tmp_path / "part.mp4", filmed, tmp_path / "none.mp4"]
    assert [can_be_made_again(path) for path in given] == [True, True, False, False]


def test_an_error_leaves_everything_as_it_was(tmp_path):
    path = tmp_path / "out.mp4"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write(path, frames(UNEVEN), ZeroDivisionError)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_ctrl_c_keeps_what_was_written(tmp_path):
    path = tmp_path / "out.mp4"
    with pytest.raises(KeyboardInterrupt):
        write(path, frames(UNEVEN), KeyboardInterrupt)
    assert times(read(path)) == pytest.approx(UNEVEN, abs=0.001)
    assert list(tmp_path.iterdir()) == [path]


def test_what_can_not_be_had_again_is_kept_on_an_error(tmp_path):
    path = tmp_path / "out.mp4"
    with pytest.raises(ZeroDivisionError):
        write(path, frames(UNEVEN), ZeroDivisionError, only_once=True)
    assert times(read(path)) == pytest.approx(UNEVEN, abs=0.001)
    assert list(tmp_path.iterdir()) == [path]


def test_ctrl_c_before_the_first_frame_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), VideoWriter(tmp_path / "out.mp4", 96, 64, 10):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("", "it is a folder; give a file name"),
        ("none/out.mp4", "there is no such folder; create it first"),
        (os.devnull, "it is a device; give a file name"),
        ("out.mp4", "there was no frame to write"),
    ],
)
def test_says_why_a_video_can_not_be_written(tmp_path, capfd, path, message):
    path = tmp_path / path
    with pytest.raises(OutputError) as caught, VideoWriter(path, 96, 64, 10):
        pass
    assert str(caught.value) == f"can't write {path}: {message}"
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
@pytest.mark.parametrize("count", [1, 200])
def test_a_full_disk_leaves_nothing(tmp_path, capfd, count):
    path = tmp_path / "out.mp4"
    (tmp_path / f"out.mp4.{os.getpid()}.part").symlink_to("/dev/full")
    noise = np.random.default_rng(0).integers(0, 256, (64, 96, 3), dtype=np.uint8)
    with pytest.raises(OutputError) as caught:
        write(path, [Frame(i / 10, np.roll(noise, i, axis=0)) for i in range(count)])
    assert str(caught.value) == f"can't write {path}: the disk is full; free some space"
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells what is open")
def test_a_disk_that_fills_up_gets_its_room_back(tmp_path):
    """A file that is removed while it is open still takes room."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    noise = np.random.default_rng(0).integers(0, 256, (64, 96, 3), dtype=np.uint8)
    shown = [Frame(i / 10, np.roll(noise, i)) for i in range(200)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, limits[1]))
    try:
        with pytest.raises(OutputError) as caught:
            write(tmp_path / "out.mp4", shown, only_once=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    open_files = [os.path.realpath(file) for file in Path("/proc/self/fd").iterdir()]
    assert not [name for name in open_files if name.startswith(str(tmp_path))], caught


@pytest.mark.parametrize(
    ("width", "height", "fps"), [(0, 64, 10), (96, -1, 10), (96, 64, 0), (96, 64, float("nan"))]
)
def test_refuses_what_is_no_video(tmp_path, width, height, fps):
    with pytest.raises(ValueError, match="no video"):
        VideoWriter(tmp_path / "out.mp4", width, height, fps)
