import io
import re
from types import SimpleNamespace

import pytest
from rich.console import Console

from formcheck.app.model_command import FetchBar
from tests.vision.loopback import OFFICIAL, ModelServer, make_store, sha256

FULL = "pose_landmarker_full.task"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    monkeypatch.delenv("FORMCHECK_MODEL", raising=False)
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture
def server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def run(formcheck, monkeypatch):
    def command(store, *arguments):
        monkeypatch.setattr("formcheck.app.model_command.standard_store", lambda: store)
        status, out, err = formcheck("model", *arguments)
        return SimpleNamespace(exit_code=status, stdout=out, stderr=err)

    return command


def keep(folder, content=OFFICIAL):
    folder.mkdir(parents=True)
    (folder / FULL).write_bytes(content)


def words(text):
    """Return the text as one plain line: colours and wrapping depend on the terminal."""
    return " ".join(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text).split())


def test_shows_what_is_here_and_where_from(run, tmp_path):
    keep(tmp_path / "cache")
    result = run(make_store(tmp_path))
    assert result.exit_code == 0
    assert re.search(r"lite +0\.2 MB +not here", result.stdout)
    assert re.search(r"full +0\.2 MB +official +", result.stdout)
    assert result.stdout.endswith(f"In use: {tmp_path / 'cache' / FULL}\n")


def test_a_folder_in_brackets_is_shown_as_it_is(run, tmp_path):
    keep(tmp_path / "[/b]" / "cache")
    result = run(make_store(tmp_path / "[/b]"))
    path = tmp_path / "[/b]" / "cache" / FULL
    assert result.stdout.endswith(f"In use: {path}\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, "None in use: the pose model (full) is not on this", id="nothing here"),
        pytest.param(b"half a fi", "damaged or another version; delete it and", id="damaged"),
    ],
)
def test_shows_what_to_do_about_what_is_not_usable(run, tmp_path, content, message):
    if content is not None:
        keep(tmp_path / "models", content)
    result = run(make_store(tmp_path))
    assert result.exit_code == 0
    assert message in words(result.stdout)
    assert "run: formcheck model fetch full" in words(result.stdout)


def test_path_prints_only_the_path(run, tmp_path):
    keep(tmp_path / "models")
    result = run(make_store(tmp_path), "--path")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'models' / FULL}\n")


def test_path_of_nothing_is_an_error_of_one_line(run, tmp_path):
    result = run(make_store(tmp_path), "--path")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "formcheck: the pose model (full) is not on this machine; run: formcheck model fetch full\n"
    )


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        pytest.param(["fetch"], "cache", id="the standard model, into the cache"),
        pytest.param(["fetch", "full", "--into", "{}/mine"], "mine", id="a folder of one's own"),
    ],
)
def test_fetch_says_what_it_gets_and_where_it_is(run, tmp_path, server, arguments, folder):
    arguments = [argument.format(tmp_path) for argument in arguments]
    store = make_store(tmp_path, server.url("right"))
    result = run(store, *arguments)
    path = tmp_path / folder / FULL
    assert path.read_bytes() == OFFICIAL
    assert result.exit_code == 0
    assert result.stdout == f"{path} (official, sha256 {sha256(OFFICIAL)})\n"
    assert result.stderr == "Getting the pose model (0 MB, once) ...\n"

    again = run(store, *arguments)
    assert (again.exit_code, again.stdout, again.stderr) == (0, result.stdout, "")


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        pytest.param("lite", 1, "can't be reached; go online", id="no network"),
        pytest.param("huge", 2, "no model named 'huge'; choose lite or full", id="no such name"),
    ],
)
def test_failed_fetch_ends_in_one_line(run, tmp_path, name, status, message):
    result = run(make_store(tmp_path), "fetch", name)
    assert result.exit_code == status
    assert result.stdout == ""
    *_, last = result.stderr.splitlines()
    assert last.startswith("formcheck: ")
    assert message in last
    assert result.stderr.count("formcheck: ") == 1


@pytest.mark.parametrize(
    ("arguments", "example"),
    [
        (["--help"], "formcheck model --path - the file"),
        (["fetch", "--help"], "formcheck model fetch heavy - "),
    ],
)
def test_help_gives_examples(run, tmp_path, arguments, example):
    result = run(make_store(tmp_path), *arguments)
    assert result.exit_code == 0
    assert example in words(result.stdout)


def terminal(out):
    return Console(file=out, force_terminal=True, force_interactive=True, width=80)


def test_bar_moves_on_a_terminal_and_leaves_one_line_a_step():
    out = io.StringIO()
    with FetchBar(terminal(out)) as bar:
        bar("Getting it by pip", 0, None)
        bar("Getting it (2 MB, once)", 0, 2_000_000)
        bar("Getting it (2 MB, once)", 2_000_000, 2_000_000)
    shown = out.getvalue()
    assert shown.count("Getting it by pip ...") == 1
    assert shown.count("Getting it (2 MB, once) ...") == 1
    assert "2.0 MB" in shown
    assert shown.endswith("\x1b[2K")  # the bar itself is wiped


def test_bar_that_is_told_nothing_shows_nothing():
    out = io.StringIO()
    with FetchBar(terminal(out)):
        pass
    assert out.getvalue() == ""
