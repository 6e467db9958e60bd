"""Keeping the chatter of the libraries away from the user."""

import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO

STDERR = 2
CHATTER = re.compile(
    rb"[IW]\d{4} \d\d:\d\d:\d\d"  # notes and warnings of its C++ log
    rb"|WARNING: All log messages before absl"
    rb"|INFO: Created TensorFlow Lite"
)

_one_at_a_time = threading.Lock()


def quiet() -> AbstractContextManager[None]:
    """Hold back what C++ writes to standard error; at the end let through what is not chatter.

    No setting of the library silences it. If the block raises, nothing is let through: the
    exception says it. Keep the block short, since other threads' lines wait for its end as well.
    """
    return _held_back(lambda line: not CHATTER.match(line))


def silent() -> AbstractContextManager[None]:
    """Drop all that is written to standard error meanwhile: what comes of the block says it."""
    return _held_back(lambda line: False)


@contextmanager
def _held_back(is_told: Callable[[bytes], bool]) -> Iterator[None]:
    """Hold back what is written to standard error; at the end write those lines that are told."""
    with _one_at_a_time:
        try:
            kept = os.dup(STDERR)
        except OSError:  # a program without standard error
            yield
            return
        with os.fdopen(kept, "wb", buffering=0) as stderr, tempfile.TemporaryFile() as held:
            with _redirected(stderr, held):
                yield
            held.seek(0)
            stderr.writelines(line for line in held if is_told(line))


@contextmanager
def _redirected(stderr: IO[bytes], held: IO[bytes]) -> Iterator[None]:
    _flush()
    os.dup2(held.fileno(), STDERR)
    try:
        yield
    finally:
        _flush()
        os.dup2(stderr.fileno(), STDERR)


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()
