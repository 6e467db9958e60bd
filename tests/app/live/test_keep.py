import json
import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from formcheck import session as judge
from formcheck.app.live import keep
from formcheck.app.live.plan import SinglePlan
from formcheck.app.outputs import write_result
from formcheck.app.videos.analyze import judged
from formcheck.app.videos.landmarking import Landmarked
from formcheck.history.store import History
from formcheck.history.trends import entries
from formcheck.io.files import OutputError
from formcheck.io.recording import load_recording, save_recording
from formcheck.io.video import VideoFile
from formcheck.pose import unseen
from formcheck.report.written import write_report_files
from tests.app.figure import raises
from tests.app.live.fakes import BOTH, FPS, TASK, Session, left_in, long_set, sequence
from tests.figure import Prone


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
def test_a_set_goes_on_without_its_video_when_the_disk_is_full(tmp_path, monkeypatch):
    noise = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    monkeypatch.setattr("tests.app.live.fakes.PICTURE", noise)
    session = Session(tmp_path, raises(**BOTH), recorded=True)
    (tmp_path / f"arm_raise.mp4.{os.getpid()}.part").symlink_to("/dev/full")
    with pytest.raises(OutputError, match=r"arm_raise\.mp4: the disk is full"):
        session.run()
    assert [result["count"] for result in session.results] == [3]
    assert left_in(tmp_path) == ["arm_raise.json", "arm_raise.poses.npz"]
    assert [session.stage.scenes[n].recorded for n in (0, -1)] == [True, False]


def test_a_set_has_a_report_and_is_in_the_history(tmp_path, history_file):
    Session(tmp_path / "out", raises(**BOTH)).run()
    text = (tmp_path / "out" / "arm_raise.html").read_text()
    assert "3 repetitions, 2 without a fault." in text
    assert (tmp_path / "out" / "arm_raise.repetitions.csv").exists()
    assert [entry.count for entry in entries(History(history_file, print))] == [3]


def test_a_set_is_not_judged_again_for_its_report(tmp_path, monkeypatch):
    """Of a long one that would take half a minute in which nothing is shown."""
    looked_at, update = [], judge.Session.update

    def count(self, pose):
        looked_at.append(pose.timestamp_s)
        return update(self, pose)

    monkeypatch.setattr(judge.Session, "update", count)
    poses = list(raises(**BOTH))
    Session(tmp_path, poses).run()
    assert looked_at == [pose.timestamp_s for pose in poses]
    assert "3 repetitions, 2 without a fault." in (tmp_path / "arm_raise.html").read_text()


def test_a_set_may_be_kept_out_of_the_history(tmp_path, history_file):
    session = Session(tmp_path / "out", raises(**BOTH), history=False)
    session.run()
    assert session.results[0]["count"] == 3
    assert not history_file.exists()


def test_everything_is_kept(tmp_path):
    Session(tmp_path / "out", raises(**BOTH)).run()
    assert left_in(tmp_path / "out") == ["arm_raise.json", "arm_raise.poses.npz"]
    result = json.loads((tmp_path / "out" / "arm_raise.json").read_text())
    assert result["count"] == 3
    poses = load_recording(tmp_path / "out" / "arm_raise.poses.npz")
    assert len(poses) == result["source"]["frames"]
    again = judged(Landmarked(poses), TASK).result
    assert again["count"] == 3


def test_the_video_is_kept_only_if_asked_for(tmp_path):
    for folder, recorded in (("with", True), ("without", False)):
        pause = {10: "space", 20: "space"}
        session = Session(tmp_path / folder, raises(count=1), commands=pause, recorded=recorded)
        session.run()
        assert all(scene.recorded == recorded for scene in session.stage.scenes)
    assert "arm_raise.mp4" not in left_in(tmp_path / "without")
    with VideoFile(tmp_path / "with" / "arm_raise.mp4") as video:
        assert len(list(video)) == len(list(raises(count=1)))


def test_nobody_leaves_nothing(tmp_path):
    session = Session(tmp_path, [unseen(index / FPS) for index in range(60)])
    session.run()
    assert (session.results, left_in(tmp_path)) == ([], [])
    assert not session.live.seen
    assert "Step into the picture" in {scene.caption for scene in session.stage.scenes}


def test_a_routine_that_nobody_did_leaves_nothing(tmp_path):
    Session(tmp_path, [unseen(index / FPS) for index in range(60)], sequence()).run()
    assert left_in(tmp_path) == []


def test_who_never_took_the_start_position_is_told_so_by_a_result(tmp_path):
    session = Session(tmp_path, [Prone().pose(index / FPS) for index in range(60)])
    session.run()
    assert [result["view"]["seen"] for result in session.results] == [None]
    assert left_in(tmp_path) == ["arm_raise.json", "arm_raise.poses.npz"]


def test_who_was_seen_in_one_set_was_seen(tmp_path):
    poses = list(raises(count=1))
    nobody = [unseen(poses[-1].timestamp_s + i / FPS) for i in range(1, 20)]
    session = Session(tmp_path, [*poses, *nobody], commands={len(poses): "r"})
    session.run()
    assert len(session.results) == 1
    assert session.live.seen


def test_what_was_kept_before_is_never_overwritten(tmp_path):
    for _ in range(3):
        Session(tmp_path, raises(count=1)).run()
    assert [name for name in left_in(tmp_path) if name.endswith("json")] == [
        "arm_raise-2.json", "arm_raise-3.json", "arm_raise.json"
    ]  # fmt: skip


def test_what_was_kept_under_a_name_with_brackets_is_not_overwritten_either(tmp_path):
    plan = SinglePlan(replace(TASK, exercise=replace(TASK.exercise, id="lift[1]")))
    for _ in range(2):
        Session(tmp_path, raises(count=1), plan).run()
    assert [name for name in left_in(tmp_path) if name.endswith("json")] == [
        "lift[1]-2.json", "lift[1].json"
    ]  # fmt: skip


def test_a_video_is_never_overwritten_where_there_was_no_set(tmp_path):
    for _ in range(2):
        Session(tmp_path, [unseen(index / FPS) for index in range(9)], recorded=True).run()
    assert left_in(tmp_path) == ["arm_raise-2.mp4", "arm_raise.mp4"]


def test_where_nothing_can_be_kept_is_told_before_it_begins(tmp_path, monkeypatch):
    def refuse(self, *_):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "touch", refuse)  # a test may run as root, whom nothing is refused
    with pytest.raises(OutputError, match="can't write"):
        Session(tmp_path, raises(count=1))


def test_a_folder_that_is_removed_meanwhile_is_made_again(tmp_path):
    folder = tmp_path / "out"
    session = Session(folder, raises(**BOTH), commands={60: lambda: folder.rmdir()})
    session.run()
    assert left_in(folder) == ["arm_raise.json", "arm_raise.poses.npz"]


@pytest.fixture
def full_disk(monkeypatch):
    """A disk on which nothing can be kept, until it is freed."""
    reasons = ["the disk is full"]

    def refused(write):
        def attempt(path, content):
            if reasons:
                raise OutputError(reasons[0])
            write(path, content)

        return attempt

    for write in (save_recording, write_result):
        monkeypatch.setattr(f"formcheck.app.live.keep.{write.__name__}", refused(write))
    return SimpleNamespace(free=reasons.clear)


def test_a_routine_goes_on_while_the_disk_is_full(tmp_path, full_disk):
    session = Session(tmp_path, long_set(8), sequence(), {200: full_disk.free})
    session.run()
    assert session.results[0]["source"]["frames"] < 200
    assert session.headlines[-1] == "All done. Well done!"
    assert len([name for name in left_in(tmp_path) if name.endswith(".npz")]) == 2


def test_sets_that_wait_for_room_are_called_differently(tmp_path, full_disk):
    commands = {80: "r", 160: "r", 200: full_disk.free}
    session = Session(tmp_path, raises(count=6), commands=commands)
    session.run()
    assert len(session.results) == 3
    assert left_in(tmp_path) == [
        "arm_raise-2.json", "arm_raise-2.poses.npz",
        "arm_raise-3.json", "arm_raise-3.poses.npz", "arm_raise.json", "arm_raise.poses.npz",
    ]  # fmt: skip


def test_what_cannot_be_kept_in_the_end_is_told(tmp_path, full_disk):
    session = Session(tmp_path, long_set(8), sequence())
    with pytest.raises(OutputError, match="the disk is full"):
        session.run()
    assert [result["count"] for result in session.results] == [2, 1]


def test_a_set_is_written_as_soon_as_it_is_over(tmp_path):
    usual = Session(tmp_path / "usual", long_set(8), plan=sequence())
    usual.run()
    rest = next(i for i, scene in enumerate(usual.stage.scenes) if "Next" in scene.headline)
    written: list[str] = []
    look = {rest + round(2 * FPS): lambda: written.extend(left_in(tmp_path / "looked at"))}
    Session(tmp_path / "looked at", long_set(8), sequence(), look).run()
    assert written == ["two.1-arm_raise.json", "two.1-arm_raise.poses.npz"]


@pytest.mark.parametrize(
    ("plan", "first"),
    [
        pytest.param(lambda: SinglePlan(TASK), "arm_raise.json", id="an exercise"),
        pytest.param(sequence, "two.json", id="a routine"),
    ],
)
def test_all_that_was_written_is_told(tmp_path, plan, first):
    session = Session(tmp_path, long_set(8), plan=plan())
    session.run()
    assert sorted(session.keeper.files) == sorted(tmp_path.iterdir())
    assert session.keeper.files[0].name == first


def test_what_is_written_once_more_is_told_once(tmp_path, monkeypatch):
    write, room = write_report_files, [False, True]

    def refuse_once(*arguments):
        if not room.pop(0):
            raise OutputError("the disk is full")
        write(*arguments)

    monkeypatch.setattr(keep, "write_report_files", refuse_once)
    session = Session(tmp_path, raises(count=1))
    session.run()
    assert sorted(session.keeper.files) == sorted(tmp_path.iterdir())


def test_what_was_written_before_the_disk_was_full_is_told(tmp_path, monkeypatch):
    def refuse(*_):
        raise OutputError("the disk is full")

    monkeypatch.setattr("formcheck.app.live.keep.write_report", refuse)
    session = Session(tmp_path, long_set(8), sequence())
    with pytest.raises(OutputError, match="the disk is full"):
        session.run()
    assert sorted(session.keeper.files) == sorted(tmp_path.iterdir())
