import json
import re

import pytest

from formcheck.vision import manifest
from formcheck.vision.manifest import CHECKOUT_MODELS, checkout_models, read_manifest


@pytest.mark.parametrize("name", ["lite", "full", "heavy"])
def test_every_model_is_pinned(name):
    entry = read_manifest()[name]
    assert entry.url.startswith("https://")
    assert entry.url.endswith(f"/float16/1/{entry.file}")
    assert entry.size_bytes > 5_000_000
    assert re.fullmatch("[0-9a-f]{64}", entry.sha256)
    assert (entry.wheel is not None) == (name == "full")


def test_every_licence_is_stated():
    entries = json.loads((CHECKOUT_MODELS / "manifest.json").read_text())
    assert {entry["licence"] for entry in entries.values()} == {"Apache-2.0"}


def test_installed_package_reads_its_own_manifest(tmp_path, monkeypatch):
    installed = tmp_path / "manifest.json"
    installed.write_text('{"tiny": {"url": "https://a.test/t", "bytes": 3, "sha256": "00"}}')
    monkeypatch.setattr(manifest, "INSTALLED_MANIFEST", installed)
    assert list(read_manifest()) == ["tiny"]
    assert checkout_models() is None


def test_checkout_keeps_models_beside_its_manifest():
    assert checkout_models() == CHECKOUT_MODELS
    assert (CHECKOUT_MODELS / "manifest.json").is_file()
