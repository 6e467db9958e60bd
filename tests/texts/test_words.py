import json
import re
from importlib.resources import files

import pytest

from formcheck.exercises import EXERCISES
from formcheck.texts.words import (
    base_name,
    breaths_text,
    check_text,
    clock_text,
    count_text,
    percent_text,
    signal_text,
    value_text,
)

TEXTS = json.loads(files("formcheck.texts").joinpath("texts.json").read_text("utf-8"))
CHECKS = {check.id for exercise in EXERCISES.values() for check in exercise.checks}


def test_every_check_is_explained_and_nothing_else():
    assert {name for name in TEXTS["checks"] if "." not in name} == CHECKS
    assert set(TEXTS["signals"]) == set(EXERCISES)
    for check in CHECKS:
        text = check_text("cobra", check)
        assert all((text.title, text.seen, text.why, text.do)), check


def test_a_text_of_one_exercise_belongs_to_one_of_its_checks():
    for name in TEXTS["checks"]:
        if "." in name:
            exercise, check = name.split(".")
            assert check in {each.id for each in EXERCISES[exercise].checks}
            assert check_text(exercise, check) != check_text("other", check)


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_texts_are_soft_and_never_a_diagnosis(check):
    text = check_text("cobra", check)
    assert re.search(r"\b(look|looks|seem|seems|looking)\b", text.seen)
    words = " ".join((text.title, text.seen, text.why, text.do)).lower()
    assert not re.search(r"injur|diagnos|damage|patholog|disease|herniat|must\b", words)


def test_of_a_users_own_exercise_the_ids_are_said():
    assert check_text("arm_raise", "arms_up").title == "Arms up"
    assert signal_text("arm_raise") == "Movement that was counted"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (value_text(54.6, "deg"), "55°"),
        (value_text(0.158, "torso"), "0.16 torso"),
        (value_text(0.291, "share"), "29 %"),
        (value_text(-0.004, "torso"), "0.00 torso"),
        (value_text(-0.4, "deg"), "0°"),
        (value_text(-0.6, "deg"), "-1°"),
        (value_text(-0.004, "share"), "0 %"),
        (value_text(2.0, "parts"), "2"),
        (value_text(1.0, "furlong"), "1.00 furlong"),
        (clock_text(0.0), "0:00.0"),
        (clock_text(59.96), "1:00.0"),
        (clock_text(125.25), "2:05.2"),
        (breaths_text(3.0), "3.0"),
        (breaths_text(2.99), "2.9"),
        (breaths_text(2.3), "2.3"),
        (breaths_text(0.04), "0.0"),
        (percent_text(1.0), "100 %"),
        (percent_text(0.999), "99 %"),
        (percent_text(0.0), "0 %"),
        (count_text(1, "hold"), "1 hold"),
        (count_text(0, "hold"), "0 holds"),
        (base_name("/a/b.mp4"), "b.mp4"),
        (base_name("C:\\a\\b.mp4"), "b.mp4"),
        (base_name("a/"), "a"),
    ],
)
def test_numbers_in_words(text, expected):
    assert text == expected
