"""Where the overlay's text goes: never over the head, and not jumping about."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.landmarks import Landmark
from formcheck.pose import FloatArray, Pose

Corner = tuple[Literal["left", "right"], Literal["top", "bottom"]]
Edge = Literal["top", "bottom"]

_FACE = slice(Landmark.NOSE, Landmark.MOUTH_RIGHT + 1)
_TRUNK_ROOM = 0.28
"""A skull reaches this far beyond the face's landmarks, over the length of the trunk."""
_FACE_ROOM = 0.8
"""The same over the extent of the landmarks, for faces seen along the trunk."""

_NEAR, _CLOSE, _FAR = 0.03, 0.06, 0.25
"""Gaps to the head over the picture's shorter side: text that is nearer moves away; text is not
moved to where it is close; farther than far is no better."""

PATIENCE_S = 1.0
"""How long text may hide parts of the body where another place hides less of it."""


@dataclass(frozen=True)
class Box:
    """An upright rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def gap(self, other: "Box") -> float:
        """Return how far two boxes are apart; negative by how much they overlap."""
        across = max(other.left - self.right, self.left - other.right)
        down = max(other.top - self.bottom, self.top - other.bottom)
        if across > 0 and down > 0:
            return math.hypot(across, down)
        return max(across, down)

    def count_of(self, points: FloatArray) -> int:
        """Return how many points of shape (n, 2) lie in it."""
        x, y = points.T
        within = (x > self.left) & (x < self.right) & (y > self.top) & (y < self.bottom)
        return int(within.sum())


@dataclass(frozen=True)
class Layout:
    """Where the panel with the count stands, and at which edge the cue is shown."""

    panel: Corner
    cue: Edge


@dataclass(frozen=True)
class Room:
    """The sizes, (width, height), of what has to find its place."""

    picture: tuple[int, int]
    panel: tuple[float, float]
    cue: tuple[float, float]
    margin_px: float


def layouts() -> tuple[Layout, ...]:
    """Return every layout there is, the usual one first."""
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    edges: tuple[Edge, ...] = ("top", "bottom")
    return tuple(Layout((x, y), edge) for edge in edges[::-1] for y in edges for x in sides)


def head_box(pose: Pose) -> Box | None:
    """Return the box around the head; None if no head was seen."""
    face = pose.image[_FACE]
    face = face[~np.isnan(face).any(axis=1)]
    if not len(face):
        return None
    trunk = _middle(pose, "SHOULDER") - _middle(pose, "HIP")
    room = max(
        _FACE_ROOM * float(np.ptp(face, axis=0).max()),
        _TRUNK_ROOM * float(np.nan_to_num(np.linalg.norm(trunk))),
    )
    (left, top), (right, bottom) = face.min(axis=0) - room, face.max(axis=0) + room
    return Box(float(left), float(top), float(right), float(bottom))


def _middle(pose: Pose, joint: str) -> FloatArray:
    both = [Landmark[f"LEFT_{joint}"], Landmark[f"RIGHT_{joint}"]]
    return np.asarray(pose.image[both].mean(axis=0))


def boxes(layout: Layout, room: Room) -> tuple[Box, Box]:
    """Return where the panel and the cue are in a layout; at one edge the cue is outermost."""
    (width, height), margin = room.picture, room.margin_px
    cue_width, cue_height = room.cue
    cue_left = (width - cue_width) / 2
    cue_top = margin if layout.cue == "top" else height - margin - cue_height
    x, y = layout.panel
    panel_width, panel_height = room.panel
    shift = margin + (cue_height + margin if layout.cue == y else 0)
    left = margin if x == "left" else width - margin - panel_width
    top = shift if y == "top" else height - shift - panel_height
    return (
        Box(left, top, left + panel_width, top + panel_height),
        Box(cue_left, cue_top, cue_left + cue_width, cue_top + cue_height),
    )


@dataclass(frozen=True)
class _Option:
    """A layout, and what it would mean for one pose."""

    layout: Layout
    boxes: tuple[Box, Box]
    gap: float
    """Distance to the head over the picture's shorter side."""
    hidden: int
    """How many landmarks would be covered."""

    @property
    def worth(self) -> tuple[bool, int, float, bool]:
        """The greater the better: off the head, hiding little, far from it, both edges used."""
        return (
            self.gap > _CLOSE,
            -self.hidden,
            min(self.gap, _FAR),
            self.layout.panel[1] != self.layout.cue,
        )


def _option(layout: Layout, room: Room, pose: Pose, head: Box) -> _Option:
    both = boxes(layout, room)
    gap_px = min(box.gap(head) for box in both)
    hidden = sum(box.count_of(pose.image) for box in both)
    return _Option(layout, both, gap_px / min(room.picture), hidden)


class Placer:
    """Finds the texts' place, pose by pose, and leaves them there as long as that is right."""

    def __init__(self) -> None:
        self._layout: Layout | None = None
        self._worse_since_s: float | None = None

    def place(self, room: Room, pose: Pose) -> tuple[Box, Box]:
        """Return where the panel and the cue go for the next pose."""
        head = head_box(pose)
        if head is None:
            return boxes(self._layout or layouts()[0], room)
        options = {layout: _option(layout, room, pose, head) for layout in layouts()}
        best = max(options.values(), key=lambda option: option.worth)
        if self._layout is None or self._should_move(options[self._layout], best, pose):
            self._layout = best.layout
        return options[self._layout].boxes

    def _should_move(self, present: _Option, best: _Option, pose: Pose) -> bool:
        lasts = self._lasts(pose.timestamp_s, best.hidden < present.hidden)
        return present.gap < _NEAR or lasts

    def _lasts(self, now_s: float, worse: bool) -> bool:
        """Return whether another layout has been better for a while."""
        if not worse:
            self._worse_since_s = None
        elif self._worse_since_s is None:
            self._worse_since_s = now_s
        return self._worse_since_s is not None and now_s - self._worse_since_s >= PATIENCE_S
