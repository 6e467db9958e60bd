import os
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.app import doctor
from formcheck.app.cli import run
from formcheck.app.videos import analyze
from formcheck.profiles import HEALTH_NOTE
from tests.app.conftest import ARM_RAISE, is_one_line
from tests.io.making import make_sound

BAD_INPUTS = {
    "zero bytes": (lambda f: f("a.mp4", b""), 3, "the file is empty; copy or record it again"),
    "text named .mp4": (lambda f: f("a.mp4", b"no video\n"), 3, "this is not a video; give an mp4"),
    "sound only": (lambda f: make_sound(f("a.mp4")), 3, "no moving pictures; give a video"),
    "no such file": (lambda f: f("a.mp4"), 3, "there is no such file; check the name"),
    "name too long": (lambda f: Path("a" * 300 + ".mp4"), 3, "there is no such file; check"),
    "folder of nothing": (lambda f: f("a.txt", b"x").parent, 3, "neither videos nor pictures"),
    "text named .npz": (lambda f: f("a.npz", b"x"), 3, "no pose recording, or a broken one"),
    "no such recording": (lambda f: f("a.npz"), 3, "there is no such file; check the name"),
}
WRONG_USES = {
    "near name": ("-e cobr", 2, "no exercise 'cobr'; did you mean cobra or cobra_kicks"),
    "other spelling": ("-e Cat-Cow", 2, "did you mean cat_cow? see: formcheck exercises"),
    "no near name": ("-e squat", 2, "no exercise 'squat'; see: formcheck exercises"),
    "own file is missing": ("-e ./squat.py", 2, "squat.py: there is no such file; check the name"),
    "no exercise": ("", 2, "Missing option '--exercise' / '-e'; see: formcheck analyze --help"),
    "unknown option": ("-e cobra --fast", 2, "--fast; see: formcheck analyze --help"),
    "unknown profile": ("-e cobra --profile tall", 2, "unknown profile 'tall': choose from"),
    "refused by profile": (
        "-e cobra --profile pregnant",
        2,
        "Lying on the belly and twisting can be harmful: ask your physician.",
    ),
    "breath of no length": ("-e cobra --breath-seconds 0", 2, "--breath-seconds"),
    "folder is a file": ("-e {own} -o {poses}", 2, "is a file; give a folder"),
    "no such folder": ("-e {own} --json none/a.json", 1, "there is no such folder; create it"),
    "json is a folder": ("-e {own} --json {folder}", 1, "it is a folder; give a file name"),
    "json is the input": ("-e {own} --json {poses}", 2, "would be overwritten; choose another"),
    "folder can't be made": ("-e {own} -o /dev/null/out", 1, "can't write /dev/null/out"),
    "two into one json": ("{poses} -e {own} --json -", 2, "give a folder with -o"),
    "two of one name": ("{poses} -e {own} -o {folder}", 2, "would both become arm.json"),
}


@pytest.mark.parametrize(("make", "status", "message"), BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_bad_input_is_told_in_one_line(formcheck, make_file, make, status, message):
    got, out, err = formcheck("analyze", make(make_file), "-e", ARM_RAISE, "--json", "-")
    assert (got, out) == (status, "")
    assert is_one_line(err)
    assert message in err


def test_a_model_whose_name_has_two_lines_is_told_in_one(formcheck, arm_video):
    status, _, err = formcheck("analyze", arm_video, "-e", ARM_RAISE, "--model", "a\n\x1b[31mb")
    assert status == 1
    assert is_one_line(err)
    assert "--model names a??[31mb, where there is no file; give a pose landmarker" in err


def test_a_folder_that_may_not_be_entered_is_told_in_one_line(formcheck, make_file, monkeypatch):
    path, known = make_file("a.mp4", b"x"), os.stat

    def refuse(name, *args, **options):  # a test may run as root, whom nothing is refused
        if name == path:
            raise PermissionError(13, "Permission denied", str(name))
        return known(name, *args, **options)

    monkeypatch.setattr(os, "stat", refuse)
    monkeypatch.setattr(Path, "stat", refuse)  # before Python 3.11 it keeps os.stat as it was
    got, out, err = formcheck("analyze", path, "-e", ARM_RAISE)
    assert (got, out) == (3, "")
    assert is_one_line(err)
    assert "no permission to read it" in err


def test_one_video_that_may_not_be_read_does_not_stop_the_rest(
    formcheck, make_file, arm_poses, monkeypatch
):
    path, known = make_file("a.mp4", b"x"), Path.open

    def refuse(self, *args, **options):
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return known(self, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "access", lambda name, *_, **__: name != path)
    got, out, err = formcheck("analyze", path, arm_poses, "-e", ARM_RAISE)
    assert got == 3
    assert "no permission to read it" in err
    assert "Repetitions" in out


@pytest.mark.parametrize(("arguments", "status", "message"), WRONG_USES.values(), ids=WRONG_USES)
def test_wrong_use_is_told_in_one_line(formcheck, arm_poses, tmp_path, arguments, status, message):
    before = arm_poses.read_bytes()
    filled = arguments.format(own=ARM_RAISE, poses=arm_poses, folder=tmp_path)
    got, out, err = formcheck("analyze", arm_poses, *filled.split())
    assert (got, out) == (status, "")
    assert is_one_line(err)
    assert message in err
    assert arm_poses.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "helps"),
    [
        pytest.param(["--fast"], "formcheck --help", id="of no command"),
        pytest.param(["fast"], "formcheck --help", id="no such command"),
        pytest.param(["live", "--fast"], "formcheck live --help", id="of a command"),
        pytest.param(["history", "page"], "formcheck history page --help", id="of one's command"),
    ],
)
def test_wrong_use_leads_to_the_help_of_what_was_used(formcheck, arguments, helps):
    status, out, err = formcheck(*arguments)
    assert (status, out) == (2, "")
    assert is_one_line(err)
    assert err.endswith(f"; see: {helps}\n")


def test_a_terminal_that_tells_no_width_is_written_to(formcheck, monkeypatch):
    monkeypatch.setenv("COLUMNS", "0")
    status, out, _ = formcheck("exercises")
    assert status == 0
    assert "cat_cow" in out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no folder somebody is in")
def test_a_folder_that_was_removed_is_told(formcheck, tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert formcheck("history", "page", "trends.html") == (
        *(1, ""),
        "formcheck: the folder you are in was removed; change to another one\n",
    )
    assert doctor._here().detail == "it was removed; change to another one"


def test_no_model_is_told_in_one_line(formcheck, arm_video):
    status, out, err = formcheck("analyze", arm_video, "-e", "cobra", "--model", "none.task")
    assert (status, out) == (1, "")
    assert is_one_line(err)
    assert "--model names none.task, where there is no file; give a pose landmarker" in err


def test_the_unforeseen_is_one_line_too(formcheck, arm_poses, monkeypatch):
    def break_down(*_):
        raise LookupError("no\nsuch thing")

    monkeypatch.setattr(analyze, "landmarked", break_down)
    status, out, err = formcheck("analyze", arm_poses, "-e", ARM_RAISE)
    assert (status, out) == (1, "")
    assert is_one_line(err)
    assert "something unforeseen happened (LookupError: no such thing); please report" in err


def test_the_whole_story_of_the_unforeseen_can_be_had(formcheck, arm_poses, monkeypatch):
    monkeypatch.setattr(analyze, "landmarked", lambda *_: 1 / 0)
    monkeypatch.setenv("FORMCHECK_TRACEBACK", "1")
    status, _, err = formcheck("analyze", arm_poses, "-e", ARM_RAISE)
    assert status == 1
    assert "ZeroDivisionError: division by zero\nformcheck: " in err


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "not enough memory; take a smaller video"),
        (OSError(28, "No space left on device", "x.tmp"), "x.tmp: No space left on device"),
        (
            ImportError("libGL.so.1: cannot open shared object file: No such file"),
            "apt install libgl1); then run: formcheck doctor",
        ),
        (ImportError("No module named 'av'"), "missing or broken (No module named 'av'); then"),
    ],
)
def test_failures_of_the_machine(formcheck, arm_poses, monkeypatch, error, message):
    def break_down(*_):
        raise error

    monkeypatch.setattr(analyze, "landmarked", break_down)
    status, _, err = formcheck("analyze", arm_poses, "-e", ARM_RAISE)
    assert status == 1
    assert is_one_line(err)
    assert message in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["analyze", "exercises", "doctor", "model", "Not medical advice"]),
        (["--help"], ["analyze", "--version"]),
        (["analyze", "--help"], ["--exercise", "--no-video", "--longest-side", "jq .count"]),
        (["exercises", "--help"], ["formcheck exercises cobra"]),
        (["doctor", "--help"], ["what to do if not"]),
    ],
)
def test_help(formcheck, arguments, words):
    status, out, err = formcheck(*arguments)
    assert (status, err) == (0, "")
    assert all(word in out for word in words)


def formcheck_process(*arguments, **options):
    command = [sys.executable, "-m", "formcheck", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **options)


def test_process_refuses_what_is_no_video(make_file):
    done = formcheck_process("analyze", make_file("a.mp4", b"no video"), "-e", "cobra")
    assert (done.returncode, done.stdout) == (3, "")
    assert is_one_line(done.stderr)


def test_process_whose_reader_has_enough_says_nothing(arm_poses):
    pipe, write_end = os.pipe()
    os.close(pipe)
    with open(write_end, "w") as closed:
        command = [sys.executable, "-m", "formcheck", "analyze", arm_poses, "-e", ARM_RAISE]
        done = subprocess.run(
            [*map(str, command), "--json", "-"], stdout=closed, stderr=subprocess.PIPE, timeout=60
        )
    assert (done.returncode, done.stderr.decode()) == (1, f"{HEALTH_NOTE}\n")


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as shells of Unix do")
@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
@pytest.mark.parametrize(("exercise", "status"), [(ARM_RAISE, 0), ("squat", 2)])
def test_process_that_nobody_reads_has_the_same_status(
    arm_poses, tmp_path, closed, exercise, status
):
    words = map(str, (sys.executable, "analyze", arm_poses, "-e", exercise, "-o", tmp_path / "out"))
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m formcheck "$@" {closed}', *words], capture_output=True
    )
    assert done.returncode == status
    assert b"unforeseen" not in done.stderr
    assert (tmp_path / "out" / "arm.json").exists() == (status == 0)


def test_version_needs_no_large_library():
    program = (
        "import sys; from formcheck.app.cli import run; assert run(['--version']) == 0; "
        "print({'mediapipe', 'cv2', 'av', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.splitlines()[1:] == ["set()"]


def test_run_takes_the_process_arguments_by_itself(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["formcheck", "--version"])
    assert run() == 0
    assert capsys.readouterr().out.startswith("formcheck 0.")
