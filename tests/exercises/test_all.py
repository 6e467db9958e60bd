import inspect
from math import isfinite
from pathlib import Path

import pytest

from formcheck import exercises
from formcheck.checks import Check, MoveCheck, PatternCheck
from formcheck.exercise import Holds, Repetitions
from formcheck.exercises import EXERCISES
from formcheck.posture import in_posture
from formcheck.result import result_of
from formcheck.session import Session
from tests.camera import Camera
from tests.figure import FOLD, Figure, Kneeling, Prone, Rolled, Seated, Supine, Tabletop
from tests.movement import SAME, SETTLE, Movement

CHECKS = {
    "cat_cow": "shoulders_over_wrists hips_over_knees elbows_straight over_arch "
    "neck_over_extension flat_back_return",
    "crocodile_twist": "foot_planted arms_in_t bottom_shoulder_grounded slow_entry",
    "supine_twist": "both_shoulders_flat knee_across gaze_opposite slow_entry",
    "seated_twist": "sit_tall shoulders_level hips_grounded neck_leads elbow_to_thigh",
    "cobra": "hips_down over_arch neck_over_extension hands_under_shoulders "
    "shoulders_away_from_ears ankles_together",
    "butterfly_side_bend": "sit_bones_grounded arm_overhead support_hand_down chest_open",
    "butterfly_articulation": "full_range over_arch neck_over_extension arms_straight_in_arch "
    "hands_behind",
    "upper_back_lift": "hips_down legs_down over_arch neck_over_extension arms_back slow_lower",
    "childs_pose_to_cobra": "over_arch neck_over_extension shoulders_away_from_ears hands_fixed "
    "seat_to_heels hips_down",
    "cobra_kicks": "hips_pressed over_arch shoulders_sunk neck_over_extension full_kick "
    "kick_pattern",
    "childs_pose": "seat_to_heels forehead_down",
}
ALERTS = {
    "cat_cow": "over_arch neck_over_extension",
    "crocodile_twist": "bottom_shoulder_grounded",
    "supine_twist": "both_shoulders_flat",
    "seated_twist": "",
    "cobra": "over_arch neck_over_extension",
    "butterfly_side_bend": "",
    "butterfly_articulation": "over_arch neck_over_extension",
    "upper_back_lift": "over_arch neck_over_extension",
    "childs_pose_to_cobra": "over_arch neck_over_extension",
    "cobra_kicks": "over_arch neck_over_extension",
    "childs_pose": "",
}
TARGETS = {
    "cat_cow": (5, 3),
    "cobra": (5, 3),
    "butterfly_side_bend": (16, 10),
    "butterfly_articulation": (10, 10),
    "upper_back_lift": (15, 10),
    "childs_pose_to_cobra": (7, 5),
    "cobra_kicks": (20, 20),
}
PHASES = {
    "cat_cow": "tabletop cow cat",
    "crocodile_twist": "prone",
    "supine_twist": "supine",
    "seated_twist": "seated",
    "cobra": "prone cobra",
    "butterfly_side_bend": "centre left right",
    "butterfly_articulation": "round arch",
    "upper_back_lift": "prone lift",
    "childs_pose_to_cobra": "child cobra",
    "cobra_kicks": "cobra kick_left kick_right",
    "childs_pose": "child",
}
VIEWS = {
    "crocodile_twist": {"side", "oblique"},
    "supine_twist": {"side", "top"},
    "seated_twist": {"front"},
    "butterfly_side_bend": {"front"},
}
UNITS = {
    Check: {"deg", "torso", "share"},
    MoveCheck: {"deg", "torso", "share", "s", "torso/s"},
    PatternCheck: {"parts"},
}
POSITIONS = [Prone(), Tabletop(), Supine(), Seated()]
every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
every_check = pytest.mark.parametrize(
    ("exercise", "check"),
    [
        pytest.param(exercise, check, id=f"{exercise.id}.{check.id}")
        for exercise in EXERCISES.values()
        for check in exercise.checks
    ],
)


def test_all_eleven_are_there_in_their_order():
    assert list(EXERCISES) == list(CHECKS)


def test_every_file_is_a_short_one_of_an_exercise_of_its_name():
    files = list(Path(inspect.getfile(exercises)).parent.glob("*.py"))
    assert {path.stem for path in files} == {"__init__", *EXERCISES}
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in files) < 150
    assert [exercise.id for exercise in EXERCISES.values()] == list(EXERCISES)


@every_exercise
def test_ids_are_fixed(exercise):
    assert [check.id for check in exercise.checks] == CHECKS[exercise.id].split()
    phases = {exercise.rest_phase, *(way.phase for way in exercise.ways)}
    assert phases >= set(PHASES[exercise.id].split())


@every_exercise
def test_what_may_hurt_alerts(exercise):
    alerts = [check.id for check in exercise.checks if check.severity.value == "alert"]
    assert alerts == ALERTS[exercise.id].split()


@every_exercise
def test_it_can_be_seen_from_where_it_says(exercise):
    assert set(exercise.views) >= VIEWS.get(exercise.id, {"side"})


CHILD = Tabletop(folded=1.0)
BESIDE = ("left", "right")
CORNERS = ("corner", "other corner")
ENDS: dict[str, tuple[Figure, list[Figure], tuple[str, ...]]] = {
    "cat_cow": (Tabletop(), [CHILD, Kneeling()], BESIDE),
    "crocodile_twist": (Rolled(), [CHILD], CORNERS),
    "cobra": (Prone(), [CHILD, Tabletop(), Kneeling()], BESIDE),
    "upper_back_lift": (Prone(hands=1.0), [CHILD, Tabletop(), Kneeling()], BESIDE),
    "childs_pose_to_cobra": (FOLD, [Kneeling()], BESIDE),
    "cobra_kicks": (Prone(), [CHILD, Tabletop(), Kneeling()], BESIDE),
}
"""How exercises start, what people do after them, and where the cameras are."""


@pytest.mark.parametrize(
    ("name", "start", "after", "place"),
    [
        pytest.param(name, start, after, place, id=f"{name}, {after}, {place}")
        for name, (start, afterwards, places) in ENDS.items()
        for after in afterwards
        for place in places
    ],
)
def test_what_people_do_after_it_is_no_part_of_it(name, start, after, place):
    during = Movement(start, [SETTLE, (3.0, SAME)]).poses(camera=Camera(place))
    since_s = during[-1].timestamp_s + 0.5
    then = Movement(after, [(6.0, SAME)]).poses(camera=Camera(place), since_s=since_s)
    session = Session(EXERCISES[name])
    armed = [session.update(pose).armed for pose in [*during, *then]]
    assert (any(armed), armed[-1]) == (True, False)
    summary = session.finish()
    assert (summary.repetitions, summary.holds, summary.partials) == ((), (), ())
    assert not summary.events


@pytest.mark.parametrize("name", ["seated_twist", "butterfly_side_bend"])
def test_who_kneels_up_does_not_sit_any_more(name):
    within = EXERCISES[name].within
    assert in_posture(Seated().body(Camera("front")), within)
    assert not in_posture(Kneeling(thigh=95.0).body(Camera("front")), within)


@every_exercise
def test_goal(exercise):
    if isinstance(exercise.goal, Holds):
        assert exercise.id not in TARGETS
        assert (exercise.goal.target_breaths, exercise.goal.praised_breaths) == (3, 5)
        return
    target, enough = TARGETS[exercise.id]
    assert exercise.goal.target == target
    assert 0 < exercise.goal.enough <= enough


@every_exercise
def test_its_phases_are_the_ones_its_parts_speak_of(exercise):
    ways = {way.phase for way in exercise.ways}
    phases = {exercise.rest_phase, "end", *ways}
    if isinstance(exercise.goal, Repetitions):
        assert set(exercise.goal.pattern) <= ways
        assert set(exercise.goal.tally.values()) <= ways
    for check in exercise.checks:
        if isinstance(check, Check):
            assert set(check.during) <= phases


@every_exercise
def test_its_sides_are_each_others_mirror(exercise):
    sides = sorted(way.side for way in exercise.ways if way.side)
    assert sides in ([], ["left", "right"])
    assert all(way.reach != 0 and isfinite(way.reach) for way in exercise.ways)


@every_exercise
def test_it_tells_the_person_what_to_do(exercise):
    for text in (exercise.setup, exercise.camera):
        assert text[0].isupper()
        assert text.endswith(".")
        assert text.isascii()
    assert exercise.name


@every_check
def test_cue(exercise, check):
    assert 2 <= len(check.cue.split()) <= 8
    assert check.cue[0].isupper()
    assert not check.cue.endswith(".")


@every_check
def test_limit_has_a_known_unit_and_leaves_on_the_good_side(exercise, check):
    assert check.unit in UNITS[type(check)]
    assert isfinite(check.limit.enter)
    assert check.limit.enter != check.limit.leave
    assert abs(check.limit.enter - check.limit.leave) < max(abs(check.limit.enter), 0.5)


@every_check
def test_views_are_views(exercise, check):
    assert set(getattr(check, "views", ())) <= {"side", "front", "foot", "top", "oblique"}


@every_exercise
@pytest.mark.parametrize("figure", POSITIONS, ids=lambda figure: type(figure).__name__)
def test_who_does_nothing_has_done_nothing(exercise, figure):
    session = Session(exercise)
    for i in range(30):
        session.update(figure.pose(i / 15))
    result = result_of(session.finish())
    assert result["count"] == 0
    assert result["repetitions"] == []
    assert result["holds"] == []
