"""One person's body at rest: shape, joints, limbs and the parts that touch the floor."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from samples.render.assets import BONES, IntArray, Mesh, load, read_target
from samples.render.posture import SIDES, Side
from samples.render.rotations import FloatArray, Z, frame, unit

MARK: dict[Side, str] = {"left": "L", "right": "R"}
SIGN: dict[Side, float] = {"left": 1.0, "right": -1.0}
"""Which way is outward along x."""
COLUMN = {bone: column for column, bone in enumerate(BONES)}

NOMINAL_HEIGHT_M = 1.63
"""The height that lengths in a posture are written for."""


def bone_of(name: str, side: Side) -> str:
    """Return the bone of one side: ``bone_of("wrist", "left")``."""
    return f"{name}.{MARK[side]}"


@dataclass(frozen=True, eq=False)
class Limb:
    """An arm or a leg at rest: two segments, the hinge between them, and what is at the end."""

    upper: FloatArray
    """Direction of the upper segment. Shape (3,)."""
    fore: FloatArray
    """Direction of the lower segment. Shape (3,)."""
    hinge: FloatArray
    """Axis about which the joint bends. Shape (3,)."""
    upper_m: float
    fore_m: float
    end: FloatArray
    """Axes of the hand (along the fingers, towards the thumb) or the foot. Shape (3, 3)."""

    @property
    def length_m(self) -> float:
        """How far it reaches."""
        return self.upper_m + self.fore_m


@dataclass(frozen=True)
class Shape:
    """What a person looks like: a mix of the shape targets."""

    sex: str
    ancestry: str
    age: float = 0.0
    """0 young, 1 old."""
    weight: float = 0.0
    """-1 thin, 0 average, 1 heavy."""
    height: float = 0.0
    """-1 short, 0 average, 1 tall."""

    def targets(self) -> Iterable[tuple[str, float]]:
        """Yield the names of shape targets and how much of each to add."""
        build = "maxweight" if self.weight > 0 else "minweight"
        reach = "max" if self.height > 0 else "min"
        for years, share in (("young", 1.0 - self.age), ("old", self.age)):
            muscle = f"{self.sex}-{years}-averagemuscle"
            universal = f"macrodetails/universal-{muscle}"
            tall = f"macrodetails/height/{muscle}-averageweight-{reach}height"
            yield f"macrodetails/{self.ancestry}-{self.sex}-{years}", share
            yield f"{universal}-averageweight", share * (1.0 - abs(self.weight))
            yield f"{universal}-{build}", share * abs(self.weight)
            yield tall, share * abs(self.height)


class Body:
    """A person of one shape, standing at rest with the arms a little away from the sides."""

    def __init__(self, shape: Shape) -> None:
        mesh = load()
        self.shape = shape
        self.vertices = _shaped(mesh, shape)
        self.weights = mesh.weights
        self.faces, self.groups = mesh.faces, mesh.groups
        self.parents = mesh.parents
        self.skin = self.part("body")
        self.heads = {bone: self._find(ends[0]) for bone, ends in mesh.ends.items()}
        self.tails = {bone: self._find(ends[1]) for bone, ends in mesh.ends.items()}
        self.mouth = self.vertices[self.part("joint-mouth")].mean(axis=0)
        self.height_m = float(np.ptp(self.vertices[self.skin, 2]))
        self.scale = self.height_m / NOMINAL_HEIGHT_M
        self.ankle_m = float(self.heads["foot.L"][2] - self.vertices[self.skin, 2].min())
        self.arms = {side: self._arm(side) for side in SIDES}
        self.legs = {side: self._leg(side) for side in SIDES}
        shoulders, hips = self.middle("upperarm01"), self.middle("upperleg01")
        self.torso_m = float(np.linalg.norm(shoulders - hips))

    def part(self, group: str) -> IntArray:
        """Return the vertices of a part of the mesh."""
        return np.unique(self.faces[self.groups == group])

    def middle(self, bone: str) -> FloatArray:
        """Return the point between the left and right heads of a bone."""
        return np.asarray((self.heads[f"{bone}.L"] + self.heads[f"{bone}.R"]) / 2)

    def share(self, *names: str) -> FloatArray:
        """Return how much each vertex follows the bones whose names begin so. Shape (V,)."""
        columns = [column for bone, column in COLUMN.items() if bone.startswith(names)]
        return np.asarray(self.weights[:, columns].sum(axis=1))

    def _find(self, end: dict[str, Any]) -> FloatArray:
        if end["strategy"] == "CUBE":
            return np.asarray(self.vertices[self.part(end["cube_name"])].mean(axis=0))
        indices = end["vertex_indices"] if end["strategy"] == "MEAN" else [end["vertex_index"]]
        return np.asarray(self.vertices[indices].mean(axis=0))

    def _arm(self, side: Side) -> Limb:
        shoulder, elbow, wrist, finger, index, little = (
            self.heads[bone_of(name, side)]
            for name in (
                "upperarm01",
                "lowerarm01",
                "wrist",
                "finger3-1",
                "finger2-1",
                "finger5-1",
            )
        )
        hinge = unit(np.cross(elbow - shoulder, wrist - elbow))
        hand = frame(finger - wrist, index - little)
        return _limb((shoulder, elbow, wrist), hinge, hand)

    def _leg(self, side: Side) -> Limb:
        hip, knee, ankle = (
            self.heads[bone_of(name, side)] for name in ("upperleg01", "lowerleg01", "foot")
        )
        toes = self.skin[self.weights[self.skin, COLUMN[bone_of("toe1-1", side)]] > 0.5]
        ahead = self.vertices[toes].mean(axis=0) - ankle
        foot = frame([ahead[0], ahead[1], 0.0], Z)
        return _limb((hip, knee, ankle), np.array([-1.0, 0.0, 0.0]), foot)


def _shaped(mesh: Mesh, shape: Shape) -> FloatArray:
    """Return the vertices in metres and in the axes of the world."""
    vertices = mesh.vertices.copy()
    for name, weight in shape.targets():
        moved, offsets = read_target(name)
        vertices[moved] += weight * offsets
    stored_y_up = vertices[:, [0, 2, 1]]
    return np.asarray(stored_y_up * [0.1, -0.1, 0.1])  # decimetres, facing +z


def _limb(
    joints: tuple[FloatArray, FloatArray, FloatArray], hinge: FloatArray, end: FloatArray
) -> Limb:
    top, bend, tip = joints
    upper, fore = bend - top, tip - bend
    lengths = float(np.linalg.norm(upper)), float(np.linalg.norm(fore))
    return Limb(unit(upper), unit(fore), hinge, *lengths, end)
