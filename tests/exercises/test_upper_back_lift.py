import pytest

from formcheck.exercises.upper_back_lift import UPPER_BACK_LIFT
from tests.camera import Camera
from tests.figure import Prone
from tests.movement import SAME, cobras, summary_of, verdicts_of

SIDES = ["left", "right"]
ARMS_BACK = Prone(hands=1.0)


def lifts(up=SAME, reps=2, **settings):
    """Return lifts of the chest with the arms beside the trunk; ``up`` is what they are like."""
    return cobras(reps, {"ear": 0.4, **up}, start=ARMS_BACK, **settings)


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize(
    ("movement", "faults"),
    [
        pytest.param(lifts(), set(), id="good"),
        pytest.param(lifts({"hips": 0.21}), set(), id="hips nearly down"),
        pytest.param(lifts({"hips": 0.23}), {"hips_down"}, id="hips come up"),
        pytest.param(lifts({"knee_left": 8.0, "knee_right": 8.0}), set(), id="legs nearly down"),
        pytest.param(
            lifts({"knee_left": 10.0, "knee_right": 10.0}), {"legs_down"}, id="legs come up"
        ),
        pytest.param(lifts({"trunk": 45.0}), set(), id="as high as may be"),
        pytest.param(lifts({"trunk": 47.0}), {"over_arch"}, id="too high"),
        pytest.param(lifts({"neck": 24.0}), set(), id="looks ahead"),
        pytest.param(lifts({"neck": 27.0}), {"neck_over_extension"}, id="looks up"),
        pytest.param(lifts({"hands": 0.25}), set(), id="hands just behind the shoulders"),
        pytest.param(lifts({"hands": 0.19}), {"arms_back"}, id="hands ahead of the shoulders"),
        pytest.param(lifts(way_s=0.5), set(), id="lowers not too fast"),
        pytest.param(lifts(way_s=0.45), {"slow_lower"}, id="lowers too fast"),
        pytest.param(
            lifts({"hands": 0.0}, way_s=0.4), {"arms_back", "slow_lower"}, id="arms and tempo"
        ),
    ],
)
def test_verdicts(movement, faults, place):
    verdicts = verdicts_of(UPPER_BACK_LIFT, movement.poses(camera=Camera(place)))
    assert verdicts == {check: "fault" if check in faults else "good" for check in verdicts}


@pytest.mark.parametrize("near", SIDES)
@pytest.mark.parametrize(("lifted", "verdict"), [("near", "fault"), ("far", "good")])
def test_the_far_leg_is_not_judged(lifted, verdict, near):
    (leg,) = (side for side in SIDES if (side == near) == (lifted == "near"))
    poses = lifts({f"knee_{leg}": 30.0}).poses(camera=Camera(near))
    assert verdicts_of(UPPER_BACK_LIFT, poses)["legs_down"] == verdict


@pytest.mark.parametrize(
    ("movement", "count", "reasons"),
    [
        pytest.param(lifts(reps=3), 3, [], id="three"),
        pytest.param(lifts({"trunk": 70.0, "hands": 0.0}, reps=3), 3, [], id="faulty ones count"),
        pytest.param(lifts({"trunk": 6.0}), 0, ["range"] * 2, id="hardly lifted"),
        pytest.param(lifts(reps=0), 0, [], id="lying still"),
        pytest.param(cobras(2), 0, [], id="hands by the shoulders: another exercise"),
    ],
)
def test_count(movement, count, reasons):
    summary = summary_of(UPPER_BACK_LIFT, movement.poses())
    assert len(summary.repetitions) == count
    assert [partial.reason for partial in summary.partials] == reasons
