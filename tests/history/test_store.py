import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from functools import partial

import pytest

from formcheck.history import database
from formcheck.history.database import HistoryError
from formcheck.history.rows import row_of
from formcheck.history.store import LOCATION, History, open_history
from formcheck.history.trends import entries, results, weeks
from formcheck.report.overview import numbers
from formcheck.report.part import ReportPart
from tests.history.making import days, result

ADDING = """
import sys
from pathlib import Path
from formcheck.history.store import History
from tests.history.making import days, result
history = History(Path(sys.argv[1]), print)
for i in range(int(sys.argv[3])):
    history.add(result(f"{sys.argv[2]}-{i}.mp4", reach=float(sys.argv[4])), days(i))
    print(i, flush=True)
"""


@pytest.fixture
def said():
    return []


@pytest.fixture
def history(tmp_path, said):
    return History(tmp_path / "data" / "history.db", said.append)


def adding(history, name, count, reach=0.5):
    return subprocess.Popen(
        [sys.executable, "-c", ADDING, str(history.path), name, str(count), str(reach)],
        stdout=subprocess.PIPE,
        text=True,
    )


def statement(path, text):
    with closing(sqlite3.connect(path)) as database:
        found = database.execute(text).fetchall()
        database.commit()
    return found


def test_a_result_is_kept_whole_but_for_where_it_was(history):
    assert history.add(result(), days(0))
    ((entry, whole),) = results(history)
    assert (entry.exercise, entry.source, entry.count, entry.good) == ("cobra", "clip.mp4", 2, 1)
    assert (entry.range, entry.range_unit, entry.events) == (0.5, "torso", 1)
    assert entry.done_at == days(0)
    assert whole["source"].pop("path") == "clip.mp4"
    expected = result()
    del expected["source"]["path"]
    assert whole == expected


def test_the_usual_range_is_that_of_the_report(history):
    known = result(good=(True, True))
    for each, reach in zip(known["repetitions"], (0.4, 0.6), strict=True):
        each["range"] = reach
    part = ReportPart({**known, "details": {}, "partial": [], "count_by_side": {}})
    history.add(known, days(0))
    (entry,) = entries(history)
    assert entry.range == 0.5
    assert numbers(part)[-1].value == "0.50 torso"


def test_the_same_result_is_kept_once(history):
    assert history.add(result(), days(0))
    again = {**result(), "formcheck": "9.9", "made_of": "something"}
    assert not history.add(again, days(3))
    assert history.add(result(reach=0.6), days(1))
    assert len(entries(history)) == 2


@pytest.mark.parametrize(
    ("changed", "day", "left"),
    [
        pytest.param({}, 0, [0.6], id="the same video"),
        pytest.param({"name": "other.mp4"}, 0, [0.6, 0.5], id="another video"),
        pytest.param({"exercise": "cobra_kicks"}, 0, [0.6, 0.5], id="another exercise"),
        pytest.param({}, 1, [0.6, 0.5], id="another day"),
        pytest.param({"duration_s": 9.0}, 0, [0.6, 0.5], id="a video of that name and time"),
    ],
)
def test_the_latest_judgement_takes_the_place_of_earlier_ones(history, changed, day, left):
    assert history.add({**result(), "profile": ["default"]}, days(0))
    assert history.add({**result(reach=0.6, **changed), "profile": ["mine"]}, days(day))
    assert [entry.range for entry in entries(history)] == left
    assert sum(week.sets for week in weeks(history)) == len(left)


def test_what_was_stopped_does_not_take_the_place_of_the_whole(history):
    stopped = {**result(good=(True,), duration_s=1.0), "incomplete": "stopped after 1.0 s"}
    assert history.add(result(), days(0))
    assert not history.add(stopped, days(0))
    assert [entry.count for entry in entries(history)] == [2]


@pytest.mark.parametrize(
    ("frames", "left"),
    [
        pytest.param(135, 1, id="as late as before"),
        pytest.param(200, 1, id="later"),
        pytest.param(45, 2, id="earlier"),
        pytest.param(None, 1, id="nobody knows where"),
    ],
)
def test_what_was_stopped_twice_is_kept_once_with_what_was_seen_longer(history, frames, left):
    longer, other = result(good=(True, True)), result(good=(True,))
    longer["source"]["frames"], other["source"]["frames"] = 135, frames
    assert history.add({**longer, "incomplete": "stopped"}, days(0))
    assert history.add({**other, "incomplete": "stopped"}, days(0)) is (left == 1)
    assert [entry.count for entry in entries(history)] == [left]


def test_sets_that_stand_double_since_long_are_made_one(history):
    for reach in (0.4, 0.5):
        history.change(partial(as_before, result(reach=reach)))
    assert history.add(result(reach=0.6), days(0))
    assert [entry.range for entry in entries(history)] == [0.6]


def test_processes_that_judge_a_video_at_once_keep_it_once(history):
    writers = [adding(history, "same", 15, reach) for reach in (0.4, 0.5, 0.6)]
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert len(entries(history)) == 15


def test_videos_of_one_name_are_told_apart(history):
    assert history.add(result(), days(0), "anna/clip.mp4")
    assert history.add(result(reach=0.6), days(0), "ben/clip.mp4")
    assert not history.add(result(), days(0))  # the same one, not as one of a folder
    assert [each.source for each in entries(history)] == ["ben/clip.mp4", "anna/clip.mp4"]
    assert {whole["source"]["path"] for _, whole in results(history)} == {"clip.mp4"}


@pytest.mark.parametrize(
    ("name", "day", "left"),
    [
        pytest.param("clip.mp4", 0, ["clip.mp4"], id="the same video, looked at to its end"),
        pytest.param("other.mp4", 0, ["other.mp4", "clip.mp4"], id="another video"),
        pytest.param("clip.mp4", 1, ["clip.mp4", "clip.mp4"], id="one of another day"),
    ],
)
def test_what_was_stopped_gives_way_to_the_whole(history, name, day, left):
    assert history.add({**result(good=(True,)), "incomplete": "stopped after 1.0 s"}, days(0))
    assert history.add({**result(name), "incomplete": None}, days(day))
    assert next(each.count for each in entries(history)) == 2
    assert [each.source for each in entries(history)] == left


def test_what_is_deleted_is_gone_with_its_faults(history):
    for i in range(3):
        history.add(result(f"{i}.mp4"), days(i))
    assert history.delete([1, 3, 99]) == 2
    assert [entry.id for entry in entries(history)] == [2]
    assert [week.faults for week in weeks(history)] == [1]
    assert statement(history.path, "SELECT count(*) FROM fault") == [(1,)]


def test_nothing_of_what_is_deleted_stays_in_the_file(history, monkeypatch):
    connect = sqlite3.connect

    def keeping(*arguments, **options):  # as most systems' SQLite does; not Debian's
        database = connect(*arguments, **options)
        database.execute("PRAGMA secure_delete = OFF")
        return database

    monkeypatch.setattr("sqlite3.connect", keeping)
    for i in range(3):
        history.add(result("secret.mp4", reach=float(i)), days(i))
    assert b"secret" in history.path.read_bytes()
    history.delete([1, 2, 3])
    assert b"secret" not in history.path.read_bytes()


def test_several_processes_write_at_once(history):
    writers = [adding(history, name, 15) for name in "abc"]
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert len(entries(history)) == 45


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_killed_while_writing_at_most_one_is_lost(history, said):
    writer = adding(history, "a", 100_000)
    assert writer.stdout is not None
    for line in writer.stdout:
        if int(line) == 40:
            break
    os.kill(writer.pid, signal.SIGKILL)
    rest = [int(line) for line in writer.communicate()[0].split()]
    told = max([40, *rest]) + 1
    assert len(entries(history)) in (told, told + 1)
    assert statement(history.path, "PRAGMA integrity_check") == [("ok",)]
    assert history.add(result(), days(0))
    assert said == []


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"this is no database" * 100, id="other content"),
        pytest.param(lambda data: data[:100] + b"\xff" * (len(data) - 100), id="broken pages"),
        pytest.param(lambda data: data.replace(b"TABLE f", b"T\xd2BLE f"), id="broken letters"),
    ],
)
def test_a_damaged_file_is_set_aside(history, said, damage):
    for i in range(20):
        history.add(result(f"{i}.mp4"), days(i))
    history.path.write_bytes(damage(history.path.read_bytes()))
    content = history.path.read_bytes()
    assert history.add(result(), days(0))
    assert len(entries(history)) == 1
    (aside,) = history.path.parent.glob("history.damaged-*.db")
    assert aside.read_bytes() == content
    (line,) = said
    assert line == f"the history is damaged; it was set aside as {aside}, a new one begins"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE result SET done_at = '2025-03,08' WHERE id = 3", id="no time"),
        pytest.param("UPDATE result SET done_at = x'ff' WHERE id = 3", id="bytes for a time"),
        pytest.param("UPDATE document SET text = '{' WHERE result = 3", id="no JSON"),
        pytest.param("UPDATE result SET source = CAST(x'ff' AS TEXT) WHERE id = 3", id="no text"),
    ],
)
def test_a_file_with_a_damaged_row_is_set_aside(history, said, damage):
    for i in range(5):
        history.add(result(f"{i}.mp4"), days(i))
    statement(history.path, damage)
    assert results(history) == []
    assert len(said) == 1
    assert len(list(history.path.parent.glob("history.damaged-*.db"))) == 1


def test_a_second_damaged_file_does_not_replace_the_first(history, said):
    for content in (b"first" * 99, b"second" * 99):
        history.path.parent.mkdir(exist_ok=True)
        history.path.write_bytes(content)
        assert entries(history) == []
    kept = {path.read_bytes()[:5] for path in history.path.parent.glob("history.damaged-*.db")}
    assert kept == {b"first", b"secon"}
    assert len(said) == 2


def test_a_damaged_file_that_cannot_be_set_aside_is_told(history, said, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    history.path.parent.mkdir()
    history.path.write_bytes(b"damaged" * 99)
    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(HistoryError, match=r"damaged and can't be set aside \(Permission denied"):
        history.add(result(), days(0))
    assert said == []


def as_before(each, connection):
    """Add a result as the first version did."""
    row = row_of(each, days(0))
    places = ", ".join("?" * len(row))
    names = ", ".join(row)
    cursor = connection.execute(f"INSERT INTO result ({names}) VALUES ({places})", [*row.values()])
    connection.execute("INSERT INTO document VALUES (?, ?)", (cursor.lastrowid, json.dumps(each)))


def test_an_old_file_is_brought_up_to_date(history, monkeypatch):
    with monkeypatch.context() as old:
        old.setattr(database, "MIGRATIONS", database.MIGRATIONS[:1])
        for each in (result(events=3), result("clean.mp4", events=0)):
            history.change(partial(as_before, each))
    assert statement(history.path, "PRAGMA user_version") == [(1,)]
    assert sorted(entry.events for entry in entries(history)) == [0, 3]
    assert statement(history.path, "PRAGMA user_version") == [(len(database.MIGRATIONS),)]
    assert statement(history.path, "SELECT check_id, events, fault_s FROM fault") == [
        ("over_arch", 3, 1.5)
    ]


def test_a_file_of_a_newer_version_is_left_alone(history, said):
    history.add(result(), days(0))
    statement(history.path, "PRAGMA user_version = 99")
    with pytest.raises(HistoryError, match="written by a newer formcheck; update formcheck"):
        entries(history)
    assert statement(history.path, "SELECT count(*) FROM result") == [(1,)]
    assert said == []


def test_a_file_in_use_is_not_damaged(history, said, monkeypatch):
    history.add(result(), days(0))
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(HistoryError, match=r"can't be used .*close other programs"):
            history.add(result("b.mp4"), days(0))
        other.execute("ROLLBACK")
    assert history.add(result("b.mp4"), days(0))
    assert said == []


def test_a_new_file_that_another_process_begins_is_waited_for(history):
    history.path.parent.mkdir()
    other = sqlite3.connect(history.path, isolation_level=None, check_same_thread=False)
    with closing(other):
        other.execute("BEGIN IMMEDIATE")
        leaving = threading.Timer(0.1, other.execute, ["ROLLBACK"])
        leaving.start()
        assert history.add(result(), days(0))
        leaving.join()
    assert statement(history.path, "PRAGMA journal_mode") == [("wal",)]


def test_a_place_that_cannot_be_written_is_told(tmp_path, said):
    (tmp_path / "file").write_text("")
    with pytest.raises(HistoryError, match="can't be used"):
        History(tmp_path / "file" / "history.db", said.append).add(result(), days(0))


def test_another_place_can_be_named(history_file, said):
    open_history(said.append).add(result(), days(0))
    assert history_file.exists()


def test_a_place_can_be_named_in_the_home_folder(tmp_path, said, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv(LOCATION, "~/mine.db")
    assert open_history(said.append).path == tmp_path / "mine.db"


def test_ten_thousand_results_are_quick_to_read(history):
    def insert(database):
        row = row_of(result(), days(0))
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        for i in range(10_000):
            row |= {
                "digest": str(i),
                "exercise": ("cobra", "cat_cow", "cobra_kicks")[i % 3],
                "done_at": days(i // 10).isoformat(timespec="seconds"),
            }
            database.execute(f"INSERT INTO result ({names}) VALUES ({places})", row)
            database.execute("INSERT INTO document VALUES (?, ?)", (i + 1, "x" * 3000))
            database.execute("INSERT INTO fault VALUES (?, ?, ?, ?)", (i + 1, "over_arch", 1, 0.5))

    history.change(insert)
    begun_s = time.process_time()  # others may use the machine as well
    listed, trend = entries(history), weeks(history)
    taken_s = time.process_time() - begun_s
    assert len(listed) == sum(week.sets for week in trend) == 10_000
    assert taken_s < 0.5
