import os
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from formcheck.vision.store import (
    ModelError,
    ModelMissingError,
    fetch,
    locate,
    obtain,
    standard_store,
)
from tests.vision.loopback import BUILT, OFFICIAL, Steps, left_in, make_store, put, sha256, zipped

OWN = zipped({"a network": b"of my own"})
FULL = "pose_landmarker_full.task"
LITE = "pose_landmarker_lite.task"

pytestmark = pytest.mark.usefixtures("surroundings")


# -- lookup


@pytest.mark.parametrize(
    ("named", "variable", "expected"),
    [
        pytest.param("{}/own.task", "{}/other.task", "own.task", id="the option comes first"),
        pytest.param(None, "{}/other.task", "other.task", id="then the variable"),
        pytest.param(None, None, f"models/{FULL}", id="then models, with full by default"),
        pytest.param(None, "", f"models/{FULL}", id="an empty variable names nothing"),
        pytest.param("lite", "{}/other.task", f"cache/{LITE}", id="a name; models has it not"),
        pytest.param(None, "lite", f"cache/{LITE}", id="a name in the variable"),
    ],
)
def test_lookup_order(tmp_path, monkeypatch, named, variable, expected):
    for own in ("own.task", "other.task"):
        put(tmp_path / own, OWN)
    for kept in (f"models/{FULL}", f"cache/{FULL}", f"cache/{LITE}"):
        put(tmp_path / kept)
    if variable is not None:
        monkeypatch.setenv("FORMCHECK_MODEL", variable.format(tmp_path))
    found = locate(named and named.format(tmp_path), make_store(tmp_path))
    assert found.path == tmp_path / expected


@pytest.mark.parametrize(
    ("content", "name", "source"),
    [
        pytest.param(OWN, "mine", "own file", id="any bundle of the user's own"),
        pytest.param(OFFICIAL, "pose_landmarker_lite", "official", id="the official file"),
        pytest.param(BUILT, "pose_landmarker_full", "wheel posenets==1.0", id="a built one"),
    ],
)
def test_file_named_by_path_is_known_by_its_bytes(tmp_path, content, name, source):
    put(tmp_path / "mine.task", content)
    found = locate(str(tmp_path / "mine.task"), make_store(tmp_path))
    assert (found.name, found.source, found.sha256) == (name, source, sha256(content))


@pytest.mark.parametrize(
    ("kept", "content"), [("models", b"half a fi"), ("cache", b""), ("models", OWN)]
)
def test_kept_file_with_another_hash_is_refused(tmp_path, kept, content):
    put(tmp_path / kept / FULL, content)
    with pytest.raises(ModelError, match=r"damaged.*delete it and run: formcheck model fetch full"):
        locate(store=make_store(tmp_path))


@pytest.mark.parametrize(
    ("named", "variable", "message"),
    [
        pytest.param(None, None, "full.*run: formcheck model fetch full", id="nothing here"),
        pytest.param("lite", None, "run: formcheck model fetch lite", id="nothing of this name"),
        pytest.param("huge", None, "--model names huge.*lite or full", id="no such name"),
        pytest.param("gone.task", None, "--model names gone.task.*no file", id="no such file"),
        pytest.param(None, "gone.task", "FORMCHECK_MODEL names gone.task", id="by the variable"),
        pytest.param("{}", None, "no file.*give", id="a folder"),
        pytest.param("{}/note.txt", None, "no model.*give", id="a file that is no bundle"),
    ],
)
def test_what_cannot_be_used_says_what_to_do(tmp_path, monkeypatch, named, variable, message):
    put(tmp_path / "note.txt", b"hello")
    if variable is not None:
        monkeypatch.setenv("FORMCHECK_MODEL", variable)
    with pytest.raises(ModelError, match=message) as caught:
        locate(named and named.format(tmp_path), make_store(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_checkout_is_searched_before_the_cache():
    first, *rest = standard_store().folders
    assert first.name == "models"
    assert rest == [user_cache_path("formcheck")]


# -- what is there already


def test_right_file_is_not_fetched_again(tmp_path, server):
    put(tmp_path / "cache" / FULL)
    model = fetch("full", progress=Steps(), store=make_store(tmp_path, server.url("right")))
    assert model.source == "official"
    assert server.asked == []


def test_damaged_file_is_replaced(tmp_path, server):
    put(tmp_path / "cache" / FULL, b"half a fi")
    model = fetch("full", progress=Steps(), store=make_store(tmp_path, server.url("right")))
    assert model.path.read_bytes() == OFFICIAL


def test_damaged_file_stays_if_no_other_comes(tmp_path):
    put(tmp_path / "cache" / LITE, b"half a fi")
    with pytest.raises(ModelError, match="can't be reached"):
        fetch("lite", progress=Steps(), store=make_store(tmp_path))
    assert (tmp_path / "cache" / LITE).read_bytes() == b"half a fi"
    assert left_in(tmp_path) == [LITE]


def test_first_use_fetches_and_the_second_does_not(tmp_path, server):
    store = make_store(tmp_path, server.url("right"))
    first = obtain("full", progress=Steps(), store=store)
    again = Steps()
    assert obtain("full", progress=again, store=store) == first
    assert (server.asked, again.told) == (["right"], [])


def test_first_use_fetches_what_the_variable_names(tmp_path, server, monkeypatch):
    monkeypatch.setenv("FORMCHECK_MODEL", "lite")
    model = obtain(progress=Steps(), store=make_store(tmp_path, server.url("right")))
    assert model.path.name == LITE


@pytest.mark.parametrize("named", ["gone.task", "full"])
def test_use_fetches_nothing_for_a_wrong_path_or_a_damaged_file(tmp_path, server, named):
    put(tmp_path / "models" / FULL, b"half a fi")
    with pytest.raises(ModelError) as caught:
        obtain(named, progress=Steps(), store=make_store(tmp_path, server.url("right")))
    assert not isinstance(caught.value, ModelMissingError)
    assert server.asked == []


# -- the folder


def test_folder_that_cannot_be_made_is_said_before_the_download(tmp_path, server):
    put(tmp_path / "file", b"")
    store = make_store(tmp_path, server.url("right"))
    with pytest.raises(ModelError, match=r"can't write to .*--into DIR"):
        fetch("full", progress=Steps(), into=tmp_path / "file" / "below", store=store)
    assert server.asked == []


def test_failed_rename_leaves_nothing(tmp_path, server):
    (tmp_path / "cache" / FULL).mkdir(parents=True)  # a folder in the place of the file
    with pytest.raises(ModelError, match=r"it is a folder; .* fetch --into DIR"):
        fetch("full", progress=Steps(), store=make_store(tmp_path, server.url("right")))
    assert left_in(tmp_path) == []


def test_two_processes_may_fetch_it_at_once(tmp_path, server, monkeypatch):
    store, replace = make_store(tmp_path, server.url("right")), Path.replace

    def overtaken(part, target):
        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(os, "getpid", lambda: -1)
        fetch("full", progress=Steps(), store=store)
        return part.replace(target)

    monkeypatch.setattr(Path, "replace", overtaken)
    model = fetch("full", progress=Steps(), store=store)
    assert model.path.read_bytes() == OFFICIAL
    assert server.asked == ["right", "right"]
    assert left_in(tmp_path) == [FULL]


def test_unknown_name_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no model named 'huge'; choose lite or full"):
        fetch("huge", progress=Steps(), store=make_store(tmp_path))
