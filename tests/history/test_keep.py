import os
from datetime import timedelta

import av
import pytest

from formcheck.history.keep import filmed_at
from tests.history.making import MONDAY, days
from tests.io.making import frames


def filmed(path, told_at):
    """A video that says when it was made, if it is told."""
    with av.open(str(path), "w") as video:
        if told_at is not None:
            video.metadata["creation_time"] = told_at
        stream = video.add_stream("mpeg4", rate=10)
        stream.width, stream.height = 96, 64
        for frame in frames([0.0, 0.1]):
            video.mux(stream.encode(av.VideoFrame.from_ndarray(frame.image, format="rgb24")))
        video.mux(stream.encode())
    return path


@pytest.mark.parametrize("name", ["me.mp4", "me.mov", "me.mkv"])
@pytest.mark.parametrize(
    ("told_at", "later", "expected"),
    [
        pytest.param(None, timedelta(), days(0), id="a file that tells nothing"),
        pytest.param("2025-03-03T12:00:00Z", timedelta(days=300), days(0), id="one that was sent"),
        pytest.param("2025-03-03T22:00:00Z", timedelta(), days(0), id="a clock of another zone"),
        pytest.param("2025-03-03T02:00:00Z", timedelta(), days(0), id="and one to the west"),
        pytest.param("2027-03-03T12:00:00Z", timedelta(), days(0), id="a clock that is ahead"),
        pytest.param("1999-03-03T12:00:00Z", timedelta(), days(0), id="a clock never set"),
    ],
)
def test_when_a_video_was_filmed(tmp_path, name, told_at, later, expected):
    video = filmed(tmp_path / name, told_at)
    changed_s = (MONDAY + later).timestamp()
    os.utime(video, (changed_s, changed_s))
    assert filmed_at(video) == expected


@pytest.mark.parametrize("name", ["me.poses.npz", "no video.mp4", "pictures"])
def test_what_is_no_video_was_made_when_it_was_written(tmp_path, name):
    source = tmp_path / name
    source.mkdir() if name == "pictures" else source.write_bytes(b"something")
    os.utime(source, (MONDAY.timestamp(), MONDAY.timestamp()))
    assert filmed_at(source) == MONDAY
