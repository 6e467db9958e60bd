"""The sample clips as they are in the repository."""

import json
from functools import cache
from pathlib import Path

import av
import pytest

from samples.render import assets
from samples.render.clips.catalogue import CLIPS
from samples.render.take import take

FOLDER = Path(__file__).parents[2] / "samples"
MOST_BYTES, MOST_BYTES_TOGETHER = 1_000_000, 5_000_000

INTENDED = {
    "cat_cow": "over_arch",
    "crocodile_twist": "foot_planted",
    "supine_twist": "both_shoulders_flat",
    "seated_twist": "sit_tall",
    "cobra": "hips_down",
    "butterfly_side_bend": "arm_overhead",
    "butterfly_articulation": "over_arch",
    "upper_back_lift": "legs_down",
    "childs_pose_to_cobra": "seat_to_heels",
    "cobra_kicks": "hips_pressed",
    "childs_pose": "seat_to_heels",
}
"""The one fault that each clip is made to show."""

each_clip = pytest.mark.parametrize("name", INTENDED)


@cache
def truth_of(name):
    return json.loads((FOLDER / f"{name}.truth.json").read_text())


def test_every_clip_of_the_list_is_there_and_no_other():
    assert {clip.name for clip in CLIPS} == set(INTENDED)
    assert {path.stem for path in FOLDER.glob("*.mp4")} == set(INTENDED)


def test_they_are_small():
    sizes = [path.stat().st_size for path in FOLDER.glob("*.mp4")]
    assert max(sizes) < MOST_BYTES
    assert sum(sizes) < MOST_BYTES_TOGETHER


@each_clip
def test_it_plays_to_the_end(name):
    truth = truth_of(name)
    with av.open(FOLDER / f"{name}.mp4") as file:
        (stream,) = file.streams
        assert stream.codec_context.name == "h264"
        assert stream.average_rate == truth["fps"]
        times = [frame.time for frame in file.decode(stream)]
    assert len(times) == truth["frames"]
    assert times[-1] + 1 / truth["fps"] == pytest.approx(truth["duration_s"], abs=1e-3)


@each_clip
def test_its_truth_fits_the_list(name):
    truth = truth_of(name)
    (clip,) = [clip for clip in CLIPS if clip.name == name]
    said = (truth["name"], truth["exercise"], truth["view"], truth["near"], truth["fps"])
    assert said == (name, clip.exercise, clip.view, clip.near, clip.fps)


@each_clip
def test_it_shows_its_fault_and_a_part_without(name):
    truth = truth_of(name)
    assert INTENDED[name] in {fault["check"] for fault in truth["faults"]}
    faulty = [bool(span["faults"]) for span in truth["repetitions"] or truth["holds"]]
    assert not faulty[0]
    assert faulty[-1]


@each_clip
def test_it_begins_with_the_start_position(name):
    truth = truth_of(name)
    first = (truth["repetitions"] or truth["holds"])[0]
    assert first["start_s"] >= 1.6
    assert truth["duration_s"] <= 15


def test_kicks_are_told_of_kicks_alone():
    told = {
        name: (truth_of(name)["kicks_left"], truth_of(name)["kicks_right"]) for name in INTENDED
    }
    assert told.pop("cobra_kicks") == (6, 6)
    assert set(told.values()) == {(None, None)}


@pytest.mark.skipif(not assets.folder().exists(), reason="the body's data has not been downloaded")
def test_the_renderer_still_tells_the_same_truth():
    (clip,) = [clip for clip in CLIPS if clip.name == "butterfly_side_bend"]
    assert take(clip).truth == truth_of(clip.name)
