import threading
import time

import numpy as np
import pytest

from formcheck.app.live.tones import (
    MOST_WAITING,
    RATE_HZ,
    TONES,
    SoundMissingError,
    TonePlayer,
    samples_of,
    sound_output,
)


@pytest.mark.parametrize("name", TONES)
def test_tones_are_short_and_soft(name):
    samples = samples_of(name)
    assert samples.dtype == np.float32
    assert 0.05 <= len(samples) / RATE_HZ <= 0.5
    assert 0.2 < np.abs(samples).max() <= 0.3
    assert np.abs(samples[[0, -1]]).max() < 1e-3
    assert np.abs(np.diff(samples)).max() < 0.05  # no clicks


@pytest.mark.parametrize("name", TONES)
def test_tones_are_told_apart_by_their_notes(name):
    first_s = TONES[name][0][1]
    note = samples_of(name)[: round(first_s * RATE_HZ)]
    spectrum = np.abs(np.fft.rfft(note, RATE_HZ))
    assert spectrum.argmax() == pytest.approx(TONES[name][0][0], abs=3)


def test_plays_one_after_the_other():
    played: list[int] = []
    done = threading.Event()

    def play(samples):
        played.append(len(samples))
        if len(played) == 2:
            done.set()

    player = TonePlayer(lambda: play)
    player.play("count")
    player.play("right")
    assert done.wait(5)
    player.close()
    assert played == [len(samples_of("count")), len(samples_of("right"))]
    assert player.trouble is None


def test_drops_tones_that_would_come_too_late():
    begun, go_on = threading.Event(), threading.Event()
    played: list[int] = []

    def play(samples):
        begun.set()
        go_on.wait(5)
        played.append(len(samples))

    player = TonePlayer(lambda: play)
    player.play("count")
    assert begun.wait(5)
    for _ in range(10):
        player.play("right")
    waiting = player._waiting.qsize()
    go_on.set()
    player.close()
    assert waiting == MOST_WAITING
    assert len(played) <= 1 + MOST_WAITING


def until(condition):
    end_s = time.monotonic() + 5
    while not condition() and time.monotonic() < end_s:
        time.sleep(0.01)


def _nothing():
    raise SoundMissingError("connect a loudspeaker")


def _deaf():
    def play(samples):
        raise SoundMissingError("connect a loudspeaker")

    return play


@pytest.mark.parametrize(
    "output", [pytest.param(_nothing, id="no library"), pytest.param(_deaf, id="no loudspeaker")]
)
def test_without_sound_it_is_silent_and_says_why(output):
    player = TonePlayer(output)
    player.play("count")
    until(lambda: player.trouble)
    for _ in range(2 * MOST_WAITING):
        player.play("count")
    assert player.trouble == "no tones: connect a loudspeaker"
    player.close()
    assert not player._thread.is_alive()


@pytest.mark.parametrize(
    ("retry_s", "played"),
    [pytest.param(0.0, True, id="soon"), pytest.param(60.0, False, id="not at once")],
)
def test_headphones_that_went_off_and_come_back_are_played_to_again(retry_s, played):
    gone, heard = threading.Event(), threading.Event()

    def play(samples):
        if gone.is_set():
            raise SoundMissingError("connect a loudspeaker")
        heard.set()

    player = TonePlayer(lambda: play, retry_s)
    gone.set()
    player.play("count")
    until(lambda: player.trouble)
    gone.clear()
    player.play("count")
    assert heard.wait(5 if played else 0.2) == played
    player.close()


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        pytest.param(ImportError("No module"), "pip install", id="no sounddevice"),
        pytest.param(OSError("PortAudio library not found"), "libportaudio2", id="no PortAudio"),
        pytest.param(Exception("Unanticipated host error"), "loudspeaker", id="it does not begin"),
    ],
)
def test_what_is_missing_is_named(error, remedy, monkeypatch):
    def fail(name):
        raise error

    monkeypatch.setattr("formcheck.app.live.tones.import_module", fail)
    with pytest.raises(SoundMissingError, match=remedy):
        sound_output()


def test_a_machine_without_loudspeaker_is_told_so(monkeypatch):
    class Library:
        class PortAudioError(Exception):
            pass

        @classmethod
        def play(cls, samples, rate_hz, blocking):
            raise cls.PortAudioError("Error querying device -1")

    monkeypatch.setattr("formcheck.app.live.tones.import_module", lambda name: Library)
    with pytest.raises(SoundMissingError, match="loudspeaker"):
        sound_output()(samples_of("count"))
