import io
import os
import re
from pathlib import Path

import pytest
from rich.console import Console

from formcheck.app import doctor
from formcheck.app.doctor import Diagnosis, State, examine, show
from formcheck.app.live import tones
from formcheck.app.videos import reuse
from formcheck.vision import store
from formcheck.vision.store import ModelError


def findings():
    return {finding.what: finding for finding in examine()}


def no_model(*_):
    raise ModelError("the pose model is not on this machine; run: formcheck model fetch")


@pytest.fixture
def without_model(monkeypatch):
    monkeypatch.setattr(doctor, "locate", no_model)


@pytest.mark.usefixtures("without_model")
def test_says_what_is_here():
    found = findings()
    assert {"mediapipe", "cv2", "av", "numpy", "Model", "Camera", "Voice", "Cache"} <= set(found)
    assert found["mediapipe"] == Diagnosis("mediapipe", State.GOOD, "0.10.31")
    assert found["cv2"].state is State.GOOD
    assert found["cv2"].detail[0].isdigit()


@pytest.mark.usefixtures("without_model")
def test_without_a_model_no_analysis_is_possible(formcheck):
    status, out, err = formcheck("doctor")
    assert (status, err) == (1, "")
    assert "!! Model: the pose model is not on this machine; run: formcheck model fetch\n" in out
    assert out.endswith("No analysis is possible yet.\n")


@pytest.mark.model
def test_with_everything_an_analysis_is_possible(formcheck):
    status, out, err = formcheck("doctor")
    assert (status, err) == (0, "")
    assert "ok Landmarks: the model runs\n" in out
    assert out.endswith("An analysis is possible.\n")


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (
            ImportError("libEGL.so.1: cannot open shared object file: No such file or directory"),
            r"libEGL\.so\.1 is missing; install it \(Debian, Ubuntu: apt install libegl1\)",
        ),
        (ModuleNotFoundError("No module named 'av'"), r"No module named 'av'; run: pip install av"),
    ],
)
def test_a_library_that_fails_says_what_to_install(monkeypatch, error, detail):
    def fail(name):
        raise error

    monkeypatch.setattr("importlib.import_module", fail)
    finding = doctor._library("av", "av")
    assert finding.state is State.BROKEN
    assert re.search(detail, finding.detail)


@pytest.mark.parametrize(
    ("devices", "allowed", "state", "detail"),
    [
        pytest.param([], True, State.MISSING, "none found", id="none"),
        pytest.param(["video0", "video1"], True, State.GOOD, "0, 1", id="two"),
        pytest.param(["video0"], False, State.MISSING, "join the group video", id="not allowed"),
    ],
)
def test_camera(monkeypatch, devices, allowed, state, detail):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(Path, "glob", lambda *_: iter([Path("/dev") / name for name in devices]))
    monkeypatch.setattr(os, "access", lambda *_: allowed)
    finding = doctor._camera()
    assert finding.state is state
    assert re.search(detail, finding.detail)


@pytest.mark.parametrize(
    ("speech", "espeak", "aplay", "state", "detail"),
    [
        pytest.param(False, False, None, State.MISSING, "pip install pyttsx3", id="no package"),
        pytest.param(True, False, None, State.MISSING, "apt install espeak-ng", id="no voice"),
        pytest.param(True, True, None, State.MISSING, "apt install alsa-utils", id="no player"),
        pytest.param(True, True, "/bin/aplay", State.GOOD, "pyttsx3", id="all"),
    ],
)
def test_voice(monkeypatch, speech, espeak, aplay, state, detail):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: speech or None)
    monkeypatch.setattr(doctor, "_espeak", lambda: espeak)
    monkeypatch.setattr("shutil.which", lambda name: aplay)
    finding = doctor._voice()
    assert finding.state is state
    assert detail in finding.detail


@pytest.mark.parametrize(
    ("error", "state", "detail"),
    [
        pytest.param(ImportError(), State.MISSING, "; run: pip install", id="no package"),
        pytest.param(OSError(), State.MISSING, "; install PortAudio (package", id="no PortAudio"),
        pytest.param(None, State.GOOD, "sounddevice", id="all"),
    ],
)
def test_tones(monkeypatch, error, state, detail):
    def load(name):
        if error is not None:
            raise error

    monkeypatch.setattr(tones, "import_module", load)
    (finding,) = (finding for finding in examine() if finding.what == "Tones")
    assert finding.state is state
    assert detail in finding.detail


@pytest.mark.parametrize(("allowed", "state"), [(True, State.GOOD), (False, State.MISSING)])
def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(
    monkeypatch, tmp_path, allowed, state
):
    monkeypatch.setattr(os, "access", lambda path, _: allowed and path == tmp_path)
    assert doctor._folder("Cache", tmp_path / "a" / "b").state is state


def test_folders_where_one_may_not_look_are_told(monkeypatch, tmp_path, formcheck):
    known, locked = os.stat, tmp_path / "locked"

    def stat(path, **given):
        if isinstance(path, str | Path) and locked in Path(path).parents:
            raise PermissionError(13, "Permission denied", str(path))
        return known(path, **given)

    locked.mkdir()
    monkeypatch.delenv("FORMCHECK_MODEL", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(locked / "cache"))
    monkeypatch.setattr(reuse, "recordings_folder", lambda: locked / "cache" / "recordings")
    monkeypatch.setattr(store, "checkout_models", lambda: None)
    monkeypatch.setattr(os, "stat", stat)
    status, out, err = formcheck("doctor")
    assert (status, err) == (1, "")
    assert "Model: the pose model (full) is not on this machine" in out
    assert "Videos seen:" in out
    assert "0 of 500 MB" in out


def test_what_something_does_without_is_no_failure():
    text = io.StringIO()
    assert show(Console(file=text), [Diagnosis("Voice", State.MISSING, "install [voice]")]) == 0
    assert "-- Voice: install [voice]\n" in text.getvalue()
