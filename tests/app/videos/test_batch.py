import json
import shutil
from dataclasses import replace

import pytest

from formcheck.app.failures import UsageError
from formcheck.app.videos.batch import (
    KEY,
    Outcome,
    Request,
    VideoJob,
    outcome_of,
    planned,
)
from formcheck.app.videos.folders import videos_below
from formcheck.app.videos.landmarking import Sight
from formcheck.app.videos.progress import StepProgress
from formcheck.app.videos.reuse import Shelf
from formcheck.history.store import open_history
from formcheck.history.trends import entries
from formcheck.vision.store import Model
from tests.app.conftest import ARM_RAISE
from tests.app.figure import frames
from tests.io.making import make_video

REQUEST = Request(str(ARM_RAISE), "default", 5.0, Sight(), video=False, pictures=False)


@pytest.mark.parametrize(
    ("videos", "places"),
    [
        pytest.param(["a.mp4", "b.mp4"], ["out", "out"], id="side by side"),
        pytest.param(["a.mp4", "c/a.mp4"], ["out", "out/c"], id="subfolders stay"),
        pytest.param(["a.mp4", "a.mov"], ["out/a.mp4_", "out/a.mov_"], id="the same name twice"),
        pytest.param(["a.mp4", "A.mov"], ["out/a.mp4_", "out/A.mov_"], id="but for its case"),
        pytest.param(["a" * 251 + ".mp4"], ["out"], id="with a name as long as there can be"),
    ],
)
def test_where_outputs_go(tmp_path, videos, places):
    (tmp_path / "out").mkdir()
    jobs = planned([(tmp_path / video, tmp_path) for video in videos], tmp_path / "out", REQUEST)
    assert [job.name for job in jobs] == videos
    assert [job.folder for job in jobs] == [tmp_path / place for place in places]


def test_poses_among_the_videos_are_left_out_of_the_history(tmp_path):
    found = [(tmp_path / name, tmp_path) for name in ("a.mp4", "b.poses.npz")]
    jobs = planned(found, tmp_path / "out", REQUEST)
    assert [job.request.history for job in jobs] == [True, False]


def test_two_folders_with_a_video_of_one_name_are_refused(tmp_path):
    found = [(tmp_path / folder / "a.mp4", tmp_path / folder) for folder in ("june", "july")]
    with pytest.raises(UsageError, match="would be kept in the same place"):
        planned(found, tmp_path / "out", REQUEST)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("arm.mp4", "arm.MOV", id="the annotated video is called as the first"),
        pytest.param("arm.MOV", "arm.mp4", id="the annotated video is called as the second"),
    ],
)
def test_a_video_that_gets_a_namesake_stays_where_it_is(arm_video, tmp_path, model, first, second):
    videos, output = tmp_path / "videos", tmp_path / "out"
    (videos / "anna").mkdir(parents=True)
    request = replace(REQUEST, video=True)
    shutil.copy(arm_video, videos / "anna" / first)
    placed = []
    for _ in range(3):
        found = [(video, videos) for video in videos_below(videos, output)]
        jobs = planned(found, output, request)
        assert [outcome(job).status for job in jobs] == [0] * len(jobs)
        placed.append({job.source.name: job.folder for job in jobs})
        shutil.copy(arm_video, videos / "anna" / second)
    places = {first: output / "anna", second: output / "anna" / f"{second}_"}
    assert placed == [{first: output / "anna"}, places, places]
    assert len(list(output.rglob("*.json"))) == 2
    (videos / "anna" / first).unlink()
    (left,) = planned([(videos / "anna" / second, videos)], output, request)
    assert left.folder == places[second]


def test_a_video_that_would_be_overwritten_costs_the_row_of_its_namesake(job):
    job.folder.mkdir()
    original = shutil.copy(job.source, job.folder / "arm.mp4")
    failed = outcome(replace(job, request=replace(REQUEST, video=True)))
    assert (failed.status, "would be overwritten" in failed.message) == (2, True)
    assert original.read_bytes() == job.source.read_bytes()


@pytest.fixture
def model(monkeypatch, landmarker):
    """Put the standing figure in the place of the model."""
    landmarker()
    sha256 = {"": "0" * 64, "other": "1" * 64}
    monkeypatch.setattr(
        "formcheck.app.videos.batch.locate",
        lambda name: Model("figure", ARM_RAISE, sha256[name or ""], "test"),
    )


@pytest.fixture
def job(arm_video, tmp_path, model):
    return VideoJob(arm_video, "arm.mp4", tmp_path / "out", REQUEST)


def outcome(job):
    told: list[object] = []
    job(told.append)
    assert [type(each) for each in told].count(Outcome) == 1
    return told[-1]


def test_a_video_is_analysed_and_its_result_says_of_what_it_was_made(job):
    assert outcome(job).video == "arm.mp4"
    result = json.loads((job.folder / "arm.json").read_text())
    assert result[KEY] == job.request.key(job.source)
    assert outcome_of("arm.mp4", result) == outcome(job)


def test_of_holds_those_are_good_that_reached_the_goal_without_a_fault(job):
    outcome(job)
    result = json.loads((job.folder / "arm.json").read_text())
    holds = [(3.0, []), (4.2, ["seat_to_heels"]), (2.99, []), (5.0, [])]
    held = [{"breaths": breaths, "faults": faults} for breaths, faults in holds]
    found = outcome_of("a.mp4", {**result, "repetitions": [], "holds": held, "goal": 3, "count": 3})
    assert (found.count, found.good) == (3, 2)


def test_a_damaged_video_is_told_when_its_result_is_there_too(job):
    make_video(job.source, frames(40, 160, 120), faststart=True, crf="1")
    job.source.write_bytes(job.source.read_bytes()[: -job.source.stat().st_size // 3])
    first = outcome(job)
    assert first.status == 0
    assert first.message
    assert outcome(job) == first


def rewritten(job):
    """Whether a second run makes a new result."""
    path = job.folder / "arm.json"
    path.touch()
    before = path.stat().st_ino
    assert outcome(job).status == 0
    return path.stat().st_ino != before


def other_video(job):
    job.source.write_bytes(job.source.read_bytes() + b"\0")
    return job


def without(name):
    def change(job):
        (job.folder / name).unlink()
        return job

    return change


def asking(**changes):
    return lambda job: replace(job, request=replace(job.request, **changes))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda job: job, False, id="nothing has changed"),
        pytest.param(other_video, True, id="another video of that name"),
        pytest.param(without("arm.poses.npz"), True, id="an output is gone"),
        pytest.param(asking(breath_s=6.0), True, id="another breath"),
        pytest.param(asking(pictures=True), True, id="pictures in the report"),
        pytest.param(asking(sight=Sight(longest_side_px=320)), True, id="less detail"),
        pytest.param(asking(sight=Sight(model="other")), True, id="another model"),
        pytest.param(asking(sight=Sight(jobs=2)), False, id="more processes"),
    ],
)
def test_what_is_there_is_not_made_again(job, change, expected):
    assert outcome(job).status == 0
    assert rewritten(change(job)) is expected


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"__version__": "0"}, id="another version"),
        pytest.param({"SEEING": 0}, id="other poses of the same model"),
    ],
)
def test_what_was_made_otherwise_is_made_again(job, monkeypatch, changed):
    assert outcome(job).status == 0
    for name, value in changed.items():
        monkeypatch.setattr(f"formcheck.app.videos.batch.{name}", value)
    assert rewritten(job)


def test_a_video_that_is_still_being_copied_is_looked_at_once_more(job):
    told: list[object] = []

    def tell(each):
        if not told:
            other_video(job)
        told.append(each)

    job(tell)
    assert isinstance(told[0], StepProgress)
    assert isinstance(told[-1], Outcome)
    assert told[-1].status == 0
    assert rewritten(job)
    assert not rewritten(job)


def test_another_version_of_an_own_exercise_is_another_exercise(job, tmp_path):
    own = tmp_path / "own.py"
    own.write_text(ARM_RAISE.read_text())
    job = asking(exercise=str(own))(job)
    assert outcome(job).status == 0
    own.write_text(ARM_RAISE.read_text() + "\n")
    assert rewritten(job)


@pytest.mark.parametrize(
    "left",
    [
        pytest.param("arm.json", id="a result that is cut off"),
        pytest.param("arm.json.999999999.part", id="a result half written"),
        pytest.param("arm.poses.npz.999999999.part", id="poses half written"),
    ],
)
def test_what_a_killed_process_has_left_is_put_right(job, left):
    job.folder.mkdir()
    (job.folder / left).write_text('{"schema": 1')
    assert outcome(job).status == 0
    assert not list(job.folder.glob("*.part"))
    assert json.loads((job.folder / "arm.json").read_text())["count"] is not None


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(b"", 3, id="empty"),
        pytest.param(b"no video", 3, id="no video"),
    ],
)
def test_a_video_that_fails_says_so(job, content, status):
    job.source.write_bytes(content)
    found = outcome(job)
    assert found.status == status
    assert found.message.startswith(str(job.source))
    assert not list(job.folder.glob("*.json"))


def test_the_whole_story_of_a_failure_is_told_if_asked_for(job, monkeypatch, capsys):
    def fail(*_):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("formcheck.app.videos.batch.analyze", fail)
    for asked_for in ("", "1"):
        monkeypatch.setenv("FORMCHECK_TRACEBACK", asked_for)
        assert outcome(job).status == 1
        assert ("in fail\n" in capsys.readouterr().err) == bool(asked_for)


def test_the_history_tells_where_in_the_folder_a_video_was(job):
    assert outcome(replace(job, name="anna/arm.mp4")).status == 0
    assert [entry.source for entry in entries(open_history(print))] == ["anna/arm.mp4"]


def test_who_is_killed_at_any_point_finds_each_video_in_the_history_once(job, monkeypatch):
    def killed(*_):
        raise SystemExit

    for step in ("write_result", "keep"):
        with monkeypatch.context() as patches:
            patches.setattr(f"formcheck.app.videos.batch.{step}", killed)
            with pytest.raises(SystemExit):
                outcome(job)
        assert not (job.folder / "arm.json").exists()
    assert outcome(job).status == 0
    assert [entry.source for entry in entries(open_history(print))] == ["arm.mp4"]


def test_a_folder_of_nothing_says_so(job, tmp_path):
    (tmp_path / "empty").mkdir()
    found = outcome(replace(job, source=tmp_path / "empty"))
    assert found.status == 3
    assert "empty: the folder holds neither videos nor pictures (jpg" in found.message


def test_a_folder_that_may_not_be_listed_says_so(job, tmp_path, refuse_to_list):
    (tmp_path / "lost+found").mkdir()
    refuse_to_list(tmp_path / "lost+found")
    assert not videos_below(tmp_path / "lost+found", job.folder)
    found = outcome(replace(job, source=tmp_path / "lost+found"))
    assert found.status == 3
    assert "lost+found: no permission to list the folder" in found.message


def test_a_link_in_a_circle_says_so(job):
    job.source.unlink()
    job.source.symlink_to(job.source.name)
    found = outcome(job)
    assert found.status == 3
    assert found.message == f"{job.source}: this link leads in a circle; remove it"


def test_what_was_seen_before_is_not_looked_at(job, tmp_path, landmarker):
    seen = asking(sight=Sight(shelf=Shelf(tmp_path / "seen")))(job)
    assert outcome(seen).status == 0
    landmarker(stop_at=0)  # a look would raise
    again = asking(sight=seen.request.sight, breath_s=7.0)(job)
    assert outcome(again).status == 0
