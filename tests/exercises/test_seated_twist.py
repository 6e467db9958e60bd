from dataclasses import replace

import pytest

from formcheck.exercises.seated_twist import SEATED_TWIST
from tests.camera import Camera
from tests.figure import Seated
from tests.movement import check_of

FRONT = Camera("front")


@pytest.mark.parametrize("check_id", ["elbow_to_thigh", "hips_grounded"])
@pytest.mark.parametrize("lean", [-20.0, -8.0, 0.0, 8.0, 20.0])
def test_of_who_leans_far_aside_elbow_and_hips_are_not_judged(lean, check_id):
    check = check_of(SEATED_TWIST, check_id)
    start = Seated().body(FRONT)
    body = replace(Seated(lean=lean).body(FRONT), start=start, view="front", working="left")
    assert check.applies("twist_left", body) is (abs(lean) < 14)


def test_the_lean_is_told_all_the_same():
    check = check_of(SEATED_TWIST, "sit_tall")
    leaning = replace(Seated(lean=30).body(FRONT), start=Seated().body(FRONT), view="front")
    assert check.applies("twist_left", leaning)
