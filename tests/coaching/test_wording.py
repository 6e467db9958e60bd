import re

import pytest

from formcheck.checks import Check, Limit, MoveCheck, PatternCheck, Severity
from formcheck.coaching.cues import PRAISES
from formcheck.coaching.pacing import marks_of
from formcheck.coaching.placement import READY, start_text
from formcheck.coaching.speaking import Rank
from formcheck.coaching.wording import kind_of, rank_of, spoken
from formcheck.exercise import Holds
from formcheck.exercises import EXERCISES
from formcheck.profiles import PROFILES

CUES = sorted(
    {check.cue for exercise in EXERCISES.values() for check in exercise.checks}
    | {cue for profile in PROFILES.values() for cue in profile.cues.values()}
)
TEXTS = [
    *map(spoken, CUES),
    *PRAISES,
    *map(start_text, EXERCISES.values()),
    *(mark.text for mark in marks_of(Holds(), 5.0)),
    READY.text,
]
NEGATIVE = re.compile(r"\b(not|no|never|don't|stop|avoid|without)\b", re.IGNORECASE)
LIMIT = Limit(1, 0)


@pytest.mark.parametrize("text", sorted(set(TEXTS)))
def test_says_in_six_words_what_to_do(text):
    assert 0 < len(text.split()) <= 6
    assert not NEGATIVE.search(text)


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        pytest.param("Sit up tall", "Sit up tall", id="short"),
        pytest.param("Ease the arch in your lower back", "Ease your lower back", id="known"),
        pytest.param(
            "Lift your left knee up to the ceiling", "Lift left knee up to ceiling", id="fillers"
        ),
        pytest.param("Reach up. Then bend slowly to the left", "Reach up", id="first sentence"),
        pytest.param(
            "Slowly turn right, then left, then right, then rest", "Slowly turn right", id="clause"
        ),
    ],
)
def test_spoken(cue, expected):
    assert spoken(cue) == expected


def _check(name, severity=Severity.WARN):
    return Check(name, lambda body: body.points, LIMIT, "deg", "Do this", severity)


@pytest.mark.parametrize(
    ("check", "rank", "kind"),
    [
        pytest.param(
            _check("over_arch", Severity.ALERT), Rank.OVER_ARCH, "alert", id="over-arching"
        ),
        pytest.param(
            _check("neck_over_extension", Severity.ALERT), Rank.NECK_ALERT, "alert", id="neck"
        ),
        pytest.param(_check("own", Severity.ALERT), Rank.ALERT, "alert", id="another alert"),
        pytest.param(_check("hips_down"), Rank.PELVIS, "form", id="pelvis"),
        pytest.param(_check("own"), Rank.LIMBS, "form", id="one of the user's own"),
        pytest.param(
            MoveCheck("slow_entry", lambda move, before: 0.0, LIMIT, "s", "Slowly"),
            Rank.TEMPO,
            "tempo",
            id="tempo",
        ),
        pytest.param(PatternCheck("kick_pattern", "Two each"), Rank.TEMPO, "tempo", id="pattern"),
    ],
)
def test_rank(check, rank, kind):
    assert (rank_of(check), kind_of(check)) == (rank, kind)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_no_two_checks_of_an_exercise_say_the_same(exercise):
    cues = [spoken(check.cue) for check in exercise.checks]
    assert len(set(cues)) == len(cues)
