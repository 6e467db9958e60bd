"""The room round the mat: floor, walls, some furniture."""

import numpy as np
import numpy.typing as npt

from samples.render.rotations import FloatArray, X, Y, Z
from samples.render.wardrobe import Color, linear

WALL, FLOOR, WINDOW = range(3)
"""Kinds of surface, as the shader knows them."""

HALF_WIDTH_M, HALF_LENGTH_M, HEIGHT_M = 2.3, 2.7, 3.0
MAT_HALF_M = (0.33, 0.97)

_FLOOR, _WALL, _SKIRTING = linear("b08a60"), linear("c9c6bd"), linear("eeeeea")
_WOOD, _PAPER, _SKY = linear("8a6a48"), linear("40566b"), linear("e4eef6")


def surfaces(eye: FloatArray) -> npt.NDArray[np.float32]:
    """Return the room without the walls that the camera looks through.

    Rows are place, normal, colour, kind: shape (N, 10), three rows a triangle.
    """
    quads = [_quad(np.zeros(3), HALF_WIDTH_M * X, HALF_LENGTH_M * Y, _FLOOR, FLOOR)]
    for inward, along, depth_m in ((X, Y, HALF_WIDTH_M), (Y, X, HALF_LENGTH_M)):
        for sign in (-1.0, 1.0):
            wall = -sign * depth_m * inward
            if sign * (eye - wall) @ inward > 0:
                quads += _wall(wall, sign * inward, sign * along)
    return np.concatenate(quads).astype(np.float32)


def _wall(foot: FloatArray, inward: FloatArray, along: FloatArray) -> list[FloatArray]:
    """Return a wall with a skirting board, a picture, a window and a cupboard."""
    half = 3.0 * along
    off = 0.01 * inward
    return [
        _quad(foot + HEIGHT_M / 2 * Z, half, HEIGHT_M / 2 * Z, _WALL, WALL),
        _quad(foot + off + 0.045 * Z, half, 0.045 * Z, _SKIRTING, WALL),
        _quad(foot + off - 0.9 * along + 1.05 * Z, 0.2 * along, 0.25 * Z, _PAPER, WALL),
        _quad(foot + off + 0.7 * along + 1.25 * Z, 0.35 * along, 0.4 * Z, _SKY, WINDOW),
        *_cupboard(foot + 1.75 * along, inward, along),
    ]


def _cupboard(foot: FloatArray, inward: FloatArray, along: FloatArray) -> list[FloatArray]:
    wide, deep, high = 0.3 * along, 0.2 * inward, 0.45 * Z
    centre = foot + deep + high
    return [
        _quad(centre + deep, wide, high, _WOOD, WALL),
        _quad(centre + wide, deep, high, _WOOD, WALL),
        _quad(centre - wide, deep, high, _WOOD, WALL),
        _quad(centre + high, wide, deep, _WOOD, WALL),
    ]


def _quad(
    centre: FloatArray, right: FloatArray, up: FloatArray, color: Color, kind: int
) -> FloatArray:
    """Return the two triangles of a rectangle; its normal looks into the room or up."""
    corners = [centre - right - up, centre + right - up, centre + right + up, centre - right + up]
    normal = np.cross(right, up)
    normal = normal / np.linalg.norm(normal)
    rows = [[*corners[index], *normal, *color, kind] for index in (0, 1, 2, 0, 2, 3)]
    return np.array(rows)
