from dataclasses import replace

import numpy as np
import pytest

from formcheck.checks import Limit
from formcheck.counting.passing import KEPT_S
from formcheck.landmarks import Landmark
from formcheck.measures import trunk_elevation
from formcheck.pose import unseen
from formcheck.posture import Range
from formcheck.session import Session
from tests.lifting import HIPS_DOWN, LIFTING, assessments, counted, hidden, lifts
from tests.movement import FACE_DOWN, SAME, SETTLE, Movement, summary_of


def taken_for_supine(poses, until_s):
    """Return the poses with the face, at first, on the other side of the head."""
    return [face_up(pose) if pose.timestamp_s < until_s else pose for pose in poses]


def drawn_backwards(poses, until_s, turn):
    """Return the poses with head and feet, at first, in each other's place."""
    return [backwards(pose, turn) if pose.timestamp_s < until_s else pose for pose in poses]


def backwards(pose, turn):
    """Return a pose turned half around in the box around it, or mirrored there."""
    middle = (pose.image.min(axis=0) + pose.image.max(axis=0)) / 2
    return replace(pose, image=middle + (pose.image - middle) * turn)


def face_up(pose):
    image = pose.image.copy()
    ears = (image[Landmark.LEFT_EAR] + image[Landmark.RIGHT_EAR]) / 2
    image[Landmark.NOSE] = 2 * ears - image[Landmark.NOSE]
    return replace(pose, image=image)


@pytest.mark.parametrize("mistaken_s", [1.0, 2.0, 4.0])
def test_a_repetition_done_before_it_was_clear_who_lies_how_is_counted(mistaken_s):
    poses = taken_for_supine(lifts([30, 30, 30]).poses(), mistaken_s)
    assert counted(poses) == 3
    assert summary_of(LIFTING, poses).repetitions[0].end_s == pytest.approx(3.4, abs=0.3)


def test_who_is_told_when_to_begin_has_done_nothing_before():
    poses = taken_for_supine(lifts([30, 30, 30]).poses(), 2.0)
    session = Session(LIFTING, looks_back=False)
    for pose in poses:
        session.update(pose)
    assert len(session.finish().repetitions) == counted(poses) - 1


def test_what_is_counted_late_is_told_once_and_raises_nothing():
    seen = assessments(taken_for_supine(lifts([30, 30]).poses(), 2.0))
    armed = next(a for a in seen if a.armed)
    assert (armed.count, armed.repetition is not None, armed.raised) == (1, True, ())
    assert [a.count for a in seen if a.repetition] == [1, 2]


HIPS_UP = {"trunk": 30.0, "hips": 0.45}
RISING = {"trunk": -8.0, "hips": 0.18}
HIPS_BACK = {"trunk": 0.0, "hips": 0.05}


def spans(summary):
    """Return when each event began and ended."""
    return [(event.start_s, event.end_s) for event in summary.events]


@pytest.mark.parametrize("mistaken_s", [1.0, 2.0, 3.6])
def test_a_repetition_counted_late_is_judged_as_well(mistaken_s):
    poses = Movement(FACE_DOWN, [SETTLE, (1, HIPS_UP), (1, HIPS_BACK), (6, SAME)]).poses()
    late, known = (summary_of(LIFTING, taken_for_supine(poses, s)) for s in (mistaken_s, 0.0))
    assert (len(late.repetitions), len(known.repetitions)) == (1, 1)
    assert np.array(spans(late)) == pytest.approx(np.array(spans(known)), abs=0.2)


def test_what_was_judged_at_the_time_is_not_judged_again():
    strict = replace(LIFTING, checks=(replace(HIPS_DOWN, limit=Limit(0.12, 0.1)),))
    tried = Movement(FACE_DOWN, [SETTLE, (1, RISING), (1, HIPS_BACK), (1, SAME)]).poses()
    (event,) = summary_of(strict, tried).events
    again_s = tried[-1].timestamp_s + 12
    again = taken_for_supine(lifts([30], pause_s=4).poses(since_s=again_s), again_s + 2)
    summary = summary_of(strict, [*tried, unseen(again_s - 1), *again])
    assert len(summary.repetitions) == 1
    assert spans(summary) == [(event.start_s, event.end_s)]


def test_who_never_held_the_start_position_has_done_nothing():
    poses = lifts([30, 30], settle=(0.3, SAME), pause_s=0.4).poses()
    still = lifts([], settle=(2.0, SAME)).poses(since_s=poses[-1].timestamp_s + 1 / 15)
    assert counted(taken_for_supine(poses, 4.0) + still) == 0


def test_after_a_time_out_of_sight_the_start_position_must_be_held_again():
    poses = taken_for_supine(lifts([30, 30, 30]).poses(), 2.0)
    assert counted(hidden(poses, 3.8, 4.1)) == 3
    assert counted(hidden(poses, 3.8, 4.7)) == 2


@pytest.mark.parametrize(("gone_s", "count"), [(0.4, 1), (0.7, 0)])
def test_who_goes_out_of_sight_as_soon_as_it_was_held_must_hold_it_again(gone_s, count):
    poses = lifts([30], settle=(2.2, SAME), pause_s=4).poses()
    assert counted(hidden(taken_for_supine(poses, 2.5), 1.2, 1.2 + gone_s)) == count


def test_a_repetition_that_went_out_of_sight_before_is_lost():
    poses = taken_for_supine(lifts([30], pause_s=4).poses(), 2.0)
    summary = summary_of(LIFTING, hidden(poses, 2.6, 3.3))
    assert summary.repetitions == ()
    assert [partial.reason for partial in summary.partials] == ["lost"]


def test_it_looks_back_no_further_than_it_keeps():
    once = lifts([30], pause_s=0.2)
    waiting = [(KEPT_S, SAME)]
    poses = Movement(once.start, [*once.steps, *waiting, *lifts([30]).steps]).poses()
    assert counted(poses) == 2
    assert counted(taken_for_supine(poses, KEPT_S + 3)) == 1


def test_who_moves_up_the_mat_before_the_first_repetition_has_done_it_all_the_same():
    poses = lifts([30, 30, 30], settle=(1.6, SAME)).poses()
    poses[:24] = [moved(pose, far_px=20 * (24 - i)) for i, pose in enumerate(poses[:24])]
    assert counted(poses) == 3


def moved(pose, far_px):
    return replace(pose, image=pose.image + [far_px, 0])


HALF_AROUND, MIRRORED = (-1, -1), (-1, 1)


@pytest.mark.parametrize("jumps_px", [0, 60])
def test_who_is_where_they_are_at_the_start_is_in_that_position_however_they_are_drawn(jumps_px):
    poses = lifts([30, 30, 30]).poses()
    poses[:24] = jumping(poses[:24], jumps_px)
    assert counted(drawn_backwards(poses, 1.6, HALF_AROUND)) == 3


def jumping(poses, far_px):
    """Return poses whose hips jump along the mat and back."""
    hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    out = []
    for i, pose in enumerate(poses):
        image = pose.image.copy()
        image[hips, 0] += far_px * (i % 2)
        out.append(replace(pose, image=image))
    return out


def test_who_is_elsewhere_while_drawn_backwards_is_not():
    poses = [shifted(pose) for pose in lifts([30, 30, 30]).poses()]
    assert counted(drawn_backwards(poses, 1.6, HALF_AROUND)) == 2


def shifted(pose):
    """Return the pose of somebody who has just come to where they are."""
    aside = np.array([0.0, -150.0 * (pose.timestamp_s < 1.6)])
    return replace(pose, image=pose.image + aside)


def test_a_start_that_was_mistaken_and_left_is_looked_at_again():
    upright = Range(trunk_elevation, -40, 100)  # of one who looks the other way it is 150
    exercise = replace(LIFTING, within=(*LIFTING.within, upright))
    poses = drawn_backwards(lifts([30, 30, 30]).poses(), 1.6, MIRRORED)
    session = Session(exercise)
    armed = [session.update(pose).armed for pose in poses]
    assert armed.index(True) < armed.index(False, armed.index(True))
    summary = session.finish()
    assert (len(summary.repetitions), summary.partials) == (3, ())


def with_a_pause(first, gone_s, then):
    """Return poses of which the later ones come after some seconds with nobody seen."""
    last_s = first[-1].timestamp_s
    away = [unseen(last_s + i) for i in range(1, gone_s)]
    return [*first, *away, *then.poses(since_s=last_s + gone_s)]


@pytest.mark.parametrize("mistaken_s", [0.0, 2.0], ids=["at once", "late"])
@pytest.mark.parametrize("gone_s", [4, 12])
def test_what_was_counted_is_not_counted_again(mistaken_s, gone_s):
    first = taken_for_supine(lifts([30], pause_s=3).poses(), mistaken_s)
    assert counted(first) == 1
    assert counted(with_a_pause(first, gone_s, lifts([30, 30]))) == 3


@pytest.mark.parametrize("gone_s", [12, 25], ids=["looked at again", "no longer kept"])
def test_what_fell_short_before_is_told_once(gone_s):
    summary = summary_of(LIFTING, with_a_pause(lifts([8]).poses(), gone_s, lifts([30])))
    assert [partial.reason for partial in summary.partials] == ["range"]
