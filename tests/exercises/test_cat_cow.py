from dataclasses import replace

import pytest

from formcheck.body import near
from formcheck.exercises import EXERCISES
from formcheck.exercises.cat_cow import LONG_NECK_DEG, SPARED_DEG, neck_in_cow
from formcheck.landmarks import Landmark, sided
from formcheck.measures import neck_bent_back
from formcheck.pose import unseen
from formcheck.profiles import apply_profiles, profiles_of
from formcheck.session import Session
from tests.camera import Camera
from tests.figure import Tabletop
from tests.movement import ON_ALL_FOURS, SAME, SETTLE, Movement, cat_cows, summary_of, verdicts_of

CAT_COW = EXERCISES["cat_cow"]
SIDES = ["left", "right"]


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize(
    ("movement", "faults"),
    [
        pytest.param(cat_cows(), set(), id="good"),
        pytest.param(cat_cows(cow={"spine": -0.05, "neck": 10}), set(), id="a shallow cow"),
        pytest.param(
            cat_cows(start=Tabletop(shoulders=0.4)), {"shoulders_over_wrists"}, id="too far ahead"
        ),
        pytest.param(
            cat_cows(start=Tabletop(shoulders=-0.4)), {"shoulders_over_wrists"}, id="too far back"
        ),
        pytest.param(cat_cows(start=Tabletop(hips=0.4)), {"hips_over_knees"}, id="hips ahead"),
        pytest.param(cat_cows(start=Tabletop(elbow=115)), {"elbows_straight"}, id="bent elbows"),
        pytest.param(cat_cows(cow={"hinge": 0.2}), {"over_arch"}, id="a hinge in the lower back"),
        pytest.param(
            cat_cows(cow={"neck": 65}), {"neck_over_extension"}, id="head thrown back in the cow"
        ),
        pytest.param(cat_cows(end={"spine": 0.1}), {"flat_back_return"}, id="ends rounded"),
        pytest.param(cat_cows(end={"spine": -0.1}), {"flat_back_return"}, id="ends hollow"),
    ],
)
def test_verdicts(movement, faults, place):
    verdicts = verdicts_of(CAT_COW, movement.poses(camera=Camera(place)))
    assert verdicts == {check: "fault" if check in faults else "good" for check in verdicts}


def with_neck(deg):
    """Return a body on all fours whose neck seems bent back by so much."""
    return Tabletop(neck=deg - near(neck_bent_back)(Tabletop(neck=0).body())).body()


@pytest.mark.parametrize(
    ("at_start", "spared"),
    [
        pytest.param(0, 0, id="long"),
        pytest.param(LONG_NECK_DEG - 5, 0, id="bent no more than most seem"),
        pytest.param(LONG_NECK_DEG + 6, 3, id="seems bent"),
        pytest.param(LONG_NECK_DEG + 40, SPARED_DEG, id="truly bent"),
    ],
)
def test_a_neck_that_seemed_bent_at_the_start_is_held_against_that(at_start, spared):
    cow = replace(with_neck(50), start=with_neck(at_start))
    assert neck_in_cow(cow) == pytest.approx(near(neck_bent_back)(cow) - spared)


def test_a_neck_is_not_spared_twice_if_the_face_has_turned_aside():
    cow = replace(with_neck(50), start=with_neck(LONG_NECK_DEG + 6))
    points = cow.points.copy()
    points[Landmark.NOSE] = cow.joint("ear", cow.near) + [0.03, 0]
    aside = replace(cow, points=points)
    assert neck_in_cow(aside) == pytest.approx(near(neck_bent_back)(aside))


@pytest.mark.parametrize(("shorter", "verdict"), [(1.0, "fault"), (0.6, "not_seen")])
def test_arms_that_point_to_the_camera_only_seem_bent(shorter, verdict):
    """A camera that looks down sees arms shorter than they are, and bent."""
    poses = []
    for pose in cat_cows(start=Tabletop(elbow=130)).poses():
        image = pose.image.copy()
        for side in SIDES:
            rows = [sided(side, joint) for joint in ("elbow", "wrist")]
            shoulder = image[sided(side, "shoulder")]
            image[rows] = shoulder + (image[rows] - shoulder) * shorter
        poses.append(replace(pose, image=image))
    assert verdicts_of(CAT_COW, poses)["elbows_straight"] == verdict


@pytest.mark.parametrize("place", SIDES)
def test_who_sinks_into_child_s_pose_is_done_and_not_judged(place):
    sinks = Movement(Tabletop(), [SETTLE, (1.0, {"folded": 1.0, "elbow": 110.0}), (5.0, SAME)])
    session = Session(CAT_COW)
    seen = [session.update(pose) for pose in sinks.poses(camera=Camera(place))]
    assert any(one.armed for one in seen)
    assert not seen[-1].armed
    assert not session.finish().events


@pytest.mark.parametrize(("shifted_s", "verdict"), [(0.6, "good"), (3.0, "fault")])
def test_hips_that_only_pass_a_place_behind_the_knees_are_not_told(shifted_s, verdict):
    shifts = [(0.2, {"hips": -0.4}), (shifted_s, SAME), (0.2, {"hips": 0.0}), (1.0, SAME)]
    poses = Movement(Tabletop(), [SETTLE, (1.0, SAME), *shifts]).poses()
    assert verdicts_of(CAT_COW, poses)["hips_over_knees"] == verdict


@pytest.mark.parametrize(
    ("end", "verdict"),
    [pytest.param(0.0, "good", id="flat"), pytest.param(0.1, "fault", id="round")],
)
def test_the_end_of_who_gets_up_then_is_where_they_were_last_still(end, verdict):
    cycles = cat_cows(end={"spine": end}).poses()
    sinks = Movement(Tabletop(spine=end), [(1.0, {"folded": 1.0, "elbow": 110.0}), (3.0, SAME)])
    poses = [*cycles, *sinks.poses(since_s=cycles[-1].timestamp_s + 0.1)]
    assert verdicts_of(CAT_COW, poses)["flat_back_return"] == verdict


CAT = [(0.9, {"spine": 0.08, "neck": -35.0}), (0.6, SAME), (0.9, {"spine": 0, "neck": 0})]
COW = [(0.9, {"spine": -0.09, "neck": 25.0}), (0.6, SAME), (0.9, {"spine": 0, "neck": 0})]
HALF_COW = [(0.9, {"spine": -0.035}), (0.6, SAME), (0.9, {"spine": 0})]
DIP = [(0.6, {"spine": -0.035}), (0.5, {"spine": 0})]
BREATHE = [(10.0, SAME)]
STAY = [(13.0, SAME)]


@pytest.mark.parametrize(
    ("steps", "count", "reasons"),
    [
        pytest.param([*COW, *CAT], 1, [], id="a cow and a cat"),
        pytest.param([*CAT, *COW], 1, [], id="a cat and a cow"),
        pytest.param([*COW, *CAT] * 3, 3, [], id="three without a pause"),
        pytest.param([*COW, *BREATHE, *CAT, *BREATHE] * 2, 2, [], id="two breaths between"),
        pytest.param([*COW, *STAY], 0, ["incomplete"], id="a cow alone"),
        pytest.param([*CAT, *STAY, *CAT, *STAY], 0, ["incomplete"] * 2, id="cats alone"),
        pytest.param([*DIP, *CAT, *COW], 1, [], id="a dip that gathers swing"),
        pytest.param([*DIP, *STAY, *CAT, *COW], 1, ["range"], id="a small cow"),
        pytest.param([*HALF_COW, *CAT, *COW], 1, ["range"], id="a small cow, a cat at once"),
        pytest.param(STAY, 0, [], id="staying"),
    ],
)
def test_count(steps, count, reasons):
    movement = Movement(ON_ALL_FOURS, [SETTLE, *steps, (1.0, SAME)])
    summary = summary_of(CAT_COW, movement.poses())
    assert len(summary.repetitions) == count
    assert [partial.reason for partial in summary.partials] == reasons


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize("neck", [40.0, 20.0, -20.0])
@pytest.mark.parametrize("steps", [[*COW, *CAT] * 4, [*CAT, *COW] * 4], ids=["cow", "cat"])
def test_where_the_head_is_while_the_start_position_is_taken_does_not_matter(steps, neck, place):
    """Who looks up to a screen has it where it is in the cow."""
    movement = Movement(Tabletop(neck=neck), [SETTLE, (0.6, {"neck": 0}), *steps, (1.0, SAME)])
    summary = summary_of(CAT_COW, movement.poses(camera=Camera(place)))
    assert len(summary.repetitions) == 4
    assert not summary.events


@pytest.mark.parametrize("neck", [40.0, 0.0])
def test_cats_alone_count_nothing_wherever_the_head_was(neck):
    movement = Movement(Tabletop(neck=neck), [SETTLE, (0.6, {"neck": 0}), *CAT * 4, (1.0, SAME)])
    assert not summary_of(CAT_COW, movement.poses()).repetitions


def hanging(steps, by):
    """Return the steps with the head hung by so much more."""
    return [
        (seconds, {**changes, "neck": changes["neck"] + by} if changes else changes)
        for seconds, changes in steps
    ]


def test_a_head_that_hangs_after_a_while_does_not_matter():
    hangs = [(0.6, {"neck": -50.0}), *hanging([*COW, *CAT] * 4, by=-50.0)]
    movement = Movement(ON_ALL_FOURS, [SETTLE, *[*COW, *CAT] * 2, *hangs, (1.0, SAME)])
    summary = summary_of(CAT_COW, movement.poses())
    assert len(summary.repetitions) == 6
    assert summary.tally == {"cow": 6, "cat": 6}
    assert not summary.partials


def test_a_set_that_is_taken_up_again_in_the_cow_goes_on_as_it_began():
    first = Movement(ON_ALL_FOURS, [SETTLE, *[*COW, *CAT] * 2, (1.0, SAME)])
    back_s = first.duration_s + 12
    away = [unseen(first.duration_s + i / 10) for i in range(1, 120)]
    rest = [*COW[2:], *CAT, *[*COW, *CAT] * 3]
    lowers = Movement(Tabletop(spine=-0.09, neck=25.0), [(2.0, SAME), *rest, (1.0, SAME)])
    summary = summary_of(CAT_COW, [*first.poses(), *away, *lowers.poses(since_s=back_s)])
    assert len(summary.repetitions) == 2 + 4


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize("from_s", [3.0, 6.1], ids=["in the first cow", "in the first cat"])
def test_a_video_that_was_cut_lacks_the_movement_it_was_cut_in(from_s, place):
    held = [(1.3, SAME) if step == (0.6, SAME) else step for step in [*COW, *CAT] * 6]
    poses = Movement(ON_ALL_FOURS, [SETTLE, *held, (1.0, SAME)]).poses(camera=Camera(place))
    summary = summary_of(CAT_COW, [pose for pose in poses if pose.timestamp_s >= from_s])
    assert len(summary.repetitions) == 5
    assert not summary.events


def test_what_was_counted_is_not_counted_again_of_who_comes_back():
    """Of a video that was cut in the first cow the repetition is only known a while later."""
    poses = Movement(ON_ALL_FOURS, [SETTLE, *[*COW, *CAT] * 2]).poses()
    cut = [pose for pose in poses if 1.6 <= pose.timestamp_s <= 7.1]
    back = Movement(ON_ALL_FOURS, [(3.0, SAME)]).poses(since_s=cut[-1].timestamp_s + 10.5)
    assert len(summary_of(CAT_COW, cut).repetitions) == 1
    assert len(summary_of(CAT_COW, [*cut, *back]).repetitions) == 1


@pytest.mark.parametrize(("from_s", "verdict"), [(0.0, "good"), (2.0, "not_seen")])
def test_how_flat_the_back_was_is_not_known_of_who_was_never_at_rest(from_s, verdict):
    """A video that was cut begins in the first cow, where the body turns round."""
    movement = Movement(ON_ALL_FOURS, [SETTLE, *[*COW, *CAT] * 3, (0.8, SAME)])
    poses = [pose for pose in movement.poses() if pose.timestamp_s >= from_s]
    assert verdicts_of(CAT_COW, poses)["flat_back_return"] == verdict


@pytest.mark.parametrize(
    ("stays_s", "verdict"),
    [pytest.param(0.0, "not_seen", id="moving"), pytest.param(1.2, "fault", id="at rest")],
)
def test_how_a_set_ended_is_not_known_of_who_moves_when_the_video_ends(stays_s, verdict):
    rounds = (1.7, {"spine": 0.08, "neck": -35.0}), (stays_s, SAME)
    movement = Movement(ON_ALL_FOURS, [SETTLE, *[*COW, *CAT] * 2, (1.0, SAME), *rounds])
    assert verdicts_of(CAT_COW, movement.poses())["flat_back_return"] == verdict


@pytest.mark.parametrize(
    ("profile", "cow", "faults"),
    [
        pytest.param("default", {"hinge": 0.045}, set(), id="arched, and healthy"),
        pytest.param("sensitive-back", {"hinge": 0.045}, {"over_arch"}, id="arched, bad back"),
        pytest.param("default", {"neck": 26}, set(), id="looks up, and healthy"),
        pytest.param("sensitive-neck", {"neck": 26}, {"neck_over_extension"}, id="bad neck"),
        pytest.param("sensitive-back", {"neck": 26}, set(), id="looks up, bad back only"),
        pytest.param("pregnant", {}, set(), id="pregnant"),
    ],
)
def test_profiles(profile, cow, faults):
    exercise = apply_profiles(CAT_COW, profiles_of(profile))
    verdicts = verdicts_of(exercise, cat_cows(cow=cow).poses())
    assert {check for check, verdict in verdicts.items() if verdict == "fault"} == faults


def test_a_cow_without_its_cat_is_told_at_the_end():
    poses = [pose for pose in cat_cows(1).poses() if pose.timestamp_s < 4.5]
    assert [p.reason for p in summary_of(CAT_COW, poses).partials] == ["incomplete"]
