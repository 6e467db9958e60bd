import pytest

from formcheck.app.videos.folders import videos_below


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "videos"
    for name in ("b.MP4", "a.mov", "notes.txt", "inner/a.mp4", ".hidden/c.mp4", "out/a.mp4"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_the_videos_below_a_folder_are_found_but_not_its_outputs(folder):
    found = [path.relative_to(folder).as_posix() for path in videos_below(folder, folder / "out")]
    assert found == ["a.mov", "b.MP4", "inner/a.mp4"]


def test_without_outputs_none_is_taken_for_one_whatever_folders_are_called(folder):
    (folder / "-").mkdir()
    (folder / "-" / "a.mp4").touch()
    found = [path.relative_to(folder).as_posix() for path in videos_below(folder, None)]
    assert found == ["-/a.mp4", "a.mov", "b.MP4", "inner/a.mp4", "out/a.mp4"]


@pytest.mark.parametrize("target", ["gone.mp4", "../gone.mp4", "link.mp4"])
def test_a_link_among_the_outputs_is_no_video(folder, target):
    (folder / "link.mp4").symlink_to(target)
    assert videos_below(folder, folder) == []


def test_a_folder_that_may_not_be_listed_does_not_stop_the_rest(folder, refuse_to_list):
    refuse_to_list(folder / "inner")
    found = [path.relative_to(folder).as_posix() for path in videos_below(folder, folder / "out")]
    assert found == ["a.mov", "b.MP4", "inner"]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param({"self": "."}, [], id="the folder itself"),
        pytest.param({"0": "inner"}, [], id="a folder that is there already"),
        pytest.param({"inner/up": ".."}, [], id="the folder above"),
        pytest.param({"0.mp4": "a.mov"}, [], id="a video that is there already"),
        pytest.param({"0": "../far", "1": "../far"}, ["0/c.mp4"], id="a folder elsewhere"),
        pytest.param({"0": "1", "1": "0"}, [], id="a circle"),
        pytest.param({"loop.mp4": "loop.mp4"}, ["loop.mp4"], id="a video that is a circle"),
        pytest.param({"lost.mp4": "gone.mp4"}, ["lost.mp4"], id="nothing"),
    ],
)
def test_each_video_is_found_once_wherever_links_lead(folder, links, expected):
    (folder.parent / "far").mkdir()
    (folder.parent / "far" / "c.mp4").touch()
    for link, target in links.items():
        (folder / link).symlink_to(target)
    found = [path.relative_to(folder).as_posix() for path in videos_below(folder, folder / "out")]
    assert found == sorted([*expected, "a.mov", "b.MP4", "inner/a.mp4"])
