from pathlib import Path

import pytest

from formcheck.app import own_range
from formcheck.app.cli import run
from formcheck.app.live import keep
from formcheck.app.videos import landmarking, reuse
from formcheck.io.recording import save_recording
from formcheck.vision.store import Model
from tests.app.figure import FigureLandmarker, frames, recording
from tests.io.making import make_video

ARM_RAISE = Path(__file__).with_name("arm_raise.py")


@pytest.fixture
def formcheck(capsys, monkeypatch):
    """Run a command line in this process; get its status, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORMCHECK_TRACEBACK", raising=False)

    def command(*arguments):
        status = run([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path, monkeypatch):
    """Keep nothing in the user's folders, and find nothing there."""
    monkeypatch.setattr(reuse, "recordings_folder", lambda: tmp_path / "seen")
    monkeypatch.setattr(own_range, "ranges_folder", lambda: tmp_path / "ranges")
    monkeypatch.setattr(keep, "sessions_folder", lambda: tmp_path / "sessions")


@pytest.fixture
def arm_poses(tmp_path):
    """A recording of three raises, the second with a bent elbow."""
    path = tmp_path / "arm.poses.npz"
    save_recording(path, recording(count=3, bent=(1,)))
    return path


@pytest.fixture
def arm_video(tmp_path):
    """A video of 40 grey pictures."""
    return make_video(tmp_path / "arm.mp4", frames(40, 160, 120))


@pytest.fixture
def make_file(tmp_path):
    def make(name, content=None):
        path = tmp_path / "given" / name
        path.parent.mkdir(exist_ok=True)
        if content is not None:
            path.write_bytes(content)
        return path

    return make


@pytest.fixture
def landmarker(monkeypatch):
    """Put the standing figure in the place of the model."""

    def put(**options):
        monkeypatch.setattr(
            landmarking, "obtain", lambda *_, **__: Model("figure", Path("none"), "0" * 64, "test")
        )
        monkeypatch.setattr(
            landmarking, "MediaPipeLandmarker", lambda *_: FigureLandmarker(**options)
        )

    return put


def is_one_line(text):
    return text.startswith("formcheck: ") and text.count("\n") == 1 and text.endswith("\n")


@pytest.fixture
def refuse_to_list(monkeypatch):
    """Let a folder not be listed; a test may run as root, whom nothing is refused."""
    known = Path.iterdir

    def refuse(folder):
        def iterdir(self):
            if self == folder:
                raise PermissionError(13, "Permission denied", str(self))
            return known(self)

        monkeypatch.setattr(Path, "iterdir", iterdir)

    return refuse
