"""The videos in a folder and below, wherever links lead, but for those that formcheck drew."""

import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from formcheck.io.files import is_folder, shown
from formcheck.io.frames import SourceError
from formcheck.io.pictures import pictures_in
from formcheck.io.writer import can_be_made_again

VIDEO_SUFFIXES = {
    *(".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".gif", ".mpg", ".mpeg"),
    *(".ts", ".mts", ".m2ts", ".3gp", ".wmv", ".flv", ".ogv"),
}
"""Of files that are taken for videos."""


def videos_below(folder: Path, apart_from: Path | None) -> list[Path]:
    """Return the videos below a folder by name, but none that is hidden or an output."""
    return sorted(path for path in _outside(folder, apart_from) if not _is_drawn(path))


def _outside(folder: Path, apart_from: Path | None) -> Iterator[Path]:
    """Yield the videos below a folder that do not lie inside another one, if there is one."""
    outputs = None if apart_from is None else os.path.realpath(apart_from)
    for path, real in _walked(folder):
        if outputs is None or not real.is_relative_to(outputs):
            yield path


def _is_drawn(video: Path) -> bool:
    """Return whether a video is the annotated one of an analysis, whose result lies beside it."""
    return os.path.exists(video.with_suffix(".json")) and can_be_made_again(video)


def check_folder(source: Path, output: Path | None) -> None:
    """Raise SourceError for a folder that holds no pictures, and no videos but for outputs."""
    if not is_folder(source) or pictures_in(source):
        return
    if any(_outside(source, output)):
        raise SourceError(
            f"{shown(source)}: its videos were drawn by formcheck; give the folder of those that "
            f"they were made of"
        )
    if output is not None and any(_walked(source)):
        raise SourceError(
            f"{shown(source)}: its videos lie inside {shown(output)}, where the results go; "
            f"choose another folder for these: -o DIR"
        )
    raise SourceError(
        f"{shown(source)}: the folder holds neither videos nor pictures (jpg, png, webp, bmp)"
    )


def _walked(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the videos below a folder and where they really are, each once.

    Links come last: what they lead to may have been found without them. One that leads nowhere or
    in a circle is a file that can't be read, and lies where the link is. So is a folder below that
    may not be listed.
    """
    known: set[Path] = set()
    waiting, links = [folder], deque[Path]()
    while waiting or links:
        path = waiting.pop() if waiting else links.popleft()
        real = Path(os.path.realpath(path))
        if real in known:
            continue
        known.add(real)
        if is_folder(path):
            inside = _inside(path)
            if inside is None and path != folder:
                yield path, real
            for inner in inside or ():
                (links if inner.is_symlink() else waiting).append(inner)
        elif path.suffix.lower() in VIDEO_SUFFIXES:
            yield path, real if os.path.exists(real) else _place_of(path)


def _place_of(link: Path) -> Path:
    """Return where a link itself really is."""
    return Path(os.path.realpath(link.parent)) / link.name


def _inside(folder: Path) -> list[Path] | None:
    """Return what a folder holds, but nothing that is hidden; None if it may not be listed."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return None
