import numpy as np
import pytest

from formcheck.vision.watch import DOUBT, RARER, RETRY_S, Doubt, Watch
from tests.vision.people import BODY, FOLDED, person

HERE, THERE = person(400, 300), person(100, 60, 80)
SHRUNK = person(400, 300, visibility=0.3)


@pytest.fixture
def watch():
    watch = Watch()
    watch.saw(10.0, HERE)
    return watch


@pytest.mark.parametrize(
    ("timestamp_s", "tracked", "believed"),
    [
        pytest.param(10.1, HERE, True, id="still there"),
        pytest.param(10.1, SHRUNK, False, id="not a whole person"),
        pytest.param(10.1, THERE, False, id="jumped to somebody else"),
        pytest.param(11.9, THERE, False, id="somebody else for a while"),
        pytest.param(12.1, THERE, False, id="somebody else where nobody was of late"),
        pytest.param(20.1, THERE, True, id="gone so long that they may have moved"),
        pytest.param(3.0, THERE, True, id="the video was wound back"),
    ],
)
def test_belief(watch, timestamp_s, tracked, believed):
    assert watch.believes(timestamp_s, tracked) == believed


def test_nobody_is_believed_before_a_search():
    assert not Watch().believes(0.0, HERE)


def test_the_first_frame_is_searched():
    assert Watch().search_due(0.0)


def test_a_track_in_doubt_is_given_a_moment(watch):
    due = [watch.search_due(10 + t / 10) for t in range(1, 17)]
    assert [t for t, now in enumerate(due, start=1) if now] == [5, 10, 15]


def test_seeing_the_person_again_puts_the_search_off(watch):
    watch.saw(10.4, HERE)
    assert not watch.search_due(10.6)


def test_a_video_wound_back_is_searched(watch):
    assert watch.search_due(2.0)


@pytest.mark.parametrize(
    ("looks", "stays"),
    [
        pytest.param([HERE], [False], id="seen once"),
        pytest.param([HERE, HERE], [False, True], id="seen twice there"),
        pytest.param([HERE, THERE], [False, False], id="then somewhere else"),
        pytest.param([HERE, None, HERE], [False, False, False], id="gone meanwhile"),
    ],
)
def test_who_is_nearer_is_the_person_once_they_stay(watch, looks, stays):
    assert [watch.stays(newcomer) for newcomer in looks] == stays


PATH = [person(400 - 40 * step, 300) for step in range(10)]


def test_a_track_that_is_taken_along_is_left(watch):
    for step in range(1, 30):
        watch.saw(10 + step / 10, HERE)
    for step, at in enumerate(PATH):
        now_s = 13 + step / 10
        if not watch.believes(now_s, at):
            break
        watch.saw(now_s, at)
    assert 3 < step <= 6  # no further than a body's half from one to the next
    assert watch.search_due(now_s)  # at once


def test_who_has_moved_for_long_is_there(watch):
    for step in range(1, 40):
        watch.saw(10 + step / 10, THERE)
    assert watch.believes(14.0, THERE)


def test_the_places_of_a_video_wound_back_are_forgotten(watch):
    (place,) = watch.places(10.4)
    assert place.same_as(HERE)
    assert watch.places(9.9) == watch.places(20.1) == []


def test_of_a_place_no_mask_is_kept(watch):
    (place,) = watch.places(10.4)
    assert place.mask.size == 0 < HERE.mask.size


DOUBTED = person(visibility=0.9 * DOUBT)


def looks_at(tracked, seconds=10):
    doubt = Doubt()
    return [tick / 100 for tick in range(100 * seconds) if doubt.is_due(tick / 100, tracked)]


def test_who_is_in_doubt_is_looked_at_afresh_ever_more_seldom():
    first, *more = looks_at(DOUBTED)
    waits = np.diff([first, *more])
    assert first == pytest.approx(RETRY_S, abs=0.02)
    np.testing.assert_allclose(waits[:3], RETRY_S * RARER ** np.arange(1, 4), atol=0.02)


@pytest.mark.parametrize(
    "tracked",
    [
        pytest.param(person(), id="believed"),
        pytest.param(person(visibility=0.7, body=FOLDED), id="folded"),
        pytest.param(person(visibility=0.7, body=BODY[:, [1, 0, 2]]), id="upright"),
    ],
)
def test_who_is_not_in_doubt_is_not_looked_at_afresh(tracked):
    assert looks_at(tracked) == []


def test_a_video_wound_back_is_looked_at_afresh():
    doubt = Doubt()
    assert [doubt.is_due(now_s, DOUBTED) for now_s in (20.0, 21.0, 3.0)] == [False, True, True]
