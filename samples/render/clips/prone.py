"""Cobra and what grows out of it, the upper back lift and the crocodile twist."""

from samples.render.clips.performance import Performance
from samples.render.keyposes import prone
from samples.render.motion import begin
from samples.render.posing import Poser
from samples.render.posture import Side, for_side, plus

KICKS: tuple[Side, ...] = ("right", "right", "left", "left")
KICK_S = 0.24
"""Half a kick: heel to seat, or back."""


def cobra(poser: Poser) -> Performance:
    """Lift three times; in the last cobra the hips leave the mat."""
    poses = prone.cobra(poser)
    lifted = prone.hips_up(poser, poses.peak)
    motion = begin(poses.start, "prone")
    for peak, held_s in ((poses.peak, 0.5), (poses.peak, 0.5), (lifted, 1.0)):
        start_s = motion.end_s
        motion.move(peak, 1.2, "cobra").stay(held_s)
        peak_s = motion.end_s
        motion.move(poses.start, 1.2, "prone")
        motion.count(start_s, peak_s)
        motion.stay(0.35)
    motion.stay(0.4)
    return Performance(motion, rest=poses.start, peak=poses.peak)


def cobra_kicks(poser: Poser) -> Performance:
    """Kick twice right and twice left, three times; for the last the hips come up."""
    poses = prone.cobra(poser)
    lifted = prone.hips_up(poser, poses.peak)
    motion = begin(poses.start, "prone").move(poses.peak, 1.4, "cobra").stay(1.2)
    for base in (poses.peak, poses.peak, lifted):
        if base is lifted:
            motion.move(base, 0.8, "cobra").stay(0.3)
        start_s = motion.end_s
        for side in KICKS:
            motion.move(prone.kicking(base, side, 118.0), KICK_S, "cobra", side).stay(0.04)
            peak_s = motion.end_s
            motion.move(base, KICK_S, "cobra")
            motion.kicks.append(side)
        motion.count(start_s, peak_s)
    motion.stay(0.6)
    return Performance(motion, rest=poses.start, peak=poses.peak)


def upper_back_lift(poser: Poser) -> Performance:
    """Lift three times; the last time the legs come up too."""
    poses = prone.upper_back_lift(poser)
    legs_up = plus(poses.peak, prone.LEGS_UP)
    motion = begin(poses.start, "prone")
    for peak, held_s in ((poses.peak, 0.5), (poses.peak, 0.5), (legs_up, 1.0)):
        start_s = motion.end_s
        motion.move(peak, 1.1, "lift").stay(held_s)
        peak_s = motion.end_s
        motion.move(poses.start, 1.2, "prone")
        motion.count(start_s, peak_s)
        motion.stay(0.35)
    motion.stay(0.4)
    return Performance(motion, rest=poses.start, peak=poses.peak)


def childs_pose_to_cobra(poser: Poser) -> Performance:
    """Go to cobra and back twice; the second time the seat stays off the heels."""
    poses = prone.childs_pose_to_cobra(poser)
    raised = prone.seat_up(poser, poses.start)
    motion = begin(poses.start, "child")
    between = prone.half_way(poser, poses.start, poses.peak)
    for child, rested_s in ((poses.start, 0.6), (raised, 1.3)):
        start_s = motion.end_s
        motion.pass_through(between, 1.0, "transit").move(poses.peak, 1.0, "cobra").stay(0.7)
        peak_s = motion.end_s
        motion.pass_through(between, 1.0, "transit").move(child, 1.0, "child").stay(rested_s)
        motion.count(start_s, peak_s)
    return Performance(motion, poses.peak, poses.peak, lying=prone.PRONE)


def crocodile_twist(poser: Poser) -> Performance:
    """Twist with the right leg, then with the left, whose foot floats."""
    poses = prone.crocodile_twist(poser)
    floating = plus(poses.peak, prone.FOOT_UP, 1.3)
    motion = begin(poses.start, "prone")
    motion.hold(poses.peak, "twist", (2.2, 3.0), "right")
    motion.move(poses.start, 1.3, "prone").stay(0.3)
    motion.hold(for_side(floating, "left"), "twist", (2.2, 2.2), "left")
    motion.move(poses.start, 1.1, "prone").stay(0.2)
    return Performance(motion, rest=poses.start, peak=poses.peak)
