"""Which cameras are plugged in, as far as the system tells without switching one on."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Device:
    """One camera of this machine."""

    index: int
    path: Path
    name: str
    usable: bool
    """Whether this user may open it."""

    def __str__(self) -> str:
        return f"{self.index} ({self.name})" if self.name else str(self.index)


def listable() -> bool:
    """Return whether this system's cameras can be listed; elsewhere only trying them tells."""
    return sys.platform == "linux"


def devices(
    folder: Path = Path("/dev"), about: Path = Path("/sys/class/video4linux")
) -> list[Device]:
    """Return the cameras of a Linux machine by rising index."""
    found = []
    for path in folder.glob("video*"):
        number = path.name.removeprefix("video")
        details = about / path.name
        if number.isdigit() and _read(details / "index") in ("", "0"):  # others carry no pictures
            usable = os.access(path, os.R_OK | os.W_OK)
            found.append(Device(int(number), path, _read(details / "name"), usable))
    return sorted(found, key=lambda device: device.index)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
