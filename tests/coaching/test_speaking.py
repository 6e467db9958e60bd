from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.coaching.cues import Coach
from formcheck.coaching.speaking import (
    BEAT_S,
    COUNTDOWNS,
    NUMBERS,
    REPEAT_S,
    SPACING_S,
    Rank,
    Speaker,
    Utterance,
)
from formcheck.exercises import EXERCISES
from tests.coaching.told import ADVICE, assessments

STEP_S = 0.1


def said(offers, level="normal", until_s=20.0, lowest=Rank.COUNT):
    """Return when what is said, given (from, to, kind, rank) by text."""
    speaker, told = Speaker(level), []
    for i in range(round(until_s / STEP_S)):
        now_s = i * STEP_S
        for text, (from_s, to_s, kind, rank) in offers.items():
            if from_s - 1e-9 <= now_s <= to_s + 1e-9:
                speaker.offer(Utterance(now_s, kind, text, rank))
        one = speaker.next(now_s, lowest)
        if one is not None:
            told.append((pytest.approx(now_s), one.text))
    return told


FORM = ("form", Rank.TRUNK)


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        pytest.param({"a": (1, 1, *FORM)}, [(1, "a")], id="at once"),
        pytest.param({"a": (1, 1, *FORM), "b": (2, 2, *FORM)}, [(1, "a"), (3.5, "b")], id="spaced"),
        pytest.param({"a": (1, 1, *FORM), "b": (1.5, 1.5, *FORM)}, [(1, "a")], id="stale"),
        pytest.param(
            {"a": (1, 1, *FORM), "b": (1.5, 3, *FORM)}, [(1, "a"), (3.5, "b")], id="kept fresh"
        ),
        pytest.param({"a": (1, 12, *FORM)}, [(1, "a"), (11, "a")], id="not again within 10 s"),
        pytest.param(
            {"a": (1, 10.5, *FORM)},
            [(1, "a")],
            id="nor once it is put right by then",
        ),
        pytest.param(
            {"a": (1, 10.5, "alert", Rank.ALERT)},
            [(1, "a")],
            id="be it an alert",
        ),
        pytest.param(
            {"b": (1, 1, *FORM), "a": (1, 1, "alert", Rank.ALERT)}, [(1, "a")], id="by rank"
        ),
        pytest.param(
            {"3": (1, 1, "hold_end", Rank.HOLD), "2": (2, 2, "hold_end", Rank.HOLD)},
            [(1, "3"), (2, "2")],
            id="a countdown is closer",
        ),
        pytest.param(
            {"3": (1, 1, "countdown", Rank.VIEW), "2": (2, 2, "hold_end", Rank.HOLD)},
            [(1, "3"), (3.5, "2")],
            id="but only the same one",
        ),
        pytest.param(
            {"3": (1, 1, "hold_end", Rank.HOLD), "2": (2, 2, "hold_end", Rank.HOLD)}
            | {"a": (1.5, 4, "alert", Rank.ALERT)},
            [(1, "3"), (1.8, "a")],
            id="an alert ends a countdown",
        ),
        pytest.param(
            {"5": (1, 1, "count", Rank.COUNT), "a": (1.2, 1.9, "alert", Rank.ALERT)},
            [(1, "5"), (1.8, "a")],
            id="an alert does not wait long for a number",
        ),
        pytest.param(
            {"4": (1, 1, "count", Rank.COUNT), "5": (2.3, 2.3, "count", Rank.COUNT)},
            [(1, "4"), (2.3, "5")],
            id="fast repetitions are counted as fast",
        ),
        pytest.param(
            {"5 left": (1, 1, "count", Rank.COUNT), "a": (1.5, 4, "alert", Rank.ALERT)},
            [(1, "5 left"), (1.8, "a")],
            id="nor for other words",
        ),
        pytest.param(
            {"a": (1, 1, "alert", Rank.NECK_ALERT), "b": (1, 4, "alert", Rank.ALERT)},
            [(1, "a"), (3.5, "b")],
            id="but for another alert",
        ),
        pytest.param(
            {"5": (1, 1, "count", Rank.COUNT), "a": (1.5, 4, *FORM)},
            [(1, "5"), (3.5, "a")],
            id="and nothing else hurries",
        ),
    ],
)
def test_what_is_said_when(offers, expected):
    assert said(offers) == expected


def test_the_voice_may_be_kept_free():
    offers = {"a": (1, 1, *FORM), "b": (1, 1, "hold", Rank.HOLD)}
    assert said(offers, lowest=Rank.HOLD) == [(1, "b")]
    assert said({"a": (1, 1, *FORM)}, lowest=Rank.HOLD) == []


SECONDS = st.floats(0.1, 6.0)
MOMENTS = st.fixed_dictionaries(
    {"raised": st.sets(st.sampled_from([c.id for c in EXERCISES["cobra"].checks])).map(tuple)},
    optional={
        "done": st.booleans(),
        "armed": st.booleans(),
        "phase": st.sampled_from(["prone", "cobra"]),
        "body": st.none(),
        "advice": st.sampled_from(list(ADVICE)),
    },
)
HELD = st.fixed_dictionaries(
    {"raised": st.sets(st.sampled_from(["knee_across", "both_shoulders_flat"])).map(tuple)},
    optional={"hold": st.floats(0.1, 20.0), "side": st.sampled_from(["left", "right"])},
)
SETS = st.one_of(
    st.tuples(st.just("cobra"), st.lists(st.tuples(SECONDS, MOMENTS), max_size=12)),
    st.tuples(st.just("supine_twist"), st.lists(st.tuples(SECONDS, HELD), max_size=12)),
)


def spacing_s(last, one):
    goes_on = last.kind == one.kind and one.kind in COUNTDOWNS
    counts_on = one.kind == "count" and last.text.isdigit()
    cuts_in = one.kind == "alert" and last.kind != "alert"
    return BEAT_S if goes_on or counts_on or cuts_in else SPACING_S


@given(SETS, st.sampled_from(["quiet", "normal", "chatty"]), st.sampled_from([10, 30]))
def test_whatever_happens_there_is_one_voice(one_set, level, fps):
    exercise, parts = one_set
    coach, last = Coach(EXERCISES[exercise], Speaker(level)), None
    then_s: dict[str, float] = {}
    for now, advice in assessments(parts, fps):
        spoken = [one for one in coach.update(now, advice) if one.text]
        assert len(spoken) <= 1
        for one in spoken:
            now_s = now.timestamp_s
            assert last is None or now_s - last[0] >= spacing_s(last[1], one)
            again_s = now_s - then_s.get(one.text, -inf)
            assert again_s >= REPEAT_S or one.kind in NUMBERS
            assert 0 <= now_s - one.time_s <= one.stale_s
            assert len(one.text.split()) <= 6
            last, then_s[one.text] = (now_s, one), now_s
