import cv2
import pytest

from formcheck.io.frames import SourceError
from formcheck.io.open import open_source
from formcheck.io.pictures import Pictures
from formcheck.io.video import VideoFile
from tests.io.making import frames, make_video, picture


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("folder", Pictures),
        ("photo.JPG", Pictures),
        ("clip.mp4", VideoFile),
        ("clip.gif", VideoFile),  # pictures, but moving ones
        ("clip", VideoFile),  # the content tells what it is
        ("none.mp4", VideoFile),
    ],
)
def test_chooses_by_what_the_path_is(tmp_path, name, kind):
    (tmp_path / "folder").mkdir()
    assert type(open_source(tmp_path / name)) is kind


def test_reads_either(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    cv2.imwrite(str(folder / "1.png"), picture())
    clip = make_video(tmp_path / "clip.mp4", frames([0.0, 0.1, 0.2]))
    sources = [open_source(str(folder)), open_source(clip, 0.1, 0.2)]
    for source in sources:
        with source:
            assert [frame.image.shape for frame in source] == [(64, 96, 3)]


def test_what_is_missing_is_told_on_entering(tmp_path):
    with pytest.raises(SourceError, match="no such file"), open_source(tmp_path / "none.mp4"):
        pass
