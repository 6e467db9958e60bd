from dataclasses import replace

import pytest

from formcheck.checks import Check, Limit, MoveCheck, Severity
from formcheck.exercise import Repetitions
from formcheck.exercises import EXERCISES
from formcheck.profiles import (
    HEALTH_NOTE,
    PROFILES,
    ProfileError,
    apply_profiles,
    profiles_of,
)


def limits(exercise, profiles):
    applied = apply_profiles(EXERCISES[exercise], profiles_of(profiles))
    return {check.id: check.limit.enter for check in applied.checks}


BOTH = "sensitive-back,sensitive-neck"


@pytest.mark.parametrize("exercise", ["cobra", "cat_cow", "cobra_kicks"])
@pytest.mark.parametrize(
    ("profiles", "back", "neck"),
    [
        pytest.param("default", 1.0, 1.0, id="default changes nothing"),
        pytest.param("", 1.0, 1.0, id="none is default"),
        pytest.param("sensitive-back", 0.6, 1.0, id="back"),
        pytest.param("sensitive-neck", 1.0, 0.5, id="neck"),
        pytest.param(BOTH, 0.6, 0.5, id="both"),
        pytest.param("sensitive-neck,sensitive-back", 0.6, 0.5, id="both, the other way round"),
        pytest.param("default,sensitive-back", 0.6, 1.0, id="with default"),
    ],
)
def test_limits(exercise, profiles, back, neck):
    usual = {check.id: check.limit.enter for check in EXERCISES[exercise].checks}
    factors = {"over_arch": back, "neck_over_extension": neck}
    expected = {check: limit * factors.get(check, 1.0) for check, limit in usual.items()}
    assert limits(exercise, profiles) == pytest.approx(expected)


@pytest.mark.parametrize("profiles", ["sensitive-back", "sensitive-neck", BOTH])
@pytest.mark.parametrize("exercise", list(EXERCISES))
def test_a_limit_is_never_wider_for_the_injured(exercise, profiles):
    usual = limits(exercise, "default")
    for check in apply_profiles(EXERCISES[exercise], profiles_of(profiles)).checks:
        if check.severity is Severity.ALERT:
            assert check.limit.enter <= usual[check.id]
        assert check.limit.enter != check.limit.leave


def test_a_check_may_have_a_limit_of_its_own_under_a_profile():
    own = Check(
        "neck_over_extension",
        lambda body: body.points[..., 0, 0],
        Limit(25, 20),
        "deg",
        "Keep your head in line",
        profiles={"sensitive-neck": Limit(10, 7)},
    )
    exercise = replace(EXERCISES["cobra"], checks=(own,))
    (changed,) = apply_profiles(exercise, profiles_of("sensitive-neck")).checks
    assert changed.limit == Limit(10, 7)


@pytest.mark.parametrize(
    ("exercise", "profiles", "check", "words"),
    [
        ("cobra", "default", "over_arch", "Lower your chest. Ease your lower back"),
        ("cobra", "sensitive-back", "over_arch", "small"),
        ("cobra_kicks", "sensitive-back", "over_arch", "Move your hands forward"),
        ("cat_cow", "sensitive-neck", "neck_over_extension", "head in line"),
    ],
)
def test_cues(exercise, profiles, check, words):
    applied = apply_profiles(EXERCISES[exercise], profiles_of(profiles))
    assert words in next(one.cue for one in applied.checks if one.id == check)


@pytest.mark.parametrize("exercise", list(EXERCISES))
@pytest.mark.parametrize("profiles", ["pregnant", "default,pregnant", "pregnant,sensitive-neck"])
def test_expecting_only_cat_and_cow_is_offered(exercise, profiles):
    if exercise == "cat_cow":
        assert apply_profiles(EXERCISES[exercise], profiles_of(profiles)).id == "cat_cow"
        return
    with pytest.raises(ProfileError, match="ask your physician") as refused:
        apply_profiles(EXERCISES[exercise], profiles_of(profiles))
    assert exercise in str(refused.value)
    assert "cat_cow" in str(refused.value)
    assert "twisting can be harmful" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_own_exercise_is_not_offered_because_it_is_called_as_one_that_is():
    own = replace(EXERCISES["cobra"], id="cat_cow")
    assert apply_profiles(own, profiles_of(BOTH)).id == "cat_cow"
    with pytest.raises(ProfileError, match=r"^your own cat_cow is not offered .*\(only cat_cow\)"):
        apply_profiles(own, profiles_of("pregnant"))


def test_cat_and_cow_with_another_goal_is_still_offered():
    cat_cow = EXERCISES["cat_cow"]
    changed = replace(cat_cow, goal=Repetitions(("cow", "cat"), target=3, enough=2))
    assert apply_profiles(changed, profiles_of("sensitive-back,pregnant")).goal == changed.goal


def test_an_unknown_profile_says_which_there_are():
    with pytest.raises(ProfileError, match=r"'sore'.*default, sensitive-back") as unknown:
        profiles_of("default, sore")
    assert "\n" not in str(unknown.value)


def test_the_exercise_itself_is_left_alone():
    before = EXERCISES["cobra"]
    apply_profiles(before, profiles_of(BOTH))
    assert EXERCISES["cobra"] is before
    assert limits("cobra", "default")["over_arch"] == 58


def test_judging_a_movement_is_not_changed():
    for check in apply_profiles(EXERCISES["upper_back_lift"], profiles_of(BOTH)).checks:
        if isinstance(check, MoveCheck):
            assert check in EXERCISES["upper_back_lift"].checks


def test_profiles_are_known_by_their_id_and_say_what_they_are_for():
    assert set(PROFILES) == {"default", "sensitive-back", "sensitive-neck", "pregnant"}
    assert [profile.id for profile in PROFILES.values()] == list(PROFILES)
    assert all(profile.note for profile in PROFILES.values())
    assert HEALTH_NOTE == ("Not medical advice. Ask your physician before you start any exercise.")
