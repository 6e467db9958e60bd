"""The worst moment of each check, as a picture or as a stick figure."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from formcheck.io.frames import Frame, Picture, tick
from formcheck.landmarks import Side
from formcheck.overlay.figure import FaultMark, draw_figure
from formcheck.overlay.marks import fault_mark
from formcheck.pose import Pose
from formcheck.report.curves import Trace
from formcheck.report.stick_figure import StickFigure, crop_of, stick_figure
from formcheck.result import Json

WIDTH_PX = 480
"""Pictures in a page are no wider."""
_QUALITY = 80


@dataclass(frozen=True)
class WorstMoment:
    """When a check was nearest to its limit or farthest past it, and what that looked like."""

    time_s: float
    figure: StickFigure
    jpeg: str | None = None
    """The picture as base64; None: only the figure is shown."""


@dataclass(frozen=True)
class _Scene:
    """What is to be drawn of one moment."""

    time_s: float
    pose: Pose
    near: Side | None
    fault: FaultMark | None


class Poses(Protocol):
    """The poses of a source, in order: a list of them, or a recording."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int, /) -> Pose: ...
    def __iter__(self) -> Iterator[Pose]: ...


class WorstMoments:
    """The worst moments of an analysis; keeps their pictures as the frames pass by."""

    def __init__(self, result: Json, poses: Poses, trace: Trace) -> None:
        self._size = result["source"]["width"], result["source"]["height"]
        self._scenes = _scenes(result, poses, trace)
        self._jpegs: dict[str, str] = {}

    @property
    def missing(self) -> bool:
        """Whether pictures are still to come."""
        return len(self._jpegs) < len(self._scenes)

    def watch(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """Pass frames through and keep the pictures of the moments."""
        wanted: dict[int, list[str]] = {}
        for check, scene in self._scenes.items():
            wanted.setdefault(tick(scene.pose.timestamp_s), []).append(check)
        for frame in frames:
            for check in wanted.get(tick(frame.timestamp_s), ()):
                self._jpegs[check] = _drawn(frame.image, self._scenes[check])
            yield frame

    def seek(self, frames: Iterable[Frame]) -> None:
        """Look at frames until the pictures of all moments are there."""
        for _ in self.watch(frames):
            if not self.missing:
                return

    @property
    def moments(self) -> Mapping[str, WorstMoment]:
        """The moments by check."""
        return {
            check: WorstMoment(
                scene.time_s,
                stick_figure(scene.pose, self._size, scene.near, scene.fault),
                self._jpegs.get(check),
            )
            for check, scene in self._scenes.items()
        }


def _scenes(result: Json, poses: Poses, trace: Trace) -> dict[str, _Scene]:
    """Return the worst moment of each check that has one at which somebody is seen."""
    times_s = np.array([pose.timestamp_s for pose in poses])
    scenes = {}
    for check in result["checks"]:
        if check["worst"] is None or not len(poses):
            continue
        row = int(np.abs(times_s - check["worst"]["time_s"]).argmin())
        if poses[row].seen:
            near = trace.near(row)
            fault = _fault(check, near, trace.working(row))
            scenes[check["id"]] = _Scene(check["worst"]["time_s"], poses[row], near, fault)
    return scenes


def _fault(check: Json, near: Side | None, working: Side | None) -> FaultMark | None:
    if check["verdict"] != "fault":
        return None
    return fault_mark(check["id"], check["severity"] == "alert", near, working)


def _drawn(image: Picture, scene: _Scene) -> str:
    """Return the body of a frame with everything drawn over it, as a JPEG in base64."""
    drawn = np.array(image)
    draw_figure(drawn, scene.pose, scene.near, scene.fault)
    return _jpeg(crop_of(scene.pose, image.shape[1], image.shape[0]).of(drawn))


def _jpeg(image: Picture) -> str:
    height, width = image.shape[:2]
    scale = min(1.0, WIDTH_PX / width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return b64encode(data.tobytes()).decode("ascii")
