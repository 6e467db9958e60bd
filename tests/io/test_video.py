import math
import os
import struct
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from formcheck.io.decoding import Decoder, opened
from formcheck.io.frames import Frame, SourceError
from formcheck.io.video import Clock, VideoFile
from tests.io.making import (
    add_sound,
    blank,
    cornered,
    corners,
    frames,
    make_sound,
    make_video,
    noise,
    picture,
    tag_matrix,
)

TENTHS = [i / 10 for i in range(30)]
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no named pipes in folders")
UNEVEN = [0.0, 0.04, 0.1, 0.5, 0.51, 1.2, 1.3]


def read(path, start_s=0.0, stop_s=math.inf, sampled=False):
    with VideoFile(path, start_s, stop_s, sampled=sampled) as video:
        return list(video)


def times(read_frames):
    return [frame.timestamp_s for frame in read_frames]


@pytest.mark.parametrize(
    ("suffix", "told"),
    [
        # container, frames it tells of
        ("mp4", 30),
        ("mov", 30),
        ("avi", 30),
        ("gif", 30),
        ("webm", None),
        ("ts", None),
    ],
)
def test_reads_every_container(tmp_path, suffix, told):
    path = make_video(tmp_path / f"clip.{suffix}", frames(TENTHS))
    with VideoFile(path) as video:
        shown = list(video)
        info = video.info
    assert times(shown) == pytest.approx(TENTHS, abs=0.001)
    assert (info.width, info.height, info.frames, info.rotation_deg) == (96, 64, told, 0)
    assert info.fps == pytest.approx(10)
    assert info.duration_s == pytest.approx(3.0)
    assert video.damage is None
    for i in (0, 29):
        assert shown[i].image.dtype == np.uint8
        tolerance = 40 if suffix == "gif" else 12  # a gif has 256 colours
        assert np.abs(shown[i].image.astype(int) - picture(i)).mean() < tolerance


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (96, 64),
        (64, 96),  # portrait
        (97, 63),  # odd
        (2, 2),  # the smallest
        (10000, 20),  # a ribbon
        (7680, 4320),  # 8K
    ],
)
def test_reads_every_size(tmp_path, width, height):
    path = tmp_path / "clip.mp4"
    make_video(path, frames([0.0], width, height), pix_fmt="yuv444p", preset="ultrafast", crf="10")
    with VideoFile(path) as video:
        (frame,) = video
        assert (video.info.width, video.info.height) == (width, height)
    assert frame.image.shape == (height, width, 3)
    assert frame.image.flags.c_contiguous
    assert np.abs(frame.image[:2].astype(int) - picture(0, width, height)[:2]).mean() < 12


@pytest.mark.parametrize(
    ("matrix", "turned_deg", "expected"),
    [
        # x' = a x + c y, y' = b x + d y as (a, b, c, d); clockwise; corners as one reads
        ((1, 0, 0, 1), 0, ["red", "green", "blue", "white"]),
        ((0, 1, -1, 0), 90, ["blue", "red", "white", "green"]),  # a phone held upright
        ((-1, 0, 0, -1), 180, ["white", "blue", "green", "red"]),
        ((0, -1, 1, 0), 270, ["green", "white", "red", "blue"]),
        ((-1, 0, 0, 1), 0, ["green", "red", "white", "blue"]),  # mirrored left to right
        ((1, 0, 0, -1), 180, ["blue", "white", "red", "green"]),  # mirrored top to bottom
        ((0, 1, 1, 0), 90, ["red", "blue", "green", "white"]),  # mirrored, then turned
    ],
)
def test_turns_tagged_videos_upright(tmp_path, matrix, turned_deg, expected):
    path = make_video(tmp_path / "clip.mp4", [Frame(0.0, cornered())])
    tag_matrix(path, matrix)
    with VideoFile(path) as video:
        (frame,) = video
        info = video.info
    assert corners(frame.image) == expected
    assert info.rotation_deg == turned_deg
    assert frame.image.shape == (info.height, info.width, 3)
    assert (info.width, info.height) == ((96, 64) if matrix[0] else (64, 96))


@pytest.mark.parametrize(
    ("aspect", "width"),
    [
        (Fraction(2), 192),
        (Fraction(4, 3), 128),
        (Fraction(1, 2), 48),
        (Fraction(50), 96),  # no pixel looks like that
    ],
)
def test_makes_pixels_square(tmp_path, aspect, width):
    path = make_video(tmp_path / "clip.mp4", [Frame(0.0, cornered())], aspect=aspect)
    with VideoFile(path) as video:
        (frame,) = video
        assert video.info.width == width
    assert frame.image.shape == (64, width, 3)
    assert corners(frame.image) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("suffix", ["mp4", "mov", "ts", "webm"])
def test_a_video_that_starts_late_is_as_long_as_it_shows_pictures(tmp_path, suffix):
    path = make_video(tmp_path / f"clip.{suffix}", frames([5.0 + t for t in TENTHS]))
    with VideoFile(path) as video:
        assert times(video) == pytest.approx(TENTHS, abs=0.001)
        assert video.info.duration_s == pytest.approx(3.0)
        assert video.damage is None


@pytest.mark.parametrize("suffix", ["mp4", "webm", "ts"])
@pytest.mark.parametrize("late_s", [0.0, 3.2])
def test_keeps_uneven_times_from_the_first_frame_on(tmp_path, suffix, late_s):
    path = make_video(tmp_path / f"clip.{suffix}", frames([late_s + t for t in UNEVEN]))
    assert times(read(path)) == pytest.approx(UNEVEN, abs=0.0011)


def test_counts_frames_where_there_are_no_stamps(tmp_path):
    path = make_video(tmp_path / "clip.h264", frames(TENTHS))
    with VideoFile(path) as video:
        shown = list(video)
        assert times(shown) == pytest.approx([i / (video.info.fps or 0) for i in range(30)])
        assert video.info.duration_s is None
        assert video.info.frames is None


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        ([100, 110, 120], [0.0, 0.1, 0.2]),
        ([100, 110, 110, 120], [0.0, 0.1, None, 0.2]),  # repeated: dropped
        ([100, 120, 110, 130], [0.0, 0.2, None, 0.3]),  # out of order: dropped
        ([90, 100, 110], [-0.1, 0.0, 0.1]),  # before the first whole picture
        ([100, None, None, 130], [0.0, 0.1, 0.2, 0.3]),  # missing: the usual step
        ([None, None], [0.0, 0.1]),
        ([500, 510, 100, 110], [4.0, 4.1, 4.2, 4.3]),  # begins again: goes on
        ([500, 510, 100, 300, 100, 130], [4.0, 4.1, 4.2, 6.2, 6.3, 6.6]),  # and once more
        ([100, 900, 910], [0.0, 8.0, 8.1]),  # a pause stays a pause
    ],
)
def test_clock_rises(stamps, expected):
    clock = Clock(origin_pts=100, time_base_s=Fraction(1, 100), step_s=0.1)
    assert [clock.read(pts) for pts in stamps] == pytest.approx(expected)


PIECES = [(0.0, 0.5), (0.5, 1.1), (1.0, 1.05), (0.95, 2.0), (2.4, 99.0), (1 / 3, 1.7), (5.0, 6.0)]


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        ("mp4", {"x264-params": "keyint=8:bframes=3:b-adapt=0:open-gop=1:scenecut=0"}),
        ("mov", {"g": "1"}),
        ("webm", {"g": "7"}),
        ("avi", {"g": "7", "bf": "2"}),
        ("gif", {}),  # no way to seek
        ("ts", {"g": "7"}),
        ("h264", {"g": "7"}),  # no stamps
    ],
)
def test_a_piece_is_the_same_as_in_the_whole(tmp_path, suffix, options):
    path = make_video(tmp_path / f"clip.{suffix}", frames(TENTHS), **options)
    whole = read(path)
    for start_s, stop_s in PIECES:
        expected = [frame for frame in whole if start_s <= frame.timestamp_s < stop_s]
        piece = read(path, start_s, stop_s)
        assert times(piece) == times(expected)
        for ours, theirs in zip(piece, expected, strict=True):
            np.testing.assert_array_equal(ours.image, theirs.image)


def test_a_piece_starts_at_the_key_frame_before(tmp_path):
    path = make_video(tmp_path / "clip.mp4", frames(TENTHS), g="5", bf="0", sc_threshold="0")
    with opened(path) as container:
        decoder = Decoder(container, "clip")
        assert decoder.seek(round(1.7 / decoder.time_base_s))
        assert next(iter(decoder)).time == pytest.approx(1.5)


@pytest.mark.parametrize(("fps", "stride"), [(24, 1), (30, 2), (50, 3), (60, 4)])
def test_a_fast_video_gives_as_few_frames_as_are_enough(tmp_path, fps, stride):
    path = make_video(tmp_path / "clip.mp4", frames([i / fps for i in range(2 * fps)]), rate=fps)
    whole, sampled = read(path), read(path, sampled=True)
    assert times(sampled) == times(whole)[::stride]
    for few, all_ in zip(sampled, whole[::stride], strict=True):
        assert (few.image == all_.image).all()


@pytest.mark.parametrize("start_s", [0.5, 0.7, 0.72, 0.74])
def test_a_piece_of_a_fast_video_gives_the_frames_of_the_whole(tmp_path, start_s):
    path = make_video(tmp_path / "clip.mp4", frames([i / 30 for i in range(45)]), rate=30, g="10")
    whole, piece = times(read(path, sampled=True)), times(read(path, start_s, sampled=True))
    assert piece == [time_s for time_s in whole if time_s >= piece[0]]
    assert piece[0] == pytest.approx(start_s, abs=0.05)


def test_reads_to_the_end_where_sound_begins_on_the_way(tmp_path):
    shown = noise(16, 640, 480)  # so large that opening it does not find the sound
    silent = make_video(tmp_path / "silent.ts", shown, crf="1", preset="ultrafast", g="1")
    loud = add_sound(tmp_path / "loud.ts", silent, make_sound(tmp_path / "sound.mp4"))
    joined = tmp_path / "joined.ts"
    joined.write_bytes(silent.read_bytes() + loud.read_bytes() + silent.read_bytes())
    assert len(read(joined)) == 3 * len(shown)


def test_reads_again_from_the_start(tmp_path):
    path = make_video(tmp_path / "clip.mp4", frames(UNEVEN))
    with VideoFile(path) as video:
        next(iter(video))
        assert times(video) == times(video) == pytest.approx(UNEVEN)


def test_info_needs_an_open_video(tmp_path):
    video = VideoFile(make_video(tmp_path / "clip.mp4", frames([0.0])))
    with pytest.raises(ValueError, match="with"):
        video.info  # noqa: B018


def cut(data):
    return data[: len(data) * 6 // 10]


def spoilt(data):
    noise = np.random.default_rng(0).integers(0, 256, len(data) // 10, dtype=np.uint8).tobytes()
    middle = len(data) // 2
    return data[:middle] + noise + data[middle + len(noise) :]


@pytest.mark.parametrize(
    ("suffix", "break_", "note"),
    [
        ("mp4", cut, "cut off at"),
        ("webm", cut, "cut off at"),
        ("avi", cut, "damaged from"),
        ("mp4", spoilt, "damaged from"),
        ("ts", spoilt, "damaged from"),
    ],
)
def test_yields_what_is_whole_of_a_damaged_video(tmp_path, capfd, suffix, break_, note):
    noisy = noise(40)
    options = {"faststart": True} if suffix == "mp4" else {}
    path = make_video(tmp_path / f"clip.{suffix}", noisy, **options)
    path.write_bytes(break_(path.read_bytes()))
    with VideoFile(path) as video:
        shown = list(video)
        assert 10 < len(shown) < 40
        damage = video.damage or ""
        assert note in damage
        assert len(damage.splitlines()) == 1
    assert all(np.diff(times(shown)) > 0)
    assert capfd.readouterr() == ("", "")


def marked(data):
    """The transport said of a packet that it is damaged."""
    start = len(data) // 188 // 2 * 188
    return data[: start + 1] + bytes([data[start + 1] | 0x80]) + data[start + 2 :]


@pytest.mark.parametrize(
    ("suffix", "break_", "whole"),
    [
        pytest.param("ts", marked, 40, id="a packet that can be decoded all the same"),
        pytest.param("avi", blank, 39, id="a picture that can be decoded in part"),
    ],
)
def test_what_is_marked_as_broken_is_counted_and_no_broken_picture_given(
    tmp_path, suffix, break_, whole
):
    path = make_video(tmp_path / f"clip.{suffix}", noise(40))
    path.write_bytes(break_(path.read_bytes()))
    with VideoFile(path) as video:
        assert len(list(video)) == whole
        assert (video.damage or "").endswith("s on (bad packets: 1)")


def test_a_trimmed_video_is_not_damaged(tmp_path):
    path = make_video(tmp_path / "clip.mp4", frames(TENTHS), bf="0")
    data = bytearray(path.read_bytes())
    start = data.index(b"elst") + 12
    shown_for = struct.unpack(">I", data[start : start + 4])[0]
    data[start : start + 4] = struct.pack(">I", shown_for // 2)
    path.write_bytes(data)
    with VideoFile(path) as video:
        assert len(list(video)) == 15
        assert video.info.duration_s == pytest.approx(1.5)
        assert video.info.frames is None
        assert video.damage is None


def missing(folder):
    return folder / "clip.mp4"


def a_folder(folder):
    return folder


def a_pipe(folder):
    os.mkfifo(folder / "clip.mp4")
    return folder / "clip.mp4"


def holding(data):
    def write(folder):
        path = folder / "clip.mp4"
        path.write_bytes(data)
        return path

    return write


def without_index(folder):
    path = make_video(folder / "clip.mp4", frames(TENTHS))
    path.write_bytes(cut(path.read_bytes()))
    return path


def without_pictures(folder):
    path = make_video(folder / "clip.mp4", frames(TENTHS), faststart=True)
    data = path.read_bytes()
    start = data.index(b"mdat") + 4
    path.write_bytes(data[:start] + bytes(len(data) - start))
    return path


def sound_only(folder):
    return make_sound(folder / "clip.mp4")


def playlist(folder):
    make_video(folder / "other.ts", frames(TENTHS))
    path = folder / "clip.mp4"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nother.ts\n#EXT-X-ENDLIST\n")
    return path


def concatenation(folder):
    make_video(folder / "other.mp4", frames(TENTHS))
    path = folder / "clip.mp4"
    path.write_text("ffconcat version 1.0\nfile other.mp4\n")
    return path


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (missing, "there is no such file; check the name"),
        (a_folder, "this is a folder; give a file"),
        pytest.param(a_pipe, "this is a pipe; save it to a file first", marks=POSIX),
        (holding(b""), "the file is empty; copy or record it again"),
        (holding(b"hi"), "this is not a video; give an mp4, mov, webm, avi or gif file"),
        (holding(b"just text\n" * 500), "this is not a video; give an mp4"),
        (holding(bytes(5000)), "this is not a video; give an mp4"),
        (playlist, "this is not a video; give an mp4"),  # nothing else is opened for it
        (concatenation, "this is not a video; give an mp4"),
        (without_index, "the recording is cut off, its index is missing; copy or record it again"),
        (without_pictures, "none of its pictures can be decoded; record it again"),
        (sound_only, "it holds no moving pictures; give a video"),
    ],
)
def test_says_in_one_line_why_a_video_can_not_be_read(tmp_path, capfd, prepare, message):
    path = prepare(tmp_path)
    with pytest.raises(SourceError) as caught, VideoFile(path):
        pass
    assert str(caught.value).startswith(f"{path}: {message}")
    assert len(str(caught.value).splitlines()) == 1
    assert capfd.readouterr() == ("", "")


def test_says_that_permission_is_missing(tmp_path, monkeypatch):
    path = make_video(tmp_path / "clip.mp4", frames([0.0]))

    def refuse(self, *args):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)  # a test may run as root, whom nothing is refused
    with pytest.raises(SourceError, match="no permission to read it"), VideoFile(path):
        pass


@pytest.mark.parametrize("name", ["a b.mp4", "http:x.mp4", "%03d.mp4", "-i.mp4", "übung 猫.mp4"])
def test_reads_odd_names(tmp_path, name):
    path = make_video(tmp_path / "clip.mp4", frames(UNEVEN)).rename(tmp_path / name)
    assert len(read(path)) == len(UNEVEN)
