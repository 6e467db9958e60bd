from dataclasses import replace
from math import nan

import pytest

from formcheck.checks import Check, Limit, Severity, Verdict
from formcheck.posture import Range
from tests.figure import Prone

LARGE, SMALL = Limit(0.25, 0.18), Limit(150, 155)
BODY = Prone().body()


@pytest.mark.parametrize(
    ("limit", "value", "already", "expected"),
    [
        pytest.param(LARGE, 0.26, False, True, id="large: over enter"),
        pytest.param(LARGE, 0.25, False, False, id="large: at enter, not over"),
        pytest.param(LARGE, 0.20, False, False, id="large: between, was good"),
        pytest.param(LARGE, 0.20, True, True, id="large: between, was a fault"),
        pytest.param(LARGE, 0.18, True, False, id="large: back at leave"),
        pytest.param(SMALL, 149, False, True, id="small: under enter"),
        pytest.param(SMALL, 150, False, False, id="small: at enter, not under"),
        pytest.param(SMALL, 152, False, False, id="small: between, was good"),
        pytest.param(SMALL, 152, True, True, id="small: between, was a fault"),
        pytest.param(SMALL, 155, True, False, id="small: back at leave"),
    ],
)
def test_limit(limit, value, already, expected):
    assert limit.passed(value, already) is expected


def test_a_limit_needs_two_values():
    with pytest.raises(ValueError, match="must differ"):
        Limit(0.2, 0.2)


@pytest.mark.parametrize(
    ("limit", "worse", "better"), [(LARGE, 0.3, 0.2), (SMALL, 140, 150)], ids=["large", "small"]
)
def test_worse(limit, worse, better):
    assert limit.worse(worse, better)
    assert not limit.worse(better, worse)
    assert not limit.worse(worse, worse)


def test_scaled_keeps_the_direction():
    assert LARGE.scaled(0.5) == Limit(0.125, 0.09)
    assert SMALL.scaled(0.5) == Limit(75, 77.5)


def reads(value):
    return lambda body: value


def check(**given):
    return Check("some", reads(0.0), LARGE, "torso", "Do better", **given)


@pytest.mark.parametrize(
    ("given", "phase", "view", "expected"),
    [
        pytest.param({}, "cow", "side", True, id="always"),
        pytest.param({}, None, "side", True, id="always, on the way too"),
        pytest.param({"during": ("cow",)}, "cow", "side", True, id="in its phase"),
        pytest.param({"during": ("cow",)}, "cat", "side", False, id="in another phase"),
        pytest.param({"during": ("cow",)}, None, "side", False, id="between phases"),
        pytest.param({"views": ("front", "foot")}, "cow", "foot", True, id="in its view"),
        pytest.param({"views": ("front", "foot")}, "cow", "side", False, id="in another view"),
        pytest.param({"views": ("front",)}, "cow", None, False, id="in no known view"),
        pytest.param({"when": (Range(reads(1.0), 0, 2),)}, "cow", "side", True, id="in place"),
        pytest.param({"when": (Range(reads(3.0), 0, 2),)}, "cow", "side", False, id="not so"),
        pytest.param({"when": (Range(reads(nan), 0, 2),)}, "cow", "side", False, id="unseen"),
    ],
)
def test_applies(given, phase, view, expected):
    assert check(**given).applies(phase, replace(BODY, view=view)) is expected


def test_the_words_of_the_result_are_fixed():
    assert [verdict.value for verdict in Verdict] == ["good", "fault", "not_seen"]
    assert [severity.value for severity in Severity] == ["alert", "warn"]
