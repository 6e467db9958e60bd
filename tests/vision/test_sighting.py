from dataclasses import replace

import numpy as np
import pytest

from formcheck.landmarks import MIRROR
from formcheck.vision.parts import Part
from formcheck.vision.scaling import InputTransform
from formcheck.vision.sighting import alone, at_home, person_to_follow, without
from tests.vision.people import BODY, FOLDED, HEAD_TO_TAIL, RISEN, person


@pytest.mark.parametrize(
    ("other", "beside"),
    [
        pytest.param(person(), False, id="the same"),
        pytest.param(person(320, 310), False, id="a moment later"),
        pytest.param(person(metre_px=230), False, id="coming closer"),
        pytest.param(person(body=BODY[MIRROR]), False, id="left and right swapped"),
        pytest.param(person(body=HEAD_TO_TAIL), False, id="head and feet swapped"),
        pytest.param(person(visibility=0.2), False, id="hardly visible"),
        pytest.param(person(120, 100, 80), True, id="somebody in the background"),
        pytest.param(person(300, 60), True, id="somebody behind"),
    ],
)
def test_somebody_else_is_in_another_place(other, beside):
    assert person().beside(other) == other.beside(person()) == beside


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        pytest.param(person(330, 310), True, id="a moment later"),
        pytest.param(person(body=HEAD_TO_TAIL), True, id="drawn head to tail"),
        pytest.param(person(body=BODY[:, [1, 0, 2]]), False, id="somebody who stands in front"),
        pytest.param(person(300, 60), False, id="somebody behind"),
    ],
)
def test_one_place_may_be_drawn_in_two_ways(other, shared):
    assert person().shares_place(other) == other.shares_place(person()) == shared


BACKWARDS = person(260, body=FOLDED * [-1, 1, 1] - [0.5, 0, 0])
RISEN_BACKWARDS = RISEN * [-1, -1, 1] + [0.3, 0.15, 0]


@pytest.mark.parametrize(
    ("fresh", "tracked", "rights"),
    [
        pytest.param(
            person(420, body=FOLDED), person(body=HEAD_TO_TAIL), True, id="a fold drawn stretched"
        ),
        pytest.param(
            person(body=HEAD_TO_TAIL), person(420, body=FOLDED), False, id="a fold drawn as one"
        ),
        pytest.param(BACKWARDS, person(body=FOLDED), False, id="two folds"),
        pytest.param(
            person(body=RISEN),
            person(visibility=0.8, body=RISEN_BACKWARDS),
            True,
            id="risen and believed further",
        ),
        pytest.param(
            person(visibility=0.8, body=RISEN),
            person(body=RISEN_BACKWARDS),
            False,
            id="risen and believed less",
        ),
        pytest.param(
            person(), person(visibility=0.8, body=HEAD_TO_TAIL), False, id="flat and stretched"
        ),
        pytest.param(person(body=RISEN), person(visibility=0.8, body=RISEN), False, id="as drawn"),
        pytest.param(
            person(420, visibility=0.3, body=FOLDED),
            person(body=HEAD_TO_TAIL),
            False,
            id="not a whole person",
        ),
        pytest.param(
            person(420, 60, body=FOLDED), person(body=HEAD_TO_TAIL), False, id="somebody behind"
        ),
    ],
)
def test_who_was_drawn_head_to_tail_is_righted(fresh, tracked, rights):
    assert fresh.rights(tracked) == rights


NEAR, FAR = person(400, 300, 200), person(100, 100, 90)
SHRUNK = person(405, 300, 200, visibility=0.4)


@pytest.mark.parametrize(
    ("sightings", "last", "chosen"),
    [
        pytest.param([FAR, NEAR], None, NEAR, id="at first the one closest by"),
        pytest.param([NEAR, FAR], person(110, 100, 90), FAR, id="later the one seen last"),
        pytest.param([SHRUNK, FAR], None, FAR, id="nobody who is not plausible"),
        pytest.param([FAR], NEAR, None, id="nobody else instead"),
        pytest.param([SHRUNK], NEAR, None, id="not plausible even if alone"),
        pytest.param([], None, None, id="nobody there"),
    ],
)
def test_choice(sightings, last, chosen):
    assert person_to_follow(sightings, last) is chosen


@pytest.mark.parametrize(
    ("sightings", "last", "chosen"),
    [
        pytest.param([NEAR, FAR], NEAR, FAR, id="the one seen of late"),
        pytest.param([NEAR, FAR], None, FAR, id="not the one closest by"),
        pytest.param([NEAR], NEAR, NEAR, id="the one seen last where there is no other"),
        pytest.param([NEAR], FAR, None, id="nobody else instead"),
        pytest.param([NEAR], None, NEAR, id="anybody after a while"),
    ],
)
def test_choice_by_places(sightings, last, chosen):
    places = [FAR, FAR, FAR, NEAR]
    assert person_to_follow(sightings, last, places) is chosen


@pytest.mark.parametrize(
    ("places", "home"), [([], True), ([NEAR, FAR], True), ([NEAR, FAR, FAR], False)]
)
def test_home_is_where_somebody_was_for_half_of_the_time(places, home):
    assert at_home(NEAR, places) == home


def test_a_folded_body_is_no_farther_than_a_stretched_one():
    folded = BODY * [0.4, 1, 1]
    assert person(body=folded).metre_px == pytest.approx(person().metre_px)


def test_the_back_is_looked_for_where_the_mask_is():
    """The same body seen in all of a picture, and in a part of one that is twice as large."""
    band = np.zeros((480, 640), bool)
    band[270:310, 180:480] = True
    seen = replace(person(), mask=band)
    part = InputTransform(Part(300, 200, 1280, 960), (640, 480))
    far = replace(seen, points=seen.points * 2 + [300, 200], transform=part)
    here, there = seen.pose(1.5), far.pose(1.5)
    assert np.isfinite(here.back).all()
    np.testing.assert_allclose(there.back, here.back)
    np.testing.assert_array_equal(there.image, far.points)
    assert there.timestamp_s == 1.5


def test_others_are_blackened():
    image = np.full((480, 640, 3), 255, np.uint8)
    cut = alone(NEAR, image, [NEAR, FAR])
    assert cut[300, 400].all()
    assert not cut[100, 100].any()
    assert 0.05 < cut.mean() / 255 < 0.5


def test_a_person_alone_needs_no_cutting():
    image = np.zeros((480, 640, 3), np.uint8)
    assert alone(NEAR, image, [NEAR]) is image


def test_somebody_half_out_of_the_picture_can_be_cut_out():
    image = np.full((480, 640, 3), 255, np.uint8)
    leaving = person(620, 470)
    assert alone(leaving, image, [leaving, FAR])[470, 600].all()


def test_somebody_can_be_taken_out_of_a_larger_picture():
    mask = np.zeros((480, 640), bool)
    mask[100:200, 300:400] = True
    front = replace(
        person(), mask=mask, transform=InputTransform(Part(0, 0, 1280, 960), (640, 480))
    )
    image = np.full((960, 1280, 3), 255, np.uint8)
    rows, columns = np.nonzero(~without([front], image).any(axis=2))
    assert (rows.min(), rows.max()) == (192, 407)
    assert (columns.min(), columns.max()) == (592, 807)
    assert image.all()
