"""Files that can be read, and files that appear whole or not at all."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from unicodedata import category

import av

from formcheck.io.frames import SourceError

_REASONS = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "the disk is full; free some space",
    errno.EACCES: "no permission to write there; choose another folder",
    errno.EPERM: "no permission to write there; choose another folder",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.ENOENT: "there is no such folder; create it first",
    errno.ENOTDIR: "there is no such folder; create it first",
    errno.ENAMETOOLONG: "the name is too long; give the file or its video a shorter one",
}


class OutputError(Exception):
    """A file can't be written; the message is one line that says why and what to do."""


def shown(path: str | Path) -> str:
    """Return a path as one printable line."""
    text = str(path).encode("utf-8", "replace").decode()
    return "".join("?" if category(char) in ("Cc", "Zl", "Zp") else char for char in text)


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; one that may not be looked at is taken for a file."""
    return os.path.isdir(path)


def here() -> Path | None:
    """Return the folder that the process is in; None if it was removed meanwhile."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None


def check_readable(path: Path) -> None:
    """Raise SourceError unless the path is a file that holds something and may be read."""
    try:
        if stat.S_ISFIFO(path.stat().st_mode):  # reading it could wait forever
            raise SourceError(f"{shown(path)}: this is a pipe; save it to a file first")
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise SourceError(f"{shown(path)}: {_unreadable(path, error)}") from error
    if empty:
        raise SourceError(f"{shown(path)}: the file is empty; copy or record it again")


def _unreadable(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return "there is no such file; check the name"
    if isinstance(error, PermissionError) and not is_folder(path):
        return "no permission to read it; change its permissions or copy it"
    if is_folder(path):
        return "this is a folder; give a file"
    if error.errno == errno.ELOOP:
        return "this link leads in a circle; remove it"
    return f"it can't be read ({error.strerror}); copy it to another disk"


def output_error(path: Path, error: OSError | av.FFmpegError) -> OutputError:
    """Return what to tell the user when writing to a path failed."""
    reason = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
    return OutputError(f"can't write {shown(path)}: {reason}")


def temporary_name(path: Path) -> Path:
    """Return where to write first: beside the target, so that renaming replaces it at once.

    Raise OutputError if nothing can be put in its place.
    """
    if is_folder(path):
        raise OutputError(f"can't write {shown(path)}: it is a folder; give a file name")
    if os.path.exists(path) and not path.is_file():  # renaming onto a device would remove it
        raise OutputError(f"can't write {shown(path)}: it is a device; give a file name")
    target = Path(os.path.realpath(path))  # a link stays a link
    return target.with_name(f"{target.name}.{os.getpid()}.part")


def left_behind(path: Path) -> list[Path]:
    """Return the temporary files of a path that a process which is gone has left beside it."""
    before = f"{path.name}."
    owners = {
        each: each.name.removeprefix(before).removesuffix(".part")
        for each in path.parent.glob(f"{escape(before)}*.part")
    }
    return [
        each for each, owner in owners.items() if owner.isdecimal() and not _is_writing(int(owner))
    ]


def _is_writing(process: int) -> bool:
    """Return whether another process may be writing its temporary files just now."""
    if process == os.getpid() or sys.platform == "win32":
        return False  # Windows lets nobody remove what is open
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # somebody else's
        return True
    return True


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Yield a temporary name that takes the path's place on success and vanishes on error."""
    path = Path(path)
    temporary = temporary_name(path)
    try:
        yield temporary
        temporary.replace(os.path.realpath(path))
    except OSError as error:
        raise output_error(path, error) from error
    finally:
        discard(temporary)


def discard(path: Path) -> None:
    """Remove a temporary file, if it is there; what can't be removed can't be helped."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
