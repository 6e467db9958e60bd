import numpy as np
import pytest

from formcheck.counting.quantile import quantile


@pytest.mark.parametrize("share", [0.0, 0.25, 0.75, 1.0])
@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_it_is_the_linear_one(rng, count, share):
    values = rng.normal(size=count)
    assert quantile(values.tolist(), share) == pytest.approx(np.quantile(values, share))
