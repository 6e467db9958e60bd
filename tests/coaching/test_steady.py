import pytest

from formcheck.coaching.steady import Steady


def kept(values, fps):
    steady = Steady("a", change_s=0.5)
    return [steady.update(i / fps, value) for i, value in enumerate(values)][-1]


@pytest.mark.parametrize("fps", [10, 30])
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([("b", 0.4)], "a", id="not for long enough"),
        pytest.param([("b", 0.8)], "b", id="for long enough"),
        pytest.param([("b", 0.4), ("a", 0.1), ("b", 0.4)], "a", id="interrupted"),
        pytest.param([("b", 0.4), ("c", 0.4)], "a", id="neither for long enough"),
        pytest.param([("b", 0.8), ("c", 0.8)], "c", id="one after the other"),
    ],
)
def test_changes_to_what_lasts(parts, expected, fps):
    values = [value for value, seconds in parts for _ in range(round(seconds * fps))]
    assert kept(values, fps) == expected
