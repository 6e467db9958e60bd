"""Poses of videos that were seen before, so that no video is looked at twice.

They are kept by what a video holds, not by its name, and by what they were found with. There is
no picture in them.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from formcheck.io.files import OutputError, discard, is_folder, shown
from formcheck.io.frames import SourceError
from formcheck.io.pictures import pictures_in
from formcheck.io.recording import Recording, load_recording, save_recording

LIMIT_BYTES = 500_000_000
"""Beyond this those that were not used for the longest time are removed."""
SEEING = 6
"""To be raised when the same model finds other poses in the same video, so that all are new."""


def recordings_folder() -> Path:
    """Return where recordings of analysed videos are kept."""
    return user_cache_path("formcheck") / "recordings"


def content_of(path: Path) -> str:
    """Return a name for what a file, or a folder's pictures, hold.

    Raise SourceError if that can't be read.
    """
    digest = hashlib.blake2b(digest_size=20)
    try:
        for each in pictures_in(path) if is_folder(path) else [path]:
            with each.open("rb") as file:
                while chunk := file.read(1 << 20):
                    digest.update(chunk)
    except OSError as error:
        raise SourceError(f"{shown(path)}: it can't be read ({error.strerror}); copy it") from error
    return digest.hexdigest()


@dataclass(frozen=True)
class Shelf:
    """A folder of recordings that grows up to a limit."""

    folder: Path
    limit_bytes: int = LIMIT_BYTES

    def find(self, key: str) -> Recording | None:
        """Return what was kept under a key, if it is still there and whole."""
        path = self._path(key)
        try:
            recording = load_recording(path)
            os.utime(path)
        except (SourceError, OSError):
            return None
        return recording

    def keep(self, key: str, recording: Recording) -> None:
        """Keep a recording; on a disk that is full or read-only that is left undone."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            save_recording(self._path(key), recording)
            self._tidy()
        except (OutputError, OSError):
            return

    def size_bytes(self) -> int:
        """Return how much room it takes."""
        return sum(size for _, size, _ in self._kept())

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.npz"

    def _tidy(self) -> None:
        """Remove the oldest until the rest is within the limit."""
        room = self.limit_bytes
        for _, size, path in sorted(self._kept(), reverse=True):
            room -= size
            if room < 0:
                discard(path)

    def _kept(self) -> list[tuple[float, int, Path]]:
        """Return time of last use, size and path of each."""
        kept = []
        for path in self.folder.glob("*.npz") if is_folder(self.folder) else ():
            try:
                status = path.stat()
            except OSError:  # another process has just tidied up, or nobody may look
                continue
            kept.append((status.st_mtime, status.st_size, path))
        return kept
