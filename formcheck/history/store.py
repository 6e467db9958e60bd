"""The database of all results: one file, which several processes may write to at once.

Pictures are never kept. Each change of the tables is a migration; the file carries the number of
those it has had, as SQLite's user_version.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from glob import escape
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import TypeVar

from platformdirs import user_data_path

from formcheck.io.files import shown
from formcheck.result import Json
from formcheck.texts.words import base_name

LOCATION = "FORMCHECK_HISTORY"
"""The environment variable that names another file."""
BUSY_S = 10.0
"""How long to wait for another process that writes."""
_RETRY_S = 0.01
_LAST_ID = 2**63 - 1
"""The largest number that SQLite holds."""

MIGRATIONS = (
    """
    CREATE TABLE result (
        id INTEGER PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        done_at TEXT NOT NULL,
        exercise TEXT NOT NULL,
        source TEXT NOT NULL,
        count INTEGER NOT NULL,
        good INTEGER NOT NULL,
        held_s REAL NOT NULL,
        good_s REAL NOT NULL,
        range REAL,
        range_unit TEXT
    );
    CREATE TABLE document (
        result INTEGER PRIMARY KEY REFERENCES result (id) ON DELETE CASCADE,
        text TEXT NOT NULL
    );
    CREATE INDEX result_by_time ON result (done_at);
    """,
    """
    CREATE TABLE fault (
        result INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
        check_id TEXT NOT NULL,
        events INTEGER NOT NULL,
        fault_s REAL NOT NULL,
        PRIMARY KEY (result, check_id)
    ) WITHOUT ROWID;
    INSERT INTO fault
        SELECT document.result, json_extract(event.value, '$.check'), count(*),
            sum(json_extract(event.value, '$.end_s') - json_extract(event.value, '$.start_s'))
        FROM document, json_each(document.text, '$.events') AS event
        GROUP BY 1, 2;
    """,
)
"""Statements by which a file gets from each version to the next. Only ever add to them."""

_NOT_TOLD = ("formcheck", "goal", "incomplete", "made_of", "said")
"""What may differ between results that tell the same."""

T = TypeVar("T")


class HistoryError(Exception):
    """The history can't be used; the message is one line that says why and what to do."""


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
        self._path = path
        self._say = say

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return self._path

    def add(self, result: Json, done_at: datetime, name: str | None = None) -> bool:
        """Keep a result; return whether it is new: the same one is kept only once.

        The name is what its video is listed as; without one it is its file's name.
        """
        row, text = _row(result, done_at), _text(_without_folder(result))
        row["source"] = name or row["source"]

        def insert(database: sqlite3.Connection) -> bool:
            names = ", ".join(row)
            places = ", ".join(f":{name}" for name in row)
            cursor = database.execute(
                f"INSERT OR IGNORE INTO result ({names}) VALUES ({places})", row
            )
            if not cursor.rowcount:
                return False
            database.execute("INSERT INTO document VALUES (?, ?)", (cursor.lastrowid, text))
            database.executemany(
                "INSERT INTO fault VALUES (?, ?, ?, ?)",
                [(cursor.lastrowid, *fault) for fault in _faults(result)],
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
            with _transaction(database):
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
        inode = _inode(self._path)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(_connected(self._path)) as database:
                return work(database)
        except (sqlite3.OperationalError, OSError) as error:
            raise HistoryError(
                f"the history {shown(self._path)} can't be used ({error}); close other programs "
                f"that use it, or name another file by {LOCATION}"
            ) from error
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a fault of the program, not of the file
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise _DamagedError(inode) from error

    @property
    def damaged_files(self) -> list[Path]:
        """The damaged files that were set aside, in which results may still be found."""
        return sorted(self._path.parent.glob(f"{escape(self._aside)}*"))

    @property
    def _aside(self) -> str:
        """What the names of damaged files begin with."""
        return f"{self._path.stem}.damaged-"

    def _set_aside(self, inode: int | None) -> None:
        """Rename a damaged file, unless another process has just done so."""
        if inode is None or _inode(self._path) != inode:
            return
        stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S%f")
        aside = self._path.with_name(f"{self._aside}{stamp}{self._path.suffix}")
        try:
            for ending in ("", "-wal", "-shm"):
                part = self._path.with_name(self._path.name + ending)
                if part.exists():
                    part.replace(aside.with_name(aside.name + ending))
        except OSError as error:
            raise HistoryError(
                f"the history {shown(self._path)} is damaged and can't be set aside "
                f"({error.strerror}); rename it, or name another file by {LOCATION}"
            ) from error
        self._say(f"the history is damaged; it was set aside as {shown(aside)}, a new one begins")


def open_history(say: Callable[[str], None]) -> History:
    """Return the user's history; say is told what they should know."""
    named = os.environ.get(LOCATION)
    return History(Path(named) if named else user_data_path("formcheck") / "history.db", say)


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


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
    database.text_factory = bytes.decode  # str would blame other programs for what is no text
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA secure_delete = ON")  # else what is deleted stays in the file
        if _version(database) != len(MIGRATIONS):
            _log_ahead(database)
            _migrate(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _log_ahead(database: sqlite3.Connection) -> None:
    """Let others read while one writes; this change SQLite does not wait for by itself."""
    give_up_s = time.monotonic() + BUSY_S
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up_s:
                raise
        time.sleep(_RETRY_S)


def _version(database: sqlite3.Connection) -> int:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    return version


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    """Bring a file up to the newest version; only one process does."""
    with _transaction(database):
        version = _version(database)
        if version > len(MIGRATIONS):
            raise HistoryError(
                f"the history {shown(path)} was written by a newer formcheck; update formcheck"
            )
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _without_folder(result: Json) -> Json:
    """Return a result in which of the source's path only the name is left."""
    name = base_name(result["source"]["path"])
    return {**result, "source": {**result["source"], "path": name}}


def _row(result: Json, done_at: datetime) -> Json:
    """Return what the table holds of a result."""
    kept = _without_folder(result)
    told = {key: value for key, value in kept.items() if key not in _NOT_TOLD}
    done = result["repetitions"]
    ranges = [each["range"] for each in done if each["range"] is not None]
    return {
        "digest": sha256(_text(told).encode()).hexdigest(),
        "done_at": done_at.astimezone(timezone.utc).isoformat(timespec="seconds"),
        "exercise": result["exercise"],
        "source": kept["source"]["path"],
        "count": result["count"],
        "good": sum(each["good"] for each in done),
        "held_s": sum(each["held_s"] for each in result["holds"]),
        "good_s": sum(each["good_s"] for each in result["holds"]),
        "range": median(ranges) if ranges else None,
        "range_unit": done[0]["range_unit"] if ranges else None,
    }


def _text(result: Json) -> str:
    return json.dumps(result, sort_keys=True, separators=(",", ":"))


def _faults(result: Json) -> list[tuple[str, int, float]]:
    """Return by check how many warnings were raised and how long they lasted."""
    lasted: dict[str, list[float]] = {}
    for event in result["events"]:
        lasted.setdefault(event["check"], []).append(event["end_s"] - event["start_s"])
    return [(check, len(spans), sum(spans)) for check, spans in lasted.items()]
