"""Short soft tones, and playing them beside everything else."""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.pose import FloatArray

RATE_HZ = 44_100
LOUDNESS = 0.25
EDGE_S = 0.02
"""A tone swells and fades this long, so that it does not click."""
MOST_WAITING = 3
"""Tones that could not be played by then are old."""
RETRY_S = 10.0
"""After a tone that failed none is played for so long: headphones that went off may be back."""

TONES: Mapping[str, tuple[tuple[float, float], ...]] = {
    "count": ((880.0, 0.09),),
    "right": ((523.25, 0.12), (783.99, 0.2)),
    "breathe_in": ((330.0, 0.18), (392.0, 0.22)),
    "breathe_out": ((392.0, 0.18), (330.0, 0.22)),
}
"""By name: the notes, each its pitch in hertz and its length in seconds."""

Samples = npt.NDArray[np.float32]
Play = Callable[[Samples], None]
"""Plays samples at ``RATE_HZ`` and comes back when they are over."""


class SoundMissingError(Exception):
    """No tone can be played here; the message is one line that says what to do."""


def samples_of(name: str) -> Samples:
    """Return the samples of a tone, -1 to 1. Shape (n,)."""
    return np.concatenate([_note(*note) for note in TONES[name]]).astype(np.float32)


def sound_output() -> Play:
    """Return what plays samples on the system's speakers, or raise SoundMissingError."""
    try:
        library: Any = import_module("sounddevice")
    except ImportError as error:
        raise SoundMissingError("run: pip install 'formcheck[voice]'") from error
    except OSError as error:
        raise SoundMissingError("install PortAudio (package libportaudio2)") from error
    except Exception as error:  # PortAudio begins as it is imported; its error is not at hand yet
        raise SoundMissingError(f"connect a loudspeaker ({error})") from error

    def play(samples: Samples) -> None:
        try:
            library.play(samples, RATE_HZ, blocking=True)
        except library.PortAudioError as error:
            raise SoundMissingError(f"connect a loudspeaker ({error.args[0]})") from error

    return play


class TonePlayer:
    """Plays tones in a thread of its own; where there is no sound, it is silent."""

    def __init__(self, output: Callable[[], Play] = sound_output, retry_s: float = RETRY_S) -> None:
        self._output, self._retry_s = output, retry_s
        self._waiting: queue.Queue[str | None] = queue.Queue(MOST_WAITING + 1)
        self.trouble: str | None = None
        """Why there are no tones, and what to do."""
        self._thread = threading.Thread(target=self._run, name="tones", daemon=True)
        self._thread.start()

    def play(self, name: str) -> None:
        """Let a tone be played soon; drop it if too many wait."""
        if self._waiting.qsize() < MOST_WAITING:
            self._waiting.put_nowait(name)

    def close(self) -> None:
        """Stop after the tone under way."""
        while not self._waiting.empty():
            self._take(block=False)
        self._waiting.put_nowait(None)
        self._thread.join(timeout=1.0)

    def _run(self) -> None:
        failed_s = -inf
        try:
            play = self._output()
        except SoundMissingError as error:
            self.trouble = f"no tones: {error}"
            return
        while (name := self._take(block=True)) is not None:
            if time.monotonic() - failed_s < self._retry_s:
                continue
            try:
                play(samples_of(name))
            except SoundMissingError as error:
                self.trouble = f"no tones: {error}"
                failed_s = time.monotonic()

    def _take(self, block: bool) -> str | None:
        try:
            return self._waiting.get(block)
        except queue.Empty:
            return None


def _note(pitch_hz: float, length_s: float) -> FloatArray:
    times_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    swell = np.clip(np.minimum(times_s, length_s - times_s) / EDGE_S, 0, 1)
    soft = 0.5 - 0.5 * np.cos(np.pi * swell)
    return np.asarray(LOUDNESS * soft * np.sin(2 * np.pi * pitch_hz * times_s))
