from dataclasses import replace

import pytest

from formcheck import measures
from formcheck.landmarks import other
from tests.camera import Camera
from tests.figure import Seated


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_turn_is_told_in_space_and_by_how_narrow_the_shoulders_are(side):
    camera = Camera("front")
    start, far, near = (
        Seated(twist=twist if side == "left" else -twist).body(camera) for twist in (0, 60, 20)
    )
    turned = replace(far, start=start)
    mistaken = replace(turned, world=near.world)  # the landmarks are often wrong in space
    assert measures.chest_turn(turned, side) == pytest.approx(60)
    assert measures.chest_turn(mistaken, side) == pytest.approx((20 + 60) / 2)
    assert measures.chest_turn(mistaken, other(side)) == -measures.chest_turn(mistaken, side)
    assert measures.chest_turn(replace(turned, start=None), side) == pytest.approx(60)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("start", [-20, 0, 20])
def test_a_chest_has_turned_by_as_much_wherever_the_camera_stands(start, side):
    sign = 1 if side == "left" else -1
    sitting, twisted = (
        Seated(twist=sign * twist).body(Camera("front")) for twist in (start, start + 40)
    )
    assert measures.chest_turned(replace(twisted, start=sitting), side) == pytest.approx(40)
    assert measures.chest_turned(twisted, side) == 0
