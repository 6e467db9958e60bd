import pytest

from formcheck.coaching.pictures import RECENT, PictureRate


def is_slow(steps_s, least_hz=12.0):
    rate = PictureRate(least_hz)
    return [rate.update(step_s) for step_s in steps_s][-1]


@pytest.mark.parametrize(
    ("steps_s", "slow"),
    [
        pytest.param([1 / 8] * RECENT, True, id="too few"),
        pytest.param([1 / 15] * RECENT, False, id="enough"),
        pytest.param([1 / 8] * (RECENT - 1), False, id="too soon to tell"),
        pytest.param([1 / 15] * 14 + [1 / 4] * 6, False, id="a stutter"),
        pytest.param([1 / 8] * 30 + [1 / 15] * 12, False, id="a light was turned on"),
    ],
)
def test_pictures_come_too_slowly(steps_s, slow):
    assert is_slow(steps_s) == slow
    assert not is_slow(steps_s, least_hz=0.0)
