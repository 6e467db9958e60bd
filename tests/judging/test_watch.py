from dataclasses import replace
from math import inf, nan

import pytest

from formcheck.checks import Against, Check, Limit, MoveCheck, PatternCheck, Severity, Verdict
from formcheck.counting.excursion import Excursion
from formcheck.counting.reps import Repetition
from formcheck.judging.watch import CheckWatch, MoveWatch, PatternWatch
from tests.counting.test_reps import excursion
from tests.figure import Prone

FPS = 20
BAD, GOOD = 1.0, 0.0
BODY = Prone().body()
LARGE = Limit(0.25, 0.18)
REST = None
"""An instant at which the check does not apply."""


class Reading:
    """A measure that reads what it is told to."""

    value = 0.0

    def __call__(self, body):
        return self.value


def watched(*parts, start=nan, limit=LARGE, **given):
    """Return what a check comes to over a stream of (seconds, value), and its events."""
    reading = Reading()
    watch = CheckWatch(Check("some", reading, limit, "torso", "Do better", **given))
    instants = [value for seconds, value in parts for _ in range(round(seconds * FPS))]
    for i, value in enumerate(instants):
        if value is REST:
            watch.rest(i / FPS)
        else:
            reading.value = value
            watch.update(i / FPS, 1 / FPS, BODY, start)
    return watch.finish(), watch.events


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        pytest.param([(5, GOOD)], "good", id="good"),
        pytest.param([(4, GOOD), (1, BAD)], "fault", id="a fault"),
        pytest.param([(4, GOOD), (0.4, BAD), (1, GOOD)], "good", id="a fault too short to raise"),
        pytest.param([(1, BAD), (20, GOOD)], "fault", id="one fault among much that is good"),
        pytest.param([(5, nan)], "not_seen", id="never seen"),
        pytest.param([(5, inf)], "not_seen", id="infinite"),
        pytest.param([(5, REST)], "not_seen", id="never applied"),
        pytest.param([], "not_seen", id="nothing"),
        pytest.param([(8.5, nan), (1.5, GOOD)], "not_seen", id="seen for 15 %"),
        pytest.param([(7.5, nan), (2.5, GOOD)], "good", id="seen for 25 %"),
        pytest.param([(9, REST), (1, GOOD)], "good", id="seen whenever it applied"),
        pytest.param([(5, BAD), (1, nan)], "fault", id="raised when it went out of sight"),
        pytest.param([(0.4, BAD), (3, REST)] * 3, "not_seen", id="each time too short to raise"),
        pytest.param([(0.3, BAD), (0.4, GOOD), (3, REST)] * 3, "good", id="mostly good each time"),
    ],
)
def test_verdict(parts, verdict):
    finding, _ = watched(*parts)
    assert finding.verdict is Verdict(verdict)


@pytest.mark.parametrize(("unseen_s", "raised"), [(0.9, True), (1.2, False)])
def test_what_is_no_longer_seen_is_soon_no_longer_raised(unseen_s, raised):
    reading = Reading()
    watch = CheckWatch(Check("some", reading, LARGE, "torso", "Do better"))
    for i in range(round((1 + unseen_s) * FPS)):
        reading.value = BAD if i < FPS else nan
        watch.update(i / FPS, 1 / FPS, BODY, nan)
    assert watch.raised == raised
    assert len(watch.events) == (not raised)
    watch.finish()
    (event,) = watch.events
    assert event.end_s == pytest.approx(1.0, abs=2 / FPS)


def test_what_a_finding_says():
    finding, events = watched((2, GOOD), (1, 0.6), (1, 0.9), (1, GOOD), (3, nan))
    assert finding.judged_s == pytest.approx(5)
    assert finding.fault_s == pytest.approx(2, abs=0.1)
    assert (finding.worst, finding.worst_s) == (0.9, pytest.approx(3))
    (event,) = events
    assert (event.check, event.cue, event.unit) == ("some", "Do better", "torso")
    assert (event.start_s, event.end_s, event.worst) == pytest.approx((2, 4, 0.9), abs=0.05)
    assert event.severity is Severity.WARN


def test_the_worst_of_a_fault_is_that_of_a_warning():
    glitch, faults = (0.2, 2.0), [(1, 0.6), (1, GOOD), (1, 0.7)]
    finding, events = watched((2, GOOD), glitch, (1, GOOD), *faults, (1, GOOD), glitch, (1, GOOD))
    assert [event.worst for event in events] == [0.6, 0.7]
    assert (finding.worst, finding.worst_s) == (0.7, pytest.approx(5.2))


def test_the_worst_of_what_is_good_is_what_came_nearest_to_the_limit():
    finding, _ = watched((1, 170.0), (1, 152.0), (1, 160.0), limit=Limit(150, 155))
    assert finding.worst == 152
    assert finding.verdict is Verdict.GOOD


@pytest.mark.parametrize(
    ("against", "start", "parts", "verdict"),
    [
        pytest.param(Against.ZERO, 0.5, [(2, 0.3)], "fault", id="itself"),
        pytest.param(Against.START, 0.5, [(2, 0.7)], "good", id="a little over the start"),
        pytest.param(Against.START, 0.5, [(2, 0.8)], "fault", id="far over the start"),
        pytest.param(Against.START, 0.5, [(2, 0.0)], "good", id="far under the start"),
        pytest.param(Against.START, nan, [(2, 0.8)], "not_seen", id="the start was not seen"),
        pytest.param(Against.DEVIATION, 0.5, [(2, 0.7)], "good", id="near the start"),
        pytest.param(Against.DEVIATION, 0.5, [(2, 0.1)], "fault", id="under the start"),
        pytest.param(Against.DEVIATION, 0.5, [(2, 0.9)], "fault", id="over the start"),
        pytest.param(
            Against.START_SHARE, 2.0, [(2, 1.8)], "good", id="10 % less than at the start"
        ),
        pytest.param(Against.START_SHARE, 2.0, [(2, 1.4)], "fault", id="30 % less"),
        pytest.param(Against.START_SHARE, 2.0, [(2, 3.0)], "good", id="more than at the start"),
        pytest.param(Against.START_SHARE, nan, [(2, 1.0)], "not_seen", id="no start to go by"),
        pytest.param(Against.FIRST_SHARE, nan, [(2, 2.0), (2, 1.8)], "good", id="10 % less"),
        pytest.param(Against.FIRST_SHARE, nan, [(2, 2.0), (2, 1.4)], "fault", id="30 % dropped"),
        pytest.param(Against.FIRST_SHARE, nan, [(4, 1.4)], "good", id="the same throughout"),
        pytest.param(
            Against.FIRST_SHARE, nan, [(9, REST), (2, nan), (2, 2.0), (2, 1.4)], "fault", id="late"
        ),
        pytest.param(Against.FIRST_SHARE, nan, [(4, 0.0)], "not_seen", id="no share of nothing"),
        pytest.param(Against.LEAST_DEVIATION, 0.1, [(4, 0.9)], "good", id="the start was off"),
        pytest.param(Against.LEAST_DEVIATION, 0.5, [(2, 0.6), (2, 0.9)], "fault", id="moved"),
        pytest.param(Against.LEAST_DEVIATION, 0.5, [(2, 0.9), (2, 0.6)], "good", id="moved back"),
        pytest.param(Against.LEAST_DEVIATION, nan, [(2, 0.6), (2, 0.9)], "fault", id="no start"),
        pytest.param(Against.LEAST_DEVIATION, 0.5, [(2, nan)], "not_seen", id="nothing seen"),
    ],
)
def test_what_a_value_is_held_against(against, start, parts, verdict):
    finding, _ = watched(*parts, start=start, against=against)
    assert finding.verdict is Verdict(verdict)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        pytest.param([0.02, -0.01, 0.0], "good", id="back where it was"),
        pytest.param([0.4, 0.4, 0.0, 0.4, 0.4], "fault", id="not back"),
        pytest.param([0.5, 0.4, 0.4, 0.3, 0.2], "not_seen", id="on the way back"),
        pytest.param([0.1, 0.2, 0.3, 0.4, 0.5], "not_seen", id="on the way elsewhere"),
        pytest.param([0.4, nan, nan], "fault", id="not back when last seen"),
        pytest.param([nan, nan], "not_seen", id="not seen"),
    ],
)
def test_the_end_of_a_set_is_judged_by_its_usual_value(values, verdict):
    readings = iter(values)
    watch = CheckWatch(
        Check("some", lambda body: next(readings), Limit(0.25, 0.18), "torso", "Cue")
    )
    watch.end([(9 + i / 10, BODY) for i in range(len(values))], start=0.0)
    assert watch.finish().verdict is Verdict(verdict)


@pytest.mark.parametrize(("unseen_s", "verdict"), [(3, "good"), (4.5, "not_seen")])
def test_the_end_is_part_of_the_time_in_which_it_applies(unseen_s, verdict):
    reading = Reading()
    reading.value = nan
    watch = CheckWatch(Check("some", reading, LARGE, "torso", "Do better"))
    for i in range(round(unseen_s * FPS)):
        watch.update(i / FPS, 1 / FPS, BODY, nan)
    reading.value = GOOD
    watch.end([(9 + i / 10, BODY) for i in range(11)], start=nan)
    assert watch.finish().verdict is Verdict(verdict)


SLOW = MoveCheck("slow", lambda move, before: move.peak, Limit(0.7, 0.75), "s", "Lower slowly")


@pytest.mark.parametrize(
    ("peaks", "verdict", "worst", "events"),
    [
        pytest.param([], "not_seen", nan, 0, id="no movement"),
        pytest.param([1.0, 1.2], "good", 1.0, 0, id="good ones"),
        pytest.param([1.0, 0.6, 0.5], "fault", 0.5, 2, id="an event for each at fault"),
    ],
)
def test_movements(peaks, verdict, worst, events):
    watch = MoveWatch(SLOW)
    at_fault = [watch.update(excursion("up", i, peak=peak), []) for i, peak in enumerate(peaks)]
    finding = watch.finish()
    assert finding.verdict is Verdict(verdict)
    assert finding.worst == pytest.approx(worst, nan_ok=True)
    assert finding.judged_s == 0.5 * len(peaks)
    assert sum(at_fault) == len(watch.events) == events


def test_a_fault_lasts_for_the_part_of_a_movement_that_it_is_about():
    whole, entry = MoveWatch(SLOW), MoveWatch(replace(SLOW, span=lambda move: (1.0, 1.1)))
    for watch in (whole, entry):
        watch.update(excursion("up", 1.0, peak=0.5), [])
    findings = [watch.finish() for watch in (whole, entry)]
    assert [(e.start_s, e.end_s) for w in (whole, entry) for e in w.events] == [(1, 1.5), (1, 1.1)]
    assert [finding.fault_s for finding in findings] == pytest.approx([0.5, 0.1])
    assert [finding.worst_s for finding in findings] == [1.25, 1.1]


def test_a_movement_is_judged_whose_part_that_it_is_about_took_no_time():
    watch = MoveWatch(replace(SLOW, span=lambda move: (1.0, 1.0)))
    watch.update(excursion("up", 1.0), [])
    finding = watch.finish()
    assert finding.verdict is Verdict.GOOD
    assert finding.judged_s == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("peaks", "faults"),
    [
        pytest.param([0.5], 0, id="the first alone"),
        pytest.param([1.0, 0.5, 1.0, 0.5], 0, id="one of two"),
        pytest.param([1.0, 0.5, 0.6, 1.0], 1, id="two in a row"),
        pytest.param([0.5, 0.6, 0.4], 2, id="three in a row"),
    ],
)
def test_of_several_movements_in_a_row_the_best_counts(peaks, faults):
    watch = MoveWatch(replace(SLOW, in_a_row=2))
    for i, peak in enumerate(peaks):
        watch.update(excursion("up", i, peak=peak), [])
    finding = watch.finish()
    assert [event.worst for event in watch.events] == [0.6] * faults
    assert (finding.verdict is Verdict.NOT_SEEN) is (len(peaks) < 2)


@pytest.mark.parametrize("value", [nan, inf])
def test_a_movement_that_can_not_be_told_is_not_judged(value):
    watch = MoveWatch(MoveCheck("some", lambda move, before: value, Limit(1, 0.9), "s", "Cue"))
    assert not watch.update(excursion("up", 0.0), [])
    assert watch.finish().verdict is Verdict.NOT_SEEN


def test_a_movement_is_judged_with_those_before_it():
    seen: list[Excursion] = []
    check = MoveCheck("some", lambda move, before: len(before), Limit(1.5, 1), "parts", "Cue")
    watch = MoveWatch(check)
    for i in range(3):
        watch.update(excursion("up", i), list(seen))
        seen.append(excursion("up", i))
    assert [event.worst for event in watch.events] == [2]


@pytest.mark.parametrize(
    ("patterns", "verdict", "wrong"),
    [
        pytest.param([], "not_seen", [], id="no repetition"),
        pytest.param(["rrll"], "good", [], id="two and two"),
        pytest.param(["llrr"], "good", [], id="in the other order"),
        pytest.param(["rrl"], "fault", [1], id="one missing"),
        pytest.param(["rrrll"], "fault", [1], id="one too many"),
        pytest.param(["rl"], "fault", [2], id="two missing"),
        pytest.param(["rrll", "rl", "rrll"], "fault", [2], id="one among good ones"),
    ],
)
def test_patterns(patterns, verdict, wrong):
    watch = PatternWatch(PatternCheck("pattern", "Two each"), tuple("rrll"))
    for i, pattern in enumerate(patterns):
        watch.update(Repetition(tuple(excursion(way, 10 * i + j) for j, way in enumerate(pattern))))
    assert watch.finish().verdict is Verdict(verdict)
    assert [event.worst for event in watch.events] == wrong


@pytest.mark.parametrize(
    ("patterns", "wrong"),
    [
        pytest.param(["rrll", "rl", "rrll"], [], id="one among good ones"),
        pytest.param(["rrll", "rl", "rrl", "rrll"], [1], id="two in a row"),
    ],
)
def test_of_several_patterns_in_a_row_the_best_counts(patterns, wrong):
    watch = PatternWatch(PatternCheck("pattern", "Two each", in_a_row=2), tuple("rrll"))
    for i, pattern in enumerate(patterns):
        watch.update(Repetition(tuple(excursion(way, 10 * i + j) for j, way in enumerate(pattern))))
    assert [event.worst for event in watch.events] == wrong


@pytest.mark.parametrize(
    ("pattern", "short", "verdict"),
    [
        pytest.param("rll", "r", "not_seen", id="the missing one was begun"),
        pytest.param("rrrr", "", "not_seen", id="all of one way are missing"),
        pytest.param("rll", "l", "fault", id="another one was begun"),
        pytest.param("rrll", "r", "good", id="none is missing"),
        pytest.param("rrrll", "r", "fault", id="one too many"),
    ],
)
def test_a_part_that_seemed_too_small_is_not_taken_for_a_missing_one(pattern, short, verdict):
    watch = PatternWatch(PatternCheck("pattern", "Two each"), tuple("rrll"))
    parts = tuple(excursion(way, i) for i, way in enumerate(pattern))
    watch.update(Repetition(parts, short=tuple(short)))
    assert watch.finish().verdict is Verdict(verdict)


@pytest.mark.parametrize(("pictures", "verdict"), [(4, "not_seen"), (5, "fault")])
def test_what_was_seen_in_few_pictures_is_not_judged(pictures, verdict):
    move, pattern = MoveWatch(SLOW), PatternWatch(PatternCheck("some", "Cue"), tuple("rrll"))
    move.update(excursion("up", 0.0, peak=0.5, pictures=pictures), [])
    fast = [excursion(way, i, pictures=pictures) for i, way in enumerate("rrl")]
    pattern.update(Repetition((excursion("l", -1.0), *fast, excursion("l", 4.0))))
    assert [watch.finish().verdict.value for watch in (move, pattern)] == [verdict] * 2


@pytest.mark.parametrize(("other", "verdict"), [(0.5, "fault"), (0.6, "not_seen")])
def test_a_movement_is_not_judged_in_which_limbs_are_taken_for_one_another(other, verdict):
    watch = MoveWatch(SLOW)
    watch.update(replace(excursion("up", 0.0, peak=0.5), other=other), [])
    assert watch.finish().verdict is Verdict(verdict)


@pytest.mark.parametrize(("ahead", "verdict"), [(0.7, "fault"), (0.6, "not_seen")])
def test_a_pattern_is_not_judged_of_which_a_part_may_have_gone_another_way(ahead, verdict):
    watch = PatternWatch(PatternCheck("some", "Cue"), tuple("rrll"))
    sure = tuple(excursion(way, i) for i, way in enumerate("rrl"))
    watch.update(Repetition((*sure[:2], replace(sure[2], ahead=ahead))))
    assert watch.finish().verdict is Verdict(verdict)
