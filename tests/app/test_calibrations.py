import json

import pytest

from formcheck.app.calibrations import calibrations_folder, load_calibration, save_calibration
from formcheck.calibration import Calibration, CalibrationError
from formcheck.io.files import OutputError

OWN = Calibration("cobra", {"cobra": 0.3}, 35.0)


def test_what_is_kept_is_found_again(tmp_path):
    path = save_calibration(OWN, tmp_path / "not" / "there yet")
    assert load_calibration("cobra", path.parent) == OWN
    assert [file.name for file in path.parent.iterdir()] == ["cobra.json"]
    assert json.loads(path.read_text())["exercise"] == "cobra"


def test_a_new_one_takes_the_place_of_the_old(tmp_path):
    save_calibration(OWN, tmp_path)
    newer = Calibration("cobra", {"cobra": 0.4})
    save_calibration(newer, tmp_path)
    assert load_calibration("cobra", tmp_path) == newer


def test_none_is_nothing_special(tmp_path):
    assert load_calibration("cobra", tmp_path / "nowhere") is None


def test_the_folder_may_be_named(tmp_path, monkeypatch):
    monkeypatch.setenv("FORMCHECK_DATA", str(tmp_path))
    assert calibrations_folder() == tmp_path / "calibrations"
    assert save_calibration(OWN).parent == tmp_path / "calibrations"
    monkeypatch.delenv("FORMCHECK_DATA")
    assert "formcheck" in calibrations_folder().parts


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"schema": 1, "exer', id="cut off"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"[]", id="something else"),
        pytest.param(b'{"schema": 1, "exercise": "cat_cow", "ranges": {}}', id="of another"),
    ],
)
def test_a_broken_file_is_named_in_one_line(tmp_path, content):
    (tmp_path / "cobra.json").write_bytes(content)
    with pytest.raises(CalibrationError, match=r"cobra\.json.*delete it") as refused:
        load_calibration("cobra", tmp_path)
    assert "\n" not in str(refused.value)


def test_a_folder_that_is_a_file_is_named_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can't write"):
        save_calibration(OWN, tmp_path / "file" / "calibrations")
    (tmp_path / "cobra.json").mkdir()
    with pytest.raises(CalibrationError, match="can't read"):
        load_calibration("cobra", tmp_path)
