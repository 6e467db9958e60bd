import json
from dataclasses import replace
from math import nan

import numpy as np
import pytest

from formcheck.body import on, resting
from formcheck.checks import Against, Check, Limit, MoveCheck, Severity
from formcheck.exercise import Holds, Repetitions, Way
from formcheck.landmarks import Landmark
from formcheck.measures import knee_flexion, trunk_elevation
from formcheck.pose import unseen
from formcheck.result import result_of
from tests.camera import Camera
from tests.figure import SIDES, Prone, Supine, Tabletop
from tests.lifting import HIPS_DOWN, LIFTING, assessments, counted, hidden, lifts
from tests.movement import SAME, SETTLE, Movement, summary_of, verdicts_of

UP, SHORT, LITTLE = 30.0, 8.0, 1.0
"""Lifts that count, that are partial, and that are none."""


@pytest.mark.parametrize(
    ("angles", "count", "reasons"),
    [
        pytest.param([], 0, [], id="nothing"),
        pytest.param([UP], 1, [], id="one"),
        pytest.param([UP] * 4, 4, [], id="four"),
        pytest.param([SHORT], 0, ["range"], id="too short is partial"),
        pytest.param([LITTLE] * 3, 0, [], id="fidgeting is nothing"),
        pytest.param([UP, SHORT, LITTLE, UP], 2, ["range"], id="all kinds"),
    ],
)
def test_count(angles, count, reasons):
    summary = summary_of(LIFTING, lifts(angles).poses())
    assert len(summary.repetitions) == count
    assert [partial.reason for partial in summary.partials] == reasons


def test_a_repetition_is_counted_at_the_return_and_says_how_far_it_went():
    seen = assessments(lifts([UP]).poses())
    (done,) = [assessment for assessment in seen if assessment.repetition]
    one = done.repetition
    assert one is not None
    assert one.start_s == pytest.approx(1.8, abs=0.2)
    assert one.peak_s == pytest.approx(2.6, abs=0.15)
    assert one.end_s == pytest.approx(3.4, abs=0.25)
    assert done.timestamp_s == pytest.approx(one.end_s, abs=0.1)
    assert one.range == pytest.approx(np.sin(np.radians(39)) - np.sin(np.radians(9)), abs=0.05)
    assert one.range_unit == "torso"


@pytest.mark.parametrize("angle", [20.0, 30.0, 45.0])
def test_equal_repetitions_have_equal_ranges(angle):
    first, *others = summary_of(LIFTING, lifts([angle] * 4).poses()).repetitions
    assert [one.range for one in others] == pytest.approx([first.range] * 3, rel=0.05)


@pytest.mark.parametrize(
    ("lower", "reasons"),
    [
        pytest.param(2, ["range"], id="two of five were lower"),
        pytest.param(3, [], id="three of five were"),
    ],
)
def test_what_is_enough_follows_the_five_before_it(lower, reasons):
    summary = summary_of(LIFTING, lifts([60.0] * 5 + [30.0] * lower + [18.0], pause_s=0.5).poses())
    assert len(summary.repetitions) == 6 + lower - len(reasons)
    assert [partial.reason for partial in summary.partials] == reasons


def test_phases_follow_the_movement():
    phases = [a.phase for a in assessments(lifts([UP]).poses())]
    told = [phase for i, phase in enumerate(phases) if i == 0 or phase != phases[i - 1]]
    assert told == [None, "down", None, "up", None, "down"]


@pytest.mark.parametrize(
    ("settle_s", "count"),
    [
        pytest.param(0.3, 0, id="moves at once"),
        pytest.param(0.5, 0, id="moves too early"),
        pytest.param(1.1, 1, id="waits long enough"),
    ],
)
def test_nothing_counts_before_the_start_position_was_held(settle_s, count):
    one = lifts([UP], way_s=0.6, settle=(settle_s, SAME))
    assert counted(one.poses(fps=30)) == count


@pytest.mark.parametrize(
    "figure", [Tabletop(), Supine(), Prone(trunk=40)], ids=lambda figure: type(figure).__name__
)
def test_in_another_position_nothing_counts(figure):
    seen = assessments([figure.pose(i / 15) for i in range(60)])
    assert not any(assessment.armed for assessment in seen)


@pytest.mark.parametrize("place", ["above", "behind"])
def test_from_where_it_can_not_be_judged_nothing_counts(place):
    summary = summary_of(LIFTING, lifts([UP]).poses(camera=Camera(place)))
    assert summary.repetitions == ()
    assert not summary.view_ok
    assert summary.judged_share == 0
    assert [finding.verdict.value for finding in summary.findings] == ["not_seen"]


@pytest.mark.parametrize(("above_s", "view"), [(3, "foot"), (5, "top")])
def test_where_nothing_counts_the_view_is_the_one_seen_for_longer(above_s, view):
    above = lifts([], settle=(above_s, SAME)).poses(camera=Camera("above"))
    behind = lifts([], settle=(4, SAME)).poses(camera=Camera("behind"), since_s=above_s + 30)
    summary = summary_of(replace(LIFTING, start=()), [*above, unseen(above_s + 15), *behind])
    assert summary.judged_share == 0
    assert summary.view == view


@pytest.mark.parametrize(
    "camera",
    [
        pytest.param(Camera("left"), id="from the left"),
        pytest.param(Camera(torso_px=25, hips_px=(50, 60)), id="far away"),
        pytest.param(Camera(torso_px=900, hips_px=(-100, 90)), id="near"),
        pytest.param(Camera(slope_deg=5), id="tilted"),
    ],
)
def test_where_the_camera_stands_does_not_matter(camera):
    usual = summary_of(LIFTING, lifts([UP, SHORT, UP]).poses())
    other = summary_of(LIFTING, lifts([UP, SHORT, UP]).poses(camera=camera))
    assert len(other.repetitions) == len(usual.repetitions) == 2
    for a, b in zip(usual.repetitions, other.repetitions, strict=True):
        assert b.end_s == pytest.approx(a.end_s, abs=0.1)
        assert b.range == pytest.approx(a.range, rel=0.1)


def test_a_fault_is_raised_told_and_closed():
    high = Movement(
        Prone(),
        [SETTLE, (0.5, {"trunk": UP, "hips": 0.45}), (1, SAME), (1, {"trunk": 0, "hips": 0.05})]
        + [(1.0, SAME)],
    )
    seen = assessments(high.poses())
    raised = [a.timestamp_s for a in seen if a.raised]
    assert raised[0] == pytest.approx(2.3, abs=0.2)
    assert raised[-1] == pytest.approx(4.0, abs=0.3)
    summary = summary_of(LIFTING, high.poses())
    (event,) = summary.events
    assert event.check == "hips_down"
    assert event.worst == pytest.approx(0.45, abs=0.02)
    assert len(summary.repetitions) == 1


def test_alerts_are_told_before_warnings():
    warning = replace(HIPS_DOWN, id="warning", severity=Severity.WARN)
    also = replace(warning, id="also")
    exercise = replace(LIFTING, checks=(warning, HIPS_DOWN, also))
    poses = lifts([UP], start=Prone(hips=0.25)).poses()
    assert assessments(poses, exercise)[-1].raised == ("hips_down", "warning", "also")


def test_who_strays_for_a_moment_is_not_judged_meanwhile():
    astray = [(0.1, {"hips": 0.7}), (0.7, SAME), (0.1, {"hips": 0.4})]
    poses = Movement(Prone(), [SETTLE, (0.4, {"hips": 0.4}), (1, SAME), *astray, SETTLE]).poses()
    seen = assessments(poses)
    assert seen[-1].armed
    assert not any(a.values for a in seen if 3.1 < a.timestamp_s < 3.8)
    first, second = summary_of(LIFTING, poses).events
    assert first.end_s == pytest.approx(3.0, abs=0.1)
    assert second.start_s == pytest.approx(3.9, abs=0.1)


AT_THE_END = replace(LIFTING, checks=(replace(HIPS_DOWN, during=("end",)),))


def test_where_somebody_was_last_seen_is_not_how_the_set_ended():
    poses = lifts([UP]).poses()
    gone = [unseen(poses[-1].timestamp_s + i) for i in range(1, 4)]
    assert verdicts_of(AT_THE_END, poses) == {"hips_down": "good"}
    assert verdicts_of(AT_THE_END, [*poses, *gone]) == {"hips_down": "not_seen"}


@pytest.mark.parametrize(("gone_s", "verdict"), [(1.5, "good"), (2.5, "not_seen")])
def test_nor_is_where_they_were_still_before(gone_s, verdict):
    steps = [*lifts([UP], pause_s=gone_s + 1.5).steps, GETS_UP, (2, SAME)]
    poses = hidden(Movement(Prone(), steps).poses(), 5.0, 5.0 + gone_s)
    assert verdicts_of(AT_THE_END, poses) == {"hips_down": verdict}


@pytest.mark.parametrize(
    ("speed", "goal", "against", "verdict"),
    [
        pytest.param(0.0, LIFTING.goal, Against.DEVIATION, "good", id="at rest"),
        pytest.param(0.15, LIFTING.goal, Against.DEVIATION, "not_seen", id="not quite"),
        pytest.param(0.15, Holds(), Against.DEVIATION, "good", id="not quite, of a hold"),
        pytest.param(0.15, LIFTING.goal, Against.START, "good", id="not quite, no matter"),
    ],
)
def test_what_must_not_change_either_way_is_held_against_rest(speed, goal, against, verdict):
    exercise = replace(LIFTING, goal=goal, checks=(replace(HIPS_DOWN, against=against),))
    aside = np.array([speed * Camera.torso_px, 0.0])
    poses = [
        replace(pose, image=pose.image + aside * pose.timestamp_s) for pose in lifts([]).poses()
    ]
    assert verdicts_of(exercise, poses) == {"hips_down": verdict}


BENDING = replace(
    LIFTING,
    ways=tuple(Way(side, on(side, knee_flexion), 50.0, side, unit="deg") for side in SIDES),
    goal=Repetitions((), target=5, enough=3),
    checks=(
        Check(
            "other_leg",
            resting(knee_flexion),
            Limit(20, 15),
            "deg",
            "Leave the other leg",
            during=SIDES,
            against=Against.DEVIATION,
        ),
    ),
)


@pytest.mark.parametrize(("left", "verdict"), [(40.0, "good"), (70.0, "fault")])
def test_while_one_side_is_worked_the_other_is_held_against_itself(left, verdict):
    right_bends = [(1, {"knee_right": 90.0, "knee_left": left}), (1, SAME)]
    left_bends = [(1, {"knee_right": 0.0, "knee_left": 130.0}), (1, SAME), (1, {"knee_left": 40.0})]
    poses = Movement(Prone(knee_left=40.0), [SETTLE, *right_bends, *left_bends]).poses()
    summary = summary_of(BENDING, poses)
    assert [one.side for one in summary.repetitions] == ["right", "left"]
    assert [finding.verdict.value for finding in summary.findings] == [verdict]


def test_a_fault_that_lasts_to_the_end_is_closed_there():
    high = lifts([UP], start=Prone(hips=0.25)).poses()
    (event,) = summary_of(LIFTING, high).events
    assert event.end_s == high[-1].timestamp_s


def test_unseen_for_a_moment_freezes():
    poses = lifts([UP, UP]).poses()
    seen = assessments(hidden(poses, 2.5, 4.3))
    away = [a for a in seen if 2.5 <= a.timestamp_s < 4.3]
    assert {a.count for a in away} == {0}
    assert all(a.armed and a.body is None and not a.repetition for a in away)
    assert len({a.phase for a in away}) == len({a.share for a in away}) == 1
    assert counted(hidden(poses, 2.5, 2.9)) == 2


@pytest.mark.parametrize(
    ("gone_s", "reasons"),
    [
        pytest.param(1.8, [], id="less than two seconds"),
        pytest.param(2.5, ["lost"], id="more than two seconds"),
        pytest.param(20, ["lost"], id="for long: dropped once"),
    ],
)
@pytest.mark.parametrize("pictures", [True, False], ids=["nobody in them", "none"])
def test_lost_for_long_drops_what_was_begun(gone_s, reasons, pictures):
    stays_up = Movement(Prone(), [SETTLE, (1.0, {"trunk": UP}), (25, SAME), (1, {"trunk": 0})])
    poses = hidden(stays_up.poses(), 3.0, 3.0 + gone_s)
    poses = [pose for pose in poses if pose.seen or pictures]
    summary = summary_of(LIFTING, poses)
    assert [partial.reason for partial in summary.partials] == reasons
    assert len(summary.repetitions) == 1 - len(reasons)
    assert all(partial.end_s == pytest.approx(3.0, abs=0.1) for partial in summary.partials)


def test_who_comes_back_has_to_settle_again():
    first, later = lifts([UP]).poses(), lifts([UP, UP]).poses(since_s=20.0)
    poses = [*first, *(unseen(6 + i / 15) for i in range(200)), *later]
    seen = assessments(poses)
    back = [a for a in seen if a.timestamp_s >= 20]
    assert not back[5].armed
    assert back[-1].armed
    assert seen[-1].count == 3


ONE_UP = [(1, {"trunk": UP}), (1, {"trunk": 0.0}), (0.3, SAME)]


@pytest.mark.parametrize(
    ("gone_s", "moved", "count"),
    [
        pytest.param(4, 0.0, 3, id="in the same place"),
        pytest.param(4, 0.5, 3, id="nearly in the same place"),
        pytest.param(4, 2.0, 2, id="elsewhere: settles first"),
        pytest.param(12, 0.0, 2, id="after long: settles first"),
    ],
)
def test_who_is_found_again_goes_on(gone_s, moved, count):
    first = Movement(Prone(), [SETTLE, *ONE_UP]).poses()
    back_s = first[-1].timestamp_s + gone_s
    away = [unseen(first[-1].timestamp_s + i / 10) for i in range(1, 10 * gone_s)]
    shift = np.array([moved * Camera.torso_px, 0.0])
    later = Movement(Prone(), [(0.3, SAME), *ONE_UP, *ONE_UP]).poses(since_s=back_s)
    later = [replace(pose, image=pose.image + shift) for pose in later]
    summary = summary_of(LIFTING, [*first, *away, *later])
    assert len(summary.repetitions) == count
    assert summary.partials == ()


def test_who_is_found_turned_round_has_to_settle_again():
    first, back = lifts([UP]), Movement(Prone(), [(0.3, SAME), *ONE_UP])
    poses = first.poses()
    away = [unseen(poses[-1].timestamp_s + i / 10) for i in range(1, 40)]
    later = back.poses(camera=Camera("left"), since_s=first.duration_s + 4)
    assert counted([*poses, *away, *later]) == 1


def test_who_is_found_half_way_goes_on_from_rest():
    up = Movement(Prone(), [SETTLE, (1, {"trunk": UP}), (4, SAME), (1, {"trunk": 0.0}), *ONE_UP])
    summary = summary_of(LIFTING, hidden(up.poses(), 3.0, 6.0))
    assert len(summary.repetitions) == 1
    assert [partial.reason for partial in summary.partials] == ["lost"]


def test_who_is_found_at_rest_elsewhere_goes_on_from_there():
    first = Movement(Prone(), [SETTLE, *ONE_UP]).poses()
    back_s = first[-1].timestamp_s + 4
    away = [unseen(first[-1].timestamp_s + i / 10) for i in range(1, 40)]
    higher = [(1, {"trunk": UP + 10}), (1, {"trunk": 10.0}), (0.5, SAME)]
    later = Movement(Prone(trunk=10.0), [SETTLE, *higher * 3]).poses(since_s=back_s)
    assert counted([*first, *away, *later]) == 4


GETS_UP = (1, {"hips": 0.7, "trunk": UP})


@pytest.mark.parametrize(
    ("steps", "count"),
    [
        pytest.param([GETS_UP], 0, id="at once"),
        pytest.param([*lifts([UP]).steps[1:], GETS_UP], 1, id="after one"),
        pytest.param([(1, {"trunk": UP}), (0.6, {"trunk": UP / 4}), GETS_UP], 1, id="out of one"),
    ],
)
def test_getting_up_ends_the_set_and_is_no_try(steps, count):
    poses = Movement(Prone(), [SETTLE, *steps, (3, SAME)]).poses()
    seen = assessments(poses)
    assert any(a.armed for a in seen)
    assert not seen[-1].armed
    assert seen[-1].count == count
    summary = summary_of(LIFTING, poses)
    assert (len(summary.repetitions), summary.partials) == (count, ())


def test_what_counted_as_the_person_got_up_counts_once():
    up = [(1, {"trunk": UP}), (0.6, {"trunk": UP / 4}), GETS_UP, (1.5, SAME)]
    down = [(1, {"hips": Prone.hips, "trunk": 0.0}), (3, SAME)]
    assert counted(Movement(Prone(), [SETTLE, *up, *down]).poses()) == 1


HOLDING = replace(LIFTING, goal=Holds(), ways=(Way("up", trunk_elevation, 15.0, unit="deg"),))


def test_who_is_on_the_way_is_not_yet_in_the_position():
    goes_far = Movement(Prone(), [SETTLE, (1, {"trunk": 60.0}), (1, SAME)])
    seen = assessments(goes_far.poses(), HOLDING)
    assert next(a.timestamp_s for a in seen if a.share > 1) < 2.1
    assert next(a.timestamp_s for a in seen if a.phase == "up") == pytest.approx(2.6, abs=0.2)


@pytest.mark.parametrize(("gone_s", "verdict"), [(0, "fault"), (3, "not_seen")])
def test_how_fast_somebody_went_is_not_known_who_was_lost_on_the_way(gone_s, verdict):
    slowly = MoveCheck("slowly", lambda move, _: move.entry_s, Limit(1.5, 1.6), "s", "Slowly")
    exercise = replace(HOLDING, checks=(slowly,))
    steps = [SETTLE, (1, {"trunk": UP}), (8, SAME), (1, {"trunk": 0.0}), (1, SAME)]
    poses = hidden(Movement(Prone(), steps).poses(), 2.1, 2.1 + gone_s)
    assert verdicts_of(exercise, poses) == {"slowly": verdict}


@pytest.mark.parametrize(("held", "count"), [([], 0), ([(4, SAME)], 1)], ids=["passed", "held"])
def test_what_is_only_passed_is_not_held(held, count):
    steps = [SETTLE, (1, {"trunk": UP}), *held, (1, {"trunk": 0.0}), (1, SAME)]
    assert len(summary_of(HOLDING, Movement(Prone(), steps).poses()).holds) == count


@pytest.mark.parametrize("held_s", [5.0, 20.0])
def test_a_hold_lasts_until_the_person_gets_up(held_s):
    steps = [SETTLE, (1, {"trunk": UP}), (held_s, SAME), GETS_UP, (3, SAME)]
    (hold,) = summary_of(HOLDING, Movement(Prone(), steps).poses()).holds
    assert hold.held_s == pytest.approx(held_s, abs=1.0)


@pytest.mark.parametrize("gone_s", [1.5, 2.5, 15.0])
def test_a_hold_lasts_until_nobody_is_seen_any_more(gone_s):
    poses = Movement(Prone(), [SETTLE, (1, {"trunk": UP}), (20, SAME)]).poses()
    last_s = poses[-1].timestamp_s
    away = [unseen(last_s + i / 15) for i in range(1, round(15 * gone_s))]
    summary = summary_of(HOLDING, [*poses, *away])
    (hold,) = summary.holds
    assert hold.end_s == pytest.approx(last_s, abs=0.2)
    assert summary.partials == ()


@pytest.mark.parametrize("pictures", [True, False], ids=["nobody in them", "none"])
def test_who_is_found_holding_goes_on_holding(pictures):
    holds = Movement(Prone(), [SETTLE, (1, {"trunk": UP}), (20, SAME), (1, {"trunk": 0.0})])
    poses = [pose for pose in hidden(holds.poses(), 8.0, 11.0) if pose.seen or pictures]
    first, second = summary_of(HOLDING, poses).holds
    assert first.end_s == pytest.approx(8.0, abs=0.2)
    assert second.start_s == pytest.approx(11.0, abs=0.5)
    assert second.end_s == pytest.approx(22.6, abs=0.5)


def test_a_hold_that_was_not_yet_one_is_lost():
    begun = Movement(Prone(), [SETTLE, (2, {"trunk": UP / 2})]).poses()
    summary = summary_of(HOLDING, hidden(begun + [unseen(9.0 + i) for i in range(3)], 9.0, 12.0))
    assert summary.holds == ()


@pytest.mark.parametrize("pictures", [True, False], ids=["nobody in them", "none"])
def test_one_misdrawn_body_after_a_moment_out_of_sight_ends_no_set(pictures):
    up = Movement(Prone(), [SETTLE, (1, {"trunk": UP}), (5, SAME), (1, {"trunk": 0}), (1, SAME)])
    poses = [pose for pose in hidden(up.poses(), 3.0, 4.6) if pose.seen or pictures]
    at = next(i for i, pose in enumerate(poses) if pose.timestamp_s >= 4.6)
    poses[at] = Prone(trunk=UP, hips=0.7).pose(poses[at].timestamp_s)
    assert counted(poses) == 1


def test_what_was_not_watched_was_not_judged():
    poses = lifts([], settle=(12, SAME)).poses()
    watched = [pose for pose in poses if not 3.0 <= pose.timestamp_s < 8.0]
    (all_of_it,), (part,) = (summary_of(LIFTING, seen).findings for seen in (poses, watched))
    assert all_of_it.judged_s - part.judged_s == pytest.approx(4.5, abs=0.2)


@pytest.mark.parametrize("at_s", [0.5, 2.6, 4.0])
@pytest.mark.parametrize("back_s", [0.0, 0.1, 3.0], ids=["equal", "a little back", "far back"])
def test_a_time_that_is_not_later_changes_nothing(at_s, back_s):
    poses = lifts([UP, UP]).poses()
    usual = summary_of(LIFTING, poses)
    index = next(i for i, pose in enumerate(poses) if pose.timestamp_s >= at_s)
    odd = Tabletop().pose(poses[index].timestamp_s - back_s)
    summary = summary_of(LIFTING, [*poses[: index + 1], odd, *poses[index + 1 :]])
    assert [r.end_s for r in summary.repetitions] == [r.end_s for r in usual.repetitions]
    assert summary.person_share == usual.person_share
    assert summary.findings == usual.findings


@pytest.mark.parametrize(
    ("cut_s", "count"),
    [
        pytest.param(2.6, 0, id="at the top: not finished"),
        pytest.param(3.25, 1, id="nearly down: finished"),
        pytest.param(3.6, 1, id="down"),
    ],
)
def test_finish_closes_what_is_on_its_way_back(cut_s, count):
    poses = [pose for pose in lifts([UP]).poses(fps=30) if pose.timestamp_s <= cut_s]
    assert counted(poses) == count


def test_shares_of_what_was_seen_and_judged():
    poses = hidden(lifts([UP]).poses(), 3.7, 4.6)
    summary = summary_of(LIFTING, poses)
    gone = sum(not pose.seen for pose in poses) / len(poses)
    assert summary.person_share == pytest.approx(1 - gone)
    assert summary.judged_share == pytest.approx(1 - gone - 15 / len(poses), abs=0.02)


@pytest.mark.parametrize(
    ("landmark", "whole"), [(Landmark.LEFT_ANKLE, False), (Landmark.LEFT_FOOT_INDEX, True)]
)
def test_share_in_which_all_of_the_person_is_in_the_picture(landmark, whole):
    poses = lifts([UP]).poses()
    shown = np.arange(len(Landmark)) != landmark
    cut = [replace(pose, shown=shown) if pose.timestamp_s < 2 else pose for pose in poses]
    share = 1.0 if whole else sum(pose.timestamp_s >= 2 for pose in poses) / len(poses)
    assert summary_of(LIFTING, cut).whole_share == pytest.approx(share)


def at_nan(pose):
    return replace(
        pose,
        timestamp_s=nan,
        image=pose.image.copy(),
        world=pose.world.copy(),
        visibility=pose.visibility.copy(),
        back=pose.back.copy(),
    )


def test_a_time_that_is_nan_changes_nothing():
    poses = lifts([30.0, 30.0]).poses()
    usual = summary_of(LIFTING, poses)
    odd = summary_of(LIFTING, [*poses[:40], at_nan(poses[40]), *poses[40:]])
    assert [finding.verdict for finding in odd.findings] == [f.verdict for f in usual.findings]
    json.dumps(result_of(odd), allow_nan=False)


def test_time_zero_is_a_time():
    stays_up = Movement(Prone(), [SETTLE, (1.0, {"trunk": 30}), (1.0, SAME)])
    poses = stays_up.poses(fps=10, since_s=-3.5)
    seen = [pose for pose in poses if pose.timestamp_s <= 0.0]
    gone = [unseen(i / 10) for i in range(1, 40)]
    (partial,) = summary_of(LIFTING, seen + gone).partials
    assert partial.end_s == 0.0


def test_an_unfinished_movement_began_when_rest_was_left():
    rests = Movement(Prone(), [(5.0, SAME), (1.0, {"trunk": 30}), (1.0, SAME)])
    poses = rests.poses()
    gone = [unseen(poses[-1].timestamp_s + i / 10) for i in range(1, 40)]
    (partial,) = summary_of(LIFTING, poses + gone).partials
    assert partial.start_s == pytest.approx(5.0, abs=0.4)
