import numpy as np
import pytest

from formcheck.landmarks import Landmark
from formcheck.tracking.edges import BACK_S, Edges

FPS = 10


def shown_without(landmark):
    return np.arange(len(Landmark)) != landmark


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(1, True)], True, id="from the beginning"),
        pytest.param([(5, True), (1, False)], False, id="out of the picture"),
        pytest.param([(5, False), (2, True)], False, id="just back in it"),
        pytest.param([(5, False), (4, True)], True, id="back for a while"),
        pytest.param([(3, False), (2, True), (1, False), (2, True)], False, id="now and then"),
    ],
)
def test_a_head_at_the_edge_is_a_guess_until_it_stays_in_the_picture(parts, expected):
    edges, frames = Edges(), [inside for seconds, inside in parts for _ in range(seconds * FPS)]
    for i, inside in enumerate(frames):
        for_good = edges.update(i / FPS, shown_without(None if inside else Landmark.NOSE))
    assert for_good[Landmark.NOSE] == expected
    assert for_good[Landmark.NOSE + 1 :].all()


def test_a_limb_is_seen_as_soon_as_it_is_in_the_picture():
    edges = Edges()
    assert not edges.update(0.0, shown_without(Landmark.LEFT_KNEE))[Landmark.LEFT_KNEE]
    assert edges.update(0.1, shown_without(None)).all()


def test_time_passes_where_nobody_is_seen():
    edges = Edges()
    edges.update(0.0, np.zeros(len(Landmark), bool))
    assert edges.update(BACK_S + 0.1, np.ones(len(Landmark), bool)).all()
