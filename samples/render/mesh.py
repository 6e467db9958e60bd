"""The surface that is drawn: skin, clothes, eyes and hair as triangles with bones."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samples.render.assets import IntArray
from samples.render.body import COLUMN, SIGN, Body, bone_of
from samples.render.posture import SIDES
from samples.render.rotations import FloatArray
from samples.render.wardrobe import Wardrobe

SKIN, CLOTH, EYE, HAIR = range(4)
"""Kinds of surface, as the shader knows them."""

SLEEVE = 0.22
"""Length of the sleeves over that of the arms."""
HEM_UNDER_WAIST_M, NECKLINE_M, CUFF_M = 0.06, 0.035, 0.045
SHIRT_M, LEGGINGS_M, HAIR_M = 0.010, 0.002, 0.010
"""How far clothes and hair stand off the skin."""
COVERED_M = 0.03
"""Skin so far under a garment's edge is not drawn."""


@dataclass(frozen=True, eq=False)
class Surface:
    """Triangles with bones."""

    vertices: npt.NDArray[np.float32]
    """Place, normal, four bones, their weights, covers (shirt, leggings, hair), kind: (N, 18)."""
    triangles: npt.NDArray[np.int32]
    """Shape (T, 3)."""


@dataclass(frozen=True, eq=False)
class Covers:
    """How far inside a garment each vertex is, in metres; - outside. Shapes (V,)."""

    shirt: FloatArray
    leggings: FloatArray
    hair: FloatArray


def drawn(body: Body, wardrobe: Wardrobe) -> Surface:
    """Return the surface of a person."""
    covers = _covers(body)
    parts = [_skin(body, covers), _clothes(body, covers)]
    for name in ("helper-l-eye", "helper-r-eye"):
        faces = body.faces[body.groups == name]
        parts.append(_part(body, faces, np.zeros(len(body.vertices)), covers, EYE))
    if wardrobe.hairstyle == "bun":
        parts.append(_bun(body, covers))
    starts = np.cumsum([0, *(len(part.vertices) for part in parts)])
    triangles = [part.triangles + start for part, start in zip(parts, starts[:-1], strict=True)]
    return Surface(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate(triangles).astype(np.int32),
    )


def _covers(body: Body) -> Covers:
    x, _, z = body.vertices.T
    hem = body.heads["spine05"][2] - HEM_UNDER_WAIST_M
    neckline = body.heads["neck01"][2] - NECKLINE_M + 0.55 * np.maximum(np.abs(x) - 0.055, 0.0)
    cuff = body.heads["foot.L"][2] + CUFF_M
    shirt = np.minimum(z - hem, neckline - z)
    leggings = np.minimum(hem - z, z - cuff)
    on_arm = body.share("upperarm", "lowerarm", "wrist") > 0.5
    for side in SIDES:
        arm = on_arm & (x * SIGN[side] > 0)
        limb = body.arms[side]
        down = (body.vertices - body.heads[bone_of("upperarm01", side)]) @ limb.upper
        shirt[arm] = SLEEVE * limb.length_m - np.maximum(down[arm], 0.0)
        leggings[arm] = -1.0
    shirt[body.share("head") > 0.4] = -1.0
    return Covers(shirt, leggings, _hair(body))


def _hair(body: Body) -> FloatArray:
    """Return how far over the hairline each vertex is."""
    x, y, z = body.vertices.T
    head = body.heads["head"]
    behind = y - head[1] - 0.01
    hairline = np.where(
        behind < 0, -0.62 * behind, -1.3 * behind
    )  # rises to the brow, falls behind
    over = z - head[2] - hairline
    ear = (np.abs(x) > 0.072) & (z < head[2] + 0.015)
    return np.where((body.share("head") > 0.5) & ~ear, over, -1.0)


def _skin(body: Body, covers: Covers) -> Surface:
    faces = body.faces[body.groups == "body"]
    under = np.maximum(covers.shirt, covers.leggings) > COVERED_M
    visible = faces[~under[faces].all(axis=1)]
    return _part(body, visible, np.where(covers.hair > 0, HAIR_M, 0.0), covers, SKIN)


def _clothes(body: Body, covers: Covers) -> Surface:
    faces = body.faces[body.groups == "helper-tights"]
    offset = np.where(covers.shirt > covers.leggings, SHIRT_M, LEGGINGS_M)
    return _part(body, faces, offset, covers, CLOTH)


def _part(body: Body, faces: IntArray, offset: FloatArray, covers: Covers, kind: int) -> Surface:
    normals = _normals(body.vertices, faces)
    used, corners = np.unique(faces, return_inverse=True)
    corners = corners.reshape(faces.shape)
    bones = np.argsort(-body.weights[used], axis=1)[:, :4]
    weights = np.take_along_axis(body.weights[used], bones, axis=1)
    columns = [
        body.vertices[used] + normals[used] * offset[used, None],
        normals[used],
        bones,
        weights / weights.sum(axis=1, keepdims=True),
        np.stack([covers.shirt, covers.leggings, covers.hair], axis=1)[used],
        np.full((len(used), 1), kind),
    ]
    return Surface(np.hstack(columns).astype(np.float32), _triangles(corners))


def _triangles(faces: IntArray) -> npt.NDArray[np.int32]:
    """Return quadrangles cut in two; those whose last corner repeats are one triangle."""
    second = faces[faces[:, 2] != faces[:, 3]]
    return np.concatenate([faces[:, :3], second[:, [0, 2, 3]]]).astype(np.int32)


def _normals(vertices: FloatArray, faces: IntArray) -> FloatArray:
    """Return the mean direction of the faces at each vertex. Shape (V, 3)."""
    corners = vertices[faces]
    facing = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    single = faces[:, 2] == faces[:, 3]
    edges = corners[single]
    facing[single] = np.cross(edges[:, 1] - edges[:, 0], edges[:, 2] - edges[:, 0])
    normals = np.zeros_like(vertices)
    for corner in range(4):
        np.add.at(normals, faces[:, corner], facing)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.asarray(normals / np.maximum(lengths, 1e-12))


def _bun(body: Body, covers: Covers) -> Surface:
    """Return a ball of hair at the back of the head."""
    hair = body.vertices[body.skin][covers.hair[body.skin] > 0]
    centre = np.array([0.0, hair[:, 1].max() + 0.012, hair[:, 2].max() - 0.07])
    normals, triangles = _ball(rings=10, spokes=16)
    count = len(normals)
    bones = np.zeros((count, 4))
    bones[:, 0] = COLUMN["head"]
    weights = np.tile([1.0, 0.0, 0.0, 0.0], (count, 1))
    tags = np.tile([-1.0, -1.0, 1.0, HAIR], (count, 1))
    vertices = np.hstack([centre + 0.042 * normals, normals, bones, weights, tags])
    return Surface(vertices.astype(np.float32), triangles)


def _ball(rings: int, spokes: int) -> tuple[FloatArray, npt.NDArray[np.int32]]:
    tilt, turn = np.meshgrid(
        np.linspace(0.0, np.pi, rings + 1),
        np.linspace(0.0, 2.0 * np.pi, spokes, endpoint=False),
        indexing="ij",
    )
    points = np.stack([np.sin(tilt) * np.cos(turn), np.sin(tilt) * np.sin(turn), np.cos(tilt)], -1)
    index = np.arange((rings + 1) * spokes).reshape(rings + 1, spokes)
    ahead = np.roll(index, -1, axis=1)
    quads = np.stack([index[:-1], ahead[:-1], ahead[1:], index[1:]], axis=-1).reshape(-1, 4)
    return points.reshape(-1, 3), _triangles(quads)
