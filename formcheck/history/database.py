"""The file of the history: an SQLite database, which several processes may write to at once.

Each change of the tables is a migration; the file carries the number of those it has had, as
SQLite's user_version.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from formcheck.io.files import shown

BUSY_S = 10.0
"""How long to wait for another process that writes."""
_RETRY_S = 0.01

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


class HistoryError(Exception):
    """The history can't be used; the message is one line that says why and what to do."""


def connected(path: Path) -> sqlite3.Connection:
    """Open a database, made or brought up to the newest version if need be."""
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
    with transaction(database):
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
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Keep what is done within as a whole, or not at all if it fails."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
