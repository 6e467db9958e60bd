from dataclasses import replace

import numpy as np
import pytest

from formcheck.body import since_start
from formcheck.exercises import EXERCISES
from formcheck.exercises.crocodile_twist import face_down
from formcheck.landmarks import Side
from formcheck.measures import uprightness
from formcheck.posture import in_posture
from tests.camera import Camera
from tests.figure import Prone, Rolled, Supine
from tests.movement import SAME, SETTLE, Movement, summary_of, verdicts_of

TWIST = EXERCISES["crocodile_twist"]
SIDES = ["left", "right"]
NEAR: dict[str, Side] = {"corner": "right", "other corner": "left"}
"""Which side is nearer to the camera, by where that stands."""
every_place = pytest.mark.parametrize("place", NEAR)


def rolls(start, steps, held_s=5.0, over_s=2.0):
    """Return a leg rolled over, what happens there, and the leg rolled back."""
    over, held = (over_s, {"over": 1.0}), (held_s, SAME)
    back = {"over": 0.0, "mistaken": 0.0}
    return Movement(start, [SETTLE, over, *steps, held, (1.8, back), (2.0, SAME)])


@every_place
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("fps", [10, 30])
@pytest.mark.parametrize(
    ("steps", "held_s"),
    [
        pytest.param([], 5.0, id="seen well"),
        pytest.param([(0.1, {"mistaken": 1.0})], 5.1, id="legs taken for one another"),
        pytest.param(
            [(2.0, SAME), (0.1, {"over": 0.2}), (0.4, SAME), (0.1, {"over": 1.0})],
            7.6,
            id="lost from sight for half a second",
        ),
    ],
)
def test_a_hold_has_its_side_and_its_length(steps, held_s, fps, side, place):
    poses = rolls(Rolled(side), steps).poses(fps, Camera(place))
    (hold,) = summary_of(TWIST, poses).holds
    assert hold.side == side
    assert hold.held_s == pytest.approx(held_s, abs=2.0)


@pytest.mark.parametrize("cut_s", [pytest.param(15.0, id="held"), pytest.param(15.4, id="lost")])
def test_a_hold_that_lasts_to_the_end_of_the_video_is_a_hold(cut_s):
    steps = [(4.0, SAME), (0.1, {"over": 0.2}), (0.3, SAME), (0.1, {"over": 1.0}), (6.7, SAME)]
    movement = rolls(Rolled("left"), [*steps, (0.3, {"over": 0.2})])
    poses = [pose for pose in movement.poses(camera=Camera("corner")) if pose.timestamp_s < cut_s]
    (hold,) = summary_of(TWIST, poses).holds
    assert hold.held_s == pytest.approx(11.5, abs=1.0)


@every_place
def test_both_sides_one_after_the_other(place):
    first, second = rolls(Rolled("left"), []), rolls(Rolled("right"), [])
    poses = first.poses(camera=Camera(place))
    poses += second.poses(camera=Camera(place), since_s=poses[-1].timestamp_s + 0.1)
    assert [hold.side for hold in summary_of(TWIST, poses).holds] == ["left", "right"]


@every_place
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("fps", [15, 30])
@pytest.mark.parametrize(
    ("over_s", "steps", "verdict"),
    [
        pytest.param(0.5, [], "fault", id="thrown over"),
        pytest.param(0.5, [(0.1, {"mistaken": 1.0})], "fault", id="thrown over, legs mistaken"),
        pytest.param(2.0, [], "good", id="slowly"),
        pytest.param(2.0, [(0.1, {"mistaken": 1.0})], "good", id="slowly, legs mistaken"),
    ],
)
def test_entry(over_s, steps, verdict, fps, side, place):
    poses = rolls(Rolled(side), steps, over_s=over_s).poses(fps, Camera(place))
    assert verdicts_of(TWIST, poses)["slow_entry"] == verdict


@every_place
@pytest.mark.parametrize("side", SIDES)
def test_a_heel_that_is_lifted_is_no_hold(side, place):
    steps = [SETTLE, (1.0, {"kicked": 1.0}), (4.0, SAME), (1.0, {"kicked": 0.0}), (1.0, SAME)]
    summary = summary_of(TWIST, Movement(Rolled(side), steps).poses(camera=Camera(place)))
    assert (summary.holds, summary.partials) == ((), ())


@pytest.mark.parametrize("place", ["raised before", "raised behind"])
def test_a_chest_that_is_lifted_is_no_hold(place):
    steps = [SETTLE, (1.0, {"trunk": 25.0}), (4.0, SAME), (1.0, {"trunk": 0.0}), (1.0, SAME)]
    summary = summary_of(TWIST, Movement(Prone(), steps).poses(camera=Camera(place)))
    assert (summary.holds, summary.partials) == ((), ())


@every_place
@pytest.mark.parametrize("side", SIDES)
def test_what_does_not_show_from_there_is_not_judged(side, place):
    verdicts = verdicts_of(TWIST, rolls(Rolled(side), []).poses(camera=Camera(place)))
    hidden = {"foot_planted", "bottom_shoulder_grounded"}
    assert {check for check, verdict in verdicts.items() if verdict == "not_seen"} == hidden


@pytest.mark.parametrize("place", ["above", *NEAR])
@pytest.mark.parametrize(
    ("arms", "verdict"), [(0, "good"), (20, "good"), (45, "fault"), (-45, "fault")]
)
def test_arms(arms, verdict, place):
    lying = Movement(Rolled(arms=arms), [SETTLE, (4.0, SAME)])
    assert verdicts_of(TWIST, lying.poses(camera=Camera(place)))["arms_in_t"] == verdict


def test_arms_of_who_begins_to_roll_over_are_not_judged():
    swung, back = {"arms": 60.0, "over": 0.3}, {"arms": 0.0, "over": 0.0}
    steps = [SETTLE, (0.1, swung), (2.0, SAME), (0.1, back), (2.0, SAME)]
    poses = Movement(Rolled("right"), steps).poses(camera=Camera("other corner"))
    assert verdicts_of(TWIST, poses)["arms_in_t"] == "good"


@pytest.mark.parametrize(
    ("body", "rolled_deg", "is_down"),
    [
        pytest.param(Rolled().body(Camera("corner")), 0, True, id="on the belly"),
        pytest.param(Supine().body(), 0, False, id="on the back"),
        pytest.param(Supine().body(), 45, True, id="as nobody lies on the back"),
    ],
)
def test_a_back_that_is_taken_for_a_front_is_a_back(body, rolled_deg, is_down):
    turned = np.radians(rolled_deg)
    about_x = [
        [1, 0, 0],
        [0, np.cos(turned), -np.sin(turned)],
        [0, np.sin(turned), np.cos(turned)],
    ]
    body = replace(body, world=body.world @ np.transpose(about_x))
    assert (face_down(body) >= 0.05) == is_down


@pytest.mark.parametrize(
    ("body", "starts"),
    [
        pytest.param(Rolled().body(Camera("corner")), True, id="arms on the mat"),
        pytest.param(Prone(trunk=40).body(Camera("corner")), False, id="propped up"),
        pytest.param(Rolled(over=0.7).body(Camera("corner")), False, id="over already"),
    ],
)
def test_it_begins_flat_on_the_mat(body, starts):
    assert in_posture(body, TWIST.start) == starts


@pytest.mark.parametrize(("trunk", "stays"), [(5, True), (40, False)])
def test_who_rises_does_something_else(trunk, stays):
    body = replace(Prone(trunk=trunk).body(), start=Prone().body())
    assert in_posture(body, TWIST.within) == stays
    assert since_start(uprightness)(body) == pytest.approx(np.sin(np.radians(trunk)), abs=0.1)
