"""From a video, a folder of pictures or a recording to the poses of one person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from formcheck.io.files import shown
from formcheck.io.frames import Frame, SourceError, SourceInfo
from formcheck.io.open import open_source
from formcheck.io.recording import Recording, load_recording
from formcheck.pose import Pose
from formcheck.vision.landmarker import LONGEST_SIDE_PX, Landmarker, MediaPipeLandmarker
from formcheck.vision.store import Model, obtain

RECORDING_SUFFIX = ".npz"


class Display:
    """Shows how far the work is. This one shows nothing."""

    def start(self) -> None:
        """Tell that a set is about to be judged."""

    def track(self, frames: Iterable[Frame], step: str, total: int | None) -> Iterable[Frame]:
        """Pass frames through; the total is None where it isn't known."""
        return frames

    def download(self, step: str, done_bytes: int, total_bytes: int | None) -> None:
        """Tell of a download."""


class NoPersonError(SourceError):
    """Nobody was found in any frame; the message is one line that says what to do."""


@dataclass(frozen=True)
class Sight:
    """With what poses are found."""

    model: str | None = None
    """A name or a file; None: the usual one."""
    longest_side_px: int = LONGEST_SIDE_PX
    """Pictures are scaled to this for the model."""


@dataclass(frozen=True, eq=False)
class Landmarked:
    """The poses of a source, and what was in the way of having all of them."""

    recording: Recording
    damage: str | None = None
    """What was broken in the source, as part of one line."""
    stopped: bool = False
    """Whether Ctrl-C came before the end."""


def is_recording(path: Path) -> bool:
    """Return whether a path names a recording of poses."""
    return path.suffix.lower() == RECORDING_SUFFIX and not path.is_dir()


def landmarked(path: Path, sight: Sight, display: Display) -> Landmarked:
    """Return the poses of a source, found with the model unless it is a recording."""
    if is_recording(path):
        found = Landmarked(load_recording(path))
    else:
        found = _watched(path, sight, display)
    if not len(found.recording) and found.stopped:
        raise KeyboardInterrupt
    if not len(found.recording):
        raise SourceError(f"{shown(path)}: it holds no frame; record it again")
    if np.isnan(found.recording.image).all():
        raise NoPersonError(
            f"{shown(path)}: nobody was found in it; put the whole body in the picture, in good "
            f"light"
        )
    return found


def open_landmarker(
    model: Model | str | None = None, longest_side_px: int = LONGEST_SIDE_PX
) -> Landmarker:
    """Return what finds the landmarks of one person in the frames of one source, in order.

    Without a model, or with the name of one, it is fetched on its first use.
    """
    if not isinstance(model, Model):
        model = obtain(model, progress=Display().download)
    return MediaPipeLandmarker(model.path, longest_side_px)


def find_poses(frames: Iterable[Frame], landmarker: Landmarker) -> Iterator[Pose]:
    """Yield the pose in each frame."""
    return map(landmarker.detect, frames)


def completed(info: SourceInfo, poses: list[Pose]) -> SourceInfo:
    """Return what is known of a source once it was read: files may tell nothing, or wrong."""
    times_s = [pose.timestamp_s for pose in poses]
    step_s = float(np.median(np.diff(times_s))) if len(times_s) > 1 else None
    fps = info.fps or (1 / step_s if step_s else None)
    last_s = times_s[-1] + (step_s or 0.0) if times_s else None
    return replace(info, frames=len(poses), fps=fps, duration_s=info.duration_s or last_s)


def _watched(path: Path, sight: Sight, display: Display) -> Landmarked:
    with open_source(path) as source:
        model = obtain(
            sight.model, progress=display.download
        )  # after a look at the video: it may be none
        with open_landmarker(model, sight.longest_side_px) as landmarker:
            frames = display.track(source, "Finding the body", source.info.frames)
            poses, stopped = _until_stopped(find_poses(frames, landmarker))
        info = completed(source.info, poses)
        recording = Recording.of(poses, info, model.name, model.sha256)
        return Landmarked(recording, source.damage, stopped)


def _until_stopped(poses: Iterator[Pose]) -> tuple[list[Pose], bool]:
    """Return the poses up to the end or to Ctrl-C, and whether that came."""
    kept = []
    try:
        for pose in poses:
            kept.append(pose)  # one by one: Ctrl-C must not take what is there
    except KeyboardInterrupt:
        return kept, True
    return kept, False
