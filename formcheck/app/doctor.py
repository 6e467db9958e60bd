"""``formcheck doctor``: what is here, what is not, and what to do about it."""

import ctypes.util
import importlib
import importlib.metadata
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from rich.console import Console
from rich.markup import escape

from formcheck.io.devices import devices, listable
from formcheck.io.files import here
from formcheck.vision.libraries import missing_library
from formcheck.vision.store import ModelError, locate

LIBRARIES = {"mediapipe": "mediapipe", "cv2": "opencv-python", "av": "av", "numpy": "numpy"}
"""What is imported, and the package that brings it."""


class State(Enum):
    """How a diagnosis is to be taken."""

    GOOD = "ok"
    MISSING = "--"
    """Something does without it."""
    BROKEN = "!!"
    """No analysis is possible."""


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at."""

    what: str
    state: State
    detail: str
    """What is the case and, unless that is good, what to do."""


def examine() -> Iterator[Diagnosis]:
    """Yield what is found, one thing after the other; importing libraries takes a second."""
    yield Diagnosis("Python", State.GOOD, sys.version.split()[0])
    libraries = [_library(module, package) for module, package in LIBRARIES.items()]
    yield from libraries
    model = _model()
    yield model
    usable = all(diagnosis.state is State.GOOD for diagnosis in libraries)
    if usable and model.state is State.GOOD:
        yield _landmarker()
    yield _camera()
    yield _voice()
    if usable:
        yield _tones()
    yield _folder("Cache", user_cache_path("formcheck"))
    yield _folder("Data", user_data_path("formcheck"))
    yield _here()
    yield _recordings()


def show(out: Console, diagnoses: Iterable[Diagnosis]) -> int:
    """Print the diagnoses; return the exit status: 0 if an analysis is possible."""
    colours = {State.GOOD: "green", State.MISSING: "yellow", State.BROKEN: "red"}
    broken = 0
    for diagnosis in diagnoses:
        mark = f"[{colours[diagnosis.state]}]{diagnosis.state.value}[/]"
        out.print(f"{mark} {diagnosis.what}: {escape(diagnosis.detail)}")
        broken += diagnosis.state is State.BROKEN
    out.print("An analysis is possible." if not broken else "No analysis is possible yet.")
    return 1 if broken else 0


def _library(module: str, package: str) -> Diagnosis:
    try:
        importlib.import_module(module)
        return Diagnosis(module, State.GOOD, importlib.metadata.version(package))
    except importlib.metadata.PackageNotFoundError:  # another build of the same library
        return Diagnosis(module, State.GOOD, "version unknown")
    except Exception as error:
        remedy = missing_library(error) or f"{error}; run: pip install {package}"
        return Diagnosis(module, State.BROKEN, " ".join(remedy.split()))


def _model() -> Diagnosis:
    try:
        model = locate()
    except ModelError as error:
        return Diagnosis("Model", State.BROKEN, str(error))
    return Diagnosis("Model", State.GOOD, f"{model.name} ({model.source}), {model.path}")


def _landmarker() -> Diagnosis:
    """Let the model look at one grey picture."""
    import numpy as np

    from formcheck.app.videos.landmarking import open_landmarker
    from formcheck.io.frames import Frame

    try:
        with open_landmarker(locate()) as landmarker:
            landmarker.detect(Frame(0.0, np.full((480, 640, 3), 128, np.uint8)))
    except Exception as error:
        return Diagnosis("Landmarks", State.BROKEN, str(error))
    return Diagnosis("Landmarks", State.GOOD, "the model runs")


def _camera() -> Diagnosis:
    if not listable():
        return Diagnosis("Camera", State.GOOD, "not looked for; allow your terminal to use it")
    found = devices()
    if not found:
        return Diagnosis(
            "Camera", State.MISSING, "none found; a phone's camera app or a video does as well"
        )
    usable = ", ".join(str(device) for device in found if device.usable)
    if not usable:
        return Diagnosis(
            "Camera", State.MISSING, f"no permission for {found[0].path}; join the group video"
        )
    return Diagnosis("Camera", State.GOOD, usable)


def _voice() -> Diagnosis:
    if importlib.util.find_spec("pyttsx3") is None:
        return Diagnosis(
            "Voice", State.MISSING, "cues are only shown; to hear them: pip install pyttsx3"
        )
    if sys.platform == "linux" and not _espeak():
        return Diagnosis(
            "Voice",
            State.MISSING,
            "espeak-ng is missing; install it (Debian, Ubuntu: apt install espeak-ng)",
        )
    if sys.platform == "linux" and shutil.which("aplay") is None:
        return Diagnosis(
            "Voice",
            State.MISSING,
            "aplay is missing; install it (Debian, Ubuntu: apt install alsa-utils)",
        )
    return Diagnosis("Voice", State.GOOD, "pyttsx3")


def _espeak() -> bool:
    names: tuple[Callable[[], str | None], ...] = (
        lambda: ctypes.util.find_library("espeak-ng"),
        lambda: ctypes.util.find_library("espeak"),
        lambda: shutil.which("espeak-ng"),
    )
    return any(name() for name in names)


def _tones() -> Diagnosis:
    from formcheck.app.live.tones import SoundMissingError, sound_output

    try:
        sound_output()
    except SoundMissingError as error:
        return Diagnosis("Tones", State.MISSING, f"none for counts and breaths; {error}")
    return Diagnosis("Tones", State.GOOD, "sounddevice")


def _recordings() -> Diagnosis:
    from formcheck.app.videos.reuse import LIMIT_BYTES, Shelf, recordings_folder

    folder = recordings_folder()
    size = Shelf(folder).size_bytes()
    detail = f"{folder}, {size / 1e6:.0f} of {LIMIT_BYTES / 1e6:.0f} MB: poses, no pictures"
    return Diagnosis("Videos seen", State.GOOD, detail)


def _here() -> Diagnosis:
    folder = here()
    if folder is None:
        return Diagnosis("This folder", State.MISSING, "it was removed; change to another one")
    return _folder("This folder", folder)


def _folder(what: str, folder: Path) -> Diagnosis:
    there = folder
    while not os.path.exists(there):  # also where one may not look
        there = there.parent
    if os.path.isdir(there) and os.access(there, os.W_OK):
        return Diagnosis(what, State.GOOD, f"{folder} can be written to")
    return Diagnosis(what, State.MISSING, f"no permission to write to {there}; change it")
