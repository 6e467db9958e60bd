"""Somebody who stands in profile, looks to the right and raises the arms, as poses and frames."""

import numpy as np

from formcheck.io.frames import Frame, SourceInfo
from formcheck.io.recording import Recording
from formcheck.landmarks import Landmark
from formcheck.pose import BACK_SAMPLES, Pose

METRE_PX = 200.0
REST_S, RAISE_S = 1.5, 3.0
UPPER, FORE = 0.3, 0.25
STANDING = {
    "EAR": (0.0, -0.7),
    "EYE": (0.08, -0.72),
    "SHOULDER": (0.0, -0.5),
    "HIP": (0.0, 0.0),
    "KNEE": (0.0, 0.42),
    "ANKLE": (0.0, 0.82),
    "HEEL": (-0.05, 0.87),
    "FOOT_INDEX": (0.15, 0.87),
}


def standing(timestamp_s=0.0, arm_deg=0.0, elbow_deg=0.0, hip_px=(320.0, 230.0), scale=1.0):
    """The arm hangs at 0 degrees and points up at 180; the elbow is straight at 0."""
    world = np.full((33, 3), np.nan)
    upper, fore = np.radians(arm_deg), np.radians(arm_deg + elbow_deg)
    elbow = np.array([0.0, -0.5]) + UPPER * np.array([np.sin(upper), np.cos(upper)])
    wrist = elbow + FORE * np.array([np.sin(fore), np.cos(fore)])
    joints = {name: np.array(at) for name, at in STANDING.items()}
    for side, z in (("RIGHT", -0.18), ("LEFT", 0.18)):
        for joint, at in {**joints, "ELBOW": elbow, "WRIST": wrist}.items():
            world[Landmark[f"{side}_{joint}"]] = [*at, z]
    world[Landmark.NOSE] = 0.1, -0.68, 0.0
    return Pose(
        timestamp_s,
        image=world[:, :2] * METRE_PX * scale + hip_px,
        world=world,
        visibility=np.where(np.isnan(world[:, 0]), 0.0, 0.95),
        back=np.full(BACK_SAMPLES, 0.2),
        back_quality=1.0,
    )


def raises(count=2, bent=(), fps=15.0):
    """Poses of a set; the numbered raises (from 0) are done with a bent elbow."""
    for index in range(round((2 * REST_S + count * RAISE_S) * fps)):
        time_s = index / fps
        which, into_s = divmod(time_s - REST_S, RAISE_S)
        moving = 0 <= time_s - REST_S < count * RAISE_S
        arm_deg = 90 * (1 - np.cos(2 * np.pi * into_s / RAISE_S)) if moving else 0.0
        yield standing(time_s, arm_deg, 70.0 * (moving and which in bent))


def recording(**options):
    poses = list(raises(**options))
    info = SourceInfo("arm.mp4", 640, 480, 15.0, len(poses) / 15, len(poses))
    return Recording.of(poses, info, "pose_landmarker_full", "0" * 64)


def frames(count, width=640, height=480, fps=15.0):
    """Grey pictures, as many as asked for."""
    picture = np.full((height, width, 3), 120, np.uint8)
    return [Frame(index / fps, picture) for index in range(count)]


class FigureLandmarker:
    """Finds the standing figure's set in whatever picture it is shown."""

    def __init__(self, stop_at=None, **options):
        self._poses = list(raises(**options))
        self._stop_at = stop_at
        self._shown = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing to close."""

    def detect(self, frame):
        if self._shown == self._stop_at:
            raise KeyboardInterrupt
        self._shown += 1
        return self._poses[self._shown - 1]
