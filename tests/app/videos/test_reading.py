from functools import partial
from pathlib import Path

import numpy as np
import pytest

from formcheck.app.videos.landmarking import open_landmarker
from formcheck.app.videos.reading import Look, Reading
from formcheck.exercises import EXERCISES
from formcheck.io.frames import SourceError
from formcheck.io.open import open_source
from formcheck.io.sampling import Sampling
from formcheck.vision.pose_network import LandmarkerError
from formcheck.vision.store import Model, locate
from tests.app.figure import frames, standing
from tests.io.making import make_video

SAMPLES = Path(__file__).parents[3] / "samples"
FIGURE = Model("figure", Path("none"), "0" * 64, "test")


def read(path, starts, jobs, model=FIGURE, finder=open_landmarker):
    with open_source(path) as source:
        reading = Reading(Look(path, model, finder), source.info, starts)
    steps = sum(1 for _ in reading.steps(jobs))
    return reading, reading.recording(), steps


class Standing:
    """Finds somebody who stands still, whatever it is shown."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing to close."""

    def detect(self, frame):
        return standing(frame.timestamp_s)


def figure(_):
    return Standing()


def failing(_):
    raise LandmarkerError("no such model")


@pytest.fixture
def video(tmp_path):
    return make_video(tmp_path / "long.mp4", frames(75, 160, 120))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("starts", [(0.0,), (0.0, 2.5), (0.0, 1.5, 3.0)])
def test_every_picture_has_one_pose(video, starts, jobs):
    reading, recording, steps = read(video, starts, jobs, finder=figure)
    np.testing.assert_allclose(recording.timestamp_s, np.arange(75) / 15, atol=1e-6)
    assert steps == pytest.approx(reading.total, abs=len(starts))
    assert reading.damage() is None


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("starts", [(0.0,), (0.0, 1.31), (0.0, 0.75, 1.5)])
def test_every_second_picture_of_a_fast_video_has_one(tmp_path, starts, jobs):
    path = make_video(tmp_path / "fast.mp4", frames(75, 160, 120, fps=30.0), rate=30)
    reading, recording, steps = read(path, starts, jobs, finder=figure)
    np.testing.assert_allclose(recording.timestamp_s, np.arange(38) / 15, atol=1e-6)
    assert steps == pytest.approx(reading.total, abs=len(starts))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_read_until_it_is_stopped_is_there(video, jobs):
    with open_source(video) as source:
        reading = Reading(Look(video, FIGURE, figure), source.info, (0.0, 2.5))
    for _ in zip(range(40), reading.steps(jobs), strict=False):
        pass
    times_s = reading.recording().timestamp_s
    assert len(times_s) >= 32
    np.testing.assert_allclose(times_s, np.arange(len(times_s)) / 15, atol=1e-6)


@pytest.mark.parametrize("starts", [(0.0,), (0.0, 2.5)])
def test_what_is_broken_in_one_piece_is_known_without_another_look(tmp_path, starts):
    whole = make_video(tmp_path / "whole.mp4", frames(75, 160, 120), faststart=True, crf="1")
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: -whole.stat().st_size // 3])
    with open_source(cut) as source:
        assert len(list(source)) < 75
    reading, _, _ = read(cut, starts, 1, finder=figure)
    if len(starts) == 1:
        cut.unlink()
    assert reading.damage() == source.damage is not None


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_in_a_piece_is_raised(video, jobs):
    with pytest.raises(LandmarkerError, match="no such model"):
        read(video, (0.0, 2.5), jobs, finder=failing)


def test_a_video_that_is_gone_is_told(video):
    with open_source(video) as source:
        reading = Reading(Look(video, FIGURE, figure), source.info, (0.0, 2.5))
    video.unlink()
    with pytest.raises(SourceError, match="there is no such file"):
        list(reading.steps(2))


@pytest.mark.model
@pytest.mark.parametrize("clip", EXERCISES)
def test_side_by_side_comes_to_the_same_as_one_after_the_other(clip):
    path, model = SAMPLES / f"{clip}.mp4", locate()
    finder = partial(open_landmarker, longest_side_px=320)
    alone, together = (read(path, (0.0, 5.0), jobs, model, finder)[1] for jobs in (1, 2))
    for name in ("timestamp_s", "image", "world", "visibility", "back", "back_quality"):
        np.testing.assert_array_equal(getattr(alone, name), getattr(together, name))
    source = alone.source
    assert source.frames is not None
    assert len(alone) == Sampling.enough(source.fps).count(source.frames)
