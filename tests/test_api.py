import subprocess
import sys

import pytest

import formcheck
from formcheck.io.recording import Recording, save_recording
from tests.app.arm_raise import ARM_RAISE
from tests.app.figure import FigureLandmarker, frames, recording
from tests.movement import cat_cows

NAMES = {
    "EXERCISES",
    "Assessment",
    "Exercise",
    "Frame",
    "Pose",
    "Session",
    "SourceError",
    "Summary",
    "__version__",
    "check_video",
    "open_landmarker",
    "result_of",
}


@pytest.fixture
def arm_poses(tmp_path):
    path = tmp_path / "arm.npz"
    save_recording(path, recording(count=3, bent=(1,)))
    return path


def test_public_names_are_these_and_no_more():
    assert set(formcheck.__all__) == set(dir(formcheck)) == NAMES
    assert all(getattr(formcheck, name) is not None for name in NAMES)


def test_other_names_are_refused():
    with pytest.raises(AttributeError, match="module 'formcheck' has no attribute 'squat'"):
        formcheck.squat  # noqa: B018


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        ("import formcheck", "numpy mediapipe cv2 av rich typer"),
        (
            "from formcheck import EXERCISES, Pose, Session, result_of",
            "mediapipe cv2 av rich typer",
        ),
        ("from formcheck import check_video, open_landmarker", "mediapipe"),
    ],
)
def test_imports_bring_no_more_than_they_need(program, absent):
    program += f"; import sys; print(set({absent!r}.split()) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_a_recording_is_checked_in_one_call(arm_poses, tmp_path):
    result = formcheck.check_video(arm_poses, ARM_RAISE, output=tmp_path / "out")
    assert result["count"] == 3
    assert (tmp_path / "out" / "arm.json").exists()


def test_whichever_exercise_is_seen_is_checked(tmp_path):
    path, poses = tmp_path / "cats.npz", cat_cows(4).poses()
    source = recording().source
    save_recording(path, Recording.of(poses, source, "pose_landmarker_full", "0" * 64))
    result = formcheck.check_video(path, "auto")
    assert (result["exercise"], result["count"]) == ("cat_cow", 4)


def test_what_cannot_be_read_is_raised(tmp_path):
    with pytest.raises(formcheck.SourceError, match="there is no such file"):
        formcheck.check_video(tmp_path / "none.mp4", "cobra")


@pytest.mark.parametrize(
    ("exercise", "profile", "message"),
    [
        pytest.param("squat", "default", "there is no exercise 'squat'", id="exercise"),
        pytest.param("cobra", "tall", "unknown profile 'tall'", id="profile"),
        pytest.param("cobra", "pregnant", "cobra is not offered with the profile", id="both"),
        pytest.param("auto", "default", "none of the exercises is seen", id="none is seen"),
    ],
)
def test_what_is_asked_for_wrongly_is_raised(arm_poses, exercise, profile, message):
    with pytest.raises(ValueError, match=message):
        formcheck.check_video(arm_poses, exercise, profile=profile)


def test_frames_of_ones_own_go_the_same_way(arm_poses):
    session = formcheck.Session(ARM_RAISE)
    with FigureLandmarker(count=3, bent=(1,)) as landmarker:
        for frame in frames(180, 64, 48):
            assessment = session.update(landmarker.detect(frame))
    assert assessment.count == 3
    by_hand = formcheck.result_of(session.finish())
    checked = formcheck.check_video(arm_poses, ARM_RAISE)
    assert by_hand["count"] == checked["count"]
    assert [event["check"] for event in by_hand["events"]] == ["elbows_straight"]
