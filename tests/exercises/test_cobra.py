from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises import EXERCISES
from formcheck.landmarks import Landmark, sided
from formcheck.measures import neck_rise, trunk_elevation
from formcheck.pose import unseen
from formcheck.session import Session
from tests.camera import Camera
from tests.figure import Prone, Seated, Supine
from tests.movement import (
    FACE_DOWN,
    SAME,
    SETTLE,
    Movement,
    check_of,
    cobras,
    summary_of,
    verdicts_of,
)

COBRA = EXERCISES["cobra"]
SIDES = ["left", "right"]
SHRUGGED = Movement(FACE_DOWN, [*cobras(2).steps, *cobras(2, {"ear": 0.22}).steps[1:]])


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize(
    ("movement", "faults"),
    [
        pytest.param(cobras(), set(), id="good"),
        pytest.param(cobras(up={"trunk": 18}), set(), id="a low lift is a full lift"),
        pytest.param(cobras(up={"trunk": 45, "neck": 25}), set(), id="high, within the limits"),
        pytest.param(cobras(up={"hips": 0.35}), {"hips_down"}, id="hips come up"),
        pytest.param(cobras(up={"trunk": 70}), {"over_arch"}, id="far too high"),
        pytest.param(cobras(up={"neck": 60}), {"neck_over_extension"}, id="head thrown back"),
        pytest.param(cobras(start=Prone(hands=0.45)), {"hands_under_shoulders"}, id="hands low"),
        pytest.param(cobras(start=Prone(hands=-0.45)), {"hands_under_shoulders"}, id="hands far"),
        pytest.param(SHRUGGED, {"shoulders_away_from_ears"}, id="shrugs after a while"),
        pytest.param(
            cobras(up={"trunk": 70, "neck": 60}), {"over_arch", "neck_over_extension"}, id="both"
        ),
    ],
)
def test_verdicts(movement, faults, place):
    verdicts = verdicts_of(COBRA, movement.poses(camera=Camera(place)))
    assert verdicts.pop("ankles_together") == "not_seen"
    if "hips_down" in faults:  # of lifted hips the neck is hardly judged
        assert verdicts.pop("shoulders_away_from_ears") == "not_seen"
    assert verdicts == {check: "fault" if check in faults else "good" for check in verdicts}


@pytest.mark.parametrize(
    ("movement", "count", "reasons"),
    [
        pytest.param(cobras(4), 4, [], id="four"),
        pytest.param(cobras(3, way_s=0.6), 3, [], id="quick"),
        pytest.param(cobras(2, way_s=4), 2, [], id="slow"),
        pytest.param(cobras(2, {"trunk": 9}, way_s=0.6), 0, ["range"] * 2, id="hardly lifted"),
        pytest.param(cobras(2, {"trunk": 5, "ear": 0.4}), 0, ["range"] * 2, id="a little lifted"),
        pytest.param(cobras(0), 0, [], id="lying still"),
        pytest.param(cobras(3, {"trunk": 70, "hips": 0.35}), 3, [], id="faulty ones count"),
    ],
)
def test_count(movement, count, reasons):
    summary = summary_of(COBRA, movement.poses())
    assert len(summary.repetitions) == count
    assert [partial.reason for partial in summary.partials] == reasons
    assert summary.view == "side"


@pytest.mark.parametrize(
    ("up", "verdict"),
    [
        pytest.param({"ear": 0.6}, "good", id="the neck grows"),
        pytest.param({"ear": 0.3}, "fault", id="it shrinks"),
        pytest.param({"ear": 0.3, "trunk": 15}, "not_seen", id="it shrinks, too low to tell"),
    ],
)
def test_shoulders_by_the_ears(up, verdict):
    verdicts = verdicts_of(COBRA, cobras(up=up).poses())
    assert verdicts["shoulders_away_from_ears"] == verdict


def test_a_shoulder_that_goes_up_the_trunk_is_drawn_up():
    flat = Prone().body()
    lifted = replace(Prone(trunk=30).body(), start=flat)
    points = lifted.points.copy()
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] += 0.1 * lifted.trunk
    shrugged = replace(lifted, points=points)
    assert neck_rise(shrugged, "right") == pytest.approx(
        neck_rise(lifted, "right") - 0.1 - 0.1 / np.sin(np.radians(trunk_elevation(lifted))),
        abs=0.01,
    )


def test_without_a_start_with_chest_and_head_down_nobody_knows_how_far_the_ears_rise():
    for known in (None, Prone(trunk=20).body(), Prone(neck=40).body()):
        body = replace(Prone(trunk=30, ear=0.6).body(), start=known)
        assert np.isnan(neck_rise(body, "right"))


def test_what_may_hurt_is_told_at_once():
    events = summary_of(COBRA, cobras(3, {"trunk": 70}).poses()).events
    assert [event.check for event in events] == ["over_arch"] * 3
    assert all(event.worst == pytest.approx(70, abs=1) for event in events)


def test_ankles_are_not_judged_from_the_side():
    finding = summary_of(COBRA, cobras().poses()).findings[-1]
    assert finding.check.id == "ankles_together"
    assert finding.judged_s == 0


@pytest.mark.parametrize(("angle", "fps"), [(16, 15), (20, 30), (20, 60)])
def test_rest_does_not_drift_while_movements_follow_without_a_pause(angle, fps):
    movement = cobras(6, {"trunk": angle}, way_s=0.8, pause_s=0.05)
    repetitions = summary_of(COBRA, movement.poses(fps)).repetitions
    assert len(repetitions) == 6
    assert repetitions[-1].range == pytest.approx(repetitions[0].range, rel=0.1)


@pytest.mark.parametrize(("angle", "way_s"), [(14, 2.5), (14, 5.0), (18, 4.0), (22, 5.0)])
def test_a_low_lift_counts_however_slow_it_is(angle, way_s):
    movement = cobras(2, {"trunk": angle}, way_s=way_s)
    assert len(summary_of(COBRA, movement.poses()).repetitions) == 2


def test_a_hidden_wrist_is_no_reason_to_warn_on_the_console():
    wrists = (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)
    movement = cobras(1)
    poses = [movement.at(i / 15).pose(i / 15, hidden=wrists) for i in range(100)]
    assert len(summary_of(COBRA, poses).repetitions) == 1


def away_and_back():
    """Hands too far back, then nobody for half a minute, then the same again."""
    first = cobras(1, start=Prone(hands=0.5)).poses()
    left_s = first[-1].timestamp_s
    away = [unseen(left_s + i / 10) for i in range(1, 300)]
    return first, away, cobras(1, start=Prone(hands=0.5)).poses(since_s=left_s + 30)


def test_nobody_is_warned_while_nobody_is_there():
    first, away, _ = away_and_back()
    session = Session(COBRA)
    seen = [session.update(pose) for pose in [*first, *away]]
    assert seen[-1].raised == ()


def test_a_fault_does_not_last_while_nobody_is_there():
    first, away, back = away_and_back()
    summary = summary_of(COBRA, [*first, *away, *back])
    assert max(event.end_s - event.start_s for event in summary.events) < 5


@pytest.mark.parametrize(("hips", "verdict"), [(0.1, "fault"), (0.4, "not_seen")])
def test_a_neck_is_not_judged_while_the_hips_are_in_the_air(hips, verdict):
    lifted = {"hips": hips, "trunk": 0.0, "neck": 0.0}
    steps = [SETTLE, (0.1, lifted), (1.0, {**lifted, "trunk": 40.0, "ear": 0.2}), (2.0, SAME)]
    verdicts = verdicts_of(COBRA, Movement(FACE_DOWN, steps).poses())
    assert verdicts["shoulders_away_from_ears"] == verdict


@pytest.mark.parametrize(
    ("exercise", "check_id", "joint", "of"),
    [
        ("cobra", "over_arch", "knee", "hip"),
        ("upper_back_lift", "over_arch", "knee", "hip"),
        ("upper_back_lift", "legs_down", "knee", "hip"),
        ("upper_back_lift", "legs_down", "ankle", "knee"),
    ],
)
@pytest.mark.parametrize(("share", "applies"), [(1.0, True), (0.3, False)])
def test_legs_that_are_drawn_far_too_short_tell_nothing(
    share, applies, exercise, check_id, joint, of
):
    """The feet may be out of the picture, and the legs drawn into what is left of it."""
    body = Prone(trunk=30).body()
    points = body.points.copy()
    for side in SIDES:
        end, root = sided(side, joint), sided(side, of)
        points[end] = points[root] + share * (points[end] - points[root])
    check = check_of(EXERCISES[exercise], check_id)
    phase = check.during[0] if check.during else None
    assert check.applies(phase, replace(body, points=points)) == applies


@pytest.mark.parametrize("exercise", ["cobra", "cobra_kicks"])
@pytest.mark.parametrize(
    ("after", "place"),
    [
        pytest.param(Seated(), "left", id="sits up, to the feet"),
        pytest.param(Seated(), "front", id="sits up, to the camera"),
        pytest.param(Supine(), "left", id="turns over on the back"),
    ],
)
def test_who_turns_over_where_they_lay_is_done_and_not_judged(exercise, after, place):
    lies = Movement(FACE_DOWN, [SETTLE, (1.0, SAME)])
    turned = Movement(after, [(10.0, SAME)])
    later = turned.poses(camera=Camera(place), since_s=lies.duration_s + 2.0)
    session = Session(EXERCISES[exercise])
    seen = [session.update(pose) for pose in [*lies.poses(), *later]]
    assert any(one.armed for one in seen)
    assert not seen[-1].armed
    summary = session.finish()
    assert not summary.repetitions
    assert "over_arch" not in {event.check for event in summary.events}
