import os
import subprocess
import sys
import wave

import numpy as np
import pytest

from formcheck.app.live.speech_process import SpeechMissingError, make_engine, serve


class Engine:
    """Speaks into a list; some words it can't say."""

    def __init__(self):
        self.spoken = []

    def say(self, text):
        if text == "crash":
            raise RuntimeError("no\nvoice")
        self.spoken.append(text)

    def runAndWait(self):  # noqa: N802
        pass


@pytest.mark.parametrize(
    ("lines", "spoken", "answers"),
    [
        pytest.param([], [], ["ready"], id="nothing"),
        pytest.param(["a\n", "b\n"], ["a", "b"], ["ready", "said", "said"], id="one by one"),
        pytest.param(
            ["a\n", "crash\n", "b\n"], ["a"], ["ready", "said", "failed no voice"], id="fails"
        ),
    ],
)
def test_answers_every_line(lines, spoken, answers):
    engine = Engine()
    given: list[str] = []
    serve(lines, given.append, lambda: engine)
    assert (engine.spoken, given) == (spoken, answers)


def test_says_what_is_missing():
    def missing():
        raise SpeechMissingError("install espeak-ng")

    given: list[str] = []
    serve(["a\n"], given.append, missing)
    assert given == ["missing install espeak-ng"]


class _Library:
    @staticmethod
    def init():
        raise RuntimeError("eSpeak is\nnot installed")


@pytest.mark.parametrize(
    ("module", "player", "remedy"),
    [
        pytest.param(None, "/bin/aplay", "pip install", id="no library"),
        pytest.param(_Library, None, "alsa-utils", id="nothing to play with"),
        pytest.param(_Library, "/bin/aplay", "espeak-ng.*is not installed", id="no engine"),
    ],
)
def test_the_remedy_is_named(module, player, remedy, monkeypatch):
    def find(name):
        if module is None:
            raise ImportError(name)
        return module

    monkeypatch.setattr("formcheck.app.live.speech_process.import_module", find)
    monkeypatch.setattr("shutil.which", lambda name: player)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(SpeechMissingError, match=remedy):
        make_engine()


def test_the_process_answers_and_ends_with_its_input():
    done = subprocess.run(
        [sys.executable, "-m", "formcheck.app.live.speech_process"],
        input="",
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.split()[0] in ("ready", "missing")
    assert len(done.stdout.splitlines()) == 1
    assert not done.stderr


HEARING = """
from formcheck.app.live import speech_process
speech_process.serve = lambda lines, answer: answer("".join(lines))
speech_process.main()
"""


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        pytest.param("Rücken: 腰", "Rücken: 腰", id="in UTF-8"),
        pytest.param(b"R\xfccken", "R\ufffdcken", id="not in UTF-8"),
    ],
)
def test_what_is_said_is_read_in_any_locale(given, heard):
    done = subprocess.run(
        [sys.executable, "-c", HEARING],
        input=given if isinstance(given, bytes) else given.encode(),
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        timeout=30,
        check=True,
    )
    assert done.stdout.decode().rstrip() == heard
    assert not done.stderr


def test_the_systems_voice_speaks(tmp_path, monkeypatch):
    pytest.importorskip("pyttsx3", reason="the extra named voice is not installed")
    monkeypatch.setattr("shutil.which", lambda name: "/bin/aplay")
    try:
        engine = make_engine()
    except SpeechMissingError as error:
        pytest.skip(str(error))
    engine.save_to_file("Press your hips into the mat", str(tmp_path / "said.wav"))
    engine.runAndWait()
    with wave.open(str(tmp_path / "said.wav")) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
        length_s = sound.getnframes() / sound.getframerate()
    assert 0.8 < length_s < 2.5  # six words fit between two utterances
    assert np.abs(samples).max() > 3000
