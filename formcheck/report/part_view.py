"""A part of a report as its template reads it."""

from dataclasses import dataclass
from functools import cached_property
from statistics import median

import numpy as np

from formcheck.landmarks import SIDES, other
from formcheck.report import overview, timeline
from formcheck.report.curves import ARCH, Curve
from formcheck.report.findings import ReportedFinding, findings_of
from formcheck.report.part import ReportPart
from formcheck.report.plots import Axis, Segment, segments, ticks_s, time_axis, value_axis
from formcheck.report.priorities import priorities
from formcheck.report.timeline import Lane, LaneSpan
from formcheck.result import Json
from formcheck.texts.goals import goal_of
from formcheck.texts.hindrances import hindrances, placement
from formcheck.texts.words import exercise_name, signal_text, value_text


@dataclass(frozen=True)
class DrawnCurve:
    """A curve ready to be drawn; its points in percent, y down."""

    name: str
    """Of the person's side, or empty."""
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class DrawnPlot:
    """Curves that share a plot."""

    title: str
    text: str
    """What it shows, for those who do not see it."""
    lowest: str
    highest: str
    curves: tuple[DrawnCurve, ...]
    limit: float | None = None
    """Where the limit is, in percent from the top."""
    limit_text: str = ""
    dots: tuple[tuple[float, float], ...] = ()
    """The farthest points of the repetitions."""


@dataclass(frozen=True)
class Bar:
    """The range of one repetition."""

    repetition: Json
    height: float
    """In percent of the largest."""
    value: str


@dataclass(frozen=True)
class BarGroup:
    """The ranges of all repetitions of one side."""

    side: str
    usual: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, eq=False)
class PartView:
    """Everything a template shows of one part."""

    number: int
    part: ReportPart

    @property
    def result(self) -> Json:
        """The result itself."""
        return self.part.result

    @property
    def name(self) -> str:
        """What the exercise is called."""
        return exercise_name(self.result["exercise"], self.part.exercise)

    @property
    def headline(self) -> str:
        """What it came to in one sentence."""
        return overview.headline(self.part)

    @property
    def numbers(self) -> tuple[overview.Number, ...]:
        """What it came to at a glance."""
        return overview.numbers(self.part)

    @property
    def judged(self) -> bool:
        """Whether anything can be said of its form."""
        return overview.is_judged(self.result)

    @property
    def as_far_as_seen(self) -> str:
        """In how many checks there is no fault; empty if all were seen that tell what hurts."""
        return overview.as_far_as_seen(self.result)

    @property
    def goal(self) -> str:
        """What is to be reached; empty if the exercise is not at hand."""
        return goal_of(self.part.exercise) if self.part.exercise else ""

    @property
    def visibility(self) -> tuple[overview.Number, ...]:
        """How well the person was seen."""
        return overview.visibility(self.part)

    @property
    def hindrances(self) -> tuple[str, ...]:
        """What was in the way of seeing."""
        return (*self.incomplete, *hindrances(self.part.result, self.part.exercise))

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Why not all of the source was looked at; nothing if it was."""
        why = self.result.get("incomplete")
        return (f"Not all of it was looked at: {why}.",) if why else ()

    @property
    def notices(self) -> tuple[str, ...]:
        """What has to be known before anything else: that it is not all, or not judged."""
        return (*self.incomplete, *filter(None, [placement(self.result, self.part.exercise)]))

    @cached_property
    def findings(self) -> tuple[ReportedFinding, ...]:
        """All checks, those that matter most first."""
        return findings_of(self.part)

    @property
    def to_work_on(self) -> tuple[ReportedFinding, ...]:
        """The few to work on next, which come first."""
        return self.findings[: len(priorities(self.result))]

    @cached_property
    def axis(self) -> Axis:
        """From when to when it went."""
        times_s = self.part.counted[0].times_s.tolist() if self.part.counted else ()
        first_s, last_s = timeline.span_s(self.result, times_s)
        return time_axis(last_s, first_s)

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """Round times and where they are."""
        times_s = ticks_s(self.axis.last, self.axis.first)
        return [(time_s, self.axis.at(time_s)) for time_s in times_s]

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        """What happened when."""
        return timeline.lanes(self.result, self.axis)

    @property
    def bands(self) -> tuple[LaneSpan, ...]:
        """What is shaded behind the curves: all that was done."""
        return timeline.attempts(self.result, self.axis)

    @property
    def plots(self) -> tuple[DrawnPlot, ...]:
        """The curves over time."""
        counted = [self._counted()] if _known(*self.part.counted) else []
        arch = self.part.arch
        judged = any(check["id"] == ARCH for check in self.result["checks"])
        drawn = [self._arch(arch)] if judged and arch is not None and _known(arch) else []
        return (*counted, *drawn)

    @property
    def ranges(self) -> tuple[BarGroup, ...]:
        """The range of each repetition, left apart from right."""
        done = [each for each in self.result["repetitions"] if each["range"] is not None]
        largest = max((each["range"] for each in done), default=0.0) or 1.0
        by_side = {side: [each for each in done if each["side"] == side] for side in (*SIDES, None)}
        return tuple(_bars(side or "", group, largest) for side, group in by_side.items() if group)

    def _counted(self) -> DrawnPlot:
        curves = self.part.counted
        y = value_axis([curve.values for curve in curves])
        title = signal_text(self.result["exercise"])
        return DrawnPlot(
            title,
            f"{title} over time; {self.result['count']} counted. The table below has every time.",
            *_ends(curves, y),
            tuple(self._drawn(curve, y, named=len(curves) > 1) for curve in curves),
            dots=self._peaks(curves, y),
        )

    def _drawn(self, curve: Curve, y: Axis, named: bool) -> DrawnCurve:
        lines = segments(curve.times_s, curve.values, self.axis, y)
        return DrawnCurve(curve.side or "" if named else "", lines)

    def _peaks(self, curves: tuple[Curve, ...], y: Axis) -> tuple[tuple[float, float], ...]:
        if len(curves) > 1 or not len(curves[0].times_s):
            return ()
        rows = [
            int(abs(curves[0].times_s - each["peak_s"]).argmin())
            for each in self.result["repetitions"]
        ]
        points = ((curves[0].times_s[row], curves[0].values[row]) for row in rows)
        return tuple(
            (self.axis.at(time_s), round(100 - y.at(value), 2))
            for time_s, value in points
            if value == value  # what was not seen has no place
        )

    def _arch(self, curve: Curve) -> DrawnPlot:
        finding = next(each for each in self.findings if each.check["id"] == ARCH)
        limit = finding.check["limit"]
        y = value_axis([curve.values], [limit])
        worst = f"at worst {finding.worst}" if finding.worst else "not judged"
        limit_text = value_text(limit, curve.unit)
        return DrawnPlot(
            finding.text.title,
            f"{finding.text.title} over time: {worst}, limit {limit_text}.",
            value_text(y.first, curve.unit),
            value_text(y.last, curve.unit),
            (self._drawn(curve, y, named=False),),
            round(100 - y.at(limit), 2),
            limit_text,
        )


def _known(*curves: Curve) -> bool:
    """Return whether there is anything to draw."""
    return any(not np.isnan(curve.values).all() for curve in curves)


def _ends(curves: tuple[Curve, ...], y: Axis) -> tuple[str, str]:
    """Return what stands at the lower and the upper end of a plot."""
    unit, side = curves[0].unit, curves[0].side
    if len(curves) > 1 or side is None:
        return value_text(y.first, unit), value_text(y.last, unit)
    return f"{value_text(-y.first, unit)} {other(side)}", f"{value_text(y.last, unit)} {side}"


def _bars(side: str, group: list[Json], largest: float) -> BarGroup:
    unit = group[0]["range_unit"]
    bars = (
        Bar(each, round(100 * each["range"] / largest, 1), value_text(each["range"], unit))
        for each in group
    )
    return BarGroup(side, value_text(median(each["range"] for each in group), unit), tuple(bars))
