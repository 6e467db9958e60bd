"""Every exercise, by id."""

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
