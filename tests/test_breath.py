from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.breath import Breath, breath_at, breath_tone


@pytest.mark.parametrize(
    ("now_s", "breath", "fill"),
    [
        pytest.param(0.0, Breath(True, 0.0, 0), 0.0, id="beginning"),
        pytest.param(1.0, Breath(True, 0.5, 0), 0.5, id="half in"),
        pytest.param(2.0, Breath(False, 0.0, 0), 1.0, id="full"),
        pytest.param(3.0, Breath(False, 0.5, 0), 0.5, id="half out"),
        pytest.param(4.0, Breath(True, 0.0, 1), 0.0, id="the next one"),
        pytest.param(41.0, Breath(True, 0.5, 10), 0.5, id="much later"),
    ],
)
def test_breath_of_four_seconds(now_s, breath, fill):
    now = breath_at(now_s, 4.0)
    assert now == breath
    assert now.fill == fill


@given(st.floats(0, 1e5), st.floats(1, 20))
def test_shares_stay_within(now_s, breath_s):
    now = breath_at(now_s, breath_s)
    assert 0 <= now.share <= 1
    assert 0 <= now.fill <= 1
    assert now.count == int(now_s // breath_s)


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_a_tone_for_each_half_breath(fps):
    breaths = [None, *(breath_at(i / fps, 5.0) for i in range(10 * fps))]
    tones = [breath_tone(before, now) for before, now in pairwise(breaths) if now is not None]
    assert [tone for tone in tones if tone] == ["breathe_in", "breathe_out"] * 2


@pytest.mark.parametrize("breath_s", [0.0, -1.0])
def test_a_breath_takes_time(breath_s):
    with pytest.raises(ValueError, match="some time"):
        breath_at(1.0, breath_s)


@pytest.mark.parametrize(
    ("now_s", "text"),
    [pytest.param(1, "Breathe in", id="in"), pytest.param(3, "Breathe out", id="out")],
)
def test_text(now_s, text):
    assert breath_at(now_s, 4.0).text == text
