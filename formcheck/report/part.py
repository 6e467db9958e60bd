"""One exercise of a report: its result, and what is at hand to show it with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from formcheck.exercise import Exercise
from formcheck.report.curves import Curve, Trace
from formcheck.report.moments import Poses, WorstMoment, WorstMoments
from formcheck.result import Json


@dataclass(frozen=True, eq=False)
class ReportPart:
    """What a report shows of one exercise; all but the result may be missing."""

    result: Json
    exercise: Exercise | None = None
    """As the profiles have changed it; gives names, goal and camera."""
    counted: tuple[Curve, ...] = ()
    """What was counted, over time."""
    arch: Curve | None = None
    """How far the lower back was arched, over time."""
    moments: Mapping[str, WorstMoment] = field(default_factory=dict)
    """The worst moment of each check."""
    video: str | None = None
    """The name of the annotated video that lies beside the page."""
    video_is_older: bool = False
    """Whether the video was there before the result, so that another one may be drawn over it."""


def part_of(result: Json, trace: Trace, moments: Mapping[str, WorstMoment]) -> ReportPart:
    """Return the part of a report for a set that was just followed."""
    return ReportPart(result, trace.exercise, trace.counted, trace.arch, moments)


def part_without_pictures(result: Json, trace: Trace, poses: Poses) -> ReportPart:
    """Return the part for a set that was just followed; it shows stick figures."""
    return part_of(result, trace, WorstMoments(result, poses, trace).moments)


def with_video(part: ReportPart, video: Path, older: bool) -> ReportPart:
    """Return a part with the video that lies beside its page, if there is one."""
    return replace(part, video=video.name, video_is_older=older) if video.exists() else part
