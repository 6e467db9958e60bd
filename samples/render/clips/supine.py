"""The supine twist."""

from samples.render.clips.performance import Performance
from samples.render.keyposes import supine
from samples.render.motion import begin
from samples.render.posing import Poser
from samples.render.posture import mirrored, plus


def supine_twist(poser: Poser) -> Performance:
    """Twist with the right knee, then with the left, when a shoulder lifts."""
    poses = supine.supine_twist(poser)
    lifted = plus(poses.twist, supine.SHOULDER_UP)
    motion = begin(poses.supine, "supine")
    motion.move(poses.knee_in, 0.9, "knee_in", "right").stay(0.2)
    motion.hold(poses.twist, "twist", (2.0, 3.0), "right")
    motion.move(poses.hug, 1.0, "knee_in", "right")
    motion.move(mirrored(poses.knee_in), 0.7, "knee_in", "left")
    motion.hold(mirrored(lifted), "twist", (1.9, 1.9), "left")
    motion.move(poses.hug, 1.1, "hug").stay(0.2)
    return Performance(motion, rest=poses.supine, peak=poses.twist)
