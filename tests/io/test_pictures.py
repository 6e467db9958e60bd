import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.io.frames import SourceError
from formcheck.io.pictures import Pictures
from tests.io.making import cornered, corners, picture


def save(path, image):
    assert cv2.imwrite(str(path), image[..., ::-1])
    return path


def save_turned(path, image, orientation):
    """A JPEG whose EXIF tag says how it is to be turned."""
    jpeg = cv2.imencode(".jpg", image[..., ::-1])[1].tobytes()
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)
    path.write_bytes(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:])


def test_reads_in_natural_order_at_even_times(tmp_path):
    for number in (10, 9, 100, 1):
        save(tmp_path / f"Frame_{number}.png", picture(number))
    with Pictures(tmp_path) as pictures:
        shown = list(pictures)
        info = pictures.info
    assert [frame.timestamp_s for frame in shown] == [0.0, 0.1, 0.2, 0.3]
    for frame, number in zip(shown, (1, 9, 10, 100), strict=True):
        np.testing.assert_array_equal(frame.image, picture(number))
    assert (info.width, info.height, info.fps, info.frames, info.duration_s) == (96, 64, 10, 4, 0.4)


@pytest.mark.parametrize("suffix", [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".PNG"])
def test_reads_every_kind(tmp_path, suffix):
    save(tmp_path / f"a{suffix}", cornered())
    with Pictures(tmp_path) as pictures:
        (frame,) = pictures
    assert frame.image.dtype == np.uint8
    assert frame.image.flags.c_contiguous
    assert corners(frame.image) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        # EXIF's number; corners as one reads
        (1, ["red", "green", "blue", "white"]),
        (2, ["green", "red", "white", "blue"]),  # mirrored
        (3, ["white", "blue", "green", "red"]),  # upside down
        (6, ["blue", "red", "white", "green"]),  # a phone held upright
        (8, ["green", "white", "red", "blue"]),
    ],
)
def test_turns_photographs_upright(tmp_path, orientation, expected):
    save_turned(tmp_path / "a.jpg", cornered(), orientation)
    with Pictures(tmp_path) as pictures:
        (frame,) = pictures
        assert (pictures.info.height, pictures.info.width) == frame.image.shape[:2]
    assert corners(frame.image) == expected


def test_grey_and_transparent_pictures_become_rgb(tmp_path):
    cv2.imwrite(str(tmp_path / "1.png"), np.full((8, 8), 99, np.uint8))
    cv2.imwrite(str(tmp_path / "2.png"), np.full((8, 8, 4), 99, np.uint8))
    cv2.imwrite(str(tmp_path / "3.png"), np.full((8, 8, 3), 99 * 257, np.uint16))
    with Pictures(tmp_path) as pictures:
        for frame in pictures:
            np.testing.assert_array_equal(frame.image, np.full((8, 8, 3), 99, np.uint8))


def test_every_picture_keeps_its_size(tmp_path):
    save(tmp_path / "1.png", picture(width=40, height=30))
    save(tmp_path / "2.png", picture(width=30, height=50))
    with Pictures(tmp_path) as pictures:
        assert [frame.image.shape for frame in pictures] == [(30, 40, 3), (50, 30, 3)]
        assert (pictures.info.width, pictures.info.height) == (40, 30)


def test_leaves_out_what_it_can_not_read(tmp_path, capfd):
    whole = save(tmp_path / "2.png", picture()).read_bytes()
    save(tmp_path / "4.jpg", picture())
    (tmp_path / "1.png").write_text("not a picture")
    (tmp_path / "3.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "5.webp").write_bytes(b"RIFF")
    (tmp_path / "6.bmp").touch()
    (tmp_path / "7.jpg").mkdir()
    (tmp_path / "._8.jpg").write_text("left behind by a Mac")
    (tmp_path / "notes.txt").write_text("no picture")
    with Pictures(tmp_path) as pictures:
        assert [frame.timestamp_s for frame in pictures] == pytest.approx([0.1, 0.3])
        assert pictures.damage == "unreadable pictures: 5, the first is 1.png"
    assert capfd.readouterr() == ("", "")


def test_says_nothing_of_whole_pictures(tmp_path):
    save(tmp_path / "1.png", picture())
    with Pictures(tmp_path) as pictures:
        assert len(list(pictures)) == len(list(pictures)) == 1
        assert pictures.damage is None


def test_a_single_picture_will_do(tmp_path):
    with Pictures(save(tmp_path / "1.png", picture())) as pictures:
        (frame,) = pictures
    assert frame.timestamp_s == 0.0


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (".", None, "the folder holds no pictures (jpg, png, webp, bmp)"),
        ("none.jpg", None, "there is no such file; check the name"),
        ("a.jpg", b"", "the file is empty; copy or record it again"),
        ("a.jpg", b"no picture", "no picture can be read; copy them again"),
    ],
)
def test_says_in_one_line_why_there_is_nothing(tmp_path, capfd, name, data, message):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SourceError) as caught, Pictures(path):
        pass
    assert str(caught.value) == f"{path}: {message}"
    assert capfd.readouterr() == ("", "")


def test_says_that_a_folder_may_not_be_listed(tmp_path, monkeypatch):
    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(SourceError, match="no permission to list the folder"), Pictures(tmp_path):
        pass


def test_info_needs_open_pictures(tmp_path):
    with pytest.raises(ValueError, match="with"):
        Pictures(tmp_path).info  # noqa: B018
