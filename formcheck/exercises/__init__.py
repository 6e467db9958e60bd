"""Every exercise, by id."""

from formcheck.exercises.cat_cow import CAT_COW
from formcheck.exercises.cobra import COBRA

EXERCISES = {exercise.id: exercise for exercise in (CAT_COW, COBRA)}
