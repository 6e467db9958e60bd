from dataclasses import replace

import pytest

from formcheck.landmarks import Landmark
from formcheck.measures import neck_bent_back, neck_extension
from formcheck.measures.neck import ASIDE_DEG, STRAIGHT_NECK_DEG, STRAIGHT_NECK_SPACE_DEG
from tests.camera import Camera
from tests.figure import Prone, Tabletop

ALIKE_DEG = (STRAIGHT_NECK_DEG - STRAIGHT_NECK_SPACE_DEG) / 2
"""What it adds that figures are in space as they are drawn."""


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("figure", [Prone, Tabletop])
@pytest.mark.parametrize("neck", [-40, 0, 35])
@pytest.mark.parametrize("raised_deg", [0, 20])
def test_the_neck_is_bent_by_the_middle_of_what_pixels_and_space_show(
    raised_deg, neck, figure, place
):
    """A raised camera shows more of it in pixels, at the start as later."""
    camera = Camera(place)
    body, start = figure(neck=neck).body(camera), figure().body(camera)
    seen_from_above, straight = (
        replace(body, points=raised.points)
        for body, raised in (
            (body, figure(neck=neck + raised_deg).body(camera)),
            (start, figure(neck=raised_deg + 2 * ALIKE_DEG).body(camera)),
        )
    )
    for side in ("left", "right"):
        assert neck_extension(body, side) == pytest.approx(neck + ALIKE_DEG, abs=1e-3)
        known = replace(seen_from_above, start=straight)
        assert neck_extension(known, side) == pytest.approx(neck + ALIKE_DEG, abs=1e-3)


@pytest.mark.parametrize(
    ("now", "before", "taken_off_deg"),
    [
        pytest.param(0.12, 0.12, 0, id="ahead"),
        pytest.param(0.03, 0.12, ASIDE_DEG, id="aside"),
        pytest.param(0.03, 0.04, 0, id="a face that is narrow all the time"),
        pytest.param(0.09, 0.2, 0, id="a face that was drawn too long"),
    ],
)
def test_a_face_turned_aside_does_not_bend_the_neck_back(now, before, taken_off_deg):
    body, start = Prone(trunk=30, neck=20).body(), Prone().body()
    for one, nose in ((body, now), (start, before)):
        one.points[Landmark.NOSE] = one.joint("ear", "right") + [nose, 0.0]
    body = replace(body, start=start)
    taken_off = neck_extension(body, "right") - neck_bent_back(body, "right")
    assert taken_off == pytest.approx(taken_off_deg)
