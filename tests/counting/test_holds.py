import numpy as np
import pytest

from formcheck.counting.excursion import Excursion
from formcheck.counting.holds import Hold, hold_of
from formcheck.counting.motion import Motion


def excursion(held_s, way_s=1.0, fps=30):
    """Return a way there, a hold and a way back, from second 10 on."""
    times_s = 10 + np.arange(0, held_s + 2 * way_s, 1 / fps)
    gone = np.minimum(times_s - 10, 10 + held_s + 2 * way_s - times_s) / way_s
    shares = 1.4 * np.clip(gone, 0, 1)
    return Excursion("up", 10.0, float(times_s[-1]), times_s, shares)


@pytest.mark.parametrize("held_s", [3.0, 15.0, 25.0])
@pytest.mark.parametrize("fps", [15, 60])
def test_it_is_held_from_getting_there_to_leaving(held_s, fps):
    hold = hold_of(
        excursion(held_s, fps=fps), Motion(settling_s=1.2, on_the_way_speed=0.25), "left"
    )
    assert hold.side == "left"
    assert hold.start_s == pytest.approx(11.0, abs=0.2)
    assert hold.held_s == pytest.approx(held_s, abs=0.3)


def test_held_is_from_start_to_end():
    assert Hold(None, 2.0, 19.5).held_s == 17.5
