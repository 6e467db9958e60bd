import errno
import os
from pathlib import Path

import pytest

from formcheck.io.files import OutputError, left_behind, output_error, replacing, shown


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("folder/clip.mp4", "folder/clip.mp4"),
        ("übung 猫 👩‍🦰.mp4", "übung 猫 👩‍🦰.mp4"),
        ("two\nlines\t.mp4", "two?lines?.mp4"),
        ("\udcff.mp4", "?.mp4"),  # bytes that are no UTF-8
        ("red\x1b[31m.mp4", "red?[31m.mp4"),  # would colour a terminal
    ],
)
def test_shows_paths_as_one_line(path, text):
    assert shown(path) == text


def test_the_file_appears_when_the_block_ends(tmp_path):
    target = tmp_path / "out.txt"
    target.write_text("old")
    with replacing(target) as temporary:
        temporary.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def write_then(target, error):
    with replacing(target) as temporary:
        temporary.write_text("new")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_everything_as_it_was(tmp_path, error):
    target = tmp_path / "out.txt"
    target.write_text("old")
    with pytest.raises(error):
        write_then(target, error)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path):
    link, target = tmp_path / "link.txt", tmp_path / "out.txt"
    target.write_text("old")
    link.symlink_to(target)
    with replacing(link) as temporary:
        temporary.write_text("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("", "it is a folder; give a file name"),
        ("none/out.txt", "there is no such folder; create it first"),
        ("file/out.txt", "there is no such folder; create it first"),
        ("a" * 300, "the name is too long; give the file or its video a shorter one"),
        (os.devnull, "it is a device; give a file name"),  # which must survive
    ],
)
def test_says_why_a_file_can_not_be_written(tmp_path, path, message):
    (tmp_path / "file").write_text("")
    path = tmp_path / path
    with pytest.raises(OutputError) as caught, replacing(path) as temporary:
        temporary.write_text("new")
    assert str(caught.value) == f"can't write {path}: {message}"
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "can't write out: the disk is full; free some space"),
        (errno.EACCES, "can't write out: no permission to write there; choose another folder"),
        (errno.EROFS, "can't write out: the disk is read-only; choose another folder"),
        (errno.EIO, f"can't write out: {os.strerror(errno.EIO)}"),
    ],
)
def test_reasons(number, message):
    assert str(output_error(Path("out"), OSError(number, os.strerror(number)))) == message


def test_what_another_process_writes_and_what_is_of_others_was_not_left_behind(tmp_path):
    path = tmp_path / "a[1].mp4"
    for owner in (os.getpid(), os.getppid(), 999999999, "odd", "2.999999999"):
        (tmp_path / f"{path.name}.{owner}.part").touch()
    (tmp_path / "other.mp4.999999999.part").touch()
    left = {each.name for each in left_behind(path)}
    assert left == {f"a[1].mp4.{owner}.part" for owner in (os.getpid(), 999999999)}
