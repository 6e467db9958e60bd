from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.counting.excursion import Excursion
from formcheck.counting.reps import RepCounter, Repetition

TWO_AND_TWO = ("right", "right", "left", "left")


def excursion(way, at_s, lasting_s=0.5, peak=1.2, pictures=7):
    times_s = np.linspace(at_s, at_s + lasting_s, pictures)
    shares = peak * (1 - np.abs(np.linspace(-1, 1, pictures)))
    return Excursion(way, at_s, at_s + lasting_s, times_s, shares)


def repetitions(pattern, ways, finish=True):
    counter = RepCounter(pattern)
    found = [one for i, way in enumerate(ways) for one in counter.update(excursion(way, i))]
    return found + (counter.finish() if finish else [])


@pytest.mark.parametrize(
    ("pattern", "ways", "expected"),
    [
        pytest.param((), "abab", ["a", "b", "a", "b"], id="every movement is one"),
        pytest.param("a", "aaa", ["a", "a", "a"], id="of one part"),
        pytest.param("ab", "abab", ["ab", "ab"], id="of two parts"),
        pytest.param("ab", "baba", ["ba", "ba"], id="in the other order"),
        pytest.param("ab", "abba", ["ab", "ba"], id="in either order"),
        pytest.param("ab", "aab", ["aab"], id="a part twice is still one"),
        pytest.param("ab", "aa", [], id="a part is missing"),
        pytest.param("abc", "abcacbabc", ["abc", "acb", "abc"], id="of three parts"),
        pytest.param("aabb", "aabb", ["aabb"], id="two and two"),
        pytest.param("aabb", "aabbaabb", ["aabb", "aabb"], id="two and two, twice"),
        pytest.param("aabb", "abab", ["ab", "ab"], id="one and one: over when the first is back"),
        pytest.param("aabb", "aabaabb", ["aab", "aabb"], id="one too few"),
        pytest.param("aabb", "aaabb", ["aaabb"], id="one too many"),
        pytest.param("aabb", "aab", ["aab"], id="cut off: no way is missing altogether"),
        pytest.param("aabb", "aa", [], id="cut off: a way is missing"),
        pytest.param("ab", "", [], id="nothing"),
    ],
)
def test_repetitions(pattern, ways, expected):
    found = repetitions(tuple(pattern), ways)
    assert ["".join(one.pattern) for one in found] == expected


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        pytest.param("aaaaaaaa", ["aaaa", "aaaa"], id="all of one way"),
        pytest.param("bbbba", ["bbbb"], id="and one that is left over"),
        pytest.param("abbbb", ["abbbb"], id="all but one"),
        pytest.param("aaabb", ["aaabb"], id="a run that is too short"),
        pytest.param("aaa", [], id="cut off"),
    ],
)
def test_ways_that_look_alike_may_be_taken_for_one_another(ways, expected):
    counter = RepCounter(tuple("aabb"), alike=True)
    found = [one for i, way in enumerate(ways) for one in counter.update(excursion(way, i))]
    assert ["".join(one.pattern) for one in found + counter.finish()] == expected


def test_it_is_counted_with_its_last_part_and_not_before():
    counter = RepCounter(TWO_AND_TWO)
    done = [len(counter.update(excursion(way, i))) for i, way in enumerate(TWO_AND_TWO)]
    assert done == [0, 0, 0, 1]


def test_times_are_those_of_its_parts():
    (one,) = repetitions(("a", "b"), "ab")
    assert (one.start_s, one.peak_s, one.end_s) == (0.0, 1.25, 1.5)


def test_the_span_is_that_of_what_is_open():
    counter = RepCounter(("a", "b"))
    assert counter.span is None
    counter.update(excursion("a", 3.0))
    assert counter.span == (3.0, 3.5)
    counter.update(excursion("b", 4.0))
    assert counter.span is None


def test_what_fell_short_is_told_with_the_repetition_in_which_it_did():
    counter = RepCounter(TWO_AND_TWO)
    counter.fell_short("right")
    for at_s, way in enumerate(("right", "left", "left")):
        counter.update(excursion(way, at_s))
    (first,) = counter.update(excursion("right", 4))
    counter.update(excursion("left", 5))
    (second,) = counter.finish()
    assert (first.short, second.short) == (("right",), ())


def test_what_is_dropped_does_not_count():
    counter = RepCounter(("a", "b"))
    counter.update(excursion("a", 0.0))
    counter.drop()
    assert counter.span is None
    assert counter.update(excursion("b", 1.0)) == []
    assert counter.finish() == []


def test_a_bare_repetition_has_neither_side_nor_range():
    one = Repetition((excursion("a", 0.0),))
    assert one.side is None
    assert np.isnan(one.range)


@pytest.mark.parametrize(
    ("pattern", "ways", "extents", "expected"),
    [
        pytest.param("", "a", [0.4], 0.4, id="one part"),
        pytest.param("ab", "ab", [0.4, 0.2], 0.6, id="two ways: from end to end"),
        pytest.param("ab", "aab", [0.3, 0.4, 0.2], 0.6, id="one of them in two goes: the farther"),
        pytest.param("aabb", "aabb", [120.0, 110.0, 130.0, 120.0], 120.0, id="the usual part"),
    ],
)
def test_what_is_done_again_goes_no_farther(pattern, ways, extents, expected):
    parts = list(zip(ways, extents, strict=True))
    assert RepCounter(tuple(pattern)).range_of(parts) == pytest.approx(expected)


@given(st.lists(st.sampled_from("lr"), max_size=40), st.sampled_from(["", "l", "lr", "rrll"]))
def test_every_movement_is_in_at_most_one_repetition_and_none_lacks_a_way(ways, pattern):
    found = repetitions(tuple(pattern), ways)
    parts = [part.start_s for one in found for part in one.parts]
    assert parts == sorted(set(parts))
    assert all(set(one.pattern) >= set(pattern) for one in found)


@given(st.lists(st.sampled_from("lr"), max_size=40))
def test_a_repetition_of_two_ways_never_counts_more_than_the_rarer_one(ways):
    assert len(repetitions(("l", "r"), ways)) <= min(
        Counter({"l": 0, "r": 0} | Counter(ways)).values()
    )


@given(st.lists(st.sampled_from("lr"), max_size=40), st.integers(0, 40))
def test_what_was_counted_stays_counted(ways, first):
    start = repetitions(("l", "r"), ways[:first], finish=False)
    whole = repetitions(("l", "r"), ways, finish=False)
    assert [one.pattern for one in whole[: len(start)]] == [one.pattern for one in start]
