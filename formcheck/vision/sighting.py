"""One person as the landmarker saw them in one picture, and which of several to follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.geometry import angle_in_space, distance, length
from formcheck.io.frames import Picture
from formcheck.landmarks import JOINTS, MIRROR, SIDES, sided
from formcheck.pose import FloatArray, Pose
from formcheck.tracking.plausibility import LIMIT, plausibility
from formcheck.vision.scaling import InputTransform
from formcheck.vision.silhouette import back_edge

JUMP = 0.35
"""Joints that on average move by less than this share of the body's extent are one person's. In
good tracks of eleven exercises it was 0.14 at most between frames, and 0.26 in half a second."""
SAME = 0.1
"""The same for two sightings in one picture."""
_MIRRORED = MIRROR[JOINTS]
FOLDED_DEG = 100.0
"""Between trunk and thigh. In 63 fresh looks at rendered sets either they were head to tail or the
track was: of who was folded flat both thighs were at 25 to 90 degrees where drawn the right way
round, and one at least at 120 to 177 where not."""
FLAT_DEG = 15.0
"""The trunk of who lies flat slopes by less: by 9 at most in those looks, and by 29 and more of who
had risen."""
_SHOULDERS, _HIPS, _KNEES = (
    [sided(side, joint) for side in SIDES] for joint in ("shoulder", "hip", "knee")
)
OVERLAP = 0.5
"""Boxes that share so much of what they cover together lie in one place: of one body drawn head to
tail they share 0.8, of somebody who stands before one who lies 0.3."""
MARGIN = 0.15
"""Room left around the joints of a person, over the body's extent: for head, hands and feet."""
_BRIM = np.ones((9, 9), np.uint8)
"""The edge that is taken out of a picture together with somebody: 4 pixels."""


@dataclass(frozen=True, eq=False)
class Sighting:
    """Landmarks and mask of one person."""

    points: FloatArray
    """Pixels of the source. Shape (33, 2)."""
    world: FloatArray
    """Metres, as seen in the upright picture. Shape (33, 3)."""
    visibility: FloatArray
    """Shape (33,)."""
    mask: npt.NDArray[np.bool_]
    """Where the person is in the scaled upright picture. Shape (height, width)."""
    transform: InputTransform

    @property
    def plausible(self) -> bool:
        """Whether this can be a whole person at all."""
        return self.plausibility >= LIMIT

    @cached_property
    def plausibility(self) -> float:
        """How far it can be believed."""
        return float(plausibility(self.world, self.visibility))

    @cached_property
    def folded(self) -> bool:
        """Whether both thighs are at the trunk."""
        thighs = self.world[_KNEES] - self.world[_HIPS]
        return bool((angle_in_space(self._trunks, thighs) < FOLDED_DEG).all())

    @property
    def slope_deg(self) -> float:
        """How steeply the trunk slopes, whichever way: 0 to 90."""
        along, up = np.abs(self._trunks.sum(axis=0)[:2])
        return float(np.degrees(np.arctan2(up, along)))

    @property
    def _trunks(self) -> FloatArray:
        """The ways from each hip to its shoulder. Shape (2, 3)."""
        trunks: FloatArray = self.world[_SHOULDERS] - self.world[_HIPS]
        return trunks

    @cached_property
    def joints(self) -> FloatArray:
        """Pixels of the joints of trunk and limbs. Shape (12, 2)."""
        joints: FloatArray = self.points[JOINTS]
        return joints

    @cached_property
    def extent_px(self) -> float:
        """The diagonal of the box around trunk and limbs."""
        lower, upper = self.box
        return float(distance(lower, upper))

    @property
    def box(self) -> FloatArray:
        """The upper left and lower right corner around trunk and limbs. Shape (2, 2)."""
        return np.stack([self.joints.min(axis=0), self.joints.max(axis=0)])

    def with_room(self, margin: float) -> FloatArray:
        """Return the box with room on all sides, over the body's extent. Shape (2, 2)."""
        room_px = margin * self.extent_px
        return np.asarray(self.box + [[-room_px], [room_px]])

    @property
    def metre_px(self) -> float:
        """How large a metre is where the body is: larger for who is closer, standing or folded."""
        image_px, world_m = self.joints.std(axis=0), self.world[JOINTS, :2].std(axis=0)
        return float(length(image_px) / length(world_m))

    def apart(self, other: "Sighting") -> float:
        """Return how far two bodies' joints are apart, over the larger one's extent.

        Left and right may be taken for each other: a landmarker does that with one and the same
        person.
        """
        ways = (other.joints, other.points[_MIRRORED])
        shift_px = min(float(distance(self.joints, there).mean()) for there in ways)
        return shift_px / max(self.extent_px, other.extent_px, 1.0)

    def same_as(self, other: "Sighting") -> bool:
        """Return whether two sightings in one picture are of the same person in the same pose."""
        return self.apart(other) < SAME

    def beside(self, other: "Sighting") -> bool:
        """Return whether two bodies are in different places.

        A skeleton that flips head to tail is far from what it was, but it lies where it lay.
        """
        return self.apart(other) >= JUMP and not (self._holds(other) or other._holds(self))

    def shares_place(self, other: "Sighting") -> bool:
        """Return whether two bodies are in the same place, however they are drawn.

        Somebody who stands before one who lies is not beside them, and yet in another place.
        """
        return self.apart(other) < JUMP or self._overlap(other) >= OVERLAP

    def rights(self, other: "Sighting") -> bool:
        """Return whether this draws somebody the right way round who was drawn head to tail.

        Who is folded flat and drawn so seems to lie stretched out, but nobody who is stretched out
        seems to be folded. Of who has risen from the mat the right one can be believed further; of
        who lies flat nobody can tell.
        """
        if not self.plausible or self.apart(other) < JUMP or self._overlap(other) < OVERLAP:
            return False
        if self.folded or other.folded:
            return not other.folded
        return self.slope_deg > FLAT_DEG and self.plausibility > other.plausibility

    def _overlap(self, other: "Sighting") -> float:
        """Return how much of what two boxes cover they share."""
        boxes = np.stack([self.box, other.box])
        lower, upper = boxes[:, 0], boxes[:, 1]
        shared = np.prod(np.maximum(upper.min(axis=0) - lower.max(axis=0), 0.0))
        covered = np.prod(upper - lower, axis=1).sum() - shared
        return float(shared / max(covered, 1.0))

    def _holds(self, other: "Sighting") -> bool:
        middle, (upper_left, lower_right) = other.joints.mean(axis=0), self.box
        return bool(((upper_left <= middle) & (middle <= lower_right)).all())

    def pose(self, timestamp_s: float) -> Pose:
        """Return what the core needs of it."""
        back, quality = back_edge(self.mask, self.transform.from_source(self.points))
        return Pose(timestamp_s, self.points, self.world, self.visibility, back, quality)


def at_home(sighting: Sighting, places: Sequence[Sighting]) -> bool:
    """Return whether somebody is in at least half of the places where a person was of late."""
    return 2 * _stays(sighting, places) >= len(places)


def person_to_follow(
    sightings: Sequence[Sighting], last: Sighting | None, places: Sequence[Sighting] = ()
) -> Sighting | None:
    """Return the plausible person to follow: the one seen of late, or else the one seen last.

    If nobody was seen last it is the one closest by. None if no one is plausible, or if somebody
    was seen last and is not among them.
    """
    plausible = [sighting for sighting in sightings if sighting.plausible]
    settled = [sighting for sighting in plausible if places and at_home(sighting, places)]
    if settled:
        before = last or places[-1]
        return min(settled, key=lambda one: (-_stays(one, places), before.apart(one)))
    if last is None:
        return max(plausible, key=lambda sighting: sighting.metre_px, default=None)
    there = [sighting for sighting in plausible if not last.beside(sighting)]
    return min(there, key=last.apart, default=None)


def _stays(sighting: Sighting, places: Sequence[Sighting]) -> int:
    """Return in how many of some places somebody is."""
    return sum(place.shares_place(sighting) for place in places)


def alone(person: Sighting, image: Picture, people: Sequence[Sighting]) -> Picture:
    """Return the source's picture with everything black that is not around one of its people."""
    if len(people) < 2:
        return image
    corners = np.clip(person.with_room(MARGIN), 0, image.shape[1::-1])
    (left, top), (right, bottom) = corners.astype(int)
    cut = np.zeros_like(image)
    cut[top:bottom, left:right] = image[top:bottom, left:right]
    return cut


def without(people: Sequence[Sighting], image: Picture) -> Picture:
    """Return the source's picture with some people black."""
    rest: Picture = image.copy()
    for person in people:
        wide = cv2.dilate(person.mask.astype(np.uint8), _BRIM)
        rest[person.transform.spread(np.asarray(wide, np.uint8), image, image.shape[:2]) > 0] = 0
    return rest
