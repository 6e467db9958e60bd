"""The annotated video of a source that was analysed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.app.videos.ahead import ahead
from formcheck.app.videos.landmarking import Display
from formcheck.assessment import Assessment, Summary
from formcheck.io.frames import Frame, tick
from formcheck.io.open import open_source
from formcheck.io.recording import Recording
from formcheck.io.sampling import Sampling
from formcheck.io.writer import VideoWriter
from formcheck.overlay.overlay import Overlay
from formcheck.pose import Pose, between
from formcheck.session import Session

_USUAL_FPS = 25.0
"""Of a video that tells no rate and shows one frame."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """What is drawn over a video."""

    recording: Recording
    summary: Summary
    """What the recording came to."""
    breath_s: float


def draw_video(
    path: Path,
    target: Path,
    drawing: Drawing,
    display: Display,
    watch: Callable[[Iterable[Frame]], Iterable[Frame]] = iter,
) -> None:
    """Write the annotated video of a source that was analysed; watch sees its frames pass."""
    info = drawing.recording.source
    with (
        open_source(path) as source,
        VideoWriter(target, info.width, info.height, info.fps or _USUAL_FPS) as writer,
        ahead(source) as decoded,  # one thread decodes, one draws, and this one encodes
        ahead(map(writer.converted, annotate(watch(decoded), drawing))) as drawn,
    ):
        for picture in display.track(drawn, "Drawing", info.frames):
            writer.encode(picture)


def annotate(frames: Iterable[Frame], drawing: Drawing) -> Iterator[Frame]:
    """Yield the frames whose pose is known, with everything drawn over them.

    Those that were passed over in a fast video are drawn, too, with the body on its way from one
    pose to the next.
    """
    recording, exercise = drawing.recording, drawing.summary.exercise
    overlay = Overlay(exercise, drawing.breath_s, drawing.summary.events)
    rest_s = Sampling.enough(recording.source.fps).rest_s
    session = Session(exercise)  # again, for all it says is too much to keep
    known = ((pose, session.update(pose)) for pose in recording)
    latest, coming = None, next(known, None)
    for frame in frames:
        now = tick(frame.timestamp_s)
        while coming is not None and tick(coming[0].timestamp_s) <= now:
            latest, coming = coming, next(known, None)
        if latest is not None and now <= tick(latest[0].timestamp_s + rest_s):
            pose, assessment = _at(frame.timestamp_s, latest, coming and coming[0])
            yield replace(frame, image=overlay.draw(frame.image, pose, assessment))
        elif coming is None:  # what came after Ctrl-C has no pose
            return


def _at(
    timestamp_s: float, latest: tuple[Pose, Assessment], coming: Pose | None
) -> tuple[Pose, Assessment]:
    """Return the pose of an instant, and what is told of it."""
    pose, assessment = latest
    if tick(pose.timestamp_s) == tick(timestamp_s):
        return latest
    pose = pose if coming is None else between(pose, coming, timestamp_s)
    return pose, replace(assessment, timestamp_s=timestamp_s, repetition=None)  # it was told once
