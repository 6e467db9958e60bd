import json
from math import ceil

import pytest

from formcheck.app.live.choice import plan_for
from formcheck.app.live.plan import (
    FAREWELL_S,
    KNOWN,
    SETTLE_S,
    CalibrationPlan,
)
from formcheck.app.own_range import load_range, own_task, save_range
from formcheck.app.videos.analyze import task_for
from formcheck.calibration import Calibration, calibrated
from formcheck.pose import unseen
from tests.app.conftest import ARM_RAISE
from tests.app.figure import raises
from tests.app.live.fakes import (
    FPS,
    TASK,
    Session,
    later,
    left_in,
    long_set,
    sequence,
)


def test_a_routine_moves_on_by_itself_and_ends_by_itself(tmp_path):
    session = Session(tmp_path, long_set(8), plan=sequence())
    session.run()
    assert [result["count"] for result in session.results] == [2, 1]
    assert left_in(tmp_path) == [
        "two.1-arm_raise.json", "two.1-arm_raise.poses.npz",
        "two.2-arm_raise.json", "two.2-arm_raise.poses.npz", "two.json",
    ]  # fmt: skip
    whole = json.loads((tmp_path / "two.json").read_text())
    assert whole["routine"] == "two"
    assert [result["count"] for result in whole["sets"]] == [2, 1]
    report = (tmp_path / "two.html").read_text()
    assert [f'href="#part-{n}"' in report for n in (1, 2, 3)] == [True, True, False]
    assert any(headline.startswith("Next: Arm raise") for headline in session.headlines)
    assert session.headlines[-1] == "All done. Well done!"
    texts = [one.text for one in session.voice.said]
    assert {"First: Arm raise", "Next: Arm raise", "All done. Well done"} <= set(texts)


def test_which_exercise_a_routine_asks_for_is_said_in_quiet_too(tmp_path):
    """Whoever lies face down sees no screen."""
    session = Session(tmp_path, long_set(8), sequence(), level="quiet")
    session.run()
    told = ["First: Arm raise", "Turn side-on", "Next: Arm raise", "Stay side-on"]
    assert [one.text for one in session.voice.said] == [*told, "All done. Well done"]


def test_each_set_of_a_routine_has_the_goal_of_its_step():
    plan = sequence()
    first = plan.task.exercise.goal
    plan.skip()
    assert (first.target, plan.task.exercise.goal.target) == (2, 1)


def test_a_routine_shows_where_it_is(tmp_path):
    session = Session(tmp_path, long_set(8), plan=sequence())
    session.run()
    shown = dict.fromkeys(scene.progress for scene in session.stage.scenes)
    assert list(shown) == ["1 of 2: Arm raise, then Arm raise", "2 of 2: Arm raise"]
    resting = [scene for scene in session.stage.scenes if scene.headline.startswith("Next")]
    assert {scene.headline for scene in resting} == {"Next: Arm raise. Stay side-on"}
    left_s = [scene.left_s for scene in resting]
    assert left_s == sorted(left_s, reverse=True)
    assert dict.fromkeys(map(ceil, left_s)) == dict.fromkeys(range(6, 0, -1))


def test_how_long_a_rest_takes_is_not_shown_with_other_news(tmp_path):
    usual = Session(tmp_path / "usual", long_set(8), plan=sequence())
    usual.run()
    rest = next(i for i, scene in enumerate(usual.stage.scenes, 1) if "Next" in scene.headline)
    pause = {rest + 5: "space", rest + 10: "space"}
    session = Session(tmp_path / "paused", long_set(8), sequence(), pause)
    session.run()
    paused = [scene.left_s for scene in session.stage.scenes if scene.headline == "Paused"]
    assert paused == [0.0] * 5


def test_how_a_set_ends_is_judged_too(tmp_path):
    session = Session(tmp_path, long_set(8), plan=sequence())
    session.run()
    for kept in session.keeper.sets:
        met_s = kept.result["repetitions"][-1]["end_s"]
        assert kept.recording.timestamp_s[-1] == pytest.approx(met_s + SETTLE_S, abs=1 / FPS)


def test_no_rest_runs_out_in_a_pause_while_the_camera_is_away(tmp_path, pass_time):
    away_s = 2.0
    poses = long_set(8)
    usual = Session(tmp_path / "usual", poses, plan=sequence())
    usual.run()
    scenes = usual.stage.scenes
    rest = next(i for i, scene in enumerate(scenes, 1) if scene.headline.startswith("Next"))
    poses[rest:] = later(poses[rest:], away_s)
    times_s = [pose.timestamp_s for pose in poses]
    steps = [*times_s[:rest], "stalled", *times_s[rest:]]
    commands = {rest: "space", rest + 1: lambda: pass_time(away_s, "space")}
    paused = Session(tmp_path / "paused", poses, sequence(), commands, steps)
    paused.run()
    begun_s = [each.keeper.sets[1].recording.timestamp_s[0] for each in (usual, paused)]
    assert begun_s[1] - begun_s[0] == pytest.approx(away_s)


@pytest.mark.parametrize(
    ("commands", "counts"),
    [
        pytest.param({80: "n"}, [1, 1], id="skip"),
        pytest.param({80: "r"}, [1, 2, 1], id="again"),
        pytest.param({40: "space", 60: "space"}, [2, 1], id="pause"),
        pytest.param({80: "space", 90: "n"}, [1, 1], id="skip in a pause"),
        pytest.param({80: "n", 82: "n"}, [1], id="skip what is left"),
        pytest.param({80: "q"}, [1], id="end"),
    ],
)
def test_keys_lead_through_a_routine(tmp_path, commands, counts):
    session = Session(tmp_path, long_set(14), plan=sequence(), commands=commands)
    session.run()
    assert [result["count"] for result in session.results] == counts
    assert session.stage.scenes[0].keys == ("q", "space", "n", "r", "f", "d")


def test_what_was_skipped_is_not_announced_any_more(tmp_path):
    plan = plan_for("cobra:3,childs_pose:3,crocodile_twist:3")
    nobody = [unseen(i / FPS) for i in range(150)]
    session = Session(tmp_path, nobody, plan, commands={45: "n", 57: "n"})
    session.run()
    told = [one.text for one in session.voice.said if one.kind == "routine"]
    assert told == ["First: Cobra", "Turn side-on", "Now: Crocodile twist", "Stay side-on"]


def test_the_range_of_an_own_exercise_is_not_taken_for_that_of_its_namesake(tmp_path):
    path = tmp_path / "own.py"
    path.write_text(ARM_RAISE.read_text().replace('id="arm_raise"', 'id="cobra"'))
    ours = Calibration("cobra", {"cobra": 0.1})
    save_range(ours)
    Session(tmp_path, raises(count=9), plan_for(str(path), calibrate=True)).run()
    assert load_range("cobra") == ours
    usual, own = task_for("cobra"), task_for(path)
    assert own_task(usual, "cobra").exercise == calibrated(usual.exercise, ours)
    raised = load_range("cobra", own=True)
    assert raised is not None
    assert own_task(own, str(path)).exercise == calibrated(own.exercise, raised)


def test_a_comfortable_range_is_found_and_kept(tmp_path):
    found: list[Calibration] = []
    session = Session(tmp_path, raises(count=9), CalibrationPlan(TASK, found.append))
    session.run()
    (own,) = found
    assert own.exercise_id == "arm_raise"
    assert own.ranges["up"] == pytest.approx(2.2, abs=0.1)
    assert "Your range is kept" in session.headlines
    assert session.results[0]["count"] < 9


def test_that_a_range_is_kept_can_be_read_before_it_ends(tmp_path):
    session = Session(tmp_path, raises(count=9), CalibrationPlan(TASK, lambda _: None))
    session.run()
    told = [scene for scene in session.stage.scenes if scene.headline == "Your range is kept"]
    assert len(told) / FPS == pytest.approx(FAREWELL_S, abs=0.2)


def test_a_range_is_found_in_one_set_alone(tmp_path):
    found: list[Calibration] = []
    session = Session(tmp_path, raises(count=4), CalibrationPlan(TASK, found.append), {112: "r"})
    session.run()
    assert [result["count"] for result in session.results] == [2, 2]
    assert found == []


def test_a_range_that_was_found_may_be_found_again(tmp_path):
    first = Session(tmp_path, raises(count=9), CalibrationPlan(TASK, lambda _: None))
    first.run()
    found: list[Calibration] = []
    again = [scene.headline for scene in first.stage.scenes].index(KNOWN) + 20
    session = Session(tmp_path, raises(count=9), CalibrationPlan(TASK, found.append), {again: "r"})
    session.run()
    headlines = [scene.headline for scene in session.stage.scenes]
    assert (headlines[again - 1], headlines[again], headlines[-1]) == (KNOWN, "", KNOWN)
    assert len(found) == 2


def test_no_range_is_found_in_too_little(tmp_path):
    found: list[Calibration] = []
    Session(tmp_path, raises(count=1), CalibrationPlan(TASK, found.append)).run()
    assert found == []
