"""The coach's voice: spoken, recorded, or captions alone."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from typing import IO, Protocol

from formcheck.app.live.speech_process import FAILED, MISSING, SAID
from formcheck.app.live.tones import TonePlayer
from formcheck.coaching.speaking import Utterance

COMMAND = (sys.executable, "-m", "formcheck.app.live.speech_process")
PATIENCE_S = 10.0
"""An engine that has not come back by then hangs."""
LONGEST_S = 6.0
"""Nothing that is said takes longer; an engine that does so is not waited for any more."""
START_S = 5.0
"""An engine that takes longer to start is not waited for."""
MOST_STARTS = 3
"""An engine that failed so often, and said nothing, does not get well by itself."""
RETRY_S = 20.0
"""After this long it is tried once more: headphones that went off may be back."""
_LOOK_S = 0.02
"""So often it is looked whether all is said."""
VOICE_FAILS = "no speech: the system's voice fails; see the captions"


class Voice(AbstractContextManager["Voice"], Protocol):
    """Something that says what the coach decided on."""

    @property
    def busy(self) -> bool:
        """Whether it is still saying something."""

    def say(self, utterance: Utterance) -> None:
        """Say something or play its tone, soon or not at all; never wait."""

    def notice(self) -> str | None:
        """Return what the user should be told about the voice; once, then None."""


class Captions(Voice):
    """Says nothing: what is said is on the screen."""

    @property
    def busy(self) -> bool:
        """Return that it never is."""
        return False

    def say(self, utterance: Utterance) -> None:
        """Leave it to the screen."""

    def notice(self) -> str | None:
        """Return nothing: silence was asked for."""
        return None

    def __exit__(self, *_: object) -> None:
        """Have nothing to close."""


class RecordedVoice(Captions):
    """Keeps what it was given to say."""

    def __init__(self) -> None:
        self.said: list[Utterance] = []

    def say(self, utterance: Utterance) -> None:
        """Keep it."""
        self.said.append(utterance)


class SpokenVoice(Voice):
    """Speaks through the system's voice, and plays tones.

    Engine and tones are off the caller's thread. What could not be begun in time is dropped, an
    engine that fails is started anew, and where nothing can be spoken it is silent.
    """

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        tones: TonePlayer | None = None,
        patience_s: float = PATIENCE_S,
        start_s: float = START_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self._command = command
        self._patience_s, self._start_s, self._retry_s = patience_s, start_s, retry_s
        self._tones = tones or TonePlayer()
        self._wake = threading.Condition()
        self._next: tuple[float, Utterance] | None = None
        self._has_begun = threading.Event()
        self._was_ready = False
        self._asked_s: float | None = None
        """Since when it has been saying something."""
        self._closing = False
        self._process: subprocess.Popen[str] | None = None
        self._trouble: str | None = None
        self._told: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    def __enter__(self) -> "SpokenVoice":
        """Wait until the engine can speak, or none will: else the first words would be lost."""
        with ExitStack() as undo:
            undo.push(self)  # Ctrl-C may come meanwhile
            self._has_begun.wait(self._start_s)
            undo.pop_all()
        return self

    @property
    def busy(self) -> bool:
        """Whether it is still saying something."""
        asked_s = self._asked_s
        return asked_s is not None and time.monotonic() - asked_s < LONGEST_S

    def say(self, utterance: Utterance) -> None:
        """Say something or play its tone, soon or not at all; never wait."""
        if utterance.tone is not None:
            self._tones.play(utterance.tone)
        if utterance.text:
            with self._wake:
                self._next = (time.monotonic(), utterance)
                self._wake.notify()

    def notice(self) -> str | None:
        """Return why nothing is spoken or played, and what to do; once, then None."""
        news = [why for why in (self._trouble, self._tones.trouble) if why not in self._told]
        self._told.update(why for why in news if why)
        return "; ".join(why for why in news if why) or None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Break off and end the engine; after a failure only once that was said, if it can be."""
        if kind is not None and issubclass(kind, Exception):
            self._finish()
        with self._wake:
            self._closing = True
            self._wake.notify()
            if self._process is not None:
                self._process.kill()
        self._thread.join(timeout=2.0)
        self._tones.close()

    def _finish(self) -> None:
        """Wait until what it was given is said, but not for long."""
        until_s = time.monotonic() + LONGEST_S
        while self._thread.is_alive() and time.monotonic() < until_s:
            with self._wake:
                if self._next is None and self._asked_s is None:
                    return
            time.sleep(_LOOK_S)

    # -- in a thread of its own -------------------------------------------------------------

    def _run(self) -> None:
        try:
            self._speak_on()
        finally:
            self._has_begun.set()

    def _speak_on(self) -> None:
        """Speak until the voice is closed; start an engine that has ended anew.

        One that never was ready is given up.
        """
        failed = 0
        while (process := self._start()) is not None:
            with _ended(process):
                failed = 0 if self._speak(process) else failed + 1
            if self._trouble and not self._was_ready:
                return
            if failed >= MOST_STARTS:
                self._trouble = self._trouble or VOICE_FAILS
                if not self._was_ready or self._closes_within(self._retry_s):
                    return

    def _start(self) -> subprocess.Popen[str] | None:
        with self._wake:
            if self._closing:
                return None
            try:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    encoding="utf-8",
                )
            except OSError as error:
                self._trouble = f"no speech: {error.strerror}; see the captions"
                return None
            return self._process

    def _speak(self, process: subprocess.Popen[str]) -> bool:
        """Speak until the engine ends; return whether it said anything."""
        assert process.stdin is not None
        said = False
        answer = self._answer(process)
        while answer and not answer.startswith(FAILED):
            word, _, reason = answer.partition(" ")
            if word == MISSING:
                self._trouble = f"no speech: {reason}"
                break
            said = said or word == SAID
            self._was_ready = True
            self._has_begun.set()
            text = self._wait()
            if text is None:
                process.kill()
                break
            answer = self._ask(process, process.stdin, text)
        return said

    def _ask(self, process: subprocess.Popen[str], lines: IO[str], text: str) -> str:
        try:
            lines.write(text + "\n")
            lines.flush()
            return self._answer(process)
        except OSError:
            return ""
        finally:
            self._asked_s = None

    def _answer(self, process: subprocess.Popen[str]) -> str:
        """Return what the engine answers; nothing if it has ended or hangs."""
        assert process.stdout is not None
        watch = threading.Timer(self._patience_s, process.kill)
        watch.daemon = True
        watch.start()
        try:
            return process.stdout.readline().strip()
        finally:
            watch.cancel()

    def _closes_within(self, seconds: float) -> bool:
        with self._wake:
            return self._wake.wait_for(lambda: self._closing, seconds)

    def _wait(self) -> str | None:
        """Return the next text that is not stale; None when the voice is closed."""
        with self._wake:
            while not self._closing:
                if self._next is not None:
                    (since_s, utterance), self._next = self._next, None
                    if time.monotonic() - since_s <= utterance.stale_s:
                        self._asked_s = time.monotonic()
                        return " ".join(utterance.text.split())
                self._wake.wait_for(lambda: self._closing or self._next is not None)
        return None


@contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """Put an engine away in the end, also one that is gone with words still on their way to it."""
    try:
        yield
    finally:
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        process.wait()


def open_voice(mute: bool = False) -> Voice:
    """Return the voice of this machine, or captions alone."""
    return Captions() if mute else SpokenVoice()
