from base64 import b64decode

import cv2
import numpy as np
import pytest

from formcheck.report.moments import WIDTH_PX, WorstMoments
from tests.app.figure import frames
from tests.report.making import FPS, arm_raises


@pytest.fixture
def analysis():
    return arm_raises()


def scenes(analysis):
    return WorstMoments(analysis.result, analysis.recording, analysis.trace)


def test_frames_pass_unchanged_and_the_worst_is_kept(analysis):
    worst = scenes(analysis)
    given = frames(len(analysis.recording))
    assert [each is frame for each, frame in zip(worst.watch(given), given, strict=True)]
    assert all((frame.image == 120).all() for frame in given)
    (moment,) = worst.moments.values()
    assert moment.time_s == analysis.result["checks"][0]["worst"]["time_s"]
    assert moment.jpeg is not None
    picture = cv2.imdecode(np.frombuffer(b64decode(moment.jpeg), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape[1] <= WIDTH_PX
    red = (picture[..., 2] > 180) & (picture[..., 1] < 100)
    assert red.sum() > 20  # the mark of the fault


def test_looking_stops_when_all_is_seen(analysis):
    worst = scenes(analysis)
    passing = iter(frames(len(analysis.recording)))
    worst.seek(passing)
    assert not worst.missing
    worst_s = analysis.result["checks"][0]["worst"]["time_s"]
    assert next(passing).timestamp_s == pytest.approx(worst_s + 1 / FPS, abs=0.001)


def test_without_frames_there_are_figures(analysis):
    (moment,) = scenes(analysis).moments.values()
    assert moment.jpeg is None
    assert len(moment.figure.marks) > 0


def test_two_checks_may_be_worst_in_the_same_frame(analysis):
    analysis.result["checks"].append({**analysis.result["checks"][0], "id": "another"})
    worst = scenes(analysis)
    worst.seek(frames(len(analysis.recording)))
    assert not worst.missing
    assert all(moment.jpeg is not None for moment in worst.moments.values())


def test_what_is_good_is_not_marked_as_a_fault(analysis):
    analysis.result["checks"][0]["verdict"] = "good"
    (moment,) = scenes(analysis).moments.values()
    assert len(moment.figure.marks) == 0


def test_what_was_never_judged_has_no_moment(analysis):
    analysis.result["checks"][0]["worst"] = None
    assert scenes(analysis).moments == {}
    assert not scenes(analysis).missing
