import gc
import io
import itertools
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.app.live.live_set import LiveSet
from formcheck.app.live.plan import (
    SinglePlan,
)
from formcheck.app.live.stage import Terminal
from formcheck.app.videos.analyze import Task, judged
from formcheck.app.videos.landmarking import Landmarked
from formcheck.coaching.speaking import Speaker
from formcheck.exercise import Holds, Repetitions
from tests.app.figure import raises, recording
from tests.app.live.fakes import (
    ARM,
    BOTH,
    FPS,
    TASK,
    ForgetfulStage,
    Session,
    later,
    left_in,
    long_set,
    sequence,
)
from tests.lifting import LIFTING, counted, lifts
from tests.test_hindsight import taken_for_supine


def test_a_set_comes_to_what_it_comes_to_from_a_file(tmp_path):
    session = Session(tmp_path, raises(**BOTH))
    session.run()
    (live,) = session.results
    file = judged(Landmarked(recording(**BOTH)), TASK).result
    for part in ("exercise", "view", "seen", "count", "repetitions", "partial", "checks", "events"):
        assert live[part] == file[part]
    assert live["source"]["path"] == "camera 0"
    assert live["source"]["fps"] == pytest.approx(FPS)
    assert live["source"]["frames"] == file["source"]["frames"]
    assert live["source"]["duration_s"] == pytest.approx(file["source"]["duration_s"], abs=0.001)


@pytest.mark.parametrize("every", [2, 3])
def test_dropped_pictures_change_nothing(tmp_path, every):
    poses = list(raises(**BOTH, fps=30.0))
    session = Session(tmp_path, poses, steps=[pose.timestamp_s for pose in poses[::every]])
    session.run()
    (live,) = session.results
    file = judged(Landmarked(recording(**BOTH, fps=30.0)), TASK).result
    assert live["count"] == file["count"] == 3
    near = [(event["check"], pytest.approx(event["start_s"], abs=0.1)) for event in file["events"]]
    assert [(event["check"], event["start_s"]) for event in live["events"]] == near


def test_placement_comes_first(tmp_path):
    session = Session(tmp_path, raises(**BOTH))
    session.run()
    captions = [scene.caption for scene in session.stage.scenes]
    assert captions.index("Straighten your elbows") > 0
    assert "Turn the camera from the light" not in captions


def test_nothing_counts_before_it_was_said_to_begin():
    """From a file the first one counts: by the third it is clear who lies how."""
    poses = taken_for_supine(lifts([30, 30, 30]).poses(), 2.0)
    live = LiveSet(Task(LIFTING), (640, 480), Speaker())
    counts = [live.update(pose, light=0.5).assessment.count for pose in poses]
    live.close()
    assert counts[-1] == counted(poses) - 1 == 2


def test_nothing_counts_in_a_pause(tmp_path):
    poses = list(raises(count=3))
    commands = {40: "space", 100: "space"}  # from within the first raise into the second
    session = Session(tmp_path, poses, commands=commands)
    session.run()
    (result,) = session.results
    paused = session.stage.scenes[40:99]
    assert {scene.headline for scene in paused} == {"Paused"}
    assert all(scene.pressed == ("space",) for scene in paused)
    assert all(scene.overlay is None for scene in paused)
    assert session.stage.scenes[100].pressed == ()
    assert result["count"] == 1
    assert [partial["reason"] for partial in result["partial"]] == ["lost"]


def test_a_key_that_is_not_offered_ends_no_pause(tmp_path):
    session = Session(tmp_path, raises(count=3), commands={40: "space", 60: "n"})
    session.run()
    assert {scene.headline for scene in session.stage.scenes[40:]} == {"Paused"}


def test_a_repetition_that_a_gap_showed_to_be_over_is_told(tmp_path):
    exercise = replace(ARM, goal=Repetitions(("up", "up"), target=1, enough=1))  # one up may do
    poses = list(raises(count=1))
    poses += later(raises(count=0), poses[-1].timestamp_s + 3.0)
    session = Session(tmp_path, poses, SinglePlan(Task(exercise)))
    session.run()
    assert session.results[0]["count"] == 1
    assert "1. Set done" in [one.text for one in session.voice.said]


def test_no_breath_is_shown_in_a_pause(tmp_path):
    task = Task(replace(ARM, goal=Holds(1.0, each_side=False)), breath_s=2.0)
    session = Session(tmp_path, raises(count=1), SinglePlan(task), {20: "space", 30: "space"})
    session.run()
    shown = [scene.breath is not None for scene in session.stage.scenes[:35]]
    assert shown == [True] * 20 + [False] * 10 + [True] * 5


def test_the_same_again_is_another_set(tmp_path):
    poses = list(raises(count=1))
    poses += later(poses, poses[-1].timestamp_s + 1 / FPS)
    session = Session(tmp_path, poses, commands={len(poses) // 2: "r"})
    session.run()
    assert [result["count"] for result in session.results] == [1, 1]
    assert left_in(tmp_path) == [
        "arm_raise-2.json", "arm_raise-2.poses.npz", "arm_raise.json", "arm_raise.poses.npz"
    ]  # fmt: skip


def test_without_a_window_only_what_is_new_is_written(tmp_path):
    out = io.StringIO()
    session = Session(tmp_path, long_set(8), plan=sequence(), commands=Terminal(out))
    session.run()
    lines = [line.split("  ")[1] for line in out.getvalue().splitlines()]
    assert lines.count("Next: Arm raise. Stay side-on") == 1
    assert not [line for line, following in itertools.pairwise(lines) if line == following]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
def test_a_set_goes_on_where_its_text_cannot_be_written(tmp_path):
    out = Path("/dev/full").open("w")  # noqa: SIM115 - closing it fails
    session = Session(tmp_path, raises(**BOTH), commands=Terminal(out))
    session.run()
    with suppress(OSError):
        out.close()
    assert [result["count"] for result in session.results] == [3]
    assert session.voice.said


def test_memory_stays_flat(tmp_path):
    poses = list(raises(count=3))
    length_s = poses[-1].timestamp_s + 1 / FPS
    laps = [later(poses, lap * length_s) for lap in range(6)]
    sizes_bytes = []

    def measure():
        gc.collect()
        sizes_bytes.append(tracemalloc.get_traced_memory()[0])
        if len(sizes_bytes) == 2:  # what follows is writing
            tracemalloc.stop()

    stage = ForgetfulStage({3 * len(poses): measure, 6 * len(poses): measure})
    session = Session(tmp_path, itertools.chain.from_iterable(laps), commands=stage)
    tracemalloc.start()
    try:
        session.run()
    finally:
        tracemalloc.stop()
    assert session.results[0]["count"] > 15
    grown_bytes = sizes_bytes[1] - sizes_bytes[0]
    assert grown_bytes / (3 * len(poses)) < 200, "bytes kept of each picture, sayings included"
