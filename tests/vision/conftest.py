import os

import pytest

from tests.vision.loopback import ModelServer


@pytest.fixture
def surroundings(monkeypatch, tmp_path):
    """No model is named, no proxy is asked, and pip looks in one empty folder only."""
    monkeypatch.delenv("FORMCHECK_MODEL", raising=False)
    monkeypatch.setenv("no_proxy", "*")
    (tmp_path / "wheels").mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))


@pytest.fixture
def server():
    with ModelServer() as server:
        yield server
