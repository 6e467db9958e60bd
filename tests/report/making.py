"""Reports of somebody who raises the arms, the second time with a bent elbow."""

from dataclasses import replace
from pathlib import Path

from formcheck.app.outputs import outputs_in, write_result
from formcheck.app.videos.analyze import Analysis, judged, reporter_for, task_for
from formcheck.app.videos.drawing import Drawing, draw_video
from formcheck.app.videos.landmarking import Display, Landmarked
from formcheck.report.part import ReportPart
from tests.app.arm_raise import ARM_RAISE
from tests.app.figure import frames, recording
from tests.io.making import make_video

FPS = 15.0


def arm_raises(path="arm.mp4", count=3, bent=(1,), begun_s=0.0) -> Analysis:
    poses = recording(count=count, bent=bent)
    source = replace(poses.source, path=str(path))
    poses = replace(poses, source=source, timestamp_s=poses.timestamp_s + begun_s)
    return judged(Landmarked(poses), task_for(ARM_RAISE))


def arm_part(analysis: Analysis) -> ReportPart:
    """A part without pictures."""
    return reporter_for(analysis, outputs_in(Path(), Path("arm.npz"))).part()


def analysed(folder: Path, source: Path, pictures=True, **options) -> Path:
    """Film the raises, draw over them and report on them; returns the page."""
    source.parent.mkdir(parents=True, exist_ok=True)
    analysis = arm_raises(source, **options)
    make_video(source, frames(len(analysis.recording)))
    outputs = outputs_in(folder, source, pictures=pictures)
    assert outputs.video is not None
    assert outputs.report is not None
    reporter = reporter_for(analysis, outputs)
    drawing = Drawing(analysis.recording, analysis.summary, 5.0)
    draw_video(source, outputs.video, drawing, Display(), reporter.watch)
    write_result(outputs.results[0], analysis.result)
    reporter.write()
    return outputs.report.page
