"""Every exercise, by id."""

from formcheck.checks import Check, MoveCheck
from formcheck.exercise import Exercise
from formcheck.exercises.butterfly_articulation import BUTTERFLY_ARTICULATION
from formcheck.exercises.butterfly_side_bend import BUTTERFLY_SIDE_BEND
from formcheck.exercises.cat_cow import CAT_COW
from formcheck.exercises.childs_pose import CHILDS_POSE
from formcheck.exercises.childs_pose_to_cobra import CHILDS_POSE_TO_COBRA
from formcheck.exercises.cobra import COBRA
from formcheck.exercises.cobra_kicks import COBRA_KICKS
from formcheck.exercises.crocodile_twist import CROCODILE_TWIST
from formcheck.exercises.seated_twist import SEATED_TWIST
from formcheck.exercises.supine_twist import SUPINE_TWIST
from formcheck.exercises.upper_back_lift import UPPER_BACK_LIFT

_ALL = (
    CAT_COW,
    CROCODILE_TWIST,
    SUPINE_TWIST,
    SEATED_TWIST,
    COBRA,
    BUTTERFLY_SIDE_BEND,
    BUTTERFLY_ARTICULATION,
    UPPER_BACK_LIFT,
    CHILDS_POSE_TO_COBRA,
    COBRA_KICKS,
    CHILDS_POSE,
)
EXERCISES = {exercise.id: exercise for exercise in _ALL}


def is_built_in(exercise: Exercise) -> bool:
    """Return whether it is one of these, and no user's own that has only taken its id."""
    ours = EXERCISES.get(exercise.id)
    return ours is not None and _measured(exercise) == _measured(ours)


def _measured(exercise: Exercise) -> list[object]:
    """Return what is run of an exercise; profiles, goals and own ranges leave that as it is."""
    checks = exercise.checks
    return [
        *(exercise.start, exercise.begun, exercise.within, exercise.neutrals),
        *((way.measure, way.led_by) for way in exercise.ways),
        *((check.measure, check.when) for check in checks if isinstance(check, Check)),
        *((check.value, check.span) for check in checks if isinstance(check, MoveCheck)),
    ]
