"""One exercise of a report: its result, and what is at hand to show it with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.exercise import Exercise
from formcheck.report.curves import Course, Curve, followed
from formcheck.report.moments import Moment, Poses, Scenes
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
    moments: Mapping[str, Moment] = field(default_factory=dict)
    """The worst moment of each check."""
    video: str | None = None
    """The name of the annotated video that lies beside the page."""


def part_of(
    result: Json, course: Course, moments: Mapping[str, Moment], video: str | None = None
) -> ReportPart:
    """Return the part of a report for a set that was just followed."""
    return ReportPart(result, course.exercise, course.counted, course.arch, moments, video)


def followed_again(result: Json, exercise: Exercise, poses: Poses) -> ReportPart:
    """Return the part for a set whose poses are at hand; it shows stick figures."""
    _, course = followed(exercise, poses)
    return part_of(result, course, Scenes(result, poses, course).moments)
