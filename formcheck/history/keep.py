"""Keeping a result, without ever being in the way of what it is about."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from formcheck.history.database import HistoryError
from formcheck.history.store import open_history
from formcheck.io.decoding import opened
from formcheck.io.frames import SourceError
from formcheck.result import Json

_SAME_TIME = timedelta(days=1)
"""A file that is newer than it says was copied or sent; by less, clocks or zones may differ."""
_FIRST_YEAR = 2000
"""Earlier ones are told by a camera whose clock was never set."""


def keep(
    result: Json, done_at: datetime, say: Callable[[str], None], name: str | None = None
) -> None:
    """Add a result to the user's history; what prevents it is said and no more.

    The name is what its video is called there; without one it is its file's name.
    """
    try:
        open_history(say).add(result, done_at, name)
    except HistoryError as error:
        say(f"not kept: {error}")


def filmed_at(source: Path) -> datetime:
    """Return when a source was filmed, as far as its file tells; else now."""
    changed_at, told_at = _changed_at(source), _told_by(source)
    if told_at is not None and changed_at - told_at > _SAME_TIME:
        return told_at
    return changed_at


def _changed_at(source: Path) -> datetime:
    try:
        return datetime.fromtimestamp(source.stat().st_mtime, timezone.utc)
    except (OSError, OverflowError, ValueError):
        return datetime.now(timezone.utc)


def _told_by(source: Path) -> datetime | None:
    """Return when a video says that it was made; None if it doesn't."""
    try:
        with opened(source) as video:
            text = video.metadata["creation_time"]
        told_at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except (SourceError, KeyError, ValueError):
        return None
    return told_at.astimezone(timezone.utc) if told_at.year >= _FIRST_YEAR else None
