"""What went wrong, as one line and an exit status."""

import os
import sys
from contextlib import suppress

from formcheck.vision.libraries import missing_library

STOPPED = 130
"""The status of a command ended by Ctrl-C, as shells have it."""
WRONG_USAGE, UNREADABLE, NOBODY, FAILED = 2, 3, 4, 1

TRACEBACK = "FORMCHECK_TRACEBACK"
"""The environment variable that asks for the whole story of an unforeseen failure."""


class UsageError(ValueError):
    """What was asked for can't be done so; the message is one line that says what to do."""


def explain(error: Exception) -> tuple[str, int]:
    """Return the line and the exit status for a failure; print its whole story if asked for."""
    if os.environ.get(TRACEBACK):
        sys.excepthook(type(error), error, error.__traceback__)
    if isinstance(error, ImportError):  # first: what follows imports the same libraries
        lacking = missing_library(error) or f"a library is missing or broken ({error})"
        return f"{lacking}; then run: formcheck doctor", FAILED
    from formcheck.io.files import here, shown

    status = _status(error)
    if status is not None:
        return shown(str(error)), status  # names in it may hold a line break
    if isinstance(error, MemoryError):
        return "there is not enough memory; take a smaller video, or a part of it", FAILED
    if isinstance(error, FileNotFoundError) and here() is None:
        return "the folder you are in was removed; change to another one", FAILED
    if isinstance(error, OSError):
        return f"{error.filename or 'the system'}: {error.strerror or error}", FAILED
    return (
        f"something unforeseen happened ({type(error).__name__}: {_one_line(error)}); please "
        f"report it with what {TRACEBACK}=1 shows",
        FAILED,
    )


def report(error: Exception) -> int:
    """Print a failure as one line on standard error; return the exit status."""
    line, status = explain(error)
    say(line)
    return status


def say(line: str) -> None:
    """Print one line for the person on standard error; nothing fails where that can't be."""
    with suppress(OSError):
        sys.stderr.write(f"formcheck: {line}\n")


def _status(error: Exception) -> int | None:
    """Return the exit status of a failure that was foreseen."""
    from formcheck.app.videos.analyze import UnrecognizedError
    from formcheck.app.videos.landmarking import NoPersonError
    from formcheck.history.database import HistoryError
    from formcheck.io.files import OutputError
    from formcheck.io.frames import SourceError
    from formcheck.profiles import ProfileError
    from formcheck.vision.pose_network import LandmarkerError
    from formcheck.vision.store import ModelError

    statuses: tuple[tuple[type[Exception], int], ...] = (
        (UsageError, WRONG_USAGE),
        (ProfileError, WRONG_USAGE),
        (NoPersonError, NOBODY),
        (SourceError, UNREADABLE),
        (UnrecognizedError, FAILED),
        (ModelError, FAILED),
        (LandmarkerError, FAILED),
        (OutputError, FAILED),
        (HistoryError, FAILED),
    )
    return next((status for kind, status in statuses if isinstance(error, kind)), None)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
