import json
from dataclasses import replace
from math import nan

import pytest

from formcheck.calibration import (
    Calibration,
    CalibrationError,
    Calibrator,
    calibrated,
    calibration_of,
)
from formcheck.exercises import EXERCISES
from formcheck.landmarks import SIDES, sided
from formcheck.profiles import PROFILES, apply_profiles
from formcheck.session import Session
from tests.figure import Prone, Tabletop
from tests.movement import SETTLE, Movement, cat_cows, cobras, summary_of, twists, verdicts_of

COBRA = EXERCISES["cobra"]


def learnt(exercise, poses):
    session, calibrator = Session(exercise), Calibrator(exercise)
    for pose in poses:
        known = calibrator.update(session.update(pose))
        if known is not None:
            return known
    return None


def limit_of(exercise, check="over_arch"):
    return next(c.limit for c in exercise.checks if c.id == check)


def way_of(exercise, phase):
    return next(way for way in exercise.ways if way.phase == phase)


@pytest.mark.parametrize("fps", [15, 30])
@pytest.mark.parametrize("trunk", [24.0, 30.0, 40.0])
def test_the_largest_arch_of_the_cobra_is_learnt(trunk, fps):
    known = learnt(COBRA, cobras(4, {"trunk": trunk}).poses(fps))
    assert known.arch == pytest.approx(trunk, abs=1.5)


@pytest.mark.parametrize("flat", [-20.0, -10.0, 0.0])
@pytest.mark.parametrize("trunk", [20.0, 30.0])
def test_lifts_that_were_comfortable_raise_no_alarm(flat, trunk):
    poses = cobras(4, {"trunk": trunk}, start=Prone(trunk=flat)).poses()
    known = learnt(COBRA, poses)
    assert known.arch == pytest.approx(trunk - flat, abs=1.5)
    assert verdicts_of(calibrated(COBRA, known), poses)["over_arch"] == "good"


@pytest.mark.parametrize("unseen_s", [(1.9, 2.2), (2.5, 3.2), (3.4, 3.7)])
def test_what_is_hidden_as_a_hold_begins_makes_no_second_one(unseen_s):
    exercise = EXERCISES["childs_pose"]
    folding = Movement(Tabletop(), [SETTLE, (2, {"folded": 1.0}), (8, {}), (2, {"folded": 0.0})])
    whole = learnt(exercise, folding.poses())
    knees = tuple(sided(side, "knee") for side in SIDES)
    poses = [
        folding.at(t).pose(t, hidden=knees if unseen_s[0] <= t < unseen_s[1] else ())
        for t in (pose.timestamp_s for pose in folding.poses())
    ]
    hidden = learnt(exercise, poses)
    assert hidden.ranges == pytest.approx(whole.ranges, rel=0.1)


@pytest.mark.parametrize("fps", [15, 30])
def test_the_range_of_each_way_is_learnt(fps):
    known = learnt(EXERCISES["cat_cow"], cat_cows(4).poses(fps))
    assert set(known.ranges) == {"cow", "cat"}
    wider = learnt(EXERCISES["cat_cow"], cat_cows(4, {"spine": -0.12, "neck": 35}).poses(fps))
    assert wider.ranges["cow"] > 1.2 * known.ranges["cow"] > 0
    assert wider.ranges["cat"] == pytest.approx(known.ranges["cat"], rel=0.1)
    assert known.ranges["cat"] > abs(way_of(EXERCISES["cat_cow"], "cat").reach)


def test_a_way_down_is_as_far_as_the_same_way_up():
    (way,) = COBRA.ways
    down = replace(way, measure=lambda body: -way.measure(body) - 0.3, reach=-way.reach)
    poses = cobras(4).poses()
    known = learnt(replace(COBRA, ways=(down,)), poses)
    assert known.ranges == pytest.approx(learnt(COBRA, poses).ranges)


@pytest.mark.parametrize(
    ("reps", "known"),
    [pytest.param(2, False, id="too few"), pytest.param(4, True, id="enough")],
)
def test_a_few_movements_are_needed(reps, known):
    assert (learnt(COBRA, cobras(reps).poses()) is not None) == known


def test_one_hold_of_each_side_is_needed():
    exercise = EXERCISES["supine_twist"]
    poses = twists().poses()
    assert learnt(exercise, poses) is None
    assert learnt(replace(exercise, ways=exercise.ways[1:]), poses).ranges["twist_right"] > 0.3


def test_one_movement_that_goes_farther_is_not_the_usual_one():
    far, usual = cobras(1, {"trunk": 45.0}), cobras(4)
    poses = [*far.poses(), *usual.poses(since_s=far.duration_s + 0.1)]
    known = learnt(COBRA, poses)
    assert known.ranges["cobra"] == pytest.approx(
        learnt(COBRA, usual.poses()).ranges["cobra"], rel=0.1
    )


def test_an_arch_that_was_misread_for_an_instant_is_not_the_own_one():
    session, calibrator = Session(COBRA), Calibrator(COBRA)
    for i, pose in enumerate(cobras(4).poses()):
        now = session.update(pose)
        misread = replace(now, values={**now.values, "over_arch": 90.0})
        known = calibrator.update(misread if i % 30 == 0 else now)
    assert known is not None
    assert known.arch is not None
    assert known.arch < 45


def test_it_does_not_change_once_it_is_known():
    session, calibrator = Session(COBRA), Calibrator(COBRA)
    poses = [*cobras(4).poses(), *cobras(3, {"trunk": 50.0}).poses(since_s=100.0)]
    known = [calibrator.update(session.update(pose)) for pose in poses]
    first = next(one for one in known if one is not None)
    assert known[-1] == first


@pytest.mark.parametrize(
    ("arch", "share"),
    [
        pytest.param(40.0, 44 / 58, id="a tenth more than the own largest"),
        pytest.param(20.0, 0.6, id="not less than for a sensitive back"),
        pytest.param(54.0, 1.0, id="not more than for everybody"),
        pytest.param(80.0, 1.0, id="however far the person goes"),
        pytest.param(None, 1.0, id="not seen"),
    ],
)
def test_the_limit_of_the_arch_follows(arch, share):
    usual = limit_of(COBRA)
    own = limit_of(calibrated(COBRA, Calibration("cobra", {}, arch)))
    assert own.enter == pytest.approx(share * usual.enter)
    assert own.leave == pytest.approx(share * usual.leave)


@pytest.mark.parametrize(
    ("own", "share"),
    [
        pytest.param(1.2, 0.84, id="a good part of the own range"),
        pytest.param(0.2, 0.5, id="not less than half of the usual reach"),
        pytest.param(3.0, 1.0, id="not more than the usual reach"),
        pytest.param(nan, 1.0, id="not seen"),
        pytest.param(-1.0, 1.0, id="not that way at all"),
    ],
)
@pytest.mark.parametrize("phase", ["cow", "cat"])
def test_the_reach_follows(phase, own, share):
    exercise = EXERCISES["cat_cow"]
    usual = way_of(exercise, phase).reach
    changed = calibrated(exercise, Calibration("cat_cow", {phase: own * abs(usual)}))
    assert way_of(changed, phase).reach == pytest.approx(share * usual)
    others = {w.phase: w.reach for w in exercise.ways if w.phase != phase}
    assert {w.phase: w.reach for w in changed.ways if w.phase != phase} == others


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("own", [0.01, 1.0, 100.0])
def test_no_limit_goes_beyond_its_own(exercise, own):
    ranges = {way.phase: own * abs(way.reach) for way in exercise.ways}
    changed = calibrated(exercise, Calibration(exercise.id, ranges, own * 0.2))
    for usual, now in zip(exercise.ways, changed.ways, strict=True):
        assert 0 < now.reach / usual.reach <= 1
    for before, after in zip(exercise.checks, changed.checks, strict=True):
        assert not before.limit.worse(after.limit.enter, before.limit.enter)


def test_a_profile_stays_the_bound():
    sensitive = apply_profiles(COBRA, (PROFILES["sensitive-back"],))
    assert limit_of(calibrated(sensitive, Calibration("cobra", {}, 50.0))) == limit_of(sensitive)


def test_somebody_who_lifts_little_is_counted_once_calibrated():
    low = cobras(5, {"trunk": 9.0}).poses()
    assert len(summary_of(COBRA, low).repetitions) == 0
    known = Calibration("cobra", {"cobra": 0.12}, 12.0)
    assert len(summary_of(calibrated(COBRA, known), low).repetitions) == 5


def test_a_calibration_is_of_one_exercise():
    with pytest.raises(CalibrationError, match="cat_cow"):
        calibrated(COBRA, Calibration("cat_cow", {}))


@pytest.mark.parametrize(
    "calibration",
    [
        Calibration("cobra", {"cobra": 0.31}, 38.5),
        Calibration("supine_twist", {"twist_left": 0.5, "twist_right": 0.61}),
    ],
    ids=lambda calibration: calibration.exercise_id,
)
def test_goes_through_json_and_back(calibration):
    assert calibration_of(json.loads(json.dumps(calibration.as_dict()))) == calibration


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"schema": 3}, id="later version"),
        pytest.param({"schema": 1}, id="arches were kept on another scale"),
        pytest.param({"exercise": 5}, id="no exercise"),
        pytest.param({"ranges": [1]}, id="ranges of no way"),
        pytest.param({"ranges": {"cobra": "far"}}, id="a word for a number"),
        pytest.param({"ranges": {"cobra": True}}, id="a truth for a number"),
        pytest.param({"ranges": {"cobra": nan}}, id="not a number"),
        pytest.param({"over_arch": "much"}, id="a word for the arch"),
    ],
)
def test_what_is_no_calibration_is_refused(change):
    values = Calibration("cobra", {"cobra": 0.3}, 30.0).as_dict()
    with pytest.raises(CalibrationError):
        calibration_of({**values, **change})


@pytest.mark.parametrize("values", [None, [], "cobra", {}])
def test_other_values_are_refused(values):
    with pytest.raises(CalibrationError):
        calibration_of(values)
