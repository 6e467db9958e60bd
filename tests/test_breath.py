from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.breath import Breath, BreathPacer, breath_at, breath_tone


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


def paced(held, fps=10):
    """Return when each tone is to be played, given (from, to, seconds held at the beginning)."""
    pacer, before, tones = BreathPacer(4.0), None, []
    for i in range(12 * fps):
        now_s = i / fps
        held_s = sum(
            at_s + now_s - since_s for since_s, to_s, at_s in held if since_s <= now_s < to_s
        )
        breath = pacer.update(now_s, held_s)
        tone = breath_tone(before, breath)
        tones += [(pytest.approx(now_s, abs=0.11), tone.removeprefix("breathe_"))] if tone else []
        before = breath
    return tones


BEFORE = [(0, "in"), (2, "out"), (4, "in")]
SINCE_3 = [*BEFORE[:2], (3, "in"), (4.9, "out"), (6.9, "in"), (8.9, "out"), (10.9, "in")]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param([], [*BEFORE, (6, "out"), (8, "in"), (10, "out")], id="nothing is held"),
        pytest.param(
            [(5, 12, 0.1)],
            [*BEFORE, (5, "in"), (6.9, "out"), (8.9, "in"), (10.9, "out")],
            id="a hold that begins while drawing in",
        ),
        pytest.param(
            [(3, 12, 0.1)],
            SINCE_3,
            id="while letting out",
        ),
        pytest.param(
            [(3, 7.5, 0.1), (7.8, 12, 4.9)],
            SINCE_3,
            id="missed for an instant",
        ),
        pytest.param(
            [(3, 7, 0.1), (7, 12, 3.8)],
            SINCE_3,
            id="found to be a little shorter",
        ),
        pytest.param(
            [(3, 5.2, 0.1), (5.2, 12, 1.7)],
            SINCE_3,
            id="shorter when the first breath has just been drawn in",
        ),
        pytest.param(
            [(3, 8, 0.1), (8, 12, 0.1)],
            [
                *BEFORE[:2],
                (3, "in"),
                (4.9, "out"),
                (6.9, "in"),
                (8, "in"),
                (9.9, "out"),
                (11.9, "in"),
            ],
            id="another one at once",
        ),
        pytest.param(
            [(3, 3.5, 0.1), (3.5, 12, 0.0)],
            [*BEFORE[:2], (3, "in"), (5.5, "out"), (7.5, "in"), (9.5, "out"), (11.5, "in")],
            id="found at once to have begun later",
        ),
        pytest.param(
            [(3, 4, 0.1), (4, 12, 0.6)],
            [*BEFORE[:2], (3, "in"), (5.4, "out"), (7.4, "in"), (9.4, "out"), (11.4, "in")],
            id="found while drawing in to have begun a little later",
        ),
        pytest.param(
            [(3, 8, 0.1)],
            SINCE_3,
            id="over in the middle of a breath",
        ),
    ],
)
def test_breaths_begin_with_a_hold_and_none_is_broken_off(held, expected):
    assert paced(held) == expected
