"""The process that speaks: lines of text in, one line of answer for each out.

A process of its own, because speech engines block, want the main thread, and crash at times.
"""

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, TextIO

WORDS_A_MINUTE = 170
"""A calm pace, at which six words still take less than the time between two utterances."""
READY, SAID, FAILED, MISSING = "ready", "said", "failed", "missing"
"""The first word of each answer; a reason follows the last two."""

Make = Callable[[], Any]
"""Makes a speech engine, or raises what the library raises."""


class SpeechMissingError(Exception):
    """Nothing can be spoken here; the message is one line that says what to do."""


def make_engine() -> Any:
    """Return the system's speech engine, or raise SpeechMissingError."""
    try:
        library = import_module("pyttsx3")
    except ImportError as error:
        raise SpeechMissingError("run: pip install 'formcheck[voice]'") from error
    if sys.platform.startswith("linux") and shutil.which("aplay") is None:
        raise SpeechMissingError("install aplay (package alsa-utils)")
    try:
        engine = library.init()
        engine.setProperty("rate", WORDS_A_MINUTE)
    except Exception as error:  # each system's engine raises what it likes
        remedy = "install espeak-ng" if sys.platform.startswith("linux") else "check its voices"
        raise SpeechMissingError(f"{remedy} ({' '.join(str(error).split())})") from error
    return engine


def serve(lines: Iterable[str], answer: Callable[[str], None], make: Make = make_engine) -> None:
    """Speak line after line, until the engine fails; most can't be begun twice in a process."""
    try:
        engine = make()
    except SpeechMissingError as error:
        answer(f"{MISSING} {error}")
        return
    answer(READY)
    try:
        for line in lines:
            engine.say(line.strip())
            engine.runAndWait()
            answer(SAID)
    except Exception as error:  # each system's engine raises what it likes
        answer(f"{FAILED} {' '.join(str(error).split())}")


def main() -> None:
    """Speak what comes from standard input, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started it ends it
    answers = _own_output()

    def answer(text: str) -> None:
        answers.write(text + "\n")
        answers.flush()

    with contextlib.suppress(BrokenPipeError), _own_input() as lines:
        serve(lines, answer)


def _own_input() -> TextIO:
    """Read what is to be said as it was written, whatever the system's encoding."""
    return os.fdopen(os.dup(0), encoding="utf-8", errors="replace")


def _own_output() -> TextIO:
    """Keep standard output for answers; whatever libraries and players print goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return answers


if __name__ == "__main__":
    main()
