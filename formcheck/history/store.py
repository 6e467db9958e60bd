"""The history of all results, in one file. Pictures are never kept."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from glob import escape
from pathlib import Path
from typing import TypeVar

from platformdirs import user_data_path

from formcheck.history.database import HistoryError, connected, transaction
from formcheck.history.rows import document_of, faults_of, row_of
from formcheck.io.files import shown
from formcheck.result import Json

LOCATION = "FORMCHECK_HISTORY"
"""The environment variable that names another file."""
_EARLIER = """
    SELECT id, json_extract(text, '$.incomplete') IS NULL,
        json_extract(text, '$.source.duration_s'),
        json_extract(text, '$.source.frames') > :frames
    FROM result JOIN document ON document.result = result.id
    WHERE result.source = :source AND exercise = :exercise AND done_at = :done_at
"""
_LAST_ID = 2**63 - 1
"""The largest number that SQLite holds."""

T = TypeVar("T")


@dataclass(frozen=True)
class Entry:
    """One result in the history, without its details."""

    id: int
    done_at: datetime
    """When the exercise was done, in local time."""
    exercise: str
    source: str
    """The name of the video: its path in the folder of videos that it was one of, or its file's."""
    count: int
    good: int
    """Repetitions without a fault."""
    held_s: float
    good_s: float
    range: float | None
    """The usual range of the repetitions."""
    range_unit: str | None
    events: int
    """How many warnings were raised."""


class History:
    """All results. Nothing is kept open between two calls."""

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self.path = path
        """Where it is kept."""
        self._say = say

    def add(self, result: Json, done_at: datetime, name: str | None = None) -> bool:
        """Keep a result; return whether it is new: the same one is kept only once.

        It takes the place of earlier judgements of the same video, unless more of it was looked at
        then. The name is what its video is listed as; without one it is its file's name.
        """
        row, document = row_of(result, done_at), document_of(result)
        row["source"] = name or row["source"]

        def insert(database: sqlite3.Connection) -> bool:
            earlier, better = _earlier(database, row, result)
            if better:
                return False
            names = ", ".join(row)
            places = ", ".join(f":{name}" for name in row)
            cursor = database.execute(
                f"INSERT OR IGNORE INTO result ({names}) VALUES ({places})", row
            )
            if not cursor.rowcount:
                return False
            database.executemany("DELETE FROM result WHERE id = ?", earlier)
            database.execute("INSERT INTO document VALUES (?, ?)", (cursor.lastrowid, document))
            database.executemany(
                "INSERT INTO fault VALUES (?, ?, ?, ?)",
                [(cursor.lastrowid, *fault) for fault in faults_of(result)],
            )
            return True

        return self.change(insert)

    def delete(self, ids: Sequence[int]) -> int:
        """Forget results; return how many there were."""

        def forget(database: sqlite3.Connection) -> int:
            return sum(
                database.execute("DELETE FROM result WHERE id = ?", (each,)).rowcount
                for each in ids
                if abs(each) <= _LAST_ID  # beyond there can be none
            )

        return self.change(forget)

    def change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work that is kept as a whole or not at all."""

        def whole(database: sqlite3.Connection) -> T:
            with transaction(database):
                return work(database)

        return self.read(whole)

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work; a damaged file is set aside first, and work begins with an empty one."""
        try:
            return self._attempt(work)
        except _DamagedError as error:
            self._set_aside(error.inode)
            return self._attempt(work)

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T:
        inode = _inode(self.path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(connected(self.path)) as database:
                return work(database)
        except (sqlite3.OperationalError, OSError) as error:
            raise HistoryError(
                f"the history {shown(self.path)} can't be used ({error}); close other programs "
                f"that use it, or name another file by {LOCATION}"
            ) from error
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a fault of the program, not of the file
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise _DamagedError(inode) from error

    @property
    def damaged_files(self) -> list[Path]:
        """The damaged files that were set aside, in which results may still be found."""
        return sorted(self.path.parent.glob(f"{escape(self._aside)}*"))

    @property
    def _aside(self) -> str:
        """What the names of damaged files begin with."""
        return f"{self.path.stem}.damaged-"

    def _set_aside(self, inode: int | None) -> None:
        """Rename a damaged file, unless another process has just done so."""
        if inode is None or _inode(self.path) != inode:
            return
        stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S%f")
        aside = self.path.with_name(f"{self._aside}{stamp}{self.path.suffix}")
        try:
            for ending in ("", "-wal", "-shm"):
                part = self.path.with_name(self.path.name + ending)
                if part.exists():
                    part.replace(aside.with_name(aside.name + ending))
        except OSError as error:
            raise HistoryError(
                f"the history {shown(self.path)} is damaged and can't be set aside "
                f"({error.strerror}); rename it, or name another file by {LOCATION}"
            ) from error
        self._say(f"the history is damaged; it was set aside as {shown(aside)}, a new one begins")


def _earlier(
    database: sqlite3.Connection, row: Json, result: Json
) -> tuple[list[tuple[int]], bool]:
    """Return the rows that a result takes the place of, and whether one of more of it is there.

    Two videos of one name, or two live sets, may be done at the same time: of these the lengths
    differ, unless one was not looked at to its end.
    """
    whole, source = result.get("incomplete") is None, result["source"]
    known = database.execute(_EARLIER, {**row, "frames": source.get("frames")}).fetchall()
    same = [
        ((number,), was_whole or was_more)
        for number, was_whole, length_s, was_more in known
        if length_s == source["duration_s"] or not (whole and was_whole)
    ]
    return [number for number, _ in same], not whole and any(more for _, more in same)


def open_history(say: Callable[[str], None]) -> History:
    """Return the user's history; say is told what they should know."""
    named = os.environ.get(LOCATION)
    path = Path(os.path.expanduser(named)) if named else user_data_path("formcheck") / "history.db"
    return History(path, say)


class _DamagedError(Exception):
    """The file is no database, or a broken one."""

    def __init__(self, inode: int | None) -> None:
        super().__init__()
        self.inode = inode


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None
