"""Where the bones of a body are: forward along the chain, and backward from where a limb ends."""

from dataclasses import dataclass

import numpy as np

from samples.render.assets import BONES, IntArray
from samples.render.body import Body, Limb
from samples.render.rotations import FloatArray, across, frame, unit

FULL_REACH = 0.999
"""A limb is never quite straight, so that its joint keeps a direction to bend in."""


@dataclass(frozen=True, eq=False)
class Chain:
    """Place and turn of every bone of a body."""

    places: dict[str, FloatArray]
    """Where each bone begins. Shapes (3,)."""
    turns: dict[str, FloatArray]
    """How each bone is turned against its rest. Shapes (3, 3)."""

    def matrices(self, body: Body) -> FloatArray:
        """Return what moves points at rest to where they are, for each of BONES: (B, 3, 4)."""
        turns = np.stack([self.turns[bone] for bone in BONES])
        places = np.stack([self.places[bone] for bone in BONES])
        heads = np.stack([body.heads[bone] for bone in BONES])
        shifts = places - np.einsum("bij,bj->bi", turns, heads)
        return np.concatenate([turns, shifts[:, :, None]], axis=2)


@dataclass
class Joints:
    """The turns of the joints, from which the chain follows."""

    relative: dict[str, FloatArray]
    """Against the parent bone."""
    absolute: dict[str, FloatArray]
    """In the world; goes before the relative turn."""

    def chain(self, body: Body, root: FloatArray) -> Chain:
        """Return where all bones are when the pelvis is at a place."""
        places = {"root": root}
        turns = {"root": self.relative["root"]}
        for bone in BONES[1:]:
            parent = body.parents[bone]
            turn = turns[parent]
            offset = body.heads[bone] - body.heads[parent]
            places[bone] = places[parent] + turn @ offset
            own = self.relative.get(bone)
            turns[bone] = self.absolute.get(bone, turn if own is None else turn @ own)
        return Chain(places, turns)


def skinned(body: Body, vertices: IntArray, matrices: FloatArray) -> FloatArray:
    """Return where vertices of the skin are, by linear blend skinning. Shape (N, 3)."""
    blended = np.tensordot(body.weights[vertices], matrices, axes=1)
    turned = np.einsum("nij,nj->ni", blended[:, :, :3], body.vertices[vertices])
    return np.asarray(turned + blended[:, :, 3])


@dataclass(frozen=True, eq=False)
class Bent:
    """A limb that reaches for a place."""

    upper: FloatArray
    """Turn of the upper segment. Shape (3, 3)."""
    fore: FloatArray
    """Turn of the lower segment. Shape (3, 3)."""
    reach: float
    """Distance of the wanted place over the limb's length; over 1 it is out of reach."""


def bend(limb: Limb, start: FloatArray, goal: FloatArray, pole: FloatArray) -> Bent:
    """Return how a limb bends so that its end gets to a place and its joint points to the pole."""
    longest = limb.length_m * FULL_REACH
    distance = float(np.linalg.norm(goal - start))
    reach = distance / longest
    distance = min(distance, longest)
    ahead = unit(goal - start)
    aside = unit(across(pole, ahead))
    upper_m, fore_m = limb.upper_m, limb.fore_m
    cosine = (upper_m**2 + distance**2 - fore_m**2) / (2.0 * upper_m * max(distance, 1e-6))
    cosine = float(np.clip(cosine, -1.0, 1.0))
    upper = cosine * ahead + np.sqrt(1.0 - cosine**2) * aside
    fore = ahead * distance - upper * upper_m
    hinge = np.cross(aside, ahead)
    return Bent(
        frame(upper, hinge) @ frame(limb.upper, limb.hinge).T,
        frame(fore, hinge) @ frame(limb.fore, limb.hinge).T,
        reach,
    )


def turn_to_floor(points: FloatArray, pivot: FloatArray, axis: FloatArray) -> float:
    """Return the smallest turn in degrees about an axis that lets the lowest point touch z = 0.

    Zero when no turn within 100 degrees does.
    """
    axis = unit(axis)
    arms = points - pivot
    along = arms @ axis
    aside = arms - along[:, None] * axis
    lifted = np.cross(axis, aside)[:, 2]
    angles_deg = np.arange(-100.0, 100.5, 2.0)
    cosines, sines = np.cos(np.radians(angles_deg)), np.sin(np.radians(angles_deg))
    heights = np.outer(cosines, aside[:, 2]) + np.outer(sines, lifted)
    lowest = (heights + pivot[2] + along * axis[2]).min(axis=1)
    crossing = np.flatnonzero(lowest[:-1] * lowest[1:] <= 0)
    if crossing.size == 0:
        return 0.0
    before, after = lowest[crossing], lowest[crossing + 1]
    turns = angles_deg[crossing] + 2.0 * before / (before - after + 1e-12)
    return float(turns[np.argmin(np.abs(turns))])
