from math import inf, nan

import pytest

from formcheck.posture import Range, in_posture
from tests.figure import Prone

BODY = Prone().body()


def reading(value):
    return lambda body: value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(1.0, True, id="at the lower end"),
        pytest.param(1.5, True, id="within"),
        pytest.param(2.0, True, id="at the upper end"),
        pytest.param(0.9, False, id="below"),
        pytest.param(2.1, False, id="above"),
        pytest.param(nan, False, id="not seen is not held"),
    ],
)
def test_range(value, expected):
    assert Range(reading(value), 1.0, 2.0).holds(BODY) is expected


@pytest.mark.parametrize("value", [-inf, inf])
def test_what_is_infinite_was_not_seen(value):
    assert not Range(reading(value)).holds(BODY)
    assert Range(reading(value), 1.0, 2.0, or_hidden=True).holds(BODY)


@pytest.mark.parametrize("value", [-1e9, 0.0, 1e9])
def test_an_open_range_takes_whatever_was_seen(value):
    assert Range(reading(value)).holds(BODY)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([], True, id="no part: always"),
        pytest.param([1.0, 2.0], True, id="every part"),
        pytest.param([1.0, 3.0], False, id="one part does not hold"),
        pytest.param([1.0, nan], False, id="one part not seen"),
    ],
)
def test_a_posture_holds_if_every_part_does(values, expected):
    assert in_posture(BODY, tuple(Range(reading(v), 0.0, 2.0) for v in values)) is expected
