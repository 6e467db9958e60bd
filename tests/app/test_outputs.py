import json
from math import nan
from pathlib import Path

import pytest

from formcheck.app.failures import UsageError
from formcheck.app.outputs import (
    Outputs,
    check_names,
    check_outputs,
    json_text,
    name_of,
    outputs_in,
)
from formcheck.app.videos.analyze import analyze, task_for
from formcheck.app.videos.landmarking import Sight
from formcheck.io.files import OutputError


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("clip.mp4", "clip"),
        ("a/b/clip.with.dots.mov", "clip.with.dots"),
        ("out/clip.poses.npz", "clip"),
        ("recording.npz", "recording"),
        (".poses.npz", "video"),
    ],
)
def test_name(source, name):
    assert name_of(Path(source)) == name


def test_a_folder_gives_its_own_name(tmp_path, monkeypatch):
    (tmp_path / "stills.2").mkdir()
    monkeypatch.chdir(tmp_path / "stills.2")
    assert name_of(Path(".")) == name_of(tmp_path / "stills.2") == "stills.2"


def test_the_folder_is_made(tmp_path):
    outputs = outputs_in(tmp_path / "a" / "b", Path("clip.mp4"))
    names = [path.name for path in outputs.files]
    assert names[:3] == ["clip.json", "clip.poses.npz", "clip.mp4"]
    assert names[3:] == ["clip.html", "clip.repetitions.csv", "clip.events.csv"]
    assert {path.parent for path in outputs.files} == {tmp_path / "a" / "b"}
    assert (tmp_path / "a" / "b").is_dir()


def test_checking_leaves_nothing_and_harms_nothing(tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text("{}")
    check_outputs(Outputs((kept, tmp_path / "new.json")), tmp_path / "source.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.json"]
    assert kept.read_text() == "{}"


def test_nothing_is_removed_where_it_is_refused(arm_poses, tmp_path):
    left = tmp_path / "arm.json.999999999.part"
    left.touch()
    outputs = Outputs((tmp_path / "arm.json", arm_poses))
    with pytest.raises(UsageError, match="would be overwritten"):
        analyze(arm_poses, task_for("cobra"), Sight(), outputs)
    assert left.exists()


def test_a_missing_folder_is_found_out_before_the_work(tmp_path):
    with pytest.raises(OutputError, match="there is no such folder"):
        check_outputs(Outputs((tmp_path / "no" / "a.json",)), tmp_path / "source.mp4")


def test_a_name_that_is_too_long_is_found_out_before_the_work(tmp_path):
    with pytest.raises(OutputError, match="the name is too long"):
        check_outputs(Outputs((tmp_path / ("a" * 255 + ".json"),)), tmp_path / "source.mp4")


@pytest.mark.parametrize(
    ("sources", "clash"),
    [
        pytest.param(["a/x.mp4", "a/y.mp4"], None, id="two names"),
        pytest.param(["a/x.mp4", "b/x.mov"], "a/x.mp4 and b/x.mov", id="two folders"),
        pytest.param(["x.mp4", "x.poses.npz"], "x.mp4 and x.poses.npz", id="video and its poses"),
    ],
)
def test_outputs_of_one_name_are_refused(sources, clash):
    paths = [Path(source) for source in sources]
    if clash is None:
        check_names(paths)
        return
    with pytest.raises(UsageError, match=f"{clash} would both become x.json"):
        check_names(paths)


def test_json_is_text_that_others_read():
    result = {"name": "Rücken", "none": None, "values": [1, 0.5]}
    assert json.loads(json_text(result)) == result
    assert json_text(result).isascii()
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"value": nan})
