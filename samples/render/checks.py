"""The checks of the exercises, on the body in space: how near each comes to its limit."""

from collections.abc import Callable
from dataclasses import dataclass

from samples.render import measures as m
from samples.render.posing import Figure
from samples.render.posture import OTHER, SIDES, Side

ALWAYS = ""
"""The phase of a check that applies in all phases."""


@dataclass(frozen=True)
class Neutral:
    """What a body measures when nothing is wrong."""

    neck_deg: float
    hip_height: float
    ankle_height: float
    shoulder_height: float
    ear_to_shoulder: float
    spine_curve: float
    trunk_length: float
    shoulder_width: float


@dataclass(frozen=True, eq=False)
class Instant:
    """A figure, and what it is to be held against."""

    figure: Figure
    near: Side
    """The side the camera sees."""
    side: Side
    """The side the exercise is done to."""
    neutral: Neutral

    @property
    def toward(self) -> float:
        """1 when turning left is turning to the side of the exercise, else -1."""
        return 1.0 if self.side == "left" else -1.0


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong."""

    phase: str
    ratio: Callable[[Instant], float]
    """The measure over its limit: from 1 on, it is wrong."""
    alert: bool = False
    """Whether it may hurt; such a fault needs less time to count."""


def _hips(now: Instant) -> float:
    return (m.hip_height(now.figure) - now.neutral.hip_height) / 0.20


def _ears(now: Instant) -> float:
    return (1 - m.ear_to_shoulder(now.figure, now.near) / now.neutral.ear_to_shoulder) / 0.20


def _neck(limit_deg: float) -> Callable[[Instant], float]:
    return lambda now: (m.neck_extension_deg(now.figure) - now.neutral.neck_deg) / limit_deg


def _extension(limit_deg: float) -> Callable[[Instant], float]:
    return lambda now: m.trunk_extension_deg(now.figure, now.near) / limit_deg


def _hollow(now: Instant) -> float:
    return m.lumbar_hollow(now.figure) / -0.16


def _elbows(now: Instant) -> float:
    return (180 - m.elbow_angle_deg(now.figure, now.near)) / 30


def _hands(limit: float) -> Callable[[Instant], float]:
    return lambda now: abs(_hand_offset(now)) / limit


def _hand_offset(now: Instant) -> float:
    return m.along(now.figure, f"shoulder {now.near}", f"wrist {now.near}")


def _hips_over_knees(now: Instant) -> float:
    return abs(m.along(now.figure, f"hip {now.near}", f"knee {now.near}")) / 0.25


def _flat_back(now: Instant) -> float:
    return abs(m.spine_curve(now.figure) - now.neutral.spine_curve) / 0.05


def _arms_in_t(now: Instant) -> float:
    return max(abs(m.arm_to_trunk_deg(now.figure, side) - 90) for side in SIDES) / 30


def _lower_shoulder(now: Instant) -> float:
    lifted = m.height(now.figure, f"shoulder {OTHER[now.side]}")
    return (lifted - now.neutral.shoulder_height) / 0.15


def _shoulders_flat(now: Instant) -> float:
    lifted = max(m.height(now.figure, f"shoulder {side}") for side in SIDES)
    return (lifted - now.neutral.shoulder_height) / 0.15


def _sit_tall(now: Instant) -> float:
    shrunk = 1 - m.trunk_length(now.figure) / now.neutral.trunk_length
    return max(m.trunk_lean_deg(now.figure) / 15, shrunk / 0.10)


def _hip_tilt(now: Instant) -> float:
    return abs(m.height(now.figure, "hip left") - m.height(now.figure, "hip right"))


def _arm_overhead(now: Instant) -> float:
    wrist = m.height(now.figure, f"wrist {OTHER[now.side]}")
    return 1 - 3 * (wrist - m.head_top(now.figure))


def _support_hand(now: Instant) -> float:
    return (m.height(now.figure, f"wrist {now.side}") - m.hip_height(now.figure)) / 0.35


def _chest_open(now: Instant) -> float:
    return (1 - m.shoulder_width(now.figure) / now.neutral.shoulder_width) / 0.30


def _hands_behind(now: Instant) -> float:
    return 1 + 2 * m.along(now.figure, f"hip {now.near}", f"wrist {now.near}")


def _seat(now: Instant) -> float:
    figure = now.figure
    return m.distance(figure, figure.middle("hip"), figure.middle("ankle")) / 0.55


CHECKS: dict[str, dict[str, Check]] = {
    "cat_cow": {
        "shoulders_over_wrists": Check(ALWAYS, _hands(0.25)),
        "hips_over_knees": Check(ALWAYS, _hips_over_knees),
        "elbows_straight": Check(ALWAYS, _elbows),
        "over_arch": Check("cow", _hollow, alert=True),
        "neck_over_extension": Check("cow", _neck(40), alert=True),
        "flat_back_return": Check("return", _flat_back),
    },
    "crocodile_twist": {
        "foot_planted": Check("twist", lambda now: m.sole_height(now.figure, now.side) / 0.15),
        "arms_in_t": Check("prone", _arms_in_t),
        "bottom_shoulder_grounded": Check("twist", _lower_shoulder, alert=True),
    },
    "supine_twist": {
        "both_shoulders_flat": Check("twist", _shoulders_flat, alert=True),
        "knee_across": Check("twist", lambda now: 1 - 2 * m.knee_across(now.figure, now.side)),
        "gaze_opposite": Check("twist", lambda now: -now.toward * m.head_turn_deg(now.figure) / 20),
    },
    "seated_twist": {
        "sit_tall": Check("twist", _sit_tall),
        "shoulders_level": Check("twist", lambda now: abs(m.shoulder_tilt_deg(now.figure)) / 15),
        "hips_grounded": Check("twist", lambda now: _hip_tilt(now) / 0.10),
        "neck_leads": Check("twist", lambda now: now.toward * m.head_turn_deg(now.figure) / 45),
        "elbow_to_thigh": Check(
            "twist", lambda now: m.elbow_to_thigh(now.figure, OTHER[now.side]) / 0.35
        ),
    },
    "cobra": {
        "hips_down": Check("cobra", _hips),
        "over_arch": Check("cobra", _extension(55), alert=True),
        "neck_over_extension": Check("cobra", _neck(35), alert=True),
        "hands_under_shoulders": Check("prone", _hands(0.30)),
        "shoulders_away_from_ears": Check("cobra", _ears),
        "ankles_together": Check(ALWAYS, lambda now: m.ankle_gap(now.figure) / 1.3),
    },
    "butterfly_side_bend": {
        "sit_bones_grounded": Check("bend", lambda now: _hip_tilt(now) / 0.12),
        "arm_overhead": Check("bend", _arm_overhead),
        "support_hand_down": Check("bend", _support_hand),
        "chest_open": Check("bend", _chest_open),
    },
    "butterfly_articulation": {
        "over_arch": Check("arch", _hollow, alert=True),
        "neck_over_extension": Check("arch", _neck(25), alert=True),
        "arms_straight_in_arch": Check("arch", _elbows),
        "hands_behind": Check(ALWAYS, _hands_behind),
    },
    "upper_back_lift": {
        "hips_down": Check("lift", _hips),
        "legs_down": Check(
            "lift", lambda now: (m.ankle_height(now.figure) - now.neutral.ankle_height) / 0.12
        ),
        "over_arch": Check("lift", _extension(40), alert=True),
        "neck_over_extension": Check("lift", _neck(25), alert=True),
        "arms_back": Check("lift", lambda now: 1 + 2 * _hand_offset(now)),
    },
    "childs_pose_to_cobra": {
        "over_arch": Check("cobra", _extension(55), alert=True),
        "neck_over_extension": Check("cobra", _neck(35), alert=True),
        "shoulders_away_from_ears": Check("cobra", _ears),
        "seat_to_heels": Check("child", _seat),
        "hips_down": Check("cobra", _hips),
    },
    "cobra_kicks": {
        "hips_pressed": Check("cobra", _hips),
        "over_arch": Check("cobra", _extension(55), alert=True),
        "shoulders_sunk": Check("cobra", _ears),
        "neck_over_extension": Check("cobra", _neck(35), alert=True),
    },
    "childs_pose": {
        "seat_to_heels": Check("child", _seat),
        "forehead_down": Check("child", lambda now: m.head_height(now.figure) / 0.15),
    },
}
"""Limits are the starting values of the exercises; distances are over the body's torso length."""
