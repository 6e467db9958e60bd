"""The body drawn over the picture: skeleton, line of the back, and where a fault is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.io.frames import Picture
from formcheck.landmarks import Landmark, Side, other, sided, sides_shown
from formcheck.overlay.text import Colour
from formcheck.pose import BACK_SAMPLES, FloatArray, Pose
from formcheck.vision.silhouette import outwards

NEAR: Colour = (255, 255, 255)
FAR: Colour = (150, 158, 170)
BACK: Colour = (64, 200, 255)
FAULT: Colour = (255, 45, 45)
DARK: Colour = (20, 20, 20)

_LIMBS = (
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("heel", "foot_index"),
    ("ankle", "foot_index"),
)
_ACROSS = ("shoulder", "hip")
CLEAN_BACK = 0.5
"""A back's edge of less quality is not drawn."""

_Line = npt.NDArray[np.int32]
_SUBPIXEL_BITS = 4
_FAR_OUT_PX = 2.0**20
"""No picture is larger; OpenCV's whole numbers end at some point."""


@dataclass(frozen=True)
class FaultMark:
    """Where a fault is to be shown."""

    joints: tuple[Landmark, ...]
    alert: bool
    """Marked by triangles; else by rings. The colour alone does not tell."""
    back: bool = False
    """Whether the line of the back is at fault."""


def draw_figure(image: Picture, pose: Pose, near: Side | None, fault: FaultMark | None) -> None:
    """Draw a pose into the picture; near is the side closer to the camera, None: neither is."""
    if not pose.seen:
        return
    thin_px = max(1, round(min(image.shape[:2]) / 240))
    if near is not None:
        _draw(image, _drawable(limbs(pose, other(near))), FAR, thin_px)
    _draw(image, _drawable(across(pose)), FAR, thin_px)
    for side in sides_shown(near):
        lines = _drawable(limbs(pose, side))
        _draw(image, lines, DARK, thin_px + 2)
        _draw(image, lines, NEAR, thin_px)
    if near is not None and pose.back_quality >= CLEAN_BACK:
        colour = FAULT if fault is not None and fault.back else BACK
        back = _drawable([back_edge_px(pose)])
        _draw(image, back, DARK, 2 * thin_px + 2)
        _draw(image, back, colour, 2 * thin_px)
    if fault is not None:
        _mark(image, pose.image[list(fault.joints)], fault.alert)


def back_edge_px(pose: Pose) -> FloatArray:
    """Return the edge of the back from hip to shoulder in pixels, shape (21, 2)."""
    hip = pose.middle("hip")
    chord = pose.middle("shoulder") - hip
    along = np.linspace(0, 1, BACK_SAMPLES)[:, None]
    return np.asarray(hip + along * chord + pose.back[:, None] * outwards(pose.image, chord))


def across(pose: Pose) -> Iterator[FloatArray]:
    """Return the lines from the left to the right side in pixels, each of shape (2, 2)."""
    for joint in _ACROSS:
        yield pose.image[[sided("left", joint), sided("right", joint)]]


def limbs(pose: Pose, side: Side) -> Iterator[FloatArray]:
    """Return the lines of one side in pixels, each of shape (2, 2)."""
    for start, end in _LIMBS:
        yield pose.image[[sided(side, start), sided(side, end)]]


def _drawable(lines: Iterable[FloatArray]) -> list[_Line]:
    """Return lines through points of shape (n, 2) in subpixels, leaving out what is missing."""
    lines = list(lines)
    points = np.concatenate(lines) if lines else np.empty((0, 2))
    known = np.asarray(~np.isnan(points).any(axis=1))
    near = np.clip(np.where(known[:, None], points, 0.0), -_FAR_OUT_PX, _FAR_OUT_PX)
    whole = np.rint(near * 2**_SUBPIXEL_BITS).astype(np.int32)
    ends = np.cumsum([len(line) for line in lines], dtype=int).tolist()
    parts = [whole[a:b][known[a:b]] for a, b in zip([0, *ends], ends, strict=False)]
    return [part for part in parts if len(part) > 1]


def _draw(image: Picture, lines: list[_Line], colour: Colour, width_px: int) -> None:
    if lines:
        cv2.polylines(image, lines, False, colour, width_px, cv2.LINE_AA, _SUBPIXEL_BITS)


def _mark(image: Picture, points: FloatArray, alert: bool) -> None:
    """Draw a ring or a triangle around each point, with dark and light edges to stand out."""
    radius_px = max(4.0, min(image.shape[:2]) / 22)
    width_px = max(2, round(radius_px / 4))
    turns = np.radians([-90, 30, 150, 270]) if alert else np.radians(np.arange(0, 361, 10))
    reach_px = radius_px * (1.25 if alert else 1.0)
    shape = reach_px * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    shapes = [point + shape for point in points if not np.isnan(point).any()]
    lines = _drawable(shapes)
    _draw(image, lines, (255, 255, 255), width_px + 2)
    _draw(image, lines, FAULT, width_px)
