from dataclasses import replace

import numpy as np
import pytest

from formcheck.landmarks import other
from formcheck.posture import in_posture
from formcheck.prone import LYING, PRONE, chest_ahead, chest_up
from tests.camera import Camera
from tests.figure import Kneeling, Prone, Seated, Supine, Tabletop

SIDES = ["left", "right"]


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize(
    ("figure", "flat", "lying"),
    [
        pytest.param(Prone(), True, True, id="flat"),
        pytest.param(Prone(trunk=15.0), True, True, id="hardly raised"),
        pytest.param(Prone(trunk=30.0), False, True, id="raised"),
        pytest.param(Prone(trunk=80.0), False, True, id="raised as far as can be"),
        pytest.param(Prone(knee_left=80.0, knee_right=80.0), False, True, id="legs bent"),
        pytest.param(Supine(), False, False, id="on the back"),
        pytest.param(Seated(), False, False, id="sits where they lay"),
        pytest.param(Kneeling(), False, False, id="kneels"),
        pytest.param(Tabletop(), False, False, id="on all fours"),
        pytest.param(Tabletop(folded=1.0), False, False, id="folded"),
    ],
)
def test_positions(figure, flat, lying, place):
    body = figure.body(Camera(place))
    assert (in_posture(body, PRONE), in_posture(body, LYING)) == (flat, lying)


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize(
    ("figure", "ahead"),
    [
        pytest.param(Prone(trunk=30.0), np.nan, id="too low to tell"),
        pytest.param(Prone(trunk=80.0), 1.0, id="raised from the belly"),
    ],
)
def test_where_a_risen_chest_looks(figure, ahead, place):
    body = figure.body(Camera(place))
    assert chest_ahead(body) == pytest.approx(ahead, abs=0.1, nan_ok=True)
    to_the_feet = replace(body, near=other(body.near))  # as of who lay the other way round
    assert chest_ahead(to_the_feet) == pytest.approx(-ahead, abs=0.1, nan_ok=True)


@pytest.mark.parametrize("place", SIDES)
@pytest.mark.parametrize(
    ("figure", "up"),
    [
        pytest.param(Prone(), -1.0, id="on the belly"),
        pytest.param(Supine(), 1.0, id="on the back"),
        pytest.param(Kneeling(), 0.0, id="upright"),
    ],
)
def test_how_much_the_chest_looks_up(figure, up, place):
    assert chest_up(figure.body(Camera(place))) == pytest.approx(up, abs=0.2)
