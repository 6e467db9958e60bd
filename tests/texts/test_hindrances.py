from dataclasses import replace

import pytest

from formcheck.exercises import EXERCISES
from formcheck.texts.hindrances import hindrances

COBRA = EXERCISES["cobra"]
HOW_TO_BEGIN = "Lie face down, legs together, hands just under the shoulders, elbows tented."


def result(seen="side", person=1.0, judged=0.9, fps: float | None = 15.0, whole=1.0):
    return {
        "source": {"fps": fps},
        "view": {"needed": ["side", "top"], "seen": seen, "ok": seen == "side"},
        "seen": {"person": person, "whole": whole, "judged": judged},
    }


def test_nothing_is_said_where_all_was_seen():
    assert hindrances(result(), COBRA) == ()


def test_a_short_video_may_begin_with_the_start_position():
    assert hindrances(result(person=0.95, judged=0.7, whole=0.9), COBRA) == ()


@pytest.mark.parametrize(
    ("known", "start", "end"),
    [
        pytest.param(
            result(None, judged=0.0),
            "The start position was not seen",
            f"How to begin: {HOW_TO_BEGIN} Camera: {COBRA.camera}",
            id="no start",
        ),
        pytest.param(
            result("front"),
            "Seen from: front; it needs: side or top.",
            f"Camera: {COBRA.camera}",
            id="wrong view",
        ),
        pytest.param(
            result(person=0.8, judged=0.8),
            "At times nobody was found",
            "stand out against the mat.",
            id="not always found",
        ),
        pytest.param(
            result(whole=0.8),
            "At times a part of the body was out of the picture",
            "keep the whole body in the picture.",
            id="feet out of the picture",
        ),
        pytest.param(
            result(judged=0.4),
            "Much of it was not judged",
            f"How to begin: {HOW_TO_BEGIN}",
            id="begun before the start position",
        ),
    ],
)
def test_a_hindrance_says_what_to_do(known, start, end):
    (line,) = hindrances(known, COBRA)
    assert line.startswith(start)
    assert line.endswith(end)


@pytest.mark.parametrize(
    ("exercise", "fps", "told"),
    [
        pytest.param("cobra_kicks", 8.0, True, id="fast kicks"),
        pytest.param("cobra_kicks", 8.9, True, id="never rounded up to what is enough"),
        pytest.param("cobra_kicks", 15.0, False, id="enough for them"),
        pytest.param("cobra_kicks", None, False, id="nobody knows"),
        pytest.param("cobra", 8.0, False, id="slow movements"),
    ],
)
def test_too_few_pictures_for_fast_movements_are_told(exercise, fps, told):
    texts = hindrances(result(fps=fps), EXERCISES[exercise])
    assert [text.startswith("It has 8 pictures a second") for text in texts] == [True] * told
    assert hindrances(result(fps=fps), None) == ()


@pytest.mark.parametrize("seen", [None, "front"])
def test_of_an_exercise_that_is_not_at_hand_it_says_what_it_can(seen):
    (line,) = hindrances(result(seen, judged=0.0), None)
    assert "Camera" not in line
    assert "begin:" not in line


def test_a_set_up_may_be_one_sentence():
    (text,) = hindrances(result(judged=0.4), replace(COBRA, setup="Lie face down."))
    assert text.endswith(" How to begin: Lie face down.")
