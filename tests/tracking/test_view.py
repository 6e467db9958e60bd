import numpy as np
import pytest

from formcheck.tracking.view import view_of
from tests.camera import Camera
from tests.figure import Prone, Seated, Supine, Tabletop


@pytest.mark.parametrize(
    ("figure", "place", "view"),
    [
        pytest.param(Prone(), "right", "side", id="prone from the right"),
        pytest.param(Prone(), "left", "side", id="prone from the left"),
        pytest.param(Prone(trunk=40), "right", "side", id="cobra from the side"),
        pytest.param(Prone(), "behind", "foot", id="prone from the feet"),
        pytest.param(Prone(), "above", "top", id="prone from above"),
        pytest.param(Supine(), "left", "side", id="supine from the side"),
        pytest.param(Supine(), "behind", "foot", id="supine from the head"),
        pytest.param(Supine(), "above", "top", id="supine from above"),
        pytest.param(Tabletop(), "right", "side", id="on all fours from the side"),
        pytest.param(Seated(), "front", "front", id="seated from the front"),
        pytest.param(Seated(), "right", "side", id="seated from the side"),
        pytest.param(Seated(), "corner", "oblique", id="seated from a corner"),
        pytest.param(Prone(), "corner", "oblique", id="prone from a corner"),
    ],
)
def test_view(figure, place, view):
    assert view_of(figure.body(Camera(place)).world) == view


@pytest.mark.parametrize("size", [0.3, 1.0, 5.0])
def test_how_large_the_body_is_does_not_matter(size):
    assert view_of(size * Seated().body(Camera("front")).world) == "front"


def test_over_several_instants_the_usual_one_counts():
    side, front = (Seated().body(Camera(place)).world for place in ("right", "front"))
    assert view_of(np.stack([side, front, side])) == "side"
    assert view_of(np.stack([front, front, side])) == "front"
