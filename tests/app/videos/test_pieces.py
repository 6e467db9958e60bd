from dataclasses import replace
from math import inf

import numpy as np
import pytest

from formcheck.app.videos.pieces import OVERLAP_S, SHORTEST_S, cuts, joined, seam
from formcheck.io.frames import SourceInfo
from formcheck.io.recording import Recording
from formcheck.pose import unseen
from tests.app.figure import standing

FPS = 10.0
INFO = SourceInfo("a.mp4", 640, 480, FPS)
SHIFT_PX = {"the same": 0.0, "a little off": 4.0, "somebody else": 150.0, "nobody": np.nan}


def read(start_s, stop_s, who=lambda time_s: "the same"):
    """What a landmarker would find; who it follows depends on the time."""
    times_s = [i / FPS for i in range(round(start_s * FPS), round(min(stop_s, 40.0) * FPS))]
    poses = [pose_of(who(time_s), time_s) for time_s in times_s]
    return Recording.of(poses, INFO, "model", "0" * 64)


def pose_of(who, time_s):
    shift_px = SHIFT_PX[who]
    return unseen(time_s) if np.isnan(shift_px) else standing(time_s, hip_px=(320 + shift_px, 230))


def later(time_s, first, then):
    return lambda now_s: first if now_s < time_s else then


@pytest.mark.parametrize(
    ("duration_s", "count"),
    [
        pytest.param(None, 1, id="unknown"),
        pytest.param(0.0, 1, id="no length"),
        pytest.param(29.9, 1, id="too short for two"),
        pytest.param(30.0, 2, id="just long enough"),
        pytest.param(159.9, 2, id="too short for four"),
        pytest.param(160.0, 4, id="long enough for four"),
        pytest.param(320.0, 8, id="long enough for eight"),
        pytest.param(640.0, 8, id="as long as eight are"),
        pytest.param(641.0, 16, id="a little more"),
        pytest.param(3600.0, 48, id="an hour"),
    ],
)
def test_where_videos_are_cut(duration_s, count):
    starts = cuts(duration_s, FPS)
    assert starts == cuts(duration_s)
    assert len(starts) == count
    assert starts[0] == 0.0
    if count > 1:
        steps = np.diff([*starts, duration_s])
        np.testing.assert_allclose(steps, steps[0], atol=0.002)
        assert SHORTEST_S <= steps[0] <= 80.0


def test_a_video_that_hardly_shows_a_picture_is_not_cut():
    assert cuts(1e5, 184 / 1e5) == (0.0,)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("the same", "the same", 10.4, id="after a while alike"),
        pytest.param("the same", "a little off", 10.4, id="a landmarker is never quite the same"),
        pytest.param("nobody", "nobody", 10.4, id="an empty room"),
        pytest.param("the same", "somebody else", None, id="two people"),
        pytest.param("the same", "nobody", None, id="only one reading finds the person"),
        pytest.param("nobody", "the same", None, id="only the other one does"),
    ],
)
def test_where_pieces_meet(before, after, expected):
    found = seam(read(0, 11, lambda _: before), read(10, 20, lambda _: after), 10.0)
    assert found == (expected if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("settled_s", "expected"),
    [
        pytest.param(10.1, 10.5, id="it takes a moment to settle"),
        pytest.param(10.2, 10.6, id="just in time"),
        pytest.param(10.3, None, id="too late"),
    ],
)
def test_a_piece_may_take_a_moment_to_find_the_person(settled_s, expected):
    after = read(10, 20, later(settled_s, "somebody else", "the same"))
    found = seam(read(0, 11), after, 10.0)
    assert found == (expected if expected is None else pytest.approx(expected))


def test_after_a_difference_it_takes_another_while_alike():
    after = read(10, 20, lambda time_s: "somebody else" if time_s == 10.1 else "the same")
    assert seam(read(0, 11), after, 10.0) == pytest.approx(10.6)


def test_time_stamps_that_differ_do_not_meet():
    after = read(10, 20)
    late = replace(after, timestamp_s=after.timestamp_s + 0.01)
    assert seam(read(0, 11), late, 10.0) is None


def test_a_video_may_be_shorter_than_it_says():
    assert seam(read(0, 9), read(40, 50), 10.0) == inf


class Reader:
    """Reads pieces anew, and remembers which."""

    def __init__(self, who):
        self.spans = []
        self._who = who

    def __call__(self, start_s, stop_s):
        self.spans.append((start_s, stop_s))
        return read(start_s, stop_s, self._who)


STARTS = (0.0, 10.0, 20.0, 30.0)
STOPS = tuple(start_s + OVERLAP_S for start_s in STARTS[1:]) + (inf,)


@pytest.mark.parametrize(
    ("strangers", "spans"),
    [
        pytest.param((), [], id="all alike"),
        pytest.param((2,), [(10.0, 30.0 + OVERLAP_S)], id="one piece follows somebody else"),
        pytest.param((3,), [(20.0, inf)], id="the last one does"),
        pytest.param((1, 2, 3), [(0.0, 20.0 + OVERLAP_S), (0.0, inf)], id="all but the first do"),
    ],
)
def test_pieces_make_the_whole(strangers, spans):
    parts = [
        read(*span, lambda _, i=i: "somebody else" if i in strangers else "the same")
        for i, span in enumerate(zip(STARTS, STOPS, strict=True))
    ]
    again = Reader(lambda _: "the same")
    whole = joined(parts, STARTS, again)
    assert again.spans == spans
    expected = read(0, inf)
    np.testing.assert_array_equal(whole.timestamp_s, expected.timestamp_s)
    np.testing.assert_array_equal(whole.image, expected.image)


@pytest.mark.parametrize("until_s", [15.0, 25.0, 35.0])
def test_a_video_may_show_nothing_for_longer_than_a_piece(until_s):
    def without_gap(start_s, stop_s):
        part = read(start_s, stop_s)
        return Recording.joined([part.part(-inf, 5.0), part.part(until_s, inf)])

    parts = [without_gap(*span) for span in zip(STARTS, STOPS, strict=True)]
    whole = joined(parts, STARTS, without_gap)
    expected = without_gap(0, inf)
    np.testing.assert_array_equal(whole.timestamp_s, expected.timestamp_s)
    np.testing.assert_array_equal(whole.image, expected.image)


def test_where_nothing_is_read_again_the_poses_end():
    parts = [read(0, 11), read(10, 21), read(20, inf, lambda _: "somebody else")]
    assert joined(parts, STARTS[:3]).timestamp_s[-1] == pytest.approx(20.9)
