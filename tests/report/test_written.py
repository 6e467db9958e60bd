import json
import os

import pytest

from formcheck.report.csv_files import write_table
from formcheck.report.page import write_report
from formcheck.report.written import (
    SUMMARY,
    known_part,
    page_of,
    read_result,
    read_sets,
    report_files,
    write_folder_report,
)
from formcheck.texts.goals import goal_of
from tests.report.making import arm_part, arm_raises


def add(folder, name, page=True):
    folder.mkdir(exist_ok=True, parents=True)
    analysis = arm_raises(f"{name}.mp4")
    (folder / f"{name}.json").write_text(json.dumps(analysis.result))
    if page:
        write_report(report_files(folder, name).page, [arm_part(analysis)])


def test_a_folder_of_nothing_gets_no_page(tmp_path):
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "broken.json").write_text("{")
    assert write_folder_report(tmp_path) is None
    assert not (tmp_path / "report.html").exists()


def test_the_report_of_a_single_result_is_the_folders(tmp_path):
    add(tmp_path, "a")
    assert write_folder_report(tmp_path) == tmp_path / "report.html"
    assert (tmp_path / "report.html").read_text() == (tmp_path / "a.html").read_text()


def test_several_are_summed_up_wherever_they_lie(tmp_path):
    add(tmp_path, "a")
    add(tmp_path / "monday", "b")
    add(tmp_path / "monday", "c", page=False)
    write_folder_report(tmp_path)
    text = (tmp_path / "report.html").read_text()
    for link in ("a.html", "monday/b.html", "monday/c.json"):
        assert f'<a href="{link}">Arm raise</a>' in text


def test_the_sets_of_a_routine_are_shown_in_its_page(tmp_path):
    for name in ("own.1-arm_raise", "own.2-arm_raise", "other.1-arm_raise"):
        add(tmp_path, name, page=False)
    sets = [json.loads((tmp_path / f"own.{n}-arm_raise.json").read_text()) for n in (1, 2)]
    (tmp_path / "own.json").write_text(json.dumps({"schema": 1, "routine": "own", "sets": sets}))
    for name in ("own", "other"):
        (tmp_path / f"{name}.html").write_text("")
    write_folder_report(tmp_path)
    text = (tmp_path / "report.html").read_text()
    assert text.count('<a href="own.html">Arm raise</a>') == 2
    assert '<a href="other.1-arm_raise.json">Arm raise</a>' in text


def test_videos_that_failed_are_told_with_the_reason(tmp_path):
    add(tmp_path, "a")
    table = [
        {"video": "a.mp4", "status": 0},
        {"video": "anna/<b>.mp4", "status": 3, "message": "in/anna/<b>.mp4: the file is empty"},
        {"video": "-b.mp4", "status": 3, "message": "-b.mp4: the file is empty"},
        {"video": "c.mp4", "status": 1, "message": "can't write out/c.json: the disk is full"},
    ]
    write_table(tmp_path / SUMMARY, ["video", "status", "message"], table)
    assert write_folder_report(tmp_path) == tmp_path / "report.html"
    text = (tmp_path / "report.html").read_text()
    assert '<span class="source">anna/&lt;b&gt;.mp4</span>: the file is empty</li>' in text
    assert '<span class="source">-b.mp4</span>: the file is empty</li>' in text
    assert '<span class="source">c.mp4</span>: can&#39;t write out/c.json: the disk' in text
    assert text.count("<li>") == 3


@pytest.mark.parametrize(
    ("later_s", "source", "told"),
    [
        pytest.param(1, "in/anna/a.mp4", False, id="done since"),
        pytest.param(-1, "in/anna/a.mp4", True, id="done before"),
        pytest.param(1, "in/bert/a.mp4", True, id="another of that name"),
    ],
)
def test_a_video_that_failed_is_told_until_it_was_done(tmp_path, later_s, source, told):
    table = [{"video": "anna/a.mp4", "status": 3, "message": "in/anna/a.mp4: the file is empty"}]
    write_table(tmp_path / SUMMARY, ["video", "status", "message"], table)
    table_s = (tmp_path / SUMMARY).stat().st_mtime
    for name in (source, "b.mp4"):
        path = tmp_path / f"{name[-5]}.json"
        path.write_text(json.dumps(arm_raises(name).result))
        os.utime(path, (table_s + later_s, table_s + later_s))
    write_folder_report(tmp_path)
    assert ("the file is empty" in (tmp_path / "report.html").read_text()) is told


def test_a_folder_in_which_all_failed_gets_a_page(tmp_path):
    table = [{"video": "b.mp4", "status": 3, "message": "b.mp4: the file is empty"}]
    write_table(tmp_path / SUMMARY, ["video", "status", "message"], table)
    assert write_folder_report(tmp_path) == tmp_path / "report.html"
    assert "the file is empty" in (tmp_path / "report.html").read_text()


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(b"day,meal\n1,soup\n", id="of something else"),
        pytest.param(b"video,status\nb.mp4,3\n", id="without reasons"),
        pytest.param(b"\xff\xfe\n", id="no text"),
        pytest.param(b"", id="empty"),
    ],
)
def test_a_table_of_something_else_tells_of_no_failure(tmp_path, table):
    (tmp_path / SUMMARY).write_bytes(table)
    assert write_folder_report(tmp_path) is None


@pytest.mark.parametrize("name", ["report", "Report", "REPORT"])
def test_a_video_called_report_does_not_lose_its_page(tmp_path, name):
    add(tmp_path, name)
    add(tmp_path, "other")
    own = page_of(tmp_path / f"{name}.json")
    before = own.read_text()
    write_folder_report(tmp_path)
    assert own.read_text() == before
    assert f'href="{own.name}"' in (tmp_path / "report.html").read_text()


def test_what_is_no_result_is_none(tmp_path):
    (tmp_path / "list.json").write_text("[1, 2]")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    for name in ("list.json", "bytes.json", "none.json"):
        assert read_result(tmp_path / name) is None


def test_what_is_but_a_part_of_a_result_is_none(tmp_path):
    path = tmp_path / "part.json"
    whole = arm_raises().result
    for field in ("view", "seen", "count", "details", "repetitions", "partial", "holds"):
        path.write_text(json.dumps({name: value for name, value in whole.items() if name != field}))
        assert read_result(path) is None
    path.write_text(json.dumps(whole))
    assert write_folder_report(tmp_path) is not None


@pytest.mark.parametrize(
    ("exercise", "goal", "text"),
    [
        pytest.param("cat_cow", {"goal": 2}, "2", id="repetitions"),
        pytest.param("cat_cow", {}, "5", id="written before goals were"),
        pytest.param("childs_pose", {"goal": 4.0}, "4 breaths", id="a hold"),
    ],
)
def test_the_goal_is_that_of_the_result(exercise, goal, text):
    part = known_part({"exercise": exercise, **goal})
    assert part.exercise is not None
    assert goal_of(part.exercise) == text


@pytest.mark.parametrize(
    ("profile", "cue"),
    [
        (["default"], "Lower your chest. Ease your lower back"),
        (["sensitive-back"], "Keep your movements small"),
        (["of-a-newer-version"], "Lower your chest. Ease your lower back"),
    ],
)
def test_the_cues_are_those_of_the_profile(profile, cue):
    exercise = known_part({"exercise": "cobra", "profile": profile}).exercise
    assert exercise is not None
    assert [check.cue for check in exercise.checks if check.id == "over_arch"] == [cue]


def test_the_sets_of_a_routine_are_results(tmp_path):
    sets = [arm_raises(count=count).result for count in (1, 2)]
    path = tmp_path / "own.json"
    path.write_text(json.dumps({"schema": 1, "routine": "own", "sets": [*sets, {}]}))
    assert [each["count"] for each in read_sets(path)] == [1, 2]
    path.write_text(json.dumps(sets[1]))
    assert [each["count"] for each in read_sets(path)] == [2]
    path.write_text("[1]")
    assert read_sets(path) == []
