import json
import os
import webbrowser

import pytest

from formcheck.app import show_command
from formcheck.io.files import OutputError
from formcheck.result import Json
from tests.app.conftest import ARM_RAISE, is_one_line


@pytest.fixture
def out(formcheck, arm_poses, tmp_path):
    folder = tmp_path / "out"
    assert formcheck("analyze", arm_poses, "-e", ARM_RAISE, "-o", folder)[0] == 0
    return folder


@pytest.fixture
def opened(monkeypatch):
    pages: list[str] = []

    def note(page):
        pages.append(page)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    return pages


def test_a_result_is_printed_with_its_course(formcheck, out, opened):
    status, shown, err = formcheck("show", out / "arm.json")
    assert (status, err) == (0, "")
    assert "3 repetitions, 2 without a fault." in shown
    assert shown.count("█") > 3
    assert "1. Straight elbows (0:0" in shown
    assert f"Report: {out / 'arm.html'}" in shown
    assert opened == []


def test_a_routine_is_printed_set_by_set(formcheck, out, opened):
    result = json.loads((out / "arm.json").read_text())
    whole = out / "own.json"
    sets = [result, {**result, "exercise": "cobra", "goal": 2}]
    whole.write_text(json.dumps({"schema": 1, "routine": "own", "sets": sets}))
    status, shown, err = formcheck("show", whole)
    assert (status, err) == (0, "")
    assert shown.count("3 repetitions, 2 without a fault.") == 2
    assert shown.count("\n\nCobra (") == 1
    assert "(goal: 2)" in shown
    assert formcheck("show", whole, "--open")[0] == 0
    assert opened == [(out / "own.html").as_uri()]


def test_a_set_that_began_later_is_printed_with_its_course(formcheck, out):
    hold: Json = {"side": None, "start_s": 64.0, "end_s": 69.0, "held_s": 5.0, "faults": []}
    file = out / "arm.json"
    result = json.loads(file.read_text())
    rest: Json = {"repetitions": [], "partial": [], "events": []}
    file.write_text(
        json.dumps({**result, **rest, "holds": [{**hold, "good_s": 5.0, "breaths": 1.0}]})
    )
    assert formcheck("show", file)[1].count("█") > 3


def test_a_folder_is_printed_row_by_row(formcheck, out, opened):
    status, shown, _ = formcheck("show", out)
    assert status == 0
    assert "3 repetitions" in shown
    assert "arm.json" in shown


def test_a_folder_that_cannot_be_written_to_is_printed(formcheck, out, opened, monkeypatch):
    def refuse(_):
        raise OutputError("can't write report.html: the disk is read-only; choose another folder")

    monkeypatch.setattr(show_command, "write_folder_report", refuse)
    status, shown, err = formcheck("show", out)
    assert (status, "3 repetitions" in shown) == (0, True)
    assert is_one_line(err)
    assert "no report.html was written: can't write report.html: the disk is read-only" in err
    assert formcheck("show", out, "--open")[0] == 1
    assert opened == []


@pytest.mark.parametrize(
    ("name", "page"),
    [("arm.json", "arm.html"), ("arm.html", "arm.html"), (".", "report.html")],
)
def test_pages_are_opened(formcheck, out, opened, name, page):
    assert formcheck("show", out / name, "--open")[0] == 0
    assert opened == [(out / page).as_uri()]


def test_a_page_that_is_missing_is_made(formcheck, out, opened):
    (out / "arm.html").unlink()
    assert formcheck("show", out / "arm.json", "--open")[0] == 0
    assert "3 repetitions, 2 without a fault." in (out / "arm.html").read_text()


@pytest.mark.parametrize(
    ("later_s", "made_of", "older"),
    [
        pytest.param(9, {}, False, id="drawn after the result was written"),
        pytest.param(-9, {"made_of": "all of it"}, False, id="before, as a batch does"),
        pytest.param(-9, {}, True, id="for an earlier result"),
    ],
)
def test_a_page_that_is_made_shows_the_video(formcheck, out, opened, later_s, made_of, older):
    file, page, video = (out / f"arm.{ending}" for ending in ("json", "html", "mp4"))
    page.unlink()
    video.touch()
    file.write_text(json.dumps({**json.loads(file.read_text()), **made_of}))
    time_s = file.stat().st_mtime + later_s
    os.utime(video, (time_s, time_s))
    assert formcheck("show", file, "--open")[0] == 0
    assert 'src="arm.mp4"' in page.read_text()
    assert ("may be of an earlier analysis" in page.read_text()) is older


def test_a_page_is_made_with_curves_where_the_poses_are(formcheck, tmp_path, opened):
    from formcheck.io.recording import save_recording
    from tests.app.figure import recording

    save_recording(tmp_path / "a.poses.npz", recording())
    formcheck("analyze", tmp_path / "a.poses.npz", "-e", "cobra", "-o", tmp_path)
    (tmp_path / "a.html").unlink()
    assert formcheck("show", tmp_path / "a.json", "--open")[0] == 0
    assert (tmp_path / "a.html").exists()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        pytest.param("none.json", None, 3, id="missing"),
        pytest.param("other.json", "[1]", 2, id="other JSON"),
        pytest.param("text.txt", "text", 2, id="no JSON"),
        pytest.param("deep.json", "[" * 100_000, 2, id="endless JSON"),
        pytest.param("truth.json", json.dumps({"schema": 1, "exercise": "cobra"}), 2, id="part"),
    ],
)
def test_what_is_no_result_is_refused(formcheck, tmp_path, name, content, status):
    if content is not None:
        (tmp_path / name).write_text(content)
    got, shown, err = formcheck("show", tmp_path / name)
    assert (got, shown) == (status, "")
    assert is_one_line(err)


def test_an_empty_folder_is_refused(formcheck, tmp_path):
    status, _, err = formcheck("show", tmp_path)
    assert status == 2
    assert is_one_line(err)
