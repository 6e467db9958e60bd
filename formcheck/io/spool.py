"""Poses of a set that goes on for who knows how long, kept outside of memory until it is over."""

import io
import tempfile
from typing import IO, Any, cast

import numpy as np

from formcheck.io.frames import SourceInfo
from formcheck.io.recording import SHAPES, Recording
from formcheck.pose import Pose

_ROW = np.dtype([("timestamp_s", "f8"), *((name, "f4", shape) for name, shape in SHAPES.items())])
"""Half the numbers' digits are enough: a recording keeps fewer."""


class PoseSpool:
    """Collects poses in a temporary file that vanishes by itself, or in memory on a full disk."""

    def __init__(self) -> None:
        self._file = _temporary()
        self._count = 0

    def close(self) -> None:
        """Let the file vanish."""
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def add(self, pose: Pose) -> None:
        """Keep one more pose; its time must be later than the last one's."""
        row = np.zeros((), _ROW)
        for name in _ROW.names or ():
            row[name] = getattr(pose, name)
        self._write(row.tobytes())
        self._count += 1

    def recording(self, source: SourceInfo, model_name: str, model_sha256: str) -> Recording:
        """Return all poses so far, which are in memory once then."""
        rows = np.frombuffer(self._written(), _ROW)
        arrays: dict[str, Any] = {name: rows[name] for name in _ROW.names or ()}
        return Recording(**arrays, source=source, model_name=model_name, model_sha256=model_sha256)

    def _write(self, row: bytes) -> None:
        try:
            whole = self._file.write(row) == len(row)
        except OSError:
            whole = False
        if not whole:
            memory = io.BytesIO()
            memory.write(self._written())
            memory.write(row)
            self._file.close()
            self._file = memory

    def _written(self) -> bytes:
        """Return the rows that are whole."""
        self._file.seek(0)
        return self._file.read()[: self._count * _ROW.itemsize]


def _temporary() -> IO[bytes]:
    try:
        return cast(IO[bytes], tempfile.TemporaryFile(buffering=0))  # a full disk is told at once
    except OSError:
        return io.BytesIO()
