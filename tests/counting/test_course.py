import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.counting.course import AlikeCourse, Course, GappyCourse

STEP_S = 0.1
GAP_S = 0.55
"""Between two sums of steps."""


def course_of(shares):
    """Return the course of one way, a share at every step."""
    return Course("up", samples_of(shares))


def gappy_of(shares):
    """Return one of a position that may seem to be left for five steps."""
    return GappyCourse("up", samples_of(shares), GAP_S, led_s=0.0)


def alike_of(*shares):
    """Return one of limbs that look alike, the shares of the left and of the right one."""
    samples = [
        (i * STEP_S, {"left": left, "right": right}) for i, (left, right) in enumerate(shares)
    ]
    return AlikeCourse("left", samples)


def samples_of(shares):
    return [(i * STEP_S, {"up": share}) for i, share in enumerate(shares)]


def test_what_leads_into_it_is_of_its_own_way():
    course = Course("up", [(0.0, {"up": 0.1}), (0.1, {"down": 2.0}), (0.2, {"up": 0.6})])
    assert (course.times_s, course.shares, course.peak) == ([0.0, 0.2], [0.1, 0.6], 0.6)


@pytest.mark.parametrize(
    ("shares", "overtaken", "end"),
    [
        pytest.param([0, 1], False, None, id="there"),
        pytest.param([0, 1, 0.2], False, 2, id="at rest"),
        pytest.param([0, 1, 0.41], True, None, id="not back by enough, whatever else goes on"),
        pytest.param([0, 1, 0.39], False, None, id="coming back"),
        pytest.param([0, 1, 0.39], True, 2, id="coming back as another way has begun"),
        pytest.param([0, 1, 0.3, *[0.31] * 3], False, None, id="no lower for a moment"),
        pytest.param([0, 1, 0.3, *[0.31] * 4], False, 2, id="no lower for longer"),
        pytest.param([0, 1, 0.3, 0.49], False, None, id="hardly up again"),
        pytest.param([0, 1, 0.3, 0.51], False, 2, id="up again"),
        pytest.param([0, 3, 1.1, 1.71], False, 2, id="up again, of one that went far"),
    ],
)
def test_when_it_is_over(shares, overtaken, end):
    assert course_of(shares).end(overtaken) == end


@pytest.mark.parametrize(
    ("shares", "start"),
    [
        pytest.param([0, 0, 0, 0.5, 1], 2, id="out of calm"),
        pytest.param([0, 0, 0.09, 0.5, 1], 1, id="where the rise begins"),
        pytest.param([0, 0.02, 0.04, 0.06, 0.08, 0.5, 1], 4, id="after a drift"),
        pytest.param([0.3] * 4 + [0.6, 1], 3, id="out of a rest that is not calm"),
        pytest.param([0, 0.6, 0.3, 0.3, 0.7, 1], 3, id="after a try"),
        pytest.param([1.2, 1.5], 0, id="there from the first instant"),
    ],
)
def test_where_rest_was_left(shares, start):
    assert course_of(shares).start() == start


@pytest.mark.parametrize(
    ("shares", "end"),
    [
        pytest.param([0, 1], None, id="there"),
        pytest.param([0, 1, 0.76], None, id="hardly on the way back"),
        pytest.param([0, 1, 0.74], 2, id="on the way back"),
        pytest.param([0, 1, 0.7, 0.3, 0.3], 3, id="no further from when it was as low"),
    ],
)
def test_what_the_end_cuts_off_is_over_from_when_it_was_on_its_way_back(shares, end):
    assert course_of(shares).cut_off() == end


@pytest.mark.parametrize(
    ("peak", "other", "way"),
    [
        pytest.param(0.6, 0.65, "up", id="another leads by little"),
        pytest.param(0.6, 0.67, "down", id="another leads clearly"),
        pytest.param(0.2, 0.49, "up", id="another leads that has not clearly begun"),
        pytest.param(0.2, 0.5, "down", id="another leads that has"),
    ],
)
def test_it_is_taken_for_another_that_clearly_leads(peak, other, way):
    course = course_of([0.0, peak])
    assert course.taken_for(0.2, {"up": peak, "down": other}, "down") is course
    assert course.way == way


def test_how_long_it_is_held_is_known_at_every_instant():
    course = course_of([0.0, 0.5, *[1.0] * 20])
    before = course.held()
    course.append((2.2, {"up": 1.0}))
    after = course.held()
    course.append((2.3, {"up": 0.6}))
    assert before == pytest.approx((0.2, 2.1))
    assert after == pytest.approx((0.2, 2.2))
    assert course.held() == after


def test_what_is_cut_is_from_where_rest_was_left():
    excursion = course_of([0, 0, 0, 0.6, 1.2, 0.6, 0.1, 0]).cut(6)
    assert (excursion.way, excursion.peak) == ("up", 1.2)
    assert (excursion.start_s, excursion.end_s) == pytest.approx((0.2, 0.6))
    assert excursion.shares.tolist() == [0, 0.6, 1.2, 0.6, 0.1]


@pytest.mark.parametrize(
    ("shares", "way"),
    [
        pytest.param([(0, 0), (1, 0), (0, 2), (0, 2), (1, 0), (1, 0), (0, 0)], "left", id="most"),
        pytest.param([(0, 0), (1, 0), (0, 2), (1, 2), (0, 0)], "right", id="hardly most"),
        pytest.param([*[(0.4, 0)] * 5, (0, 1), (0.4, 0.5), (0.4, 0)], "right", id="not at rest"),
        pytest.param([*[(0.5, 0)] * 9, (0, 2), (0, 2), (0.5, 0)], "right", id="not before"),
    ],
)
def test_of_limbs_that_look_alike_it_is_the_one_that_is_ahead_in_most_samples(shares, way):
    course: Course = AlikeCourse("left", [])
    for i, (left, right) in enumerate(shares):
        seen = {"left": left, "right": right}
        course = course.taken_for(i * STEP_S, seen, max(seen, key=lambda name: seen[name]))
        course.append((i * STEP_S, seen))
    assert course.way == course.cut(len(shares) - 1).way == way
    assert course.peak == max(max(pair) for pair in shares)


@pytest.mark.parametrize(
    ("shares", "ahead", "other"),
    [
        pytest.param([(0, 0), (1, 0), (3, -0.1), (1, 0), (0, 0)], 1.0, 0.0, id="for certain"),
        pytest.param([(0, 0), (1, 0), (0, 2), (3, 0.5), (1, 0), (0, 0)], 0.75, 2.0, id="nearly"),
        pytest.param([(0, 0), (0.2, 0.1), (0.4, 0.3), (0, 0)], 0.0, 0.3, id="not begun"),
    ],
)
def test_how_sure_it_is_which_limb_it_was(shares, ahead, other):
    excursion = alike_of(*shares).cut(len(shares) - 1)
    assert (excursion.ahead, excursion.other) == (ahead, other)


@pytest.mark.parametrize(
    ("shares", "end"),
    [
        pytest.param([(0, 0), (3, 0), (0, 3)], None, id="one is taken for the other"),
        pytest.param([(0, 0), (3, 0), (0, 3), (0.2, 0.1)], 3, id="both at rest"),
        pytest.param([(0, 0), (3, 0), (1.0, 1.1)], None, id="the other is ahead by little"),
        pytest.param([(0, 0), (3, 0), (1.6, 1.6), (0, 2.9)], None, id="they meet high up"),
        pytest.param([(0, 0), (3, 0), (1.4, 1.4), (0.8, 2.0)], None, id="they meet: hardly up"),
        pytest.param([(0, 0), (3, 0), (1.4, 1.4), (0.7, 2.1)], 2, id="they meet half-way"),
        pytest.param([(0, 0), (3, 0), (1.4, 0), (2.1, 0)], None, id="one that wobbles"),
        pytest.param([(0, 0), (3, 0), (1.1, 0), (1.8, 0)], 2, id="one, twice"),
        pytest.param([(0, 0), (3, 0), (1.1, 0), (3.5, 0)], 2, id="one, twice, the second at once"),
        pytest.param([(0.4, 0), (0.1, 0), (3, 0)], None, id="nothing before it began"),
    ],
)
def test_when_a_movement_of_limbs_that_look_alike_is_over(shares, end):
    assert alike_of(*shares).end(overtaken=False) == end


def test_a_movement_of_limbs_that_look_alike_goes_on_when_one_is_hidden():
    course = alike_of((0, 0), (3, 0))
    course.append((0.2, {"right": 2.0}))
    assert course.is_in({"right": 1.0})
    assert course.shares == [0, 3, 2.0]


@pytest.mark.parametrize(
    ("shares", "end"),
    [
        pytest.param([0, 1.2, 1.2, *[0] * 6], None, id="left for no longer than a gap"),
        pytest.param([0, 1.2, 1.2, *[0] * 7], 3, id="left for longer"),
        pytest.param([0, 1.2, 0, 0, 1.2, *[0] * 6], None, id="found again meanwhile"),
        pytest.param([0, 1.2, 0.4, 0.1, *[0.3] * 6], 3, id="over at its lowest"),
        pytest.param([0, 1.2, *[0.5] * 9], None, id="not half-way back"),
        pytest.param([0, 2.8, *[1.05] * 9], None, id="still far enough"),
    ],
)
def test_what_may_have_gaps_is_over_after_one(shares, end):
    gappy = gappy_of(shares)
    assert gappy.end(overtaken=False) == end
    assert gappy.cut_off() is None


@pytest.mark.parametrize(
    ("away", "start"), [pytest.param(4, 1, id="a gap"), pytest.param(7, 10, id="longer than a gap")]
)
def test_rest_was_left_before_a_gap(away, start):
    shares = [0, 0, 1.2, 1.2, *[0] * away, 1.5, 1.5]
    assert gappy_of(shares).start() == start
    assert course_of(shares).start() == 3 + away


@pytest.mark.parametrize(
    ("held", "other", "led", "way"),
    [
        pytest.param(1, 1.5, 1, "down", id="at once while it is new"),
        pytest.param(4, 1.5, 5, "up", id="for no longer than a gap"),
        pytest.param(4, 1.5, 8, "down", id="for longer than a gap"),
        pytest.param(4, 0.9, 20, "up", id="not far enough to count"),
    ],
)
def test_another_way_takes_over_what_may_have_gaps(held, other, led, way):
    rows = [{"up": 1.2, "down": 0.0}] * held + [{"up": 0.5, "down": other}] * led
    course: Course = GappyCourse("up", [], GAP_S, led_s=0.0)
    for i, row in enumerate(rows):
        course = course.taken_for(i * STEP_S, row, max(row, key=lambda name: row[name]))
        course.append((i * STEP_S, row))
    assert course.way == way
    assert len(course.times_s) == held + led


@given(st.lists(st.floats(-0.5, 3.0), min_size=1, max_size=40), st.booleans())
def test_it_starts_no_later_than_it_is_farthest_and_ends_no_sooner(shares, may_have_gaps):
    course = gappy_of(shares) if may_have_gaps else course_of(shares)
    assert course.peak == max(shares)
    assert 0 <= course.start() <= course.top
    if course.peak > 0.45:
        ends = [course.end(overtaken=False), course.end(overtaken=True), course.cut_off()]
        assert all(end is None or course.top < end < len(shares) for end in ends)
