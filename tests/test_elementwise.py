import numpy as np
import pytest

from formcheck.elementwise import choose, clip

VALUES = np.array([-2.0, -0.5, 0.0, 0.5, 2.0, np.nan])


def test_choosing_takes_the_one_where_the_condition_holds():
    chosen = choose(VALUES > 0, VALUES, -1.0)
    np.testing.assert_array_equal(chosen, [-1, -1, -1, 0.5, 2, -1])


@pytest.mark.parametrize("made", [np.float64, np.array])
def test_a_number_is_chosen_as_in_an_array(made):
    one_by_one = [choose(made(value) > 0, value, -1.0) for value in VALUES]
    np.testing.assert_array_equal(one_by_one, choose(VALUES > 0, VALUES, -1.0))


def test_clipping_keeps_within_bounds_and_leaves_what_is_missing():
    np.testing.assert_array_equal(clip(VALUES, -1, 1), [-1, -0.5, 0, 0.5, 1, np.nan])


@pytest.mark.parametrize(("condition", "chosen"), [(True, 1.0), (False, 2.0)])
def test_a_plain_truth_chooses_as_one_of_numpys_own(condition, chosen):
    assert choose(condition, 1.0, 2.0) == chosen
