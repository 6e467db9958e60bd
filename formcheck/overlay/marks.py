"""Which part of the body a fault is shown at, by the check's id."""

from collections.abc import Mapping

from formcheck.landmarks import Landmark, Side, other, sided, sides_shown
from formcheck.overlay.figure import FaultMark

WORKING, RESTING = "working ", "resting "
"""Before a joint: only of the side that is worked, or only of the other one."""

JOINTS: Mapping[str, tuple[str, ...]] = {
    "ankles_together": ("ankle",),
    "arm_overhead": (RESTING + "wrist",),
    "arms_back": ("wrist",),
    "arms_in_t": ("elbow",),
    "arms_straight_in_arch": ("elbow",),
    "both_shoulders_flat": ("shoulder",),
    "bottom_shoulder_grounded": (RESTING + "shoulder",),
    "chest_open": ("shoulder",),
    "elbow_to_thigh": (RESTING + "elbow",),
    "elbows_straight": ("elbow",),
    "flat_back_return": ("hip",),
    "foot_planted": (WORKING + "ankle",),
    "forehead_down": ("eye",),
    "full_kick": ("ankle",),
    "full_range": ("shoulder",),
    "gaze_opposite": ("ear",),
    "hands_behind": ("wrist",),
    "hands_fixed": ("wrist",),
    "hands_under_shoulders": ("wrist", "shoulder"),
    "hips_down": ("hip",),
    "hips_grounded": ("hip",),
    "hips_over_knees": ("hip", "knee"),
    "hips_pressed": ("hip",),
    "kick_pattern": ("ankle",),
    "knee_across": (WORKING + "knee",),
    "legs_down": ("ankle",),
    "neck_leads": ("ear",),
    "neck_over_extension": ("ear",),
    "over_arch": ("hip",),
    "seat_to_heels": ("hip", "ankle"),
    "shoulders_away_from_ears": ("shoulder",),
    "shoulders_level": ("shoulder",),
    "shoulders_over_wrists": ("shoulder", "wrist"),
    "shoulders_sunk": ("shoulder",),
    "sit_bones_grounded": ("hip",),
    "sit_tall": ("shoulder",),
    "slow_entry": (WORKING + "knee",),
    "slow_lower": ("shoulder",),
    "support_hand_down": (WORKING + "wrist",),
}
"""A check that is missing here, as of a user's own exercise, is shown by its cue alone."""

BACKS = frozenset({"over_arch", "flat_back_return"})


def fault_mark(check: str, alert: bool, near: Side | None, working: Side | None) -> FaultMark:
    """Return where the fault of a check is; near is None where both sides are seen alike."""
    joints = [
        landmark for joint in JOINTS.get(check, ()) for landmark in _landmarks(joint, near, working)
    ]
    return FaultMark(tuple(joints), alert, back=check in BACKS)


def _landmarks(joint: str, near: Side | None, working: Side | None) -> list[Landmark]:
    name = joint.removeprefix(WORKING).removeprefix(RESTING)
    if working is not None and joint.startswith(WORKING):
        return [sided(working, name)]
    if working is not None and joint.startswith(RESTING):
        return [sided(other(working), name)]
    return [sided(side, name) for side in sides_shown(near)]
