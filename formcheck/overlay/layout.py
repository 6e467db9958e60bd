"""Where the overlay's text goes: never over the head, and not jumping about."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

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

_RECOVERY_HZ = 0.05
"""A gap that was small counts as larger by this, over that side, every second."""

_PANEL_WEIGHT = 3.0
"""The panel is always there, a cue now and then."""
MEMORY_S = 4.0
"""Over about this long it is judged how much of the body text hides."""


@dataclass(frozen=True)
class Box:
    """An upright rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def corners(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The upper left and the lower right corner, in whole pixels."""
        return (round(self.left), round(self.top)), (round(self.right), round(self.bottom))

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def gap(self, other: "Box") -> float:
        """Return how far two boxes are apart; negative by how much they overlap."""
        across = max(other.left - self.right, self.left - other.right)
        down = max(other.top - self.bottom, self.top - other.bottom)
        if across > 0 and down > 0:
            return math.hypot(across, down)
        return max(across, down)


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
    trunk = pose.middle("shoulder") - pose.middle("hip")
    room = max(
        _FACE_ROOM * float(np.ptp(face, axis=0).max()),
        _TRUNK_ROOM * float(np.nan_to_num(np.linalg.norm(trunk))),
    )
    (left, top), (right, bottom) = face.min(axis=0) - room, face.max(axis=0) + room
    return Box(float(left), float(top), float(right), float(bottom))


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


@lru_cache(maxsize=4)
def _places(room: Room) -> Mapping[Layout, tuple[Box, Box]]:
    """Return where the texts are in every layout; from pose to pose little changes."""
    return {layout: boxes(layout, room) for layout in layouts()}


def hidden_by(boxes: Sequence[Box], points: FloatArray) -> npt.NDArray[np.int_]:
    """Return how many points of shape (n, 2) lie in each box."""
    sides = np.array([(box.left, box.top, box.right, box.bottom) for box in boxes])[:, None]
    within = (points > sides[..., :2]) & (points < sides[..., 2:])
    return np.asarray(within.all(axis=-1).sum(axis=-1))


@dataclass(frozen=True)
class _Place:
    """A layout, where its texts are, and how much of the body they cover now."""

    layout: Layout
    boxes: tuple[Box, Box]
    hidden: float


@dataclass(frozen=True)
class _Option:
    """A layout and what is known of it: now, and over the last seconds."""

    layout: Layout
    boxes: tuple[Box, Box]
    gap: float
    """Distance to the head over the picture's shorter side."""
    usual_gap: float
    """The same as it was at its smallest, recovering slowly."""
    usual_hidden: float
    """How many landmarks are covered on average; those under the panel weigh more."""

    @property
    def worth(self) -> tuple[float, float, float, bool]:
        """The greater the better: off the head, hiding little, far from it, both edges used."""
        return (
            min(self.usual_gap, _CLOSE),
            -self.usual_hidden,
            min(self.usual_gap, _FAR),
            self.layout.panel[1] != self.layout.cue,
        )


class Placer:
    """Finds the texts' place, pose by pose, and leaves them there as long as that is right."""

    def __init__(self) -> None:
        self._present: Layout | None = None
        self._known: dict[Layout, _Option] = {}
        self._last_s = 0.0

    def place(self, room: Room, pose: Pose) -> tuple[Box, Box]:
        """Return where the panel and the cue go for the next pose."""
        head = head_box(pose)
        if head is None:
            return boxes(self._present or layouts()[0], room)
        step_s = max(0.0, pose.timestamp_s - self._last_s)
        self._last_s = pose.timestamp_s
        places = _places(room)
        hidden = hidden_by([box for both in places.values() for box in both], pose.image)
        weights = [_PANEL_WEIGHT * panel + cue for panel, cue in hidden.reshape(-1, 2).tolist()]
        self._known = {
            layout: self._option(_Place(layout, both, weight), room, head, step_s)
            for (layout, both), weight in zip(places.items(), weights, strict=True)
        }
        free = [option for option in self._known.values() if option.gap > 0]
        best = max(free or self._known.values(), key=lambda option: option.worth)
        if self._present is None or _is_worth_a_move(self._known[self._present], best):
            self._present = best.layout
        return self._known[self._present].boxes

    def _option(self, place: _Place, room: Room, head: Box, step_s: float) -> _Option:
        layout, both, hidden = place.layout, place.boxes, place.hidden
        gap = min(box.gap(head) for box in both) / min(room.picture)
        before = self._known.get(layout)
        if before is None:
            return _Option(layout, both, gap, gap, hidden)
        usual_gap = min(gap, before.usual_gap + _RECOVERY_HZ * step_s)
        share = min(1.0, step_s / MEMORY_S)
        usual_hidden = before.usual_hidden + share * (hidden - before.usual_hidden)
        return _Option(layout, both, gap, usual_gap, usual_hidden)


def _is_worth_a_move(present: _Option, best: _Option) -> bool:
    """Return whether text should move: off the head at once, off the body after a while."""
    if present.gap <= 0:
        return True
    if present.gap < _NEAR:
        return best.usual_gap > present.usual_gap + _NEAR
    return best.usual_gap > _CLOSE and best.usual_hidden < present.usual_hidden - _PANEL_WEIGHT
