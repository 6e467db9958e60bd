import errno
import io
import tempfile
import tracemalloc
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from formcheck.io.frames import SourceInfo
from formcheck.io.spool import PoseSpool
from formcheck.pose import unseen
from tests.app.figure import raises

INFO = SourceInfo("camera 0", 640, 480)


def test_poses_come_out_as_they_went_in():
    poses = [*raises(count=1), unseen(99.0)]
    with closing(PoseSpool()) as spool:
        for pose in poses:
            spool.add(pose)
        assert len(spool) == len(poses)
        recording = spool.recording(INFO, "model", "0" * 64)
    assert recording.source == INFO
    for kept, pose in zip(recording, poses, strict=True):
        assert kept.timestamp_s == pose.timestamp_s
        for name in ("image", "world", "visibility", "back"):
            np.testing.assert_allclose(getattr(kept, name), getattr(pose, name), rtol=1e-6)


def test_more_can_be_added_after_a_look():
    with closing(PoseSpool()) as spool:
        spool.add(unseen(1.0))
        assert len(spool.recording(INFO, "model", "")) == 1
        spool.add(unseen(2.0))
        assert spool.recording(INFO, "model", "").timestamp_s.tolist() == [1.0, 2.0]


def test_a_recording_takes_no_more_room_than_its_poses():
    pose = next(raises(count=1))
    with closing(PoseSpool()) as spool:
        for index in range(2000):
            spool.add(replace(pose, timestamp_s=index / 30))
        tracemalloc.start()
        recording = spool.recording(INFO, "model", "")
        peak_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert len(recording) == 2000
    assert peak_bytes < 2000 * 1000, "900 bytes a pose"


def test_nothing_is_a_recording_too():
    with closing(PoseSpool()) as spool:
        assert len(spool.recording(INFO, "model", "")) == 0


def full_disk(room, *, short):
    """Return a file that takes so many bytes; of the row it has no room for it may take a part."""

    class Full(io.BytesIO):
        def write(self, data):
            left = room - len(self.getvalue())
            if len(data) > left:
                if short:
                    return super().write(bytes(data)[:left])
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data)

    return lambda **_: Full()


def no_disk(**_):
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")


@pytest.mark.parametrize(
    "temporary",
    [
        pytest.param(full_disk(3000, short=False), id="full"),
        pytest.param(full_disk(3000, short=True), id="full in the middle of a pose"),
        pytest.param(no_disk, id="full from the start"),
    ],
)
def test_on_a_full_disk_no_pose_is_lost(monkeypatch, temporary):
    monkeypatch.setattr(tempfile, "TemporaryFile", temporary)
    poses = list(raises(count=1))
    with closing(PoseSpool()) as spool:
        for pose in poses:
            spool.add(pose)
        kept = spool.recording(INFO, "model", "")
        np.testing.assert_array_equal(kept.timestamp_s, [pose.timestamp_s for pose in poses])
        np.testing.assert_allclose(kept.image, [pose.image for pose in poses], rtol=1e-6)


def test_time_rises():
    with closing(PoseSpool()) as spool:
        for pose in (unseen(2.0), unseen(1.0)):
            spool.add(pose)
        with pytest.raises(ValueError, match="time stamps must rise"):
            spool.recording(INFO, "model", "")
