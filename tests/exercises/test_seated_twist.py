from dataclasses import replace

import pytest

from formcheck.exercises.seated_twist import SEATED_TWIST
from formcheck.posture import in_posture
from tests.camera import Camera
from tests.figure import Prone, Seated, Supine
from tests.movement import check_of

FRONT = Camera("front")


@pytest.mark.parametrize("check_id", ["elbow_to_thigh", "hips_grounded"])
@pytest.mark.parametrize("lean", [-20.0, -8.0, 0.0, 8.0, 20.0])
def test_of_who_leans_far_aside_elbow_and_hips_are_not_judged(lean, check_id):
    check = check_of(SEATED_TWIST, check_id)
    start = Seated().body(FRONT)
    twisted = Seated(lean=lean, twist=60).body(FRONT)
    body = replace(twisted, start=start, view="front", working="left")
    assert check.applies("twist_left", body) is (abs(lean) < 14)


@pytest.mark.parametrize("start", [-15, 0, 15], ids="turned at the start by {}".format)
@pytest.mark.parametrize(("twist", "applies"), [(20, False), (50, True)])
def test_who_has_not_twisted_yet_need_not_have_the_elbow_on_the_thigh(start, twist, applies):
    sitting, twisted = (Seated(twist=turned).body(FRONT) for turned in (start, start + twist))
    body = replace(twisted, start=sitting, view="front", working="left")
    assert check_of(SEATED_TWIST, "elbow_to_thigh").applies("twist_left", body) is applies


@pytest.mark.parametrize(("face", "applies"), [(70, True), (110, False)])
def test_of_whose_head_turns_much_further_than_the_chest_the_hips_are_not_judged(face, applies):
    twisted = Seated(twist=60, face=face).body(FRONT)
    body = replace(twisted, start=Seated().body(FRONT), view="front", working="left")
    assert check_of(SEATED_TWIST, "hips_grounded").applies("twist_left", body) is applies


def test_the_lean_is_told_all_the_same():
    check = check_of(SEATED_TWIST, "sit_tall")
    leaning = replace(Seated(lean=30).body(FRONT), start=Seated().body(FRONT), view="front")
    assert check.applies("twist_left", leaning)


@pytest.mark.parametrize(
    ("body", "sits"),
    [
        pytest.param(Seated().body(FRONT), True, id="sits"),
        pytest.param(Seated(lean=-45).body(FRONT), True, id="bends far aside"),
        pytest.param(Supine().body(Camera("left")), False, id="lies on the back"),
        pytest.param(Prone().body(Camera("right")), False, id="lies on the belly"),
    ],
)
def test_who_has_lain_down_sits_no_longer(body, sits):
    assert in_posture(body, SEATED_TWIST.within) is sits
