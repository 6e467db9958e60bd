import numpy as np
import pytest

from formcheck.io.fitting import TURNED_S, Fit, fitted

WIDTH, HEIGHT = 96, 64
OPENED, TURNED, TORN = (64, 96, 3), (96, 64, 3), (30, 96, 3)
LATE_S = TURNED_S


@pytest.mark.parametrize(
    ("pictures", "is_given"),
    [
        pytest.param([(0.0, OPENED)], True, id="as it was opened"),
        pytest.param([(0.0, OPENED), (0.1, TORN)], False, id="torn"),
        pytest.param([(0.0, TURNED), (LATE_S - 0.1, TURNED)], False, id="just turned"),
        pytest.param([(0.0, TURNED), (LATE_S, TURNED)], True, id="turned"),
        pytest.param([(0.0, TURNED), (LATE_S, OPENED)], True, id="turned back"),
        pytest.param([(0.0, TORN), (0.5, OPENED), (LATE_S, TORN)], False, id="torn now and then"),
        pytest.param([(0.0, TURNED), (LATE_S, TORN)], False, id="torn after it was turned"),
        pytest.param([(0.0, (64, 96)), (LATE_S, (64, 96))], False, id="without colours"),
        pytest.param([(0.0, (0, 0, 3)), (LATE_S, (0, 0, 3))], False, id="empty"),
    ],
)
def test_which_pictures_are_given(pictures, is_given):
    fit = Fit(WIDTH, HEIGHT)
    given = [fit.update(np.zeros(shape, np.uint8), time_s) for time_s, shape in pictures]
    assert (given[-1] is not None) == is_given
    assert {each.shape for each in given if each is not None} <= {OPENED}


def test_a_picture_is_fitted_between_black_borders():
    made = fitted(np.full(TURNED, 200, np.uint8), (WIDTH, HEIGHT))
    light = made.any(axis=2)
    assert made.shape == OPENED
    assert light.all(axis=0).tolist() == [26 <= column < 69 for column in range(WIDTH)]
