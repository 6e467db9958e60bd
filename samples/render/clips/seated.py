"""The seated twist, and the two exercises in butterfly."""

from samples.render.clips.performance import Performance
from samples.render.keyposes import seated
from samples.render.motion import begin
from samples.render.posing import Poser
from samples.render.posture import Side, for_side, mirrored, plus


def seated_twist(poser: Poser) -> Performance:
    """Twist to the right, then to the left with a slumped back."""
    poses = seated.seated_twist(poser)
    slumped = plus(poses.twist, seated.SLUMP)
    motion = begin(poses.seat, "seated")
    motion.hold(poses.twist, "twist", (2.2, 3.0), "right")
    motion.move(poses.seat, 1.3, "seated").stay(0.3)
    motion.hold(mirrored(slumped), "twist", (2.2, 2.2), "left")
    motion.move(poses.seat, 1.1, "seated").stay(0.2)
    return Performance(motion, rest=poses.seat, peak=poses.twist)


def butterfly_side_bend(poser: Poser) -> Performance:
    """Bend right and left with the arm overhead, then right and left with it low."""
    poses = seated.side_bend(poser)
    low = plus(poses.bend, seated.ARM_LOW)
    motion = begin(poses.upright, "centre")
    plan: tuple[tuple[Side, bool], ...] = (
        ("right", False),
        ("left", False),
        ("right", True),
        ("left", True),
    )
    for side, faulty in plan:
        start_s = motion.end_s
        motion.move(for_side(low if faulty else poses.bend, side), 1.1, "bend", side)
        motion.stay(0.8 if faulty else 0.35)
        peak_s = motion.end_s
        motion.move(poses.centre, 0.9, "centre")
        motion.count(start_s, peak_s, side)
    motion.move(poses.upright, 0.6, "centre").stay(0.4)
    return Performance(motion, rest=poses.upright, peak=poses.bend)


def butterfly_articulation(poser: Poser) -> Performance:
    """Round and arch three times; the last arch hangs in the lower back."""
    poses = seated.articulation(poser)
    motion = begin(poses.rest, "rest")
    for arch, held_s in ((poses.arch, 0.35), (poses.arch, 0.35), (poses.over_arched, 0.7)):
        start_s = motion.end_s
        motion.move(poses.round, 1.1, "round").stay(0.25)
        motion.move(arch, 1.15, "arch").stay(held_s)
        peak_s = motion.end_s
        motion.move(poses.rest, 0.7, "rest")
        motion.count(start_s, peak_s)
    motion.stay(0.6)
    return Performance(motion, rest=poses.rest, peak=poses.arch)
