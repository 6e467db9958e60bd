from dataclasses import replace

import numpy as np
import pytest

from formcheck.measures import (
    back_line,
    lumbar_arch,
    lumbar_bend,
    lumbar_hollow,
    ragged_lumbar_bend,
)
from tests.figure import Tabletop


@pytest.mark.parametrize("depth", [0.05, 0.15])
def test_a_hinge_arches_more_than_an_even_hollow_as_deep(depth):
    even, hinge = Tabletop(spine=-depth).body(), Tabletop(hinge=depth).body()
    assert lumbar_hollow(hinge) == pytest.approx(-depth, abs=1e-6)
    assert lumbar_hollow(even) > -depth
    assert lumbar_arch(hinge) > 1.3 * lumbar_arch(even)
    assert lumbar_arch(Tabletop().body()) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("tip", [-0.2, 0.3])
def test_ends_of_unlike_height_do_not_bend_the_back(tip):
    body = Tabletop(spine=0.05).body()
    tipped = replace(body, back=body.back + np.linspace(0, tip, 21))
    np.testing.assert_allclose(back_line(tipped), back_line(body), atol=1e-12)


@pytest.mark.parametrize("samples", [[2], [4], [4, 12], [10, 11]])
def test_samples_that_jump_are_left_out_of_a_ragged_bend(samples):
    body = Tabletop(spine=-0.1).body()
    ragged = body.back.copy()
    ragged[samples] += 0.2
    bend = ragged_lumbar_bend(replace(body, back=ragged))
    assert bend == pytest.approx(lumbar_bend(body), abs=0.03)


def test_the_lower_back_bends_where_the_upper_one_is_hidden():
    body = Tabletop(hinge=0.1).body()
    half = body.back.copy()
    half[15:] = np.nan
    assert lumbar_bend(replace(body, back=half)) == pytest.approx(lumbar_bend(body))
