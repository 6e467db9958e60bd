"""Cat and cow, and child's pose."""

from samples.render.clips.performance import ELSEWHERE, Performance
from samples.render.keyposes import kneeling
from samples.render.motion import begin
from samples.render.posing import Poser
from samples.render.posture import plus


def cat_cow(poser: Poser) -> Performance:
    """Go through three cycles; the last cow hangs in the lower back."""
    poses = kneeling.cat_cow(poser, strength=1.7)
    motion = begin(poses.table, "tabletop")
    cycles = (poses.cow, 0.35), (poses.cow, 0.35), (poses.over_arched, 0.7)
    for index, (cow, arched_s) in enumerate(cycles):
        start_s = motion.end_s
        motion.move(cow, 0.9, "cow").stay(arched_s)
        motion.move(poses.cat, 1.0, "cat").stay(0.2)
        peak_s = motion.end_s
        last = index == len(cycles) - 1
        motion.move(poses.table, 0.6, "return" if last else "tabletop")
        motion.count(start_s, peak_s)
    motion.stay(1.2)
    return Performance(motion, rest=poses.table, peak=poses.cow)


def childs_pose(poser: Poser) -> Performance:
    """Fold down twice from hands and knees; then the seat stays off the heels."""
    table = kneeling.cat_cow(poser, strength=0.0).table
    child = kneeling.childs_pose(poser)
    motion = begin(table, ELSEWHERE)
    for posture, held_s in ((child, 3.8), (plus(child, kneeling.SEAT_UP), 2.6)):
        motion.hold(posture, "child", (1.5, held_s), None)
        motion.move(table, 1.3, ELSEWHERE)
    motion.stay(0.3)
    return Performance(motion, rest=child, peak=child)
