"""Keeping a result, without ever being in the way of what it is about."""

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from formcheck.history.database import HistoryError
from formcheck.history.store import open_history
from formcheck.result import Json


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
    try:
        return datetime.fromtimestamp(source.stat().st_mtime, timezone.utc)
    except (OSError, OverflowError, ValueError):
        return datetime.now(timezone.utc)
