"""Every exercise, by id."""

from formcheck.exercises.cat_cow import CAT_COW
from formcheck.exercises.cobra import COBRA
from formcheck.exercises.cobra_kicks import COBRA_KICKS
from formcheck.exercises.supine_twist import SUPINE_TWIST

EXERCISES = {e.id: e for e in (CAT_COW, SUPINE_TWIST, COBRA, COBRA_KICKS)}
