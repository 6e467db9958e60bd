from dataclasses import replace

import numpy as np
import pytest

from formcheck.body import Body, SidedMeasure, on
from formcheck.landmarks import MIRROR, SIDES, Landmark, other
from formcheck.measures import bent_leg_over, feet_over, leg_over
from tests.camera import Camera
from tests.figure import Rolled

OVER: dict[str, SidedMeasure] = {
    "leg_over": leg_over,
    "feet_over": feet_over,
    "bent_leg_over": bent_leg_over,
}
CORNERS = ["corner", "other corner"]
every_measure = pytest.mark.parametrize(
    "measure",
    [
        *(
            pytest.param(on(s, over), id=f"{name} {s}")
            for name, over in OVER.items()
            for s in SIDES
        ),
    ],
)


def body_of(rng, *shape):
    points, world = rng.normal(size=(*shape, 33, 2)), rng.normal(size=(*shape, 33, 3))
    return Body(points, world, rng.normal(size=(*shape, 21)), "left")


@every_measure
def test_what_a_landmark_is_called_does_not_matter(measure, rng):
    body = body_of(rng, 20)
    renamed = replace(body, points=body.points[:, MIRROR])
    np.testing.assert_allclose(measure(renamed), measure(body))


@pytest.mark.parametrize("over", OVER.values(), ids=OVER)
def test_in_a_mirror_it_goes_to_the_other_side(over, rng):
    body = body_of(rng, 20)
    mirrored = replace(body, points=body.points * [-1, 1])
    for side in SIDES:
        np.testing.assert_allclose(over(mirrored, other(side)), over(body, side), atol=1e-9)


@every_measure
def test_a_recording_gives_what_its_frames_give(measure, rng):
    recording = body_of(rng, 5)
    frames = [replace(recording, points=points) for points in recording.points]
    np.testing.assert_allclose(measure(recording), [measure(frame) for frame in frames])


@every_measure
def test_what_is_missing_gives_nan_then_and_only_then(measure, rng):
    recording = body_of(rng, 3)
    recording.points[1] = np.nan
    assert np.isnan(measure(recording)).tolist() == [False, True, False]


@pytest.mark.parametrize("place", CORNERS)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("figure", "far"),
    [
        pytest.param(Rolled(), False, id="flat"),
        pytest.param(Rolled(over=1.0), True, id="rolled over"),
        pytest.param(Rolled(over=1.0, mistaken=1.0), True, id="rolled over, legs mistaken"),
        pytest.param(Rolled(kicked=1.0), False, id="a heel to the seat"),
    ],
)
def test_a_leg_goes_over_to_the_other_side(figure, far, side, place):
    body = replace(figure, side=side).body(Camera(place))
    assert (leg_over(body, side) > 0.3) == far
    assert leg_over(body, other(side)) < 0.1


def test_of_a_leg_before_the_body_the_foot_tells_however_high_its_knee_stands():
    body = Rolled("left", over=1.0).body(Camera("corner"))
    points = body.points.copy()
    points[Landmark.LEFT_KNEE] += [0, 0.8]
    assert leg_over(replace(body, points=points), "left") == leg_over(body, "left")


@pytest.mark.parametrize(
    ("share", "widened"),
    [
        pytest.param(1.0, 1.0, id="seen from above"),
        pytest.param(0.55, 0.5 / (0.55 * 0.64), id="from lower"),
        pytest.param(0.1, 1.0, id="in profile"),
    ],
)
def test_from_lower_a_leg_has_gone_over_by_more_than_it_seems(share, widened):
    """A lower camera shows less of what lies across the mat, in the back as in the legs."""
    lower = np.diag([1.0, share])
    over = Rolled("left", over=0.6).body(Camera("above"))
    over = replace(over, points=over.points @ lower)
    told, seen = (feet_over(one, "left") for one in (replace(over, start=over), over))
    assert told == pytest.approx(widened * seen, rel=0.01)
