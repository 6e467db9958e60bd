import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from statistics import mean

import cv2
import numpy as np
import pytest

from formcheck.io.frames import Frame
from formcheck.io.video import VideoFile
from formcheck.landmarks import Landmark
from formcheck.tracking.camera_motion import CameraMotion
from formcheck.vision.landmarker import MediaPipeLandmarker
from formcheck.vision.pose_network import LandmarkerError, PoseNetwork
from formcheck.vision.scaling import Framing
from formcheck.vision.store import locate

SAMPLES = Path(__file__).parents[2] / "samples"
SHOULDER, HIP, ANKLE = Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP, Landmark.RIGHT_ANKLE
TRUNK = [Landmark.LEFT_SHOULDER, SHOULDER, Landmark.LEFT_HIP, HIP]


@pytest.fixture(scope="module")
def model():
    return locate().path


def opening(clip, seconds=0.3):
    with VideoFile(SAMPLES / f"{clip}.mp4", stop_s=seconds) as video:
        return list(video)


@pytest.fixture(scope="module")
def tabletop():
    return opening("cat_cow")[0].image


def landmarks_of(model, image, frames=3):
    """The pose in the last of some frames of a still picture."""
    with MediaPipeLandmarker(model) as mediapipe:
        return [mediapipe.detect(Frame(index / 15, image)) for index in range(frames)][-1]


@pytest.mark.model
@pytest.mark.parametrize("clip", ["cat_cow", "cobra", "supine_twist", "cobra_kicks"])
def test_a_person_is_found_in_every_frame(model, clip):
    frames = opening(clip)
    with MediaPipeLandmarker(model) as mediapipe:
        poses = [mediapipe.detect(frame) for frame in frames]
    assert [pose.timestamp_s for pose in poses] == [frame.timestamp_s for frame in frames]
    assert all(pose.visibility[TRUNK].min() > 0.5 for pose in poses)
    clean = [pose.back_quality > 0.8 for pose in poses]
    # seen from above, an arm lies before the back in some frames
    assert all(clean) if clip != "cobra_kicks" else mean(clean) > 0.7
    shoulder, hip, ankle = poses[-1].image[[SHOULDER, HIP, ANKLE], 0]
    assert shoulder > hip > ankle  # heads are to the right


@pytest.mark.model
def test_a_person_in_the_dark_is_found(model, rng):
    def darkened(frame):
        noisy = 0.08 * frame.image + rng.normal(0, 2, frame.image.shape)
        return Frame(frame.timestamp_s, np.clip(noisy, 0, 255).astype(np.uint8))

    with MediaPipeLandmarker(model) as mediapipe:
        poses = [mediapipe.detect(darkened(frame)) for frame in opening("cobra")]
    assert all(pose.visibility[TRUNK].min() > 0.5 for pose in poses)


@pytest.mark.model
@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(320, 240, id="half"),
        pytest.param(1280, 960, id="double"),
        pytest.param(641, 479, id="odd"),
        pytest.param(97, 73, id="tiny and odd"),
    ],
)
def test_size_changes_nothing_but_the_unit(model, tabletop, width, height):
    scaled = cv2.resize(tabletop, (width, height), interpolation=cv2.INTER_AREA)
    expected, pose = landmarks_of(model, tabletop), landmarks_of(model, scaled)
    apart = pose.image * [640 / width, 480 / height] - expected.image
    torso_px = np.linalg.norm(expected.image[SHOULDER] - expected.image[HIP])
    assert np.linalg.norm(apart[TRUNK], axis=1).max() < 0.1 * torso_px
    np.testing.assert_allclose(pose.back, expected.back, atol=0.05)


@pytest.mark.model
def test_feet_that_a_picture_cuts_off_are_out_of_it(model, tabletop):
    whole = landmarks_of(model, tabletop)
    assert whole.shown.all()
    knee_px, ankle_px = (whole.middle(joint)[0] for joint in ("knee", "ankle"))
    cut = round((knee_px + ankle_px) / 2)
    rest = tabletop[:, cut:] if ankle_px < knee_px else tabletop[:, :cut]
    shown = landmarks_of(model, np.ascontiguousarray(rest)).shown
    assert not shown[[Landmark.LEFT_ANKLE, ANKLE]].any()
    assert shown[: Landmark.LEFT_ANKLE].all()


@pytest.mark.model
@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(7680, 4320, id="8K"),
        pytest.param(10_000, 20, id="a strip"),
        pytest.param(20, 10_000, id="a column"),
        pytest.param(1, 1, id="a pixel"),
    ],
)
def test_nobody_is_in_an_empty_picture(model, width, height):
    pose = landmarks_of(model, np.zeros((height, width, 3), np.uint8), frames=2)
    assert not pose.seen
    assert pose.timestamp_s == 1 / 15


@pytest.mark.model
@pytest.mark.parametrize("turn_deg", [90, 270])
def test_a_turned_picture_gives_what_the_upright_one_gives(model, tabletop, turn_deg):
    network = PoseNetwork(model, people=1, tracks=False)
    [upright] = network.look(tabletop, Framing(640))
    [turned] = network.look(tabletop, Framing(640, turn_deg))
    network.close()
    assert upright.same_as(turned)
    np.testing.assert_allclose(upright.world[TRUNK], turned.world[TRUNK], atol=0.1)
    overlap = (upright.mask & turned.mask).sum() / (upright.mask | turned.mask).sum()
    assert overlap > 0.9


@pytest.mark.model
@pytest.mark.parametrize("quarters", [1, 3])
def test_a_video_filmed_on_its_side_is_landmarked_as_it_lies(model, tabletop, quarters):
    expected = landmarks_of(model, tabletop).image
    pose = landmarks_of(model, np.ascontiguousarray(np.rot90(tabletop, quarters)))
    x, y = pose.image.T
    back = np.column_stack([640 - y, x] if quarters == 1 else [y, 480 - x])
    np.testing.assert_allclose(back[TRUNK], expected[TRUNK], atol=15)


@pytest.mark.model
@pytest.mark.parametrize(
    "stamps_s", [[0.0, 0.0, 0.0], [5.0, 4.0, 3.0], [1.7e9, 1.7e9 + 0.01, 0.0], [-1.0, 0.0, 1e-9]]
)
def test_any_time_stamps_will_do(model, tabletop, stamps_s):
    with MediaPipeLandmarker(model) as mediapipe:
        poses = [mediapipe.detect(Frame(stamp_s, tabletop)) for stamp_s in stamps_s]
    assert [pose.timestamp_s for pose in poses] == stamps_s
    assert all(pose.seen for pose in poses)


@pytest.mark.model
def test_landmarks_do_not_depend_on_the_frame_rate(model):
    images = [frame.image for frame in opening("cobra_kicks", seconds=3.0)[15::5]]

    def run(fps):
        with MediaPipeLandmarker(model) as mediapipe:
            return [mediapipe.detect(Frame(i / fps, image)).image for i, image in enumerate(images)]

    np.testing.assert_allclose(run(5), run(60), atol=0.01)


@pytest.mark.model
def test_a_camera_that_moves_takes_no_landmark_along(model):
    def panned(frames, px):
        for index, frame in enumerate(frames):
            shift = np.array([[1.0, 0.0, px * index], [0.0, 1.0, px * index / 2]])
            image = cv2.warpAffine(frame.image, shift, (640, 480), borderMode=cv2.BORDER_REPLICATE)
            yield Frame(frame.timestamp_s, np.asarray(image, np.uint8))

    def undone(px):
        motion = CameraMotion()
        with MediaPipeLandmarker(model) as mediapipe:
            poses = [mediapipe.detect(frame) for frame in panned(opening("cobra", 1.0), px)]
        return np.array([motion.undone(pose).image[TRUNK] for pose in poses])

    still, panning = undone(0.0), undone(-3.0)
    assert np.abs(panning - still).max() < 12  # of 45 px


@pytest.mark.model
def test_two_landmarkers_work_in_two_threads(model):
    frames = opening("cobra_kicks")
    poses = {}

    def run(name):
        with MediaPipeLandmarker(model) as mediapipe:
            poses[name] = [mediapipe.detect(frame).image for frame in frames]

    threads = [threading.Thread(target=run, args=(name,)) for name in ("one", "other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_allclose(poses["one"], poses["other"], atol=0.5)


@pytest.mark.model
@pytest.mark.parametrize("empty", [0, 3], ids=["somebody at once", "nobody at first"])
def test_the_library_says_nothing(model, empty):
    script = f"""
        from pathlib import Path
        import numpy as np
        from formcheck.io.frames import Frame
        from formcheck.io.video import VideoFile
        from formcheck.vision.landmarker import MediaPipeLandmarker
        with VideoFile({str(SAMPLES / "cobra.mp4")!r}, stop_s=0.2) as video:
            with MediaPipeLandmarker(Path({str(model)!r})) as mediapipe:
                for i in range({empty}):
                    mediapipe.detect(Frame(i - 5.0, np.zeros((480, 640, 3), np.uint8)))
                seen = [mediapipe.detect(frame).seen for frame in video]
                mediapipe.detect(Frame(9.0, np.zeros((64, 64, 3), np.uint8)))
        print(all(seen))
    """
    done = run_python(script)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_the_package_starts_without_the_library():
    script = "import sys, formcheck, formcheck.vision.landmarker; print('mediapipe' in sys.modules)"
    assert run_python(script).stdout == "False\n"


def run_python(script):
    command = [sys.executable, "-c", textwrap.dedent(script)]
    return subprocess.run(command, capture_output=True, text=True, check=True)


@pytest.mark.parametrize(
    "content", [pytest.param(b"", id="empty"), pytest.param(b"no model" * 99, id="something else")]
)
def test_a_broken_model_is_one_clear_line(tmp_path, capfd, content):
    broken = tmp_path / "broken.task"
    broken.write_bytes(content)
    with pytest.raises(LandmarkerError, match=r"broken\.task .*formcheck model fetch") as caught:
        MediaPipeLandmarker(broken)
    assert "\n" not in str(caught.value)
    assert capfd.readouterr().err == ""


def test_a_missing_system_library_is_named(tmp_path, monkeypatch):
    broken = tmp_path / "mediapipe.py"
    broken.write_text("raise ImportError('libEGL.so.1: cannot open shared object file: No such')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "mediapipe", raising=False)
    with pytest.raises(LandmarkerError, match=r"libEGL\.so\.1 is missing; .* apt install libegl1"):
        MediaPipeLandmarker(Path("any.task"))


def far_away(frame):
    """A wide picture in which a sample's is small."""
    picture = np.full((720, 1280, 3), frame.image[:40].mean(axis=(0, 1)), np.uint8)
    picture[450:675, 950:1250] = cv2.resize(frame.image, (300, 225), interpolation=cv2.INTER_AREA)
    return Frame(frame.timestamp_s, picture)


@pytest.mark.model
@pytest.mark.parametrize("clip", ["cobra", "upper_back_lift", "supine_twist"])
def test_somebody_who_fills_a_seventh_of_the_picture_is_found(model, clip):
    frames = opening(clip)
    with MediaPipeLandmarker(model) as mediapipe:
        expected = [mediapipe.detect(frame).image for frame in frames][-1]
    with MediaPipeLandmarker(model) as mediapipe:
        found = [mediapipe.detect(far_away(frame)).image for frame in frames][-1]
    back = (found - [950, 450]) * 640 / 300
    torso_px = np.linalg.norm(expected[SHOULDER] - expected[HIP])
    assert np.linalg.norm(back - expected, axis=-1)[TRUNK].max() < 0.15 * torso_px


@pytest.mark.model
def test_pictures_of_another_size_may_follow_those_of_somebody_far_away(model):
    frames = opening("cobra", seconds=3.0)
    with MediaPipeLandmarker(model) as mediapipe:
        far = [mediapipe.detect(far_away(frame)).seen for frame in frames[:4]]
        near = [mediapipe.detect(frame).seen for frame in frames[4:]]
    assert all(far)
    assert near[-1]
