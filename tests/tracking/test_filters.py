import numpy as np
import pytest

from formcheck.tracking.filters import OneEuroFilter


def run(values, dt=1 / 30, since_s=0.0, **settings):
    f = OneEuroFilter(**settings)
    return np.array(
        [f.update(since_s + i * dt, np.asarray(v, float)) for i, v in enumerate(values)]
    )


def test_a_constant_stays():
    np.testing.assert_allclose(run([[2.0, -1.0]] * 5), [[2.0, -1.0]] * 5)


def test_the_first_value_stays():
    assert run([3.0])[0] == 3.0


def test_noise_shrinks(rng):
    noise = rng.normal(size=(300, 4))
    assert run(noise)[60:].std() < 0.5 * noise[60:].std()


def test_fast_movement_is_followed_closer_with_beta():
    ramp = np.linspace(0, 10, 30)
    lag_without, lag_with = (ramp[-1] - run(ramp, beta=beta)[-1] for beta in (0.0, 1.0))
    assert 0 < lag_with < 0.5 * lag_without


def test_it_never_leaves_the_range_of_the_values(rng):
    values = rng.uniform(-1, 1, size=200)
    out = run(values, beta=5.0)
    assert out.min() >= values.min()
    assert out.max() <= values.max()


def test_elements_do_not_touch_each_other(rng):
    values = rng.normal(size=(50, 3, 2))
    together = run(values, beta=2.0)
    alone = run(values[:, 1, 0], beta=2.0)
    np.testing.assert_allclose(together[:, 1, 0], alone)


def test_nan_passes_and_forgets():
    out = run([1.0, 1.0, np.nan, 5.0])
    assert np.isnan(out[2])
    assert out[3] == 5.0


def test_nan_of_one_element_leaves_the_others():
    out = run([[1.0, 1.0], [np.nan, 2.0], [3.0, 2.0]])
    assert not np.isnan(out[:, 1]).any()


def test_only_time_that_passes_matters(rng):
    values = rng.normal(size=40)
    np.testing.assert_allclose(run(values), run(values, since_s=1000.0), rtol=1e-6)


def finer(values, times):
    """Return the values on straight ways from one to the next, at so many times the rate."""
    return np.interp(np.arange((len(values) - 1) * times + 1) / times, range(len(values)), values)


@pytest.mark.parametrize(
    ("beta", "atol"), [(0.0, 1e-9), (6.0, 0.06)], ids=["steady cutoff", "cutoff that follows"]
)
def test_frame_rates_agree(beta, atol, rng):
    values = np.cumsum(rng.uniform(-0.3, 0.3, size=60))
    slow = run(values, 1 / 15, beta=beta)
    fast = run(finer(values, 4), 1 / 60, beta=beta)[::4]
    np.testing.assert_allclose(slow, fast, atol=atol)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize("beta", [0.0, 6.0], ids=["steady cutoff", "cutoff that follows"])
def test_the_lag_on_a_straight_way_is_that_of_the_cutoff(fps, beta):
    speed = 0.5
    seconds = np.arange(6 * fps) / fps
    behind_s = (seconds - run(speed * seconds, 1 / fps, beta=beta) / speed)[-1]
    assert behind_s == pytest.approx(1 / (2 * np.pi * (1.0 + beta * speed)), rel=1e-3)


@pytest.mark.parametrize("again", [0.0, -1.0])
def test_time_must_advance(again):
    f = OneEuroFilter()
    f.update(0.0, np.zeros(1))
    with pytest.raises(ValueError, match="increase"):
        f.update(again, np.zeros(1))
