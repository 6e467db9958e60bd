"""What the checks look at, measured on the body in space instead of in a picture.

Lengths are over the torso length of the body, angles in degrees.
"""

import numpy as np

from samples.render.posing import Figure
from samples.render.posture import OTHER, SIDES, Side
from samples.render.rotations import FloatArray, X, Y, across, unit


def angle_deg(first: FloatArray, corner: FloatArray, last: FloatArray) -> float:
    """Return the angle at a corner, 180 when straight."""
    cosine = unit(first - corner) @ unit(last - corner)
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def height(figure: Figure, point: str) -> float:
    """Return how high a point is over the floor."""
    return float(figure.points[point][2]) / figure.body.torso_m


def hip_height(figure: Figure) -> float:
    """Return how high the middle of the hips is."""
    return float(figure.middle("hip")[2]) / figure.body.torso_m


def ankle_height(figure: Figure) -> float:
    """Return how high the higher ankle is, over where it is in standing."""
    highest = max(height(figure, f"ankle {side}") for side in SIDES)
    return highest - figure.body.ankle_m / figure.body.torso_m


def sole_height(figure: Figure, side: Side) -> float:
    """Return how high the lower end of a foot is."""
    ankle = height(figure, f"ankle {side}") - figure.body.ankle_m / figure.body.torso_m
    return min(ankle, height(figure, f"toe {side}"))


def along(figure: Figure, first: str, second: str) -> float:
    """Return how much further back on the mat one point is than another."""
    offset = figure.points[first] - figure.points[second]
    return float(offset[1]) / figure.body.torso_m


def distance(figure: Figure, first: FloatArray, second: FloatArray) -> float:
    """Return the distance of two points."""
    return float(np.linalg.norm(first - second)) / figure.body.torso_m


def elbow_angle_deg(figure: Figure, side: Side) -> float:
    """Return the angle of an elbow, 180 when straight."""
    shoulder, elbow, wrist = (figure.points[f"{j} {side}"] for j in ("shoulder", "elbow", "wrist"))
    return angle_deg(shoulder, elbow, wrist)


def trunk_extension_deg(figure: Figure, side: Side) -> float:
    """Return how far the trunk is bent back over the thigh; - when it is bent forward."""
    shoulder, hip, knee = (figure.points[f"{j} {side}"] for j in ("shoulder", "hip", "knee"))
    left = figure.chain.turns["root"] @ X
    forward = np.cross(shoulder - hip, knee - hip) @ left >= 0
    bent = 180.0 - angle_deg(shoulder, hip, knee)
    return -bent if forward else bent


def neck_extension_deg(figure: Figure) -> float:
    """Return the angle of the line shoulders to ears against the trunk, + thrown back."""
    left = figure.chain.turns["spine01"] @ X
    trunk = across(figure.middle("shoulder") - figure.middle("hip"), left)
    neck = across(figure.middle("ear") - figure.middle("shoulder"), left)
    return float(np.degrees(np.arctan2(-np.cross(trunk, neck) @ left, trunk @ neck)))


def back_profile(figure: Figure) -> FloatArray:
    """Return the back's height over the line seat to neck, at 31 even steps along it."""
    low, high = figure.spine[0], figure.spine[-1]
    chord = high - low
    length = float(np.linalg.norm(chord))
    outward = unit(across(figure.chain.turns["spine03"] @ Y, unit(chord)))
    steps = (figure.spine - low) @ chord / length**2
    heights = (figure.spine - low) @ outward / figure.body.torso_m
    order = np.argsort(steps)
    return np.asarray(np.interp(np.linspace(0.0, 1.0, 31), steps[order], heights[order]))


def spine_curve(figure: Figure) -> float:
    """Return the height of the back at its middle: + rounded, - hollow."""
    return float(back_profile(figure)[15])


def lumbar_hollow(figure: Figure) -> float:
    """Return the lowest point of the lower third of the back."""
    return float(back_profile(figure)[:11].min())


def ear_to_shoulder(figure: Figure, side: Side) -> float:
    """Return how long the neck is on one side."""
    return distance(figure, figure.points[f"ear {side}"], figure.points[f"shoulder {side}"])


def trunk_length(figure: Figure) -> float:
    """Return the length from hips to shoulders."""
    return distance(figure, figure.middle("shoulder"), figure.middle("hip"))


def trunk_lean_deg(figure: Figure) -> float:
    """Return how far the trunk is from upright."""
    trunk = unit(figure.middle("shoulder") - figure.middle("hip"))
    return float(np.degrees(np.arccos(np.clip(trunk[2], -1.0, 1.0))))


def arm_to_trunk_deg(figure: Figure, side: Side) -> float:
    """Return the angle of an upper arm against the trunk, 90 for arms in a T."""
    shoulder = figure.points[f"shoulder {side}"]
    trunk = figure.chain.places["neck01"] - figure.chain.places["spine03"]
    return angle_deg(figure.points[f"elbow {side}"], shoulder, shoulder - trunk)


def elbow_to_thigh(figure: Figure, side: Side) -> float:
    """Return the distance of an elbow from the other side's thigh."""
    hip, knee = (figure.points[f"{joint} {OTHER[side]}"] for joint in ("hip", "knee"))
    elbow, thigh = figure.points[f"elbow {side}"], knee - hip
    share = float(np.clip((elbow - hip) @ thigh / (thigh @ thigh), 0.0, 1.0))
    return distance(figure, elbow, hip + share * thigh)


def shoulder_tilt_deg(figure: Figure) -> float:
    """Return how far the shoulders are out of line with the hips, seen from the front."""

    def slope(joint: str) -> float:
        line = unit(figure.points[f"{joint} left"] - figure.points[f"{joint} right"])
        return float(np.degrees(np.arcsin(np.clip(line[2], -1.0, 1.0))))

    return slope("shoulder") - slope("hip")


def shoulder_width(figure: Figure) -> float:
    """Return how broad the shoulders look from the front."""
    line = figure.points["shoulder left"] - figure.points["shoulder right"]
    return float(np.hypot(line[0], line[2])) / figure.body.torso_m


def head_turn_deg(figure: Figure) -> float:
    """Return how far the head is turned against the chest, + to the left."""
    turn = figure.chain.turns["spine01"].T @ figure.chain.turns["head"]
    return float(np.degrees(np.arctan2(turn[1, 0], turn[0, 0])))


def knee_across(figure: Figure, side: Side) -> float:
    """Return how far a knee is over the trunk's midline to the other side."""
    hips = figure.middle("hip")
    trunk = unit(figure.middle("shoulder") - hips)
    line = figure.points["shoulder left"] - figure.points["shoulder right"]
    left = unit(across(line, trunk))
    over = float((figure.points[f"knee {side}"] - hips) @ left) / figure.body.torso_m
    return over if side == "right" else -over


def ankle_gap(figure: Figure) -> float:
    """Return the distance of the ankles over that of the hips."""
    ankles, hips = (
        figure.points[f"{j} left"] - figure.points[f"{j} right"] for j in ("ankle", "hip")
    )
    return float(np.linalg.norm(ankles) / np.linalg.norm(hips))


def head_top(figure: Figure) -> float:
    """Return about how high the top of the head is."""
    return max(height(figure, point) for point in ("nose", "ear left", "ear right")) + 0.12


def head_height(figure: Figure) -> float:
    """Return how high the lowest point of the head is."""
    return figure.lowest_m["head"] / figure.body.torso_m
