"""The parts of the skin that touch the floor, and the points on it that have names."""

from dataclasses import dataclass

import numpy as np

from samples.render.assets import IntArray
from samples.render.body import COLUMN, SIGN, Body, bone_of
from samples.render.posture import SIDES, Side
from samples.render.rotations import FloatArray

SAMPLED = {"trunk": 700, "head": 300, "knee": 200, "foot": 250}
"""At most so many vertices of each region are looked at."""


@dataclass(frozen=True, eq=False)
class Surface:
    """Vertices of one body worth following in every posture."""

    regions: dict[str, IntArray]
    """Sampled vertices of "trunk", "head", "knee left", "foot left" and so on."""
    points: dict[str, int]
    """The vertex of "nose", "ear left", "heel left" and so on."""
    spine: IntArray
    """Vertices along the middle of the back, from the seat to the neck."""


def surface_of(body: Body) -> Surface:
    """Return the surface of a body."""
    return Surface(_regions(body), _points(body), _spine(body))


def _regions(body: Body) -> dict[str, IntArray]:
    up = body.vertices[:, 2]
    hip, knee = body.heads["upperleg01.L"][2], body.heads["lowerleg01.L"][2]
    thigh = hip - knee
    arms, head = body.share("upperarm", "lowerarm", "wrist"), body.share("head")
    elsewhere = (arms >= 0.2) | (head >= 0.2) | (body.share("neck") >= 0.5)
    masks = {"trunk": ~elsewhere & (up > hip - 0.45 * thigh), "head": head > 0.5}
    for side in SIDES:
        leg = _followers(body, side, "upperleg01", "lowerleg01")
        masks[f"knee {side}"] = (leg > 0.5) & (up < knee + 0.3 * thigh) & (up > knee - 0.08)
        masks[f"foot {side}"] = _followers(body, side, "foot", "toe1-1") > 0.3
    rng = np.random.default_rng(0)
    return {
        name: _sample(body.skin[mask[body.skin]], SAMPLED[name.split()[0]], rng)
        for name, mask in masks.items()
    }


def _followers(body: Body, side: Side, *names: str) -> FloatArray:
    columns = [COLUMN[bone_of(name, side)] for name in names]
    return np.asarray(body.weights[:, columns].sum(axis=1))


def _sample(vertices: IntArray, at_most: int, rng: np.random.Generator) -> IntArray:
    if len(vertices) <= at_most:
        return vertices
    return np.asarray(rng.choice(vertices, at_most, replace=False))


def _points(body: Body) -> dict[str, int]:
    x, y, z = body.vertices.T
    head = body.skin[body.weights[body.skin, COLUMN["head"]] > 0.5]
    middle = head[np.abs(x[head]) < 0.004]
    points = {"nose": int(middle[np.argmin(y[middle])])}
    back, low = y > body.heads["head"][1] - 0.03, z < body.heads["eye.L"][2] + 0.03
    temple = head[(back & low)[head]]
    for side in SIDES:
        foot = body.skin[_followers(body, side, "foot")[body.skin] > 0.3]
        points[f"ear {side}"] = int(temple[np.argmax(SIGN[side] * x[temple])])
        points[f"heel {side}"] = int(foot[np.argmax((y - 0.7 * z)[foot])])
    return points


def _spine(body: Body) -> IntArray:
    x, y, z = body.vertices[body.skin].T
    bare = (np.abs(x) < 0.02) & (body.share("upperarm", "lowerarm", "wrist")[body.skin] < 0.1)
    low, high = body.heads["upperleg01.L"][2], body.heads["upperarm01.L"][2] + 0.02
    chosen = []
    for level in np.linspace(low, high, 24):
        off = np.abs(z - level)
        behind = np.where(bare & (off < 0.03), y - 3.0 * off, -np.inf)
        chosen.append(body.skin[np.argmax(behind)])
    return np.array(chosen)
