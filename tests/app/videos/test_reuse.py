import os

import numpy as np
import pytest

from formcheck.app.videos import landmarking
from formcheck.app.videos.landmarking import Display, Sight, landmarked
from formcheck.app.videos.reuse import SEEING, Shelf, content_of
from formcheck.io.frames import SourceError
from formcheck.io.recording import FORMAT
from tests.app.figure import frames, recording
from tests.io.making import make_video


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "shelf")


def test_what_was_kept_is_found_under_its_key_alone(shelf):
    shelf.keep("one", recording(count=1))
    assert len(shelf.find("one")) == 90
    assert shelf.find("other") is None


@pytest.mark.parametrize(
    "content", [pytest.param(b"", id="empty"), pytest.param(b"PK\x03\x04 cut off", id="broken")]
)
def test_what_is_broken_is_not_found(shelf, content):
    shelf.keep("one", recording(count=1))
    (shelf.folder / "one.npz").write_bytes(content)
    assert shelf.find("one") is None


def test_what_was_not_used_for_the_longest_time_makes_room(shelf):
    for age_s, key in enumerate(("a", "b", "c")):
        shelf.keep(key, recording(count=1))
        os.utime(shelf.folder / f"{key}.npz", (1000 + age_s, 1000 + age_s))
    assert shelf.find("a") is not None  # which makes it the newest
    Shelf(shelf.folder, shelf.size_bytes() + 1).keep("d", recording(count=1))
    assert [key for key in "abcd" if shelf.find(key)] == ["a", "c", "d"]


def test_a_shelf_that_cant_be_written_to_does_without(tmp_path):
    (tmp_path / "file").touch()
    shelf = Shelf(tmp_path / "file" / "shelf")
    shelf.keep("one", recording(count=1))
    assert shelf.find("one") is None


def test_files_are_known_by_what_they_hold(make_file):
    one, copy, other = make_file("a", b"x" * 9), make_file("b", b"x" * 9), make_file("c", b"y")
    assert content_of(one) == content_of(copy) != content_of(other)
    with pytest.raises(SourceError, match="it can't be read"):
        content_of(make_file("missing"))


def test_a_folder_is_known_by_the_pictures_it_holds(make_file):
    folder = make_file("1.png", b"x").parent
    one = content_of(folder)
    make_file("notes.txt", b"z")
    assert content_of(folder) == one
    make_file("2.png", b"y")
    assert content_of(folder) != one


@pytest.fixture
def looks(landmarker, monkeypatch):
    """Count how often a landmarker is opened."""
    landmarker()
    opened, opening = [], landmarking.open_landmarker

    def counted(*arguments, **options):
        opened.append(arguments)
        return opening(*arguments, **options)

    monkeypatch.setattr(landmarking, "open_landmarker", counted)
    return opened


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, 1, id="the same once more: nothing is looked at"),
        pytest.param({"again": True}, 2, id="asked for"),
        pytest.param({"longest_side_px": 320}, 2, id="looked at with less detail"),
        pytest.param({"shelf": None}, 2, id="nothing is kept"),
    ],
)
def test_no_video_is_looked_at_twice(arm_video, shelf, looks, changes, expected):
    first = landmarked(arm_video, Sight(shelf=shelf), Display()).recording
    moved = arm_video.rename(arm_video.with_name("moved.mp4"))
    second = landmarked(moved, Sight(**{"shelf": shelf, **changes}), Display()).recording
    assert len(looks) == expected
    assert second.source.path == str(moved)
    assert first.source.duration_s == second.source.duration_s
    np.testing.assert_array_equal(first.image, second.image)
    np.testing.assert_array_equal(first.timestamp_s, second.timestamp_s)


def test_a_newer_recording_is_made_anew(arm_video, shelf, looks, monkeypatch):
    landmarked(arm_video, Sight(shelf=shelf), Display())
    monkeypatch.setattr("formcheck.io.recording.FORMAT", FORMAT - 1)
    landmarked(arm_video, Sight(shelf=shelf), Display())
    assert len(looks) == 2


def test_what_would_be_seen_otherwise_now_is_looked_at_anew(arm_video, shelf, looks, monkeypatch):
    landmarked(arm_video, Sight(shelf=shelf), Display())
    monkeypatch.setattr(landmarking, "SEEING", SEEING + 1)
    landmarked(arm_video, Sight(shelf=shelf), Display())
    assert len(looks) == 2


def test_another_video_is_another_matter(arm_video, tmp_path, shelf, looks):
    other = make_video(tmp_path / "other.mp4", frames(20, 160, 120))
    for path in (arm_video, other):
        landmarked(path, Sight(shelf=shelf), Display())
    assert len(looks) == len(list(shelf.folder.iterdir())) == 2


def test_what_was_stopped_is_not_kept(arm_video, shelf, landmarker):
    landmarker(stop_at=25)
    assert landmarked(arm_video, Sight(shelf=shelf), Display()).stopped
    assert shelf.size_bytes() == 0


def test_what_is_left_of_a_damaged_video_is_not_kept(tmp_path, shelf, landmarker):
    landmarker()
    video = make_video(tmp_path / "arm.mp4", frames(40, 160, 120), faststart=True, crf="1")
    video.write_bytes(video.read_bytes()[: -video.stat().st_size // 3])
    assert landmarked(video, Sight(shelf=shelf), Display()).damage
    assert shelf.size_bytes() == 0
