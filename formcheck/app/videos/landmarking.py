"""From a video, a folder of pictures or a recording to the poses of one person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from formcheck.app.videos.pieces import cuts
from formcheck.app.videos.reading import Look, Reading
from formcheck.app.videos.reuse import SEEING, Shelf, content_of
from formcheck.io.files import is_folder, shown
from formcheck.io.frames import SourceError, SourceInfo
from formcheck.io.open import open_source
from formcheck.io.recording import Recording, load_recording
from formcheck.io.sampling import Sampling
from formcheck.pose import FloatArray
from formcheck.vision.landmarker import LONGEST_SIDE_PX, Landmarker, MediaPipeLandmarker
from formcheck.vision.store import Model, obtain

RECORDING_SUFFIX = ".npz"

WorkStep = TypeVar("WorkStep")


class Display:
    """Shows how far the work is. This one shows nothing."""

    def start(self) -> None:
        """Tell that a set is about to be judged."""

    def track(self, steps: Iterable[WorkStep], what: str, total: int | None) -> Iterable[WorkStep]:
        """Pass steps of the work through; the total is None where it isn't known."""
        return steps

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
    jobs: int = 1
    """How many parts of a video are looked at at once."""
    shelf: Shelf | None = None
    """Where poses are kept for the next time."""
    again: bool = False
    """Whether to find them anew even if they are there."""


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
    return path.suffix.lower() == RECORDING_SUFFIX and not is_folder(path)


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

    The model is the name of one or a ``.task`` file; without one it is the usual one. What is not
    named by a file is fetched on its first use.
    """
    if not isinstance(model, Model):
        model = obtain(model, progress=Display().download)
    return MediaPipeLandmarker(model.path, longest_side_px)


def completed(info: SourceInfo, times_s: FloatArray) -> SourceInfo:
    """Return what is known of a source once it was read: files may tell nothing, or wrong.

    The times are those of the frames that were looked at.
    """
    frames = Sampling.enough(info.fps).frames(len(times_s), info.frames)
    step_s = float(np.median(np.diff(times_s))) if len(times_s) > 1 else None
    fps = info.fps or (1 / step_s if step_s else None)
    duration_s = info.duration_s
    if len(times_s) and (duration_s or 0.0) <= times_s[-1]:  # of joined files the first may tell
        duration_s = float(times_s[-1]) + (step_s or 0.0)
    return replace(info, frames=frames, fps=fps, duration_s=duration_s)


def _watched(path: Path, sight: Sight, display: Display) -> Landmarked:
    with open_source(path) as source:
        info = source.info
        starts = cuts(info.duration_s if source.can_skip else None, info.fps)
    model = obtain(  # after a look at the video: it may be none
        sight.model, progress=display.download
    )
    key = _key(path, model, sight.longest_side_px)
    known = sight.shelf.find(key) if sight.shelf and key and not sight.again else None
    if known is not None:
        return Landmarked(replace(known, source=replace(known.source, path=info.path)))
    finder = partial(open_landmarker, longest_side_px=sight.longest_side_px)
    found = _read(Reading(Look(path, model, finder), info, starts), sight.jobs, display)
    if sight.shelf and key and not (found.stopped or found.damage):
        sight.shelf.keep(key, found.recording)
    return found


def _key(path: Path, model: Model, longest_side_px: int) -> str | None:
    """Return a name for all that decides about the poses of a source, unless it is a folder."""
    if is_folder(path):
        return None
    return f"{content_of(path)}-{model.sha256[:16]}-{longest_side_px}-{SEEING}"


def _read(reading: Reading, jobs: int, display: Display) -> Landmarked:
    try:
        for _ in display.track(reading.steps(jobs), "Finding the body", reading.total):
            pass
        damage, recording, stopped = reading.damage(), reading.recording(), False
    except KeyboardInterrupt:
        damage, recording, stopped = None, reading.recording(again=False), True
    info = completed(recording.source, recording.timestamp_s)
    return Landmarked(replace(recording, source=info), damage, stopped)
