"""The landmarking library: the only place that knows it."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from formcheck.io.frames import Picture
from formcheck.io.quiet import quiet
from formcheck.pose import FloatArray
from formcheck.vision.libraries import missing_library
from formcheck.vision.lighting import brightened
from formcheck.vision.scaling import Framing, InputTransform, framed
from formcheck.vision.sighting import Sighting

MASK_SHARE = 0.5
STEP_MS = 10_000_000
"""Time from frame to frame, as the library is told. It smooths landmarks by a filter that lags some
three frames and depends on the frame rate; over hours it finds nothing to smooth. Smoothing is
done later, in the video's seconds."""


class LandmarkerError(Exception):
    """The landmarker can't run; the message is one line that says why and what to do."""


class PoseNetwork:
    """The library's landmarker: following people from frame to frame or not."""

    _is_silent: ClassVar[bool] = False
    """Whether the library has written all it ever does: it stops with the first person found in a
    process."""

    def __init__(self, model: Path, people: int, tracks: bool) -> None:
        self._tracks = tracks
        self._stamp_ms = 0
        self._mp = _library()
        try:
            with quiet():
                self._landmarker = self._create(model, people)
        except (OSError, RuntimeError, ValueError) as error:
            raise LandmarkerError(_reason(model, error)) from error

    def look(self, image: Picture, framing: Framing) -> list[Sighting]:
        """Return the people in a source's picture."""
        scaled, transform = framed(image, framing)
        with nullcontext() if PoseNetwork._is_silent else quiet():
            result = self._detect(brightened(scaled))
        if result.pose_landmarks:
            PoseNetwork._is_silent = True
        people = zip(
            result.pose_landmarks,
            result.pose_world_landmarks,
            result.segmentation_masks or (),
            strict=True,
        )
        return [_sighting(*person, transform) for person in people]

    def close(self) -> None:
        """Free its memory and threads."""
        self._landmarker.close()

    def _create(self, model: Path, people: int) -> Any:
        vision = self._mp.tasks.vision
        modes = vision.RunningMode
        options = vision.PoseLandmarkerOptions(
            base_options=self._mp.tasks.BaseOptions(model_asset_path=str(model)),
            running_mode=modes.VIDEO if self._tracks else modes.IMAGE,
            num_poses=people,
            output_segmentation_masks=True,
        )
        return vision.PoseLandmarker.create_from_options(options)

    def _detect(self, image: Picture) -> Any:
        picture = self._mp.Image(image_format=self._mp.ImageFormat.SRGB, data=image)
        if not self._tracks:
            return self._landmarker.detect(picture)
        self._stamp_ms += STEP_MS
        return self._landmarker.detect_for_video(picture, self._stamp_ms)


def _library() -> Any:
    try:
        with quiet():
            import mediapipe
    except (ImportError, OSError) as error:
        raise LandmarkerError(missing_library(error) or f"can't load mediapipe: {error}") from error
    return mediapipe


def _reason(model: Path, error: Exception) -> str:
    why = missing_library(error)
    said = " ".join(str(error).split()).rstrip(".")
    remedy = "name another with --model, or run: formcheck model fetch"
    return why or f"can't use {model} as a pose model ({said}); {remedy}"


def _sighting(landmarks: Any, world: Any, mask: Any, transform: InputTransform) -> Sighting:
    mask = mask.numpy_view()
    height, width = mask.shape[:2]
    points = _array([(mark.x * width, mark.y * height) for mark in landmarks])
    return Sighting(
        points=transform.to_source(transform.upright(points)),
        world=transform.world(_array([(mark.x, mark.y, mark.z) for mark in world])),
        visibility=_array([mark.visibility for mark in landmarks]),
        mask=transform.mask(mask.reshape(height, width) > MASK_SHARE),
        transform=transform,
    )


def _array(rows: list[Any]) -> FloatArray:
    return np.array(rows, dtype=np.float64)
