"""How the camera itself moves, told from what stands still behind the person."""

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.io.frames import Picture
from formcheck.pose import CAMERA_REACH_PX, FloatArray
from formcheck.vision.scaling import scaled
from formcheck.vision.sighting import Sighting

LONGEST_SIDE_PX = 320
"""Corners are followed in a gray picture of this size: finer ones tell little more."""
MOST, QUALITY, APART_PX = 120, 0.003, 7
"""How many corners are followed, how good the worst may be over the best, and how far apart."""
FEWEST = 16
"""With fewer corners nothing is told: a plain wall shows no motion."""
BRIM_PX = 3
"""Nothing so near to the person is taken for background."""
CONTRAST, LEAST = 0.2, 2.5
"""Half of the corners have changed by less than this share of their contrast, or by so many grays,
if the camera stands: then nothing more is computed."""
STILL_PX = 0.5
"""Corners that are within this of where they were have not moved; the noise is up to 0.3."""
STILL_SHARE = 0.25
"""Where so many have not, none has: a person who moves hides or drags along the others, but a
camera that moves leaves no corner where it was."""
SPREAD = 0.4
"""Corners that agree must reach over this share of the picture: those of one thing may move."""
AGREEING, ENOUGH = 0.5, 10
"""How many of the corners that are found must agree, as a share, and at least."""
KEPT = 0.4
"""With fewer of the corners left new ones are chosen."""
PATIENCE = 15
"""After so many pictures in a row that tell nothing new corners are chosen."""

_NEIGHBOURHOOD = np.arange(-3, 4)
_Gray = npt.NDArray[np.uint8]
_Points = npt.NDArray[np.float32]


class Background:
    """Follows corners of the background from picture to picture. For a new stream, make a new one.

    In 210 rendered clips of a camera that stands it told no motion at all. In 81 of one that is
    nudged, held by hand, or follows the person, landmarks are off by 0.2 torsos, and by 0.02 with
    that taken off (medians of what nine tenths of a clip stay within); in seven by more than 0.06.
    """

    def __init__(self) -> None:
        self._key: _Gray | None = None
        """The gray picture in which the corners were chosen."""
        self._corners: _Points = np.empty((0, 2), np.float32)
        self._left = 0
        """How many of the corners agreed of late."""
        self._grays = np.empty(0, np.int16)
        self._most_change = 0.0
        self._since_key = np.eye(3)
        """Takes a point of the latest picture to where it was in the key picture."""
        self._failed = 0

    def update(self, image: Picture, person: Sighting | None) -> FloatArray:
        """Take in the next picture; return the camera's motion since the one before.

        It is what `Pose.camera` holds. Shape (2, 2).
        """
        scale = LONGEST_SIDE_PX / max(image.shape[:2])
        gray = _gray(image)
        if self._key is None or self._key.shape != gray.shape:
            self._choose(gray, image, person)
            return np.zeros((2, 2))
        found = self._found(self._key, gray)
        if found is None:
            self._failed += 1
            step = np.eye(3)
        else:
            step = np.linalg.inv(self._since_key) @ found
            self._since_key, self._failed = found, 0
        if self._failed >= PATIENCE or self._left < KEPT * len(self._corners):
            self._choose(gray, image, person)
        ends = np.array([[0, 0, 1], [CAMERA_REACH_PX * scale, 0, 1]])
        moved: FloatArray = ((ends @ step.T - ends) / scale)[:, :2]
        return moved

    def _choose(self, gray: _Gray, image: Picture, person: Sighting | None) -> None:
        """Choose the corners that are followed from now on."""
        free = np.full(gray.shape, 255, np.uint8)
        if person is not None:
            body = person.transform.spread(person.mask.astype(np.uint8), image, gray.shape)
            free[cv2.dilate(body, np.ones((2 * BRIM_PX + 1,) * 2, np.uint8)) > 0] = 0
        corners = cv2.goodFeaturesToTrack(gray, MOST, QUALITY, APART_PX, mask=free)
        self._key, self._since_key, self._failed = gray, np.eye(3), 0
        chosen = np.empty((0, 2)) if corners is None else corners[:, 0]
        self._corners = np.asarray(chosen, np.float32)
        self._left = len(self._corners)
        self._grays = self._at(gray)
        if len(self._corners):
            contrast = float(np.median(self._around(gray).std(axis=(1, 2))))
            self._most_change = max(LEAST, CONTRAST * contrast)

    def _found(self, key: _Gray, gray: _Gray) -> FloatArray | None:
        """Return what takes a point to where it was in the key picture; None if that is unknown."""
        if len(self._corners) < FEWEST:
            return None
        if np.median(np.abs(self._at(gray) - self._grays)) < self._most_change:
            return np.eye(3)
        since = np.linalg.inv(self._since_key)
        guess = np.asarray(self._corners @ since[:2, :2].T + since[:2, 2], np.float32)
        there, is_there = _followed(key, gray, self._corners, guess)
        if is_there.sum() < ENOUGH:
            return None
        still = _apart(guess, there)[is_there] < STILL_PX
        if still.mean() >= STILL_SHARE:
            return self._since_key
        return self._agreed(self._corners[is_there], there[is_there])

    def _agreed(self, corners: _Points, there: _Points) -> FloatArray | None:
        """Return the turn, zoom and shift that most corners agree on; None if too few do."""
        found, agree = cv2.estimateAffinePartial2D(there, corners, ransacReprojThreshold=1.0)
        if found is None:
            return None
        agreeing = corners[agree[:, 0] > 0]
        wide = np.ptp(agreeing, axis=0).max() >= SPREAD * LONGEST_SIDE_PX
        if len(agreeing) < max(ENOUGH, AGREEING * len(corners)) or not wide:
            return None
        self._left = len(agreeing)
        return np.vstack([found, [0.0, 0.0, 1.0]])

    def _at(self, gray: _Gray) -> npt.NDArray[np.int16]:
        """Return the grays at the corners."""
        x, y = np.rint(self._corners).astype(int).T
        return np.asarray(gray[y, x], np.int16)

    def _around(self, gray: _Gray) -> _Gray:
        """Return the neighbourhoods of the corners. Shape (corners, 7, 7)."""
        x, y = np.rint(self._corners).astype(int).T
        rows = np.clip(y[:, None] + _NEIGHBOURHOOD, 0, gray.shape[0] - 1)
        columns = np.clip(x[:, None] + _NEIGHBOURHOOD, 0, gray.shape[1] - 1)
        return np.asarray(gray[rows[:, :, None], columns[:, None, :]])


def _gray(image: Picture) -> _Gray:
    """Return a picture in gray, smaller; what is much too large is thinned out first."""
    every = max(1, max(image.shape[:2]) // (2 * LONGEST_SIDE_PX))
    few = scaled(np.ascontiguousarray(image[::every, ::every]), LONGEST_SIDE_PX)
    return np.asarray(cv2.cvtColor(few, cv2.COLOR_RGB2GRAY), np.uint8)


def _followed(
    key: _Gray, gray: _Gray, corners: _Points, guess: _Points
) -> tuple[_Points, npt.NDArray[np.bool_]]:
    """Return where corners of the key picture are now, and of which of them that is certain."""
    there, ahead = _flow(key, gray, corners, guess)
    again, back = _flow(gray, key, there, corners)
    return there, ahead & back & (_apart(again, corners) < STILL_PX)


def _flow(
    one: _Gray, other: _Gray, points: _Points, guess: _Points
) -> tuple[_Points, npt.NDArray[np.bool_]]:
    """Return where points of one picture are in another, and which of them were found."""
    there, found, _ = cv2.calcOpticalFlowPyrLK(
        one,
        other,
        points,
        guess.copy(),  # the library writes into it
        winSize=(15, 15),
        maxLevel=2,
        flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )
    return np.asarray(there, np.float32), found[:, 0] > 0


def _apart(one: _Points, other: _Points) -> FloatArray:
    return np.asarray(np.hypot(*(one - other).T))
