"""From frames to poses: the only place that knows the landmarking library."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Protocol

import numpy as np

from formcheck.io.frames import Frame, Picture
from formcheck.pose import FloatArray, Pose, unseen
from formcheck.vision.background import Background
from formcheck.vision.libraries import missing_library
from formcheck.vision.lighting import brightened
from formcheck.vision.quiet import quiet
from formcheck.vision.scaling import TURNS, Placement, Turn, place
from formcheck.vision.sighting import Sighting, alone, at_home, choose, without
from formcheck.vision.watch import Watch

LONGEST_SIDE_PX = 640
MOST_PEOPLE = 3
"""How many people a search tells apart."""
MASK_SHARE = 0.5
STEP_MS = 10_000_000
"""Time from frame to frame, as the library is told. It smooths landmarks by a filter that lags some
three frames and depends on the frame rate; over hours it finds nothing to smooth. Smoothing is
done later, in the video's seconds."""


class LandmarkerError(Exception):
    """The landmarker can't run; the message is one line that says why and what to do."""


class Landmarker(AbstractContextManager["Landmarker"], Protocol):
    """Finds one person's landmarks in the frames of one source, in order."""

    def detect(self, frame: Frame) -> Pose:
        """Return the pose in a frame; ``unseen`` where nobody is."""


class MediaPipeLandmarker(Landmarker):
    """Follows one person, at first the one closest by, with MediaPipe's PoseLandmarker.

    A track that is lost, jumps or stops being plausible is left for a new search after a moment.
    Where nobody is found upright, the picture is tried lying on its sides, and followed so. For a
    new source, make a new landmarker; use one from one thread at a time.
    """

    def __init__(self, model: Path, longest_side_px: int = LONGEST_SIDE_PX) -> None:
        self._model = model
        self._longest_side_px = longest_side_px
        self._turn_deg: Turn = 0
        self._watch = Watch()
        self._background = Background()
        self._finder: PoseNetwork | None = PoseNetwork(model, MOST_PEOPLE, tracks=False)
        self._track: PoseNetwork | None = None

    def detect(self, frame: Frame) -> Pose:
        """Return the pose in a frame; ``unseen`` where nobody is."""
        seen = self._person(frame.timestamp_s, frame.image)
        pose = unseen(frame.timestamp_s) if seen is None else seen.pose(frame.timestamp_s)
        return replace(pose, camera=self._background.update(frame.image, seen))

    def close(self) -> None:
        """Free the library's memory and threads; the library must not be left to do so itself."""
        for network in (self._track, self._finder):
            if network is not None:
                network.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def _person(self, now_s: float, image: Picture) -> Sighting | None:
        tracked = self._tracked(image)
        if tracked is not None and self._watch.believes(now_s, tracked):
            return self._watch.saw(now_s, tracked)
        if self._watch.search_due(now_s):
            found = self._search(now_s, image, tracked)
            if found is not None:
                return self._watch.saw(now_s, found)
        if self._track is None:  # then who is there is not whole, and shown all the same
            self._track = PoseNetwork(self._model, people=1, tracks=True)
            tracked = self._tracked(image)
        if tracked is None or self._watch.elsewhere(now_s, tracked):
            return None
        return tracked

    def _tracked(self, image: Picture) -> Sighting | None:
        """Return whom the track follows; None while there is no track, or nobody on it."""
        if self._track is None:
            return None
        return next(iter(self._look(self._track, image, self._turn_deg)), None)

    def _look(self, network: "PoseNetwork", image: Picture, turn_deg: Turn) -> list[Sighting]:
        scaled, placement = place(image, self._longest_side_px, turn_deg)
        return network.look(brightened(scaled), placement)

    def _search(self, now_s: float, image: Picture, tracked: Sighting | None) -> Sighting | None:
        """Return the person to follow from now on; None if nobody is to be believed."""
        if self._finder is None:
            self._finder = PoseNetwork(self._model, MOST_PEOPLE, tracks=False)
        for turn_deg in TURNS:
            person, picture = self._found(self._finder, now_s, image, turn_deg, tracked)
            if person is not None:
                self._finder.close()  # it takes 70 MB, and is seldom needed again
                self._finder = None
                return self._follow(person, tracked, picture)
        return None

    def _found(
        self,
        finder: "PoseNetwork",
        now_s: float,
        image: Picture,
        turn_deg: Turn,
        tracked: Sighting | None,
    ) -> tuple[Sighting | None, Picture]:
        """Return whom to follow in a picture turned like this, and the picture without others."""
        last, places = self._watch.person(now_s), self._watch.places(now_s)
        people = self._look(finder, image, turn_deg)
        person = choose(people if tracked is None else [*people, tracked], last, places)
        settled = person is not None and at_home(person, places)
        if people and places and not settled:
            rest = without(people, image)  # of two who overlap the one in front is found
            others = self._look(finder, rest, turn_deg)  # it may see one in a black shape, too
            hidden = [one for one in others if not any(one.shares_place(seen) for seen in people)]
            behind = choose(hidden, None, places)
            if behind is not None and at_home(behind, places):
                return behind, rest
        return person, image if person is None else alone(person, image, people)

    def _follow(self, person: Sighting, tracked: Sighting | None, image: Picture) -> Sighting:
        """Put the track onto a person, the only one in this picture, unless it is there already."""
        if tracked is not None and tracked.plausible and tracked.same_as(person):
            return tracked
        turn_deg = person.placement.turn_deg
        track = PoseNetwork(self._model, people=1, tracks=True)
        seen = next(iter(self._look(track, image, turn_deg)), None)
        if seen is None or not seen.same_as(person):
            track.close()
            return person
        if self._track is not None:
            self._track.close()
        self._track, self._turn_deg = track, turn_deg
        return seen


class PoseNetwork:
    """The library's landmarker: following people from frame to frame or not."""

    _has_warned: ClassVar[bool] = False
    """Whether the library has talked for the last time: of the first person in a process."""

    def __init__(self, model: Path, people: int, tracks: bool) -> None:
        self._tracks = tracks
        self._stamp_ms = 0
        self._mp = _library()
        try:
            with quiet():
                self._landmarker = self._create(model, people)
        except (OSError, RuntimeError, ValueError) as error:
            raise LandmarkerError(_reason(model, error)) from error

    def look(self, image: Picture, placement: Placement) -> list[Sighting]:
        """Return the people in an input and where they are in the picture it was made from."""
        with nullcontext() if PoseNetwork._has_warned else quiet():
            result = self._detect(image)
        if result.pose_landmarks:
            PoseNetwork._has_warned = True
        people = zip(
            result.pose_landmarks,
            result.pose_world_landmarks,
            result.segmentation_masks or (),
            strict=True,
        )
        return [_sighting(*person, placement) for person in people]

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


def _sighting(landmarks: Any, world: Any, mask: Any, placement: Placement) -> Sighting:
    mask = mask.numpy_view()
    height, width = mask.shape[:2]
    points = _array([(mark.x * width, mark.y * height) for mark in landmarks])
    return Sighting(
        points=placement.upright(points),
        world=placement.world(_array([(mark.x, mark.y, mark.z) for mark in world])),
        visibility=_array([mark.visibility for mark in landmarks]),
        mask=placement.mask(mask.reshape(height, width) > MASK_SHARE),
        placement=placement,
    )


def _array(rows: list[Any]) -> FloatArray:
    return np.array(rows, dtype=np.float64)
