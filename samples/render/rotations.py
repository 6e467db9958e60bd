"""Rotations as 3 x 3 matrices; angles in degrees."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
ArrayLike = npt.ArrayLike

X = np.array([1.0, 0.0, 0.0])
Y = np.array([0.0, 1.0, 0.0])
Z = np.array([0.0, 0.0, 1.0])

_TINY = 1e-9


def unit(vector: ArrayLike) -> FloatArray:
    """Return the vector at length one; zero stays zero."""
    array = np.asarray(vector, dtype=float)
    return array / max(float(np.linalg.norm(array)), _TINY)


def across(vector: FloatArray, axis: FloatArray) -> FloatArray:
    """Return the part of a vector that is square to a unit axis."""
    return vector - axis * (vector @ axis)


def about(axis: ArrayLike, angle_deg: float) -> FloatArray:
    """Return the rotation by an angle about an axis through the origin."""
    x, y, z = unit(axis)
    skew = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(angle_deg)
    turn: FloatArray = np.eye(3) + np.sin(angle) * skew + (1.0 - np.cos(angle)) * (skew @ skew)
    return turn


def about_x(angle_deg: float) -> FloatArray:
    """Return the rotation about x: + brings y to z."""
    return about(X, angle_deg)


def about_y(angle_deg: float) -> FloatArray:
    """Return the rotation about y: + brings z to x."""
    return about(Y, angle_deg)


def about_z(angle_deg: float) -> FloatArray:
    """Return the rotation about z: + brings x to y."""
    return about(Z, angle_deg)


def rotation_vector(rotation: FloatArray) -> FloatArray:
    """Return the axis times the angle in degrees; zero for no rotation."""
    off = rotation - rotation.T
    axis = np.array([off[2, 1], off[0, 2], off[1, 0]])
    angle_deg = np.degrees(np.arccos(np.clip((np.trace(rotation) - 1.0) / 2.0, -1.0, 1.0)))
    return np.asarray(unit(axis) * angle_deg)


def partly(rotation: FloatArray, fraction: float) -> FloatArray:
    """Return a fraction of a rotation, about the same axis."""
    if fraction >= 1.0:
        return rotation  # also where the axis of a half turn can't be told
    vector = rotation_vector(rotation)
    return about(vector, float(np.linalg.norm(vector)) * fraction)


def shortest(start: ArrayLike, end: ArrayLike) -> FloatArray:
    """Return the smallest rotation that turns one direction into another."""
    start, end = unit(start), unit(end)
    axis = np.cross(start, end)
    sine, cosine = float(np.linalg.norm(axis)), float(start @ end)
    if sine < _TINY:
        axis = np.cross(start, [1.0, 0.1, 0.2])  # any axis square to it, for a half turn
    return about(axis, float(np.degrees(np.arctan2(sine, cosine))))


def twist_deg(rotation: FloatArray, axis: ArrayLike) -> float:
    """Return how far a rotation turns about an axis, beyond swinging that axis."""
    axis = unit(axis)
    swing = shortest(axis, rotation @ axis)
    return float(rotation_vector(swing.T @ rotation) @ axis)


def frame(first: ArrayLike, third: ArrayLike) -> FloatArray:
    """Return the right-handed axes, as columns: x along the first, z nearest to the third."""
    x = unit(first)
    z = unit(across(np.asarray(third, dtype=float), x))
    return np.stack([x, np.cross(z, x), z], axis=1)
