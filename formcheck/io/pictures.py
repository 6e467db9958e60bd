"""A folder of pictures, read in the order of their names as if it were a video."""

import re
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from formcheck.io.files import check_readable, is_folder, shown
from formcheck.io.frames import Frame, Picture, SourceError, SourceInfo
from formcheck.io.quiet import silent

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})

FPS = 10.0
"""A usual rate for stills taken from a video, and fast enough to follow every exercise."""


class Pictures:
    """The pictures of a folder, or one picture; the n-th is shown at n / FPS seconds.

    Each keeps its own size. What can't be read is left out and leaves a gap in time; `damage`
    then says so in one line.
    """

    def __init__(self, path: str | Path) -> None:
        self.damage: str | None = None
        self.can_skip = False
        self._path = Path(path)
        self._files: list[Path] = []
        self._info: SourceInfo | None = None

    @property
    def info(self) -> SourceInfo:
        """What is known of the pictures, from inside the `with` block; the size is the first's."""
        if self._info is None:
            raise ValueError("open the pictures with a `with` block first")
        return self._info

    def __enter__(self) -> "Pictures":
        self._files = _listed(self._path)
        first = next(filter(lambda image: image is not None, map(_read, self._files)), None)
        if first is None:
            raise SourceError(f"{shown(self._path)}: no picture can be read; copy them again")
        height, width = first.shape[:2]
        count = len(self._files)
        self._info = SourceInfo(shown(self._path), width, height, FPS, count / FPS, count)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to do: every picture is closed once it is read."""

    def __iter__(self) -> Iterator[Frame]:
        self.damage = None
        unread: list[Path] = []
        for index, path in enumerate(self._files):
            image = _read(path)
            if image is not None:
                yield Frame(index / FPS, image)
                continue
            unread.append(path)
            self.damage = (
                f"unreadable pictures: {len(unread)}, the first is {shown(unread[0].name)}"
            )


def _listed(path: Path) -> list[Path]:
    """Return one picture, or those of a folder; raise SourceError if there is none."""
    if not is_folder(path):
        check_readable(path)
        return [path]
    files = pictures_in(path)
    if not files:
        raise SourceError(f"{shown(path)}: the folder holds no pictures (jpg, png, webp, bmp)")
    return files


def pictures_in(folder: Path) -> list[Path]:
    """Return the pictures of a folder, 2 before 10; raise SourceError if it can't be listed."""
    try:
        files = [
            file
            for file in folder.iterdir()
            if file.suffix.lower() in SUFFIXES and not file.name.startswith(".")
        ]
    except OSError as error:
        raise SourceError(f"{shown(folder)}: no permission to list the folder") from error
    return sorted(files, key=_natural)


def _natural(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    parts = re.findall(r"(\d+)|(\D+)", path.name.casefold())
    return [(0, int(number), "") if number else (1, 0, text) for number, text in parts], path.name


def _read(path: Path) -> Picture | None:
    """Return a picture, turned as its EXIF orientation says, or None if that can't be done."""
    try:
        data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
        with silent():
            image = cv2.imdecode(data, cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        return None
    return None if image is None else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8)
