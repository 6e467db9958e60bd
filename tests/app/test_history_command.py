import csv
import json
import re

import pytest

from formcheck.history.store import open_history
from tests.app.conftest import ARM_RAISE, is_one_line
from tests.history.making import days, hold, result


@pytest.fixture
def kept():
    history = open_history(print)
    history.add(result("a.mp4", good=(True, True), reach=0.4, events=0), days(0))
    history.add(result("[b]<i>.mp4", good=(True, False), reach=0.6, events=2), days(9))
    history.add(hold(events=0), days(8))
    return history


def test_every_analysis_is_kept_unless_that_is_not_wished(formcheck, landmarker, arm_video):
    landmarker()
    assert formcheck("analyze", arm_video, "-e", ARM_RAISE, "--no-history")[0] == 0
    assert "Nothing has been kept yet." in formcheck("history")[1]
    for _ in range(2):
        assert formcheck("analyze", arm_video, "-e", ARM_RAISE)[0] == 0
    _, out, _ = formcheck("history")
    assert out.count("arm.mp4") == 1
    assert "Arm raise" in out


def test_poses_that_are_judged_anew_are_no_further_set(formcheck, arm_poses, tmp_path):
    assert formcheck("analyze", arm_poses, "-e", ARM_RAISE)[0] == 0
    told = "Nothing has been kept yet. Live sets and analysed videos"
    assert f"{told} are added." in formcheck("history")[1]
    assert formcheck("history", "page", tmp_path / "trends.html")[0] == 0
    assert f"{told} appear here." in (tmp_path / "trends.html").read_text()


def test_a_history_that_cannot_be_used_stops_no_analysis(
    formcheck, landmarker, arm_video, monkeypatch, tmp_path
):
    landmarker()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORMCHECK_HISTORY", str(tmp_path / "file" / "history.db"))
    status, out, err = formcheck("analyze", arm_video, "-e", ARM_RAISE)
    assert (status, "Repetitions: 0" in out) == (0, True)
    assert err.count("formcheck: not kept: the history ") == 1
    status, _, err = formcheck("history")
    assert status == 1
    assert is_one_line(err)


def test_sets_and_trends_are_listed(formcheck, kept):
    _, out, _ = formcheck("history")
    assert "[b]<i>.mp4" in out
    assert "Cobra 2025-W10 to 2025-W11" in out
    assert "|▅█| 0.40 to 0.60" in out
    assert "latest week: 1 set, 1 of 2 good, usual range 0.60 torso, most often: Arch" in out
    assert "latest week: 1 set, 12 s held" in out
    assert "childs_pose" not in formcheck("history", "-e", "cobra", "--sets", "0")[1]


def test_what_is_held_is_told_in_seconds_though_it_was_not_held(formcheck, kept):
    nothing = {**result("d.mp4", "supine_twist", good=(), events=0), "count": 0}
    kept.add(nothing, days(9))
    _, out, _ = formcheck("history", "-e", "supine_twist")
    assert "latest week: 1 set, 0 s held" in out
    assert "0 s" in out.split("Supine twist")[1]
    assert "Without a fault" not in out


def test_the_day_of_a_set_is_whole_on_a_narrow_terminal(formcheck, kept, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    _, out, _ = formcheck("history")
    assert all(f"{days(number):%Y-%m-%d}" in out for number in (0, 8, 9))
    assert "…" not in out


@pytest.mark.parametrize("wanted", ["cat_cow", ARM_RAISE], ids=["an id", "an own file"])
def test_nothing_of_one_exercise_is_not_nothing_at_all(formcheck, kept, wanted):
    status, out, _ = formcheck("history", "-e", wanted)
    assert (status, "Nothing of " in out) == (0, True)
    assert "has been kept yet" in out


def test_the_sets_of_an_own_exercise_are_found_by_its_file_and_its_id(
    formcheck, landmarker, arm_video
):
    landmarker()
    formcheck("analyze", arm_video, "-e", ARM_RAISE)
    for wanted in (ARM_RAISE, "arm_raise"):
        assert "arm.mp4" in formcheck("history", "-e", wanted)[1]


@pytest.mark.parametrize("command", [["history"], ["history", "page", "{folder}/a.html"]])
def test_an_unknown_exercise_is_wrong_use(formcheck, kept, tmp_path, command):
    filled = [word.format(folder=tmp_path) for word in command]
    status, out, err = formcheck(*filled, "-e", "cobr")
    assert (status, out) == (2, "")
    assert is_one_line(err)
    assert "there is no exercise 'cobr'; did you mean cobra" in err


def test_everything_is_exported(formcheck, kept, tmp_path):
    assert formcheck("history", "export", tmp_path / "all.json")[0] == 0
    exported = json.loads((tmp_path / "all.json").read_text())["results"]
    assert [each["source"] for each in exported] == ["[b]<i>.mp4", "clip.mp4", "a.mp4"]
    assert exported[0]["result"]["count"] == 2
    assert formcheck("history", "export", tmp_path / "all.csv")[0] == 0
    with (tmp_path / "all.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["exercise"] for row in rows] == ["cobra", "childs_pose", "cobra"]
    status, _, err = formcheck("history", "export", tmp_path / "all.txt")
    assert status == 2
    assert is_one_line(err)


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        pytest.param(["1", "3"], 1, id="by number"),
        pytest.param(["9" * 20], 3, id="a number that is none of the list"),
        pytest.param(["--before", "2025-03-05"], 2, id="by day"),
        pytest.param(["--all"], 0, id="everything"),
    ],
)
def test_results_are_deleted(formcheck, kept, tmp_path, arguments, left):
    assert formcheck("history", "delete", *arguments)[0] == 0
    formcheck("history", "export", tmp_path / "left.json")
    assert len(json.loads((tmp_path / "left.json").read_text())["results"]) == left


@pytest.mark.parametrize(("argument", "left"), [("--all", False), ("1", True)])
def test_with_everything_goes_what_was_kept_beside_the_results(
    formcheck, kept, tmp_path, argument, left
):
    folders = [tmp_path / name for name in ("seen", "ranges", "sessions")]
    for folder in folders:
        folder.mkdir()
        (folder / "some.npz").write_bytes(b"poses")
    status, _, err = formcheck("history", "delete", argument)
    assert status == 0
    assert [folder.exists() for folder in folders] == [left] * 3
    assert [str(folder) in err for folder in folders] == [not left] * 3


@pytest.mark.parametrize(("arguments", "left"), [(["--all"], 0), (["--before", "2025-03-05"], 1)])
def test_with_everything_goes_what_was_set_aside(formcheck, history_file, arguments, left):
    history_file.write_bytes(b"damaged" * 99)
    other = history_file.with_name("other.db")
    other.touch()
    status, _, err = formcheck("history", "delete", *arguments)
    assert status == 0
    assert len(list(history_file.parent.glob("history.damaged-*"))) == left
    assert err.count("deleted") == 2 - left
    assert other.exists()


@pytest.mark.parametrize("arguments", [[], ["1", "--all"]], ids=["nothing", "two ways"])
def test_what_to_delete_has_to_be_said(formcheck, kept, arguments):
    status, _, err = formcheck("history", "delete", *arguments)
    assert status == 2
    assert is_one_line(err)


def test_trends_are_a_page(formcheck, kept, tmp_path):
    assert formcheck("history", "page", tmp_path / "trends.html")[0] == 0
    text = (tmp_path / "trends.html").read_text()
    assert 'data-exercise="cobra"' in text
    assert "2025-W11" in text


def test_the_first_bar_of_each_year_tells_the_year(formcheck, kept, tmp_path):
    kept.add(result("new year.mp4"), days(303))
    assert formcheck("history", "page", tmp_path / "trends.html", "-e", "cobra")[0] == 0
    text = (tmp_path / "trends.html").read_text()
    years = re.findall(r'class="bar-year" aria-hidden="true">(\d*)<', text)
    assert years == ["2025", "", "2026"] * 3
