import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from formcheck.io.files import OutputError
from formcheck.io.frames import SourceError, SourceInfo
from formcheck.io.recording import FORMAT, Recording, load_recording, save_recording
from formcheck.pose import Pose, unseen

SOURCE = SourceInfo("clip.mp4", 640, 480, 29.97, 10.01, 300, 90)
TOLERANCE = {
    "timestamp_s": 0.5e-6,
    "image": 1 / 16,
    "world": 0.005,
    "visibility": 0.005,
    "back": 0.001,
    "back_quality": 0.002,
    "camera": 1 / 16,
}


def walk(rng, shape, step):
    return np.cumsum(rng.normal(0, step, shape), axis=0)


def recording(rng, n=60, source=SOURCE):
    side = max(source.width, source.height)
    return Recording(
        timestamp_s=np.cumsum(rng.uniform(0.01, 0.1, n)),
        image=side / 2 + walk(rng, (n, 33, 2), side / 400),
        world=walk(rng, (n, 33, 3), 0.01),
        visibility=rng.uniform(0, 1, (n, 33)),
        back=walk(rng, (n, 21), 0.01),
        back_quality=rng.uniform(0, 1, n),
        camera=rng.normal(0, side / 400, (n, 2, 2)),
        source=source,
        model_name="pose_landmarker_full",
        model_sha256="5134a3aa",
    )


def saved(path, value):
    save_recording(path, value)
    return load_recording(path)


@pytest.mark.parametrize("n", [0, 1, 60])
def test_comes_back_within_the_stated_tolerance(tmp_path, rng, n):
    before = recording(rng, n)
    after = saved(tmp_path / "clip.npz", before)
    assert len(after) == n
    for name, tolerance in TOLERANCE.items():
        ours, theirs = getattr(after, name), getattr(before, name)
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance * 1.0001)
    for name in ("source", "model_name", "model_sha256", "version"):
        assert getattr(after, name) == getattr(before, name)


def test_what_is_missing_stays_missing(tmp_path, rng):
    poses = list(recording(rng, 9))
    hidden = poses[4].image.copy()
    hidden[7] = np.nan
    poses[4] = replace(poses[4], image=hidden, back=np.full(21, np.nan))
    poses[6] = unseen(poses[6].timestamp_s)
    before = Recording.of(poses, SOURCE, "full", "0")
    after = saved(tmp_path / "clip.npz", before)
    for name, tolerance in TOLERANCE.items():
        ours, theirs = getattr(after, name), getattr(before, name)
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance * 1.0001)
    assert [pose.seen for pose in after] == [i != 6 for i in range(9)]


def test_a_file_that_knows_of_no_camera_is_of_one_that_stands(tmp_path, rng):
    path = tmp_path / "clip.npz"
    save_recording(path, recording(rng, 9))
    with np.load(path) as archive:
        np.savez(path, **{name: archive[name] for name in archive if name != "camera"})
    assert not load_recording(path).camera.any()
    assert len(list(load_recording(path))) == 9


def test_yields_the_poses_it_was_made_of(rng):
    before = recording(rng, 5)
    again = Recording.of(before, SOURCE, before.model_name, before.model_sha256)
    assert all(isinstance(pose, Pose) for pose in again)
    for name in TOLERANCE:
        np.testing.assert_array_equal(getattr(again, name), getattr(before, name))


def test_saving_what_was_loaded_changes_nothing(tmp_path, rng):
    once, twice = tmp_path / "once.npz", tmp_path / "twice.npz"
    save_recording(twice, saved(once, recording(rng)))
    assert once.read_bytes() == twice.read_bytes()


def test_precision_follows_the_picture(tmp_path, rng):
    source = replace(SOURCE, width=7680, height=4320)
    before = recording(rng, 20, source)
    after = saved(tmp_path / "clip.npz", before)
    np.testing.assert_allclose(after.image, before.image, rtol=0, atol=7680 / 640 / 16 * 1.0001)


@pytest.mark.parametrize("value", [1e9, -1e9, np.inf])
def test_what_is_far_out_stays_out(tmp_path, rng, value):
    (pose,) = recording(rng, 1)
    image = pose.image.copy()
    image[3] = value
    before = Recording.of([replace(pose, image=image)], SOURCE, "full", "0")
    after = saved(tmp_path / "clip.npz", before).image[0]
    assert np.all(np.sign(value) * after[3] > 6 * 640)
    np.testing.assert_allclose(after[4:], image[4:], rtol=0, atol=0.0626)


def test_a_minute_is_small(tmp_path, rng):
    n, shared = 900, walk(rng, (900, 1, 2), 2.0)
    steady = replace(
        recording(rng, n),
        timestamp_s=np.arange(n) / 15,
        image=300 + shared + rng.normal(0, 0.5, (n, 33, 2)),
        world=rng.normal(0, 0.3, (33, 3)) + rng.normal(0, 0.004, (n, 33, 3)),
        visibility=0.99 + rng.normal(0, 0.003, (n, 33)),
        back=np.full((n, 21), 0.05) + rng.normal(0, 0.002, (n, 21)),
        back_quality=np.full(n, 0.95),
    )
    path = tmp_path / "clip.npz"
    save_recording(path, steady)
    assert path.stat().st_size < 100_000


def test_holds_neither_folders_nor_pickles(tmp_path, rng):
    path = tmp_path / "clip.npz"
    source = replace(SOURCE, path="/home/ada/yoga/clip.mp4")
    assert saved(path, recording(rng, 3, source)).source.path == "clip.mp4"
    assert b"ada" not in path.read_bytes()
    with np.load(path, allow_pickle=False) as archive:
        assert json.loads(str(archive["meta"]))["format"] == FORMAT
        assert all(archive[name].dtype == np.uint8 for name in ("image", "world", "back"))


def test_failing_leaves_the_old_file(tmp_path, rng, monkeypatch):
    path = tmp_path / "clip.npz"
    path.write_text("old")

    def fill_the_disk(file, **arrays):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", fill_the_disk)
    with pytest.raises(OutputError) as caught:
        save_recording(path, recording(rng, 3))
    assert str(caught.value) == f"can't write {path}: the disk is full; free some space"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def changed(path, **changes):
    """The archive with some of its arrays replaced, or removed where None."""
    with np.load(path) as archive:
        arrays = {**archive, **changes}
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})


def meta(path, **changes):
    with np.load(path) as archive:
        old = json.loads(str(archive["meta"]))
    changed(path, meta=np.array(json.dumps({**old, **changes})))


def bare_array(path):
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def test_what_else_is_told_of_a_source_is_left_out(tmp_path, rng):
    path = tmp_path / "clip.npz"
    save_recording(path, recording(rng, 9))
    meta(path, source={**asdict(SOURCE), "lens": "wide"})
    assert load_recording(path).source == SOURCE


FOREIGN = "this is no pose recording, or a broken one"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), "there is no such file; check the name"),
        (lambda path: path.write_bytes(b""), "the file is empty; copy or record it again"),
        (lambda path: path.write_bytes(b"text"), FOREIGN),
        (lambda path: path.write_bytes(path.read_bytes()[:-500]), FOREIGN),  # cut off
        (lambda path: np.savez(path, image=np.zeros(3)), FOREIGN),  # someone else's
        (bare_array, FOREIGN),
        (lambda path: changed(path, image=None), FOREIGN),
        (lambda path: changed(path, back=np.zeros((2, 20, 9), np.uint8)), FOREIGN),
        (lambda path: changed(path, time_us=np.zeros(9, np.int64)), FOREIGN),  # time stands
        (lambda path: changed(path, meta=np.array("{")), FOREIGN),
        (lambda path: meta(path, source=None), FOREIGN),
        (lambda path: meta(path, format=FORMAT + 1), "a newer formcheck made it; update formcheck"),
    ],
)
def test_says_in_one_line_why_it_can_not_be_loaded(tmp_path, rng, spoil, message):
    path = tmp_path / "clip.npz"
    save_recording(path, recording(rng, 9))
    spoil(path)
    with pytest.raises(SourceError) as caught:
        load_recording(path)
    assert str(caught.value) == f"{path}: {message}"


def test_flipped_bytes_never_trip_it(tmp_path, rng):
    path = tmp_path / "clip.npz"
    save_recording(path, recording(rng, 9))
    whole = np.frombuffer(path.read_bytes(), np.uint8)
    refused = 0
    for _ in range(150):
        broken = whole.copy()
        broken[rng.integers(0, len(whole), 3)] = rng.integers(0, 256, 3)
        path.write_bytes(broken.tobytes())
        try:
            assert len(load_recording(path)) == 9
        except SourceError:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"image": np.zeros((3, 33, 3))}, "image must have shape"),
        ({"back_quality": np.zeros(2)}, "back_quality must have shape"),
        ({"timestamp_s": np.array([0.0, 0.2, 0.2])}, "rise"),
    ],
)
def test_refuses_what_is_no_recording(rng, changes, message):
    with pytest.raises(ValueError, match=message):
        replace(recording(rng, 3), **changes)


def test_arrays_are_read_only(rng):
    with pytest.raises(ValueError, match="read-only"):
        recording(rng, 3).image[0] = 0


def test_says_what_is_in_the_picture(rng):
    one = recording(rng, 3, SourceInfo("clip.mp4", 200, 100))
    image = np.full_like(one.image, 50.0)
    image[1, 7] = [201.0, 50.0]
    image[2, 8] = [50.0, 101.0]
    one = replace(one, image=image)
    for poses in ([*one], [one[row] for row in range(3)]):
        assert [np.flatnonzero(~pose.shown).tolist() for pose in poses] == [[], [7], [8]]
