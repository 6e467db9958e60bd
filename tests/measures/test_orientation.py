import pytest

from formcheck import measures
from tests.figure import Prone, Seated, Supine


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        pytest.param(Seated(), 0.99, 1.0, id="seated"),
        pytest.param(Prone(), 0.0, 0.3, id="prone"),
        pytest.param(Supine(), -0.01, 0.01, id="supine"),
    ],
)
def test_uprightness(figure, low, high):
    assert low <= measures.uprightness(figure.body()) <= high
