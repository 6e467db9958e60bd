"""A pose as a stick figure, for pages that show no pictures."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from formcheck.landmarks import Side, other, sides_shown
from formcheck.overlay.figure import CLEAN_BACK, FaultMark, across, back_edge_px, limbs
from formcheck.pose import FloatArray, Pose
from formcheck.vision.parts import Part

_ROOM = 0.12
"""Space left around the body, over its extent."""
_ASPECT = 4 / 3
_HEAD = 0.16
"""Radius of a head, over the length of the trunk."""

Point = tuple[int, int]
Line = tuple[Point, ...]


@dataclass(frozen=True)
class StickFigure:
    """A pose as lines, in pixels of the picture."""

    crop: Part
    near: tuple[Line, ...]
    far: tuple[Line, ...]
    back: Line
    head: Line
    """The centre of the head; empty if it was not seen."""
    head_radius: int
    marks: Line
    """Where a fault is."""
    back_at_fault: bool


def crop_of(pose: Pose, width: int, height: int) -> Part:
    """Return the part of a picture of this size that shows the body."""
    known = pose.image[~np.isnan(pose.image).any(axis=1)]
    first, last = known.min(axis=0), known.max(axis=0)
    middle_x, middle_y = ((first + last) / 2).tolist()
    extent_x, extent_y = (last - first + 2 * _ROOM * (last - first).max()).tolist()
    extent_x, extent_y = max(extent_x, extent_y * _ASPECT), max(extent_y, extent_x / _ASPECT)
    left, right = _within(middle_x, extent_x, width)
    top, bottom = _within(middle_y, extent_y, height)
    return Part(left, top, right - left, bottom - top)


def stick_figure(
    pose: Pose, size: tuple[int, int], near: Side | None, fault: FaultMark | None
) -> StickFigure:
    """Return a pose of a picture of that size; near is None where no side is nearer."""
    trunk = pose.middle("shoulder") - pose.middle("hip")
    clean = near is not None and pose.back_quality >= CLEAN_BACK
    return StickFigure(
        crop=crop_of(pose, *size),
        near=_lines(limb for side in sides_shown(near) for limb in limbs(pose, side)),
        far=_lines([*across(pose), *(limbs(pose, other(near)) if near else ())]),
        back=_line(back_edge_px(pose)) if clean else (),
        head=_line(pose.middle("ear")[None]),
        head_radius=round(float(np.nan_to_num(_HEAD * np.linalg.norm(trunk)))),
        marks=_line(pose.image[list(fault.joints)]) if fault is not None else (),
        back_at_fault=fault is not None and fault.back,
    )


def _within(middle: float, extent: float, size: int) -> tuple[int, int]:
    """Return begin and end of a stretch around a middle, moved and cut to fit a size."""
    extent = min(extent, size)
    begin = min(max(0.0, middle - extent / 2), size - extent)
    return round(begin), max(round(begin) + 1, round(begin + extent))


def _lines(lines: Iterable[FloatArray]) -> tuple[Line, ...]:
    return tuple(line for line in map(_line, lines) if len(line) > 1)


def _line(points: FloatArray) -> Line:
    """Return the points that were seen, in whole pixels."""
    known = np.rint(points[~np.isnan(points).any(axis=1)]).astype(int).tolist()
    return tuple((x, y) for x, y in known)
